"""The frontier of a study: one lever at several strengths, under several packages."""

import pickle

import pytest

from sim.scenario import Frontier, ScenarioError, digest, load_study, provenance

STUDY = "study: mine\nregion: small_town\nstart: 2022-01-01\ndays: 90\nbaseline: [notice]\n"
FRONTIER = """frontier:
  lever: inspections.frequency
  times: [0, 0.25, {value: 1, basis: assumed}, 2]
  x: inspections
  y: incidents
  packages:
    as_it_was: {title: {en: As it was, zh: 原状}}
    quick:
      measures:
        - faster: {coverage: 0.5, ramp: 30 days}
        - more_windows
"""


@pytest.fixture
def study(write):
    return load_study(write("mine.yaml", STUDY + "reform: [faster]\n" + FRONTIER))


def test_a_frontier_as_loaded(study):
    frontier = study.frontier
    assert isinstance(frontier, Frontier)
    assert (frontier.lever, frontier.times) == ("inspections.frequency", (0, 0.25, 1, 2))
    assert (frontier.x, frontier.y) == ("inspections", "incidents")
    plain, quick = frontier.packages
    assert (plain.name, plain.title, plain.measures) == ("as_it_was", {"en": "As it was", "zh": "原状"}, ())
    assert (quick.name, quick.title["en"]) == ("quick", "Quick")
    assert [(one.measure.name, one.coverage, one.ramp_days) for one in quick.measures] == [
        ("faster", 0.5, 30),
        ("more_windows", 1.0, 0),
    ]
    assert pickle.loads(pickle.dumps(study)) == study


def test_a_study_needs_none(write):
    assert load_study("small").frontier is None


def test_the_comparison_stays_the_same_study(write, study):
    assert digest(load_study(write("mine.yaml", STUDY + "reform: [faster]\n"))) == digest(study)


def test_any_number_of_the_region_can_be_the_lever(write):
    text = FRONTIER.replace("inspections.frequency", "items.*.effort").replace("[0, 0.25", "[0.1, 0.25")
    text = text.replace("x: inspections", "x: administrative_cost").replace("y: incidents", "y: in_time")
    assert load_study(write("mine.yaml", STUDY + text)).frontier.lever == "items.*.effort"


def test_no_strength_of_none_for_a_distribution_between_bounds(write):
    text = FRONTIER.replace("inspections.frequency", "halls.main.helper_service")
    with pytest.raises(ScenarioError, match="a strength above 0 for a distribution between bounds"):
        load_study(write("mine.yaml", STUDY + text))


def test_a_package_starts_from_the_baseline(write):
    text = FRONTIER.replace("more_windows", "again")
    again = "measure: again\ngroup: own\ntitle: {en: Again}\nchanges:\n"
    write("again.yaml", again + "  - {lever: departments.*.one_time_notice, to: 1.0, from: 1.0}\n")
    assert load_study(write("mine.yaml", STUDY + text))
    with pytest.raises(ScenarioError, match="again expects departments.market.one_time_notice to be 1 before"):
        load_study(write("mine.yaml", STUDY.replace("baseline: [notice]\n", "") + text))


def test_the_numbers_of_packages_are_among_the_sources(write):
    path = write("mine.yaml", STUDY + FRONTIER)
    paths = [row.path for row in provenance(path)]
    assert "frontier.packages.quick.measures.0.faster.coverage" in paths
    assert paths.count("faster: cost.once") == 1
    assert "more_windows: changes.0.to" in paths
    both = [row.path for row in provenance(write("mine.yaml", STUDY + "reform: [faster]\n" + FRONTIER))]
    assert both.count("faster: cost.once") == 1
