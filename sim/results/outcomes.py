"""What a world achieved: outcome values of its cohort, for everybody and by group.

The cohort is every case whose need arose within the study's days. Cases still open when the run ends have no
elapsed time yet, so means are over finished cases, and ``completed`` says how many those are: a reform that
only looks quick because slow cases never end shows there. A case that was refused or given up has ended as
well and counts with the time it took, so that both worlds are judged on the same cases.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.results.definitions import (
    DAYS_PER_YEAR,
    MINUTES_PER_DAY,
    Horizon,
    Outcome,
    Row,
    groups,
    mean,
    quantile,
    rows_by_code,
)
from sim.results.economy import ECONOMY, economic, economy_outcomes
from sim.results.inspections import INSPECTIONS, inspected, inspection_outcomes
from sim.results.lending import LENDING, lending_outcomes, lent

#: Ways to split the cases, beside everybody together ("all"); each is a column of the cases table.
GROUP_KINDS = ("procedure", "sector", "size", "district")


APPROVALS: tuple[Outcome, ...] = (
    Outcome("elapsed_working_days", "working_days", "lower"),
    Outcome("elapsed_working_days_median", "working_days", "lower"),
    Outcome("elapsed_working_days_p90", "working_days", "lower"),
    Outcome("visits", "visits", "lower"),
    Outcome("documents", "documents", "lower"),
    Outcome("applications", "applications", "lower"),
    Outcome("steps", "steps", "lower"),
    Outcome("administrative_cost", "yuan", "lower"),
    Outcome("administrative_cost_year", "yuan_year", "lower"),
    Outcome("in_time", "share", "higher"),
    Outcome("completed", "share", "higher"),
    Outcome("given_up", "share", "lower"),
    Outcome("backlog", "cases", "lower"),
    Outcome("window_use", "share", "none"),
    Outcome("reviewer_use", "share", "none"),
    Outcome("satisfaction", "rating", "higher"),
    Outcome("complaints", "share", "lower"),
)
OUTCOMES = (*APPROVALS, *INSPECTIONS, *LENDING, *ECONOMY)
OUTCOME = {outcome.id: outcome for outcome in OUTCOMES}
#: Ends of a review that are no decision of the department.
UNDECIDED = ("open", "withdrawn")


def outcomes(records, horizon: Horizon, scale: float = 1.0) -> pd.DataFrame:
    """Outcome values of one world: columns group_kind, group, outcome, value.

    - elapsed_working_days (mean, median, 90th percentile), visits, documents, applications, steps: per
      finished cohort case.
    - administrative_cost: mean yuan a finished case cost its enterprise (time at its wage, travel, fees);
      administrative_cost_year: that mean times the cohort's cases a year, at full size (standard cost
      model: price x time x population x frequency), so that unfinished cases are not taken to be free.
    - in_time: share of cohort reviews decided within the limit in force; a review still undecided past its
      limit is late, one still within it is not judged yet.
    - completed, given_up: shares of all cohort cases. complaints: share of finished cases.
    - backlog: time average over the cohort's days of the cases open, whoever's they are, at full size.
    - window_use, reviewer_use: busy share of windows and reviewers, each weighted by its number.
    - satisfaction: mean rating, 1 to 5, of the cases that were rated.

    A value that cannot be known (a group without finished cases) is NaN. Those of inspections, of lending
    and of the economy (``sim.results.inspections``, ``lending``, ``economy``) follow where the region has them.
    """
    cases = _case_columns(records.cases, horizon)
    judged = _judged_reviews(records.reviews)
    place = pd.Index(records.cases["case"]).get_indexer(judged["case"])
    in_time = judged["in_time"].to_numpy(float)
    rows: list[Row] = []
    for kind in ("all", *GROUP_KINDS):
        codes, names = groups(records.cases, kind)
        of_cases, of_reviews = rows_by_code(codes, len(names)), rows_by_code(codes[place], len(names))
        for group, case_rows, review_rows in zip(names, of_cases, of_reviews, strict=True):
            values = _case_values({name: cases[name][case_rows] for name in cases}, horizon, scale)
            values["in_time"] = mean(in_time[review_rows])
            if kind == "all":
                values |= _station_values(records.stations)
            rows += [(kind, group, one.id, float(values[one.id])) for one in APPROVALS if one.id in values]
    if inspected(records):
        rows += inspection_outcomes(records, horizon, scale)
    if lent(records):
        rows += lending_outcomes(records, horizon, scale)
    if economic(records):
        rows += economy_outcomes(records, horizon, scale)
    return pd.DataFrame(rows, columns=["group_kind", "group", "outcome", "value"])


def finished(cases: pd.DataFrame) -> pd.Series:
    """True for cohort cases that have ended, however they ended."""
    return cases["cohort"] & cases["ended"].notna() & (cases["outcome"] != "open")


def _case_columns(cases: pd.DataFrame, horizon: Horizon) -> dict[str, np.ndarray]:
    """The columns outcomes are made of, as arrays."""
    numbers = ["elapsed_working_days", "visits", "documents", "applications", "steps", "cost", "rating"]
    columns = {name: cases[name].to_numpy(float) for name in numbers}
    columns["cohort"] = cases["cohort"].to_numpy(bool)
    columns["finished"] = finished(cases).to_numpy(bool)
    columns["given_up"] = (cases["outcome"] == "given_up").to_numpy(bool)
    columns["complaint"] = cases["complaint"].to_numpy(bool)
    opened, closed = horizon.window
    ended = cases["ended"].fillna(np.inf).to_numpy(float)
    begun = cases["begun"].to_numpy(float)
    columns["open_minutes"] = np.clip(np.minimum(ended, closed) - np.maximum(begun, opened), 0.0, None)
    return columns


def _judged_reviews(reviews: pd.DataFrame) -> pd.DataFrame:
    """Cohort reviews that can be judged in time or late.

    A review that its applicant withdrew is no longer the department's to decide and is not judged.
    """
    overdue = (reviews["outcome"] == "open") & ~reviews["in_time"].astype(bool)
    decided = reviews["decided"].notna() & ~reviews["outcome"].isin(UNDECIDED)
    return reviews.loc[reviews["cohort"] & (decided | overdue), ["case", "in_time"]]


def _case_values(case: dict[str, np.ndarray], horizon: Horizon, scale: float) -> dict[str, float]:
    done, cohort = case["finished"], case["cohort"]
    elapsed = case["elapsed_working_days"][done]
    rating = case["rating"][done]
    cost = mean(case["cost"][done])
    per_year = cohort.sum() * DAYS_PER_YEAR / horizon.days / scale
    return {
        "elapsed_working_days": mean(elapsed),
        "elapsed_working_days_median": quantile(elapsed, 0.5),
        "elapsed_working_days_p90": quantile(elapsed, 0.9),
        **{name: mean(case[name][done]) for name in ("visits", "documents", "applications", "steps")},
        "administrative_cost": cost,
        "administrative_cost_year": cost * per_year,
        "completed": mean(done[cohort]),
        "given_up": mean(case["given_up"][cohort]),
        "backlog": case["open_minutes"].sum() / (horizon.days * MINUTES_PER_DAY) / scale,
        "satisfaction": mean(rating[rating > 0]),
        "complaints": mean(case["complaint"][done]),
    }


def _station_values(stations: pd.DataFrame) -> dict[str, float]:
    return {"window_use": _use(stations, "window"), "reviewer_use": _use(stations, "review")}


def _use(stations: pd.DataFrame, kind: str) -> float:
    chosen = stations[stations["kind"] == kind]
    servers = chosen["servers"].to_numpy(float)
    if servers.sum() == 0:
        return np.nan
    return float(servers @ chosen["utilisation"].to_numpy(float) / servers.sum())
