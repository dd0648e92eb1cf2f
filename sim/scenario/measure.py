"""Measures: named changes of levers, with cost, expectation and sources."""

from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any

from . import shape
from .document import Document, Note, document
from .fields import spans
from .levers import check_lever, rows_of, table_rows
from .library import Library, locate
from .measure_model import OPERATIONS, ChangeFile, MeasureFile
from .problems import Problem, ScenarioError, dotted, errors_of
from .provenance import check_fact, check_notes, known_facts
from .reader import kind_of, read
from .region import words
from .translate import validated

SHAPE = shape.of_model(MeasureFile)


@dataclass(frozen=True)
class Change:
    """What a measure does to one lever.

    ``op`` is "to", "times" or "add". ``coverage_of`` names the rows that partial coverage is a share of
    ("items", "halls", "departments", "procedures", "bodies", "banks", "products"), or "cases" where the value itself
    moves in proportion; None for levers that can only be in force as a whole. ``expected_from`` is the value expected
    before.
    """

    lever: str
    op: str
    value: Any
    coverage_of: str | None = None
    expected_from: Any = None


@dataclass(frozen=True)
class Measure:
    """A reform measure. ``cost`` in yuan: {"once", "per_year"}; ``expect`` outcome -> "up" or "down"."""

    name: str
    group: str
    title: dict[str, str]
    about: dict[str, str]
    changes: tuple[Change, ...]
    cost: dict[str, float]
    expect: dict[str, str]
    sources: tuple[dict[str, str], ...]
    notes: dict[str, Note]
    file: str = ""
    warnings: tuple[Problem, ...] = field(default=())


def load_measure(name_or_path: str | PathLike) -> Measure:
    """Load a measure by its name in the library, or by the path of its file; raises ScenarioError."""
    path, library = locate("measure", name_or_path)
    measure, problems = build_measure(path, library)
    if measure is None:
        raise ScenarioError(errors_of(problems))
    return measure


def build_measure(path: Path, library: Library) -> tuple[Measure | None, list[Problem]]:
    """The measure of a file (None if it cannot be used) and everything to say about it."""
    try:
        node, found = read(path, library.shown(path))
        kind_of(node, ("measure",))
    except ScenarioError as error:
        return None, error.problems
    doc = document(node, found)
    model = validated(doc, MeasureFile)
    for index, change in enumerate(_changes(doc)):
        _check_change(doc, ("changes", index), change)
    _check_sources(doc, library)
    check_notes(doc, SHAPE, library)
    _named(doc, path, library)
    if model is None or errors_of(doc.problems):
        return None, doc.problems
    return _resolved(model, doc), doc.problems


def _changes(doc: Document) -> list[dict]:
    changes = doc.get("changes")
    return [one if isinstance(one, dict) else {} for one in changes] if isinstance(changes, list) else []


def _check_change(doc: Document, path: tuple, change: dict[str, Any]) -> None:
    """A lever that exists, a value it can take, and a coverage it can have."""
    lever = change.get("lever")
    here = check_lever(doc, (*path, "lever"), lever)
    if here is None:
        return
    for key in ("to", "from"):
        if isinstance(change.get(key), (int, float, str)):
            _check_value(doc, (*path, key), change[key], here)
    numeric = here.kind in ("share", "number", "whole", "dist")
    for key in ("times", "add"):
        if change.get(key) is not None and not numeric:
            doc.add((*path, key), f"found {key} on {lever}, which is no number, expected to")
    coverage_of = change.get("coverage_of")
    rows = table_rows(lever)
    if coverage_of == "cases" and here.kind != "share":
        doc.mismatch(
            (*path, "coverage_of"), "cases", f"{rows or 'nothing'}: {lever} is no share from 0 to 1"
        )
    elif isinstance(coverage_of, str) and coverage_of not in ("cases", rows):
        allowed = [one for one in (rows, "cases" if here.kind == "share" else None) if one]
        doc.mismatch(
            (*path, "coverage_of"), coverage_of, " or ".join(allowed) or "no coverage_of for this lever"
        )


def _check_value(doc: Document, path: tuple, value: Any, here: shape.Shape) -> None:
    """A value that the lever can take."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    good = {"choice": value in here.choices, "flag": isinstance(value, bool), "text": _opens(value)}
    if not good.get(here.kind, number and here.holds(value)):
        expected = 'opening times like "08:30-17:00"' if here.kind == "text" else here.wanted(value)
        doc.mismatch(path, value, expected, here.choices)


def _opens(value: Any) -> bool:
    try:
        return isinstance(value, str) and spans(value) is not None
    except ValueError:
        return False


def _check_sources(doc: Document, library: Library) -> None:
    sources = doc.get("source")
    for index, one in enumerate(sources if isinstance(sources, list) else ()):
        if isinstance(one, dict) and isinstance(one.get("fact"), str):
            check_fact(doc, ("source", index, "fact"), one["fact"], known_facts(library))


def _named(doc: Document, path: Path, library: Library) -> None:
    """A shipped file is called as its first key says, and lies in the folder of its group."""
    if not library.owns(path):
        return
    for key, wanted, what in (("measure", path.stem, "file"), ("group", path.parent.name, "folder")):
        if isinstance(doc.get(key), str) and doc.get(key) != wanted:
            doc.mismatch((key,), doc.get(key), f"the name of its {what}, '{wanted}'")


def _change(model: ChangeFile) -> Change:
    op = next(name for name in OPERATIONS if getattr(model, name) is not None)
    return Change(model.lever, op, getattr(model, op), model.coverage_of or rows_of(model.lever), model.from_)


def _resolved(model: MeasureFile, doc: Document) -> Measure:
    return Measure(
        name=model.measure,
        group=model.group,
        title=words(model.title, model.measure),
        about=words(model.about, "") if model.about else {"en": "", "zh": ""},
        changes=tuple(_change(one) for one in model.changes),
        cost=model.cost.model_dump(),
        expect=dict(model.expect),
        sources=tuple(one.model_dump(exclude_none=True) for one in model.source),
        notes={dotted(path): note for path, note in doc.notes.items()},
        file=doc.file,
        warnings=tuple(one for one in doc.problems if one.severity == "warning"),
    )
