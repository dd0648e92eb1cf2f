"""What a whole city and a whole province cost: approvals, inspections, lending and accounts of one year.

One process each, without warm-up; compiled code is loaded before the clock starts. City and province are run in turn,
so that the ratio of their rates is of the same minutes.
"""

import argparse
import json
from collections.abc import Callable
from datetime import date
from random import Random
from statistics import median
from time import perf_counter

from .process import child, peak_memory

REGIONS = ("jilin_city", "jilin_province")
START = date(2019, 1, 1)
DAYS = 365
KEYS = ("enterprises", "events", "build_seconds", "run_seconds", "accounts_seconds", "rate", "peak_memory")


def measure(rounds: int, seed: int, say: Callable[[str], None]) -> dict:
    """Medians over the rounds for each region, and the median of the paired ratios of events a second."""
    random = Random(seed)
    runs: dict[str, list[dict]] = {region: [] for region in REGIONS}
    for number in range(1, rounds + 1):
        run_seed = random.getrandbits(32)
        for region in random.sample(REGIONS, len(REGIONS)):
            run = child(__name__, "--region", region, "--seed", run_seed)
            runs[region].append(run)
            say(f"jilin, round {number} of {rounds}: {region} {run['run_seconds']:.1f} s, {run['rate']:,.0f} events/s")
    city, province = (runs[region] for region in REGIONS)
    return {
        "rounds": rounds,
        "regions": [{"region": name, **_summary(runs[name])} for name in REGIONS],
        "ratio": median(large["rate"] / small["rate"] for small, large in zip(city, province, strict=True)),
    }


def _summary(runs: list[dict]) -> dict:
    return {key: median(run[key] for run in runs) for key in KEYS}


def run_once(region: str, seed: int) -> dict:
    """One year of a region at full size."""
    from sim.region import Region, month_end
    from sim.scenario import load_region

    scenario = load_region(region)
    Region(scenario, seed, start=START, scale=0.001, days=70).run()
    closing = 0.0
    close = month_end.close

    def timed(*arguments) -> None:
        nonlocal closing
        begun = perf_counter()
        close(*arguments)
        closing += perf_counter() - begun

    month_end.close = timed
    started = perf_counter()
    one = Region(scenario, seed, start=START, days=DAYS)
    built = perf_counter()
    one.run()
    seconds = perf_counter() - built
    return {
        "enterprises": scenario.tree["population"]["enterprises"],
        "events": one.events,
        "build_seconds": built - started,
        "run_seconds": seconds,
        "accounts_seconds": closing,
        "rate": one.events / seconds,
        "peak_memory": peak_memory(),
    }


def main() -> None:
    """Print one region as JSON: ``python -m benchmarks.jilin --region jilin_city``."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.jilin", description=__doc__)
    parser.add_argument("--region", choices=REGIONS, default="jilin_city")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(json.dumps(run_once(options.region, options.seed)))


if __name__ == "__main__":
    main()
