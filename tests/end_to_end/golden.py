"""The golden small study: what it is, and how its expected table is made.

``python -m tests.end_to_end.golden`` writes the table anew. Read the difference before it is committed: every changed
number is a changed result for somebody.
"""

from pathlib import Path

import pandas as pd

from sim.experiment.replicate import replicate, simulate
from sim.results.tidy import part
from sim.scenario import load_study

TABLE = Path(__file__).with_name("golden.csv")
STUDY = "changchun-quick"
SCALE = 0.1
REPLICATIONS = 2
COLUMNS = ["replication", "world", "group", "outcome", "value"]


def table() -> pd.DataFrame:
    """Outcomes of both worlds, for everybody and by procedure, in each replication."""
    study = load_study(STUDY)
    parts = []
    for number in range(REPLICATIONS):
        tidy = replicate(study, study.seed, SCALE, simulate, number)
        rows = part(tidy, "outcome")
        rows = rows[rows["kind"].isin(["all", "procedure"])]
        parts.append(
            pd.DataFrame(
                {
                    "replication": number,
                    "world": rows["world"].astype(str),
                    "group": rows["group"].astype(str),
                    "outcome": rows["name"].astype(str),
                    "value": rows["value"],
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


if __name__ == "__main__":
    table().to_csv(TABLE, index=False, float_format="%.9g", lineterminator="\n")
