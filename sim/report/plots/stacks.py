"""Pairs of stacked bars: what the days are made of, before above after, overall and group by group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.report.catalogue import label, text
from sim.report.plots import framed_sheet
from sim.report.style import INK, MUTED, WIDTH, bare, contrasting, shorten
from sim.report.wording import number, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from sim.experiment.compare import Comparison
    from sim.report.names import Names

OFF_HOURS = "off_hours"
SMALL = 0.01  # a part below this share of every bar is drawn with "all other parts"
_LEFT, _RIGHT = 2.4, 1.45  # inches for names and for totals
_PAIR, _BAR = 0.46, 0.17  # inches between pairs of bars, and of a bar
_COLUMNS = 4  # of the legend

Parts = dict[str, tuple[float, float]]  # component -> days before, days after


class Stack(NamedTuple):
    """A figure of stacked bars: its name, the topic that names its parts, their colours in order, and its groups."""

    figure: str
    topic: str
    colours: Mapping[str, str]
    kind: str  # of the groups beside everybody together
    overall: str  # the text that names everybody together
    most: int  # groups drawn


def draw_stack(
    stack: Stack, table: DataFrame, comparison: Comparison, names: Names, framed: bool = True
) -> Figure | None:
    """Stacked bars: everybody in days, then each group as a share of its own days before the reform."""
    found = folded(parts_by_group(table, stack.kind), stack.colours)
    overall = found.pop("all", None)
    ranked = sorted(found, key=lambda name: (-total(found[name], 0), name))
    groups = {name: found[name] for name in ranked[: stack.most]}
    if overall is None and not groups:
        return None
    drawn = [part for part in stack.colours if any(part in g for g in (overall or {}, *groups.values()))]

    legend = 0.2 * -(-len(drawn) // _COLUMNS) + 0.12
    upper = 1.0 if overall else 0.0
    lower = 0.55 + _PAIR * len(groups) if groups else 0.0
    page = framed_sheet(stack.figure, legend + upper + lower + 0.18, comparison, names, framed)
    width = WIDTH - _LEFT - _RIGHT
    _legend(page, drawn, stack, names.language)
    if overall:
        axes = page.panel(_LEFT, legend, width, 0.52)
        _pairs(axes, [(text(stack.overall, names.language), overall)], drawn, stack, names.language)
        axes.set_xlabel(text(f"figure.{stack.figure}.axis", names.language))
    if groups:
        axes = page.panel(_LEFT, legend + upper + 0.14, width, _PAIR * len(groups))
        titled = [(names.of(stack.kind, name), parts) for name, parts in groups.items()]
        _pairs(axes, titled, drawn, stack, names.language, relative=True)
        axes.set_xlabel(text(f"figure.{stack.figure}.relative_axis", names.language))
    return page.figure


def parts_by_group(table: DataFrame, kind: str) -> dict[str, Parts]:
    """For everybody and every group of a kind with any elapsed time: the working days of each part.

    ``table`` has component, group_kind, group, baseline_days and reform_days. The hours outside of offices are no
    part of a working day; see ``off_hours``.
    """
    groups: dict[str, Parts] = {}
    for row in table.to_dict("records"):
        if row["component"] != OFF_HOURS and row["group_kind"] in ("all", kind):
            groups.setdefault(str(row["group"]), {})[str(row["component"])] = _days(row)
    return {name: parts for name, parts in groups.items() if total(parts, 0) > 0}


def off_hours(table: DataFrame) -> tuple[float, float] | None:
    """Calendar days of nights, weekends and holidays, before and after, over everybody."""
    rows = table[(table["group"] == "all") & (table["component"] == OFF_HOURS)].to_dict("records")
    return _days(rows[0]) if rows else None


def _days(row: Mapping[str, Any]) -> tuple[float, float]:
    before, after = (float(row[name]) for name in ("baseline_days", "reform_days"))
    return tuple(days if days > 0 else 0.0 for days in (before, after))  # not a number counts as nothing


def folded(groups: Mapping[str, Parts], colours: Mapping[str, str]) -> dict[str, Parts]:
    """The same with the parts that are small everywhere, or have no colour, put together as ``other``."""
    large = {
        part
        for parts in groups.values()
        for part, days in parts.items()
        if part in colours and max(days) >= SMALL * max(total(parts, 0), total(parts, 1))
    }
    out: dict[str, Parts] = {}
    for name, parts in groups.items():
        kept = {part: days for part, days in parts.items() if part in large}
        rest = [days for part, days in parts.items() if part not in large]
        if rest:
            kept["other"] = (sum(days[0] for days in rest), sum(days[1] for days in rest))
        out[name] = kept
    return out


def total(parts: Parts, world: int) -> float:
    """All days of a group in one world."""
    return sum(days[world] for days in parts.values())


def _pairs(
    axes: Axes, groups: list[tuple[str, Parts]], drawn: list[str], stack: Stack, language: str, relative: bool = False
) -> None:
    """Two bars a group, before above after; the totals at the right, in days."""
    longest = 0.0
    for place, (_, parts) in enumerate(groups):
        totals = total(parts, 0), total(parts, 1)
        unit = totals[0] / 100 if relative else 1.0
        for world in (0, 1):
            left = 0.0
            for part in drawn:
                length = parts.get(part, (0, 0))[world] / unit
                axes.barh(place + (-0.2, 0.2)[world], length, _BAR / _PAIR, left, color=stack.colours[part],
                          edgecolor="white", linewidth=0.6)  # fmt: skip
                left += length
        longest = max(longest, *(one / unit for one in totals))
        _totals(axes, place, totals, language)
    axes.set_xlim(0, longest * 1.0005)
    axes.set_ylim(len(groups) - 0.5, -0.5)
    axes.set_yticks(range(len(groups)), [shorten(title, 38) for title, _ in groups])
    bare(axes)
    _inside(axes, [parts for _, parts in groups], drawn, stack, relative)


def _inside(axes: Axes, groups: list[Parts], drawn: list[str], stack: Stack, relative: bool) -> None:
    """The days of a part inside its bar, where there is room for them."""
    room = 0.062 * axes.get_xlim()[1]
    for place, parts in enumerate(groups):
        unit = total(parts, 0) / 100 if relative else 1.0
        for world in (0, 1):
            left = 0.0
            for part in drawn:
                days = parts.get(part, (0.0, 0.0))[world]
                if days / unit >= room:
                    axes.text(
                        left + days / unit / 2, place + (-0.2, 0.2)[world], number(days, 1), size=7.5,
                        ha="center", va="center_baseline", color=contrasting(stack.colours[part]),
                    )  # fmt: skip
                left += days / unit


def _totals(axes: Axes, place: int, totals: tuple[float, float], language: str) -> None:
    days = [number(one, 1) for one in totals]
    change = percent(totals[1] / totals[0] - 1, language, sign=True)
    before = text("figure.days.before", language, days=days[0])
    after = text("figure.days.after", language, days=days[1], change=change)
    style = {"transform": axes.get_yaxis_transform(), "size": 8.5, "va": "center_baseline"}
    axes.text(1.02, place - 0.2, before, color=MUTED, **style)
    axes.text(1.02, place + 0.2, after, color=INK, **style)


def _legend(page, drawn: list[str], stack: Stack, language: str) -> None:
    from matplotlib.patches import Rectangle

    step = (WIDTH - 0.1) / _COLUMNS
    rows = -(-len(drawn) // _COLUMNS)
    panel = page.panel(0.05, 0.0, WIDTH - 0.1, 0.2 * rows)
    panel.set(xlim=(0, WIDTH - 0.1), ylim=(0.2 * rows, 0))
    panel.axis("off")
    for index, part in enumerate(drawn):
        left, down = index // rows * step, index % rows * 0.2 + 0.1
        panel.add_patch(Rectangle((left, down - 0.055), 0.16, 0.11, color=stack.colours[part], linewidth=0))
        panel.text(left + 0.23, down, label(stack.topic, part, language), size=8.5, va="center_baseline")
