"""What a whole city and a whole province cost: approvals, inspections, lending and accounts of one year.

One process each, without warm-up; compiled code is loaded before the clock starts. The province is also run at smaller
scales, so that wall time can be set against size within one region. Sizes are run in turn, so that the ratio of the
rates of province and city is of the same minutes.
"""

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from random import Random
from statistics import median
from time import perf_counter

from .fit import power
from .noise import beat, spread
from .process import child, peak_memory

CITY, PROVINCE = "jilin_city", "jilin_province"
SIZES = ((CITY, 1.0), (PROVINCE, 0.01), (PROVINCE, 0.03), (PROVINCE, 0.1), (PROVINCE, 1.0))
QUICK = ((CITY, 0.1), (PROVINCE, 0.003), (PROVINCE, 0.01), (PROVINCE, 0.03))
START = date(2019, 1, 1)
DAYS = 365


def measure(rounds: int, seed: int, quick: bool, say: Callable[[str], None]) -> dict:
    """Medians over the rounds for each size, the exponent of the province, and the paired ratio of events a second."""
    random = Random(seed)
    sizes = QUICK if quick else SIZES
    runs: dict[tuple[str, float], list[dict]] = {size: [] for size in sizes}
    beats = []
    for number in range(1, rounds + 1):
        run_seed = random.getrandbits(32)
        beats.append(beat())
        for region, scale in random.sample(sizes, len(sizes)):
            run = child(__name__, "--region", region, "--scale", scale, "--seed", run_seed)
            runs[region, scale].append(run)
            told = f"{region} at {scale:g} {run['run_seconds']:.1f} s, {run['rate']:,.0f} events/s"
            say(f"jilin, round {number} of {rounds}: {told}")
    regions = [{"region": name, "scale": scale, **_summary(runs[name, scale])} for name, scale in sizes]
    province = [one for one in regions if one["region"] == PROVINCE]
    pairs = zip(runs[sizes[0]], runs[sizes[-1]], strict=True)
    return {
        "rounds": rounds,
        "regions": regions,
        "fit": asdict(power([one["enterprises"] for one in province], [one["run_seconds"] for one in province])),
        "ratio": median(large["rate"] / small["rate"] for small, large in pairs),
        "beat": spread(beats),
    }


def _summary(runs: list[dict]) -> dict:
    return {key: median(run[key] for run in runs) for key in runs[0]}


def run_once(region: str, scale: float, seed: int) -> dict:
    """One year of a region."""
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
    one = Region(scenario, seed, start=START, scale=scale, days=DAYS)
    built = perf_counter()
    one.run()
    seconds = perf_counter() - built
    return {
        "enterprises": round(scenario.tree["population"]["enterprises"] * scale),
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
    parser.add_argument("--region", choices=(CITY, PROVINCE), default=CITY)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(json.dumps(run_once(options.region, options.scale, options.seed)))


if __name__ == "__main__":
    main()
