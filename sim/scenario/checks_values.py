"""What the checks of scenario files share: reading a number, looking up a name."""

import math
from typing import Any

from .document import Document


def number(value: Any, default: float = math.nan) -> float:
    """A plain value if it is a number, else the default."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else default


def refers(doc: Document, path: tuple, name: Any, table: tuple, what: str, removed: dict) -> bool:
    """Report a name that no row of the table has; says so if a layer removed it."""
    rows = doc.rows(*table)
    if not isinstance(name, str) or name in rows or not rows:
        return isinstance(name, str) and name in rows
    gone = removed.get((*table, name))
    if gone is None:
        doc.unknown(path, name, f"the name of {what}", rows)
    else:
        message = f"found '{name}', which {gone.file}:{gone.line} removes; expected the name of {what}"
        doc.add(path, message, found=name, expected=f"the name of {what}")
    return False


def entries(doc: Document, *path: Any) -> list[Any]:
    """The list at a path; empty where there is none."""
    value = doc.get(*path)
    return value if isinstance(value, list) else []


def some_weight(doc: Document, path: tuple) -> None:
    """Report a table of weights that are all 0."""
    weights = doc.rows(*path).values()
    if weights and not sum(number(one, 1) for one in weights) > 0:
        doc.add(path, "found no weight above 0, expected at least one")
