"""Where scenario files live, and how a plain name becomes a file.

The shipped library is the folder ``scenarios`` of a checkout or, installed, ``sim/_scenarios``; the
environment variable ``WUTONG_SCENARIOS`` names another one. A file given by its path may stand anywhere:
names in it are then looked up next to it first. A name is only ever a name: letters, digits, ``_``, ``-``.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .problems import Problem, ScenarioError, nearest, quote

KINDS = ("region", "measure", "study")
_FOLDERS = {"region": "regions", "measure": "measures", "study": "studies"}
_NAME = re.compile(r"[a-z0-9_-]{1,80}")
_PACKAGE = Path(__file__).resolve().parent.parent


def is_name(text: object) -> bool:
    """Whether ``text`` is a plain name that may stand for a file or a row."""
    return isinstance(text, str) and _NAME.fullmatch(text) is not None


def shipped() -> Path:
    """The folder of the shipped library: WUTONG_SCENARIOS, else the checkout's, else the installed one."""
    chosen = os.environ.get("WUTONG_SCENARIOS")
    if chosen:
        return Path(chosen).expanduser().resolve()
    checkout = _PACKAGE.parent / "scenarios"
    return checkout if (checkout / "regions").is_dir() else _PACKAGE / "_scenarios"


@dataclass(frozen=True)
class Library:
    """Folders to look names up in, in order; ``local`` (if any) is the one around a file given by path."""

    local: Path | None = None

    @property
    def roots(self) -> list[Path]:
        main = shipped()
        return [main] if self.local in (None, main) else [self.local, main]

    def find(self, kind: str, name: str, but: Path | None = None) -> Path | None:
        """The file of this name and kind, never the file ``but`` itself; None if there is none."""
        if not is_name(name):
            return None
        for root in self.roots:
            for path in self._candidates(root, kind, name):
                if path != but and path.is_file() and _inside(path, root) and _says(path, kind):
                    return path
        return None

    def names(self, kind: str) -> list[str]:
        """All names of a kind, sorted."""
        found = set()
        for root in self.roots:
            for path in self._candidates(root, kind, "*"):
                if is_name(path.stem) and path.is_file() and _inside(path, root) and _says(path, kind):
                    found.add(path.stem)
        return sorted(found)

    def _candidates(self, root: Path, kind: str, name: str) -> Iterator[Path]:
        patterns = [f"{_FOLDERS[kind]}/{name}.yaml"]
        if kind == "measure":
            patterns.append(f"measures/*/{name}.yaml")
        if root == self.local:
            patterns.insert(0, f"{name}.yaml")
        for pattern in patterns:
            yield from sorted(root.glob(pattern))

    def owns(self, path: Path) -> bool:
        """Whether a file belongs to the shipped library."""
        return path.is_relative_to(shipped())

    def shown(self, path: Path) -> str:
        """How messages call a file: short, and something the reader can find."""
        if self.owns(path):
            return "scenarios/" + path.relative_to(shipped()).as_posix()
        try:
            return path.relative_to(Path.cwd()).as_posix()
        except ValueError:
            return path.as_posix()


def around(path: Path) -> Library:
    """The library as seen from a file: its own neighbourhood first, then the shipped one."""
    folder = path.parent
    if folder.parent.name == "measures":
        folder = folder.parent.parent
    elif folder.name in _FOLDERS.values():
        folder = folder.parent
    return Library(folder)


def locate(kind: str | None, given: str | os.PathLike) -> tuple[Path, Library]:
    """File and library of a name (looked up in the shipped library) or of an explicit path to a file."""
    text = os.fspath(given)
    if is_name(text):
        library = Library()
        for one in [kind] if kind else KINDS:
            path = library.find(one, text)
            if path:
                return path, library
        raise ScenarioError([_unknown(kind, text, library)])
    path = _file(text)
    if path is None:
        wanted = "a file that exists, or the name of a " + (kind or "region, measure or study")
        message = f"found no such file, expected {wanted}"
        raise ScenarioError([Problem(text, 0, "", message, text, wanted)])
    path = path.resolve()
    return path, around(path)


def _file(text: str) -> Path | None:
    """The file of this path; None where there is none, and where no file can be called so."""
    try:
        path = Path(text).expanduser()
        return path if path.is_file() else None
    except (OSError, RuntimeError):
        return None


def _unknown(kind: str | None, name: str, library: Library) -> Problem:
    names = library.names(kind) if kind else [n for one in KINDS for n in library.names(one)]
    wanted = f"the name of a {kind or 'region, measure or study'}"
    message = f"found {quote(name)}, expected {wanted}"
    return Problem(shipped().name, 0, "", message, name, wanted, nearest(name, names))


def _inside(path: Path, root: Path) -> bool:
    """Whether the file really lies under the folder, symbolic links followed."""
    return path.resolve().is_relative_to(root.resolve())


def _says(path: Path, kind: str) -> bool:
    """Whether the first key of a file is the kind (an unreadable file is left for the reader to report)."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as lines:
            for line in lines:
                if line.strip() and not line.lstrip().startswith(("#", "---", "%")):
                    key = line.split(":")[0].strip()
                    return key == kind or key not in KINDS
    except OSError:
        return False
    return True
