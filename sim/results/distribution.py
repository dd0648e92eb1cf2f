"""Who gains and who loses: what enterprises of each class earn and pay, and whose profit rises or falls."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.results.definitions import Row, groups, ratio, total
from sim.results.economy import ENTERPRISE_GROUP_KINDS, counted_years

COLUMNS = ["kind", "group", "name", "value"]
#: Yuan in the study's days, shown as yuan a year per enterprise.
MONEY = ("revenue", "profit", "time_cost", "taxes", "interest")
#: Change of profit, as a share of revenue, from which an enterprise has gained or lost.
ENOUGH = 0.01
#: What enterprises are needed for to tell who gained; small enough to keep while the other world runs.
KEPT = ["enterprise", *ENTERPRISE_GROUP_KINDS, "revenue", "profit"]


def distribution(records, scale: float = 1.0) -> pd.DataFrame:
    """Means per enterprise of one world: kind, group, name, value.

    Names are enterprises (registered on any of the study's days, at full size), those of MONEY, and jobs (people at
    the end). Groups are by sector, size and district, sizes as they were at the beginning.
    """
    firms = records.firms
    years = counted_years(records)
    rows: list[Row] = []
    for kind in ("all", *ENTERPRISE_GROUP_KINDS):
        codes, names = groups(firms, kind)
        number = total(codes, len(names))
        values = {"enterprises": number / scale}
        for name in MONEY:
            values[name] = ratio(total(codes, len(names), firms[name]), number * years)
        values["jobs"] = ratio(total(codes, len(names), firms["jobs_end"]), number)
        rows += [(kind, group, name, float(values[name][at])) for at, group in enumerate(names) for name in values]
    return pd.DataFrame(rows, columns=COLUMNS)


def gains(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Whose profit changed from one world to the other, of the enterprises in both: kind, group, name, value.

    Names are rose and fell: shares of enterprises whose profit rose, or fell, by more than 1 % of the revenue that they
    have in the first world. ``before`` and ``after`` are tables of enterprises of the same replication.
    """
    both = before.merge(after[["enterprise", "profit"]], on="enterprise", suffixes=("", "_after"))
    change = both["profit_after"].to_numpy(float) - both["profit"].to_numpy(float)
    enough = ENOUGH * both["revenue"].to_numpy(float)
    moved = {"rose": change > np.maximum(enough, 0.0), "fell": -change > np.maximum(enough, 0.0)}
    rows: list[Row] = []
    for kind in ("all", *ENTERPRISE_GROUP_KINDS):
        codes, names = groups(both, kind)
        number = total(codes, len(names))
        share = {name: ratio(total(codes, len(names), who), number) for name, who in moved.items()}
        rows += [(kind, group, name, float(share[name][at])) for at, group in enumerate(names) for name in share]
    return pd.DataFrame(rows, columns=COLUMNS)
