"""Engine and oracle side by side: run both on the same scenario, seed and options, and say where they first differ.

As a command:

    python -m tests.oracle.compare changchun --scale .01 --days 60 --measure one_window --measure time_limit
    python -m tests.oracle.compare --study jilin-quick --scale .002
    python -m tests.oracle.compare path/to/region.yaml --seed 3 --context 10 --all

Compared are the event log (every start and completion, in the order in which things happened, times to 1e-6 minutes)
and every column of every frame that :meth:`Town.frames` returns, with the engine's table of that name.
"""

import argparse
import math
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import zip_longest
from typing import NamedTuple

import numpy as np
import pandas as pd

from sim.economy.claims import CHANGES, INSTRUMENTS
from sim.economy.ledger import KINDS
from sim.economy.tables import COUNTS
from sim.engine.log import LIFECYCLES
from sim.engine.tokens import COMPONENTS
from sim.region import Region
from sim.rulebook.program import ACTIVITIES
from sim.scenario import Applied, load_measure, load_region, load_study

CLOSE = 1e-6
"""Minutes by which times may differ; of other floats also the ninth digit may."""
KIND_NAMES = {"case": "case", "visit": "visit", "report": "complaint", "request": "request"}
COLUMNS = {
    "case_paths": COMPONENTS,
    "paths": COMPONENTS,
    "flows": KINDS,
    "claims": tuple(f"{instrument}.{change}" for instrument in INSTRUMENTS for change in CHANGES),
    "counts": COUNTS,
}
"""Names of the columns of tables that are plain arrays; those of others are numbered from 0."""


class Row(NamedTuple):
    """A row of either log, as the contract has it: what happened when to what."""

    time: float
    kind: str  # case, visit, report, request
    number: int  # its row
    branch: int
    item: int  # position, -1: none
    activity: str
    station: int  # -1: nobody serves
    lifecycle: int  # 0 start, 1 completion

    @property
    def meaning(self):
        """All of it but the moment."""
        return self[1:]


@dataclass
class Difference:
    """Where engine and oracle first part, in a sentence, with what went before."""

    where: str  # "log" or the name of a frame
    sentence: str
    context: list[str] = field(default_factory=list)

    def __str__(self):
        return "\n".join([self.sentence, *self.context])


@dataclass
class Comparison:
    """What was compared, how long both took, and every difference found (the first one of log and of each column)."""

    rows: dict[str, int]
    differences: list[Difference]
    engine_seconds: float
    oracle_seconds: float

    @property
    def events(self) -> int:
        """Rows of the event log."""
        return self.rows["log"]

    @property
    def compared(self) -> int:
        """Rows compared, of the log and of all frames."""
        return sum(self.rows.values())

    def __str__(self):
        counted = ", ".join(f"{count} of {name}" for name, count in self.rows.items())
        first = str(self.differences[0]) if self.differences else "no difference"
        times = f"engine {self.engine_seconds:.2f} s, oracle {self.oracle_seconds:.2f} s"
        return f"{first}\nrows compared: {counted}\n{times}"


# ------------------------------------------------------------------------------------------------ running


def compare(scenario, seed: int = 0, *, context: int = 6, **options) -> Comparison:
    """Run both; ``options`` are those of :class:`sim.region.Region`."""
    from tests.oracle.town import Town

    begin = time.perf_counter()
    region = Region(scenario, seed, log=True, **options).run()
    between = time.perf_counter()
    town = Town(Region(scenario, seed, log=False, **options))
    town.run()
    end = time.perf_counter()
    frames = town.frames()
    differences, rows = [], {}
    found, rows["log"] = compare_logs(engine_log(region), town.log, Words(region), context)
    differences += found
    for name, frame in frames.items():
        found, rows[name] = compare_frame(name, engine_frame(region, name), frame, Words(region))
        differences += found
    return Comparison(rows, differences, between - begin, end - between)


def assert_equal(scenario, seed: int = 0, **options) -> Comparison:
    """The comparison; an AssertionError tells the first difference."""
    result = compare(scenario, seed, **options)
    assert not result.differences, f"\n{result.differences[0]}"
    return result


# --------------------------------------------------------------------------------------- the engine's side


def engine_log(region) -> list[Row]:
    """The engine's event record as rows of the contract."""
    world = region.world
    rows = world.log[: world.control[0].log_size]
    kinds = [rows[column] >= 0 for column in ("visit", "report", "request")]
    kind = np.select(kinds, ("visit", "report", "request"), "case")
    number = np.select(kinds, [rows[column] for column in ("visit", "report", "request")], rows["case"])
    item = np.where(rows["review"] >= 0, world.reviews["position"][rows["review"]], -1)
    activity = np.array(ACTIVITIES, dtype=object)[rows["activity"]]
    columns = (rows["time"], kind, number, rows["branch"], item, activity, rows["station"], rows["lifecycle"])
    return [Row(*values) for values in zip(*(column.tolist() for column in columns), strict=True)]


