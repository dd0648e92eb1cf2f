"""The result of comparing two worlds, as tables: built from replications, written as files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.experiment.costs import measures_table, reform_cost
from sim.experiment.gains import DISTRIBUTION_COLUMNS, who_gains
from sim.experiment.ratios import RATIO_COLUMNS, ratios
from sim.experiment.statistics import Paired, holm, paired, verdict
from sim.results.files import whole
from sim.results.outcomes import OUTCOME
from sim.results.tidy import DAILY_COLUMNS, STATION_COLUMNS, part

if TYPE_CHECKING:
    from sim.scenario import Study

OUTCOME_KEYS = ["group_kind", "group", "outcome"]
STATISTIC_COLUMNS = ["world", "kind", "entity", "name", "value"]
DECOMPOSITION_COLUMNS = ["component", "group_kind", "group", "baseline_days", "reform_days"]
MONTH_COLUMNS = ["world", "month"]


def _without_rows(columns: list[str]) -> Callable[[], pd.DataFrame]:
    return partial(pd.DataFrame, columns=columns)


@dataclass(frozen=True)
class Comparison:
    """Baseline and reform of a study, side by side.

    - ``table``: one row an outcome and group: outcome, group_kind, group, unit, better, baseline, reform,
      difference, low, high (95 % paired interval), share_better, p, p_adjusted, pairs, verdict, reason.
      Shares are 0 to 1; counts of a whole city are at full size.
    - ``decomposition``: component, group_kind, group, baseline_days, reform_days; working days but for the
      component ``off_hours``, which is in calendar days.
    - ``stations`` and ``daily``: means over replications, a row per world.
    - ``measures`` and ``cost``: what was compared, and what it costs (yuan; once, per_year, study).
    - ``inspections``: statistics of inspections (see ``sim.results.inspection_table``), means over
      replications: world, kind, entity, name, value; without rows where nobody is inspected.
    - ``economy``: the same of the economy and of lending (see ``sim.results.economy_table``); ``months``: means by
      month, columns world, month and those of the table of months; ``distribution``: who gains and who loses (see
      ``sim.experiment.gains``); ``ratios``: what a gain costs the government (see ``sim.experiment.ratios``);
      ``loan_decomposition``: days to the money, columns as ``decomposition``. Without rows where a region has none.
    - ``replicated``: outcome values by world and replication.
    - ``precision``: asked, reached, at_least, at_most.
    """

    study: Study
    scale: float
    replications: int
    seed: int
    folder: Path
    manifest: dict
    table: pd.DataFrame
    decomposition: pd.DataFrame
    stations: pd.DataFrame
    daily: pd.DataFrame
    replicated: pd.DataFrame
    precision: Mapping[str, float | None]
    measures: pd.DataFrame = field(repr=False)
    cost: Mapping[str, float] = field(repr=False)
    inspections: pd.DataFrame = field(repr=False, default_factory=_without_rows(STATISTIC_COLUMNS))
    economy: pd.DataFrame = field(repr=False, default_factory=_without_rows(STATISTIC_COLUMNS))
    months: pd.DataFrame = field(repr=False, default_factory=_without_rows(MONTH_COLUMNS))
    distribution: pd.DataFrame = field(repr=False, default_factory=_without_rows(DISTRIBUTION_COLUMNS))
    ratios: pd.DataFrame = field(repr=False, default_factory=_without_rows(RATIO_COLUMNS))
    loan_decomposition: pd.DataFrame = field(repr=False, default_factory=_without_rows(DECOMPOSITION_COLUMNS))

    @property
    def approximate(self) -> bool:
        """Run below full size: waits in queues do not scale, so every number is approximate."""
        return self.scale < 1

    def to_dict(self) -> dict[str, Any]:
        """The comparison as plain values for JSON (what is not known is None)."""
        return {
            "study": self.study.name,
            "start": self.study.start.isoformat(),
            "days": self.study.days,
            "replications": self.replications,
            "seed": self.seed,
            "scale": self.scale,
            "approximate": self.approximate,
            "precision": _plain(self.precision),
            "folder": str(self.folder),
            "outcomes": _rows(self.table),
            "decomposition": _rows(self.decomposition),
            "loan_decomposition": _rows(self.loan_decomposition),
            "distribution": _rows(self.distribution),
            "ratios": _rows(self.ratios),
            "measures": _rows(self.measures),
            "cost": _plain(self.cost),
        }

    def write_tables(self) -> list[Path]:
        """Write the Parquet tables of the comparison to its folder; returns their paths."""
        tables = {
            "comparison": self.table,
            "decomposition": self.decomposition,
            "stations": self.stations,
            "daily": self.daily,
        }
        if_any = ("inspections", "economy", "months", "distribution", "ratios", "loan_decomposition")
        tables |= {name: table for name in if_any if len(table := getattr(self, name))}
        paths = []
        for name, table in tables.items():
            path = self.folder / f"{name}.parquet"
            with whole(path) as partial:
                table.to_parquet(partial, index=False, compression="zstd")
            paths.append(path)
        return paths


def build(study: Study, replications: Mapping[int, pd.DataFrame], **known: Any) -> Comparison:
    """Make the comparison from the tidy tables of its replications (see ``sim.results.tidy``)."""
    replicated = outcome_values(replications)
    tables = list(replications.values())
    return Comparison(
        study=study,
        replications=len(replications),
        table=compare_outcomes(replicated),
        decomposition=_decomposition(tables, "decomposition"),
        stations=_stations(tables),
        daily=_daily(tables),
        inspections=_statistics(tables, "inspection"),
        economy=_statistics(tables, "economy"),
        months=_months(tables),
        distribution=who_gains(tables),
        ratios=ratios(tables),
        loan_decomposition=_decomposition(tables, "loan"),
        replicated=replicated,
        measures=measures_table(study),
        cost=reform_cost(study),
        **known,
    )


def outcome_values(replications: Mapping[int, pd.DataFrame]) -> pd.DataFrame:
    """Outcome values by replication: columns world, replication, group_kind, group, outcome, value."""
    frames = []
    for number, tidy in replications.items():
        rows = part(tidy, "outcome").rename(columns={"kind": "group_kind", "name": "outcome"})
        frames.append(rows[["world", *OUTCOME_KEYS, "value"]].assign(replication=number))
    columns = ["world", "replication", *OUTCOME_KEYS]
    values = pd.concat(frames, ignore_index=True)[[*columns, "value"]]
    return values.astype({name: "str" for name in columns if name != "replication"})


def compare_outcomes(replicated: pd.DataFrame) -> pd.DataFrame:
    """The comparison table from outcome values by replication (see Comparison.table).

    Verdicts are corrected for the number of outcomes (Holm), once over those of everybody together and once
    over those of each way of splitting the cohort.
    """
    keys = replicated[OUTCOME_KEYS].drop_duplicates(ignore_index=True)
    values = replicated.pivot(index=["world", *OUTCOME_KEYS], columns="replication", values="value")
    baseline, reform = (
        values.loc[world].reindex(pd.MultiIndex.from_frame(keys)).to_numpy(float)
        for world in ("baseline", "reform")
    )
    rows = [
        _row(key.outcome, paired(before, after))
        for key, before, after in zip(keys.itertuples(), baseline, reform, strict=True)
    ]
    table = pd.concat([keys, pd.DataFrame(rows)], axis=1)
    table["p_adjusted"] = table.groupby("group_kind", sort=False)["p"].transform(holm)
    table["verdict"] = [
        verdict(row.difference, row.p_adjusted, row.better) for row in table.itertuples(index=False)
    ]
    table.loc[table["reason"].isin(["no_data", "one_replication"]), "verdict"] = "cannot_tell"
    order = [
        "outcome",
        "group_kind",
        "group",
        "unit",
        "better",
        "baseline",
        "reform",
        "difference",
        "low",
        "high",
    ]
    return table[[*order, "share_better", "p", "p_adjusted", "pairs", "verdict", "reason"]]


def _row(outcome: str, comparison: Paired) -> dict[str, object]:
    about = OUTCOME[outcome]
    fields = ("baseline", "reform", "difference", "low", "high", "p", "pairs", "reason")
    return {
        "unit": about.unit,
        "better": about.better,
        **{name: getattr(comparison, name) for name in fields},
        "share_better": comparison.share_better(about.better),
    }


def _mean(tables) -> pd.Series:
    """Mean over replications of tidy values with the same keys, over those that have the key."""
    stacked = pd.concat(tables, ignore_index=True)
    keys = [name for name in stacked.columns if name != "value"]
    return stacked.astype({name: "str" for name in keys}).groupby(keys, sort=False)["value"].mean()


def _decomposition(tables, name: str) -> pd.DataFrame:
    columns = ["world", "kind", "group", "name", "value"]
    mean = _mean(part(table, name)[columns] for table in tables)
    if mean.empty:
        return pd.DataFrame(columns=DECOMPOSITION_COLUMNS)
    wide = _wide(mean, "world")
    wide = wide.rename(
        columns={
            "kind": "group_kind",
            "name": "component",
            "baseline": "baseline_days",
            "reform": "reform_days",
        }
    )
    return wide[DECOMPOSITION_COLUMNS]


def _stations(tables) -> pd.DataFrame:
    columns = ["world", "entity", "kind", "group", "name", "value"]
    mean = _mean(part(table, "station")[columns] for table in tables)
    wide = _wide(mean, "name")
    wide = wide.rename(columns={"entity": "station", "group": "owner"})
    return wide[["world", "station", "kind", "owner", *STATION_COLUMNS]]


def _daily(tables) -> pd.DataFrame:
    mean = _mean(part(table, "daily")[["world", "entity", "name", "value"]] for table in tables)
    wide = _wide(mean, "name")
    return wide.assign(date=pd.to_datetime(wide["entity"]))[["world", "date", *DAILY_COLUMNS]]


def _statistics(tables, name: str) -> pd.DataFrame:
    mean = _mean(part(table, name)[STATISTIC_COLUMNS] for table in tables)
    return mean.reset_index()[STATISTIC_COLUMNS]


def _months(tables) -> pd.DataFrame:
    mean = _mean(part(table, "month")[["world", "entity", "name", "value"]] for table in tables)
    if mean.empty:
        return pd.DataFrame(columns=MONTH_COLUMNS)
    wide = _wide(mean, "name").rename(columns={"entity": "month"})
    return wide.assign(month=pd.to_datetime(wide["month"]))


def _wide(mean: pd.Series, level: str) -> pd.DataFrame:
    """One column for each value of a key; rows stay in the order met."""
    keys = mean.index.droplevel(level)
    keys = keys[~keys.duplicated()]
    wide = mean.unstack(level).reindex(keys).reset_index()
    return wide.rename_axis(columns=None)


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [_plain(row) for row in table.to_dict("records")]


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return value.isoformat() if hasattr(value, "isoformat") else value
