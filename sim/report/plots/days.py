"""Where did the days go: the parts of the elapsed time before and after, overall and by procedure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sim.report.catalogue import label, text
from sim.report.plots import framed_sheet
from sim.report.style import COMPONENT_COLOUR, INK, MUTED, WIDTH, bare, contrasting, shorten
from sim.report.wording import number, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.experiment.compare import Comparison
    from sim.report.names import Names

OFF_HOURS = "off_hours"
MOST_PROCEDURES = 8
SMALL = 0.01  # a part below this share of every bar is drawn with "all other parts"
_LEFT, _RIGHT = 2.4, 1.45  # inches for names and for totals
_PAIR, _BAR = 0.46, 0.17  # inches between pairs of bars, and of a bar
_COLUMNS = 4  # of the legend

Parts = dict[str, tuple[float, float]]  # component -> days before, days after


def draw(comparison: Comparison, names: Names, framed: bool = True) -> Figure | None:
    """Stacked bars: all matters in days, then each procedure as a share of its own days before the reform."""
    groups = folded(parts_by_group(comparison))
    overall = groups.pop("all", None)
    ranked = sorted(groups, key=lambda name: -_total(groups[name], 0))
    procedures = {name: groups[name] for name in ranked[:MOST_PROCEDURES]}
    if overall is None and not procedures:
        return None
    shown = [part for part in COMPONENT_COLOUR if any(part in g for g in (overall or {}, *procedures.values()))]

    rows = -(-len(shown) // _COLUMNS)
    legend = 0.2 * rows + 0.12
    upper = 1.0 if overall else 0.0
    lower = 0.55 + _PAIR * len(procedures) if procedures else 0.0
    page = framed_sheet("days", legend + upper + lower + 0.18, comparison, names, framed)
    width = WIDTH - _LEFT - _RIGHT
    _legend(page, shown, names.language)
    if overall:
        axes = page.panel(_LEFT, legend, width, 0.52)
        _pairs(axes, {"all": overall}, shown, names, relative=False)
        axes.set_xlabel(text("figure.days.axis", names.language))
    if procedures:
        axes = page.panel(_LEFT, legend + upper + 0.14, width, _PAIR * len(procedures))
        _pairs(axes, procedures, shown, names, relative=True)
        axes.set_xlabel(text("figure.days.relative_axis", names.language))
    return page.figure


def parts_by_group(comparison: Comparison) -> dict[str, Parts]:
    """For every group with any elapsed time: the working days of each part, before and after.

    The hours outside of offices are no part of a working day; see ``off_hours``.
    """
    groups: dict[str, Parts] = {}
    for row in comparison.decomposition.to_dict("records"):
        if row["component"] != OFF_HOURS:
            groups.setdefault(str(row["group"]), {})[str(row["component"])] = _days(row)
    return {name: parts for name, parts in groups.items() if _total(parts, 0) > 0}


def off_hours(comparison: Comparison) -> tuple[float, float] | None:
    """Calendar days of nights, weekends and holidays within a matter, before and after, over all matters."""
    table = comparison.decomposition
    rows = table[(table["group"] == "all") & (table["component"] == OFF_HOURS)].to_dict("records")
    return _days(rows[0]) if rows else None


def _days(row: Mapping[str, Any]) -> tuple[float, float]:
    before, after = (float(row[name]) for name in ("baseline_days", "reform_days"))
    return tuple(days if days > 0 else 0.0 for days in (before, after))  # not a number counts as nothing


def folded(groups: Mapping[str, Parts]) -> dict[str, Parts]:
    """The same with the parts that are small everywhere, or have no colour, put together as ``other``."""
    large = {
        part
        for parts in groups.values()
        for part, days in parts.items()
        if part in COMPONENT_COLOUR and max(days) >= SMALL * max(_total(parts, 0), _total(parts, 1))
    }
    out: dict[str, Parts] = {}
    for name, parts in groups.items():
        kept = {part: days for part, days in parts.items() if part in large}
        rest = [days for part, days in parts.items() if part not in large]
        if rest:
            kept["other"] = (sum(days[0] for days in rest), sum(days[1] for days in rest))
        out[name] = kept
    return out


def _total(parts: Parts, world: int) -> float:
    return sum(days[world] for days in parts.values())


def _pairs(axes: Axes, groups: Mapping[str, Parts], shown: list[str], names: Names, relative: bool) -> None:
    """Two bars a group, before above after; the totals at the right, in days."""
    longest = 0.0
    for place, parts in enumerate(groups.values()):
        totals = _total(parts, 0), _total(parts, 1)
        unit = totals[0] / 100 if relative else 1.0
        for world in (0, 1):
            _bar(axes, [(p, parts.get(p, (0, 0))[world] / unit) for p in shown], place + (-0.2, 0.2)[world])
        longest = max(longest, *(total / unit for total in totals))
        _totals(axes, place, totals, names.language)
    axes.set_xlim(0, longest * 1.0005)
    axes.set_ylim(len(groups) - 0.5, -0.5)
    axes.set_yticks(range(len(groups)), [shorten(names.of("procedure", group), 38) for group in groups])
    bare(axes)
    _inside(axes, groups, shown, relative)


def _bar(axes: Axes, parts: list[tuple[str, float]], place: float) -> None:
    left = 0.0
    for part, length in parts:
        axes.barh(place, length, _BAR / _PAIR, left, color=COMPONENT_COLOUR[part], edgecolor="white", linewidth=0.6)
        left += length


def _inside(axes: Axes, groups: Mapping[str, Parts], shown: list[str], relative: bool) -> None:
    """The days of a part inside its bar, where there is room for them."""
    room = 0.062 * axes.get_xlim()[1]
    for place, parts in enumerate(groups.values()):
        unit = _total(parts, 0) / 100 if relative else 1.0
        for world in (0, 1):
            left = 0.0
            for part in shown:
                days = parts.get(part, (0.0, 0.0))[world]
                if days / unit >= room:
                    axes.text(
                        left + days / unit / 2, place + (-0.2, 0.2)[world], number(days, 1), size=7.5,
                        ha="center", va="center_baseline", color=contrasting(COMPONENT_COLOUR[part]),
                    )  # fmt: skip
                left += days / unit


def _totals(axes: Axes, place: int, totals: tuple[float, float], language: str) -> None:
    days = [number(total, 1) for total in totals]
    change = percent(totals[1] / totals[0] - 1, language, sign=True)
    before = text("figure.days.before", language, days=days[0])
    after = text("figure.days.after", language, days=days[1], change=change)
    style = {"transform": axes.get_yaxis_transform(), "size": 8.5, "va": "center_baseline"}
    axes.text(1.02, place - 0.2, before, color=MUTED, **style)
    axes.text(1.02, place + 0.2, after, color=INK, **style)


def _legend(page, shown: list[str], language: str) -> None:
    from matplotlib.patches import Rectangle

    step = (WIDTH - 0.1) / _COLUMNS
    rows = -(-len(shown) // _COLUMNS)
    panel = page.panel(0.05, 0.0, WIDTH - 0.1, 0.2 * rows)
    panel.set(xlim=(0, WIDTH - 0.1), ylim=(0.2 * rows, 0))
    panel.axis("off")
    for index, part in enumerate(shown):
        left, down = index // rows * step, index % rows * 0.2 + 0.1
        panel.add_patch(Rectangle((left, down - 0.055), 0.16, 0.11, color=COMPONENT_COLOUR[part], linewidth=0))
        panel.text(left + 0.23, down, label("component", part, language), size=8.5, va="center_baseline")
