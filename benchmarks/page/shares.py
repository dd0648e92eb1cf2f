"""Where the time goes, on the page."""

from benchmarks.shares import OTHER, PARTS

from .markdown import table

TITLES = {"network": "plain network", "changchun": "approvals (Changchun × 5)", "jilin_city": "Jilin City with money"}
SHOWN = 8


def section(shares: dict) -> str:
    """Share of time by part of the house, and the functions that took most."""
    worlds = shares["worlds"]
    names = *(name for name, _ in PARTS), OTHER
    rows = [(part, *(_share(one["parts"].get(part)) for one in worlds)) for part in names]
    rows.append(("processor time an event", *(f"{one['per_event']:,.0f} ns" for one in worlds)))
    most = [f"- {TITLES[one['world']]}: {_functions(one['functions'])}" for one in worlds]
    return "\n\n".join(
        [
            "## Where the time goes",
            "Samples of where the running program is, a thousand a second ("
            + ", ".join(f"{one['samples']:,}" for one in worlds)
            + "), named with the symbols of Numba's object code. What the compiler put into its caller counts there, "
            "so a part is the code that lies in it rather than every line of its files; waits for memory count where a "
            "row is touched first.",
            table(("share of time", *(TITLES[one["world"]] for one in worlds)), rows),
            "Functions with the largest shares:\n\n" + "\n".join(most),
        ]
    )


def _share(value: float | None) -> str:
    return f"{value:.1%}".replace("%", " %") if value else ""


def _functions(functions: dict[str, float]) -> str:
    compiled = [(name, share) for name, share in functions.items() if name.startswith(("sim.", "agents."))]
    return ", ".join(f"`{name.removeprefix('sim.')}` {_share(share)}" for name, share in compiled[:SHOWN])
