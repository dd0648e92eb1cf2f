"""What the compared measures are and cost, in yuan."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from sim.experiment.replicate import measures_of

if TYPE_CHECKING:
    from sim.scenario import Applied, Study

DAYS_PER_YEAR = 365.0


def measures_table(study: Study) -> pd.DataFrame:
    """The measures of both worlds: names, titles, coverage, dates (ISO) and yuan (once, per year)."""
    baseline = measures_of(study, "baseline")
    reform = measures_of(study, "reform")[len(baseline) :]
    rows = [
        {
            "world": world,
            "measure": applied.measure.name,
            "group": applied.measure.group,
            "title_en": applied.measure.title.get("en", ""),
            "title_zh": applied.measure.title.get("zh", ""),
            "coverage": float(applied.coverage),
            "start": applied.start.isoformat(),
            "ramp_days": int(applied.ramp_days),
            "until": applied.until.isoformat() if applied.until else "",
            "cost_once": _cost(applied, "once"),
            "cost_per_year": _cost(applied, "per_year"),
        }
        for world, list_of_measures in (("baseline", baseline), ("reform", reform))
        for applied in list_of_measures
    ]
    columns = ["world", "measure", "group", "title_en", "title_zh", "coverage", "start", "ramp_days", "until"]
    return pd.DataFrame(rows, columns=[*columns, "cost_once", "cost_per_year"])


def reform_cost(study: Study) -> dict[str, float]:
    """Cost of the reform's measures: once, per_year, and study: what falls within the study's days."""
    reform = measures_of(study, "reform")[len(study.baseline) :]
    end = study.start + timedelta(days=study.days)
    once = sum(_cost(applied, "once") for applied in reform)
    within = sum(_cost(applied, "once") for applied in reform if applied.start < end)
    running = sum(
        _cost(applied, "per_year") * _years_in_force(applied, study.start, end) for applied in reform
    )
    per_year = sum(_cost(applied, "per_year") for applied in reform)
    return {"once": once, "per_year": per_year, "study": within + running}


def _cost(applied: Applied, kind: str) -> float:
    return float((applied.measure.cost or {}).get(kind, 0.0))


def _years_in_force(applied: Applied, start: date, end: date) -> float:
    """Years of the study's days on which the measure holds."""
    first = max(applied.start, start)
    last = min(applied.until, end) if applied.until else end
    return max((last - first).days, 0) / DAYS_PER_YEAR
