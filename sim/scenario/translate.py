"""Turn the findings of the models into sentences of ours."""

import re
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from . import shape
from .dists import built_in
from .document import Document

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


@dataclass(frozen=True)
class _Finding:
    """What a model found wrong: where, of which kind, and what the place may hold."""

    document: Document
    path: tuple
    kind: str
    found: Any
    context: dict[str, Any]
    message: str
    here: shape.Shape | None
    parent: shape.Shape | None

    @property
    def about(self) -> str:
        """The description of the key, in brackets."""
        return f" ({self.here.description})" if self.here and self.here.description else ""


def _report(document: Document, top: shape.Shape, error: dict[str, Any]) -> None:
    path = _path(document, error["loc"])
    if (*path, "value") in document.places and document.reported((*path, "value")):
        return
    here, parent = _shape(document, top, path), shape.at(top, path[:-1]) if path else None
    context = error.get("ctx", {})
    finding = _Finding(document, path, error["type"], error["input"], context, error["msg"], here, parent)
    if path and path[-1] == "[key]":
        _name(finding)
    else:
        _SENTENCES.get(finding.kind, _value)(finding)


def _unknown_key(finding: _Finding) -> None:
    *inside, key = finding.path
    names = _parameters(finding.document, tuple(inside)) or (finding.parent.keys if finding.parent else [])
    finding.document.mismatch(finding.path, key, f"one of {', '.join(names)}", names)


def _missing(finding: _Finding) -> None:
    wanted = finding.here.expected if finding.here else "a value"
    message = f"is missing; expected {wanted}{finding.about}"
    finding.document.add(finding.path, message, found="nothing", expected=wanted)


def _name(finding: _Finding) -> None:
    """A key that is no plain name, or none of the names that may stand there."""
    names = re.findall(r"'([^']+)'", finding.context["expected"]) if finding.kind == "literal_error" else ()
    wanted = f"one of {', '.join(names)}" if names else _PLAIN
    finding.document.mismatch(finding.path[:-1], finding.path[-2], wanted, names)


def _choice(finding: _Finding) -> None:
    """The key that chooses among alternatives names none of them."""
    key, names = finding.message.split(": ")
    if isinstance(finding.found, dict):
        chosen = finding.found.get(key)
        finding.document.mismatch((*finding.path, key), chosen, f"one of {names}", names.split(", "))
    else:
        _value(finding)


def _distribution(finding: _Finding) -> None:
    """An unknown distribution, or an unknown parameter of one of scipy.stats."""
    context = finding.context
    key = "dist" if finding.kind == "dist_name" else context["found"]
    finding.document.mismatch((*finding.path, key), context["found"], context["expected"], context["names"])


def _value(finding: _Finding) -> None:
    """A value of the wrong type, outside its bounds, or none of the choices."""
    here, found = finding.here, finding.found
    if found is None and here and here.kind == "model" and finding.path in finding.document.places:
        _nothing(finding)
        return
    expected = here.wanted(found) if here else "another value"
    if finding.kind == "string_pattern_mismatch":
        expected = _PLAIN
    elif finding.kind.startswith("date"):
        expected = "a day that exists, like 2022-03-01"
    elif finding.kind in _BOUNDS:
        expected += finding.about
    if isinstance(found, dict) and here and here.kind in ("number", "whole", "share"):
        expected += " or {value: …, unit, basis, range, fact, source, note}"
    finding.document.mismatch(finding.path, found, expected, here.choices if here else ())


def _nothing(finding: _Finding) -> None:
    """A key without a value: left empty, or meant to remove something that is not there."""
    document, path = finding.document, finding.path
    layered = next(iter(document.data)) == "region"
    reason = ", and no layer below has it to be removed" if layered else ""
    around = document.get(*path[:-1])
    others = [key for key in around if key != path[-1]] if isinstance(around, dict) else ()
    document.add(
        path,
        f"found nothing{reason}, expected {finding.here.expected}",
        found="nothing",
        expected=finding.here.expected,
        nearest=document.near(path[-1], others),
    )


_SENTENCES = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "choose": _choice,
    "dist_name": _distribution,
    "dist_parameter": _distribution,
    "expected": lambda one: one.document.mismatch(one.path, one.found, one.context["expected"]),
    "sentence": lambda one: one.document.add(one.path, one.message),
    "too_short": lambda one: one.document.mismatch(
        one.path, one.found, f"at least {'one' if one.context['min_length'] == 1 else one.context['min_length']}"
    ),
    "too_long": lambda one: one.document.mismatch(
        one.path, one.found, f"at most {one.context['max_length']:,}"
    ),
}


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
    model = built_in(value.get("dist")) if isinstance(value, dict) else None
    return list(model.model_fields) if model else []


def _keys(value: dict | list) -> Any:
    return value if isinstance(value, dict) else range(len(value))
