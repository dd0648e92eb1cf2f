"""How figures look: one accent on grey, hairlines, no boxes, fixed margins, letters that are really there.

Margins are set in inches, never fitted to the text, because the SVG is read with the reader's own fonts: what
was measured here is not what is seen there.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 7.6  # inches: the measure of the page
DPI = 150

INK = "#1e2326"
MUTED = "#6a7177"
HAIRLINE = "#d8dbdd"
BEFORE = "#9097a0"
ACCENT = "#0b6b5d"
WORSE = "#b8500f"

VERDICT_COLOUR = {"improved": ACCENT, "worse": WORSE, "cannot_tell": MUTED, "changed": "#3f5f8f"}
VERDICT_MARKER = {"improved": "o", "worse": "D", "cannot_tell": "o", "changed": "s"}

# Tol's muted scheme, told apart by hue and lightness with any colour blindness, in the order of a case.
COMPONENT_COLOUR = {
    "preparation": "#ddcc77",
    "travel": "#882255",
    "queue_window": "#aa4499",
    "window_service": "#d9a9d1",
    "queue_review": "#332288",
    "review_effort": "#4a7fb5",
    "pacing": "#88ccee",
    "outside_wait": "#44aa99",
    "rework": "#cc6677",
    "supplement": "#e8a35c",
    "delivery": "#999933",
    "other": "#c3c7ca",
}

# The same colours for the parts of the time from a loan request to the money.
LOAN_COLOUR = {
    "preparation": "#ddcc77",
    "queue_intake": "#aa4499",
    "intake": "#d9a9d1",
    "queue_officer": "#332288",
    "due_diligence": "#4a7fb5",
    "outside_wait": "#44aa99",
    "committee": "#88ccee",
    "registration": "#e8a35c",
    "payout": "#999933",
    "other": "#c3c7ca",
}

_NARROW = {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2026": "...", "\u00b7": "|"}

READER_FONTS = {
    "en": "'Source Sans 3', 'Noto Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif",
    "zh": "'PingFang SC', 'Noto Sans SC', 'Source Han Sans SC', 'Microsoft YaHei', sans-serif",
}


@cache
def chinese_font() -> Path | None:
    """The file of a Chinese font free to use (Noto Sans SC, OFL); None where it is not installed."""
    try:
        import pylopdf_fonts_zh_cn as fonts
    except ImportError:
        return None
    file = Path(fonts.sans_path())
    return file if file.is_file() else None


def can_draw(language: str) -> bool:
    """Whether a bitmap in this language would show letters and not empty boxes."""
    return language != "zh" or chinese_font() is not None


@contextmanager
def styled() -> Iterator[None]:
    """All matplotlib settings of a figure, for drawing and for saving; nothing leaks out."""
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_settings())
        yield


def _settings() -> dict:
    return {
        "font.family": [_family(), "DejaVu Sans"],
        "font.size": 9,
        "text.color": INK,
        "text.parse_math": False,  # a dollar sign in a title is a dollar sign
        "axes.edgecolor": HAIRLINE,
        "axes.labelcolor": MUTED,
        "axes.labelsize": 8.5,
        "axes.linewidth": 0.8,
        "axes.axisbelow": True,
        "axes.unicode_minus": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "xtick.color": HAIRLINE,
        "ytick.color": HAIRLINE,
        "xtick.labelcolor": MUTED,
        "ytick.labelcolor": INK,
        "xtick.labelsize": 8.5,
        "ytick.labelsize": 8.8,
        "ytick.major.size": 0,
        "xtick.major.size": 3,
        "grid.color": HAIRLINE,
        "grid.linewidth": 0.6,
        "legend.frameon": False,
        "figure.facecolor": "white",
        "savefig.dpi": DPI,
        "svg.fonttype": "none",
        "svg.hashsalt": "wutong",
        "path.simplify": True,
    }


@cache
def _family() -> str:
    """The name of the drawing font, registered with matplotlib once; its Latin letters serve English too."""
    from matplotlib import font_manager

    file = chinese_font()
    if file is None:
        return "DejaVu Sans"
    font_manager.fontManager.addfont(file)
    return font_manager.FontProperties(fname=file).get_name()


def legible(figure: Figure, language: str) -> None:
    """Make sure that every character of a bitmap is drawn, and drawn well.

    What no font here has becomes a question mark, never an empty box. In English the curly quotes and the
    ellipsis of the Chinese font, as wide as a Chinese character, give way to typewriter ones.
    """
    from matplotlib.text import Text
    from matplotlib.ticker import FuncFormatter

    swap = str.maketrans(_NARROW if language == "en" else {})

    def drawable(words: str) -> str:
        return "".join(c if ord(c) in _letters() or c == "\n" else "?" for c in words.translate(swap))

    for words in figure.findobj(Text):
        words.set_text(drawable(words.get_text()))
    for axis in (axes.yaxis for axes in figure.axes):
        names = axis.get_major_formatter()
        if isinstance(names, FuncFormatter):  # it writes its words anew at every drawing
            axis.set_major_formatter(FuncFormatter(lambda *place, names=names: drawable(names(*place))))


@cache
def _letters() -> frozenset[int]:
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    files = [font_manager.findfont("DejaVu Sans"), *filter(None, [chinese_font()])]
    return frozenset().union(*(FT2Font(str(file)).get_charmap() for file in files))


@dataclass
class Sheet:
    """A figure with room at the top for its words and panels placed in inches from there."""

    figure: Figure
    width: float
    height: float
    top: float
    margin: float

    def panel(self, left: float, down: float, width: float, height: float) -> Axes:
        """An empty panel whose upper edge lies ``down`` inches below the words at the top."""
        left += self.margin
        bottom = self.height - self.top - down - height
        size = (width / self.width, height / self.height)
        return self.figure.add_axes((left / self.width, bottom / self.height, *size))

    def strip(self, height: float = 0.22) -> Axes:
        """A panel without axes over the whole width, for a legend; its unit is the inch, its middle 0.5."""
        axes = self.panel(0, 0, WIDTH, height)
        axes.set(xlim=(0, WIDTH), ylim=(0, 1))
        axes.axis("off")
        return axes

    def write(self, down: float, words: str, **style) -> None:
        """A line of words at the left edge, ``down`` inches below the upper edge of the sheet."""
        self.figure.text(self.margin / self.width, 1 - down / self.height, words, va="top", ha="left", **style)


def sheet(height: float, heading: str = "", subheading: str = "", footer: str = "") -> Sheet:
    """A white sheet ``height`` inches below its heading, as wide as the page's text.

    Without a heading (a figure inside the page, which has its own) no room is kept for words or for a margin.
    """
    from matplotlib.figure import Figure

    margin, top, bottom = (0.2, 0.78, 0.4) if heading else (0.0, 0.02, 0.0)
    size = (WIDTH + 2 * margin, height + top + bottom)
    made = Sheet(Figure(figsize=size, dpi=DPI), *size, top, margin)
    if heading:
        made.write(0.2, heading, size=13, color=INK)
        made.write(0.48, subheading, size=9, color=MUTED)
        made.write(top + height + 0.06, footer, size=7.5, color=MUTED)
    return made


def worlds_legend(sheet: Sheet, left: float, language: str) -> None:
    """The two worlds' colours and names, beginning ``left`` inches from the edge."""
    from sim.report.catalogue import text

    strip = sheet.strip()
    for place, colour, key in ((left, BEFORE, "before"), (left + 0.85, ACCENT, "after")):
        strip.plot(place, 0.5, "o", color=colour, markersize=6)
        strip.text(place + 0.12, 0.5, text(f"figure.{key}", language), size=8.5, va="center_baseline")


