"""What a comparison rests on: numbers by origin, the assumed ones, and the published facts cited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sim.report.catalogue import title
from sim.report.listing import grouped, listed
from sim.report.published import published
from sim.report.wording import in_full

if TYPE_CHECKING:
    from sim.experiment.compare import Comparison
    from sim.scenario import Measure, Source, Study

_OPERATIONS = {"to": "", "times": "× ", "add": "+ "}
BASES = ("fact", "literature", "fitted", "assumed", "unstated")


@dataclass(frozen=True)
class Evidence:
    """Counts of numbers by basis, and for reading: those fitted, those assumed, and the facts."""

    counts: dict[str, int]
    fitted: list[dict[str, str]]
    assumed: list[dict[str, Any]]  # headed groups of rows
    facts: list[dict[str, Any]]  # headed by where they were published
    defaults: int  # values left out and so at their defaults


def evidence(comparison: Comparison, language: str) -> Evidence:
    """Gather the provenance of every number of the region and of the measures that the study applies."""
    study = comparison.study
    measures = list({one.measure.name: one.measure for one in (*study.baseline, *study.reform)}.values())
    found = {"": _region_sources(study)} | {m.name: _measure_sources(m) for m in measures}
    rows = [(measure, row) for measure, sources in found.items() for row in sources]
    counts = Counter(row.basis for _, row in rows)
    titles = {m.name: title(m.title, language, m.name) for m in measures}
    tree = study.region.tree
    return Evidence(
        counts={basis: counts[basis] for basis in BASES if counts[basis]},
        defaults=counts["default"],
        fitted=listed([pair for pair in rows if pair[1].basis == "fitted"], titles, tree, language),
        assumed=grouped([pair for pair in rows if pair[1].basis == "assumed"], titles, tree, language),
        facts=published(_cited(rows, measures), language),
    )


def _region_sources(study: Study) -> list[Source]:
    """The numbers of the region's file and those of the study itself (how far its measures reach)."""
    from sim.scenario.provenance import sources
    from sim.scenario.region import SHAPE, leaves
    from sim.scenario.study import SHAPE as STUDY

    values = {path: value for path, value in leaves(study.region.tree).items() if _numeric(value)}
    sides = {"baseline": study.baseline, "reform": study.reform}
    reach = {
        (side, index, one.measure.name, "coverage"): one.coverage
        for side, applied in sides.items()
        for index, one in enumerate(applied)
        if f"{side}.{index}.{one.measure.name}.coverage" in study.notes
    }
    return sources(values, study.region.notes, SHAPE) + sources(reach, study.notes, STUDY)


def _measure_sources(measure: Measure) -> list[Source]:
    from sim.scenario.measure import SHAPE
    from sim.scenario.provenance import sources

    values = {("changes", index, change.op): change.value for index, change in enumerate(measure.changes)}
    values |= {("cost", name): value for name, value in measure.cost.items()}
    found = sources({path: value for path, value in values.items() if _numeric(value)}, measure.notes, SHAPE)
    return [_named(row, measure) for row in found]


def _named(row: Source, measure: Measure) -> Source:
    """A number of a measure under the lever it changes, not under its place in the file."""
    part, _, rest = row.path.partition(".")
    if part != "changes":
        return row
    change = measure.changes[int(rest.partition(".")[0])]
    return replace(row, path=change.lever, value=f"{_OPERATIONS[change.op]}{in_full(row.value)}")


def _numeric(value: Any) -> bool:
    return isinstance(value, dict) or isinstance(value, (int, float)) and not isinstance(value, bool)


def _cited(rows: Iterable[tuple[str, Source]], measures: Iterable[Measure]) -> list[str]:
    found = {row.fact for _, row in rows if row.fact}
    found |= {one["fact"] for measure in measures for one in measure.sources if one.get("fact")}
    return sorted(found)
