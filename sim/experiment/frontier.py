"""What packages of measures achieve at each intensity: two outcomes against each other.

A study's ``frontier`` names a lever, factors for it, and packages of measures. Every package is simulated at
every factor: the region with the study's baseline measures, those of the package, and the lever times the
factor from the first simulated day on. All points of a replication have the same seed, so the same enterprises
have the same luck at each of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.experiment import replicate
from sim.experiment.compare import asked_for, check_options, run_missing
from sim.experiment.errors import ExperimentError
from sim.experiment.manifest import manifest, write_manifest
from sim.experiment.pool import Workers
from sim.experiment.progress import Progress, Silent
from sim.experiment.replicate import Simulate
from sim.experiment.statistics import mean_interval, paired
from sim.experiment.store import Store, study_digest
from sim.results.files import known, whole
from sim.results.outcomes import OUTCOME
from sim.results.tidy import part

if TYPE_CHECKING:
    from sim.scenario import Applied, Study

#: Outcomes given at every point besides the two of the axes, where the region has them.
BESIDES = ("precision", "violations_found", "compliance", "inspection_hours", "inspector_days")

Point = tuple[str, float]


@dataclass(frozen=True)
class FrontierResult:
    """The points of a frontier.

    ``table``: package, times, outcome, unit, better, mean, low, high (95 % interval over replications),
    difference, difference_low, difference_high: against the first package at factor 1, paired by replication
    (NaN if 1 is not among the factors). Outcomes are those of the region as a whole.
    """

    study: Study
    scale: float
    replications: int
    seed: int
    folder: Path
    manifest: dict
    table: pd.DataFrame

    @property
    def approximate(self) -> bool:
        """Run below full size: waits in queues do not scale."""
        return self.scale < 1

    def to_dict(self) -> dict[str, Any]:
        """The frontier as plain values for JSON (what is not known is None)."""
        axes = {name: getattr(self.study.frontier, name) for name in ("lever", "x", "y")}
        points = [{name: known(value) for name, value in row.items()} for row in self.table.to_dict("records")]
        return {
            "study": self.study.name,
            **axes,
            "replications": self.replications,
            "seed": self.seed,
            "scale": self.scale,
            "approximate": self.approximate,
            "folder": str(self.folder),
            "points": points,
        }


def frontier(
    study: Study,
    *,
    replications: int | None = None,
    scale: float = 1.0,
    jobs: int = 1,
    seed: int | None = None,
    out: Path | str = "outputs",
    progress: Progress | None = None,
    simulate: Simulate = replicate.simulate,
    finish: Callable[[FrontierResult], object] | None = None,
) -> FrontierResult:
    """Simulate the frontier of a study; table and manifest go to ``outputs/<study>-frontier-<digest>/``.

    Every point is repeated as often as the study asks for at least, or ``replications`` times. What the folder already
    holds is read, not run; ``finish`` writes what else belongs there. Raises as ``compare`` does, and ExperimentError
    for a study without frontier.
    """
    if study.frontier is None:
        raise ExperimentError(f"{study.name}: found no frontier, expected a study that has one")
    study = asked_for(study, replications, seed)
    check_options(study.region, scale, jobs)
    count, points = study.replications.at_least, points_of(study)
    store = _open(study, list(points.values()), scale, Path(out))
    with store.writing():
        tables = _run(points, store, scale, count, jobs, progress or Silent(), simulate)
        facts = manifest(store.digest, study.seed, scale, study=study.name, replications=count)
        table = frontier_table(study, tables)
        result = FrontierResult(study, scale, count, study.seed, store.folder, facts, table)
        _write(result)
        if finish:
            finish(result)
    return result


def points_of(study: Study) -> dict[Point, Study]:
    """Each package and factor, with the study whose reform world it is."""
    asked = study.frontier
    return {
        (package.name, times): replace(
            study,
            baseline=(*study.baseline, intensity(asked.lever, times)),
            reform=package.measures,
            frontier=None,
        )
        for package in asked.packages
        for times in asked.times
    }


def intensity(lever: str, times: float) -> Applied:
    """A measure that does nothing but multiply a lever; without a start, so from the first simulated day on."""
    from sim.scenario import Applied, Change, Measure

    nothing = {"en": "", "zh": ""}
    changes = (Change(lever, "times", times),)
    return Applied(Measure("frontier", "frontier", nothing, nothing, changes, {}, {}, (), {}))


def _open(study: Study, points: Sequence[Study], scale: float, out: Path) -> Store:
    """The store of a frontier, addressed by what determines its points."""
    digests = "\n".join(study_digest(point, study.seed, scale) for point in points)
    digest = sha256(digests.encode()).hexdigest()
    return Store(out / f"{study.name}-frontier-{digest[:12]}", digest, study.seed, each=len(points))


def _run(
    points: Mapping[Point, Study],
    store: Store,
    scale: float,
    count: int,
    jobs: int,
    progress: Progress,
    simulate: Simulate,
) -> dict[Point, list[pd.DataFrame]]:
    """Run what is missing; the outcomes of every point, replication by replication."""
    studies, target = list(points.values()), count * len(points)
    task = partial(
        replicate.point_to_file, studies, store.seed, scale, simulate, store.replications
    )
    if simulate is replicate.simulate and len(store.finished()) < target:
        replicate.compile_once(studies[0], progress)
    with Workers(min(jobs, target)) as workers:
        run_missing(task, store, target, target, workers, progress)
    return {
        point: [part(store.read(number), "outcome") for number in range(place, target, len(points))]
        for place, point in enumerate(points)
    }


def frontier_table(study: Study, tables: Mapping[Point, Sequence[pd.DataFrame]]) -> pd.DataFrame:
    """The table of FrontierResult from the outcomes of every point, replication by replication."""
    asked = study.frontier
    values = {point: [_everybody(table) for table in of_point] for point, of_point in tables.items()}
    first = values.get((asked.packages[0].name, 1.0))
    rows = []
    for (package, times), of_point in values.items():
        for outcome in dict.fromkeys((asked.x, asked.y, *BESIDES)):
            here = [known.get(outcome, np.nan) for known in of_point]
            if outcome in BESIDES and not any(outcome in known for known in of_point):
                continue
            mean, low, high = mean_interval(here)
            row = {"package": package, "times": float(times), "outcome": outcome}
            row |= {"unit": OUTCOME[outcome].unit, "better": OUTCOME[outcome].better}
            rows.append(row | {"mean": mean, "low": low, "high": high} | _difference(first, here, outcome))
    return pd.DataFrame(rows)


def _difference(
    first: Sequence[Mapping[str, float]] | None, here: Sequence[float], outcome: str
) -> dict[str, float]:
    """What differs from the point that all are compared with."""
    if first is None:
        found = (np.nan,) * 3
    else:
        against = paired([known.get(outcome, np.nan) for known in first], here)
        found = (against.difference, against.low, against.high)
    return dict(zip(("difference", "difference_low", "difference_high"), found, strict=True))


def _everybody(outcomes: pd.DataFrame) -> dict[str, float]:
    rows = outcomes[outcomes["kind"] == "all"]
    return dict(zip(rows["name"], rows["value"], strict=True))


def _write(result: FrontierResult) -> None:
    with whole(result.folder / "frontier.parquet") as partial_file:
        result.table.to_parquet(partial_file, index=False, compression="zstd")
    with whole(result.folder / "frontier.json") as partial_file:
        facts = result.to_dict() | {"folder": result.folder.name}  # the same bytes wherever the folder lies
        text = json.dumps(facts, indent=2, ensure_ascii=False, allow_nan=False)
        partial_file.write_text(text + "\n", encoding="utf-8")
    write_manifest(result.manifest, result.folder)
