"""What a result cannot claim: what the region leaves out, and what holds for every simulation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sim.report.catalogue import text
from sim.report.scope import ECONOMY, INSPECTIONS, LENDING, SIDES, present_sides
from sim.report.wording import join, number

if TYPE_CHECKING:
    from sim.experiment.compare import Comparison

#: What is to be said besides, where the region has inspections, credit or an economy.
_OWN = {INSPECTIONS: ("harm", "conduct"), LENDING: ("credit",), ECONOMY: ("markets", "purse")}
#: What is not there without each.
_MISSING = {INSPECTIONS: ("inspections",), LENDING: ("lending",), ECONOMY: ("growth", "jobs", "founders")}


def limits(comparison: Comparison, counts: Mapping[str, int], language: str) -> list[str]:
    """The sentences for a comparison, the conditions of this run included; ``counts`` are numbers by basis."""
    there = present_sides(comparison)
    keys = [*own(there), "citizens", "works", "fitted", "unfinished"]
    keys += ["approximate"] * (comparison.scale < 1) + ["single"] * (comparison.replications < 2)
    values = {
        "assumed": number(counts.get("assumed", 0), 0),
        "total": number(sum(counts.values()), 0),
        "scale": f"{comparison.scale:g}",
    }
    first = [text(f"page.limits.{key}", language, **values) for key in ("conditional", "chance")]
    return [*first, scope(there, language), *(text(f"page.limits.{key}", language, **values) for key in keys)]


def own(sides: Iterable[str]) -> list[str]:
    """The keys of what is to be said of these sides."""
    return [key for one in sides for key in _OWN.get(one, ())]


def scope(sides: Iterable[str], language: str) -> str:
    """What the simulation covers, and what of the business environment it does not."""
    there = set(sides)
    covered = join([text(f"page.limits.covered.{one}", language) for one in SIDES if one in there], language)
    absent = [key for one in SIDES if one not in there for key in _MISSING.get(one, ())]
    missing = join([text(f"page.limits.missing.{key}", language) for key in absent], language)
    return text(f"page.limits.scope{'' if missing else '_whole'}", language, covered=covered, missing=missing)
