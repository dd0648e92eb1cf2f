"""Records of inspections made up quickly: rows for tests counted by hand, and whole worlds with known rates."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd

from sim.scenario import Study
from tests.experiment import synthetic

DAY = 1440.0
BODIES = {"fire_rescue": "fire", "market_regulator": "food", "tax_office": "tax"}
KINDS = ["planned", "unplanned", "complaint", "hazard", "triggered", "reinspection", "request", "verification"]
REGIMES = ["none", "discretionary", "double_random", "credit_tiered"]
TIERS = ["low", "medium", "high"]


def visit(**changes):
    """A planned on-site visit of the cohort, carried out, that found nothing."""
    row = {
        "visit": 0,
        "enterprise": 1,
        "sector": "retail",
        "size": "micro",
        "district": "north",
        "tier": "low",
        "history": 0,
        "body": "fire_rescue",
        "bodies": 1,
        "kind": "planned",
        "regime": "discretionary",
        "joint": False,
        "offsite": False,
        "plan": 0,
        "cohort": True,
        "planned": 2 * DAY,
        "started": 2 * DAY + 600,
        "ended": 2 * DAY + 700,
        "status": "done",
        "checked": 1,
        "violations": 0,
        "found": 0,
        "serious_found": 0,
        "sanction": "none",
        "judged": False,
        "fine": 0.0,
        "standard_fine": 0.0,
        "hours": 2.0,
        "team_hours": 3.0,
        "days_lost": 0.0,
    }
    return row | changes


def firm(enterprise, **changes):
    """An enterprise that was active on all 365 days and never visited."""
    row = {
        "enterprise": enterprise,
        "sector": "retail",
        "size": "micro",
        "district": "north",
        "tier": "low",
        "active_days": 365,
        "visits": 0,
        "overlapping": 0,
        "hours_lost": 0.0,
        "money_lost": 0.0,
        "fined": 0.0,
        "kept": 1.0,
        "founded": np.nan,
        "closed": np.nan,
    }
    return row | changes


def incident(enterprise, **changes):
    """An incident of the cohort."""
    row = {
        "enterprise": enterprise,
        "sector": "retail",
        "size": "micro",
        "district": "north",
        "tier": "low",
        "area": "fire",
        "time": 3 * DAY,
        "violating": True,
        "serious": False,
        "harm": 0.0,
        "cohort": True,
    }
    return row | changes


def report(**changes):
    """A complaint about an enterprise that was followed to the end."""
    row = {"enterprise": 1, "area": "food", "time": DAY, "grounded": True, "followed": True, "closed": 2 * DAY}
    return row | {"cohort": True} | changes


def plan(number=0, **changes):
    """A plan of the cohort that one body carried out."""
    row = {"plan": number, "body": "fire_rescue", "sector": "retail", "month": "2022-01-01", "joint": False}
    return row | {"drawn": 5, "cohort": True} | changes


def inspectors(**changes):
    """Three bodies of ten inspectors, each busy for a tenth of its time."""
    rows = {
        "body": list(BODIES),
        "area": list(BODIES.values()),
        "inspectors": 10.0,
        "listed_items": 5,
        "team_days": 50.0,
        "staff_days": 100.0,
        "utilisation": 0.1,
        "fines": 0.0,
    }
    return pd.DataFrame(rows | changes)


def records(visits=(), firms=(), incidents=(), reports=(), plans=(), **others):
    """Records that hold these rows; tables without rows keep their columns."""
    made = {
        "visits": _table(visits, visit()),
        "conduct": _table(firms, firm(0)),
        "incidents": _table(incidents, incident(0)),
        "reports": _table(reports, report()),
        "plans": _table(plans, plan()),
        "inspectors": inspectors(),
        "daily": pd.DataFrame({"date": [pd.Timestamp("2022-01-01")]}),
        "samples": pd.DataFrame(columns=["time", "enterprise", "area", "hazard"]),
    }
    return SimpleNamespace(**(made | others))


def _table(rows, example):
    return pd.DataFrame(list(rows) or [example], columns=list(example)).iloc[: len(rows)]


def study(**changes) -> Study:
    """The made-up study in a region with inspections."""
    plain = synthetic.study(**changes)
    tree = plain.region.tree | {"inspections": {"frequency": 1.0}}
    region = replace(plain.region, name="toy-inspected", tree=tree, layers=["toy-inspected"])
    return replace(plain, name="toy-inspections", region=region)


def simulate(study: Study, world: str, seed: int, scale: float) -> SimpleNamespace:
    """Made-up records with inspections: at discretion twice as much is found, after the reform plans are joint."""
    made = synthetic.simulate(study, world, seed, scale)
    random = np.random.default_rng([seed, 2])
    return add_inspections(made, random, max(int(2000 * scale), 200), reformed=world == "reform")


def add_inspections(made, random: np.random.Generator, count: int, reformed: bool = False):
    """Give made-up records of 30 days, the last 20 of them the cohort's, enterprises that are inspected."""
    firms = {
        "sector": pd.Categorical(random.choice(synthetic.SECTORS, count)),
        "size": pd.Categorical(random.choice(synthetic.SIZES, count)),
        "district": pd.Categorical(random.choice(synthetic.DISTRICTS, count)),
        "tier": pd.Categorical(random.choice(TIERS, count, p=[0.7, 0.2, 0.1]), TIERS),
    }
    firms = pd.DataFrame({"enterprise": np.arange(count) * 7 + 3, **firms})
    made.visits = _visits(random, firms, 2 * count)
    started = made.visits[made.visits["cohort"] & (made.visits["status"] == "done") & ~made.visits["offsite"]]
    mine = started.groupby("enterprise")
    made.conduct = firms.assign(
        active_days=20,
        visits=mine.size().reindex(firms["enterprise"], fill_value=0).to_numpy(),
        overlapping=0,
        hours_lost=mine["hours"].sum().reindex(firms["enterprise"], fill_value=0.0).to_numpy(),
        money_lost=0.0,
        fined=mine["fine"].sum().reindex(firms["enterprise"], fill_value=0.0).to_numpy(),
        kept=random.uniform(0.5, 1.0, count),
        founded=np.nan,
        closed=np.nan,
    )
    made.samples = pd.DataFrame(
        {"time": 30 * DAY, "enterprise": firms["enterprise"], "area": "fire", "hazard": random.uniform(0, 0.1, count)}
    )
    hit = firms.sample(count // 10, random_state=int(random.integers(1000)))
    made.incidents = hit.assign(
        area="fire", time=random.uniform(10 * DAY, 40 * DAY, len(hit)), violating=True, serious=False, harm=0.0
    )
    made.incidents["cohort"] = made.incidents["time"] < 30 * DAY
    reports = [report(closed=2 * DAY if number % 4 or reformed else np.nan) for number in range(20)]
    made.reports = pd.DataFrame(reports)
    made.plans = pd.DataFrame(
        [plan(number, body=body, joint=reformed and number > 0) for number, body in enumerate(BODIES)]
    )
    made.inspectors = inspectors()
    return made


def _visits(random: np.random.Generator, firms: pd.DataFrame, count: int) -> pd.DataFrame:
    whom = firms.iloc[random.integers(0, len(firms), count)].reset_index(drop=True)
    kind = random.choice(KINDS[:4], count, p=[0.8, 0.1, 0.05, 0.05])
    planned = random.uniform(0, 30 * DAY, count)
    regime = np.where(kind == "planned", random.choice(REGIMES[1:3], count), "none")
    body = random.integers(0, len(BODIES), count)
    offsite = (kind == "planned") & (random.uniform(size=count) < 0.1)
    history = random.integers(0, 4, count)
    chance = np.where(regime == "double_random", 0.2 + 0.05 * history, 0.4)
    violations = (random.uniform(size=count) < chance).astype(int)
    found = violations * (random.uniform(size=count) < 0.8)
    fined = (found > 0) & ~offsite & (random.uniform(size=count) < 0.5)
    done = random.uniform(size=count) < 0.95
    return whom.assign(
        visit=np.arange(count),
        history=history,
        body=pd.Categorical.from_codes(body, list(BODIES)),
        bodies=1,
        kind=pd.Categorical(kind, KINDS),
        regime=pd.Categorical(regime, REGIMES),
        joint=False,
        offsite=offsite,
        plan=np.where(kind == "planned", body, -1),
        cohort=planned >= 10 * DAY,
        planned=planned,
        started=np.where(done, planned + 600, np.nan),
        ended=np.where(done, planned + 700, np.nan),
        status=pd.Categorical(np.where(done, "done", "cancelled"), ["done", "cancelled", "pending"]),
        checked=1,
        violations=violations,
        found=np.where(done, found, 0),
        serious_found=0,
        sanction=pd.Categorical(np.where(fined & done, "fine", "none"), ["none", "fine"]),
        judged=fined & done,
        fine=np.where(fined & done, random.uniform(500, 1500, count), 0.0),
        standard_fine=np.where(fined & done, 1000.0, 0.0),
        hours=2.0,
        team_hours=3.0,
        days_lost=0.0,
    )
