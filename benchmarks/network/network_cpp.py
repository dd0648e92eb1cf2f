"""The network in C++ (`network.cpp`): compiled here by g++, timed by its own clock."""

import json
import shutil
import subprocess
from functools import cache
from hashlib import sha256
from pathlib import Path

from . import model
from .result import Result, Tally, Unavailable

JOBS = 4_000_000
SOURCE = Path(__file__).with_name("network.cpp")
BUILD = Path(__file__).parents[1] / ".build"
FLAGS = ("-std=c++17", "-O3", "-march=native")


def run(seed: int, jobs: int) -> Result:
    """Simulate `jobs` arrivals on average.

    Raises Unavailable without a compiler, CalledProcessError if the source does not compile.
    """
    program, version = _compiled()
    end = model.horizon(jobs)
    pairs = zip(model.SERVERS, model.SERVICE_MEANS, strict=True)
    stations = (f"{servers}:{mean!r}" for servers, mean in pairs)
    settings = (seed, end, model.WARM_UP, model.BATCHES, model.ARRIVAL_RATE, model.REWORK, *stations)
    done = subprocess.run([program, *map(str, settings)], check=True, capture_output=True, text=True)
    sums = json.loads(done.stdout)
    seconds = sums.pop("seconds")
    return Tally(end, **sums).result("C++", version, seed, jobs, seconds)


@cache
def _compiled() -> tuple[Path, str]:
    """The program, built again only when source, flags or compiler changed."""
    compiler = shutil.which("g++")
    if compiler is None:
        raise Unavailable("no compiler")
    asked = subprocess.run([compiler, "-dumpfullversion"], check=True, capture_output=True, text=True)
    version = f"g++ {asked.stdout.strip()} {' '.join(FLAGS[1:])}"
    program = BUILD / f"network-{sha256(SOURCE.read_bytes() + version.encode()).hexdigest()[:16]}"
    if not program.exists():
        BUILD.mkdir(exist_ok=True)
        fresh = program.with_suffix(".new")
        subprocess.run([compiler, *FLAGS, "-o", fresh, SOURCE], check=True)
        fresh.replace(program)
    return program, version
