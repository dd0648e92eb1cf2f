"""Which published figures a study is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.experiment.approval_targets import APPROVAL_TARGETS
from sim.experiment.inspection_targets import INSPECTION_TARGETS
from sim.experiment.target import Target

if TYPE_CHECKING:
    from sim.scenario import Study

#: The shipped studies that hold published reforms.
STUDIES = ("changchun-2022", "siping-2025")
#: The region whose approvals the published figures are about.
APPROVALS_OF = "changchun"


def targets_of(study: Study) -> tuple[Target, ...]:
    """The published figures for a study: on inspections if its region has any, on approvals if it is Changchun.

    A region of neither kind is held against Changchun's approvals.
    """
    inspected = bool(study.region.tree.get("inspections"))
    approvals = not inspected or APPROVALS_OF in study.region.layers
    return (*(APPROVAL_TARGETS if approvals else ()), *(INSPECTION_TARGETS if inspected else ()))
