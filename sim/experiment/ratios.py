"""What a gain costs the government: the balance given up for a job, and for a working day of waiting saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd
from scipy import stats

from sim.experiment.statistics import CONFIDENCE, paired
from sim.results.tidy import part

RATIO_COLUMNS = ["ratio", "unit", "value", "low", "high", "cost", "gained", "pairs", "reason"]

#: An outcome or a number of cases by world ("baseline", "reform"), of one replication.
Values = Mapping[tuple[str, str], float]


def _jobs(values: Values) -> float:
    return values["reform", "jobs"] - values["baseline", "jobs"]


def _days_saved(values: Values) -> float:
    """Working days a year, over the approvals that there are before the reform: more of them is no loss of time."""
    saved = values["baseline", "elapsed_working_days"] - values["reform", "elapsed_working_days"]
    return saved * values["baseline", "cases_year"]


GAINED: dict[str, Callable[[Values], float]] = {"cost_per_job": _jobs, "cost_per_day_saved": _days_saved}


def ratios(replications: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """What each gain costs, from the tidy tables of replications: a row a ratio, none without an economy.

    Columns ratio, unit, value (yuan; NaN with a reason), low, high (95 %, Fieller), cost (yuan a year by which the
    government's balance falls), gained (jobs, or working days a year), pairs, reason: "", or "no_data",
    "one_replication", "cannot_tell" (nothing may have been gained at all), "none_gained" (there was a loss).
    """
    values = [_values(table) for table in replications]
    if not any(("baseline", "fiscal_balance") in one for one in values):
        return pd.DataFrame(columns=RATIO_COLUMNS)
    balance = ("baseline", "reform")
    cost = np.array([np.subtract(*(one.get((world, "fiscal_balance"), np.nan) for world in balance)) for one in values])
    rows = [_row(name, cost, np.array([gain(one) for one in values])) for name, gain in GAINED.items()]
    return pd.DataFrame(rows, columns=RATIO_COLUMNS)


def fieller(above: np.ndarray, below: np.ndarray) -> tuple[float, float, float]:
    """The ratio of the means of paired numbers with its 95 % interval (Fieller 1954).

    The denominator's own interval must not hold 0: only then is the interval bounded.
    """
    n = len(above)
    a, b = above.mean(), below.mean()
    t2 = stats.t.ppf((1 + CONFIDENCE) / 2, n - 1) ** 2
    (saa, sab), (_, sbb) = np.cov(above, below) / n
    square, half, constant = b * b - t2 * sbb, a * b - t2 * sab, a * a - t2 * saa
    root = np.sqrt(max(half * half - square * constant, 0.0))
    return float(a / b), float((half - root) / square), float((half + root) / square)


def _values(table: pd.DataFrame) -> Values:
    outcomes, economy = part(table, "outcome"), part(table, "economy")
    everybody = outcomes[(outcomes["kind"] == "all").to_numpy()]
    cases = economy[((economy["kind"] == "approvals") & (economy["name"] == "cases_year")).to_numpy()]
    rows = pd.concat([everybody, cases])[["world", "name", "value"]]
    return {(str(world), str(name)): float(value) for world, name, value in rows.itertuples(index=False)}


def _row(name: str, cost: np.ndarray, gained: np.ndarray) -> dict[str, object]:
    known = np.isfinite(cost) & np.isfinite(gained)
    cost, gained = cost[known], gained[known]
    against_nothing = paired(np.zeros(len(gained)), gained)
    row = {"ratio": name, "unit": "yuan", "value": np.nan, "low": np.nan, "high": np.nan, "pairs": len(gained)}
    row |= {"cost": cost.mean() if len(cost) else np.nan, "gained": against_nothing.difference}
    if len(gained) < 2:
        return row | {"reason": "one_replication" if len(gained) else "no_data"}
    if against_nothing.low <= 0 <= against_nothing.high:
        return row | {"reason": "cannot_tell"}
    if against_nothing.difference < 0:
        return row | {"reason": "none_gained"}
    value, low, high = fieller(cost, gained)
    return row | {"value": value, "low": low, "high": high, "reason": ""}
