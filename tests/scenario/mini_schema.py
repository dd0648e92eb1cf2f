"""As much of a JSON-schema validator as our own schema needs, to test it without another package."""

import re
from datetime import date
from typing import Any

_TYPES = {
    "object": dict, "array": list, "string": str, "boolean": bool, "null": type(None),
    "number": (int, float), "integer": int,
}  # fmt: skip
IGNORED = {"$schema", "title", "description", "default", "$defs", "format"}


def fits(value: Any, schema: dict, root: dict) -> bool:
    """Whether the value satisfies the schema; fails loudly on keywords it does not know."""
    if isinstance(value, date):
        value = value.isoformat()
    return all(_keyword(key, rule, value, schema, root) for key, rule in schema.items() if key not in IGNORED)


def _keyword(key: str, rule: Any, value: Any, schema: dict, root: dict) -> bool:
    if key == "$ref":
        return fits(value, root["$defs"][rule.removeprefix("#/$defs/")], root)
    if key == "anyOf":
        return any(fits(value, one, root) for one in rule)
    if key == "oneOf":
        return sum(fits(value, one, root) for one in rule) == 1
    if key == "not":
        return not fits(value, rule, root)
    if key == "type":
        return any(_is(value, one) for one in ([rule] if isinstance(rule, str) else rule))
    if key in ("enum", "const"):
        return value in (rule if key == "enum" else [rule])
    for name, kind, test in _BOUNDS:
        if key == name:
            return not _is(value, kind) or bool(test(value, rule))
    if key == "items":
        return not isinstance(value, list) or all(fits(one, rule, root) for one in value)
    return not isinstance(value, dict) or _object(key, rule, value, schema, root)


_BOUNDS = (
    ("minItems", "array", lambda value, rule: len(value) >= rule),
    ("maxItems", "array", lambda value, rule: len(value) <= rule),
    ("minProperties", "object", lambda value, rule: len(value) >= rule),
    ("maxProperties", "object", lambda value, rule: len(value) <= rule),
    ("pattern", "string", lambda value, rule: re.search(rule, value)),
    ("minLength", "string", lambda value, rule: len(value) >= rule),
    ("maxLength", "string", lambda value, rule: len(value) <= rule),
    ("minimum", "number", lambda value, rule: value >= rule),
    ("maximum", "number", lambda value, rule: value <= rule),
    ("exclusiveMinimum", "number", lambda value, rule: value > rule),
    ("exclusiveMaximum", "number", lambda value, rule: value < rule),
)


def _is(value: Any, name: str) -> bool:
    return isinstance(value, _TYPES[name]) and (name == "boolean" or not isinstance(value, bool))


def _object(key: str, rule: Any, value: dict, schema: dict, root: dict) -> bool:
    if key == "properties":
        return all(fits(value[name], one, root) for name, one in rule.items() if name in value)
    if key == "required":
        return all(name in value for name in rule)
    if key == "propertyNames":
        return all(fits(name, rule, root) for name in value)
    if key == "additionalProperties":
        others = [one for name, one in value.items() if name not in schema.get("properties", {})]
        return not others if rule is False else rule is True or all(fits(one, rule, root) for one in others)
    raise NotImplementedError(key)
