"""Strict and safe reading of one YAML file into nodes that remember file and line.

Only the parser's events are used: no Python object is ever built from a tag. Of YAML the plain parts are
read: mappings, lists, text, whole and decimal numbers (underscores allowed), true/false, null and ISO
dates. ``yes``, ``on`` and ``08:30`` stay text, as an author means them.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from .problems import Problem, ScenarioError, nearest, quote

LARGEST_FILE = 1_000_000  # bytes
DEEPEST = 24  # nested levels
MOST_ALIASES = 1000  # uses of *alias in a file
MOST_NODES = 200_000  # values of a file, aliases spelled out

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*(_[0-9]+)*)")
_DECIMAL = re.compile(r"[-+]?([0-9]+(_[0-9]+)*)?(\.[0-9]*)?([eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")  # what no page can hold
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_STANDARD_TAGS = {None, "!"}
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Node:
    """A value of a scenario file: a dict or list of nodes, or a scalar, with where it was written."""

    value: Any
    file: str
    line: int

    def at(self, line: int) -> "Node":
        """The same value, introduced at another line (of its key, or of an alias)."""
        return Node(self.value, self.file, line)

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.value, dict)


def read(path: Path, shown: str) -> tuple[Node, list[Problem]]:
    """Read the file at ``path``, called ``shown`` in messages; raise ScenarioError if it is not YAML at all.

    Problems that leave the rest readable (a key written twice) are returned.
    """
    text = _text(path, shown)
    reader = _Reader(shown)
    try:
        for event in yaml.parse(text, Loader=_PARSER):
            reader.take(event)
    except yaml.YAMLError as error:
        line, reason = _reason(error, text)
        reader.fail(line, f"is not readable as YAML: {reason}")
    return reader.result(), reader.problems


def _reason(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """Line and words of a syntax error."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return 1, str(error).splitlines()[0]
    lines = text.splitlines()
    if mark.line < len(lines) and "\t" in lines[mark.line][: mark.column + 1]:
        return mark.line + 1, "found a tab, expected spaces"
    return mark.line + 1, error.problem or error.context


