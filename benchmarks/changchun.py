"""Changchun's approvals for one year in one process, at full size and at a tenth.

Cost per event should not grow with the city: events per second at full size are set against those at one
tenth, run in turn, each in a process of its own. So that both are timed over as many events, a process at one
tenth simulates ten such cities one after another. The world is the study's reform world, without warm-up and
follow-up. Compiled code is loaded before the clock starts, by a week of a very small city.
"""

import argparse
import json
from collections.abc import Callable
from random import Random
from statistics import fmean, median
from time import perf_counter

from .noise import beat, spread
from .process import child, peak_memory

STUDY = "changchun-2022"
DAYS = 365
SCALES = (1.0, 0.1)


def measure(rounds: int, seed: int, say: Callable[[str], None]) -> dict:
    """Medians over the rounds for each scale, and the median of the paired ratios of events per second."""
    random = Random(seed)
    runs: dict[float, list[dict]] = {scale: [] for scale in SCALES}
    beats = []
    for number in range(1, rounds + 1):
        beats.append(beat())
        run_seed = random.getrandbits(32)
        for scale in random.sample(SCALES, len(SCALES)):
            run = child(__name__, "--scale", scale, "--seed", run_seed)
            runs[scale].append(run)
            say(f"changchun, round {number} of {rounds}: scale {scale} {_rate(run):,.0f} events/s")
    full, tenth = (runs[scale] for scale in SCALES)
    return {
        "days": DAYS,
        "rounds": rounds,
        "scales": [_summary(scale, runs[scale]) for scale in SCALES],
        "ratio": median(_rate(one) / _rate(other) for one, other in zip(full, tenth, strict=True)),
        "beat": spread(beats),
    }


def run_once(scale: float, seed: int) -> dict:
    """As many cities as make one of full size: means of one, and peak memory in bytes after the first."""
    from sim.region import Region
    from sim.scenario import load_study

    study = load_study(STUDY)

    def city(scale: float, seed: int, days: int) -> Region:
        measures = (*study.baseline, *study.reform)
        return Region(study.region, seed=seed, start=study.start, measures=measures, scale=scale, days=days)

    city(0.01, seed, days=7).run()
    random = Random(seed)
    cities = []
    for _ in range(round(1 / scale)):
        started = perf_counter()
        region = city(scale, random.getrandbits(32), DAYS)
        built = perf_counter()
        region.run()
        finished = perf_counter()
        one = {"events": region.events, "build_seconds": built - started, "run_seconds": finished - built}
        cities.append(one | {"peak_memory": peak_memory()})
        del region
    return {
        "enterprises": round(study.region.tree["population"]["enterprises"] * scale),
        **{key: fmean(one[key] for one in cities) for key in ("events", "build_seconds", "run_seconds")},
        "peak_memory": cities[0]["peak_memory"],
    }


def _rate(run: dict) -> float:
    return run["events"] / run["run_seconds"]


def _summary(scale: float, runs: list[dict]) -> dict:
    middle = {key: median(run[key] for run in runs) for key in runs[0]}
    return {"scale": scale, **middle, "rate": spread(map(_rate, runs))}


def main() -> None:
    """Print one world as JSON: ``python -m benchmarks.changchun --scale 0.1``."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.changchun", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(json.dumps(run_once(options.scale, options.seed)))


if __name__ == "__main__":
    main()
