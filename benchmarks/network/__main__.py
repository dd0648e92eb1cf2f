"""Run one contender once and print its result as JSON: ``python -m benchmarks.network simpy --seed 1``."""

import argparse
import json
from importlib import import_module

from benchmarks.toolchain import Unavailable

from . import model


def main() -> None:
    """Print the result, or ``{"unavailable": why}`` where this machine lacks what the contender needs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.network", description=__doc__)
    parser.add_argument("contender", help="NAME of a module network_NAME.py beside this one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=float, default=1.0, help="factor on the contender's JOBS")
    options = parser.parse_args()
    print(json.dumps(_run(options.contender, options.seed, options.size)))


def _run(contender: str, seed: int, size: float) -> dict:
    try:
        module = import_module(f"{__package__}.network_{contender}")
        jobs = max(round(module.JOBS * size), model.FEWEST_JOBS)
        return module.run(seed, jobs).to_dict()
    except ModuleNotFoundError as missing:
        if missing.name != contender:
            raise
        return {"unavailable": f"{contender} is not installed"}
    except Unavailable as why:
        return {"unavailable": str(why)}


if __name__ == "__main__":
    main()
