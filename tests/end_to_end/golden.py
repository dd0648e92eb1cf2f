"""The golden small studies: what they are, and how their expected tables are made.

``python -m tests.end_to_end.golden`` writes the tables anew. Read the difference before it is committed: every changed
number is a changed result for somebody.
"""

from pathlib import Path

import pandas as pd

from sim.experiment.replicate import replicate, simulate
from sim.results.tidy import part
from sim.scenario import load_study

STUDIES = {
    "changchun-quick": "golden.csv",
    "siping-quick": "golden_siping.csv",
    "jilin-quick": "golden_jilin.csv",
}
SCALE = {"changchun-quick": 0.1, "siping-quick": 0.1, "jilin-quick": 0.02}
REPLICATIONS = 2
COLUMNS = ["replication", "world", "group", "outcome", "value"]


def path_of(name: str) -> Path:
    """Where the expected table of a study is kept."""
    return Path(__file__).with_name(STUDIES[name])


def table(name: str) -> pd.DataFrame:
    """Outcomes of both worlds of a study, for everybody and by procedure, in each replication."""
    study = load_study(name)
    parts = []
    for number in range(REPLICATIONS):
        tidy = replicate(study, study.seed, SCALE[name], simulate, number)
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
    for study in STUDIES:
        table(study).to_csv(path_of(study), index=False, float_format="%.9g", lineterminator="\n")