def engine_frame(region, name: str) -> pd.DataFrame:
    """A table of the engine as a frame: the rows in use of a pool, all rows of other tables.

    ``flows`` and ``claims`` are month by month, as the books keep them; ``months`` is the monthly census, ``daily`` the
    daily record; names that no table has are frames of ``Region.records()``.
    """
    world = region.world
    if name in ("flows", "claims"):
        rows = np.array(getattr(region.books, name))
        return numbered(name, rows.reshape(len(rows), math.prod(rows.shape[1:])))
    if name in ("months", "daily"):
        records = region.records()
        return getattr(records, name) if name == "daily" else pd.DataFrame(region.books.months)
    if name == "ratings":
        return engine_ratings(region)
    if not hasattr(world, name):
        return getattr(region.records(), name)
    table, control = getattr(world, name), world.control[0]
    pool = {"case_paths": "cases", "request_paths": "requests"}.get(name, name)
    if pool in control.dtype.names:
        table = table[: control[pool]]
    if table.dtype.names:
        return pd.DataFrame({column: table[column] for column in table.dtype.names})
    return numbered(name, table.reshape(len(table), -1) if table.ndim != 2 else table)


def engine_ratings(region) -> pd.DataFrame:
    """Sum and number of the ratings of the quarter at hand, by name of department or body, where there are any."""
    world, compiled = region.world, region.compiled
    names = [*compiled.departments, *(compiled.inspections.owners if compiled.inspections else ())]
    tables = [world.departments, world.bodies] if compiled.inspections else [world.departments]
    columns = {column: np.concatenate([table[column] for table in tables]) for column in ("stars", "rated")}
    total = pd.DataFrame({"name": names, **columns}).groupby("name").sum().reset_index()
    return total[total["rated"] > 0].reset_index(drop=True)


def numbered(name: str, rows: np.ndarray) -> pd.DataFrame:
    """A plain array as a frame."""
    names = COLUMNS.get(name, ())
    names = names if len(names) == rows.shape[1] else range(rows.shape[1])
    return pd.DataFrame(rows, columns=list(names))


# ------------------------------------------------------------------------------------------------ words


class Words:
    """Names for the numbers of a region."""

    def __init__(self, region):
        self.region = region
        self._midnight = datetime.combine(region.first_day, datetime.min.time())
        self._stations = [f"{owner}.{name}" if owner != name else name
                          for _, owner, name in region.compiled.station_names]  # fmt: skip

    def moment(self, minutes: float) -> str:
        """A time as a date, with the number itself."""
        if not math.isfinite(minutes):
            return str(minutes)
        moment = self._midnight + timedelta(minutes=minutes)
        return f"{moment:%Y-%m-%d %H:%M:%S} ({minutes:.6f} min)"

    def row(self, row: Row) -> str:
        """A row of the log as half a sentence."""
        item = f", item position {row.item}" if row.item >= 0 else ""
        station = f" at station {row.station} ({self._stations[row.station]})" if row.station >= 0 else ""
        began = "starts" if LIFECYCLES[row.lifecycle] == "start" else "completes"
        return (f"{KIND_NAMES[row.kind]} {row.number} {began} '{row.activity}'{station} "
                f"(branch {row.branch}{item}) at {self.moment(row.time)}")  # fmt: skip


# ------------------------------------------------------------------------------------------------ comparing


def compare_logs(engine: list[Row], oracle: Iterable, words: Words, context: int = 6) -> tuple[list[Difference], int]:
    """The first difference of two logs (an empty list if there is none) and how many rows were compared."""
    oracle = [Row(*row) for row in oracle]
    for number, (left, right) in enumerate(zip_longest(engine, oracle)):
        if left and right and left.meaning == right.meaning and abs(left.time - right.time) <= CLOSE:
            continue
        return [_log_difference(engine, oracle, number, words, context)], number
    return [], len(engine)


def _log_difference(engine, oracle, number, words, context) -> Difference:
    left = engine[number] if number < len(engine) else None
    right = oracle[number] if number < len(oracle) else None
    says = [f"{who}: {words.row(row)}" if row else f"{who} has no further event"
            for who, row in (("engine", left), ("oracle", right))]  # fmt: skip
    when = min(row.time for row in (left, right) if row)
    order = ""
    if left and right and sorted(moment_of(engine, left.time)) == sorted(moment_of(oracle, right.time)):
        order = " (the same events at this moment, in another order)"
    sentence = f"Event {number} on {words.moment(when)}{order}: {'; '.join(says)}."
    lines = []
    for who, log in (("engine", engine), ("oracle", oracle)):
        lines += [f"  {who} before and after:", *(f"    {'>' if place == number else ' '} {words.row(log[place])}"
                  for place in range(max(number - context, 0), min(number + context, len(log))))]  # fmt: skip
    for subject in {(row.kind, row.number) for row in (left, right) if row}:
        for who, log in (("engine", engine), ("oracle", oracle)):
            own = [row for row in log if (row.kind, row.number) == subject]
            near = [row for row in own if row.time >= when - CLOSE][:context]
            past = [row for row in own if row.time < when - CLOSE][-context:]
            lines.append(f"  {KIND_NAMES[subject[0]]} {subject[1]} in the {who}:")
            lines += [f"      {words.row(row)}" for row in past + near]
    return Difference("log", sentence, lines)