def kind_headings(axes: Axes, words: list[str], left: float) -> None:
    """What rows are of, ``left`` inches before the panel, where it begins, under a hairline."""
    edge = -left / (axes.get_position().width * axes.figure.get_figwidth())
    style = {"transform": axes.get_yaxis_transform(), "clip_on": False}
    for place, heading in enumerate(words):
        if place and heading == words[place - 1]:
            continue
        if place:
            axes.plot([edge, 1], [place - 0.5] * 2, color=HAIRLINE, linewidth=0.6, zorder=0, **style)
        axes.text(edge, place, shorten(heading, 22), color=MUTED, size=8.5, va="center_baseline", **style)


def bare(axes: Axes, grid: str = "x") -> None:
    """No ticks on the axis of names, hairlines on the axis of numbers."""
    axes.grid(axis=grid)
    axes.tick_params(axis="y" if grid == "x" else "x", length=0)


def contrasting(colour: str) -> str:
    """Ink or white, whichever is readable on ``colour``."""
    from matplotlib.colors import to_rgb

    red, green, blue = to_rgb(colour)
    return INK if 0.299 * red + 0.587 * green + 0.114 * blue > 0.55 else "white"


def shorten(words: str, most: int = 30) -> str:
    """One line of at most ``most`` columns (a Chinese character takes two), without control characters."""
    from unicodedata import category, east_asian_width

    line = "".join(" " if category(c).startswith("C") else c for c in words)
    line = " ".join(line.split())
    room, kept = most, []
    for character in line:
        room -= 2 if east_asian_width(character) in "WF" else 1
        if room < 0:
            return "".join(kept).rstrip() + "…"
        kept.append(character)
    return line
