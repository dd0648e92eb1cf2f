"""Studies and records made up quickly: the shape of the real ones, without a simulation.

A made-up world is a function of the seed, the world and the scale, so what counts and compares can be tested
in milliseconds. Functions given to worker processes stand here because those import them by name.
"""

from __future__ import annotations

import os
import signal
import time
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd

from sim.results.decomposition import COMPONENTS
from sim.scenario import Applied, Measure, Note, Problem, Region, Replications, ScenarioError, Study

MINUTES_PER_WORKING_DAY = 420.0
PROCEDURES = {
    "start_business": ["name_check", "business_licence"],
    "policy_benefit": ["benefit_check", "benefit_payment"],
    "utility_connection": ["water_connection", "power_connection"],
    "construction_government": ["construction_permit"],
    "construction_private": ["construction_permit"],
    "other_items": [f"other_items.{number}" for number in range(6)],
}
SECTORS = ["retail", "catering"]
SIZES = ["micro", "small"]
DISTRICTS = ["nanguan", "chaoyang"]


def region() -> Region:
    """A region in name only."""
    titles = {name: {"title": {"en": name.replace("_", " ").capitalize(), "zh": name}} for name in PROCEDURES}
    notes = {
        "families.other_items.mean_statutory": Note(basis="fact", fact="C04"),
        "procedures.policy_benefit.demand.per_year": Note(basis="fact", fact="C13"),
    }
    tree = {"population": {"enterprises": 60_000}, "procedures": titles, "families": {}}
    return Region("toy", {"en": "Toy", "zh": "玩具"}, {"en": "", "zh": ""}, tree, notes, ["toy"])


def measure(name: str = "time_limit", **note: str) -> Measure:
    """A measure in name only, with one change and perhaps a note on it."""
    from sim.scenario import Change

    notes = {"changes.0.to": Note(**note)} if note else {}
    changes = (Change("items.*.limit.share", "to", 0.4),)
    cost = {"once": 1000.0, "per_year": 500.0}
    title = {"en": name.replace("_", " ").capitalize(), "zh": name}
    return Measure(name, "process", title, {"en": "", "zh": ""}, changes, cost, {}, (), notes)


def study(
    at_least: int = 3, at_most: int | None = None, precision: float | None = None, seed: int = 7
) -> Study:
    """A study of the made-up region."""
    rule = Replications(at_least, at_most or at_least, precision)
    return Study(
        name="toy-study",
        title={"en": "Toy study", "zh": "玩具研究"},
        question={"en": "", "zh": ""},
        region=region(),
        start=date(2022, 1, 3),
        days=20,
        warm_up=10,
        follow_up=10,
        baseline=(),
        reform=(Applied(measure(basis="fitted", fact="C05")),),
        replications=rule,
        seed=seed,
    )


def simulate(study: Study, world: str, seed: int, scale: float) -> SimpleNamespace:
    """Made-up records: the reform world is the same luck with less waiting."""
    random = np.random.default_rng(seed)
    faster = 0.6 if world == "reform" else 1.0
    count = max(int(400 * scale), 12)
    cases = _cases(random, count, faster)
    reviews = _reviews(random, cases, faster)
    return SimpleNamespace(
        cases=cases, reviews=reviews, stations=_stations(world), daily=_daily(study, cases)
    )


def noisy(study: Study, world: str, seed: int, scale: float) -> SimpleNamespace:
    """Made-up records whose reform effect differs much between replications."""
    records = simulate(study, world, seed, scale)
    if world == "reform":
        luck = np.random.default_rng([seed, 1]).uniform(0.5, 1.5)
        records.cases["elapsed_working_days"] *= luck
    return records


def failing_once(study: Study, world: str, seed: int, scale: float) -> SimpleNamespace:
    """Fails while the file named by TOY_FAIL exists, for one of the replications."""
    from sim.experiment.seeds import replication_seed

    if seed == replication_seed(study.seed, 1) and Path(os.environ["TOY_FAIL"]).exists():
        raise ValueError("no such luck")
    return simulate(study, world, seed, scale)


def slow(study: Study, world: str, seed: int, scale: float) -> SimpleNamespace:
    """Takes long from the third replication on, after telling so through the file named by TOY_SLOW."""
    from sim.experiment.seeds import replication_seed

    if seed not in [replication_seed(study.seed, number) for number in range(2)]:
        Path(os.environ["TOY_SLOW"]).touch()
        time.sleep(30)
    return simulate(study, world, seed, scale)


def unusable(study: Study, world: str, seed: int, scale: float) -> SimpleNamespace:
    """Finds only when it compiles that the scenario cannot be simulated."""
    raise ScenarioError([Problem("toy.yaml", 3, "items.stamp.effort", "found a mean of 0, expected more")])


