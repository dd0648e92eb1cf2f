"""The network in C++ (`network.cpp`): compiled here by g++, timed by its own clock."""

import json
import subprocess
from pathlib import Path

from benchmarks.toolchain import compiled

from . import model
from .result import Result, Tally

JOBS = 4_000_000
SOURCE = Path(__file__).with_name("network.cpp")
FLAGS = ("-std=c++17", "-O3", "-march=native")


def run(seed: int, jobs: int) -> Result:
    """Simulate `jobs` arrivals on average.

    Raises toolchain.Unavailable without a compiler, CalledProcessError if the source does not compile.
    """
    program, compiler = compiled(SOURCE, FLAGS)
    version = f"{compiler} {' '.join(FLAGS[1:])}"
    end = model.horizon(jobs)
    pairs = zip(model.SERVERS, model.SERVICE_MEANS, strict=True)
    stations = (f"{servers}:{mean!r}" for servers, mean in pairs)
    settings = (seed, end, model.WARM_UP, model.BATCHES, model.ARRIVAL_RATE, model.REWORK, *stations)
    done = subprocess.run([program, *map(str, settings)], check=True, capture_output=True, text=True)
    sums = json.loads(done.stdout)
    seconds = sums.pop("seconds")
    return Tally(end, **sums).result("C++", version, seed, jobs, seconds)

