"""Who gains and who loses: enterprises of each class in both worlds, from the tidy tables of replications."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from sim.experiment.statistics import mean_interval, paired
from sim.results.tidy import part

DISTRIBUTION_COLUMNS = [
    *("group_kind", "group", "statistic", "unit"),
    *("baseline", "reform", "difference", "low", "high", "pairs", "reason"),
]
#: Units of the statistics; those of money are yuan a year per enterprise.
UNITS = {"enterprises": "enterprises", "jobs": "people", "rose": "share", "fell": "share"}
MONEY = "yuan_year_enterprise"
KEYS = ["kind", "group", "name"]


def who_gains(replications: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Enterprises by class in both worlds, a row a class and statistic; no row without an economy.

    Columns group_kind, group, statistic, unit, baseline, reform, difference, low, high (95 % paired interval), pairs,
    reason. For rose and fell (shares of the enterprises in both worlds) there is no baseline and no difference, and
    the interval is of the share.
    """
    classes = [(key, _row(*worlds)) for key, worlds in _by_key(replications, "distribution")]
    moved = [(key, _share(shares)) for key, (_, shares) in _by_key(replications, "gain")]
    rows = [
        {"group_kind": kind, "group": group, "statistic": name, "unit": UNITS.get(name, MONEY), **row}
        for (kind, group, name), row in [*classes, *moved]
    ]
    return pd.DataFrame(rows, columns=DISTRIBUTION_COLUMNS)


def _by_key(tables: Sequence[pd.DataFrame], name: str) -> Iterator[tuple[tuple, tuple[np.ndarray, np.ndarray]]]:
    """The values of each statistic in both worlds, replication by replication."""
    frames = [part(table, name).assign(replication=number) for number, table in enumerate(tables)]
    rows = pd.concat(frames, ignore_index=True).astype({key: "str" for key in ("world", *KEYS)})
    order = rows[KEYS].drop_duplicates()
    wide = rows.pivot(index=["world", *KEYS], columns="replication", values="value")
    keys = pd.MultiIndex.from_frame(order)
    worlds = [
        (wide.loc[world] if world in wide.index.get_level_values(0) else wide.iloc[:0].droplevel(0)).reindex(keys)
        for world in ("baseline", "reform")
    ]
    for number, key in enumerate(keys):
        yield key, (worlds[0].iloc[number].to_numpy(float), worlds[1].iloc[number].to_numpy(float))


def _row(baseline: np.ndarray, reform: np.ndarray) -> dict[str, object]:
    compared = paired(baseline, reform)
    return {name: getattr(compared, name) for name in DISTRIBUTION_COLUMNS[4:]}


def _share(values: np.ndarray) -> dict[str, object]:
    mean, low, high = mean_interval(values)
    known = int(np.isfinite(values).sum())
    reason = "" if known > 1 else "one_replication" if known else "no_data"
    of_both = {"baseline": np.nan, "difference": np.nan, "pairs": known, "reason": reason}
    return {"reform": mean, "low": low, "high": high, **of_both}
