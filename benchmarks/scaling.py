"""How the engine's cost grows: with the population, and with the horizon.

The reform world of the Changchun study with approvals alone, its people and its windows, desks and reviewers all times
the same factor, from ten thousand enterprises to four million; and one population over spans from a month to four
years. Each point is a process of its own, in shuffled order; compiled code is loaded before the clock starts. Wall time
of running alone counts, without building. A power law is fitted to the medians of each size.
"""

import argparse
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from random import Random
from statistics import median
from time import perf_counter

from .changchun import DAYS, STUDY
from .fit import line, power
from .noise import beat, spread
from .process import child, forget_peak, peak_memory

POPULATIONS = (10_000, 30_000, 100_000, 300_000, 1_000_000, 4_000_000)
HORIZONS = (30, 91, 182, 365, 730, 1461)
HORIZON_POPULATION = 200_000
ONCE = 3_000_000  # from this many enterprises on a point is measured in the first round only
LARGE = 100_000  # from here on fixed costs of a simulated day weigh little: a second fit begins
CASE_POOLS = ("applications", "reviews")


def measure(rounds: int, seed: int, most: int, say: Callable[[str], None]) -> dict:
    """All points up to `most` enterprises, and what is fitted to them."""
    random = Random(seed)
    populations = [(number, DAYS) for number in POPULATIONS if number <= most]
    horizons = [(HORIZON_POPULATION, days) for days in HORIZONS]
    points = [*populations, *horizons]
    runs: dict[tuple[int, int], list[dict]] = {point: [] for point in points}
    beats = []
    for number in range(1, rounds + 1):
        beats.append(beat())
        run_seed = random.getrandbits(32)
        for enterprises, days in random.sample(points, len(points)):
            if number > 1 and enterprises >= ONCE:
                continue
            run = child(__name__, "--enterprises", enterprises, "--days", days, "--seed", run_seed)
            runs[enterprises, days].append(run)
            rate = run["events"] / run["seconds"]
            say(f"scaling, round {number} of {rounds}: {enterprises:,} enterprises, {days} days, {rate:,.0f} events/s")
    by_population = [_summary(runs[point]) for point in populations]
    by_horizon = [_summary(runs[point]) for point in horizons]
    return {
        "rounds": rounds,
        "population": {"points": by_population, **_fits("enterprises", by_population)},
        "horizon": {"points": by_horizon, "fit": asdict(_fit("days", by_horizon))},
        "memory": _memory(by_population, by_horizon),
        "beat": spread(beats),
    }


def run_once(enterprises: int, days: int, seed: int) -> dict:
    """One world: time, events, memory, and what a row costs."""
    from sim.region import Region
    from sim.scenario import load_study

    study = load_study(STUDY)
    scale = enterprises / study.region.tree["population"]["enterprises"]

    def world(scale: float, days: int) -> Region:
        measures = (*study.baseline, *study.reform)
        return Region(study.region, seed, start=study.start, measures=measures, scale=scale, days=days)

    world(0.01, 7).run()
    forget_peak()
    started = perf_counter()
    region = world(scale, days)
    built = perf_counter()
    region.run()
    finished = perf_counter()
    peak = peak_memory()
    tables, control = region.world, region.world.control[0]
    cases = int(control.cases)
    case = tables.cases.itemsize + tables.case_paths[0].nbytes
    return {
        "enterprises": enterprises,
        "days": days,
        "events": region.events,
        "build_seconds": built - started,
        "seconds": finished - built,
        "peak_memory": peak,
        "cases": cases,
        "open_cases": max(day[1] for day in region.daily),
        "enterprise_bytes": tables.enterprises.itemsize + tables.nodes.itemsize,
        "case_bytes": case + sum(int(control[pool]) * getattr(tables, pool).itemsize for pool in CASE_POOLS) / cases,
        "token_bytes": tables.tokens.itemsize + tables.paths[0].nbytes,
    }


def _summary(runs: list[dict]) -> dict:
    middle = {key: median(run[key] for run in runs) for key in runs[0]}
    rates = spread(run["events"] / run["seconds"] for run in runs)
    return middle | {"seconds": spread(run["seconds"] for run in runs), "rate": rates, "runs": len(runs)}


def _fit(what: str, points: Iterable[dict]):
    points = list(points)
    return power([one[what] for one in points], [one["seconds"]["median"] for one in points])


def _fits(what: str, points: list[dict]) -> dict:
    """Over all points, and over the large ones alone, where what each simulated day costs anyhow weighs little."""
    large = [one for one in points if one[what] >= LARGE]
    return {"fit": asdict(_fit(what, points)), "large_fit": asdict(_fit(what, large)) if len(large) > 2 else None}


def _memory(by_population: list[dict], by_horizon: list[dict]) -> dict:
    """Slopes of peak memory, and the bytes of the rows behind them."""
    largest = by_population[-1]
    return {
        "per_enterprise": asdict(_slope("enterprises", by_population)),
        "per_case": asdict(_slope("cases", by_horizon)),
        **{key: largest[key] for key in ("enterprise_bytes", "case_bytes", "token_bytes", "open_cases")},
    }


def _slope(what: str, points: list[dict]):
    return line([one[what] for one in points], [one["peak_memory"] for one in points])


def main() -> None:
    """Print one world as JSON: ``python -m benchmarks.scaling --enterprises 1000000 --days 30``."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scaling", description=__doc__)
    parser.add_argument("--enterprises", type=int, default=60_000)
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(json.dumps(run_once(options.enterprises, options.days, options.seed)))


if __name__ == "__main__":
    main()
