"""One long table that holds everything a replication is asked about later.

Columns: ``world`` (baseline or reform), ``table``, ``kind``, ``group``, ``entity``, ``name``, ``value``:

| table         | kind         | group | entity  | name                     |
|---------------|--------------|-------|---------|--------------------------|
| outcome       | group kind   | group |         | outcome                  |
| decomposition | group kind   | group |         | component (days)         |
| station       | station kind | owner | station | servers, utilisation ... |
| daily         |              |       | date    | open_cases ...           |
| item          |              |       | item    | statistic                |
| procedure     |              |       | procedure | statistic              |
| inspection    | subject      |       | entity  | statistic                |
| economy       | subject      |       | entity  | statistic                |
| month         |              |       | date    | registered, trading ...  |
| distribution  | group kind   | group |         | profit, jobs ...         |
| gain          | group kind   | group |         | rose, fell               |
| loan          | group kind   | group |         | component (days)         |

Those from ``inspection`` on stand only where enterprises are inspected, where there is an economy and where anybody
lends; subjects are those of ``sim.results.inspection_table`` and ``sim.results.economy_table``. ``gain`` is about both
worlds of a replication at once and stands with the reform.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.results.decomposition import decomposition, loan_decomposition
from sim.results.distribution import distribution
from sim.results.economy import economic
from sim.results.economy_table import economy_table
from sim.results.inspection_table import inspection_table
from sim.results.inspections import inspected
from sim.results.lending import lent
from sim.results.outcomes import Horizon, outcomes
from sim.results.validation import items, procedures

KEYS = ["world", "table", "kind", "group", "entity", "name"]
STATION_COLUMNS = ["servers", "utilisation", "arrivals", "served", "mean_wait", "mean_queue"]
DAILY_COLUMNS = ["open_cases", "backlog_reviews", "queue_windows", "begun", "ended"]
#: Columns of the table of months that do not grow with the population.
NOT_COUNTS = ("counted", "prime", "entry", "exit_days", "satisfaction")


def tidy(records, horizon: Horizon, scale: float, world: str) -> pd.DataFrame:
    """The long table of one world; daily counts and other counts of a whole city are at full size."""
    parts = [
        _part("outcome", outcomes(records, horizon, scale), kind="group_kind", group="group", name="outcome"),
        _days("decomposition", decomposition(records)),
        _part(
            "station",
            _stations(records.stations),
            kind="kind",
            group="owner",
            entity="station",
            name="column",
        ),
        _part("daily", _daily(records.daily, scale), entity="date", name="column"),
        _part("item", items(records), entity="item", name="statistic"),
        _part("procedure", procedures(records), entity="procedure", name="statistic"),
    ]
    if inspected(records):
        table = inspection_table(records, horizon, scale)
        parts.append(_part("inspection", table, kind="kind", entity="entity", name="name"))
    if economic(records):
        parts += [
            _part("economy", economy_table(records, horizon, scale), kind="kind", entity="entity", name="name"),
            _part("month", _months(records, scale), entity="date", name="column"),
            _part("distribution", distribution(records, scale), kind="kind", group="group", name="name"),
        ]
    if lent(records):
        parts.append(_days("loan", loan_decomposition(records)))
    return _of_world(parts, world)


def tidy_gains(gains: pd.DataFrame) -> pd.DataFrame:
    """Who gained from one world to the other (see ``sim.results.distribution.gains``) as rows of the long table."""
    return _of_world([_part("gain", gains, kind="kind", group="group", name="name")], "reform")


def part(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows of one of the tables above."""
    return table[table["table"] == name]


def _of_world(parts: list[pd.DataFrame], world: str) -> pd.DataFrame:
    return pd.concat(parts, ignore_index=True).assign(world=world)[[*KEYS, "value"]]


def _days(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    values = frame.rename(columns={"days": "value"})
    return _part(table, values, kind="group_kind", group="group", name="component")


def _part(table: str, frame: pd.DataFrame, **columns: str) -> pd.DataFrame:
    keys = {key: frame[columns[key]].astype(str) if key in columns else "" for key in KEYS[2:]}
    return pd.DataFrame({"table": table, **keys, "value": frame["value"].astype(float)}, index=frame.index)


def _stations(stations: pd.DataFrame) -> pd.DataFrame:
    return stations.melt(["kind", "owner", "station"], STATION_COLUMNS, var_name="column", value_name="value")


def _daily(daily: pd.DataFrame, scale: float) -> pd.DataFrame:
    dates = pd.to_datetime(daily["date"]).dt.strftime("%Y-%m-%d")
    counts = daily[DAILY_COLUMNS].astype(float) / scale
    return counts.assign(date=dates).melt("date", var_name="column", value_name="value")


def _months(records, scale: float) -> pd.DataFrame:
    """The table of months, with what banks have lent and their capital where anybody lends."""
    months = records.months.assign(date=pd.to_datetime(records.months["month"]).dt.strftime("%Y-%m-%d"))
    if lent(records):
        for name, frame, column in (
            ("principal", records.lending, "principal"),
            ("nonperforming", records.lending, "nonperforming"),
            ("bank_capital", records.banks, "capital"),
        ):
            months[name] = months["month"].map(frame.groupby("month")[column].sum())
    long = months.drop(columns="month").astype({"counted": float}).melt("date", var_name="column", value_name="value")
    counts = ~long["column"].isin(NOT_COUNTS)
    return long.assign(value=long["value"].astype(float) / np.where(counts, scale, 1.0))
