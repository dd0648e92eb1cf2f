"""Layers: a region that extends another lays its own keys over it.

Replacing is by key, deeply; ``key: null`` removes. What is one thing is replaced as one thing: a number
with its provenance, a distribution. Every node keeps the file and line of the layer it came from.
"""

from dataclasses import dataclass
from pathlib import Path

from .library import Library, is_name
from .problems import Problem, ScenarioError, listed, nearest, quote
from .reader import Node, kind_of, read

MOST_LAYERS = 12
ANNOTATIONS = ("unit", "basis", "range", "fact", "source", "note")
_STALE = ("basis", "range", "fact", "source", "note")


@dataclass
class Stack:
    """The merged nodes of all layers, their names from the base up, and what was wrong on the way."""

    node: Node
    layers: list[str]
    files: list[Path]
    problems: list[Problem]
    removed: dict[tuple[str, ...], Node]


def stack(path: Path, library: Library) -> Stack:
    """Read a region file and everything it extends, merged into one tree of nodes."""
    chain, problems = _chain(path, library)
    removed: dict[tuple[str, ...], Node] = {}
    merged = expand(chain[0][1])
    for _, node in chain[1:]:
        own = {key: one for key, one in merged.value.items() if key not in ("layer", "extends")}
        merged = _merge(Node(own, merged.file, merged.line), expand(node), (), removed)
    names = [node.value["region"].value for _, node in chain]
    return Stack(merged, names, [file for file, _ in chain], problems, removed)


def _chain(path: Path, library: Library) -> tuple[list[tuple[Path, Node]], list[Problem]]:
    """The file and its bases, base first."""
    chain: list[tuple[Path, Node]] = []
    problems: list[Problem] = []
    while True:
        node, found = read(path, library.shown(path))
        problems += found
        kind = kind_of(node, ("region", "measure", "study"))
        if kind != "region":
            message = f"found a {kind}, expected a region"
            raise ScenarioError([*problems, Problem(node.file, node.line, "", message, kind, "region")])
        chain.insert(0, (path, node))
        extends = node.value.get("extends")
        if extends is None or extends.value is None:
            return chain, problems
        path = _base(extends, path, chain, library, problems)


def _base(extends: Node, path: Path, chain, library: Library, problems: list[Problem]) -> Path:
    """The file a layer extends; raises ScenarioError when there is none, or when it comes round again."""

    def fail(message: str, near: str | None = None):
        found = Problem(extends.file, extends.line, "extends", message, str(extends.value), nearest=near)
        raise ScenarioError([*problems, found])

    name = extends.value
    if not is_name(name):
        fail(f"found {quote(name)}, expected the plain name of a region in the scenario folders, no path")
    base = library.find("region", name, but=path)
    if base is None and library.find("region", name) == path:
        fail(f"makes a cycle: {name} extends itself")
    if base is None:
        names = library.names("region")
        near = nearest(name, names)
        fail(
            f"found {quote(name)}, expected the name of a region" + ("" if near else f" ({listed(names)})"),
            near,
        )
    if base in [file for file, _ in chain]:
        names = [node.value["region"].value for _, node in reversed(chain)]
        fail(f"makes a cycle: {' extends '.join(map(str, [*names, name]))}")
    if len(chain) >= MOST_LAYERS:
        fail(f"is layer {MOST_LAYERS + 1}; expected at most {MOST_LAYERS}")
    return base


def _merge(base: Node, top: Node, path: tuple[str, ...], removed: dict) -> Node:
    """``top`` laid over ``base``."""
    if not (base.is_mapping and top.is_mapping) or _is_one_thing(top):
        return top
    keep = {k: v for k, v in base.value.items() if not (k in _STALE and _is_one_thing(base))}
    for key, node in top.value.items():
        here = (*path, key)
        if node.value is None and key in keep:
            del keep[key]
            removed[here] = node
        else:
            keep[key] = _merge(keep[key], node, here, removed) if key in keep else node
            removed.pop(here, None)
    return Node(keep, top.file, top.line)


def _is_one_thing(node: Node) -> bool:
    """A distribution or a number with its provenance."""
    return node.is_mapping and ("dist" in node.value or "value" in node.value)


def expand(layer: Node) -> Node:
    """A layer with the short forms spelled out, so that layers meet in the same shape."""
    for item in _rows(layer, "items"):
        _under(item, "documents", "total")
    for family in _rows(layer, "families"):
        _under(family, "documents", "total")
        _under(family, "limit", "statutory")
    for procedure in _rows(layer, "procedures"):
        route = procedure.value.get("route")
        if route is not None and route.is_mapping:
            for step in list(route.value):
                _under(route, step, "after")
    return layer


def _rows(layer: Node, table: str) -> list[Node]:
    node = layer.value.get(table)
    return [row for row in node.value.values() if row.is_mapping] if node and node.is_mapping else []


def _under(parent: Node, key: str, name: str) -> None:
    """Turn ``key: X`` into ``key: {name: X}`` where X is a value rather than a mapping of several keys."""
    node = parent.value.get(key)
    if node is None or node.value is None or (node.is_mapping and not _is_one_thing(node)):
        return
    parent.value[key] = Node({name: node}, node.file, node.line)
