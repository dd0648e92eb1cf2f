"""Studies: one region over one stretch of time, with and without a package of measures."""

from dataclasses import dataclass, field
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

from . import shape
from .checks_frontier import check_frontier
from .checks_study import check_study
from .document import Document, Note, document
from .library import Library, is_name, locate
from .measure import Measure, build_measure
from .measure_model import MOST_MEASURES, AppliedFile, FrontierFile, ReplicationsFile, StudyFile
from .problems import Problem, ScenarioError, dotted, errors_of, unique
from .provenance import check_notes
from .reader import kind_of, read
from .region import Region, build_region, words
from .translate import validated

SHAPE = shape.of_model(StudyFile)


@dataclass(frozen=True)
class Applied:
    """A measure as a study applies it: how far (0 to 1), from when, growing over how long, until when."""

    measure: Measure
    coverage: float = 1.0
    start: date | None = None
    ramp_days: int = 0
    until: date | None = None


@dataclass(frozen=True)
class Replications:
    """How often to repeat: until the precision is reached, within bounds; a fixed number has none."""

    at_least: int
    at_most: int
    precision: float | None = None
    outcome: str = "elapsed_working_days"


@dataclass(frozen=True)
class Package:
    """A package of measures that a frontier is drawn under, on top of the baseline's."""

    name: str
    title: dict[str, str]
    measures: tuple[Applied, ...]


@dataclass(frozen=True)
class Frontier:
    """Outcomes ``x`` and ``y`` under each package while ``lever`` is multiplied by each of ``times``."""

    lever: str
    times: tuple[float, ...]
    x: str
    y: str
    packages: tuple[Package, ...]


@dataclass(frozen=True)
class Study:
    """A study, everything it names loaded and checked. Durations in days."""

    name: str
    title: dict[str, str]
    question: dict[str, str]
    region: Region
    start: date
    days: int
    warm_up: int
    follow_up: int
    baseline: tuple[Applied, ...]
    reform: tuple[Applied, ...]
    replications: Replications
    seed: int
    frontier: Frontier | None = None
    notes: dict[str, Note] = field(default_factory=dict)
    file: str = ""
    warnings: tuple[Problem, ...] = field(default=())


def load_study(name_or_path: str | PathLike) -> Study:
    """Load a study by its name in the library, or by the path of its file.

    Raises ScenarioError with every problem of the study, its region and its measures.
    """
    path, library = locate("study", name_or_path)
    study, problems = build_study(path, library)
    if study is None:
        raise ScenarioError(errors_of(problems))
    return study


def build_study(path: Path, library: Library) -> tuple[Study | None, list[Problem]]:
    """The study of a file (None if it cannot be used) and everything to say about it and what it names."""
    try:
        node, found = read(path, library.shown(path))
        kind_of(node, ("study",))
    except ScenarioError as error:
        return None, error.problems
    doc = document(node, found)
    model = validated(doc, StudyFile)
    others: list[Problem] = []
    region = _region(doc, library, others)
    measures = _Measures(doc, library, others)
    entries = {side: _entries(doc, (side,), measures) for side in ("baseline", "reform")}
    packages = {
        name: _entries(doc, ("frontier", "packages", name, "measures"), measures)
        for name in doc.rows("frontier", "packages")
    }
    if library.owns(path) and isinstance(doc.get("study"), str) and doc.get("study") != path.stem:
        doc.mismatch(("study",), doc.get("study"), f"the name of its file, '{path.stem}'")
    before = check_study(doc, region, entries)
    check_frontier(doc, region, entries["baseline"], packages, before)
    check_notes(doc, SHAPE, library)
    problems = unique(doc.problems + others)
    if model is None or region is None or errors_of(problems):
        return None, problems
    return _resolved(model, doc, region, entries, packages, problems), problems


def _region(doc: Document, library: Library, others: list[Problem]) -> Region | None:
    name = doc.get("region")
    if not is_name(name):
        return None
    path = library.find("region", name)
    if path is None:
        doc.unknown(("region",), name, "the name of a region", library.names("region"))
        return None
    region, problems = build_region(path, library)
    others += problems
    if region is None and not errors_of(problems):
        doc.mismatch(("region",), name, "a whole region; this one is only a layer for others")
    return region


@dataclass(frozen=True)
class Entry:
    """A line of baseline, reform or a package: the path of its options, the measure and what was asked of it."""

    path: tuple
    name: str
    measure: Measure | None
    options: dict[str, Any]


class _Measures:
    """The measures that a study names, each loaded once however often it is named."""

    def __init__(self, doc: Document, library: Library, others: list[Problem]):
        self.doc, self.library, self.others = doc, library, others
        self.found: dict[str, Measure | None] = {}
        self.names: list[str] | None = None

    def named(self, path: tuple, name: str) -> Measure | None:
        """The measure of a name at a path; None, and reported, where there is none that can be used."""
        if name not in self.found:
            file = self.library.find("measure", name)
            if file is None:
                self.names = self.library.names("measure") if self.names is None else self.names
                self.doc.unknown(path, name, "the name of a measure", self.names)
                return None
            self.found[name], problems = build_measure(file, self.library)
            self.others += problems
        return self.found[name]


def _entries(doc: Document, place: tuple, measures: _Measures) -> list[Entry]:
    """The measures listed at a place, loaded; unknown names are reported."""
    listing = doc.get(*place)
    entries = []
    for index, one in enumerate(listing[:MOST_MEASURES] if isinstance(listing, list) else ()):
        path: tuple = (*place, index)
        options: Any = {}
        if isinstance(one, dict) and len(one) == 1:
            one, options = next(iter(one.items()))
            path = (*path, one)
        if is_name(one):
            measure = measures.named(path, one)
            entries.append(Entry(path, one, measure, options if isinstance(options, dict) else {}))
    return entries


def _resolved(
    model: StudyFile, doc: Document, region: Region, entries: dict, packages: dict, problems: list[Problem]
) -> Study:
    sides = {side: tuple(_applied(entry) for entry in entries[side]) for side in entries}
    return Study(
        name=model.study,
        title=words(model.title, model.study),
        question=words(model.question, "") if model.question else {"en": "", "zh": ""},
        region=region,
        start=model.start,
        days=model.days,
        warm_up=model.warm_up,
        follow_up=model.follow_up,
        baseline=sides["baseline"],
        reform=sides["reform"],
        replications=_replications(model.replications),
        seed=model.seed,
        frontier=_frontier(model.frontier, packages) if model.frontier else None,
        notes={dotted(path): note for path, note in doc.notes.items()},
        file=doc.file,
        warnings=tuple(one for one in problems if one.severity == "warning"),
    )


def _frontier(model: FrontierFile, packages: dict[str, list[Entry]]) -> Frontier:
    found = tuple(
        Package(name, words(one.title, name), tuple(_applied(entry) for entry in packages[name]))
        for name, one in model.packages.items()
    )
    return Frontier(model.lever, tuple(model.times), model.x, model.y, found)


def _applied(entry: Entry) -> Applied:
    options = AppliedFile.model_validate(entry.options)
    return Applied(entry.measure, options.coverage, options.start, options.ramp, options.until)


def _replications(model: int | ReplicationsFile) -> Replications:
    if isinstance(model, int):
        return Replications(model, model)
    return Replications(model.at_least, model.at_most, model.precision, model.of)
