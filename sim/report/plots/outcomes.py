"""What changed, and how sure is it: differences with their intervals, in percent of the baseline."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sim.report.catalogue import known, label, normal, text
from sim.report.plots import framed_sheet
from sim.report.scope import APPROVALS, INSPECTIONS, aims, grouped, side
from sim.report.style import INK, MUTED, VERDICT_COLOUR, VERDICT_MARKER, WIDTH, bare, shorten
from sim.report.wording import number, present, relative, with_unit

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.experiment.compare import Comparison
    from sim.report.names import Names

_LEFT, _RIGHT = 2.05, 1.95  # inches for names and for values
_ROW, _HEAD = 0.245, 0.34  # inches a row, and for the legend above
_LONGEST = 34  # characters of values and their unit
_FARTHEST = 200.0  # percent; what lies beyond is drawn at the edge, its value stands at the right


def draw(comparison: Comparison, names: Names, framed: bool = True) -> Figure | None:
    """The outcomes of what the measures are about, under headings where there are several kinds of them."""
    return draw_effects("outcomes", main_sides(comparison), comparison, names, framed)


def main_sides(comparison: Comparison) -> tuple[str, ...]:
    """The sides in the main figure: approvals and inspections as far as aimed at, else all that is aimed at.

    The others are left to the table, and credit and the economy to the figures of their own sections.
    """
    aimed = aims(comparison)
    return tuple(one for one in aimed if one in (APPROVALS, INSPECTIONS)) or aimed


def draw_effects(
    figure: str, sides: tuple[str, ...], comparison: Comparison, names: Names, framed: bool = True
) -> Figure | None:
    """One line an outcome; colour and mark say the verdict, so that nobody need guess which way is better."""
    rows = _shown(comparison, sides, names.language)
    if not rows:
        return None
    height = _ROW * len(rows)
    page = framed_sheet(figure, _HEAD + height + 0.5, comparison, names, framed)
    axes = page.panel(_LEFT, _HEAD, WIDTH - _LEFT - _RIGHT, height)
    for place, row in enumerate(rows):
        if "heading" in row:
            axes.text(-_LEFT / (WIDTH - _LEFT - _RIGHT), place + 0.08, row["heading"],
                      transform=axes.get_yaxis_transform(), size=8.5, color=MUTED, va="center_baseline")  # fmt: skip
        else:
            _line(axes, place, row, names.language)
    _frame(axes, rows, names)
    verdicts = {row.get("verdict") for row in rows}
    _legend(page, [verdict for verdict in VERDICT_COLOUR if verdict in verdicts], names.language)
    return page.figure


def _shown(comparison: Comparison, sides: tuple[str, ...], language: str) -> list[dict[str, Any]]:
    """The outcomes of these sides with a relative difference, under headings where there are several kinds."""
    groups = [(name, [row for row in rows if math.isfinite(relative(row))]) for name, rows in grouped(comparison)]
    kept = [(name, rows) for name, rows in groups if rows and side(rows[0]["outcome"]) in sides]
    return [
        row
        for name, rows in kept
        for row in ([{"heading": text(f"page.theme.{name}", language)}] if name else []) + rows
    ]


def _line(axes: Axes, place: int, row: dict[str, Any], language: str) -> None:
    colour = VERDICT_COLOUR.get(row["verdict"], MUTED)
    base = abs(row["baseline"]) / 100
    here, low, high = (_within(row[name] / base) for name in ("difference", "low", "high"))
    if math.isfinite(low) and math.isfinite(high):
        axes.plot([low, high], [place, place], color=colour, linewidth=2.2, solid_capstyle="butt")
    sure = row["verdict"] != "cannot_tell"
    marker = VERDICT_MARKER.get(row["verdict"], "o")
    axes.plot(here, place, marker, color=colour, markersize=5.5, markerfacecolor=colour if sure else "white")
    axes.text(
        1.03, place, _values(row, language), transform=axes.get_yaxis_transform(), size=8.5,
        va="center_baseline", color=INK if sure else MUTED,
    )  # fmt: skip


def _values(row: dict[str, Any], language: str) -> str:
    """Before and after with the unit, which is shorter where it would not fit."""
    said = present(row, language)
    short = f"unit.short.{normal(row['unit'])}"
    unit = text(short, language) if known(short) else said.unit
    words = f"{said.baseline} → {with_unit(said.reform, unit, language)}"
    yearly = label("unit", "yuan_year", language)
    if len(words) > _LONGEST and words.endswith(yearly):
        return words.removesuffix(yearly) + label("unit", "yuan", language)
    return words


def _within(value: float) -> float:
    return min(max(value, -_FARTHEST), _FARTHEST) if math.isfinite(value) else math.nan


def _frame(axes: Axes, rows: list[dict[str, Any]], names: Names) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.axvline(0, color=INK, linewidth=0.9, zorder=1)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks(range(len(rows)), [_name(row, names) for row in rows])
    axes.margins(x=0.06)
    axes.xaxis.set_major_locator(MaxNLocator(6))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value, 0, sign=True)))
    axes.set_xlabel(text("figure.outcomes.axis", names.language))
    bare(axes)


def _name(row: dict[str, Any], names: Names) -> str:
    return "" if "heading" in row else shorten(names.outcome(row["outcome"]), 34)


def _legend(page, verdicts: list[str], language: str) -> None:
    panel = page.strip()
    for index, verdict in enumerate(verdicts):
        left = _LEFT + 0.08 + 1.15 * index
        colour = VERDICT_COLOUR[verdict]
        fill = "white" if verdict == "cannot_tell" else colour
        panel.plot(left, 0.5, VERDICT_MARKER[verdict], color=colour, markersize=5.5, markerfacecolor=fill)
        panel.text(left + 0.12, 0.5, label("verdict", verdict, language), size=8.5, va="center_baseline")
