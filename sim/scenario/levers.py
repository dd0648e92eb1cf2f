"""Levers: which values of a region a measure may change, named by a path with ``*`` and ``[a, b]``.

A lever may be any number under ``TABLES``, and the choices ``discipline`` and ``hours``, but for what makes a
region the one it is (``_FIXED``). One that ends at a distribution means its size: the mean, or whatever else
carries its unit, so that ``times: 0.8`` shortens it by a fifth.
"""

import re
from typing import Any

from pydantic import BaseModel

from . import shape
from .document import Document
from .economy_model import Economy, Entry, Exit, FirmSector, FirmSize, Investment, Permit, Premises
from .inspection_model import Area, Body, Incidents, Inspections, Perception
from .item_model import Family, FamilyDocuments, FamilyLimit, FamilyPlainWait, FamilyWait, Item, WorkingWait
from .lending_model import Bank, Borrowers, Compensation, InterestSubsidy, Lending, Platform, Product, Scoring
from .library import is_name
from .office_model import Department, Hall, Windows
from .problems import Problem, ScenarioError, dotted, listed, nearest, quote
from .procedure_model import Procedure, Stage
from .region import SHAPE

TABLES = ("halls", "departments", "items", "families", "procedures", "complaints", "behaviour", "inspections",
          "standings", "economy", "lending")  # fmt: skip
ROWS = {("halls",): "halls", ("departments",): "departments", ("items",): "items", ("families",): "items",
        ("procedures",): "procedures", ("inspections", "bodies"): "bodies",
        ("lending", "banks"): "banks", ("lending", "products"): "products"}  # fmt: skip
"""What partial coverage is a share of, by the table whose rows it reaches."""
_SIZES = ("mean", "low", "mode", "high", "value")
_SCIPY_SIZES = ("loc", "scale")
_FIXED: dict[type[BaseModel], tuple[str, ...]] = {
    Hall: ("title", "district"),
    Windows: ("dedicated",),
    Department: ("title",),
    Item: ("title", "department", "merge_into", "allows"),
    WorkingWait: ("unit", "stops_clock", "steps"),
    Family: ("title", "count", "departments", "sectors", "mean_statutory", "popularity", "allows", "demand"),
    FamilyLimit: ("statutory",),
    FamilyDocuments: ("total",),
    FamilyWait: ("share",),
    FamilyPlainWait: ("share",),
    Procedure: ("title", "route", "demand", "closes"),
    Stage: ("title",),
    Inspections: ("hours", "team"),
    Area: ("title", "sectors", "spell", "complaints"),
    Incidents: ("rate", "serious"),
    Body: ("title", "department", "area", "items", "plans_per_year"),
    Perception: ("neighbourhood",),
    Economy: ("shocks", "idle", "quality"),
    FirmSize: ("staff", "most_staff", "productivity", "wage", "cash", "taxpayer", "conversion", "small"),
    FirmSector: ("productivity", "wage", "margin", "rent", "utilities", "volatility", "season", "chain", "customers",
                 "government", "intensity", "research"),
    Permit: ("procedure",),
    Premises: ("state",),
    Investment: ("growth", "decay"),
    Exit: ("stopping", "procedure", "simple_procedure"),
    Entry: ("days", "satisfaction", "credit", "most", "memory", "capital"),
    Lending: ("prime_rate", "registration"),
    Bank: ("title", "share", "other_assets", "local"),
    Product: ("title", "security", "months", "schedule", "registered", "subsidised", "sizes", "sectors"),
    Platform: ("title", "sizes"),
    Borrowers: ("indebted", "debt", "property", "property_value", "ip", "ip_value", "reluctance", "believed",
                "dearest"),
    Scoring: ("base",),
    Compensation: ("sizes",),
    InterestSubsidy: ("sizes",),
}  # fmt: skip
"""Keys that are part of what a region is, or that are drawn when it is built, and therefore no levers."""
NO_MATCH = "matches no value of the region"
Pattern = tuple[str | tuple[str, ...], ...]


class LeverError(ValueError):
    """A lever that cannot be meant; ``nearest`` is the name that may have been."""

    def __init__(self, message: str, near: str | None = None):
        super().__init__(message)
        self.nearest = near


