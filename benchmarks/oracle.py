"""The engine against the oracle: the same year of Changchun in both, with the same event log.

The oracle (`tests/oracle`) is an independent SimPy model of the same semantics with the same random numbers: what a
careful programmer writes in SimPy who wants to read it again. In one process the engine runs before and after it, both
keep the event log, and the logs are compared row by row, so that what is compared in speed is the same work. Building
the worlds is not timed on either side. It is the study's reform world without warm-up and follow-up.
"""

import argparse
import json
from collections.abc import Callable
from random import Random
from statistics import fmean
from time import perf_counter

from .changchun import DAYS, STUDY
from .noise import beat, spread
from .process import child

SCALE = 1.0


def measure(rounds: int, seed: int, scale: float, say: Callable[[str], None]) -> dict:
    """Wall times and their ratio within each round.

    Raises ValueError if the logs differ: then the ratio would be of different things.
    """
    random = Random(seed)
    runs, beats = [], []
    for number in range(1, rounds + 1):
        beats.append(beat())
        run = child(__name__, "--scale", scale, "--seed", random.getrandbits(32))
        if run["difference"]:
            raise ValueError(f"engine and oracle differ: {run['difference']}")
        runs.append(run | {"ratio": run["oracle_seconds"] / fmean(run["engine_seconds"])})
        say(f"oracle, round {number} of {rounds}: {run['oracle_seconds']:.1f} s, {runs[-1]['ratio']:.0f} times")
    return {
        "rounds": rounds,
        "scale": scale,
        "days": DAYS,
        "enterprises": runs[0]["enterprises"],
        "events": fmean(run["events"] for run in runs),
        "rows": sum(run["rows"] for run in runs),
        "engine": spread(seconds for run in runs for seconds in run["engine_seconds"]),
        "oracle": spread(run["oracle_seconds"] for run in runs),
        "ratio": spread(run["ratio"] for run in runs),
        "beat": spread(beats),
    }


def run_once(scale: float, seed: int) -> dict:
    """Engine, oracle, engine; and the first difference of their logs, if there is one."""
    from sim.region import Region
    from sim.scenario import load_study
    from tests.oracle.compare import Words, compare_logs, engine_log
    from tests.oracle.town import Town

    study = load_study(STUDY)

    def city(scale: float = scale, days: int = DAYS, log: bool = True) -> Region:
        measures = (*study.baseline, *study.reform)
        return Region(study.region, seed, start=study.start, measures=measures, scale=scale, days=days, log=log)

    city(0.01, days=7).run()
    town = Town(city(log=False))
    before, after = city(), city()
    engine_seconds = [_seconds(before.run)]
    oracle_seconds = _seconds(town.run)
    engine_seconds.append(_seconds(after.run))
    differences, rows = compare_logs(engine_log(before), town.log, Words(before))
    return {
        "enterprises": round(study.region.tree["population"]["enterprises"] * scale),
        "events": before.events,
        "engine_seconds": engine_seconds,
        "oracle_seconds": oracle_seconds,
        "rows": rows,
        "difference": differences[0].sentence if differences else None,
    }


def _seconds(run: Callable[[], object]) -> float:
    started = perf_counter()
    run()
    return perf_counter() - started


def main() -> None:
    """Print one comparison as JSON: ``python -m benchmarks.oracle --scale 0.1``."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.oracle", description=__doc__)
    parser.add_argument("--scale", type=float, default=SCALE)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(json.dumps(run_once(options.scale, options.seed)))


if __name__ == "__main__":
    main()
