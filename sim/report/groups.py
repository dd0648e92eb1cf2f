"""Whom it concerns: an outcome by size, sector, district and credit class of the enterprise."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.report.catalogue import label, text
from sim.report.names import Names
from sim.report.wording import decimals_for, number, present

if TYPE_CHECKING:
    from sim.experiment.compare import Comparison

    Row = Mapping[str, Any]

GROUP_KINDS = ("size", "sector", "district")
_STRIP = 120.0  # width of the little interval pictures, in their own units


class View(NamedTuple):
    """A headline outcome by group, two more beside it, and the words that say whether groups fare differently."""

    headline: str
    beside: tuple[str, str]
    kinds: tuple[str, ...]
    words: str


BY_TIME = View("elapsed_working_days", ("visits", "administrative_cost"), GROUP_KINDS, "page.groups")
BY_MONEY = View("days_to_money", ("approvals", "loan_rate"), GROUP_KINDS, "page.credit")
BY_JOBS = View("jobs", ("entry", "exit"), GROUP_KINDS, "page.economy")
BY_VISITS = View("inspections", ("inspection_loss", "incidents"), (*GROUP_KINDS, "tier"), "page.inspected")


def groups_tables(comparison: Comparison, names: Names, view: View = BY_TIME) -> list[dict[str, Any]]:
    """A table a way of grouping: who saves how much, the interval as a picture on one common scale."""
    by_kind = {kind: by_group(comparison, kind) for kind in view.kinds}
    shown = [row for rows in by_kind.values() for row in _headline(rows, view)]
    ends = [row[end] for row in shown for end in ("low", "high", "difference") if math.isfinite(row[end])]
    reach = min([0.0, *ends]), max([0.0, *ends])
    return [_table(kind, rows, reach, names, view) for kind, rows in by_kind.items() if _headline(rows, view)]


def by_group(comparison: Comparison, kind: str) -> dict[tuple[str, str], Row]:
    """The rows of one way of grouping, by group and outcome."""
    table = comparison.table
    rows = table[table["group_kind"] == kind].to_dict("records")
    return {(row["group"], row["outcome"]): row for row in rows}


def columns(rows: Mapping[tuple[str, str], Row], outcomes: tuple[str, ...], language: str) -> dict[str, int]:
    """The decimals of each outcome's column."""
    return {
        name: decimals_for([row for (_, outcome), row in rows.items() if outcome == name], language)
        for name in outcomes
    }


def arrow(row: Row | None, language: str, decimals: int) -> str:
    """ "before → after", without units."""
    if row is None:
        return "–"
    said = present(row, language, decimals)
    return f"{said.baseline} → {said.reform}"


def _headline(rows: Mapping[tuple[str, str], Row], view: View) -> list[Row]:
    return [row for row in rows.values() if row["outcome"] == view.headline and math.isfinite(row["difference"])]


def _table(
    kind: str, rows: Mapping[tuple[str, str], Row], reach: tuple[float, float], names: Names, view: View
) -> dict[str, Any]:
    place = {name: index for index, name in enumerate(names.order(kind))}
    chosen = _headline(rows, view)
    chosen.sort(key=lambda row: place.get(row["group"], len(place)))
    decimals = columns(rows, (view.headline, *view.beside), names.language)
    return {
        "heading": text(f"group_kind.by.{kind}", names.language),
        "head": label("group_kind", kind, names.language),
        "spread": _spread(chosen, kind, names, decimals[view.headline], view.words),
        "rows": [
            {
                "name": names.of(kind, row["group"]),
                **vars(present(row, names.language, decimals[view.headline])),
                "verdict": row["verdict"],
                "strip": strip(row, reach),
                "beside": [
                    arrow(rows.get((row["group"], name)), names.language, decimals[name]) for name in view.beside
                ],
            }
            for row in chosen
        ],
    }


def strip(row: Row, reach: tuple[float, float]) -> dict[str, str]:
    """Places of zero, the difference and its interval in a picture of the values within ``reach``."""
    lowest, highest = reach
    room = (highest - lowest) or 1.0

    def place(value: float) -> str:
        return f"{_STRIP * (0.04 + 0.92 * (value - lowest) / room):.1f}" if math.isfinite(value) else ""

    return {name: place(row[name]) for name in ("low", "difference", "high")} | {"zero": place(0.0)}


def _spread(rows: list[Row], kind: str, names: Names, decimals: int, words: str) -> str:
    """Whether some gain clearly more than others: the outermost intervals do not overlap."""
    if len(rows) < 2 or not all(math.isfinite(row["low"]) for row in rows):
        return ""
    ordered = sorted(rows, key=lambda row: abs(row["difference"]))
    least, most = ordered[0], ordered[-1]
    if most["low"] <= least["high"] and least["low"] <= most["high"]:
        return text(f"{words}.together", names.language)
    size = {name: number(row["difference"], decimals, sign=True) for name, row in (("most", most), ("least", least))}
    return text(
        f"{words}.apart", names.language, most=names.of(kind, most["group"]), most_size=size["most"],
        least=names.of(kind, least["group"]), least_size=size["least"],
    )  # fmt: skip
