"""How numbers are said: rounding, signs, units and intervals, alike in tables, sentences and figures.

A row of a comparison is rounded as one: the half-width of its interval decides the decimals, so that no digit
is printed that is only chance, and all figures of the row line up.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sim.report.catalogue import label, normal, text

MINUS = "\N{MINUS SIGN}"
#: Multiples in which large sums of money are counted, the largest first.
_SCALES = {
    "en": (("vast", 1e12), ("huge", 1e9), ("large", 1e6), ("thousand", 1e3)),
    "zh": (("vast", 1e12), ("huge", 1e8), ("large", 1e4)),
}
_SCALED_FROM = 1e5
_MOST_DIGITS = 1e7  # a number printed before its unit stays below this
_SHARES = ("share", "share_year")


@dataclass(frozen=True)
class Presented:
    """One row of a comparison in words: all numbers with the same decimals, with signs, without units."""

    baseline: str
    reform: str
    difference: str
    low: str
    high: str
    interval: str
    percent: str
    unit: str
    change_unit: str


def number(value: float, decimals: int = 1, sign: bool = False) -> str:
    """``value`` with grouped thousands and a real minus; ``sign`` prints a plus too; a dash for no number."""
    if value is None or not math.isfinite(value):
        return "–"
    digits = f"{abs(value):,.{decimals}f}"
    if not any(d in "123456789" for d in digits):
        return digits
    return (MINUS if value < 0 else "+" if sign else "") + digits


def in_full(value: Any) -> str:
    """A number as written in a file, with grouped thousands, no trailing zeros; other things as they are."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return str(value)
    digits = f"{abs(value):,.0f}" if float(value).is_integer() else f"{abs(value):,.6g}"
    return (MINUS if value < 0 else "") + digits


def plain(value: Any) -> str:
    """A value of a scenario file as its author would write it; a distribution by name and parameters."""
    if isinstance(value, Mapping):
        if value.get("dist") == "constant":
            return plain(value.get("value"))
        said = ", ".join(f"{name} {plain(inner)}" for name, inner in value.items() if name != "dist")
        return f"{value['dist']}: {said}" if "dist" in value else said
    if isinstance(value, (list, tuple)):
        return ", ".join(map(plain, value))
    return in_full(value)


def percent(value: float, language: str, decimals: int = 0, sign: bool = False) -> str:
    """A share (0.125) as a percentage (12.5 %)."""
    if value is None or not math.isfinite(value):
        return "–"
    return text("number.percent", language, value=number(100 * value, decimals, sign))


def interval(low: float, high: float, language: str, decimals: int = 1, sign: bool = False) -> str:
    """``low`` to ``high``; a dash where there is no interval."""
    if not (_finite(low) and _finite(high)):
        return "–"
    return text("number.interval", language, low=number(low, decimals, sign), high=number(high, decimals, sign))


def with_unit(value: str, unit: str, language: str) -> str:
    """A number and its unit, if it has one; a percent sign follows as the language has it."""
    if not unit:
        return value
    if unit.startswith("%"):
        return text("number.percent", language, value=value) + unit[1:]
    return text("number.with_unit", language, value=value, unit=unit)


def join(parts: Iterable[str], language: str, kind: str = "list") -> str:
    """ "a", "a and b", "a, b and c"; ``kind`` is "list" for names or "clauses" for parts of a sentence."""
    parts = list(parts)
    if len(parts) < 2:
        return "".join(parts)
    first = text(f"number.{kind}.separator", language).join(parts[:-1])
    return text(f"number.{kind}.two", language, first=first, second=parts[-1])


def is_share(unit: object) -> bool:
    """Whether a value is a share (of a year or not), which is printed in percent and differs by points."""
    return normal(unit) in _SHARES


def relative(row: Mapping[str, Any]) -> float:
    """The difference as a share of the size of the baseline; above zero is more.

    NaN where the baseline is zero or unknown, and where a balance changes its sign.
    """
    before, after = row["baseline"], row["reform"]
    if not _finite(before) or before == 0 or _finite(after) and before * after < 0:
        return math.nan
    return row["difference"] / abs(before)


def present(row: Mapping[str, Any], language: str = "en", decimals: int | None = None) -> Presented:
    """The words for a row with baseline, reform, difference, low, high and unit (see Comparison.table)."""
    scale, factor = _scale(row, language)
    if decimals is None:
        decimals = decimals_for([row], language)

    def say(name: str, sign: bool = False) -> str:
        return number(_times(row[name], factor), decimals, sign)

    return Presented(
        baseline=say("baseline"),
        reform=say("reform"),
        difference=say("difference", sign=True),
        low=say("low", sign=True),
        high=say("high", sign=True),
        interval=interval(_times(row["low"], factor), _times(row["high"], factor), language, decimals, sign=True),
        percent=percent(relative(row), language, _percent_decimals(row), sign=True),
        unit=unit_name(row["unit"], language, scale),
        change_unit=change_unit(row["unit"], language, scale),
    )