def moment_of(log: list[Row], moment: float) -> list[Row]:
    """All that happens at a moment."""
    return [row for row in log if abs(row.time - moment) <= CLOSE]


def compare_frame(name: str, engine: pd.DataFrame, oracle: pd.DataFrame, words: Words) -> tuple[list[Difference], int]:
    """The first difference of every column of the oracle's frame, and how many rows were compared."""
    if len(engine) != len(oracle):
        sentence = f"Table {name}: {len(engine)} rows in the engine, {len(oracle)} in the oracle."
        return [Difference(name, sentence)], 0
    found = []
    for column in oracle.columns:
        if column not in engine.columns:
            found.append(Difference(name, f"Table {name}: the engine has no column '{column}'."))
            continue
        wrong = unequal(engine[column].to_numpy(), oracle[column].to_numpy())
        if len(wrong):
            found.append(_frame_difference(name, column, wrong, engine, oracle, words))
    return sorted(found, key=lambda one: "moment" not in one.sentence), len(oracle)


def unequal(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Rows in which two columns differ. Whole numbers (and so money) must be equal, others to the ninth digit."""
    if left.dtype.kind not in "biuf" or right.dtype.kind not in "biuf":
        same = [a == b or (pd.isna(a) and pd.isna(b)) for a, b in zip(left, right, strict=True)]
        return np.flatnonzero(~np.array(same, dtype=bool))
    left, right = left.astype(float), right.astype(float)
    both = np.isnan(left) & np.isnan(right)
    with np.errstate(invalid="ignore"):
        near = np.abs(left - right) <= CLOSE + 1e-9 * np.abs(left)
        whole = (left == np.round(left)) & (np.abs(left) > 1.0 / CLOSE)
    return np.flatnonzero(~(np.where(whole, left == right, near | (left == right)) | both))


def _frame_difference(name, column, wrong, engine, oracle, words) -> Difference:
    row = int(wrong[0])
    left, right = engine[column].iloc[row], oracle[column].iloc[row]
    whose = ""
    if "enterprise" in engine.columns and name != "records":
        whose = f" (enterprise {engine['enterprise'].iloc[row]})"
    sentence = (f"Table {name}, column {column}, row {row}{whose}: {left!r} in the engine, {right!r} in the oracle; "
                f"{len(wrong)} of {len(engine)} rows differ.")  # fmt: skip
    return Difference(name, sentence.replace("np.float64", "").replace("np.int64", ""))


# ------------------------------------------------------------------------------------------------ the command


def main() -> int:
    """Compare as asked on the command line; 1 if there is a difference."""
    arguments = _parser().parse_args()
    options = {name: getattr(arguments, name) for name in ("start", "scale", "days", "warm_up", "follow_up")}
    if arguments.study:
        study = load_study(arguments.study)
        scenario, measures = study.region, [*study.baseline, *study.reform]
        options["start"] = arguments.start or study.start
    else:
        scenario, measures = load_region(arguments.region), []
    measures += [_applied(text) for text in arguments.measure]
    options["start"] = options["start"] or date(2022, 3, 1)
    result = compare(scenario, arguments.seed, measures=measures, context=arguments.context, **options)
    if arguments.all:
        for one in result.differences:
            print(one.sentence)
        print()
    print(result)
    return int(bool(result.differences))


def _applied(text: str) -> Applied:
    """``NAME`` or ``NAME:coverage=.5,start=2022-04-01,ramp_days=30,until=2022-06-01``."""
    name, _, rest = text.partition(":")
    options = dict(one.split("=") for one in rest.split(",") if one)
    read = {"coverage": float, "ramp_days": int, "start": date.fromisoformat, "until": date.fromisoformat}
    return Applied(load_measure(name), **{key: read[key](value) for key, value in options.items()})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.oracle.compare", description="Engine and oracle side by side.")
    parser.add_argument("region", nargs="?", default="changchun", help="name of a region, or path of its file")
    parser.add_argument("--study", help="take region, start and measures of a study instead (days as given here)")
    parser.add_argument("--start", type=date.fromisoformat, help="first day after the warm-up (2022-03-01)")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--scale", type=float, default=0.01)
    parser.add_argument("--warm-up", type=int, default=20, help="days")
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--follow-up", type=int, default=20, help="days")
    parser.add_argument("--measure", action="append", default=[], help="NAME[:coverage=.5,start=…,ramp_days=…,until=…]")
    parser.add_argument("--context", type=int, default=6, help="events to show before and after the difference")
    parser.add_argument("--all", action="store_true", help="name the differences of all columns as well")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
