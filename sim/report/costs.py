"""What it costs: the measures, the public purse, and what is paid for a job and for a working day saved."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.report.catalogue import label, text
from sim.report.economics import rows_of
from sim.report.scope import overall_rows
from sim.report.wording import yuan, yuan_within

if TYPE_CHECKING:
    from sim.experiment.compare import Comparison
    from sim.report.economics import Row

BALANCE = "fiscal_balance"
RATIOS = ("cost_per_job", "cost_per_day_saved")


def section(comparison: Comparison, language: str) -> list[dict[str, str]] | None:
    """Rows of what is paid: name, value, interval, words. None where the region keeps no public accounts."""
    balance = next((row for row in overall_rows(comparison) if row["outcome"] == BALANCE), None)
    found = {str(row["ratio"]): row for row in rows_of(comparison.ratios)}
    ratios = [_ratio(name, found[name], language) for name in RATIOS if name in found]
    if balance is None and not ratios:
        return None
    return [*_measures(comparison, language), *([_balance(balance, language)] if balance else []), *ratios]


def _measures(comparison: Comparison, language: str) -> list[dict[str, str]]:
    if not comparison.study.reform:
        return []
    sums = {name: float(comparison.cost.get(name) or 0) for name in ("once", "per_year")}
    return [_row(name, yuan(value, language), "–", "", language) for name, value in sums.items()]


def _balance(row: Row, language: str) -> dict[str, str]:
    sums = yuan_within(row["difference"], row["low"], row["high"], language, sign=True)
    reason = label("reason", row["reason"], language) if row.get("reason") else ""
    return _row("balance", *sums, reason or label("verdict", row["verdict"], language), language)


def _ratio(name: str, row: Row, language: str) -> dict[str, str]:
    """Cost for one unit of what was gained; why there is none where the comparison knows none."""
    if not math.isfinite(row["value"]):
        return _row(name, "–", "–", text(f"page.costs.unknown.{row.get('reason') or 'no_data'}", language), language)
    kind = "bought" if row["low"] > 0 else "free" if row["high"] < 0 else "unclear"
    words = text(f"page.costs.said.{name}.{kind}", language)
    return _row(name, *yuan_within(row["value"], row["low"], row["high"], language), words, language)


def _row(name: str, value: str, within: str, words: str, language: str) -> dict[str, str]:
    return {"name": text(f"page.costs.{name}", language), "value": value, "interval": within, "words": words}
