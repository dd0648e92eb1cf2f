"""A scenario file as plain values, with a note of where every one of them came from."""

from dataclasses import dataclass, field, replace
from typing import Any

from .layers import ANNOTATIONS
from .problems import Problem, dotted, listed, nearest, quote
from .reader import Node

MOST_HINTS = 200  # problems of a file up to which the nearest name is looked for, which takes time
BASES = ("fact", "literature", "fitted", "assumed")
_WRAPPER = ("value", *ANNOTATIONS)
Path = tuple[Any, ...]


@dataclass(frozen=True)
class Note:
    """Where a value comes from. ``file`` is "default" for the default of a key left out."""

    basis: str | None = None
    range: tuple[float, float] | None = None
    fact: str | None = None
    source: str | None = None
    unit: str | None = None
    note: str | None = None
    file: str = "default"
    line: int = 0

    @property
    def annotated(self) -> bool:
        """Whether the author said anything about the value."""
        return any((self.basis, self.range, self.fact, self.source, self.note))

    @property
    def origin(self) -> str:
        """``scenarios/regions/x.yaml:14``, or ``default``."""
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass
class Document:
    """Plain values of a file (layers merged, provenance taken off), with places, notes and problems."""

    file: str
    data: dict[str, Any] = field(default_factory=dict)
    places: dict[Path, tuple[str, int]] = field(default_factory=dict)
    notes: dict[Path, Note] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self):
        self._reported = {problem.path for problem in self.problems}

    def place(self, path: Path) -> tuple[str, int]:
        """File and line of a path, or of the nearest thing around it."""
        path = tuple(path)
        while path not in self.places:
            path = path[:-1]
        return self.places[path]

    def add(self, path: Path, message: str, **details: Any) -> None:
        """Report a problem at a path."""
        file, line = self.place(path)
        self.problems.append(Problem(file, line, dotted(path), message, **details))
        self._reported.add(dotted(path))

    def near(self, name: Any, names: Any) -> str | None:
        """The valid name most like ``name``; not looked for any more once a file has very many problems."""
        return nearest(name, names) if len(self.problems) < MOST_HINTS else None

    def warn(self, path: Path, message: str) -> None:
        """Report something that works but that its author should look at."""
        self.add(path, message, severity="warning")

    def mismatch(self, path: Path, found: Any, expected: str, names: Any = ()) -> None:
        """Report that one thing was found where another was expected, with the nearest of ``names``."""
        near = self.near(found, names) if isinstance(found, str) else None
        message = f"found {quote(found)}, expected {expected}"
        self.add(path, message, found=str(found), expected=expected, nearest=near)

    def reported(self, path: Path) -> bool:
        """Whether a problem was reported at this very path."""
        return dotted(path) in self._reported

    def unknown(self, path: Path, name: str, expected: str, names: Any) -> None:
        """Report a name that is none of ``names``; they are listed when none is near."""
        near = self.near(name, names)
        self.mismatch(path, name, expected if near else f"{expected} ({listed(names)})", names)

    def get(self, *path: Any) -> Any:
        """The plain value at a path; None where there is none."""
        value: Any = self.data
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def rows(self, *path: Any) -> dict[str, Any]:
        """The mapping at a path; empty where there is none."""
        value = self.get(*path)
        return value if isinstance(value, dict) else {}


def document(node: Node, problems: list[Problem]) -> Document:
    """Take the provenance off a tree of nodes, and remember it."""
    made = Document(node.file, problems=list(problems))
    made.places[()] = (node.file, node.line)
    made.data = {key: _strip(one, (key,), made) for key, one in node.value.items()}
    return made


def _strip(node: Node, path: Path, into: Document) -> Any:
    into.places[path] = (node.file, node.line)
    if isinstance(node.value, list):
        return [_strip(one, (*path, i), into) for i, one in enumerate(node.value)]
    if not node.is_mapping:
        into.notes[path] = Note(file=node.file, line=node.line)
        return node.value
    if "dist" in node.value:
        into.notes[path] = _note(node, path, into)
        return {k: _strip(v, (*path, k), into) for k, v in node.value.items() if k not in ANNOTATIONS}
    if "value" in node.value:
        return _wrapped(node, path, into)
    return {key: _strip(one, (*path, key), into) for key, one in node.value.items()}


def _wrapped(node: Node, path: Path, into: Document) -> Any:
    """The value inside ``{value, unit, basis, …}``."""
    for key, inner in node.value.items():
        if key not in _WRAPPER:
            into.places[(*path, key)] = (inner.file, inner.line)
            into.mismatch((*path, key), key, f"one of {', '.join(_WRAPPER)}", _WRAPPER)
    value = _strip(node.value["value"], path, into)
    into.places[path] = (node.file, node.line)
    into.notes[path] = _note(node, path, into)
    if isinstance(value, (dict, list)):
        into.places[(*path, "value")] = into.places[path]
        into.mismatch((*path, "value"), value, "a single value")
    return value


def _note(node: Node, path: Path, into: Document) -> Note:
    """The annotations of a value, each checked for shape."""
    note = Note(file=node.file, line=node.line)
    for key in ANNOTATIONS:
        inner = node.value.get(key)
        if inner is None or inner.value is None:
            continue
        into.places[(*path, key)] = (inner.file, inner.line)
        if key == "range":
            note = replace(note, range=_range(inner, (*path, key), into))
        elif not isinstance(inner.value, str) or not inner.value.strip():
            into.mismatch((*path, key), inner.value, "a text")
        elif key == "basis" and inner.value not in BASES:
            into.mismatch((*path, key), inner.value, f"one of {', '.join(BASES)}", BASES)
        else:
            note = replace(note, **{key: inner.value})
    return note


def _range(node: Node, path: Path, into: Document) -> tuple[float, float] | None:
    ends = [one.value for one in node.value] if isinstance(node.value, list) else []
    numbers = [one for one in ends if isinstance(one, (int, float)) and not isinstance(one, bool)]
    if len(ends) != 2 or len(numbers) != 2 or not numbers[0] <= numbers[1]:
        into.mismatch(path, ends or node.value, "[lowest, highest]")
        return None
    return float(numbers[0]), float(numbers[1])
