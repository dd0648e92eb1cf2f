"""A frontier in words: what weakening the lever costs, which package does best, and whether it is more than chance."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sim.report.answer import spoken
from sim.report.catalogue import text
from sim.report.names import Names
from sim.report.wording import decimals_for, join, number, percent, present, with_unit

if TYPE_CHECKING:
    from sim.experiment.frontier import FrontierResult

    Row = Mapping[str, Any]

_QUARTER = 0.25  # the strength spoken of first, if it was tried


def rows_of(result: FrontierResult, outcome: str) -> list[Row]:
    """The rows of an outcome, in the table's order."""
    return result.table[result.table["outcome"] == outcome].to_dict("records")


def today_row(result: FrontierResult, outcome: str) -> Row | None:
    """An outcome of the first package at strength 1; None if that was not tried."""
    first = result.study.frontier.packages[0].name
    return next((r for r in rows_of(result, outcome) if r["package"] == first and r["times"] == 1), None)


def compared(row: Row, today: Row) -> dict[str, Any]:
    """A row as a comparison with today, to be worded like one."""
    return {
        "outcome": row["outcome"], "unit": row["unit"], "baseline": today["mean"], "reform": row["mean"],
        "difference": row["difference"], "low": row["difference_low"], "high": row["difference_high"],
    }  # fmt: skip


def verdict(row: Row) -> str:
    """Better or worse than today, or not to be told from it: by the paired interval of the difference."""
    low, high = row["difference_low"], row["difference_high"]
    if not (low > 0 or high < 0):
        return "cannot_tell"
    if row["better"] not in ("lower", "higher"):
        return "changed"
    return "improved" if (high < 0) == (row["better"] == "lower") else "worse"


def paragraphs(result: FrontierResult, names: Names) -> list[str]:
    """What the curves say, each a paragraph; nothing but that where strength 1 was not tried."""
    frontier, language = result.study.frontier, names.language
    today = {axis: today_row(result, getattr(frontier, axis)) for axis in ("x", "y")}
    if today["x"] is None or today["y"] is None:
        return [text("frontier.answer.no_today", language)]
    first = names.say(frontier.packages[0].title, frontier.packages[0].name)
    point = join([_value(row, language) for row in today.values()], language)
    said = [text("frontier.answer.today", language, package=first, point=point)]
    return said + [one for one in (_weaker(result, names), _beside(result, names), _fewest(result, names)) if one]


def _value(row: Row, language: str) -> str:
    words = present(compared(row, row), language, _decimals([row], language))
    value = with_unit(words.reform, words.unit, language)
    return text("frontier.answer.value", language, outcome=spoken("outcome", row["outcome"], language), value=value)


def _decimals(rows: Iterable[Row], language: str) -> int:
    return decimals_for(({"baseline": r["mean"], "reform": r["mean"], **r} for r in rows), language)


def _weaker(result: FrontierResult, names: Names) -> str:
    """What happens under the first package when the lever is at a quarter, or as weak as was tried."""
    frontier = result.study.frontier
    weaker = [times for times in frontier.times if times < 1]
    if not weaker:
        return ""
    times = _QUARTER if _QUARTER in weaker else min(weaker)
    return _move(result, frontier.packages[0], times, "weaker", names)


def _beside(result: FrontierResult, names: Names) -> str:
    """What the other packages change at the strength of today."""
    frontier = result.study.frontier
    moves = [_move(result, package, 1, "beside", names) for package in frontier.packages[1:]]
    return text("answer.between", names.language).join(filter(None, moves))


def _move(result: FrontierResult, package: Any, times: float, words: str, names: Names) -> str:
    """What x and y are at one point, beside today."""
    frontier, language = result.study.frontier, names.language
    found = {}
    for axis in ("x", "y"):
        rows = rows_of(result, getattr(frontier, axis))
        today = today_row(result, getattr(frontier, axis))
        row = next((r for r in rows if r["package"] == package.name and r["times"] == times), None)
        if row is None or not math.isfinite(row["mean"]):
            return ""
        found[axis] = row, present(compared(row, today), language, _decimals(rows, language))
    (x_row, x), (y_row, y) = found["x"], found["y"]
    sure = "single" if not math.isfinite(y_row["difference_low"]) else verdict(y_row)
    moved = text(
        f"frontier.answer.{'stays' if x.baseline == x.reform else 'moves'}", language, before=x.baseline,
        x=spoken("outcome", x_row["outcome"], language), after=with_unit(x.reform, x.unit, language),
    )  # fmt: skip
    return text(
        f"frontier.answer.{words}", language, package=names.say(package.title, package.name), times=f"{times:g}",
        x=moved, y=spoken("outcome", y_row["outcome"], language), before=y.baseline,
        after=with_unit(y.reform, y.unit, language), difference=y.difference, percent=y.percent,
        interval=y.interval, sure=text(f"frontier.sure.{sure}", language),
    )  # fmt: skip


