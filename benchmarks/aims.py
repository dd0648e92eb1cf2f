"""What Wutong wants to reach, beside what was measured."""

from dataclasses import dataclass
from operator import ge, le

FULL = 1.0  # scale
COMPARISONS = {"at least": ge, "at most": le}


@dataclass(frozen=True)
class Aim:
    """One aim; `measured` is None where this run did not measure it."""

    what: str
    bound: str  # a key of COMPARISONS
    limit: float
    unit: str
    measured: float | None

    @property
    def reached(self) -> bool | None:
        """Whether the measured value keeps to the bound; None when there is none."""
        return None if self.measured is None else COMPARISONS[self.bound](self.measured, self.limit)


def aims(parts: dict[str, dict]) -> list[Aim]:
    """The aims, filled from the parts that were measured."""
    start = parts.get("startup", {})
    scaling = parts.get("scaling", {})
    return [
        Aim("Changchun's year: wall time of the oracle, over the engine's", "at least", 50, "times", _oracle(parts)),
        Aim("services per second, over SimPy's", "at least", 40, "times", _network(parts, "times_simpy")),
        Aim("services per second of the C++ twin, over Wutong's", "at most", 2, "times", _twin(parts)),
        Aim("means that disagree (all pairs, closed form)", "at most", 0, "", _disagreements(parts)),
        Aim("exponent of wall time by population", "at most", 1.05, "", _exponent(scaling, "population")),
        Aim("exponent of wall time by horizon", "at most", 1.05, "", _exponent(scaling, "horizon")),
        Aim("four million enterprises, peak memory", "at most", 24, "GiB", _largest(scaling)),
        Aim(
            "Changchun: events per second at full size, over those at a tenth",
            "at least",
            0.7,
            "times",
            parts.get("changchun", {}).get("ratio"),
        ),
        Aim(
            "Siping: time per event with inspections, over approvals alone",
            "at most",
            1.5,
            "times",
            parts.get("siping", {}).get("ratio"),
        ),
        Aim("Jilin City, one year", "at most", 10, "s", _of(parts, "jilin_city", "run_seconds")),
        Aim("Jilin City, peak memory", "at most", 2, "GiB", _of(parts, "jilin_city", "peak_memory", 2**30)),
        Aim("Jilin province, one year", "at most", 180, "s", _of(parts, "jilin_province", "run_seconds")),
        Aim("Jilin province, peak memory", "at most", 10, "GiB", _of(parts, "jilin_province", "peak_memory", 2**30)),
        Aim(
            "events per second of Jilin province, over those of Jilin City",
            "at least",
            0.6,
            "times",
            parts.get("jilin", {}).get("ratio"),
        ),
        Aim("whole Changchun comparison", "at most", 120, "s", parts.get("compare", {}).get("seconds")),
        Aim("`wutong --help`", "at most", 0.4, "s", start.get("help", {}).get("median")),
        Aim("second start to first event", "at most", 2.5, "s", start.get("first_event", {}).get("median")),
    ]


def _oracle(parts: dict[str, dict]) -> float | None:
    oracle = parts.get("oracle")
    return oracle["ratio"]["median"] if oracle and oracle["scale"] == FULL else None


def _exponent(scaling: dict, by: str) -> float | None:
    return scaling.get(by, {}).get("fit", {}).get("exponent")


def _largest(scaling: dict) -> float | None:
    found = [one["peak_memory"] / 2**30 for one in scaling.get("population", {}).get("points", ())
             if one["enterprises"] == 4_000_000]  # fmt: skip
    return found[0] if found else None


def _of(parts: dict[str, dict], region: str, what: str, unit: float = 1.0) -> float | None:
    sizes = parts.get("jilin", {}).get("regions", ())
    found = [one[what] / unit for one in sizes if one["region"] == region and one["scale"] == FULL]
    return found[0] if found else None


def _network(parts: dict[str, dict], ratio: str) -> float | None:
    wutong = parts.get("network", {}).get("contenders", {}).get("wutong", {})
    return (wutong.get(ratio) or {}).get("median")


def _twin(parts: dict[str, dict]) -> float | None:
    share = _network(parts, "times_cpp")
    return 1 / share if share else None


def _disagreements(parts: dict[str, dict]) -> int | None:
    network = parts.get("network")
    if network is None:
        return None
    alone = [contender["agrees_with_exact"] for contender in network["contenders"].values()]
    return (alone + [pair["agree"] for pair in network["pairs"]]).count(False)
