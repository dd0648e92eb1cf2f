"""Generated scenarios: small regions, measures and dates that Hypothesis makes up, compared event by event.

A failure is printed as YAML with the command that compares it again. The examples are the same every time that the
same test modules are loaded (Hypothesis also tries constants that it finds in them), unless ``ORACLE=explore`` in the
environment asks for new ones, as many as somebody has patience for, and for failures shrunk to their least;
``ORACLE=tiny`` takes few (for :mod:`tests.mutation`, where everything runs as plain Python).
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, assume, given, note, settings

from sim.scenario import ScenarioError
from tests.oracle.compare import compare
from tests.oracle.scenarios import PARTS, SHIPPED, drawn, edited

USUAL = settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],  # shrinking takes minutes
    suppress_health_check=list(HealthCheck),
)
PROFILE = {
    "usual": USUAL,
    "tiny": settings(USUAL, max_examples=10),
    "explore": settings(
        USUAL, max_examples=3000, derandomize=False, print_blob=True, phases=[Phase.generate, Phase.shrink]
    ),
}[os.environ.get("ORACLE", "usual")]


def agree(scenario):
    """Engine and oracle say the same; scenarios that no engine could simulate (no window left for an office) are left
    out."""
    try:
        result = compare(scenario.study.region, scenario.seed, context=3, **scenario.options())
    except ScenarioError:
        assume(False)
    for one in result.differences[:1]:
        note(str(one))
        raise AssertionError(one.sentence)


def comparing(strategy, **more):
    """A test that compares what a strategy draws."""

    @settings(PROFILE, **more)
    @given(strategy)
    def test(scenario):
        agree(scenario)

    return test


@pytest.mark.parametrize("part", PARTS)
def test_drawn_region(part):
    """Regions from scratch: approvals alone, with inspections, with an economy, with lending."""
    comparing(drawn(part))()


@pytest.mark.parametrize("name", SHIPPED)
def test_edited_region(name):
    """Shipped regions with some of their values changed."""
    comparing(edited(name))()


@pytest.mark.long
@pytest.mark.parametrize("part", PARTS)
def test_many_drawn_regions(part):
    """Many more."""
    comparing(drawn(part, most_measures=5), max_examples=150)()


@pytest.mark.long
@pytest.mark.parametrize("name", SHIPPED)
def test_many_edited_regions(name):
    """Many more."""
    comparing(edited(name, most_measures=5), max_examples=100)()