def full(study: Study, world: str, seed: int, scale: float) -> SimpleNamespace:
    """There is no room left to write anything."""
    raise OSError(28, "No space left on device")


def dying(study: Study, world: str, seed: int, scale: float) -> SimpleNamespace:
    """Kills its own process, as running out of memory does."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


def _cases(random: np.random.Generator, count: int, faster: float) -> pd.DataFrame:
    procedure = random.choice(list(PROCEDURES), count)
    begun = np.sort(random.uniform(0, 30 * 1440, count))
    parts = {name: random.gamma(2.0, 60.0, count) * faster for name in COMPONENTS}
    working = sum(values for name, values in parts.items() if name != "off_hours")
    elapsed = working + parts["off_hours"]
    still_open = random.uniform(size=count) < 0.05
    given_up = random.uniform(size=count) < 0.1
    rating = random.integers(0, 6, count)
    return pd.DataFrame(
        {
            "case": np.arange(count),
            "enterprise": random.integers(0, 100, count),
            "procedure": pd.Categorical(procedure),
            "sector": pd.Categorical(random.choice(SECTORS, count)),
            "size": pd.Categorical(random.choice(SIZES, count)),
            "district": pd.Categorical(random.choice(DISTRICTS, count)),
            "cohort": begun >= 10 * 1440,
            "begun": begun,
            "ended": np.where(still_open, np.nan, begun + elapsed),
            "outcome": np.where(still_open, "open", np.where(given_up, "given_up", "approved")),
            "elapsed_days": elapsed / 1440,
            "elapsed_working_days": working / MINUTES_PER_WORKING_DAY,
            **parts,
            "visits": random.integers(0, 4, count),
            "documents": random.integers(2, 9, count),
            "documents_shared": np.zeros(count),
            "applications": random.integers(1, 3, count),
            "steps": np.where(faster < 1, 2, 3),
            "returns": random.integers(0, 2, count),
            "firm_minutes": working,
            "cost": 100 + working / 60 * 30,
            "fee": 100.0,
            "rating": rating,
            "complaint": rating == 1,
        }
    )


def _reviews(random: np.random.Generator, cases: pd.DataFrame, faster: float) -> pd.DataFrame:
    rows = cases.loc[cases.index.repeat([len(PROCEDURES[name]) for name in cases["procedure"]])]
    items = np.concatenate([PROCEDURES[name] for name in cases["procedure"]])
    approval = random.gamma(4.0, 2.0, len(rows)) * faster
    undecided = rows["ended"].isna().to_numpy()
    limit = 20.0 * (0.4 if faster < 1 else 1.0)
    return pd.DataFrame(
        {
            "case": rows["case"].to_numpy(),
            "item": pd.Categorical(items),
            "procedure": rows["procedure"].to_numpy(),
            "cohort": rows["cohort"].to_numpy(),
            "accepted": rows["begun"].to_numpy() + 60,
            "decided": np.where(undecided, np.nan, rows["begun"].to_numpy() + 60 + approval * 1440),
            "limit_days": limit,
            "statutory_days": 20.0,
            "stopped_days": 0.0,
            "approval_days": approval,
            "in_time": approval <= limit,
            "outcome": np.where(undecided, "open", "approved"),
            "visits": np.where(faster < 1, 0, random.integers(0, 3, len(rows))),
            "applications": 1,
        }
    )


def _stations(world: str) -> pd.DataFrame:
    use = 0.8 if world == "baseline" else 0.5
    return pd.DataFrame(
        {
            "station": ["main.pooled", "main.guide", "market_supervision"],
            "kind": ["window", "guide", "review"],
            "owner": ["main", "main", "market_supervision"],
            "servers": [14.0, 2.0, 30.0],
            "utilisation": [use, 0.1, use - 0.2],
            "arrivals": [100, 10, 90],
            "served": [99, 10, 88],
            "mean_wait": [12.0, 1.0, 30.0],
            "mean_queue": [2.0, 0.0, 3.0],
        }
    )


def _daily(study: Study, cases: pd.DataFrame) -> pd.DataFrame:
    days = study.warm_up + study.days + study.follow_up
    first = pd.Timestamp(study.start) - pd.Timedelta(days=study.warm_up)
    ends = (np.arange(days) + 1) * 1440
    begun = np.searchsorted(cases["begun"].to_numpy(), ends)
    ended = np.array([(cases["ended"] <= end).sum() for end in ends])
    return pd.DataFrame(
        {
            "date": first + pd.to_timedelta(np.arange(days), unit="D"),
            "open_cases": begun - ended,
            "backlog_reviews": (begun - ended) // 2,
            "queue_windows": 1,
            "begun": np.diff(begun, prepend=0),
            "ended": np.diff(ended, prepend=0),
        }
    )
