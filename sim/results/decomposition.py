"""Where the days went: the elapsed time of finished cases, split into its parts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.engine import tokens
from sim.results.outcomes import MINUTES_PER_DAY, finished

#: Nights, weekends and holidays; the only part that passes outside office hours.
OFF_HOURS = "off_hours"
#: Parts of the elapsed time of a case, in the order a case lives through them; they sum to it exactly.
COMPONENTS = (*(component for component in tokens.COMPONENTS if component != OFF_HOURS), OFF_HOURS)
WORKING = COMPONENTS[:-1]


def decomposition(records) -> pd.DataFrame:
    """Mean days of each part per finished cohort case: columns group_kind, group, component, days.

    Office hours are counted in working days, so that the parts of a group without ``off_hours`` sum to its
    mean elapsed working days; ``off_hours`` (nights, weekends, holidays) is in calendar days.
    Groups are everybody ("all") and each procedure.
    """
    done = records.cases.loc[finished(records.cases), [*COMPONENTS, "elapsed_working_days", "procedure"]]
    days = done[list(COMPONENTS)].to_numpy(float) / _minutes_per_day(done)
    procedures = done["procedure"].astype(str).to_numpy(object)
    groups = [("all", "all", days)]
    groups += [("procedure", name, days[procedures == name]) for name in sorted(set(procedures))]
    rows = [
        (kind, group, component, mean)
        for kind, group, part in groups
        for component, mean in zip(COMPONENTS, _means(part), strict=True)
    ]
    return pd.DataFrame(rows, columns=["group_kind", "group", "component", "days"])


def _minutes_per_day(done: pd.DataFrame) -> np.ndarray:
    """Minutes that make a day of each part: of a mean working day, or of a calendar day for off-hours."""
    worked = done[list(WORKING)].to_numpy(float).sum()
    working_days = done["elapsed_working_days"].sum()
    working = worked / working_days if working_days > 0 else MINUTES_PER_DAY
    return np.array([MINUTES_PER_DAY if component == OFF_HOURS else working for component in COMPONENTS])


def _means(days: np.ndarray) -> np.ndarray:
    return days.mean(axis=0) if len(days) else np.full(len(COMPONENTS), np.nan)
