"""Where the days went: the time of finished cases, and of loans until the money came, split into its parts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim.engine import tokens
from sim.results.definitions import groups, rows_by_code
from sim.results.lending import is_timed
from sim.results.outcomes import MINUTES_PER_DAY, finished

#: Nights, weekends and holidays; the only part that passes outside office hours.
OFF_HOURS = "off_hours"
#: Parts of the elapsed time of a case, in the order a case lives through them; they sum to it exactly.
COMPONENTS = (*(component for component in tokens.COMPONENTS if component != OFF_HOURS), OFF_HOURS)
WORKING = COMPONENTS[:-1]
#: Parts of the time from a request for a loan to the money, in the order a request lives through them.
LOAN_COMPONENTS = (
    "preparation",
    "queue_intake",
    "intake",
    "queue_officer",
    "due_diligence",
    "outside_wait",
    "committee",
    "registration",
    "payout",
    OFF_HOURS,
)
#: Ways to split requests for loans, beside all together ("all").
LOAN_GROUP_KINDS = ("size", "product", "search")


def decomposition(records) -> pd.DataFrame:
    """Mean days of each part per finished cohort case: columns group_kind, group, component, days.

    Office hours are counted in working days, so that the parts of a group without ``off_hours`` sum to its
    mean elapsed working days; ``off_hours`` (nights, weekends, holidays) is in calendar days.
    Groups are everybody ("all") and each procedure.
    """
    done = records.cases.loc[finished(records.cases), [*COMPONENTS, "elapsed_working_days", "procedure"]]
    days = done[list(COMPONENTS)].to_numpy(float) / _minutes_per_day(done)
    return _mean_parts(done, days, ("procedure",), COMPONENTS)


def loan_decomposition(records) -> pd.DataFrame:
    """Mean days of each part of the way to the money, per cohort request paid out but for renewals; columns as above.

    The parts without ``off_hours`` sum to the mean of the outcome ``days_to_money``; ``off_hours`` is in calendar days.
    Groups are all requests ("all"), and those by size of the enterprise, by product and by how the bank was found.
    """
    requests = records.requests
    done = requests[requests["cohort"].to_numpy(bool) & is_timed(requests)]
    return _mean_parts(done, done[list(LOAN_COMPONENTS)].to_numpy(float), LOAN_GROUP_KINDS, LOAN_COMPONENTS)


def _mean_parts(done: pd.DataFrame, days: np.ndarray, kinds: Sequence[str], parts: Sequence[str]) -> pd.DataFrame:
    rows = []
    for kind in ("all", *kinds):
        codes, names = groups(done, kind)
        for group, chosen in zip(names, rows_by_code(codes, len(names)), strict=True):
            means = days[chosen].mean(axis=0) if len(chosen) else np.full(len(parts), np.nan)
            rows += [(kind, group, part, mean) for part, mean in zip(parts, means, strict=True)]
    return pd.DataFrame(rows, columns=["group_kind", "group", "component", "days"])


def _minutes_per_day(done: pd.DataFrame) -> np.ndarray:
    """Minutes that make a day of each part: of a mean working day, or of a calendar day for off-hours."""
    worked = done[list(WORKING)].to_numpy(float).sum()
    working_days = done["elapsed_working_days"].sum()
    working = worked / working_days if working_days > 0 else MINUTES_PER_DAY
    return np.array([MINUTES_PER_DAY if component == OFF_HOURS else working for component in COMPONENTS])
