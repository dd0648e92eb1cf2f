"""What a key may hold, read off the models: used for messages, levers, templates and units."""

import operator
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .dists import BUILT_IN, built_in
from .fields import Quantity

_WORDS = {
    "share": "a share from 0 to 1", "number": "a number", "whole": "a whole number", "list": "a list",
    "flag": "true or false", "text": "a text", "day": "a day like 2022-03-01",
    "table": "names with their values", "other": "a value",
}  # fmt: skip
_NUMERIC = ("number", "whole")
_LOW = {"ge": ", {:,g} or more", "gt": ", above {:,g}"}
_HIGH = {"le": ", at most {:,.15g}", "lt": ", below {:,.15g}"}


@dataclass(frozen=True)
class Shape:
    """What one key may hold.

    ``kind``: model (fixed keys), table (free names), list, share, number, whole, dist, choice, flag, text, day
    or other.
    """

    kind: str
    description: str = ""
    unit: str = ""
    model: type[BaseModel] | None = None
    inner: Any = None  # type of a table's or list's members
    choices: tuple[str, ...] = ()
    optional: bool = False
    required: bool = False
    bounds: tuple[tuple[str, float], ...] = ()

    @property
    def keys(self) -> list[str]:
        """The keys a model knows, as files write them."""
        return list(_fields(self.model)) if self.model else []

    def holds(self, value: float, of: Iterable[str] = ("gt", "ge", "lt", "le")) -> bool:
        """Whether a number keeps the bounds (of these kinds)."""
        return all(getattr(operator, name)(value, bound) for name, bound in self.bounds if name in of)

    @property
    def expected(self) -> str:
        """What to write here, in words."""
        if self.kind == "choice":
            return "one of " + ", ".join(self.choices)
        if self.kind == "model":
            return "a mapping with " + ", ".join(self.keys)
        if self.kind == "dist":
            return f"a number{self._measured} or a distribution {{dist: …}}"
        return _WORDS[self.kind] + self._measured + (self._bound(_LOW) if self.kind in _NUMERIC else "")

    def wanted(self, value: Any) -> str:
        """What to write here instead of ``value``: ``expected``, or at most how much if it is too large."""
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if number and value == value and self.kind in _NUMERIC and not self.holds(value, _HIGH):
            return _WORDS[self.kind] + self._measured + self._bound(_HIGH)
        return self.expected

    @property
    def _measured(self) -> str:
        if self.unit in ("", "share") or self.kind not in (*_NUMERIC, "dist"):
            return ""
        return f" of {self.unit}" if self.kind == "whole" else f" in {self.unit}"

    def _bound(self, words: dict[str, str]) -> str:
        return "".join(words[name].format(bound) for name, bound in self.bounds if name in words)


def of_model(model: type[BaseModel]) -> Shape:
    """The shape of a whole file."""
    return Shape("model", model.__doc__ or "", model=model)


def child(shape: Shape, key: str) -> Shape | None:
    """The shape under a key of a model, a table, a list or a distribution; None if there is no such key."""
    if shape.kind == "model":
        return _fields(shape.model).get(key)
    if shape.kind in ("table", "list"):
        return of_type(shape.inner)
    if shape.kind == "dist":
        return parameter(shape, key)
    return None


def at(shape: Shape, path: tuple) -> Shape | None:
    """The shape at a path below ``shape``."""
    for key in path:
        shape = child(shape, key) if shape else None
    return shape


@cache
def _fields(model: type[BaseModel]) -> dict[str, Shape]:
    """The shapes of a model's fields, by the keys files write."""
    return {field.alias or name: _of_field(field) for name, field in model.model_fields.items()}


def of_type(kind: Any, metadata: tuple = (), **details: Any) -> Shape:
    """The shape of a type annotation."""
    if get_origin(kind) is Annotated:
        inner, *more = get_args(kind)
        return of_type(inner, (*metadata, *more), **details)
    quantity = next((one for one in metadata if isinstance(one, Quantity)), None)
    details["bounds"] = _collect(metadata)
    if quantity and get_origin(kind) is Literal:
        return Shape("choice", unit=quantity.unit, choices=tuple(map(str, get_args(kind))), **details)
    if quantity:
        kinds = {"dist": "dist", "share": "share", "number": "whole" if kind is int else "number"}
        if type(None) in get_args(kind):
            details["optional"] = True
        return Shape(kinds[quantity.kind], unit=quantity.unit, **details)
    if get_origin(kind) in (Union, UnionType):
        return _of_union(kind, metadata, details)
    if get_origin(kind) is Literal:
        return Shape("choice", choices=tuple(map(str, get_args(kind))), **details)
    if get_origin(kind) is dict:
        return Shape("table", inner=get_args(kind)[1], **details)
    if get_origin(kind) is list:
        return Shape("list", inner=get_args(kind)[0], **details)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return Shape("model", model=kind, **details)
    return Shape({bool: "flag", str: "text", date: "day"}.get(kind, "other"), **details)


def _of_union(kind: Any, metadata: tuple, details: dict) -> Shape:
    members = [one for one in get_args(kind) if one is not type(None)]
    if len(members) < len(get_args(kind)):
        details["optional"] = True
    # Alternatives of one thing (working days or days) share their keys; the fullest one tells them all.
    shapes = [of_type(one, metadata, **details) for one in members]
    return max(shapes, key=lambda shape: (shape.kind == "table", len(shape.keys)))


def _of_field(field: FieldInfo) -> Shape:
    details = {"description": field.description or "", "required": field.is_required()}
    return of_type(field.annotation, tuple(field.metadata), **details)


def parameter(shape: Shape, key: str, dist: str | None = None) -> Shape | None:
    """A parameter of a distribution (of that name, if given), in the unit of the distribution."""
    for model in [built_in(dist)] if built_in(dist) else BUILT_IN.values():
        field = model.model_fields.get(key)
        if field and key != "dist":
            unit = shape.unit if key in ("mean", "low", "mode", "high", "value", "values") else ""
            return Shape("number", field.description or "", unit, bounds=_collect(tuple(field.metadata)))
    return Shape("number", "parameter of a scipy.stats distribution") if key in ("loc", "scale") else None


def _collect(metadata: tuple) -> tuple[tuple[str, float], ...]:
    found = []
    for one in metadata:
        for part in getattr(one, "metadata", [one]) if isinstance(one, FieldInfo) else [one]:
            for name in ("gt", "ge", "lt", "le"):
                if getattr(part, name, None) is not None:
                    found.append((name, getattr(part, name)))
    return tuple(found)
