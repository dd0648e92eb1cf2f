"""What a random inspection does to incidents: those drawn against those of the same kind who were not.

Under double random, chance alone decides who of the same sector and size is drawn, so the enterprises that were
not drawn show what would have become of those that were. An enterprise at which a double-random visit of a field
of rules was carried out is followed from its first such visit for a year, at most until it closes or the run
ends; its incidents in that field are counted. What was to be expected is counted on those not drawn: an incident
of theirs counts for each enterprise of the same sector and size that was being followed at that moment, divided
by the number of those not drawn that were still there. Both are thus counted over the same calendar time.

Draws count from the first simulated day to the last of the study's days. Enterprises founded in between are left
out: they could not be drawn before, and have had less time to become what the others are.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from sim.results.definitions import DAYS_PER_YEAR, MINUTES_PER_DAY, Horizon

YEAR = DAYS_PER_YEAR * MINUTES_PER_DAY
REGIME = "double_random"
_COLUMNS = ["enterprise", "sector", "size", "founded", "closed"]


def random_effect(records, horizon: Horizon) -> Iterator[tuple[str, str, str, float]]:
    """Rows of kind, entity, name, value: enterprises ``drawn``, incidents ``observed`` and ``expected``.

    An enterprise counts once for each field of rules in which it was drawn.
    """
    firms = records.conduct.reindex(columns=_COLUMNS)
    firms = firms[firms["founded"].isna()]
    known = pd.Index(firms["enterprise"])
    cells = _cells(firms)
    closed = firms["closed"].astype(float).fillna(np.inf).to_numpy()
    visits, incidents = _draws(records, horizon), records.incidents
    drawn, observed, expected = 0, 0, 0.0
    for area in visits["area"].unique():
        first = np.full(len(firms), np.inf)
        of_area = visits[visits["area"] == area]
        place = known.get_indexer(of_area["enterprise"])
        np.minimum.at(first, place[place >= 0], of_area["started"].to_numpy(float)[place >= 0])
        chosen = incidents[(incidents["area"] == area).to_numpy()]
        place, time = known.get_indexer(chosen["enterprise"]), chosen["time"].to_numpy(float)
        counts = _against_the_others(first, closed, cells, place[place >= 0], time[place >= 0])
        drawn, observed, expected = drawn + counts[0], observed + counts[1], expected + counts[2]
    for name, value in (("drawn", drawn), ("observed", observed), ("expected", expected)):
        yield "effect", REGIME, name, float(value)


def _cells(firms: pd.DataFrame) -> np.ndarray:
    """A number for each combination of sector and size."""
    sector, size = (firms[name].astype("category").cat for name in ("sector", "size"))
    return sector.codes.to_numpy(np.intp) * len(size.categories) + size.codes.to_numpy(np.intp)


def _draws(records, horizon: Horizon) -> pd.DataFrame:
    """Double-random visits that were carried out until the last of the study's days, with their field of rules."""
    visits = records.visits
    random = (visits["regime"] == REGIME) & (visits["status"] == "done") & (visits["kind"] == "planned")
    counted = random & ~visits["offsite"].astype(bool) & (visits["started"] < horizon.window[1])
    drawn = visits.loc[counted.to_numpy(), ["enterprise", "body", "started"]]
    bodies = records.inspectors.astype({"body": str, "area": str})
    areas = dict(zip(bodies["body"], bodies["area"], strict=True))
    return drawn.assign(area=drawn["body"].astype(str).map(areas))


def _against_the_others(
    first: np.ndarray, closed: np.ndarray, cells: np.ndarray, place: np.ndarray, time: np.ndarray
) -> tuple[int, int, float]:
    """Drawn enterprises, their incidents while followed from ``first`` on, and those to be expected of them.

    ``place`` is the enterprise and ``time`` the moment of each incident.
    """
    drawn = np.isfinite(first)
    others = np.bincount(cells[~drawn], minlength=cells.max(initial=-1) + 1)
    compared = drawn & (others[cells] > 0)
    until = np.minimum(first + YEAR, closed)
    seen = compared[place] & (time > first[place]) & (time <= until[place])
    expected = 0.0
    of_others = ~drawn[place]
    for cell in np.unique(cells[place[of_others]]):
        here = cells == cell
        moments = time[of_others & (cells[place] == cell)]
        followed = _up_to(first[here & compared], moments) - _up_to(until[here & compared], moments)
        left = others[cell] - _up_to(closed[here & ~drawn], moments)
        expected += (followed / np.maximum(left, 1)).sum()
    return int(compared.sum()), int(seen.sum()), float(expected)


def _up_to(ends: np.ndarray, moments: np.ndarray) -> np.ndarray:
    """How many of some times lie before each of some moments."""
    return np.searchsorted(np.sort(ends), moments)
