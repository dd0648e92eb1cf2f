"""A commented region file to start from: the base's numbers that are most often changed, ready to edit."""

from typing import Any

from . import shape
from .levers import value_at
from .library import is_name
from .problems import Problem, ScenarioError, quote
from .region import SHAPE, Region, leaves, load_region

_COLUMN = 36  # where comments begin
_NAMING = ("procedure", "simple_procedure", "conversion", "registration")
"""Keys of the economy and of lending that name a procedure."""

_HEAD = """\
# {name}: a region of your own, laid over {base}.
#
# Everything not written here is as in {base}; to see it all: wutong show {base}
# The numbers below are those of {base}: change the ones you know better, delete the other lines,
# then: wutong check FILE
# A number may say where it comes from and how sure it is:
#   enterprises: {{value: 60_000, basis: assumed, range: [40_000, 90_000], note: firms met in a year}}
# basis is one of fact (with fact: its id in facts.yaml), literature (with source:), fitted, assumed.

region: {name}
extends: {base}
title: {{en: "{title}", zh: "{title}"}}
"""

_TAIL = """\
# More that can be changed; take the first '#' of the lines away to use them.
#
#calendar:
#  hours: {{weekdays: "{weekdays}", saturday: "{saturday}"}}  # local times; "" is closed
#items:
#  {item}:
#    effort: {{dist: lognorm, mean: {effort}, cv: 0.8}}  # {effort_about}, minutes
#    limit: {{statutory: {statutory}, promised: {promised}}}  # working days
#    online: {online}  # {online_about}
"""

_WITHOUT = """\
#procedures:
#  {procedure}: null  # takes the procedure {procedure} out
"""


def new_region(name: str, base: str) -> str:
    """The text of a region file called ``name`` that extends ``base``; it passes ``check`` as it stands.

    Raises ScenarioError if the base has problems, or if the name is no plain name or the base's own.
    """
    region = load_region(base)
    if not is_name(name) or name == region.name:
        wanted = "a plain name of a-z, 0-9, _ and -, other than that of the base"
        raise ScenarioError([Problem("", 0, "", f"found {quote(name)}, expected {wanted}", name, wanted)])
    title = name.replace("_", " ").replace("-", " ").title()
    parts = [_HEAD.format(name=name, base=region.name, title=title), *_sections(region), _tail(region)]
    return "\n".join(parts)


def _sections(region: Region) -> list[str]:
    tree = region.tree
    population = [("population", "enterprises"), ("population", "entry_rate")]
    halls = [("halls", hall, *key) for hall in tree["halls"]
             for key in (("windows", "total"), ("self_service",), ("guides",), ("helpers",))]  # fmt: skip
    departments = [("departments", name, "reviewers") for name in tree["departments"]]
    sections = [population, halls, departments, [("complaints", "staff")]]
    if tree["inspections"]:
        bodies = [("inspections", "bodies", name, "inspectors") for name in tree["inspections"]["bodies"]]
        sections.append([("inspections", "frequency"), *bodies])
    if tree["economy"]:
        sectors = [("economy", "sectors", name, key) for name in tree["economy"]["sectors"]
                   for key in ("productivity", "wage", "margin")]  # fmt: skip
        sections.append([*sectors, ("economy", "idle")])
    if tree["lending"]:
        sections.append([("lending", "banks", name, key) for name in tree["lending"]["banks"]
                         for key in ("share", "officers", "capital")])  # fmt: skip
    return [_section(tree, paths) for paths in sections]


def _section(tree: dict[str, Any], paths: list[tuple[str, ...]]) -> str:
    """The values at some paths of one table as nested YAML, each with what it means."""
    lines: list[str] = []
    open_keys: tuple[str, ...] = ()
    for path in paths:
        same = next(
            (i for i, (a, b) in enumerate(zip(open_keys, path, strict=False)) if a != b), len(open_keys)
        )
        for depth in range(min(same, len(path) - 1), len(path) - 1):
            lines.append("  " * depth + path[depth] + ":" + _heading(tree, path[: depth + 1]))
        open_keys = path[:-1]
        text = "  " * (len(path) - 1) + f"{path[-1]}: {number(value_at(tree, path))}"
        lines.append(f"{text:<{_COLUMN}}  # {_about(path)}")
    return "\n".join(lines) + "\n"


def _heading(tree: dict[str, Any], path: tuple[str, ...]) -> str:
    """The title of a row, as a comment."""
    title = value_at(tree, path).get("title")
    return f"  # {title['en']}" if title else ""


def _about(path: tuple[str, ...]) -> str:
    here = shape.at(SHAPE, path)
    unit = f" ({here.unit})" if here.unit and here.unit not in here.description else ""
    return here.description + unit


def number(value: float | None) -> str:
    """A number as a scenario file writes it: 60_000, 0.18, null."""
    if value is None:
        return "null"
    whole = isinstance(value, int) or value.is_integer() and abs(value) >= 10_000
    return f"{int(value):_}" if whole else f"{value:.10g}"


def _tail(region: Region) -> str:
    tree = region.tree
    item = next(iter(tree["items"]))
    row = tree["items"][item]
    tail = _TAIL.format(
        weekdays=tree["calendar"]["hours"]["weekdays"],
        saturday=tree["calendar"]["hours"]["saturday"],
        item=item,
        effort=number(row["effort"].get("mean", 30)),
        effort_about=_about(("items", item, "effort")).removesuffix(" (minutes)"),
        statutory=number(row["limit"]["statutory"]),
        promised=number(row["limit"]["promised"]),
        online=number(row["online"]),
        online_about=_about(("items", item, "online")),
    )
    spare = [name for name in tree["procedures"] if not _needed(tree, name)]
    return tail + (_WITHOUT.format(procedure=spare[-1]) if spare else "")


def _needed(tree: dict[str, Any], procedure: str) -> bool:
    """Whether the economy or lending cannot do without a procedure."""
    parts = leaves({part: tree[part] for part in ("economy", "lending")})
    if tree["economy"] and tree["procedures"][procedure]["demand"]["by"] == "founders":
        return True
    return any(value == procedure for path, value in parts.items() if path[-1] in _NAMING)
