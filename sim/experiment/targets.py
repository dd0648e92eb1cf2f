"""Which published figures a study is held against."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sim.experiment.approval_targets import APPROVAL_TARGETS
from sim.experiment.credit_targets import (
    CREDIT_TARGETS,
    JILIN_CREDIT_TARGETS,
    POLICY_CREDIT_TARGETS,
    RATE_TARGETS,
)
from sim.experiment.economy_targets import ECONOMY_TARGETS, JILIN_ECONOMY_TARGETS
from sim.experiment.inspection_targets import INSPECTION_TARGETS
from sim.experiment.target import Target

if TYPE_CHECKING:
    from sim.scenario import Study

#: The shipped studies that hold published reforms.
STUDIES = ("changchun-2022", "siping-2025", "jilin-finance-2020", "stabilisation-2022")
#: The region whose approvals the published figures are about.
APPROVALS_OF = "changchun"
#: The region whose platform, products and growth are published, and a larger one made from it.
JILIN, PROVINCE = "jilin_city", "jilin_province"
#: The first year of the policies whose effect on lending is published; what is published of Jilin City was before.
POLICIES_FROM = 2022
#: Days of a study that must fall in a year for its loans to tell that year's rate.
ENOUGH_DAYS = 120


def targets_of(study: Study) -> tuple[Target, ...]:
    """The published figures for a study: on what its region has; on approvals if that is Changchun, on inspections
    unless it is Jilin City, whose own are not published.

    A region with nothing but approvals is held against Changchun's. Figures of Jilin City hold for that alone and
    before the policies of 2022, and those of a year for studies of it.
    """
    tree, layers = study.region.tree, study.region.layers
    inspected, economic, lending = (bool(tree.get(key)) for key in ("inspections", "economy", "lending"))
    approvals = not (inspected or economic) or APPROVALS_OF in layers
    return (
        *(APPROVAL_TARGETS if approvals else ()),
        *(INSPECTION_TARGETS if inspected and JILIN not in layers else ()),
        *(_of_lending(study) if lending else ()),
        *(ECONOMY_TARGETS if economic else ()),
        *(JILIN_ECONOMY_TARGETS if economic and _is_jilin(study) else ()),
    )


def _of_lending(study: Study) -> tuple[Target, ...]:
    rates = [target for year, target in RATE_TARGETS.items() if _days_in(study, year) >= ENOUGH_DAYS]
    jilin = JILIN_CREDIT_TARGETS if _is_jilin(study) else ()
    policy = POLICY_CREDIT_TARGETS if study.start.year >= POLICIES_FROM else ()
    return (*rates, *CREDIT_TARGETS, *jilin, *policy)


def _is_jilin(study: Study) -> bool:
    layers = study.region.layers
    return JILIN in layers and PROVINCE not in layers and study.start.year < POLICIES_FROM


def _days_in(study: Study, year: int) -> int:
    """How many of the study's days are in a year."""
    end = study.start + timedelta(days=study.days)
    return max((min(end, date(year + 1, 1, 1)) - max(study.start, date(year, 1, 1))).days, 0)
