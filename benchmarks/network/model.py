"""The network that every contender simulates, and its exact answer.

Jobs arrive in a Poisson stream and pass four stations in tandem, each with one first-come-first-served
queue, several identical servers and exponential service. After the last station a job is checked: with
probability `REWORK` it starts again at the first, otherwise it leaves. Every station is `BUSY`.

This is an open Jackson network: in equilibrium each station behaves as an M/M/c queue of its own
(J. R. Jackson, "Networks of waiting lines", Operations Research 5(4), 1957), which gives the means exactly.
Times are minutes.
"""

from dataclasses import dataclass
from math import fsum

SERVERS = (14, 20, 20, 20)
BUSY = 0.85
REWORK = 0.15
ARRIVAL_RATE = 1.0
VISITS = 1.0 / (1.0 - REWORK)  # mean passes of one job
SERVICE_MEANS = tuple(BUSY * servers / (ARRIVAL_RATE * VISITS) for servers in SERVERS)

WARM_UP = 2_000.0  # from empty; some fifteen relaxation times of the slowest station
BATCHES = 10
FEWEST_JOBS = round(2 * WARM_UP * ARRIVAL_RATE)  # below that a run measures less than it throws away


@dataclass(frozen=True)
class Exact:
    """Equilibrium means of the network: waits and sojourn in minutes, utilisation as a share."""

    wait: tuple[float, ...]
    utilisation: tuple[float, ...]
    sojourn: float


def horizon(jobs: int) -> float:
    """Minutes in which `jobs` jobs arrive on average; the run stops there, whoever is still inside.

    Raises ValueError below `FEWEST_JOBS`.
    """
    if jobs < FEWEST_JOBS:
        raise ValueError(f"{jobs} jobs are too few: at least {FEWEST_JOBS} are needed")
    return jobs / ARRIVAL_RATE


def erlang_c(servers: int, load: float) -> float:
    """Probability that an arrival at M/M/c has to wait; `load` in erlang, below `servers`."""
    blocking = 1.0
    for n in range(1, servers + 1):
        blocking = load * blocking / (n + load * blocking)
    return blocking / (1.0 - load / servers * (1.0 - blocking))


def exact() -> Exact:
    """Solve the network by Jackson's theorem."""
    flow = ARRIVAL_RATE * VISITS
    wait = tuple(
        erlang_c(servers, flow * mean) / (servers / mean - flow)
        for servers, mean in zip(SERVERS, SERVICE_MEANS, strict=True)
    )
    utilisation = tuple(flow * mean / servers for servers, mean in zip(SERVERS, SERVICE_MEANS, strict=True))
    return Exact(wait, utilisation, VISITS * fsum((*wait, *SERVICE_MEANS)))
