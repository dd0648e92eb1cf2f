"""What inspections cost: the two worlds of the Siping study, against the same region with approvals alone.

An event of inspections should cost about what one of approvals does, plans and everything else included. Both are run
in turn, each in a process of its own, from warm-up to follow-up; compiled code is loaded before the clock starts.
"""

import argparse
import json
from collections.abc import Callable
from random import Random
from statistics import median
from time import perf_counter

from .noise import beat, spread
from .process import child, peak_memory

STUDY = "siping-2025"
WORLDS = ("approvals", "baseline", "reform")


def measure(rounds: int, seed: int, say: Callable[[str], None]) -> dict:
    """Medians over the rounds for each world, and the median of the paired ratios of time per event."""
    random = Random(seed)
    runs: dict[str, list[dict]] = {world: [] for world in WORLDS}
    beats = []
    for number in range(1, rounds + 1):
        beats.append(beat())
        run_seed = random.getrandbits(32)
        for world in random.sample(WORLDS, len(WORLDS)):
            run = child(__name__, "--world", world, "--seed", run_seed)
            runs[world].append(run)
            say(f"siping, round {number} of {rounds}: {world} {per_event(run):.0f} ns an event")
    alone, before, after = (runs[world] for world in WORLDS)
    ratios = [per_event(_both(*pair)) / per_event(one) for one, *pair in zip(alone, before, after, strict=True)]
    return {
        "rounds": rounds,
        "worlds": [{"world": world, **_summary(runs[world])} for world in WORLDS],
        "ratio": median(ratios),
        "beat": spread(beats),
    }


def run_once(world: str, seed: int) -> dict:
    """One world of the study; ``approvals`` is the baseline without inspections."""
    from dataclasses import replace

    from sim.experiment.replicate import measures_of
    from sim.region import Region
    from sim.scenario import load_study

    study = load_study(STUDY)
    region, measures = study.region, measures_of(study, "reform" if world == "reform" else "baseline")
    if world == "approvals":
        region = replace(region, tree={**region.tree, "inspections": None})
    Region(region, seed, start=study.start, measures=measures, scale=0.01, days=40).run()
    times = {"warm_up": study.warm_up, "days": study.days, "follow_up": study.follow_up}
    started = perf_counter()
    one = Region(region, seed, start=study.start, measures=measures, **times)
    built = perf_counter()
    one.run()
    return {
        "events": one.events,
        "build_seconds": built - started,
        "run_seconds": perf_counter() - built,
        "peak_memory": peak_memory(),
    }


def per_event(run: dict) -> float:
    """Nanoseconds an event."""
    return 1e9 * run["run_seconds"] / run["events"]


def _both(one: dict, other: dict) -> dict:
    return {key: one[key] + other[key] for key in ("events", "run_seconds")}


def _summary(runs: list[dict]) -> dict:
    middle = {key: median(run[key] for run in runs) for key in runs[0]}
    return {**middle, "per_event": spread(map(per_event, runs))}


def main() -> None:
    """Print one world as JSON: ``python -m benchmarks.siping --world reform``."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.siping", description=__doc__)
    parser.add_argument("--world", choices=WORLDS, default="baseline")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(json.dumps(run_once(options.world, options.seed)))


if __name__ == "__main__":
    main()
