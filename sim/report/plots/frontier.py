"""What one outcome costs in another: a curve a package of measures while a lever has several strengths."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.report.catalogue import label, normal, text
from sim.report.plots import framed_sheet
from sim.report.style import HAIRLINE, INK, MUTED, WIDTH, bare, shorten
from sim.report.wording import number, unit_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.experiment.frontier import FrontierResult
    from sim.report.names import Names

LOOKS = (("#7d858e", "o"), ("#0b6b5d", "D"), ("#b8500f", "s"), ("#3f5f8f", "^"), ("#882255", "v"), ("#8a7a1f", "P"))
_LEFT, _RIGHT, _TALL = 0.55, 0.25, 3.9
_ROW, _HEAD = 0.21, 0.34  # inches a row of the legend, and between legend and panel
_COLUMNS = 3
#: Where a strength may stand beside its mark, in points to the right and up, the preferred place first.
_BESIDE = ((6, 5), (-6, -11), (-6, 5), (6, -11))
_LETTER, _LINE, _MARK = 4.3, 8.0, 3.5  # points: width of a letter, height of a line, half of a mark

Point = dict[str, float]


def draw(result: FrontierResult, names: Names, framed: bool = True) -> Figure | None:
    """Curves with 95 % intervals both ways, their points labelled by strength; today's point ringed."""
    found = {package.name: curve(result, package.name) for package in result.study.frontier.packages}
    shown = {name: points for name, points in found.items() if points}
    if not shown:
        return None
    head = _HEAD + _ROW * -(-len(shown) // _COLUMNS)
    page = framed_sheet("frontier", head + _TALL + 0.5, result, names, framed)
    axes = page.panel(_LEFT, head, WIDTH - _LEFT - _RIGHT, _TALL)
    for place, points in enumerate(shown.values()):
        _curve(axes, points, place)
    _frame(axes, result, names, [point for points in shown.values() for point in points])
    ring = today(result)
    _today(axes, ring, names.language)
    _strengths(axes, list(shown.values()), ring)
    titles = {package.name: names.say(package.title, package.name) for package in result.study.frontier.packages}
    _legend(page, [titles[name] for name in shown], -(-len(shown) // _COLUMNS))
    return page.figure


def curve(result: FrontierResult, package: str) -> list[Point]:
    """The points of a package in the order of strengths: times, and x and y with their ends."""
    frontier, rows = result.study.frontier, result.table[result.table["package"] == package]
    axes = {axis: rows[rows["outcome"] == getattr(frontier, axis)].set_index("times") for axis in ("x", "y")}
    return [
        {
            "times": float(times),
            **{axis: float(table.at[times, "mean"]) for axis, table in axes.items()},
            **{f"{axis}_{end}": float(table.at[times, end]) for axis, table in axes.items() for end in ("low", "high")},
        }
        for times in sorted(set(axes["x"].index) & set(axes["y"].index))
        if all(math.isfinite(table.at[times, "mean"]) for table in axes.values())
    ]


def today(result: FrontierResult) -> Point | None:
    """The point of the first package at strength 1; None if it was not tried."""
    first = result.study.frontier.packages[0].name
    return next((point for point in curve(result, first) if point["times"] == 1), None)


def axis_name(result: FrontierResult, axis: str, language: str) -> str:
    """An outcome with its unit, as an axis bears it."""
    outcome = getattr(result.study.frontier, axis)
    unit = result.table.loc[result.table["outcome"] == outcome, "unit"].iloc[0]
    words = {"name": label("outcome", outcome, language), "unit": unit_name(unit, language)}
    return text("figure.frontier.axis", language, **words) if words["unit"] else words["name"]


def shares(result: FrontierResult) -> dict[str, float]:
    """The factor by which each axis is drawn: 100 for a share, which is shown in percent."""
    units = result.table.drop_duplicates("outcome").set_index("outcome")["unit"]
    return {a: 100.0 if normal(units[getattr(result.study.frontier, a)]) == "share" else 1.0 for a in ("x", "y")}


def _curve(axes: Axes, points: list[Point], place: int) -> None:
    colour, marker = LOOKS[place % len(LOOKS)]
    for p in points:
        axes.plot([p["x_low"], p["x_high"]], [p["y"], p["y"]], color=colour, linewidth=0.9, zorder=2)
        axes.plot([p["x"], p["x"]], [p["y_low"], p["y_high"]], color=colour, linewidth=0.9, zorder=2)
    axes.plot(
        [p["x"] for p in points], [p["y"] for p in points], color=colour, linewidth=1.5, marker=marker,
        markersize=5, zorder=3,
    )  # fmt: skip


def _strengths(axes: Axes, curves: list[list[Point]], ring: Point | None) -> None:
    """The strength beside each mark where there is room; the outer curves first, as the others follow them."""
    scale = 72 / axes.figure.dpi
    places = [[tuple(scale * axes.transData.transform((p["x"], p["y"]))) for p in points] for points in curves]
    taken = [(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for points in places for x, y in _along(points)]
    if ring:
        x, y = scale * axes.transData.transform((ring["x"], ring["y"]))
        taken.append((x + 7, y + 14, x + 45, y + 28))  # the word beside it
    order = dict.fromkeys([0, len(curves) - 1, *range(len(curves))])
    for place in order:
        colour = LOOKS[place % len(LOOKS)][0]
        turned = place == len(curves) - 1 and place > 0
        for point, (x, y) in zip(curves[place], places[place], strict=True):
            words = f"×{point['times']:g}"
            for right, up in sorted(_BESIDE, key=lambda shift: shift[1] > 0) if turned else _BESIDE:
                left = x + right - (len(words) * _LETTER if right < 0 else 0)
                box = (left, y + up, left + len(words) * _LETTER, y + up + _LINE)
                if not any(_overlap(box, other) for other in taken):
                    taken.append(box)
                    axes.annotate(
                        words, (point["x"], point["y"]), (right, up), textcoords="offset points", size=7.5,
                        ha="right" if right < 0 else "left", color=colour, zorder=4,
                    )  # fmt: skip
                    break


def _along(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points and some places on the lines between them."""
    steps = [step / 8 for step in range(8)]
    between = [
        (x1 + step * (x2 - x1), y1 + step * (y2 - y1))
        for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False)
        for step in steps
    ]
    return [*between, points[-1]]


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _today(axes: Axes, point: Point | None, language: str) -> None:
    """Today's point, and where all others with the same x or the same y lie."""
    if point is None:
        return
    axes.axhline(point["y"], color=INK, linewidth=0.7, linestyle=(0, (1, 2)), zorder=1)
    axes.axvline(point["x"], color=INK, linewidth=0.7, linestyle=(0, (1, 2)), zorder=1)
    axes.plot(point["x"], point["y"], "o", markersize=11, markerfacecolor="none", color=INK, zorder=5)
    axes.annotate(
        text("figure.frontier.today", language), (point["x"], point["y"]), (9, 16), textcoords="offset points",
        size=8.5, color=INK, zorder=5,
    )  # fmt: skip


def _frame(axes: Axes, result: FrontierResult, names: Names, points: list[Point]) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    ends = [value for p in points for value in (p["x"], p["x_high"]) if math.isfinite(value)]
    if min(ends) >= 0:
        axes.set_xlim(-0.03 * max(ends), 1.08 * max(ends) or 1.0)
    axes.margins(y=0.1)
    for axis, factor in shares(result).items():
        ticks = axes.xaxis if axis == "x" else axes.yaxis
        ticks.set_major_locator(MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]))
        low, high = axes.get_xlim() if axis == "x" else axes.get_ylim()
        decimals = 1 if (high - low) * factor < 10 else 0
        ticks.set_major_formatter(FuncFormatter(_formatter(factor, decimals)))
    axes.set_xlabel(axis_name(result, "x", names.language))
    axes.set_title(axis_name(result, "y", names.language), loc="left", size=9, color=INK, pad=7)
    bare(axes, "y")
    axes.grid(axis="x", color=HAIRLINE)
    axes.tick_params(axis="y", length=0, labelcolor=MUTED, labelsize=8.5)


def _formatter(factor: float, decimals: int):
    return lambda value, _: number(factor * value, decimals)


def _legend(page, titles: list[str], rows: int) -> None:
    step = WIDTH / _COLUMNS
    panel = page.panel(0, 0, WIDTH, _ROW * rows)
    panel.set(xlim=(0, WIDTH), ylim=(_ROW * rows, 0))
    panel.axis("off")
    for place, title in enumerate(titles):
        left, down = place % _COLUMNS * step, place // _COLUMNS * _ROW + _ROW / 2
        colour, marker = LOOKS[place % len(LOOKS)]
        panel.plot([left + 0.02, left + 0.3], [down, down], color=colour, linewidth=1.5)
        panel.plot(left + 0.16, down, marker, color=colour, markersize=5)
        panel.text(left + 0.4, down, shorten(title, 30), size=8.5, va="center_baseline")