def _text(path: Path, shown: str) -> str:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            message = f"found {size:,} bytes, expected at most {LARGEST_FILE:,}"
            raise ScenarioError([Problem(shown, 0, "", message, f"{size} bytes", f"at most {LARGEST_FILE}")])
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ScenarioError([Problem(shown, line, "", "is not text in UTF-8")]) from None
    except OSError as error:
        raise ScenarioError([Problem(shown, 0, "", f"cannot be read: {error.strerror}")]) from None


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not been read yet."""

    node: Node
    anchor: str | None
    first: int  # number of nodes before it
    key: str | None = None
    key_line: int = 0
    skip: bool = False


class _Reader:
    """Builds nodes from parser events, iteratively, so that no input can exhaust the stack."""

    def __init__(self, file: str):
        self.file = file
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.open: list[_Open] = []
        self.anchors: dict[str, tuple[Node, int]] = {}
        self.nodes = self.aliases = self.documents = 0

    def fail(self, line: int, message: str, path: str = ""):
        raise ScenarioError([*self.problems, Problem(self.file, line, path, message)])

    def note(self, line: int, message: str, **details):
        self.problems.append(Problem(self.file, line, self._path(), message, **details))

    def result(self) -> Node:
        if self.root is None or self.root.value is None:
            self.fail(1, "is empty; expected a region, a measure or a study")
        if not self.root.is_mapping:
            self.fail(self.root.line, f"found {quote(self.root.value)}, expected keys with values")
        return self.root

    def take(self, event):
        """One parser event: start or end of a collection, a scalar, an alias."""
        if isinstance(event, yaml.ScalarEvent):
            self._tag(event)
            self._scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._tag(event)
            self._start(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._end()
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.fail(event.start_mark.line + 1, "holds a second document ('---'); expected one per file")

    def _tag(self, event):
        if event.tag not in _STANDARD_TAGS:
            line = event.start_mark.line + 1
            self.fail(line, f"found the tag {quote(event.tag)}; tags are not allowed", self._path())

    def _scalar(self, event):
        line = event.start_mark.line + 1
        if control := _CONTROL.search(event.value):
            self.fail(line, f"found the control character U+{ord(control[0]):04X}, expected plain text", self._path())
        if self._takes_key():
            self._key(event.value, line)
            return
        value = event.value if event.style else self._resolve(event.value)
        self._count(1, line)
        node = Node(value, self.file, line)
        if event.anchor:
            self.anchors[event.anchor] = (node, 1)
        self._attach(node)

    def _start(self, event):
        line = event.start_mark.line + 1
        if self._takes_key():
            self.fail(line, "found a collection as a key, expected a name", self._path())
        if len(self.open) >= DEEPEST:
            self.fail(line, f"is nested more than {DEEPEST} levels deep", self._path().split(".")[0])
        self._count(1, line)
        value = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.open.append(_Open(Node(value, self.file, line), event.anchor, self.nodes - 1))

    def _end(self):
        done = self.open.pop()
        if done.anchor:
            self.anchors[done.anchor] = (done.node, self.nodes - done.first)
        self._attach(done.node)

    def _alias(self, event):
        line = event.start_mark.line + 1
        self.aliases += 1
        if self.aliases > MOST_ALIASES:
            self.fail(line, f"uses aliases (*{event.anchor}) more than {MOST_ALIASES} times", self._path())
        if self._takes_key():
            self.fail(line, "found an alias as a key, expected a name", self._path())
        if event.anchor not in self.anchors:
            self.fail(line, f"found the alias *{event.anchor}, expected one defined before it", self._path())
        node, size = self.anchors[event.anchor]
        self._count(size, line)
        self._attach(node.at(line))

    def _count(self, nodes: int, line: int):
        self.nodes += nodes
        if self.nodes > MOST_NODES:
            self.fail(line, f"holds more than {MOST_NODES:,} values once its aliases are spelled out")

    def _takes_key(self) -> bool:
        return bool(self.open) and self.open[-1].node.is_mapping and self.open[-1].key is None

    def _key(self, key: str, line: int):
        inside = self.open[-1]
        if key == "<<":
            self.fail(line, "merge keys ('<<') are not allowed; use extends", self._path())
        inside.key, inside.key_line, inside.skip = key, line, key in inside.node.value
        if inside.skip:
            first = inside.node.value[key].line
            self.note(line, f"is written twice in the same place (first on line {first})", found=key)

    def _attach(self, node: Node):
        if not self.open:
            self.root = node
            return
        inside = self.open[-1]
        if not inside.node.is_mapping:
            inside.node.value.append(node)
            return
        if not inside.skip:
            inside.node.value[inside.key] = node.at(inside.key_line)
        inside.key = None

    def _path(self) -> str:
        parts = []
        for level in self.open:
            if level.node.is_mapping:
                parts += [level.key] if level.key is not None else []
            else:
                parts.append(str(len(level.node.value)))
        return ".".join(parts)

    def _resolve(self, text: str) -> Any:
        """The value of an unquoted scalar."""
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            return int(text.replace("_", "")) if len(text) < 40 else float(text.replace("_", ""))
        if _DECIMAL.fullmatch(text) and any(c.isdigit() for c in text) and not text.isdigit():
            return self._decimal(text)
        if _SPECIAL.fullmatch(text):
            return float(text.replace(".", "", 1))
        if _DATE.fullmatch(text):
            return self._date(text)
        return text

    @staticmethod
    def _date(text: str) -> date | str:
        """A day; one that does not exist stays text, to be refused as one where a day is expected."""
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text

    @staticmethod
    def _decimal(text: str) -> float | str:
        try:
            return float(text)
        except ValueError:
            return text


def kind_of(node: Node, kinds: tuple[str, ...]) -> str:
    """Which kind of file this is: its first key. Raises ScenarioError if that is none of ``kinds``."""
    first = next(iter(node.value), "")
    if first not in kinds:
        message = f"found {quote(first)} as the first key, expected one of {', '.join(kinds)}"
        line = node.value[first].line if first in node.value else node.line
        raise ScenarioError(
            [Problem(node.file, line, "", message, str(first), nearest=nearest(first, kinds))]
        )
    return first
