"""Reading inspections out: visits, plans, incidents, complaints and enterprises' conduct as pandas frames."""

import numpy as np
import pandas as pd

from sim.engine.clock import DAY
from sim.inspections.state import KEPT
from sim.inspections.tables import EXEMPTED, FINED, KINDS, REGIMES, SANCTIONS, TIERS


def names(codes: np.ndarray, of) -> pd.Categorical:
    """Codes as categories with names; -1 is missing."""
    return pd.Categorical.from_codes(codes.astype(np.int32), categories=list(of))


def who(region, enterprises: np.ndarray) -> dict[str, object]:
    """Key and classes of some enterprises, as columns."""
    firms, people = region.world.enterprises[enterprises], region.compiled.tree["population"]
    return {
        "enterprise": firms["key"].astype(np.int64),
        "sector": names(firms["sector"], people["sectors"]),
        "size": names(firms["size_class"], people["sizes"]),
        "district": names(firms["district"], people["districts"]),
    }


def in_study(region, times: np.ndarray) -> np.ndarray:
    """Which moments lie within the study's days."""
    opens, closes = region.warm_up * DAY, (region.warm_up + region.days) * DAY
    return (times >= opens) & (times < closes)


def visits(region) -> pd.DataFrame:
    """One row a check, on site or from the desk: planned, done or not, found, answered.

    ``tier`` and ``history`` (findings at the last three visits) are as recorded when it was decided on; ``hours`` are
    business hours lost, ``team_hours`` the team's time with travel; ``judged``: a formal judgment (fine or more).
    """
    world = region.world
    rows = world.visits[: world.control[0].visits]
    done = ~np.isnan(rows["ended"])
    cancelled = ~done & ((rows["closed"] == 1) | (rows["expires"] < region.now))
    bodies = region.compiled.inspections.bodies
    frame = {
        "visit": np.arange(len(rows)),
        **who(region, rows["enterprise"]),
        "tier": names(rows["tier"], TIERS),
        "history": rows["history"].astype(np.int64),
        "body": names(rows["body"], bodies),
        "bodies": sum((rows["bodies"] >> number & 1 for number in range(len(bodies))), np.zeros(len(rows), np.int64)),
        "kind": names(rows["purpose"], KINDS),
        "regime": names(rows["regime"], REGIMES),
        "joint": rows["joint"].astype(bool),
        "offsite": rows["offsite"].astype(bool),
        "plan": rows["plan"].astype(np.int64),
        "cohort": in_study(region, rows["planned"]),
        "planned": rows["planned"],
        "started": rows["started"],
        "ended": rows["ended"],
        "status": names(np.where(done, 0, np.where(cancelled, 1, 2)), ("done", "cancelled", "pending")),
    }
    for column in ("checked", "violations", "found", "serious_found"):
        frame[column] = rows[column].astype(np.int64)
    frame["overlapping"] = rows["overlapping"].astype(bool)
    frame["sanction"] = names(rows["sanction"], SANCTIONS)
    frame["judged"] = rows["sanction"] >= FINED
    frame["exempted"] = rows["sanction"] == EXEMPTED
    for column in ("fine", "standard_fine", "loss", "days_lost"):
        frame[column] = rows[column]
    attendants = float(world.inspecting[0]["attendants"])
    on_site = done & (rows["offsite"] == 0)
    frame["hours"] = np.where(on_site, rows["onsite"] * attendants / 60.0, 0.0)
    frame["team_hours"] = np.where(done, rows["team_minutes"] / 60.0, 0.0)
    return pd.DataFrame(frame)


def plans(region) -> pd.DataFrame:
    """One row a plan: the targets of one body in one sector for some months."""
    rows, compiled = region.world.plans, region.compiled
    midnight = np.datetime64(region.first_day, "D")
    return pd.DataFrame(
        {
            "plan": np.arange(len(rows)),
            "body": names(rows["body"], compiled.inspections.bodies),
            "sector": names(rows["sector"], compiled.inspections.sectors),
            "month": midnight + rows["day"].astype("timedelta64[D]"),
            "joint": rows["joint"].astype(bool),
            "drawn": rows["drawn"].astype(np.int64),
            "cohort": in_study(region, rows["day"] * DAY),
        }
    )


def incidents(region) -> pd.DataFrame:
    """One row an incident."""
    world = region.world
    rows = world.incidents[: world.control[0].incidents]
    return pd.DataFrame(
        {
            **who(region, rows["enterprise"]),
            "tier": names(rows["tier"], TIERS),
            "area": names(rows["area"], region.compiled.inspections.areas),
            "time": rows["time"],
            "violating": rows["violating"].astype(bool),
            "serious": rows["serious"].astype(bool),
            "harm": rows["harm"],
            "cohort": in_study(region, rows["time"]),
        }
    )


def reports(region) -> pd.DataFrame:
    """One row a complaint about an enterprise."""
    world = region.world
    rows = world.reports[: world.control[0].reports]
    return pd.DataFrame(
        {
            **who(region, rows["enterprise"]),
            "area": names(rows["area"], region.compiled.inspections.areas),
            "time": rows["time"],
            "grounded": rows["grounded"].astype(bool),
            "followed": rows["followed"].astype(bool),
            "closed": rows["closed"],
            "cohort": in_study(region, rows["time"]),
        }
    )


