"""The JSON schema of scenario files, for editors: made from the models, as lenient as layers need.

In a region every key may be left out (a lower layer has it) or be null (to remove it); measures and studies
stand alone. Wherever a number may stand, so may the number with its provenance.
"""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from . import shape
from .dists import BUILT_IN
from .document import BASES
from .fields import Strict
from .measure_model import MeasureFile, StudyFile
from .region_model import RegionFile

Schema = dict[str, Any]
_SHORT = {"Documents": "total", "FamilyDocuments": "total", "FamilyLimit": "statutory", "Step": "after"}
_DISTS = (*(model.__name__ for model in BUILT_IN.values()), "Other")
_NULL = {"type": "null"}


def json_schema() -> Schema:
    """One JSON schema (draft 2020-12) for regions, measures and studies."""
    definitions = _layered(_definitions(RegionFile)) | _definitions(MeasureFile, StudyFile)
    definitions["Other"]["properties"]["dist"] = {"type": "string", "not": {"enum": list(BUILT_IN)}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Wutong scenario file",
        "oneOf": [{"$ref": f"#/$defs/{model.__name__}"} for model in (RegionFile, MeasureFile, StudyFile)],
        "$defs": dict(sorted(definitions.items())),
    }


def _definitions(*models: type[BaseModel]) -> dict[str, Schema]:
    """The schemas of some models and of all they contain, with units and provenance."""
    _, schema = models_json_schema([(model, "validation") for model in models], by_alias=True)
    known = _models(Strict) | {model.__name__: model for model in BUILT_IN.values()}
    for name, definition in schema["$defs"].items():
        _describe(known.get(name), definition)
        properties = definition.get("properties", {})
        definition["properties"] = {key: _wrapped(inner) for key, inner in properties.items()}
        if name in _DISTS:
            definition["properties"] |= _provenance()
    return schema["$defs"]


def _models(base: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """All models derived from ``base`` by name."""
    found = {model.__name__: model for model in base.__subclasses__()}
    for model in base.__subclasses__():
        found |= _models(model)
    return found


def _describe(model: type[BaseModel] | None, definition: Schema) -> None:
    """Add the unit to what each key means."""
    for key, inner in definition.get("properties", {}).items():
        here = shape.child(shape.of_model(model), key) if model else None
        if here and here.unit and here.unit not in here.description:
            inner["description"] = f"{here.description} ({here.unit})"


def _wrapped(schema: Schema) -> Schema:
    """A number, or ``{value: number, unit, basis, …}``; in the same way in all alternatives and members."""
    if schema.get("type") in ("number", "integer") or isinstance(schema.get("type"), list):
        about = {key: schema.pop(key) for key in ("description", "default", "title") if key in schema}
        return {**about, "anyOf": [schema, _wrapper(schema)]}
    for key in ("anyOf", "oneOf"):
        if key in schema:
            schema["anyOf"] = [_wrapped(one) for one in schema.pop(key)]
    if any(one.get("$ref", "").endswith("/Constant") for one in schema.get("anyOf", ())):
        number = {"type": "number"}
        schema["anyOf"] += [number, _wrapper(number)]
    schema.pop("discriminator", None)
    if "patternProperties" in schema:
        ((pattern, members),) = schema.pop("patternProperties").items()
        schema |= {"propertyNames": {"pattern": pattern}, "additionalProperties": members}
    if "items" in schema:
        schema["items"] = _wrapped(schema["items"])
    if isinstance(schema.get("additionalProperties"), dict):
        schema["additionalProperties"] = _wrapped(schema["additionalProperties"])
    return schema


def _wrapper(number: Schema) -> Schema:
    properties = {"value": number, **_provenance()}
    return {"type": "object", "required": ["value"], "properties": properties, "additionalProperties": False}


def _provenance() -> dict[str, Schema]:
    """The keys that may stand beside a value."""
    text = {"type": "string"}
    pair = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
    basis = {"enum": list(BASES)}
    return {"unit": text, "basis": basis, "range": pair, "fact": text, "source": text, "note": text}


def _layered(definitions: dict[str, Schema]) -> dict[str, Schema]:
    """The same for files that lie over others: nothing is required, anything may be removed."""
    for name, definition in definitions.items():
        if name not in _DISTS:
            definition.pop("required", None)
            definition["properties"] = {k: _removable(one) for k, one in definition["properties"].items()}
    definitions["RegionFile"]["required"] = ["region"]
    for name, key in _SHORT.items():
        definitions[name] = {"anyOf": [definitions[name]["properties"][key], definitions[name]]}
    return definitions


def _removable(schema: Schema) -> Schema:
    """Null, or what it was; a distribution may also be changed in some of its parameters only."""
    about = {key: schema.pop(key) for key in ("description", "default", "title") if key in schema}
    if isinstance(schema.get("additionalProperties"), dict):
        schema["additionalProperties"] = _removable(schema["additionalProperties"])
        schema.pop("minProperties", None)
    options = schema["anyOf"] if list(schema) == ["anyOf"] else [schema]
    if any(one.get("$ref", "").endswith("/Constant") for one in options):
        whole = {"anyOf": [{"required": ["dist"]}, {"required": ["value"]}]}
        options = [*options, {"type": "object", "not": whole}]
    return {**about, "anyOf": [one for one in options if one != _NULL] + [_NULL]}
