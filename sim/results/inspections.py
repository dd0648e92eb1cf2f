"""What inspections in a world come to: for enterprises, for the bodies that inspect, and for the rules.

The cohort is every visit whose planned moment lies within the study's days, and every enterprise that was
active in them. On-site visits are those that were done at an enterprise; checks from the desk count only where
it is said. Groups are of enterprises: their credit class is the one on record when the study's days began, the
same in both worlds, so that a class holds the same enterprises before and after.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sim.results.definitions import (
    DAYS_PER_YEAR,
    PER_ENTERPRISES,
    Horizon,
    Outcome,
    Row,
    groups,
    mean,
    numbered,
    ratio,
    total,
)

INSPECTIONS: tuple[Outcome, ...] = (
    Outcome("inspections", "visits_year", "lower"),
    Outcome("inspected_often", "share", "lower"),
    Outcome("overlapping", "share", "lower"),
    Outcome("inspection_hours", "hours_year", "lower"),
    Outcome("inspection_loss", "yuan_year_enterprise", "lower"),
    Outcome("inspector_days", "staff_days_year", "lower"),
    Outcome("inspector_use", "share", "none"),
    Outcome("inspections_cancelled", "share", "lower"),
    Outcome("violations_found", "violations_year", "higher"),
    Outcome("violations_missed", "share", "lower"),
    Outcome("precision", "share", "higher"),
    Outcome("judgments", "share", "none"),
    Outcome("fines", "yuan_year", "none"),
    Outcome("fine_spread", "ratio", "lower"),
    Outcome("incidents", "incidents_year", "lower"),
    Outcome("compliance", "share", "higher"),
    Outcome("joint_share", "share", "higher"),
    Outcome("complaints_handled", "share", "higher"),
)
#: Ways to split enterprises, beside everybody together ("all"); each is a column of the conduct table.
INSPECTION_GROUP_KINDS = ("sector", "size", "district", "tier")
TIERS = ("low", "medium", "high")
#: More visits than this a year are often.
OFTEN = 3
#: Tables that only a world with inspections has.
FRAMES = ("visits", "plans", "incidents", "reports", "conduct", "inspectors")

_COLUMNS = [
    *("enterprise", "cohort", "status", "offsite", "sector", "size", "district"),
    *("violations", "found", "judged", "fine", "standard_fine"),
]


def inspected(records) -> bool:
    """Whether enterprises are inspected in this world at all."""
    return getattr(records, "visits", None) is not None


def inspection_outcomes(records, horizon: Horizon, scale: float = 1.0) -> list[Row]:
    """Outcome values of inspections: rows of group_kind, group, outcome, value.

    - inspections: on-site visits done per enterprise and year; inspected_often: share of enterprises with more
      than three a year of the time they were active; overlapping: share of on-site visits within 30 days after
      another body's.
    - inspection_hours: business hours lost to visits, inspection_loss: yuan of fines and of what else follows
      a finding, such as a suspension (not of incidents), both per enterprise and year.
    - inspector_days: staff days of inspection a year, at full size; inspector_use: busy share of inspectors.
    - inspections_cancelled: share of the planned on-site visits that are over which never took place.
    - violations_found: at on-site visits, per 1,000 enterprises and year; violations_missed: share of the
      violations present at checks, on site or from the desk, that were not found.
    - precision, judgments: shares of on-site visits that found a violation, that ended in a formal judgment.
    - fines: yuan a year, at full size; fine_spread: coefficient of variation of the fine over the standard fine
      for the same act, among visits that were fined.
    - incidents: per 1,000 enterprises and year; compliance: mean share of the rules kept.
    - joint_share: share of the plans that were carried out jointly.
    - complaints_handled: share of the complaints about enterprises that were followed up and closed.

    A value that cannot be known (precision where nobody was visited) is NaN.
    """
    enterprises = pd.Index(records.conduct["enterprise"])
    every = checks(records.visits[_COLUMNS])
    parts = {"checks": every, "site": on_site(every), "incidents": cohort(records.incidents)}
    place = {name: enterprises.get_indexer(frame["enterprise"]) for name, frame in parts.items()}
    rows: list[Row] = []
    for kind in ("all", *INSPECTION_GROUP_KINDS):
        codes, names = groups(records.conduct, kind)
        of = {name: _codes(frame, kind, names, codes, place[name]) for name, frame in parts.items()}
        values = _values(records.conduct, parts, codes, of, len(names), horizon, scale)
        if kind == "all":
            values |= {name: np.array([value]) for name, value in _region(records, horizon, scale).items()}
        order = range(len(names)) if kind != "tier" else np.argsort([TIERS.index(name) for name in names])
        for number in order:
            rows += [
                (kind, names[number], one.id, float(values[one.id][number]))
                for one in INSPECTIONS
                if one.id in values
            ]
    return rows


def checks(visits: pd.DataFrame) -> pd.DataFrame:
    """Checks of the cohort that were done, on site or from the desk."""
    return visits[visits["cohort"].to_numpy(bool) & (visits["status"] == "done").to_numpy()]


def on_site(visits: pd.DataFrame) -> pd.DataFrame:
    """Those of some checks that were made at an enterprise."""
    return visits[~visits["offsite"].to_numpy(bool)]


def cohort(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the cohort."""
    return frame[frame["cohort"].to_numpy(bool)]


