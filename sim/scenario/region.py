"""Regions: from a name or file to a checked, fully resolved tree of values."""

from copy import deepcopy
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any

from . import shape
from .checks_region import check_region
from .document import Document, Note, document
from .layers import stack
from .library import Library, locate
from .problems import Problem, ScenarioError, dotted, errors_of
from .provenance import check_notes
from .region_model import RegionFile
from .translate import validated

HEADER = ("region", "extends", "layer", "title", "about")
SHAPE = shape.of_model(RegionFile)


@dataclass(frozen=True)
class Region:
    """A region, all layers resolved and all defaults filled in.

    ``tree`` holds plain values in the units of the keys; a distribution is ``{"dist": name, **parameters}``.
    ``notes`` tells for the dotted path of every value where it comes from. ``layers`` are the names of the
    files it was laid together from, base first.
    """

    name: str
    title: dict[str, str]
    about: dict[str, str]
    tree: dict[str, Any]
    notes: dict[str, Note]
    layers: list[str]
    file: str = ""
    warnings: tuple[Problem, ...] = field(default=())


def load_region(name_or_path: str | PathLike) -> Region:
    """Load a region by its name in the library, or by the path of its file.

    Raises ScenarioError with every problem of the file and its layers.
    """
    path, library = locate("region", name_or_path)
    region, problems = build_region(path, library)
    if region is None:
        raise ScenarioError(errors_of(problems) or [_only_a_layer(path, library)])
    return region


def _only_a_layer(path: Path, library: Library) -> Problem:
    message = "is only a layer for others to extend (layer: true), not a whole region"
    return Problem(library.shown(path), 0, "", message, "a layer", "a region")


def build_region(path: Path, library: Library) -> tuple[Region | None, list[Problem]]:
    """The region of a file (None if it cannot be used) and everything to say about it."""
    try:
        doc, layers, removed = _read(path, library)
    except ScenarioError as error:
        return None, error.problems
    model = validated(doc, RegionFile)
    check_region(doc, removed)
    check_notes(doc, SHAPE, library)
    _named(doc, path, library)
    if doc.get("layer") is True:
        return None, _of_layer(doc)
    if model is None or errors_of(doc.problems):
        return None, doc.problems
    return _resolved(model, doc, layers), doc.problems


def is_layer(path: Path, library: Library) -> bool:
    """Whether a readable region file says it is only a layer for others."""
    from .reader import read

    try:
        node, _ = read(path, library.shown(path))
    except ScenarioError:
        return False
    layer = node.value.get("layer")
    return layer is not None and layer.value is True


def _read(path: Path, library: Library) -> tuple[Document, list[str], dict]:
    found = stack(path, library)
    return document(found.node, found.problems), found.layers, found.removed


def _of_layer(doc: Document) -> list[Problem]:
    """The problems of a layer: whatever it holds must be right, but it may leave things out."""
    left_out = [one for one in doc.problems if one.message.startswith("is missing;")]
    return [one for one in doc.problems if one not in left_out]


def _named(doc: Document, path: Path, library: Library) -> None:
    """A shipped file is called as its first key says."""
    name = doc.get("region")
    if isinstance(name, str) and library.owns(path) and name != path.stem:
        doc.mismatch(("region",), name, f"the name of its file, '{path.stem}'")


def _resolved(model: RegionFile, doc: Document, layers: list[str]) -> Region:
    tree = model.model_dump(exclude=set(HEADER), by_alias=True)
    notes = {dotted(path): note for path, note in doc.notes.items() if path and path[0] not in HEADER}
    _fill_hours(tree, notes)
    _fill_stages(tree)
    _fill_titles(tree, "")
    for path in leaves(tree):
        notes.setdefault(dotted(path), Note())
    warnings = tuple(one for one in doc.problems if one.severity == "warning")
    about = words(model.about, "") if model.about else {"en": "", "zh": ""}
    return Region(
        model.region, words(model.title, model.region), about, tree, notes, layers, doc.file, warnings
    )


def _fill_hours(tree: dict, notes: dict[str, Note]) -> None:
    """Places without hours of their own keep those of the calendar."""
    for table in ("halls", "departments"):
        for name, row in tree[table].items():
            for day, times in tree["calendar"]["hours"].items():
                if row["hours"][day] is None:
                    row["hours"][day] = times
                    notes[f"{table}.{name}.hours.{day}"] = notes.get(f"calendar.hours.{day}", Note())


def _fill_stages(tree: dict) -> None:
    """In a procedure of one stage every item is in it."""
    for procedure in tree["procedures"].values():
        for step in procedure["route"].values():
            step["stage"] = step["stage"] or next(iter(procedure["stages"]))


def _fill_titles(value: Any, name: str) -> None:
    """Rows without a title are called by their name; titles without Chinese keep the English."""
    if isinstance(value, list):
        for number, inner in enumerate(value, 1):
            _fill_titles(inner, f"{name} {number}")
    if not isinstance(value, dict):
        return
    for key, inner in value.items():
        if key == "title":
            value[key] = words(inner, name)
        else:
            _fill_titles(inner, key)


def words(text: Any, name: str) -> dict[str, str]:
    """A title in both languages, made from the name where there is none."""
    given = text if isinstance(text, dict) else text.model_dump() if text else {}
    english = given.get("en") or name.replace("_", " ").replace("-", " ").capitalize()
    return {"en": english, "zh": given.get("zh") or english}


def leaves(tree: Any, path: tuple = ()) -> dict[tuple[Any, ...], Any]:
    """Every value of a resolved tree by path; a distribution or a list of names is one value, titles are none."""
    listed = isinstance(tree, list) and tree and not isinstance(tree[0], str)
    if not (listed or isinstance(tree, dict)) or "dist" in tree:
        return {path: deepcopy(tree)}
    found: dict[tuple[Any, ...], Any] = {}
    for key, inner in enumerate(tree) if listed else tree.items():
        if key != "title":
            found |= leaves(inner, (*path, key))
    return found
