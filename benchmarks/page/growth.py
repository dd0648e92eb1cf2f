"""How cost grows, on the page."""

from .markdown import interval, ranged, table, thousands


def section(scaling: dict) -> str:
    """Wall time and memory against population and horizon."""
    population, horizon, memory = (scaling[key] for key in ("population", "horizon", "memory"))
    blocks = [
        "## How cost grows",
        "Changchun's approvals in the reform world; people, windows, desks and reviewers times the same factor. Each "
        f"point is a process of its own, in shuffled order; rounds: {scaling['rounds']} (one for the largest). Wall "
        "time of running alone. The exponents are those of power laws through the medians, with 95 % confidence "
        "intervals: 1 would be cost in proportion.",
        _points(population["points"]),
        f"Wall time grows with the population to the power {interval(population['fit'], 'exponent')}"
        f"{_large(population)}. What every simulated day costs anyhow flattens the small end; the processor's caches "
        "steepen the large one: a million enterprises fit into none.",
        _points(horizon["points"]),
        f"With the horizon wall time grows to the power {interval(horizon['fit'], 'exponent')}.",
        _memory(memory),
    ]
    return "\n\n".join(blocks)


def _points(points: list[dict]) -> str:
    rows = [
        (
            f"{one['enterprises']:,.0f}",
            f"{one['days']:,.0f}",
            f"{one['events']:,.0f}",
            f"{one['build_seconds']:.2f}",
            ranged(one["seconds"]),
            thousands(one["rate"]),
            f"{one['peak_memory'] / 2**30:.2f} GiB",
        )
        for one in points
    ]
    rate = "thousand events/s: median (range)"
    return table(("enterprises", "days", "events", "build, s", "run, s: median (range)", rate, "peak memory"), rows)


def _large(population: dict) -> str:
    if not population["large_fit"]:
        return ""
    return f"; from a hundred thousand enterprises on, {interval(population['large_fit'], 'exponent')}"


def _memory(memory: dict) -> str:
    return (
        f"Peak memory grows by {interval(memory['per_enterprise'], 'slope', ',.0f')} bytes an enterprise over a year, "
        f"its cases included, and by {interval(memory['per_case'], 'slope', ',.0f')} bytes a case over the horizons "
        "(straight lines through the points; a pool that is full doubles, which makes steps). The rows themselves: an "
        f"enterprise with the event of its next need {memory['enterprise_bytes']:,.0f} bytes; a case with its "
        f"applications and reviews, which stay for the tables of results, {memory['case_bytes']:,.0f}; each open "
        f"branch of a case {memory['token_bytes']:,.0f} more, which are used again. In the largest world at most "
        f"{memory['open_cases']:,.0f} cases were open at once."
    )
