"""What a contender hands back, and the tally from which it is made.

A contender is a module `network_<name>.py` with a function ``run(seed: int, jobs: int) -> Result`` and a
constant ``JOBS``, the size at which it is measured: a second or two of work, so that neither the error of
the clock nor the first moments of a run count. The run starts empty and ends at ``model.horizon(jobs)``.
Speed is taken over the whole of it; means only over what happens after ``model.WARM_UP``: waits and
utilisation over the services that begin there, sojourn times over the jobs that leave there.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from math import nan, sqrt
from statistics import fmean, stdev

from . import model


@dataclass(frozen=True)
class Result:
    """One run of one contender."""

    contender: str
    version: str
    seed: int
    jobs: int
    services: int  # completed in the whole run
    seconds: float  # wall time of the run without imports, compiling and building of the model
    sojourn_batches: tuple[float, ...]  # mean minutes from arrival to leaving, in consecutive spans of time
    wait: tuple[float, ...]  # mean minutes in queue for one service, per station
    utilisation: tuple[float, ...]  # share of server time in use, per station

    @property
    def rate(self) -> float:
        """Services per second of wall time."""
        return self.services / self.seconds

    @property
    def sojourn(self) -> float:
        """Mean minutes from arrival to leaving."""
        return fmean(self.sojourn_batches)

    @property
    def half_width(self) -> float:
        """Half the 95 % confidence interval of `sojourn`, by batch means."""
        return half_width(self.sojourn_batches)

    def to_dict(self) -> dict:
        """Plain values, for JSON."""
        return asdict(self)


@dataclass
class Tally:
    """Sums of one run, per station and per batch; times in minutes."""

    end: float
    services: int = 0
    begun: list[int] = field(default_factory=lambda: [0] * len(model.SERVERS))
    waited: list[float] = field(default_factory=lambda: [0.0] * len(model.SERVERS))
    worked: list[float] = field(default_factory=lambda: [0.0] * len(model.SERVERS))
    left: list[int] = field(default_factory=lambda: [0] * model.BATCHES)
    stayed: list[float] = field(default_factory=lambda: [0.0] * model.BATCHES)

    def begin(self, station: int, now: float, wait: float, service: float) -> None:
        """A service that will last `service` begins after a wait in queue."""
        if now >= model.WARM_UP:
            self.begun[station] += 1
            self.waited[station] += wait
            self.worked[station] += service

    def leave(self, now: float, arrived: float) -> None:
        """A job leaves the network for good."""
        if now >= model.WARM_UP:
            batch = int((now - model.WARM_UP) / (self.end - model.WARM_UP) * model.BATCHES)
            self.left[batch] += 1
            self.stayed[batch] += now - arrived

    def result(self, contender: str, version: str, seed: int, jobs: int, seconds: float) -> Result:
        """The means of this tally."""
        window = self.end - model.WARM_UP
        return Result(
            contender,
            version,
            seed,
            jobs,
            self.services,
            seconds,
            sojourn_batches=_ratios(self.stayed, self.left),
            wait=_ratios(self.waited, self.begun),
            utilisation=_ratios(self.worked, [window * servers for servers in model.SERVERS]),
        )


def half_width(values: Sequence[float], level: float = 0.95) -> float:
    """Half the Student t confidence interval of the mean of independent values."""
    from scipy.stats import t

    if len(values) < 2:
        return nan
    return float(t.ppf(0.5 + level / 2, len(values) - 1)) * stdev(values) / sqrt(len(values))


def _ratios(sums: Sequence[float], counts: Sequence[float]) -> tuple[float, ...]:
    return tuple(total / count if count else nan for total, count in zip(sums, counts, strict=True))
