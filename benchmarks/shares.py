"""Where the time goes: samples of the running program, by part of the house.

Three worlds: the plain network, Changchun's approvals for a year (five cities' worth of people in one), and Jilin City
with inspections, lending and accounts. What the compiler put into its caller counts there; keyed draws are counted
where they are functions of their own.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable
from random import Random
from time import process_time

from .process import child
from .toolchain import Unavailable

WORLDS = ("network", "changchun", "jilin_city")
SCALES = {"changchun": 5.0, "jilin_city": 1.0}
QUICK = 0.1
JOBS = 3_000_000
TOP = 12
OTHER = "Python, NumPy and the C library"
DRAWN = "sim.engine.advance._draw", "sim.approvals.case.drawn", "sim.lending.state.drawn"
PARTS = (
    ("keyed draws", (*DRAWN, "sim.engine.draws")),
    ("event list", ("sim.engine.events", "sim.engine.advance.room_is_low")),
    ("loop and steps", ("sim.engine.advance", "sim.rulebook")),
    ("stations and tokens", ("sim.engine.stations", "sim.engine.tokens", "sim.engine.log")),
    ("calendars", ("sim.engine.clock",)),
    ("approvals: plans", ("sim.approvals.plan",)),
    ("approvals: papers and channel", ("sim.approvals.submission", "sim.approvals.redirect")),
    ("approvals: hall", ("sim.approvals.hall",)),
    ("approvals: review", ("sim.approvals.review",)),
    ("approvals: the rest", ("sim.approvals", "agents")),
    ("inspections", ("sim.inspections",)),
    ("lending", ("sim.lending",)),
    ("lives and errands", ("sim.lifecycle",)),
    ("accounts, month by month", ("sim.economy",)),
)


def measure(seed: int, quick: bool, say: Callable[[str], None]) -> dict:
    """Shares by part and the functions that took most, for each world.

    Raises Unavailable where this system has no sampler.
    """
    random, worlds = Random(seed), []
    for world in WORLDS:
        size = QUICK if quick else 1.0
        answer = child(__name__, "--world", world, "--size", size, "--seed", random.getrandbits(32))
        if "unavailable" in answer:
            raise Unavailable(answer["unavailable"])
        worlds.append({"world": world, **answer})
        say(f"shares: {world} {answer['per_event']:.0f} ns an event, {answer['samples']:,} samples")
    return {"worlds": worlds}


def run_once(world: str, size: float, seed: int) -> dict:
    """One world under the sampler."""
    from .sampling import Objects, sampled

    objects = Objects()
    run = _network(size, seed) if world == "network" else _region(world, size, seed)
    notes: Counter[str] = Counter()
    started = process_time()
    with sampled(notes, objects):
        events = run()
    seconds = process_time() - started
    samples = notes.total()
    parts = by_part(notes)
    return {
        "samples": samples,
        "per_event": 1e9 * seconds / events,
        "parts": {part: parts[part] / samples for part in (*(name for name, _ in PARTS), OTHER) if parts[part]},
        "functions": {name: count / samples for name, count in notes.most_common(TOP)},
    }


def by_part(notes: Counter[str]) -> Counter[str]:
    """Samples of each part; a function belongs to the first part with a prefix of its name."""
    parts: Counter[str] = Counter()
    for function, count in notes.items():
        parts[part_of(function)] += count
    return parts


def part_of(function: str) -> str:
    """The part of the house that a function lives in."""
    for part, prefixes in PARTS:
        if any(function == prefix or function.startswith(prefix + ".") for prefix in prefixes):
            return part
    return OTHER


def _network(size: float, seed: int) -> Callable[[], int]:
    from .network import model
    from .network.network_wutong import make

    make(seed, model.WARM_UP).run(10.0)
    end = model.horizon(round(JOBS * size))
    network = make(seed, end)
    return lambda: int(network.run(end).control[0].events)


def _region(world: str, size: float, seed: int) -> Callable[[], int]:
    from sim.region import Region
    from sim.scenario import load_region

    from .changchun import DAYS
    from .jilin import START

    scenario = load_region(world)
    Region(scenario, seed, start=START, scale=0.001, days=70).run()
    region = Region(scenario, seed, start=START, scale=SCALES[world] * size, days=DAYS)
    return lambda: region.run().events


def main() -> None:
    """Print one world as JSON: ``python -m benchmarks.shares --world changchun``."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.shares", description=__doc__)
    parser.add_argument("--world", choices=WORLDS, default="changchun")
    parser.add_argument("--size", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    try:
        print(json.dumps(run_once(options.world, options.size, options.seed)))
    except (Unavailable, OSError) as why:
        print(json.dumps({"unavailable": str(why)}))


if __name__ == "__main__":
    main()