def _fewest(result: FrontierResult, names: Names) -> str:
    """Which package needs least of x for the y of today, as read off its curve."""
    frontier, language = result.study.frontier, names.language
    today, level = today_row(result, frontier.x), today_row(result, frontier.y)
    unit = present(compared(today, today), language).unit
    factor = -1.0 if today["better"] == "higher" else 1.0
    needs = {package.name: needed(result, package.name) for package in frontier.packages}
    title = {package.name: names.say(package.title, package.name) for package in frontier.packages}
    reached = {name: need for name, need in needs.items() if math.isfinite(need[0])}
    if len(needs) < 2 or not reached:
        return ""
    decimals = max(1, _decimals([today], language))

    def say(value: float) -> str:
        return number(value * (100 if today["unit"] == "share" else 1), decimals)

    listed = [
        text(f"frontier.answer.{'needs' if name in reached else 'fails'}", language, package=title[name],
             x=say(needs[name][0]))
        for name in needs
    ]  # fmt: skip
    best = min(reached, key=lambda name: factor * reached[name][0])
    middle, low, high = reached[best]
    level_said = present(compared(level, level), language)
    parts = [text(
        "frontier.answer.same", language, y=spoken("outcome", frontier.y, language), unit=unit,
        x=spoken("outcome", frontier.x, language), listed=join(listed, language),
        level=with_unit(level_said.reform, level_said.unit, language),
    )]  # fmt: skip
    if best == frontier.packages[0].name:
        parts.append(text("frontier.answer.none_better", language))
    else:
        less = math.isfinite(high) and factor * (today["mean"] - high) > 0
        words = "best" if math.isfinite(low) and math.isfinite(high) else "best_open"
        parts.append(text(
            f"frontier.answer.{words}", language, package=title[best],
            change=percent(middle / today["mean"] - 1, language, sign=True) if today["mean"] else "–",
            low=say(low), high=say(high), sure=text(f"frontier.sure.{'clear' if less else 'unclear'}", language),
        ))  # fmt: skip
    return text("answer.between", language).join(parts)


def needed(result: FrontierResult, package: str) -> tuple[float, float, float]:
    """The best x at which y is as good as today along the curve of a package, and the ends of its interval.

    Read off straight lines between the points, from the differences of y to today and from the ends of their
    paired 95 % intervals; NaN where the curve never gets there.
    """
    frontier = result.study.frontier
    x = {row["times"]: row for row in rows_of(result, frontier.x) if row["package"] == package}
    y = [row for row in rows_of(result, frontier.y) if row["package"] == package and row["times"] in x]
    if not y:
        return (math.nan,) * 3
    sign_x = -1.0 if x[y[0]["times"]]["better"] == "higher" else 1.0
    sign_y = -1.0 if y[0]["better"] == "higher" else 1.0
    ends = ("difference", "difference_low", "difference_high")
    middle, one, two = (
        _crossing(sorted((sign_x * x[row["times"]]["mean"], sign_y * row[end]) for row in y)) for end in ends
    )
    low, high = (one, two) if sign_y > 0 else (two, one)
    return sign_x * middle, sign_x * low, sign_x * high


def _crossing(points: list[tuple[float, float]]) -> float:
    """The least x at which the line through the points is at zero or below; NaN if it never is."""
    if not all(math.isfinite(y) for _, y in points):
        return math.nan
    if points[0][1] <= 0:
        return points[0][0]
    for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
        if y2 <= 0:
            return x1 + (x2 - x1) * y1 / (y1 - y2)
    return math.nan
