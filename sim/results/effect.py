"""What a random inspection does to incidents: those drawn within a year against others of the same kind.

Under double random, chance alone decides who of the same sector and size is drawn, so the enterprises that were not
drawn show what would have become of those that were. Incidents are rare; what is compared is therefore not their
number but how many a year are to be expected of each enterprise, as it stands to the rules on the days on which all
are looked at (once a quarter of the study's days). The same expectation over fewer draws of chance.

An enterprise counts on such a day, for a field of rules, as drawn if a double-random visit of that field was carried
out within the year before. What was to be expected of it is the mean of those of its sector and size that were not
drawn. Enterprises founded in the course of the run are left out: they could not be drawn before, and have had less
time to become what the others are.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from sim.results.definitions import DAYS_PER_YEAR, MINUTES_PER_DAY

YEAR = DAYS_PER_YEAR * MINUTES_PER_DAY
REGIME = "double_random"


def random_effect(records) -> Iterator[tuple[str, str, str, float]]:
    """Rows of kind, entity, name, value: enterprises ``drawn``, and the incidents a year to be expected of them as they
    are (``observed``) and as those not drawn are (``expected``); each once for every day and field.
    """
    firms = records.conduct[records.conduct["founded"].isna()]
    known, cells = pd.Index(firms["enterprise"]), _cells(firms)
    draws = _draws(records)
    drawn, observed, expected = 0, 0.0, 0.0
    for (time, area), sample in records.samples.groupby(["time", "area"], observed=True, sort=True):
        place = known.get_indexer(sample["enterprise"])
        hazard, place = sample["hazard"].to_numpy(float)[place >= 0], place[place >= 0]
        recent = (draws["area"] == area) & (draws["started"] >= time - YEAR) & (draws["started"] < time)
        visited = np.zeros(len(firms), bool)
        visited[(found := known.get_indexer(draws.loc[recent, "enterprise"]))[found >= 0]] = True
        counts = _against_the_others(visited[place], cells[place], hazard)
        drawn, observed, expected = drawn + counts[0], observed + counts[1], expected + counts[2]
    for name, value in (("drawn", drawn), ("observed", observed), ("expected", expected)):
        yield "effect", REGIME, name, float(value)


def _cells(firms: pd.DataFrame) -> np.ndarray:
    """A number for each combination of sector and size."""
    sector, size = (firms[name].astype("category").cat for name in ("sector", "size"))
    return sector.codes.to_numpy(np.intp) * len(size.categories) + size.codes.to_numpy(np.intp)


def _draws(records) -> pd.DataFrame:
    """Double-random visits that were carried out, with their field of rules."""
    visits = records.visits
    random = (visits["regime"] == REGIME) & (visits["status"] == "done") & (visits["kind"] == "planned")
    drawn = visits.loc[(random & ~visits["offsite"].astype(bool)).to_numpy(), ["enterprise", "body", "started"]]
    bodies = records.inspectors.astype({"body": str, "area": str})
    areas = dict(zip(bodies["body"], bodies["area"], strict=True))
    return drawn.assign(area=drawn["body"].astype(str).map(areas))


def _against_the_others(drawn: np.ndarray, cells: np.ndarray, hazard: np.ndarray) -> tuple[int, float, float]:
    """Number drawn where others can be compared with, their hazards, and those of as many others."""
    count = cells.max(initial=-1) + 1
    others = np.bincount(cells[~drawn], minlength=count)
    mean = np.bincount(cells[~drawn], hazard[~drawn], minlength=count) / np.maximum(others, 1)
    compared = drawn & (others[cells] > 0)
    return int(compared.sum()), float(hazard[compared].sum()), float(mean[cells[compared]].sum())
