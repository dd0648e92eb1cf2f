"""Statistics the published targets are stated in: per item, and per procedure as the government counts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.results.decomposition import WORKING
from sim.results.outcomes import UNDECIDED, finished

#: Time that is the applicant's own, not the authorities': left out of a published "whole process" time.
APPLICANTS_TIME = ("preparation", "travel", "supplement")


def items(records) -> pd.DataFrame:
    """Per item, over cohort reviews that were decided: columns item, statistic, value.

    - approval_working_days: mean working days from acceptance to decision, stops of the clock included;
    - limit_days, statutory_days: mean limit in force and mean statutory limit, working days;
    - visits: median visits an application for the item took;
    - reviews: how many were decided.
    """
    reviews = records.reviews
    decided = reviews[reviews["cohort"] & reviews["decided"].notna() & ~reviews["outcome"].isin(UNDECIDED)]
    by_item = decided.groupby(decided["item"].astype(str), sort=True)
    table = pd.DataFrame(
        {
            "approval_working_days": by_item["approval_days"].mean(),
            "limit_days": by_item["limit_days"].mean(),
            "statutory_days": by_item["statutory_days"].mean(),
            "visits": by_item["visits"].median(),
            "reviews": by_item.size(),
        },
        dtype=float,
    )
    table.index.name = "item"
    return table.reset_index().melt(id_vars="item", var_name="statistic", value_name="value")


def procedures(records) -> pd.DataFrame:
    """Per procedure, over finished cohort cases: columns procedure, statistic, value.

    - process_working_days: mean working days of the whole procedure without the applicant's own time
      (preparation, travel, supplementing): elapsed working days less the share of the working time that
      those parts make up. This is what is published as the time of a "whole process";
    - documents_shared: mean number of documents a case needed that the government already held.
    """
    done = records.cases[finished(records.cases)]
    worked = done[list(WORKING)].to_numpy(float).sum(axis=1)
    own = done[list(APPLICANTS_TIME)].to_numpy(float).sum(axis=1)
    share = np.divide(own, worked, out=np.zeros(len(done)), where=worked > 0)
    table = pd.DataFrame(
        {
            "procedure": done["procedure"].astype(str),
            "process_working_days": done["elapsed_working_days"].to_numpy(float) * (1 - share),
            "documents_shared": done["documents_shared"].to_numpy(float),
        }
    )
    means = table.groupby("procedure", sort=True).mean().reset_index()
    return means.melt(id_vars="procedure", var_name="statistic", value_name="value")
