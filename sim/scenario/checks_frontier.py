"""What must hold between a study's frontier, its region and its measures."""

import math
from typing import TYPE_CHECKING

from . import shape
from .checks_study import Settings, check_changes, check_dates, check_listed_once, check_outcome, span_of
from .checks_values import number
from .document import Document
from .levers import NO_MATCH, check_lever, match_lever, value_at
from .problems import ScenarioError, dotted, quote
from .region import SHAPE, Region

if TYPE_CHECKING:
    from .study import Entry


def check_frontier(
    doc: Document,
    region: Region | None,
    baseline: list["Entry"],
    packages: dict[str, list["Entry"]],
    before: Settings,
) -> None:
    """A lever that is a number of the region, two outcomes that it has, packages as good as a reform.

    ``before`` are the values that the baseline sets.
    """
    if not doc.rows("frontier"):
        return
    _lever(doc, region)
    _outcomes(doc, region)
    if "title" in packages:
        doc.mismatch(("frontier", "packages", "title"), "title", "another name for a package")
    span = span_of(doc)
    for entries in packages.values():
        for entry in entries:
            if span:
                check_dates(doc, entry, span)
        check_listed_once(doc, [*baseline, *entries])
        if region:
            check_changes(doc, region, entries, before, span)


def _lever(doc: Document, region: Region | None) -> None:
    path = ("frontier", "lever")
    lever = doc.get(*path)
    here = check_lever(doc, path, lever)
    if here is None:
        return
    if here.kind not in ("share", "number", "whole", "dist"):
        doc.mismatch(path, lever, "a lever that is a number")
    elif region:
        try:
            matched = match_lever(region.tree, lever)
        except ScenarioError as error:
            problem = error.problems[0]
            reason = "" if problem.message == NO_MATCH else f" ({problem.message})"
            doc.add(
                path,
                f"found {quote(lever)}, which matches nothing in the region {region.name}{reason}",
                found=lever,
                nearest=problem.nearest,
            )
            return
        _strengths(doc, region, matched)


def _strengths(doc: Document, region: Region, matched: list[tuple[str, ...]]) -> None:
    """Every strength makes values that the keys can hold."""
    times = doc.get("frontier", "times")
    for index, factor in enumerate(times if isinstance(times, list) else ()):
        path = ("frontier", "times", index)
        if not math.isfinite(number(factor)) or doc.reported(path):
            continue
        for place in matched:
            value, here = value_at(region.tree, place) * factor, shape.at(SHAPE, place)
            bad = here.wanted(value) if here and not here.holds(value) else None
            if factor == 0 and place[-1] in ("low", "mode", "high", "scale"):
                bad = "a strength above 0 for a distribution between bounds"
            if bad:
                value = quote(float(f"{value:.6g}"))
                told = f"found {quote(factor)}, which makes {dotted(place)} {value}, expected {bad}"
                doc.add(path, told, found=quote(factor), expected=bad)
                return


def _outcomes(doc: Document, region: Region | None) -> None:
    x, y = doc.get("frontier", "x"), doc.get("frontier", "y")
    if isinstance(x, str) and x == y:
        doc.mismatch(("frontier", "y"), y, "another outcome than x")
    for axis, outcome in (("x", x), ("y", y)):
        check_outcome(doc, ("frontier", axis), outcome, region)
