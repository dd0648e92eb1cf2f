"""What is wrong with a scenario file, said so that its author can mend it.

A :class:`Problem` is one sentence about one place: file, line, dotted path, what was found, what was
expected and the nearest valid name. :class:`ScenarioError` carries all problems of a scenario at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

LONGEST_QUOTE = 60
LONGEST_PATH = 200


@dataclass(frozen=True)
class Problem:
    """One thing wrong at one place of a scenario file; ``str(problem)`` is one clear sentence.

    ``severity`` is "error" (the scenario cannot be used) or "warning" (it can, but should be looked at).
    """

    file: str
    line: int
    path: str
    message: str
    found: str = ""
    expected: str = ""
    nearest: str | None = None
    severity: str = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        where = f"{_shortened(self.path)}: " if self.path else ""
        hint = f"; did you mean '{_shortened(self.nearest)}'?" if self.nearest else ""
        return printable(f"{place}: {where}{self.message}{hint}")


def printable(text: str) -> str:
    """Text on one line, in which nothing can steer a terminal: what cannot be printed is spelled out."""
    return text if text.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def _shortened(text: str, most: int = LONGEST_PATH) -> str:
    return text if len(text) <= most else text[:most] + "…"


class ScenarioError(ValueError):
    """A scenario that cannot be used; ``problems`` holds everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = list(problems)
        super().__init__(self.problems)  # what it is made from again, by pickle and by SimPy

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


def quote(value: Any) -> str:
    """A found value as a reader would recognise it: short, quoted if text, described if a collection."""
    if isinstance(value, dict):
        keys = ", ".join(_shortened(str(key), LONGEST_QUOTE) for key in list(value)[:4])
        return f"a mapping with {keys}" if keys else "an empty mapping"
    if isinstance(value, (list, tuple)) and 0 < len(value) <= 4 and not any(map(_collects, value)):
        return f"[{', '.join(map(quote, value))}]"
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value)}" if value else "an empty list"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    text = repr(value) if isinstance(value, str) else str(value)
    return _shortened(text, LONGEST_QUOTE)


def _collects(value: Any) -> bool:
    return isinstance(value, (dict, list, tuple))


def nearest(name: Any, names: Iterable[str]) -> str | None:
    """The valid name most like ``name``, or None when none is close."""
    found = get_close_matches(str(name), sorted(map(str, names)), n=1, cutoff=0.65)
    return found[0] if found else None


def listed(names: Iterable[str], most: int = 8) -> str:
    """Names as a readable list, shortened: ``a, b, c, …``."""
    names = [_shortened(str(name), LONGEST_QUOTE) for name in names]
    return ", ".join(names[:most]) + (", …" if len(names) > most else "") if names else "none"


def dotted(path: Iterable[Any]) -> str:
    """A path as its author writes it: ``items.food_licence.department``."""
    return ".".join(map(str, path))


def errors_of(problems: Iterable[Problem]) -> list[Problem]:
    """Those problems that forbid using the scenario."""
    return [problem for problem in problems if problem.severity == "error"]


def unique(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, in the order met."""
    return list(dict.fromkeys(problems))