def _codes(
    frame: pd.DataFrame, kind: str, names: list[str], codes: np.ndarray, place: np.ndarray
) -> np.ndarray:
    """The group of each row of a table, -1 where it belongs to none."""
    if kind == "all":
        return np.zeros(len(frame), np.intp)
    if kind == "tier":
        return np.where(place >= 0, codes[place], -1) if len(codes) else np.full(len(frame), -1)
    return numbered(frame[kind], names)


def _values(
    conduct: pd.DataFrame,
    parts: Mapping[str, pd.DataFrame],
    codes: np.ndarray,
    of: Mapping[str, np.ndarray],
    count: int,
    horizon: Horizon,
    scale: float,
) -> dict[str, np.ndarray]:
    """Outcome values of ``count`` groups at once."""

    def firms(values: np.ndarray) -> np.ndarray:
        return np.bincount(codes, values, count)

    active = conduct["active_days"].to_numpy(float)
    visits = conduct["visits"].to_numpy(float)
    fined, lost = conduct["fined"].to_numpy(float), conduct["money_lost"].to_numpy(float)
    kept = conduct["kept"].to_numpy(float)
    sampled = np.isfinite(kept)
    years = firms(active) / DAYS_PER_YEAR

    site, of_site = parts["site"], of["site"]
    caught, present = (total(of["checks"], count, parts["checks"][name]) for name in ("found", "violations"))
    done = total(of_site, count)
    fine = site["fine"].to_numpy(float)
    per_year = DAYS_PER_YEAR / horizon.days / scale
    return {
        "inspections": ratio(done, years),
        "inspected_often": ratio(firms(visits > OFTEN * active / DAYS_PER_YEAR), firms(np.ones(len(conduct)))),
        "overlapping": ratio(firms(conduct["overlapping"].to_numpy(float)), firms(visits)),
        "inspection_hours": ratio(firms(conduct["hours_lost"].to_numpy(float)), years),
        "inspection_loss": ratio(firms(fined + lost), years),
        "violations_found": ratio(total(of_site, count, site["found"]), years / PER_ENTERPRISES),
        "violations_missed": 1 - ratio(caught, present),
        "precision": ratio(total(of_site, count, site["found"].to_numpy() > 0), done),
        "judgments": ratio(total(of_site, count, site["judged"]), done),
        "fines": total(of_site, count, fine) * per_year,
        "fine_spread": _spread(fine, site["standard_fine"].to_numpy(float), of_site, count),
        "incidents": ratio(total(of["incidents"], count), years / PER_ENTERPRISES),
        "compliance": ratio(firms(np.where(sampled, kept, 0.0)), firms(sampled)),
    }


def _spread(fine: np.ndarray, standard: np.ndarray, codes: np.ndarray, count: int) -> np.ndarray:
    """Coefficient of variation of fine over standard fine in each group; NaN with less than two fines."""
    fined = (fine > 0) & (standard > 0)
    severity, codes = fine[fined] / standard[fined], codes[fined]
    number = total(codes, count)
    mean = ratio(total(codes, count, severity), number)
    squares = total(codes, count, (severity - mean[codes]) ** 2)
    return ratio(np.sqrt(ratio(squares, np.where(number > 1, number - 1, 0))), mean)


def _region(records, horizon: Horizon, scale: float) -> dict[str, float]:
    """Values that only the region as a whole has."""
    inspectors = records.inspectors
    staff = inspectors["inspectors"].to_numpy(float)
    use = inspectors["utilisation"].to_numpy(float)
    staff = np.where(np.isfinite(use), staff, 0.0)
    visits = records.visits
    planned = visits["cohort"].to_numpy(bool) & (visits["kind"] == "planned") & ~visits["offsite"].astype(bool)
    status = visits.loc[planned, "status"]
    over, cancelled = status.isin(("done", "cancelled")).sum(), (status == "cancelled").sum()
    reports = cohort(records.reports)
    handled = reports["followed"].to_numpy(bool) & reports["closed"].notna().to_numpy()
    return {
        "inspector_days": inspectors["staff_days"].sum() * DAYS_PER_YEAR / horizon.days / scale,
        "inspector_use": staff @ np.nan_to_num(use) / staff.sum() if staff.sum() else np.nan,
        "inspections_cancelled": cancelled / over if over else np.nan,
        "joint_share": mean(cohort(records.plans)["joint"].to_numpy(float)),
        "complaints_handled": mean(handled),
    }
