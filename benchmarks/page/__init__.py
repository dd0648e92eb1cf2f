"""RESULTS.md: the measurements as a page to read."""

from collections.abc import Callable

from benchmarks.aims import aims

from . import growth, network, oracle, regions, shares, start
from .markdown import ranged, table

VERDICTS = {True: "yes", False: "**no**", None: ""}
SECTIONS: dict[str, Callable[[dict], str]] = {
    "oracle": oracle.section,
    "scaling": growth.section,
    "shares": shares.section,
    "changchun": regions.changchun,
    "siping": regions.siping,
    "jilin": regions.jilin,
    "startup": start.startup,
    "compare": start.compare,
}


def page(record: dict, picture: str | None) -> str:
    """Markdown of one record of `run`; `picture` is the name of the figure beside it."""
    parts = record["parts"]
    sections = [_head(record), _aims(parts, record["failures"]), _noise(record)]
    if "network" in parts:
        sections.append(network.section(parts["network"], picture))
    sections += [write(parts[part]) for part, write in SECTIONS.items() if part in parts]
    return "\n\n".join(sections) + "\n"


def _head(record: dict) -> str:
    machine = record["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in record["versions"].items())
    return (
        "# Measured\n\n"
        "Made by `make bench`; `results.json` holds the numbers. Machines that share their processors are "
        "noisy: trust the ratios, which compare runs of the same round, more than the rates.\n\n"
        f"- {record['date']}, seed {record['seed']}\n"
        f"- {machine['processor']}, {machine['cores']} cores, {machine['memory'] / 2**30:.0f} GiB, "
        f"{machine['system']}; load {machine['load']:.2f} at the start\n"
        f"- {versions}"
    )


def _aims(parts: dict, failures: dict) -> str:
    rows = []
    for aim in aims(parts):
        measured = "not measured" if aim.measured is None else f"{aim.measured:.3g} {aim.unit}"
        rows.append((aim.what, f"{aim.bound} {aim.limit:g} {aim.unit}", measured, VERDICTS[aim.reached]))
    lines = ["## Aims", "", table(("what", "aim", "measured", "reached"), rows)]
    lines += [f"\nNot measured: {part} failed ({why})." for part, why in failures.items()]
    return "\n".join(lines)


def _noise(record: dict) -> str:
    """How steady the machine was while each part was measured, and how long that took."""
    rows = []
    for part, seconds in record["seconds"].items():
        beat = record["parts"].get(part, {}).get("beat")
        swing = f"{beat['high'] / beat['low'] - 1:.0%}" if beat else ""
        rows.append((part, f"{seconds:.0f}", ranged(beat, ".0f", 1e-3), swing))
    heads = ("part", "took, s", "the loop, ms: median (range)", "slowest over fastest")
    return (
        "## Noise\n\n"
        "Before each round one loop of plain Python is timed that is always the same; whatever it varies by is the "
        "machine's doing. Rounds are in shuffled order; ranges below are over the rounds.\n\n"
        f"{table(heads, rows)}\n\n"
        f"All parts together took {sum(record['seconds'].values()) / 60:.1f} minutes."
    )
