"""Looking into scenarios: resolved values with their origins, numbers by basis, names, digests."""

import hashlib
import json
from dataclasses import asdict
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

from . import measure as measures
from . import study as studies
from .library import KINDS, Library, locate
from .problems import Problem, ScenarioError, dotted, unique
from .provenance import Source, in_order, sources
from .reader import kind_of, read
from .region import SHAPE, Region, build_region, is_layer, leaves, load_region
from .study import Study


class Row(NamedTuple):
    """A resolved value and where it comes from."""

    path: str
    value: Any
    origin: str


def check(path: str | PathLike) -> list[Problem]:
    """Everything to say about a file (or a named scenario): problems and, of severity "warning", remarks."""
    try:
        file, library = locate(None, path)
        kind = _kind(file, library)
    except ScenarioError as error:
        return error.problems
    build = {"region": build_region, "measure": measures.build_measure, "study": studies.build_study}[kind]
    return unique(build(file, library)[1])


def _kind(path: Path, library: Library) -> str:
    node, _ = read(path, library.shown(path))
    return kind_of(node, KINDS)


def list_names(kind: str) -> list[str]:
    """Names in the library of a kind: "region", "measure" or "study"; mere layers are left out."""
    kind = {"regions": "region", "measures": "measure", "studies": "study"}.get(kind, kind)
    if kind not in KINDS:
        raise ValueError(f"found {kind!r}, expected one of {', '.join(KINDS)}")
    library = Library()
    names = library.names(kind)
    return [n for n in names if kind != "region" or not is_layer(library.find(kind, n), library)]


def show(region: Region | str | PathLike) -> list[Row]:
    """Every value of a region, all layers resolved, with file, line and basis of each."""
    region = region if isinstance(region, Region) else load_region(region)
    rows = []
    for path, value in leaves(region.tree).items():
        note = region.notes.get(dotted(path))
        basis = " ".join(filter(None, (note.basis, note.fact))) if note else ""
        rows.append(
            Row(dotted(path), value, (note.origin if note else "default") + (f" ({basis})" if basis else ""))
        )
    return rows


def provenance(path: str | PathLike) -> list[Source]:
    """Every number of a region, measure or study (with all it names) and where it comes from, by basis."""
    file, library = locate(None, path)
    kind = _kind(file, library)
    if kind == "region":
        return in_order(_region_sources(load_region(path)))
    if kind == "measure":
        return in_order(_measure_sources(measures.load_measure(path)))
    study = studies.load_study(path)
    rows = _region_sources(study.region) + _study_sources(study)
    packages = study.frontier.packages if study.frontier else ()
    applied = [*study.baseline, *study.reform, *(one for package in packages for one in package.measures)]
    for measure in {one.measure.name: one.measure for one in applied}.values():
        rows += _measure_sources(measure, f"{measure.name}: ")
    return in_order(rows)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _region_sources(region: Region) -> list[Source]:
    values = {p: v for p, v in leaves(region.tree).items() if isinstance(v, dict) or _is_number(v)}
    return sources(values, region.notes, SHAPE)


def _measure_sources(measure: measures.Measure, prefix: str = "") -> list[Source]:
    values: dict[tuple, Any] = {("changes", i, c.op): c.value for i, c in enumerate(measure.changes)}
    values |= {("cost", key): value for key, value in measure.cost.items()}
    numbers = {path: value for path, value in values.items() if _is_number(value)}
    return sources(numbers, measure.notes, measures.SHAPE, prefix)


def _study_sources(study: Study) -> list[Source]:
    listings: dict[tuple, tuple[studies.Applied, ...]] = {
        ("baseline",): study.baseline,
        ("reform",): study.reform,
    }
    for package in study.frontier.packages if study.frontier else ():
        listings["frontier", "packages", package.name, "measures"] = package.measures
    coverages = {
        (*place, index, one.measure.name, "coverage"): one.coverage
        for place, listing in listings.items()
        for index, one in enumerate(listing)
    }
    values = {path: value for path, value in coverages.items() if dotted(path) in study.notes}
    return sources(values, study.notes, studies.SHAPE)


def digest(scenario: Study | Region) -> str:
    """SHA-256 of everything that decides results; comments, titles and the order of measures do not.

    Neither does the frontier of a study: it is simulated besides the comparison.
    """
    content = _study(scenario) if isinstance(scenario, Study) else _region(scenario)
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=str, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _region(region: Region) -> list:
    return ["region", _canonical(region.tree)]


def _study(study: Study) -> list:
    sides = [
        sorted((_applied(one) for one in side), key=json.dumps) for side in (study.baseline, study.reform)
    ]
    when = [study.start.isoformat(), study.days, study.warm_up, study.follow_up]
    return ["study", _region(study.region), when, *sides, _canonical(asdict(study.replications)), study.seed]


def _applied(one: studies.Applied) -> list:
    changes = [_canonical(asdict(change)) for change in one.measure.changes]
    dates = [day.isoformat() if isinstance(day, date) else None for day in (one.start, one.until)]
    return [
        one.measure.name,
        changes,
        _canonical(one.measure.cost),
        _canonical(one.coverage),
        one.ramp_days,
        *dates,
    ]


def _canonical(value: Any) -> Any:
    """Plain values in which 1 and 1.0 are the same and titles do not count; rows keep their order."""
    if isinstance(value, dict):
        return [[key, _canonical(inner)] for key, inner in value.items() if key != "title"]
    if isinstance(value, (list, tuple)):
        return [_canonical(one) for one in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