def parse(lever: str) -> Pattern:
    """The segments of a lever: a name, ``*``, or a tuple of names."""
    segments = re.split(r"\.(?![^\[]*\])", lever.strip())
    parsed: list[str | tuple[str, ...]] = []
    for segment in segments:
        text = segment.strip()
        if text.startswith("[") and text.endswith("]"):
            names = tuple(one.strip() for one in text[1:-1].split(","))
            if not all(map(is_name, names)):
                raise LeverError(f"found {quote(text)}, expected names like [a, b]")
            parsed.append(names)
        elif text == "*" or is_name(text):
            parsed.append(text)
        else:
            raise LeverError(f"found {quote(text)} in the lever {quote(lever)}, expected a name, * or [a, b]")
    return tuple(parsed)


def lever_shape(pattern: Pattern) -> shape.Shape:
    """What the lever changes, judged from the models alone; raises LeverError if no region can have it."""
    branches: list[tuple[shape.Shape, tuple[str, ...]]] = [(SHAPE, ())]
    for segment in pattern:
        names = segment if isinstance(segment, tuple) else (segment,)
        branches = [found for here, walked in branches for found in _below(here, names, walked)]
        if len({(here.kind, here.unit) for here, _ in branches}) > 1:
            raise LeverError(f"found values of different kinds, {', '.join(names)}, expected one kind")
    here, walked = branches[0]
    if here.kind in ("model", "table", "list", "text", "day", "other") and not _opening(pattern):
        keys = f", expected one of its values: {', '.join(_changeable(here))}" if here.keys else ""
        raise LeverError(f"found {quote(dotted(walked))}, which is no single value{keys}")
    return here


def _below(
    here: shape.Shape, names: tuple[str, ...], walked: tuple[str, ...]
) -> list[tuple[shape.Shape, tuple[str, ...]]]:
    """What stands under some keys; the rows of a table are all alike."""
    for name in names:
        _allowed(here, name, walked)
    return [
        (shape.child(here, name), (*walked, name)) for name in (names[:1] if here.kind == "table" else names)
    ]


def _allowed(here: shape.Shape, name: str, walked: tuple[str, ...]) -> None:
    """Refuse keys that do not exist, and those that are part of what a region is rather than levers."""
    if not walked and name not in TABLES:
        if name in here.keys:
            raise LeverError(f"found {quote(name)}, which measures cannot change")
        near = nearest(name, TABLES)
        raise LeverError(f"found {quote(name)} at the beginning, expected one of {', '.join(TABLES)}", near)
    if not walked or here.kind == "table":
        return
    if here.kind not in ("model", "dist"):
        raise LeverError(f"found {quote(name)} after {dotted(walked)}, which is a single value")
    keys = _changeable(here)
    wanted = f"expected one of {', '.join(keys)}"
    if shape.child(here, name) is None:
        raise LeverError(f"found {quote(name)} after {dotted(walked)}, {wanted}", nearest(name, keys))
    if name not in keys and (here.kind == "model" or name == "values"):
        raise LeverError(f"found {quote(name)}, which measures cannot change, {wanted}")


def _changeable(here: shape.Shape) -> list[str]:
    """The keys of a model that measures may change, or those of a distribution."""
    if not here.model:
        return [*_SIZES, "cv"]
    fixed = {key for model in here.model.__mro__ for key in _FIXED.get(model, ())}
    return [key for key in here.keys if key not in fixed]


def _opening(pattern: Pattern) -> bool:
    return len(pattern) >= 2 and pattern[-2] == "hours"


def kind_of_lever(lever: str) -> str:
    """ "share", "number" or "choice"; raises ScenarioError if no region can have such a lever."""
    try:
        return _kind(parse(lever))
    except LeverError as error:
        raise ScenarioError([_as_problem(lever, error)]) from None


def _kind(pattern: Pattern) -> str:
    kinds = {"share": "share", "choice": "choice", "flag": "choice", "text": "choice"}
    return kinds.get(lever_shape(pattern).kind, "number")


def rows_of(lever: str) -> str | None:
    """What a partial coverage of the lever is a share of, by default; None if its table has no rows."""
    return table_rows(lever) or ("cases" if kind_of_lever(lever) == "share" else None)


def table_rows(lever: str) -> str | None:
    """What the rows of the lever's table are called; None if it has none."""
    return ROWS.get(_table([_one_name(segment) for segment in parse(lever)]))


