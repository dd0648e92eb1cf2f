"""Scenarios: strict, dated, sourced YAML read into checked, layered, typed regions, measures and studies.

A *region* says who its enterprises are and what its offices do, a *measure* what a reform changes, a
*study* which measures are compared where and when. Everything wrong with a file is told at once
(:class:`ScenarioError`).
"""

from .document import Note
from .levers import kind_of_lever, match_lever, row_of, value_at
from .measure import Change, Measure, load_measure
from .problems import Problem, ScenarioError
from .provenance import Source
from .region import Region, load_region
from .schema import json_schema
from .show import Row, check, digest, list_names, provenance, show
from .study import Applied, Frontier, Package, Replications, Study, load_study
from .template import new_region

__all__ = [
    "Applied",
    "Change",
    "Frontier",
    "Measure",
    "Note",
    "Package",
    "Problem",
    "Region",
    "Replications",
    "Row",
    "ScenarioError",
    "Source",
    "Study",
    "check",
    "digest",
    "json_schema",
    "kind_of_lever",
    "list_names",
    "load_measure",
    "load_region",
    "load_study",
    "match_lever",
    "new_region",
    "provenance",
    "row_of",
    "show",
    "value_at",
]
