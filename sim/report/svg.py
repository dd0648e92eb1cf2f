"""SVG fit to travel: no metadata, no addresses, ids that never collide, text left to the reader's fonts."""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from sim.report.style import READER_FONTS, styled

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_FAMILY = re.compile(r"font-family:[^;]*;? ?")
_ID_IN_STYLE = re.compile(r"url\(#")
_NUMBER = re.compile(r"-?\d+\.\d{3,}")


def standalone(figure: Figure, language: str, description: str) -> bytes:
    """A file of its own."""
    root = _tidy(figure, "", READER_FONTS[language], description)
    ElementTree.register_namespace("", _SVG)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="utf-8") + b"\n"


def inline(figure: Figure, prefix: str, description: str) -> str:
    """An element to stand inside a page, whose ids all begin with ``prefix``; the page chooses the font."""
    root = _tidy(figure, f"{prefix}-", "", description)
    del root.attrib["width"], root.attrib["height"]
    root.set("class", "figure")
    ElementTree.register_namespace("", _SVG)
    written = ElementTree.tostring(root, encoding="unicode")
    return written.replace(f' xmlns="{_SVG}"', "", 1)  # HTML knows what an svg element is


def _tidy(figure: Figure, prefix: str, fonts: str, description: str) -> ElementTree.Element:
    buffer = BytesIO()
    with styled(), warnings.catch_warnings():
        # A letter that only the reader's fonts have is no matter of ours.
        warnings.filterwarnings("ignore", message="Glyph")
        figure.savefig(buffer, format="svg", metadata=_NO_METADATA)
    root = ElementTree.fromstring(buffer.getvalue())
    used = _references(root)
    for element in root.iter():
        _rewrite(element, prefix, fonts, used)
    root.set("role", "img")
    root.set("aria-label", description)
    return root


def _references(root: ElementTree.Element) -> set[str]:
    """The ids something refers to; all others only name matplotlib's own groups."""
    found = set()
    for element in root.iter():
        for value in element.attrib.values():
            if value.startswith("#"):
                found.add(value[1:])
            found.update(re.findall(r"url\(#([^)]+)\)", value))
    return found


def _rewrite(element: ElementTree.Element, prefix: str, fonts: str, used: set[str]) -> None:
    link = element.attrib.pop(f"{{{_XLINK}}}href", None)
    if link is not None:
        element.set("href", f"#{prefix}{link[1:]}")
    name = element.attrib.pop("id", None)
    if name in used:
        element.set("id", prefix + name)
    if "clip-path" in element.attrib:
        element.set("clip-path", _ID_IN_STYLE.sub(f"url(#{prefix}", element.get("clip-path")))
    if "style" in element.attrib:
        element.set("style", _FAMILY.sub(f"font-family: {fonts}; " if fonts else "", element.get("style")))
    if element.get("transform", "").startswith("rotate(-0 "):
        del element.attrib["transform"]
    for attribute in ("d", "x", "y", "transform"):
        if attribute in element.attrib:
            element.set(attribute, _NUMBER.sub(_round, element.get(attribute)).strip())
    if element.tail and not element.tail.strip():
        element.tail = "\n"
    if element.text and not element.text.strip():
        element.text = None


def _round(match: re.Match) -> str:
    return f"{float(match.group()):.2f}"
