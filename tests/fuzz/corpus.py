"""The files to damage: every scenario that is shipped, and every one that tests have, good and bad."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "scenarios"
LITTLE = ROOT / "tests" / "scenario" / "library"
BAD = ROOT / "tests" / "bad_scenarios"
KINDS = ("region", "measure", "study")


@dataclass(frozen=True)
class Original:
    """A file to be damaged: its library, its place in it (or beside it, where it is ``stray``) and its text."""

    library: Path
    place: Path
    text: str
    stray: bool

    @property
    def name(self) -> str:
        return f"{'stray' if self.stray else self.library.name}/{self.place.as_posix()}"

    @property
    def kind(self) -> str:
        """Region, measure, study, or "" for a list of facts and for what is none of them."""
        first = (line.split(":")[0] for line in self.text.splitlines() if line and line[0] not in "#%-")
        return next((key for key in first if key in KINDS), "")


@cache
def originals() -> tuple[Original, ...]:
    """All files, in an order that does not change."""
    found = [
        Original(library, path.relative_to(library), path.read_text(encoding="utf-8"), stray=False)
        for library in (SHIPPED, LITTLE)
        for path in sorted(library.rglob("*.yaml"))
    ]
    found += [
        Original(LITTLE, Path(path.name), path.read_bytes().decode(errors="replace"), stray=True)
        for path in sorted(BAD.glob("*.yaml"))
    ]
    return tuple(found)


@cache
def tree(original: Original) -> dict | None:
    """The plain values of a file; None where it is no readable mapping."""
    try:
        found = yaml.load(original.text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and yaml_can_say(found) else None


def yaml_can_say(value: object) -> bool:
    """Whether a tree is small and without circles, so that it can be copied and written again."""
    count, waiting = 0, [(value, 0)]
    while waiting:
        one, depth = waiting.pop()
        count += 1
        if count > 20_000 or depth > 40:
            return False
        inner = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        waiting += [(two, depth + 1) for two in inner]
    return True
