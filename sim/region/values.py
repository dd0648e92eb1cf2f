"""What several builders of tables make of values and names of a scenario."""

import hashlib
from collections.abc import Mapping


def uniform_of(what: str, member: str) -> float:
    """A uniform number for a member of something (whom a measure reaches, which bank offers what); a function of the
    names alone."""
    digest = hashlib.sha256(f"{what}|{member}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2.0**64


def as_distribution(value: Mapping | float) -> Mapping:
    """A distribution of the scenario; a plain number is a constant."""
    return value if isinstance(value, Mapping) else {"dist": "constant", "value": value}


def at(tree: Mapping, path: tuple[str, ...]):
    """The value at a path."""
    for key in path:
        tree = tree[key]
    return tree
