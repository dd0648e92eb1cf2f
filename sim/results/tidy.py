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

The last one stands only where enterprises are inspected; its subjects are those of
``sim.results.inspection_table``.
"""

from __future__ import annotations

import pandas as pd

from sim.results.decomposition import decomposition
from sim.results.inspection_table import inspection_table
from sim.results.inspections import inspected
from sim.results.outcomes import Horizon, outcomes
from sim.results.validation import items, procedures

KEYS = ["world", "table", "kind", "group", "entity", "name"]
STATION_COLUMNS = ["servers", "utilisation", "arrivals", "served", "mean_wait", "mean_queue"]
DAILY_COLUMNS = ["open_cases", "backlog_reviews", "queue_windows", "begun", "ended"]


def tidy(records, horizon: Horizon, scale: float, world: str) -> pd.DataFrame:
    """The long table of one world; daily counts and other counts of a whole city are at full size."""
    parts = [
        _part("outcome", outcomes(records, horizon, scale), kind="group_kind", group="group", name="outcome"),
        _part(
            "decomposition",
            decomposition(records).rename(columns={"days": "value"}),
            kind="group_kind",
            group="group",
            name="component",
        ),
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
    return pd.concat(parts, ignore_index=True).assign(world=world)[[*KEYS, "value"]]


def part(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows of one of the tables above."""
    return table[table["table"] == name]


def _part(table: str, frame: pd.DataFrame, **columns: str) -> pd.DataFrame:
    keys = {key: frame[columns[key]].astype(str) if key in columns else "" for key in KEYS[2:]}
    return pd.DataFrame({"table": table, **keys, "value": frame["value"].astype(float)}, index=frame.index)


def _stations(stations: pd.DataFrame) -> pd.DataFrame:
    return stations.melt(["kind", "owner", "station"], STATION_COLUMNS, var_name="column", value_name="value")


def _daily(daily: pd.DataFrame, scale: float) -> pd.DataFrame:
    dates = pd.to_datetime(daily["date"]).dt.strftime("%Y-%m-%d")
    counts = daily[DAILY_COLUMNS].astype(float) / scale
    return counts.assign(date=dates).melt("date", var_name="column", value_name="value")
