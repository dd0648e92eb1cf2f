"""Which outcomes speak of approvals, inspections, credit or the economy, and which of these the measures change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.experiment.compare import Comparison

    Row = Mapping[str, Any]

APPROVALS, INSPECTIONS, LENDING, ECONOMY = SIDES = ("approvals", "inspections", "lending", "economy")
#: The outcomes of each side by what they tell: all others belong to approvals.
THEMES_OF = {
    INSPECTIONS: {
        "burden": ("inspections", "inspected_often", "overlapping", "inspection_hours", "inspection_loss"),
        "detection": ("violations_found", "violations_missed", "precision", "judgments", "fines", "fine_spread"),
        "harm": ("compliance", "incidents"),
        "bodies": ("inspector_days", "inspector_use", "inspections_cancelled", "joint_share", "complaints_handled"),
    },
    LENDING: {
        "requests": ("requests", "asked", "discouraged", "approvals", "rejected", "days_to_money", "days_to_money_p90"),
        "terms": ("loan_rate", "bridging_cost"),
        "banks": ("loans_outstanding", "loans_growth", "nonperforming", "bank_capital", "capital_ratio"),
    },
    ECONOMY: {
        "stock": (
            "entry", "exit", "enterprises", "enterprises_growth", "trading", "insolvencies", "survival",
        ),
        "activity": ("jobs", "revenue", "profit", "arrears"),
        "public": ("tax_revenue", "fiscal_balance"),
    },
}  # fmt: skip
THEMES = {theme: outcomes for themes in THEMES_OF.values() for theme, outcomes in themes.items()}
_THEME = {outcome: theme for theme, outcomes in THEMES.items() for outcome in outcomes}
_SIDE = {theme: side for side, themes in THEMES_OF.items() for theme in themes}
#: Parts of a region's file whose numbers reach approvals and inspections, so that a study of them is of neither alone.
_SHARED = ("standings", "complaints")


def side(outcome: str) -> str:
    """What an outcome speaks of: one of ``SIDES``."""
    return _SIDE[_THEME[outcome]] if outcome in _THEME else APPROVALS


def overall_rows(comparison: Comparison) -> list[dict[str, Any]]:
    """The rows of the comparison's table that speak of everybody together, in its order."""
    table = comparison.table
    return table[table["group_kind"] == "all"].to_dict("records")


def present_sides(comparison: Comparison) -> tuple[str, ...]:
    """The sides of which the region knows anything: approvals always, the others where there are outcomes."""
    found = {side(row["outcome"]) for row in overall_rows(comparison)}
    return tuple(one for one in SIDES if one == APPROVALS or one in found)


def aims(comparison: Comparison) -> tuple[str, ...]:
    """What the measures of the reform are about, in the order of ``SIDES``; everything where no measure tells."""
    there, changed = present_sides(comparison), _parts_changed(comparison)
    aimed = {part if part in there else APPROVALS for part in changed - set(_SHARED)}
    if changed and not aimed:
        aimed = {APPROVALS, INSPECTIONS}
    return tuple(one for one in there if one in aimed) or there


def touched(comparison: Comparison) -> tuple[str, ...]:
    """What the measures change: first what they are about, then what they reach beside it.

    The rating of departments and complaints reach approvals and inspections alike; everything reaches the economy.
    """
    aimed, there = aims(comparison), present_sides(comparison)
    beside = (APPROVALS, INSPECTIONS) if not _parts_changed(comparison).isdisjoint(_SHARED) else ()
    return aimed + tuple(one for one in there if one not in aimed and one in (*beside, ECONOMY))


def shown(comparison: Comparison) -> tuple[str, ...]:
    """The sides with a section of their own: what is touched, and credit wherever there is any."""
    reach = touched(comparison)
    return reach + tuple(one for one in present_sides(comparison) if one == LENDING and one not in reach)


def _parts_changed(comparison: Comparison) -> set[str]:
    """The parts of the region's file in which measures of the reform change something."""
    changes = (change for applied in comparison.study.reform for change in applied.measure.changes)
    return {change.lever.partition(".")[0].strip() for change in changes}


def grouped(comparison: Comparison) -> list[tuple[str, list[dict[str, Any]]]]:
    """The overall rows under what they tell, first of what the measures are about, then of what they reach.

    One group without a name where there is nothing but approvals.
    """
    rows, there = overall_rows(comparison), present_sides(comparison)
    if there == (APPROVALS,):
        return [("", rows)]
    first = touched(comparison)
    ordered = first + tuple(one for one in there if one not in first)
    groups = [group for one in ordered for group in by_theme(rows, one)]
    return [(name, members) for name, members in groups if members]


def by_theme(rows: Iterable[Row], one: str) -> list[tuple[str, list[Row]]]:
    """The rows of a side under what they tell; approvals are all of one theme."""
    rows = [row for row in rows if side(row["outcome"]) == one]
    if one == APPROVALS:
        return [(APPROVALS, rows)]
    return [(theme, [row for row in rows if _THEME[row["outcome"]] == theme]) for theme in THEMES_OF[one]]
