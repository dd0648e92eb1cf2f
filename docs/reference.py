"""Fills the tables of keys, levers and shipped measures in the documentation from the models and the scenario files.

    python docs/reference.py            writes them
    python docs/reference.py --check    says which page is not current (exit status 1)

A table stands between two comments, ``<!-- NAME: made by docs/reference.py -->`` and
``<!-- end of NAME -->``; whatever else a page says is left as it is.
"""

import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from sim.scenario import ScenarioError, list_names, load_measure, load_region, match_lever, value_at
from sim.scenario.dists import BUILT_IN
from sim.scenario.fields import Duration, Text
from sim.scenario.levers import TABLES, LeverError, lever_shape, rows_of
from sim.scenario.measure_model import OUTCOMES, MeasureFile, StudyFile
from sim.scenario.region_model import RegionFile
from sim.scenario.shape import Shape, child, of_model

HERE = Path(__file__).parent
REGION = "jilin_city"  # whose values are tried to see what can change while a region runs; it has all tables
KINDS = {
    "share": "share",
    "number": "number",
    "whole": "whole number",
    "dist": "distribution",
    "flag": "true or false",
    "text": "text",
    "list": "list",
    "model": "keys below",
    "table": "names, each with a value or keys below",
    "other": "value",
}
SPECIAL = {Text: "`{en, zh}`", date: "date"}
LEVER_KINDS = {"text": "opening times", "flag": "true or false", "dist": "distribution"}
BOUNDS = {"ge": "at least", "gt": "above", "le": "at most", "lt": "below"}
MANY = 1e8  # bounds from here on only catch slips of the pen
OUTCOME_ID = "id of an [outcome](results.md#outcomes)"

Row = tuple[str, ...]


def main(arguments: list[str]) -> int:
    """Write the tables, or only look whether they are current."""
    old = {page: text for page, text in pages().items() if page.read_text(encoding="utf-8") != text}
    for page, text in old.items():
        if "--check" in arguments:
            print(f"docs/{page.name} is not current: run python docs/reference.py", file=sys.stderr)
        else:
            page.write_text(text, encoding="utf-8", newline="\n")
    return 1 if old and "--check" in arguments else 0


def pages() -> dict[Path, str]:
    """The pages that hold tables, as they should be."""
    blocks = {
        HERE / "scenarios.md": {
            "region keys": keys_of(RegionFile),
            "measure keys": keys_of(MeasureFile),
            "study keys": keys_of(StudyFile),
            "distributions": distributions(),
        },
        HERE / "measures.md": {"levers": levers(), "measures": measures()},
    }
    return {page: _page(page, tables) for page, tables in blocks.items()}


def _page(page: Path, tables: dict[str, str]) -> str:
    text = page.read_text(encoding="utf-8")
    for name, made in tables.items():
        text = filled(text, name, "reference", made)
    return text


def filled(text: str, name: str, maker: str, block: str) -> str:
    """The text of a page with another block between the two comments of this name."""
    begin, end = f"<!-- {name}: made by docs/{maker}.py -->", f"<!-- end of {name} -->"
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"the comments around {name} are missing")
    return f"{before}{begin}\n\n{block}\n\n{end}{after}"


# ------------------------------------------------------------------------------------------------ keys


def keys_of(model: type[BaseModel]) -> str:
    """A table for a file and for each thing within it, in the order in which they are written."""
    alike: dict[tuple, list[str]] = {}
    for path, models in _sections(model):
        alike.setdefault(tuple(models), []).append(path)
    return "\n\n".join(_section(paths, models) for models, paths in alike.items())


def _sections(model: type[BaseModel]) -> Iterator[tuple[str, list[type[BaseModel]]]]:
    """Paths and the models (alternatives of each other) of what may stand there; depth first."""
    pending: list[tuple[str, list[type[BaseModel]]]] = [("", [model])]
    while pending:
        path, models = pending.pop(0)
        yield path, models
        inner: dict[str, list] = {}
        for one in models:
            for name, field in one.model_fields.items():
                below, members = _inside(field.annotation)
                key = ".".join(filter(None, (path, field.alias or name, below)))
                known = inner.setdefault(key, [])
                known += [member for member in members if member not in known]
        pending = [(key, members) for key, members in inner.items() if members] + pending


