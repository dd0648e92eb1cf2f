"""Where numbers come from: checks of their annotations, and a list of them by basis."""

import math
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from . import shape
from .dists import average
from .document import BASES, Document, Note
from .library import Library
from .problems import ScenarioError, dotted
from .reader import Node, read

_TIME = {
    "minute": "minutes", "min": "minutes", "hour": "hours", "working day": "working days",
    "workday": "working days", "day": "days", "week": "weeks", "month": "months", "year": "years",
}  # fmt: skip
_DIMENSIONS = {*_TIME.values(), "yuan", "share", "%", "percent"}


@dataclass(frozen=True)
class Source:
    """A row of the provenance list. ``basis`` is "unstated" where the author gave none."""

    basis: str
    path: str
    value: Any
    unit: str
    range: tuple[float, float] | None
    fact: str | None
    source: str | None
    note: str | None
    origin: str


def check_notes(doc: Document, top: shape.Shape, library: Library) -> None:
    """Check every annotation of a document: unit, range, basis, fact."""
    facts = None
    for path, note in doc.notes.items():
        here = shape.at(top, path)
        if note.unit:
            _unit(doc, path, note.unit, here)
        if note.range:
            _range(doc, path, note.range)
        if note.basis in ("fact", "fitted") and not note.fact:
            doc.add(
                path,
                f"has the basis {note.basis} but names no fact; expected fact: with its id",
                expected="fact: with its id",
            )
        if note.basis == "literature" and not (note.source or note.fact):
            doc.add(
                path,
                "has the basis literature but names no source; expected source: or fact:",
                expected="source: or fact:",
            )
        if note.fact:
            facts = facts if facts is not None else known_facts(library)
            check_fact(doc, (*path, "fact"), note.fact, facts)


def check_fact(doc: Document, path: tuple, fact: str, facts: dict[str, Any]) -> None:
    """Report a fact that scenarios/facts.yaml does not list."""
    if fact not in facts:
        doc.mismatch(path, fact, "the id of a fact in facts.yaml", facts)


def known_facts(library: Library) -> dict[str, dict]:
    """Facts by id, from the facts.yaml of each folder of the library."""
    found: dict[str, dict] = {}
    for root in reversed(library.roots):
        path = root / "facts.yaml"
        if path.is_file():
            found |= _facts(path, path.stat().st_mtime_ns)
    return found


@cache
def _facts(path: Path, _changed: int) -> dict[str, dict]:
    try:
        node, _ = read(path, path.name)
    except ScenarioError:
        return {}
    plain = _bare(node)
    return plain["facts"] if isinstance(plain.get("facts"), dict) else plain


def _bare(node: Node) -> Any:
    if isinstance(node.value, list):
        return [_bare(one) for one in node.value]
    return {k: _bare(v) for k, v in node.value.items()} if node.is_mapping else node.value


def _unit(doc: Document, path: tuple, unit: str, here: shape.Shape | None) -> None:
    """A stated unit must measure the same thing as the key's own."""
    if here is None or not here.unit:
        return
    stated, own = _head(unit), _head(here.unit)
    if stated in _DIMENSIONS and stated != own:
        doc.mismatch((*path, "unit"), unit, here.unit)


def _head(unit: str) -> str:
    """What a unit measures first: "minutes per document" and "min" both measure minutes."""
    first = re.split(r"\s+(?:per|of|in|one|at)\s+|/", unit.strip().lower())[0].strip()
    return _TIME.get(first.removesuffix("s"), first)


def _range(doc: Document, path: tuple, limits: tuple[float, float]) -> None:
    """A value lies inside the range its author gives for it."""
    value: Any = doc.data
    for key in path:
        value = value[key]
    if isinstance(value, dict):
        value = _mean(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return
    if not limits[0] <= value <= limits[1]:
        doc.mismatch(path, value, f"a value inside its own range [{limits[0]:g}, {limits[1]:g}]")


def _mean(dist: dict) -> float | None:
    try:
        return average(dist) if "dist" in dist else None
    except ValueError:
        return None


def sources(
    values: dict[tuple, Any], notes: dict[str, Note], top: shape.Shape, prefix: str = ""
) -> list[Source]:
    """The provenance of the values at some paths; ``prefix`` goes before each path."""
    rows = []
    for path, value in values.items():
        note, here = notes.get(dotted(path), Note()), shape.at(top, path)
        unit = note.unit or (here.unit if here else "")
        basis = note.basis or ("default" if note.file == "default" else "unstated")
        about = (note.range, note.fact, note.source, note.note, note.origin)
        rows.append(Source(basis, prefix + dotted(path), value, unit, *about))
    return rows


def in_order(rows: list[Source]) -> list[Source]:
    """Rows by basis: facts first, then literature, fitted, assumed, unstated, defaults."""
    order = (*BASES, "unstated", "default")
    return sorted(rows, key=lambda row: order.index(row.basis))
