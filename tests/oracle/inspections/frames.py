"""The tables of inspections as frames with the engine's columns, to be compared row by row."""

import math

import pandas as pd

from sim.inspections import tables
from tests.oracle.inspections.records import NEVER
from tests.oracle.inspections.rules import SERIOUS


def frames(part) -> dict[str, pd.DataFrame]:
    """All tables by name."""
    numbers = {id(around): number for number, around in enumerate(part.neighbourhoods)}
    return {
        "visits": pd.DataFrame([_visit(one) for one in part.visits], columns=VISIT_COLUMNS),
        "plans": pd.DataFrame([_plan(one) for one in part.plans], columns=PLAN_COLUMNS),
        "incidents": pd.DataFrame([_incident(one) for one in part.incidents], columns=INCIDENT_COLUMNS),
        "reports": pd.DataFrame([_report(one) for one in part.reports], columns=REPORT_COLUMNS),
        "conduct": pd.DataFrame([_conduct(one, numbers) for one in part.conduct]),
        "neighbourhoods": pd.DataFrame([_impression(one) | {"members": one.members} for one in part.neighbourhoods]),
        "bodies": pd.DataFrame([_body(one) for one in part.bodies]),
        "inspecting": pd.DataFrame([{"usual_severity": part.rules.usual_severity, "fines": part.fines}]),
        "samples": _samples(part),
        "risk": pd.DataFrame([one.violation for one in part.conduct]),
        "corrected": pd.DataFrame([one.right_until for one in part.conduct]),
        "experience": _experience(part),
    }


VISIT_COLUMNS = (
    "enterprise serial body purpose regime joint offsite tier history overlapping closed bodies only plan origin"
    " planned expires ended onsite team_minutes checked violations found serious_found sanction fine"
    " standard_fine loss days_lost"
).split()
PLAN_COLUMNS = "body sector day window a_year joint members drawn".split()
INCIDENT_COLUMNS = "enterprise area violating serious tier time harm".split()
REPORT_COLUMNS = "enterprise area grounded followed serial time closed".split()


def _set(members) -> int:
    return sum(1 << member for member in members)


def _visit(visit) -> dict:
    same = (
        "serial body regime joint offsite tier overlapping closed plan origin planned expires ended onsite"
        " team_minutes checked violations found serious_found sanction fine standard_fine loss days_lost"
    )
    return {name: getattr(visit, name) for name in same.split()} | {
        "enterprise": visit.enterprise.row,
        "purpose": visit.kind,
        "history": visit.finds,
        "started": visit.started if visit.ended == visit.ended else math.nan,
        "bodies": _set(visit.bodies),
        "only": _set(visit.only or ()),
    }


def _plan(plan) -> dict:
    return {name: getattr(plan, name) for name in PLAN_COLUMNS}


def _incident(incident) -> dict:
    return {
        "enterprise": incident.enterprise.row,
        "area": incident.area,
        "violating": incident.state > 0,
        "serious": incident.state == SERIOUS,
        "tier": incident.tier,
        "time": incident.time,
        "harm": incident.harm,
    }


def _report(report) -> dict:
    return {name: getattr(report, name) for name in REPORT_COLUMNS} | {"enterprise": report.enterprise.row}


def _impression(impression) -> dict:
    return {name: getattr(impression, name) for name in ("watched", "watched_at", "severity")}


def _conduct(conduct, numbers) -> dict:
    """One enterprise; ``last_visit`` and so on are worked out from its visits."""
    last = conduct.visits[-1] if conduct.visits else None
    others = [one for one in conduct.visits if one.body != last.body] if last else []
    return _impression(conduct) | {
        "neighbourhood": numbers[id(conduct.neighbourhood)],
        "booked": conduct.booked,
        "signals": conduct.signals,
        "offset": conduct.offset,
        "history": conduct.history,
        "known": _set(conduct.known),
        "known_before": _set(conduct.known_before),
        "last_visit": last.started if last else NEVER,
        "last_body": last.body if last else tables.NOBODY,
        "other_visit": others[-1].started if others else NEVER,
        "tier_then": conduct.tier_then,
        "fined": conduct.fined,
        "lost": conduct.lost,
    }


def _body(body) -> dict:
    checks, finds = body.in_all
    return {"checks": checks, "findings": finds, "fines": body.fines}


def _samples(part) -> pd.DataFrame:
    """Incidents a year to be expected on each day of looking (sections 15 and 19), area by area."""
    rates = []
    for entry in part.tree["areas"].values():
        incidents = entry["incidents"]
        rates.append([incidents["rate"] * times for times in (incidents["blameless"], 1.0, incidents["serious"])])
    rows = [
        (moment, conduct.enterprise.key, rates[area][states[area]])
        for moment, everybody in part.samples
        for area in range(len(rates))
        for conduct, states in zip(part.conduct, everybody, strict=True)
        if states[area] >= 0
    ]
    return pd.DataFrame(rows, columns=["time", "enterprise", "hazard"])


def _experience(part) -> pd.DataFrame:
    """Checks and finds of each body by sector and district."""
    people = part.town.region.compiled.tree["population"]
    sectors, districts = range(len(people["sectors"])), range(len(people["districts"]))
    return pd.DataFrame(
        [
            [count for sector in sectors for district in districts for count in body.experience[sector, district]]
            for body in part.bodies
        ]
    )