def row_of(path: tuple[str, ...]) -> str:
    """The row that a value belongs to, which partial coverage reaches as a whole: ``inspections.bodies.fire``."""
    table = _table(path)
    return dotted(path[: len(table) + 1 if table in ROWS else 2])


def _table(path: Any) -> tuple:
    """The table of rows in which a path begins, or its first key."""
    return next((tuple(path[:length]) for length in (1, 2) if tuple(path[:length]) in ROWS), tuple(path[:1]))


def _one_name(segment: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """``[a]`` is ``a``."""
    return segment[0] if isinstance(segment, tuple) and len(segment) == 1 else segment


def match_lever(tree: dict[str, Any], lever: str) -> list[tuple[str, ...]]:
    """Paths of the values of ``tree`` (a ``Region.tree``) that a lever changes.

    Rows that do not have the value (no outside wait, a sector not inspected) are passed over by ``*``; a name
    must exist, after ``*`` somewhere. Raises ScenarioError when nothing matches, with the nearest name.
    """
    try:
        pattern = parse(lever)
        lever_shape(pattern)
        found = [leaf for path, value in _walk(tree, pattern) for leaf in _sizes(path, value)]
        if not found:
            raise LeverError(NO_MATCH)
        return list(dict.fromkeys(found))
    except LeverError as error:
        raise ScenarioError([_as_problem(lever, error)]) from None


def _as_problem(lever: str, error: LeverError) -> Problem:
    return Problem("", 0, lever, str(error), lever, nearest=error.nearest)


def _walk(tree: Any, pattern: Pattern) -> list[tuple[tuple, Any]]:
    """Paths and values below ``tree`` that match a pattern."""
    reached: list[tuple[tuple, Any]] = [((), tree)]
    starred = False
    for segment in pattern:
        starred = starred or segment == "*"
        if segment == "*":
            reached = [((*path, key), value[key]) for path, value in reached for key in value]
        else:
            reached = _named(reached, segment if isinstance(segment, tuple) else (segment,), starred)
        reached = [(path, value) for path, value in reached if value is not None]
    return reached


def _named(reached: list[tuple[tuple, Any]], keys: tuple[str, ...], starred: bool) -> list[tuple[tuple, Any]]:
    """What stands under some names; every one must be there, after a star at one of the places at least."""
    hits, missing = [], {}
    for path, value in reached:
        for key in keys:
            name = _parameter(value, key)
            if name in value:
                hits.append(((*path, name), value[name]))
            elif "dist" not in value:
                missing.setdefault(key, (path, value))
    if starred:
        found = {path[-1] for path, _ in hits}
        missing = {key: place for key, place in missing.items() if key not in found}
    for key, (path, value) in missing.items():
        where = f" in {dotted(path)}" if path else ""
        raise LeverError(f"found {quote(key)}, expected a name{where} ({listed(value)})", nearest(key, value))
    return hits


def _parameter(value: Any, key: str) -> str:
    """The mean of a constant is its value."""
    return "value" if key == "mean" and isinstance(value, dict) and value.get("dist") == "constant" else key


def _sizes(path: tuple, value: Any) -> list[tuple[str, ...]]:
    """A value, or those parameters of a distribution that make it larger or smaller."""
    if not isinstance(value, dict):
        return [path]
    names = (
        _SIZES
        if value["dist"] in ("lognorm", "gamma", "expon", "uniform", "triangular", "beta", "constant")
        else (_SCIPY_SIZES)
    )
    sizes = [(*path, name) for name in names if name in value]
    if not sizes:
        raise LeverError(
            f"found {dotted(path)}, a distribution {value['dist']} without mean or scale, "
            "expected one that can be made larger or smaller"
        )
    return sizes


def value_at(tree: Any, path: tuple[str, ...]) -> Any:
    """The value at a path of a tree."""
    for key in path:
        tree = tree[key]
    return tree


def check_lever(doc: Document, path: tuple, lever: Any) -> shape.Shape | None:
    """Report a lever that no region can have; its shape otherwise."""
    if not isinstance(lever, str):
        return None
    try:
        return lever_shape(parse(lever))
    except LeverError as error:
        doc.add(path, str(error), found=lever, nearest=error.nearest)
        return None
