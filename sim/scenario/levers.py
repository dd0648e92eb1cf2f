"""Levers: which values of a region a measure may change, named by a path with ``*`` and ``[a, b]``.

A lever may be any number under halls, departments, items, families, complaints, behaviour and the stages and
priority of procedures, and the choices ``discipline`` and ``hours``. One that ends at a distribution means
its size: the mean, or whatever else carries its unit, so that ``times: 0.8`` shortens it by a fifth.
"""

import re
from typing import Any

from . import shape
from .document import Document
from .library import is_name
from .problems import Problem, ScenarioError, dotted, listed, nearest, quote
from .region import SHAPE

TABLES = ("halls", "departments", "items", "families", "procedures", "complaints", "behaviour")
ROWS = {"halls": "halls", "departments": "departments", "items": "items", "families": "items",
        "procedures": "procedures"}  # fmt: skip
_SIZES = ("mean", "low", "mode", "high", "value")
_SCIPY_SIZES = ("loc", "scale")
_NOT_LEVERS = frozenset(
    "title district department departments merge_into allows demand sectors count mean_statutory popularity "
    "route dedicated dist unit values closes steps stops_clock".split()
)
_DRAWN_ONCE = frozenset({("limit", "statutory"), ("documents", "total"), ("outside_wait", "share")})
"""What the items of a family are drawn from when a region is built."""
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
    here, walked = SHAPE, []
    for index, segment in enumerate(pattern):
        names = segment if isinstance(segment, tuple) else (segment,)
        for name in names:
            _allowed(here, name, walked, index)
        found = [shape.child(here, name) for name in names]
        if len({(one.kind, one.unit) for one in found}) > 1:
            raise LeverError(f"found values of different kinds, {', '.join(names)}, expected one kind")
        here, walked = found[0], [*walked, names[0]]
    if here.kind in ("model", "table", "list", "text", "other") and not _opening(pattern):
        names = [key for key in here.keys if key not in _NOT_LEVERS]
        keys = f", expected one of its values: {', '.join(names)}" if names else ""
        raise LeverError(f"found {quote(dotted(walked))}, which is no single value{keys}")
    return here


def _allowed(here: shape.Shape, name: str, walked: list, index: int) -> None:
    """Refuse keys that do not exist, and those that are part of what a region is rather than levers."""
    if index == 0 and name in here.keys and name not in TABLES:
        raise LeverError(f"found {quote(name)}, which measures cannot change")
    if index == 0 and name not in TABLES:
        near = nearest(name, TABLES)
        raise LeverError(f"found {quote(name)} at the beginning, expected one of {', '.join(TABLES)}", near)
    if index == 0 or here.kind == "table":
        return
    if here.kind not in ("model", "dist"):
        raise LeverError(f"found {quote(name)} after {dotted(walked)}, which is a single value")
    keys = [key for key in here.keys if key not in _NOT_LEVERS] or [*_SIZES, "cv"]
    wanted = f"expected one of {', '.join(keys)}"
    if shape.child(here, name) is None:
        raise LeverError(f"found {quote(name)} after {dotted(walked)}, {wanted}", nearest(name, keys))
    drawn = walked[0] == "families" and (walked[-1], name) in _DRAWN_ONCE
    if name in _NOT_LEVERS or drawn:
        raise LeverError(f"found {quote(name)}, which measures cannot change, {wanted}")


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
    first = lever.split(".")[0].strip()
    return ROWS.get(first) or ("cases" if kind_of_lever(lever) == "share" else None)


def match_lever(tree: dict[str, Any], lever: str) -> list[tuple[str, ...]]:
    """Paths of the values of ``tree`` (a ``Region.tree``) that a lever changes.

    Rows that do not have the value (no outside wait, nothing promised) are passed over by ``*``; a name must
    exist. Raises ScenarioError when nothing matches, with the nearest name.
    """
    try:
        pattern = parse(lever)
        lever_shape(pattern)
        found = [leaf for path, value in _walk(tree, pattern, ()) for leaf in _sizes(path, value)]
        if not found:
            raise LeverError(NO_MATCH)
        return list(dict.fromkeys(found))
    except LeverError as error:
        raise ScenarioError([_as_problem(lever, error)]) from None


def _as_problem(lever: str, error: LeverError) -> Problem:
    return Problem("", 0, lever, str(error), lever, nearest=error.nearest)


def _walk(value: Any, pattern: Pattern, path: tuple) -> list[tuple[tuple, Any]]:
    """Paths and values that match the rest of a pattern below ``value``."""
    if not pattern:
        return [(path, value)] if value is not None else []
    if value is None:
        return []
    segment, rest = pattern[0], pattern[1:]
    if segment == "*":
        return [hit for key in value for hit in _walk(value[key], rest, (*path, key))]
    hits = []
    for key in segment if isinstance(segment, tuple) else (segment,):
        name = _parameter(value, key)
        if name in value:
            hits += _walk(value[name], rest, (*path, name))
        elif "dist" not in value:
            where = f" in {dotted(path)}" if path else ""
            raise LeverError(
                f"found {quote(key)}, expected a name{where} ({listed(value)})", nearest(key, value)
            )
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
