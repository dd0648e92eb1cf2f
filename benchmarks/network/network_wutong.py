"""The network on Wutong's generic core: the same compiled loop that runs a region's approvals.

The run is cut at the warm-up and at each batch's end to read the counters; a job's sojourn counts in the
batch in which it leaves, as for everybody else. Compiling (or loading what was compiled before) is not timed.
"""

from time import perf_counter

import numpy as np

import sim
from sim.region.network import Network

from . import model
from .result import Result

JOBS = 2_000_000


def run(seed: int, jobs: int) -> Result:
    """Simulate `jobs` arrivals on average."""
    end = model.horizon(jobs)
    make(seed, model.WARM_UP).run(10.0)
    network = make(seed, end)
    marks = np.linspace(model.WARM_UP, end, model.BATCHES + 1)
    left, stayed = [], []
    started = perf_counter()
    for number, mark in enumerate(marks):
        world = network.run(float(mark))
        left.append(int(world.control[0].ended))
        stayed.append(float(world.control[0].sojourn))
        if number == 0:
            first = world.stations.copy()
    seconds = perf_counter() - started
    stations = world.stations
    begun = stations["started"] - first["started"]
    window = end - model.WARM_UP
    return Result(
        "Wutong",
        sim.__version__,
        seed,
        jobs,
        int(stations["served"].sum()),
        seconds,
        sojourn_batches=tuple((np.diff(stayed) / np.diff(left)).tolist()),
        wait=tuple(((stations["wait_total"] - first["wait_total"]) / begun).tolist()),
        utilisation=tuple(((stations["work"] - first["work"]) / (window * stations["servers"])).tolist()),
    )


def make(seed: int, minutes: float) -> Network:
    """The network, before anything has happened, with room for so many minutes."""
    stations = [
        (servers, {"dist": "expon", "mean": mean})
        for servers, mean in zip(model.SERVERS, model.SERVICE_MEANS, strict=True)
    ]
    gap = {"dist": "expon", "mean": 1.0 / model.ARRIVAL_RATE}
    return Network(gap, stations, rework=model.REWORK, seed=seed, minutes=minutes)
