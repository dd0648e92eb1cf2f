"""Whole regions on the page."""

from .markdown import interval, ranged, table, thousands


def changchun(changchun: dict) -> str:
    """Approvals at full size and at a tenth."""
    rate = "thousand events/s: median (range)"
    heads = ("scale", "enterprises", "events", "build, s", "run, s", rate, "peak memory")
    rows = [
        (
            f"{one['scale']:g}",
            f"{one['enterprises']:,.0f}",
            f"{one['events']:,.0f}",
            f"{one['build_seconds']:.2f}",
            f"{one['run_seconds']:.2f}",
            thousands(one["rate"]),
            f"{one['peak_memory'] / 2**20:,.0f} MiB",
        )
        for one in changchun["scales"]
    ]
    return (
        "## Changchun's approvals for one year\n\n"
        f"{changchun['days']} days of the reform world in one process, compiled code loaded before "
        f"the clock starts. Medians; rounds: {changchun['rounds']}.\n\n"
        f"{table(heads, rows)}\n\n"
        f"Events per second at full size over those at a tenth: {changchun['ratio']:.2f}, median of the "
        "ratios within a round."
    )


def siping(siping: dict) -> str:
    """With inspections and without."""
    heads = ("world", "events", "build, s", "run, s", "ns an event: median (range)", "peak memory")
    rows = [
        (
            one["world"],
            f"{one['events']:,.0f}",
            f"{one['build_seconds']:.2f}",
            f"{one['run_seconds']:.2f}",
            ranged(one["per_event"], ",.0f"),
            f"{one['peak_memory'] / 2**20:,.0f} MiB",
        )
        for one in siping["worlds"]
    ]
    return (
        "## Siping with inspections and without\n\n"
        "The worlds of the study `siping-2025` from warm-up to follow-up (850 days), against the same region with "
        f"approvals alone. Medians; rounds: {siping['rounds']}.\n\n"
        f"{table(heads, rows)}\n\n"
        f"Time per event of the two worlds together over approvals alone: {siping['ratio']:.2f}, median of the ratios "
        "within a round."
    )


def jilin(jilin: dict) -> str:
    """City and province with everything."""
    heads = ("region", "scale", "enterprises", "events", "build, s", "run, s", "of it months' ends, s",
             "events a second", "peak memory")  # fmt: skip
    rows = [
        (
            one["region"],
            f"{one['scale']:g}",
            f"{one['enterprises']:,.0f}",
            f"{one['events']:,.0f}",
            f"{one['build_seconds']:.1f}",
            f"{one['run_seconds']:.1f}",
            f"{one['accounts_seconds']:.1f}",
            f"{one['rate']:,.0f}",
            f"{one['peak_memory'] / 2**30:.1f} GiB",
        )
        for one in jilin["regions"]
    ]
    return (
        "## A city and a province with money\n\n"
        "One year of approvals, inspections, lending and monthly accounts in one process, without warm-up. Medians; "
        f"rounds: {jilin['rounds']}.\n\n"
        f"{table(heads, rows)}\n\n"
        f"Events a second in the province over those in the city: {jilin['ratio']:.2f}. Wall time of the province "
        f"grows with its scale to the power {interval(jilin['fit'], 'exponent')}."
    )
