"""The race: every contender once a round, in shuffled order, each in a process of its own.

A machine shared with others is now fast and now slow, so rates are compared within a round, and medians are
taken over the rounds. Seeds of the runs and the order of a round follow from one seed, so the simulated
results are the same wherever the race is run.
"""

from collections.abc import Callable
from itertools import combinations
from math import sqrt
from pathlib import Path
from random import Random
from statistics import fmean, variance

from benchmarks.noise import beat, spread
from benchmarks.process import child

from . import model
from .result import Result, half_width

CONFIDENCE = 0.95
FIRST = "simpy"  # the peer that everybody's speed is a multiple of


def contenders() -> list[str]:
    """Names of the modules `network_<name>.py` in this folder."""
    return sorted(path.stem.removeprefix("network_") for path in Path(__file__).parent.glob("network_*.py"))


def race(rounds: int, seed: int, size: float, say: Callable[[str], None]) -> dict:
    """Run the contenders `rounds` times and compare them; `size` is a factor on their numbers of jobs."""
    random = Random(seed)
    names = contenders()
    runs: dict[str, list[Result]] = {name: [] for name in names}
    unavailable: dict[str, str] = {}
    beats = []
    for number in range(1, rounds + 1):
        beats.append(beat())
        for name in random.sample(names, len(names)):
            run_seed = random.getrandbits(32)
            if name in unavailable:
                continue
            answer = child("benchmarks.network", name, "--seed", run_seed, "--size", size)
            if "unavailable" in answer:
                unavailable[name] = answer["unavailable"]
                continue
            runs[name].append(Result(**answer))
            say(f"network, round {number} of {rounds}: {name} {runs[name][-1].rate:,.0f} services/s")
    compared = compare({name: results for name, results in runs.items() if results}, unavailable)
    return compared | {"rounds": rounds, "beat": spread(beats)}


def compare(runs: dict[str, list[Result]], unavailable: dict[str, str]) -> dict:
    """Speeds, ratios within rounds, agreement of the results with one another and with the closed form."""
    exact = model.exact()
    checks = len(runs) + len(runs) * (len(runs) - 1) // 2
    level = 1 - (1 - CONFIDENCE) / checks  # Bonferroni: all checks together hold with `CONFIDENCE`
    return {
        "exact": {"wait": exact.wait, "utilisation": exact.utilisation, "sojourn": exact.sojourn},
        "checks": checks,
        "contenders": {name: _summary(name, runs, level) for name in sorted(runs)},
        "pairs": [_pair(one, other, runs, level) for one, other in combinations(sorted(runs), 2)],
        "unavailable": unavailable,
    }


def _summary(name: str, runs: dict[str, list[Result]], level: float) -> dict:
    results = runs[name]
    batches = _batches(results)
    sojourn = fmean(batches)
    return {
        "contender": results[0].contender,
        "version": results[0].version,
        "jobs": results[0].jobs,
        "services": [result.services for result in results],
        "rate": spread([result.rate for result in results]),
        "times_simpy": _ratios(results, runs.get(FIRST)),
        "times_cpp": _ratios(results, runs.get("cpp")),
        "sojourn": sojourn,
        "half_width": half_width(batches, CONFIDENCE),
        "agrees_with_exact": abs(sojourn - model.exact().sojourn) <= half_width(batches, level),
        "wait": _by_station([result.wait for result in results]),
        "utilisation": _by_station([result.utilisation for result in results]),
    }


def _pair(one: str, other: str, runs: dict[str, list[Result]], level: float) -> dict:
    """Difference of two contenders' mean sojourn times with Welch's interval, both wide as `level` asks."""
    from scipy.stats import t

    first, second = _batches(runs[one]), _batches(runs[other])
    shares = variance(first) / len(first), variance(second) / len(second)
    freedom = sum(shares) ** 2 / (shares[0] ** 2 / (len(first) - 1) + shares[1] ** 2 / (len(second) - 1))
    difference = fmean(first) - fmean(second)
    half = float(t.ppf(0.5 + level / 2, freedom)) * sqrt(sum(shares))
    return {
        "pair": [one, other],
        "difference": difference,
        "half_width": half,
        "agree": abs(difference) <= half,
    }


def _batches(results: list[Result]) -> list[float]:
    return [batch for result in results for batch in result.sojourn_batches]


def _by_station(rows: list[tuple[float, ...]]) -> list[float]:
    return [fmean(column) for column in zip(*rows, strict=True)]


def _ratios(results: list[Result], others: list[Result] | None) -> dict | None:
    """Rate of each run over that of another contender in the same round."""
    if not others:
        return None
    return spread([result.rate / other.rate for result, other in zip(results, others, strict=True)])
