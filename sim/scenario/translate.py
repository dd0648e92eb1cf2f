"""Turn the findings of the models into sentences of ours."""

import re
from typing import Any

from pydantic import BaseModel, ValidationError

from . import shape
from .dists import BUILT_IN
from .document import Document
from .problems import nearest

_PLAIN = "a plain name of a-z, 0-9, _ and -"
_BOUNDS = ("greater_than", "greater_than_equal", "less_than", "less_than_equal", "finite_number")


def validated(document: Document, model: type[BaseModel]) -> BaseModel | None:
    """The model of a document, or None after reporting everything that does not fit it."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            _report(document, shape.of_model(model), one)
        return None


def _report(document: Document, top: shape.Shape, error: dict[str, Any]) -> None:
    path = _path(document, error["loc"])
    kind, found, context = error["type"], error["input"], error.get("ctx", {})
    here = _shape(document, top, path)
    if (*path, "value") in document.places and document.reported((*path, "value")):
        return
    if kind == "extra_forbidden":
        parent = shape.at(top, path[:-1])
        names = _parameters(document, path[:-1]) or (parent.keys if parent else [])
        document.mismatch(path, path[-1], f"one of {', '.join(names)}", names)
    elif kind == "missing":
        wanted = here.expected if here else "a value"
        about = f" ({here.description})" if here and here.description else ""
        document.add(path, f"is missing; expected {wanted}{about}", found="nothing", expected=wanted)
    elif path and path[-1] == "[key]":
        names = re.findall(r"'([^']+)'", context["expected"]) if kind == "literal_error" else ()
        wanted = f"one of {', '.join(names)}" if names else _PLAIN
        document.mismatch(path[:-1], path[-2], wanted, names)
    elif kind == "choose":
        key, names = error["msg"].split(": ")
        if isinstance(found, dict):
            document.mismatch((*path, key), found.get(key), f"one of {names}", names.split(", "))
        else:
            document.mismatch(path, found, here.expected if here else f"a mapping with {key}")
    elif kind == "expected":
        document.mismatch(path, found, context["expected"])
    elif kind in ("dist_name", "dist_parameter"):
        key = "dist" if kind == "dist_name" else context["found"]
        document.mismatch((*path, key), context["found"], context["expected"], context["names"])
    elif kind == "sentence":
        document.add(path, error["msg"])
    elif kind == "too_short":
        document.mismatch(path, found, "at least one")
    elif kind == "too_long":
        document.mismatch(path, found, f"at most {context['max_length']:,}")
    else:
        _mismatch(document, path, found, kind, here)


def _mismatch(document: Document, path: tuple, found: Any, kind: str, here: shape.Shape | None) -> None:
    """A value of the wrong type, outside its bounds, or none of the choices."""
    expected = here.wanted(found) if here else "another value"
    if kind == "string_pattern_mismatch":
        expected = _PLAIN
    elif kind.startswith("date"):
        expected = "a day that exists, like 2022-03-01"
    if here and here.description and kind in _BOUNDS:
        expected += f" ({here.description})"
    if found is None and here and here.kind == "model" and path in document.places:
        others = [
            place[-1] for place in document.places if place[:-1] == path[:-1] and place not in ((), path)
        ]
        layers = ", and no layer below has it to be removed" if next(iter(document.data)) == "region" else ""
        document.add(
            path,
            f"found nothing{layers}, expected {expected}",
            found="nothing",
            expected=expected,
            nearest=nearest(path[-1], others),
        )
        return
    names = here.choices if here else ()
    if isinstance(found, dict) and here and here.kind in ("number", "whole", "share"):
        expected += " or {value: …, unit, basis, range, fact, source, note}"
    document.mismatch(path, found, expected, names)


def _path(document: Document, loc: tuple) -> tuple:
    """The path of an error, without the tags of alternatives."""
    path: tuple = ()
    for key in loc:
        known = (*path, key) in document.places
        if isinstance(key, str) and not known and ":" in key:
            continue
        path = (*path, key)
    return path


def _shape(document: Document, top: shape.Shape, path: tuple) -> shape.Shape | None:
    """What the path may hold; a parameter of a distribution as that distribution has it."""
    parent = shape.at(top, path[:-1]) if path else None
    if parent and parent.kind == "dist":
        return shape.parameter(parent, path[-1], document.rows(*path[:-1]).get("dist", "constant"))
    return shape.at(top, path)


def _parameters(document: Document, path: tuple) -> list[str]:
    """The parameters of the distribution at a path, if there is one."""
    value: Any = document.data
    for key in path:
        value = value[key] if isinstance(value, (dict, list)) and key in _keys(value) else None
    model = BUILT_IN.get(value.get("dist", "")) if isinstance(value, dict) else None
    return list(model.model_fields) if model else []


def _keys(value: dict | list) -> Any:
    return value if isinstance(value, dict) else range(len(value))
