"""Engine and oracle on the page."""

from .markdown import ranged, table


def section(oracle: dict) -> str:
    """Wall times of the same year in both."""
    size = "at full size" if oracle["scale"] == 1 else f"at scale {oracle['scale']:g}, not extrapolated"
    heads = ("", f"seconds for {oracle['events']:,.0f} events: median (range)")
    rows = [
        ("oracle, SimPy processes", ranged(oracle["oracle"], ".1f")),
        ("engine, compiled", ranged(oracle["engine"], ".3f")),
        ("oracle over engine, within a round", ranged(oracle["ratio"], ".0f")),
    ]
    days, enterprises, rounds, compared = (oracle[key] for key in ("days", "enterprises", "rounds", "rows"))
    return (
        "## Engine and oracle\n\n"
        "The oracle (`tests/oracle`) is an independent model of the same semantics in SimPy, with the same random "
        f"numbers. Both simulate the same {days} days of Changchun's approvals {size} ({enterprises:,} enterprises, "
        "reform world), both keep the event log, the engine once before and once after the oracle. "
        f"Rounds: {rounds}. All {compared:,} rows of their logs were compared here and are the same: the same cases, "
        "activities and desks in the same order, at the same times to a millionth of a minute.\n\n"
        f"{table(heads, rows)}"
    )