def _inside(annotation: Any) -> tuple[str, list[type[BaseModel]]]:
    """The models within a type, and what stands for the name of a row ("NAME") or for its place in a list."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _inside(arguments[0])
    if origin is dict:
        return "NAME", _inside(arguments[1])[1]
    if origin is list:
        return "", _inside(arguments[0])[1]
    if origin in (Union, UnionType):
        found = [_inside(one) for one in arguments]
        return next((below for below, _ in found if below), ""), [one for _, some in found for one in some]
    plain = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return "", [annotation] if plain and annotation not in _DISTS and annotation is not Text else []


_DISTS = set(BUILT_IN["constant"].__bases__[0].__subclasses__())


def _section(paths: list[str], models: tuple[type[BaseModel], ...]) -> str:
    rows: dict[str, Row] = {}
    for model in models:
        for name, field in model.model_fields.items():
            key = field.alias or name
            row = _row(key, child(of_model(model), key), field, _condition(models, model, key))
            rows[key] = _either(rows[key], row) if key in rows else row
    named = paths != [""]
    heading = f"#### {', '.join(f'`{path}`' for path in paths)}\n\n" if named else ""
    about = models[0].__doc__.strip().splitlines()[0] + "\n\n" if named else ""
    made = table(("key", "what", "value", "unit", "default"), list(rows.values()))
    return f"{heading}{about}{made}"


def _condition(models: tuple[type[BaseModel], ...], model: type[BaseModel], key: str) -> str:
    """Of alternatives that do not all know a key: the one to which it belongs."""
    if all(_knows(one, key) for one in models):
        return ""
    chosen = next(iter(model.model_fields))
    return f" (only with `{chosen}: {get_args(model.model_fields[chosen].annotation)[0]}`)"


def _knows(model: type[BaseModel], key: str) -> bool:
    return any(key == (field.alias or name) for name, field in model.model_fields.items())


def _row(key: str, shape: Shape, field: Any, condition: str) -> Row:
    unit = "" if shape.unit == "share" else shape.unit
    return f"`{key}`", shape.description + condition, _holds(shape, field), unit, _default(field)


def _holds(shape: Shape, field: Any) -> str:
    if special := next((words for kind, words in SPECIAL.items() if kind in _types(field.annotation)), ""):
        return special
    if Duration.__metadata__[0] in field.metadata:
        return 'duration: `"60 days"`'
    if shape.kind == "choice":
        return OUTCOME_ID if shape.choices == OUTCOMES else ", ".join(f"`{choice}`" for choice in shape.choices)
    if shape.kind == "share":
        return "share, above 0, at most 1" if ("gt", 0) in shape.bounds else "share, 0 to 1"
    bounds = [f"{BOUNDS[name]} {limit:,.10g}" for name, limit in shape.bounds if abs(limit) < MANY]
    if shape.kind == "list" and _inside(field.annotation)[1]:
        return "list, keys below"
    return ", ".join([KINDS[shape.kind], *bounds]) if shape.kind in ("number", "whole") else KINDS[shape.kind]


def _types(annotation: Any) -> tuple:
    """A type, or the members of a union."""
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def _default(field: Any) -> str:
    if field.is_required():
        return "**required**"
    value = field.default
    if isinstance(value, BaseModel):
        plain = value.model_dump()
        return f"`{plain['value']:g}`" if set(plain) == {"dist", "value"} else ""
    if value is None or value in ({}, [], ()):
        return "none"
    if isinstance(value, dict):
        return "one, `" + ", ".join(value) + "`"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value:g}`" if isinstance(value, int | float) else f"`{value}`" if value else '`""`'


def _either(one: Row, other: Row) -> Row:
    """The same key of two alternatives: what differs is joined."""
    return tuple(a if a == b else " or ".join(filter(None, (a, b))) for a, b in zip(one, other, strict=True))


def distributions() -> str:
    """The distributions that have a name of their own here."""
    rows = []
    for name, model in BUILT_IN.items():
        keys = [f"`{key}`: {field.description}" for key, field in model.model_fields.items() if key != "dist"]
        rows.append((f"`{name}`", model.__doc__.strip(), "; ".join(keys)))
    return table(("dist", "what", "keys"), rows)


# ---------------------------------------------------------------------------------------------- levers


def levers() -> str:
    """Every lever that can change while a region runs; then those that files know but worlds do not."""
    taken = _Trial()
    rows, refused = [], []
    for lever in _paths(of_model(RegionFile), ()):
        if taken(lever):
            rows.append(_lever_row(lever))
        else:
            refused.append(f"`{lever}`")
    made = table(("lever", "what", "kind", "unit", "partly in force over"), rows)
    if not refused:
        return made
    fixed = "Fixed while a region runs (a study that changes them stops with an error)"
    return f"{made}\n\n{fixed}: {', '.join(refused)}."


def _lever_row(lever: str) -> Row:
    path = tuple(lever.split("."))
    shape = lever_shape(path)
    what = shape.description or _of_table(path[:-1])
    unit = "" if shape.unit == "share" else shape.unit
    kind = " / ".join(f"`{one}`" for one in shape.choices) or LEVER_KINDS.get(shape.kind) or KINDS[shape.kind]
    rows = rows_of(lever)
    over = [rows] if rows else []
    if shape.kind == "share" and rows != "cases":
        over.append("cases")
    return f"`{lever}`", what, kind, unit, " or ".join(over) or "–"


def _of_table(path: tuple[str, ...]) -> str:
    """What a table holds, for values that have no words of their own."""
    shape = of_model(RegionFile)
    for key in path:
        shape = child(shape, key)
    return shape.description


def _paths(shape: Shape, path: tuple[str, ...]) -> Iterator[str]:
    """All levers below a shape, rows as ``*``."""
    if path and shape.kind not in ("model", "table"):
        yield ".".join(path)
        return
    keys = ("*",) if shape.kind == "table" else TABLES if not path else shape.keys
    for key in keys:
        here = (*path, key)
        try:
            lever_shape(here)
        except LeverError as error:
            if "no single value" not in str(error):
                continue
        yield from _paths(child(shape, key), here)


class _Trial:
    """Says whether a world takes a lever while it runs, by writing the value that is there already."""

    def __init__(self):
        from sim.region import Region

        self._tree = load_region(REGION).tree
        self._region = Region(load_region(REGION), start=date(2022, 1, 3), days=1, scale=0.01)

    def __call__(self, lever: str) -> bool:
        for path in match_lever(self._tree, lever)[:1]:
            count = self._tree["families"][path[1]]["count"] if path[0] == "families" else 1
            try:
                self._region.writer.write(path, [value_at(self._tree, path)] * count)
            except ScenarioError:
                return False
        return True


def measures() -> str:
    """The shipped measures by group, each with what its file says of it."""
    shipped = [load_measure(name) for name in list_names("measures")]
    rows = [(one.group, f"`{one.name}`", one.title["en"], one.about["en"]) for one in shipped]
    return table(("group", "measure", "title", "what it does"), sorted(rows))


def table(heads: Row, rows: list[Row]) -> str:
    """A table in Markdown."""
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join("| " + " | ".join(re.sub(r"\|", r"\\|", cell) for cell in line) + " |" for line in lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
