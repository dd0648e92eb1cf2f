"""How steady the machine was: the spread of repeated measurements, and a fixed loop timed in between."""

from collections.abc import Iterable
from statistics import median
from time import perf_counter

TURNS = 1_500_000  # about a tenth of a second


def spread(values: Iterable[float]) -> dict[str, float]:
    """Median, least and greatest."""
    values = sorted(values)
    return {"median": median(values), "low": values[0], "high": values[-1]}


def beat() -> float:
    """Seconds of a loop that is always the same: what changes from one to the next is the machine."""
    started = perf_counter()
    word = 1
    for _ in range(TURNS):
        word = (word * 1_103_515_245 + 12_345) & 0x7FFFFFFF
    return perf_counter() - started