def conduct(region, checks: pd.DataFrame) -> pd.DataFrame:
    """One row an enterprise that was there in the study's days: visits, hours, money and rules kept in them.

    ``checks`` is the frame of visits. ``founded`` and ``closed`` are the moments between which it operated (missing:
    before the first day, and still).
    """
    world = region.world
    opens, closes = region.warm_up * DAY, (region.warm_up + region.days) * DAY
    firms, rows = world.enterprises, world.conduct
    since = np.maximum(firms["began"], opens)  # NaN where it never began
    until = np.minimum(np.where(np.isnan(firms["ceased"]), np.inf, firms["ceased"]), closes)
    there = since < until
    place = np.full(len(firms), -1)
    place[there] = np.arange(there.sum())
    done = checks["cohort"] & (checks["status"] == "done")
    at = place[world.visits["enterprise"][: len(checks)]]
    counted = (done & ~checks["offsite"]).to_numpy() & (at >= 0)

    def total(values) -> np.ndarray:
        return np.bincount(at[counted], np.asarray(values, dtype=float)[counted], minlength=int(there.sum()))

    chosen = np.flatnonzero(there)
    return pd.DataFrame(
        {
            **who(region, chosen),
            "tier": names(rows["tier_then"][chosen], TIERS),
            "founded": np.where(firms["began"] < 0, np.nan, firms["began"])[chosen],
            "closed": firms["ceased"][chosen],
            "active_days": (until - since)[chosen] / DAY,
            "visits": total(np.ones(len(checks))).astype(np.int64),
            "overlapping": total(checks["overlapping"]).astype(np.int64),
            "hours_lost": total(checks["hours"]),
            "money_lost": total(checks["loss"]),
            "fined": total(checks["fine"]),
            "kept": _kept(region)[chosen],
        }
    )


def _kept(region) -> np.ndarray:
    """Mean share of the areas that concern an enterprise in which it kept the rules, over the days of looking."""
    shares = []
    for _, states in region.inspectorate.samples:
        concerned = (states >= KEPT).sum(axis=1)
        kept = (states == KEPT).sum(axis=1)
        shares.append(np.divide(kept, concerned, out=np.full(len(states), np.nan), where=concerned > 0))
    if not shares:
        return np.full(len(region.world.conduct), np.nan)
    known = ~np.isnan(shares)
    total = np.where(known, shares, 0.0).sum(axis=0)
    return np.divide(total, known.sum(axis=0), out=np.full(len(total), np.nan), where=known.any(axis=0))


def samples(region) -> pd.DataFrame:
    """One row an enterprise and area on each day of looking: ``hazard``, incidents a year to be expected of it as it
    stands to the rules then."""
    tree, keys = region.compiled.tree["inspections"], region.world.enterprises["key"].astype(np.int64)
    parts = []
    for time, states in region.inspectorate.samples:
        for area, name in enumerate(region.compiled.inspections.areas):
            incidents = tree["areas"][name]["incidents"]
            rates = incidents["rate"] * np.array([incidents["blameless"], 1.0, incidents["serious"]])
            concerned = states[:, area] >= KEPT
            hazard = rates[states[concerned, area]]
            parts.append(pd.DataFrame({"time": time, "enterprise": keys[concerned], "area": area, "hazard": hazard}))
    columns = {"time": float, "enterprise": np.int64, "area": np.int64, "hazard": float}
    frame = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(columns)).astype(columns)
    return frame.assign(area=names(frame["area"].to_numpy(), region.compiled.inspections.areas))


def inspectors(region, checks: pd.DataFrame, stations: pd.DataFrame) -> pd.DataFrame:
    """One row a body: its staff, its working days in the study's days, its fines."""
    compiled = region.compiled
    tree = region.writer.tree["inspections"]
    done = checks[checks["cohort"] & (checks["status"] == "done")]
    by_body = done.groupby("body", observed=False)
    day = float(region.world.control[0].day_minutes) / 60.0
    team_days = by_body["team_hours"].sum().reindex(compiled.inspections.bodies).to_numpy() / day
    mine = stations[stations["kind"] == "inspection"].set_index("owner")["utilisation"]
    return pd.DataFrame(
        {
            "body": names(np.arange(len(compiled.inspections.bodies)), compiled.inspections.bodies),
            "area": [tree["bodies"][name]["area"] for name in compiled.inspections.bodies],
            "inspectors": [tree["bodies"][name]["inspectors"] for name in compiled.inspections.bodies],
            "listed_items": [tree["bodies"][name]["items"] for name in compiled.inspections.bodies],
            "team_days": team_days,
            "staff_days": team_days * tree["team"],
            "utilisation": mine.reindex(compiled.inspections.bodies).to_numpy(),
            "fines": by_body["fine"].sum().reindex(compiled.inspections.bodies).to_numpy(),
        }
    )
