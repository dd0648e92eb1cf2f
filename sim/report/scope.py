"""Which outcomes speak of approvals and which of inspections, and which of the two the measures change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.experiment.compare import Comparison

    Row = Mapping[str, Any]

APPROVALS, INSPECTIONS = SIDES = ("approvals", "inspections")
#: The outcomes of inspections by what they tell: all others belong to approvals.
THEMES = {
    "burden": ("inspections", "inspected_often", "overlapping", "inspection_hours", "inspection_loss"),
    "detection": ("violations_found", "violations_missed", "precision", "judgments", "fines", "fine_spread"),
    "harm": ("compliance", "incidents"),
    "bodies": ("inspector_days", "inspector_use", "inspections_cancelled", "joint_share", "complaints_handled"),
}
_THEME = {outcome: theme for theme, outcomes in THEMES.items() for outcome in outcomes}
#: Parts of a region's file whose numbers reach both, so that a study of them is of neither alone.
_SHARED = ("standings", "complaints")


def side(outcome: str) -> str:
    """Whether an outcome speaks of approvals or of inspections."""
    return INSPECTIONS if outcome in _THEME else APPROVALS


def overall_rows(comparison: Comparison) -> list[dict[str, Any]]:
    """The rows of the comparison's table that speak of everybody together, in its order."""
    table = comparison.table
    return table[table["group_kind"] == "all"].to_dict("records")


def inspected(comparison: Comparison) -> bool:
    """Whether the region has inspections."""
    return any(side(row["outcome"]) == INSPECTIONS for row in overall_rows(comparison))


def aims(comparison: Comparison) -> tuple[str, ...]:
    """What the measures of the reform are about: approvals, inspections, or both in this order.

    Approvals alone where nobody is inspected; both where no measure tells.
    """
    if not inspected(comparison):
        return (APPROVALS,)
    parts = _parts_changed(comparison) - set(_SHARED)
    aimed = {INSPECTIONS if part == INSPECTIONS else APPROVALS for part in parts}
    return tuple(one for one in SIDES if one in aimed) or SIDES


def touched(comparison: Comparison) -> tuple[str, ...]:
    """What the measures change: first what they are about, then what they reach beside it."""
    aimed = aims(comparison)
    shared = inspected(comparison) and not _parts_changed(comparison).isdisjoint(_SHARED)
    return aimed + tuple(one for one in SIDES if shared and one not in aimed)


def _parts_changed(comparison: Comparison) -> set[str]:
    """The parts of the region's file in which measures of the reform change something."""
    changes = (change for applied in comparison.study.reform for change in applied.measure.changes)
    return {change.lever.partition(".")[0].strip() for change in changes}


def grouped(comparison: Comparison) -> list[tuple[str, list[dict[str, Any]]]]:
    """The overall rows under what they tell, first of what the measures are about.

    One group without a name where nobody is inspected.
    """
    rows = overall_rows(comparison)
    if not inspected(comparison):
        return [("", rows)]
    themes = [(theme, _of(rows, theme)) for theme in THEMES]
    approvals = [(APPROVALS, [row for row in rows if side(row["outcome"]) == APPROVALS])]
    ordered = approvals + themes if aims(comparison)[0] == APPROVALS else themes + approvals
    return [(name, members) for name, members in ordered if members]


def _of(rows: Iterable[Row], theme: str) -> list[Row]:
    return [row for row in rows if _THEME.get(row["outcome"]) == theme]
