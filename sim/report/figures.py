"""The figures of a comparison, as files to use elsewhere and as elements of the page."""

from __future__ import annotations

import os
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from sim.report.catalogue import HTML_LANGUAGE, LANGUAGES, text
from sim.report.names import Names
from sim.results.files import whole

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.experiment.compare import Comparison

FIGURES = (
    *("days", "outcomes", "procedures", "backlog", "staff"),
    *("visits", "regimes", "bodies"),
    *("requests", "credit", "money", "economy", "months", "gains"),
)


def write_figures(comparison: Comparison, folder: str | os.PathLike) -> list[Path]:
    """Write every figure into ``folder`` as SVG and PNG (150 dpi), in English and Chinese; return the files.

    The same comparison gives the same bytes. Without a Chinese font the Chinese PNG is drawn in English and
    says so at its foot. A figure with nothing to show is left out.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [(name, language) for language in LANGUAGES for name in FIGURES]
    return [file for name, language in wanted for file in write_figure(comparison, folder, name, language)]


def drawn(comparison: Comparison, language: str, chosen: tuple[str, ...] = ()) -> dict[str, str]:
    """The figures as SVG elements for the page in ``language``, by name, without headings.

    All of a comparison, or those ``chosen``.
    """
    from sim.report import svg

    names = Names(comparison, language)
    made = {name: figure_of(name, comparison, names, framed=False) for name in chosen or FIGURES}
    return {name: svg.inline(figure, name, describe(name, language)) for name, figure in made.items() if figure}


def write_whole(file: Path, content: bytes) -> Path:
    """Write a file at once: a reader sees the old one or the new one, never half of it."""
    with whole(file) as partial:
        partial.write_bytes(content)
    return file


def write_figure(comparison: Comparison, folder: Path, name: str, language: str) -> list[Path]:
    """One figure as SVG and PNG; nothing where it has nothing to show."""
    from sim.report import svg
    from sim.report.style import can_draw

    made = figure_of(name, comparison, Names(comparison, language))
    if made is None:
        return []
    stem = name if language == "en" else f"{name}.{HTML_LANGUAGE[language]}"
    vector = svg.standalone(made, language, describe(name, language))
    if not can_draw(language):
        made = _in_english(name, comparison, language)
    return [
        write_whole(folder / f"{stem}.svg", vector),
        write_whole(folder / f"{stem}.png", _png(made, language if can_draw(language) else "en")),
    ]


def figure_of(name: str, comparison: Comparison, names: Names, framed: bool = True) -> Figure | None:
    """A figure by its name, ``framed`` with a heading to stand alone; None where it has nothing to show."""
    from sim.report.style import styled

    with styled():
        return import_module(f"sim.report.plots.{name}").draw(comparison, names, framed)


def _in_english(name: str, comparison: Comparison, language: str) -> Figure:
    """The figure in English with a line that says why."""
    from sim.report.style import MUTED

    made = figure_of(name, comparison, Names(comparison, "en", latin=True))
    made.text(0.97, 0.012, text("figure.no_chinese_font", "en"), size=7.5, color=MUTED, ha="right", va="bottom")
    return made


def _png(figure: Figure, language: str) -> bytes:
    from sim.report.style import legible, styled

    buffer = BytesIO()
    with styled():
        legible(figure, language)
        figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()


def describe(name: str, language: str) -> str:
    """What the figure shows, for those who cannot see it."""
    return f"{text(f'figure.{name}.title', language)} {text(f'figure.{name}.subtitle', language)}"