def _percent_decimals(row: Mapping[str, Any]) -> int:
    """A relative change of less than a tenth has as many decimals as its interval deserves."""
    change = relative(row)
    if not abs(change) < 0.1 or not (_finite(row["low"]) and _finite(row["high"])):
        return 0
    half = 50 * (row["high"] - row["low"]) / abs(row["baseline"])
    return min(max(math.ceil(-math.log10(half)), 0), 2) if half > 0 else 0


def unit_name(unit: object, language: str, scale: str = "one") -> str:
    """The unit of a value, in words; a share is counted in percent."""
    if is_share(unit):
        return "%" + label("unit", unit, language)
    return text(f"number.scale.{scale}", language) + label("unit", unit, language)


def change_unit(unit: object, language: str, scale: str = "one") -> str:
    """The unit of a difference: between two shares it is percentage points."""
    if is_share(unit):
        return label("unit", "share_change", language)
    return unit_name(unit, language, scale)


def yuan(value: float, language: str) -> str:
    """A sum of money in words, large ones in millions or as the language counts."""
    row = {"baseline": value, "reform": value, "difference": 0.0, "low": math.nan, "high": math.nan}
    said = present(row | {"unit": "yuan"}, language)
    return with_unit(said.baseline, said.unit, language)


def yuan_within(value: float, low: float, high: float, language: str, sign: bool = False) -> tuple[str, str]:
    """A sum of money in words, and the interval around it in the same multiple of yuan."""
    row = {"unit": "yuan", "baseline": value, "reform": value, "low": low, "high": high}
    (scale, factor), decimals = _scale(row, language), _decimals(row, language)
    said = with_unit(number(value * factor, decimals, sign), unit_name("yuan", language, scale), language)
    return said, interval(_times(low, factor), _times(high, factor), language, decimals, sign)


def multiple(size: float, unit: str, language: str) -> tuple[str, float]:
    """The unit in words in which values of this size are counted, and the factor that makes them so."""
    row = {"unit": unit, "baseline": size, "reform": size, "low": math.nan, "high": math.nan}
    scale, factor = _scale(row, language)
    return unit_name(unit, language, scale), factor


def decimals_for(rows: Iterable[Mapping[str, Any]], language: str = "en") -> int:
    """The decimals that suit all these rows, so that a column lines up: those of the least certain."""
    return min((_decimals(row, language) for row in rows), default=0)


def _decimals(row: Mapping[str, Any], language: str) -> int:
    """As many as keep a digit or two of the interval's half-width, within what a reader can use."""
    factor = _scale(row, language)[1]
    least, most = _allowed(_size(row) * factor, is_share(row["unit"]))
    half = _half(row) * factor
    return min(max(math.ceil(-math.log10(half)), least), most) if half > 0 else least


def _allowed(size: float, share: bool) -> tuple[int, int]:
    """The fewest and the most decimals of a number of this size."""
    if share or size < 100:
        return 1, 2
    return (0, 1) if size < 1000 else (0, 0)


def _size(row: Mapping[str, Any]) -> float:
    return max((abs(row[name]) for name in ("baseline", "reform") if _finite(row[name])), default=0.0)


def _half(row: Mapping[str, Any]) -> float:
    """Half the width of the interval; 0 where there is none."""
    return (row["high"] - row["low"]) / 2 if _finite(row["low"]) and _finite(row["high"]) else 0.0


def _scale(row: Mapping[str, Any], language: str) -> tuple[str, float]:
    """In which multiple a row is counted: percent for shares; large sums of money in thousands, millions ...

    A smaller multiple where the interval of the difference would be rounded away.
    """
    size, half = _size(row), _half(row)
    if is_share(row["unit"]):
        return "one", 100.0
    if "yuan" not in normal(row["unit"]) or size < _SCALED_FROM:
        return "one", 1.0
    fitting = [(name, one) for name, one in _SCALES[language] if one <= size < one * _MOST_DIGITS]
    fine = [(name, one) for name, one in fitting if half / one >= 0.5 * 10.0 ** -_allowed(size / one, False)[1]]
    name, multiple = (fine or fitting)[0] if half > 0 else fitting[0]
    return name, 1 / multiple


def _times(value: float, factor: float) -> float:
    return value * factor if _finite(value) else math.nan


def _finite(value: Any) -> bool:
    return value is not None and math.isfinite(value)
