"""What the things of a study are called in one language: procedures, groups, offices, measures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sim.report.catalogue import label, text, title

if TYPE_CHECKING:
    from sim.experiment.compare import Comparison

_SECTIONS = {
    "procedure": (("procedures",), ("families",)),
    "sector": (("population", "sectors"),),
    "size": (("population", "sizes"),),
    "district": (("population", "districts"),),
    "owner": (("departments",), ("halls",), ("inspections", "bodies")),
    "body": (("inspections", "bodies"),),
    "product": (("lending", "products"),),
}
#: Kinds whose members the model knows, and the catalogue names, in their order.
FIXED = {
    "tier": ("low", "medium", "high"),
    "regime": ("discretionary", "double_random", "credit_tiered", "none"),
}


class Names:
    """Titles from the scenario files of a comparison, in ``language``.

    Where only ``latin`` letters can be drawn, a title that has others gives way to the identifier.
    """

    def __init__(self, comparison: Comparison, language: str, latin: bool = False):
        self.language = language
        self.study = comparison.study
        self._tree = comparison.study.region.tree
        self._latin = latin

    def of(self, kind: str, identifier: str) -> str:
        """The title of a procedure, sector, size, district, credit class, body, loan product, or owner of stations."""
        if identifier == "all":
            return text("group_kind.all", self.language)
        if kind in FIXED:
            return label(kind, identifier, self.language)
        for section in _SECTIONS.get(kind, ()):
            node = self._find((*section, identifier))
            if isinstance(node, Mapping) and node.get("title"):
                return self.say(node["title"], identifier)
        return self.say(None, identifier)

    def say(self, words: Any, identifier: str = "") -> str:
        """The text of a title, or else the identifier with blanks for underscores."""
        plain = str(identifier).replace("_", " ")
        said = title(words, self.language, plain)
        return plain if self._latin and not said.isascii() and plain else said

    def outcome(self, identifier: str) -> str:
        """The short name of an outcome."""
        return label("outcome", identifier, self.language)

    def order(self, kind: str) -> list[str]:
        """The identifiers of a kind in the order of the region's file, or the model's own."""
        if kind in FIXED:
            return list(FIXED[kind])
        return [name for section in _SECTIONS.get(kind, ()) for name in (self._find(section) or ())]

    def _find(self, path: tuple[str, ...]) -> Any:
        node: Any = self._tree
        for name in path:
            if not isinstance(node, Mapping) or name not in node:
                return None
            node = node[name]
        return node
