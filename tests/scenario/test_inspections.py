"""Inspections in region files: resolved, removed, taken up again, changed by measures."""

import pytest

from sim.scenario import (
    ScenarioError,
    check,
    digest,
    load_measure,
    load_region,
    load_study,
    provenance,
    show,
)

TOWN = "region: town\nextends: small_town\n"
NOBODY = "region: nobody\nextends: small_town\ninspections: null\n"
MEASURE = "measure: mine\ngroup: inspection\ntitle: {en: Mine}\nchanges:\n"
STUDY = "study: s\nregion: small_town\nstart: 2022-01-01\ndays: 30\nreform:\n"


def test_what_is_left_out_has_its_default():
    inspections = load_region("small_town").tree["inspections"]
    trade, market = inspections["areas"]["trade"], inspections["bodies"]["market_team"]
    assert trade["title"] == {"en": "Trade", "zh": "Trade"}
    assert trade["incidents"]["harm"] == {"dist": "constant", "value": 0}
    assert inspections["offsite"]["effort"] == {"dist": "constant", "value": 20}
    assert inspections["hours"] == {"weekdays": "09:00-11:30, 13:30-17:00", "saturday": "", "sunday": ""}
    assert market["effort"] == {"dist": "constant", "value": 40}
    assert market["quiet"] == {"from_day": 0, "to_day": 0}
    assert inspections["bodies"]["fire_brigade"]["plans_per_year"] == 4


def test_a_region_may_go_without(write):
    region = load_region(write("nobody.yaml", NOBODY))
    assert region.tree["inspections"] is None
    assert region.tree["standings"] == {"admonished": 1, "effort": 0.3}
    paths = [row.path for row in show(region) if row.path.startswith("inspections")]
    assert paths == ["inspections"]
    assert digest(region) != digest(load_region("small_town"))


def test_what_one_layer_removes_the_next_may_write_anew(write):
    write("nobody.yaml", NOBODY)
    body = "{area: tax, inspectors: 2, sectors: {retail: 1}, effort: 30, detection: 0.5}"
    text = "region: again\nextends: nobody\ninspections:\n  hours: {weekdays: '09:00-17:00'}\n"
    text += f"  areas: {{tax: {{compliance_cost: 100}}}}\n  bodies: {{tax_office: {body}}}\n"
    region = load_region(write("again.yaml", text))
    assert list(region.tree["inspections"]["bodies"]) == ["tax_office"]


def test_a_layer_changes_single_values_of_a_body(write):
    text = TOWN + "inspections:\n  bodies:\n    fire_brigade: {sectors: {retail: null}, effort: {mean: 90}}\n"
    body = load_region(write("town.yaml", text)).tree["inspections"]["bodies"]["fire_brigade"]
    assert body["sectors"] == {"catering": 0.5}
    assert body["effort"] == {"dist": "lognorm", "mean": 90, "cv": 0.4}


def test_numbers_have_their_unit_and_origin():
    rows = {row.path: row for row in provenance("small_town")}
    assert rows["inspections.areas.fire.compliance_cost"].source == "a study"
    assert rows["inspections.bodies.market_team.plans_per_year"].unit == "plans per sector and year"
    assert rows["inspections.bodies.fire_brigade.sectors.retail"].unit == "visits per enterprise and year"
    assert rows["inspections.tiers.low"].basis == "default"


def test_a_unit_of_something_else_is_refused(write):
    text = TOWN + "inspections: {expires: {value: 60, unit: yuan}}\n"
    (problem,) = check(write("town.yaml", text))
    assert (problem.path, problem.expected) == ("inspections.expires.unit", "days")


@pytest.mark.parametrize(
    ("days", "good"),
    [((0, 0), True), ((1, 20), True), ((31, 31), True), ((1, 30), True), ((1, 31), False), ((0, 5), False)],
)
def test_quiet_days_leave_some_day(write, days, good):
    quiet = f"inspections:\n  bodies:\n    market_team: {{quiet: {{from_day: {days[0]}, to_day: {days[1]}}}}}\n"
    assert (check(write("town.yaml", TOWN + quiet)) == []) is good


def test_a_body_with_nothing_to_plan_and_nothing_to_verify_may_have_no_team(write):
    body = "{inspectors: 0, sectors: {catering: 0, retail: 0}}"
    assert check(write("town.yaml", TOWN + f"inspections: {{bodies: {{fire_brigade: {body}}}}}\n")) == []


def test_both_shares_of_regimes_may_be_one(write):
    body = "{regimes: {double_random: 1, credit_tiered: 1}}"
    assert check(write("town.yaml", TOWN + f"inspections: {{bodies: {{fire_brigade: {body}}}}}\n")) == []


def test_coverage_reaches_bodies_or_moves_a_share(write):
    changes = "  - {lever: inspections.bodies.*.joint, to: 1.0}\n"
    changes += "  - {lever: inspections.bodies.*.offsite, to: 0.3, coverage_of: cases}\n"
    changes += "  - {lever: inspections.correction.reinspection, to: 1.0}\n"
    changes += "  - {lever: complaints.followed, to: 0.9}\n"
    measure = load_measure(write("mine.yaml", MEASURE + changes))
    assert [change.coverage_of for change in measure.changes] == ["bodies", "cases", "cases", "cases"]
    assert load_study(write("s.yaml", STUDY + "  - mine: {coverage: 0.5}\n")).reform[0].coverage == 0.5


def test_a_measure_may_expect_what_inspections_bring(write):
    text = MEASURE + "  - {lever: inspections.frequency, times: 0.5}\nexpect: {inspections: down, incidents: up}\n"
    assert load_measure(write("mine.yaml", text)).expect == {"inspections": "down", "incidents": "up"}


def test_quiet_days_come_by_both_ends_at_once(write):
    both = "  - {lever: inspections.bodies.*.quiet.from_day, to: 1}\n"
    both += "  - {lever: inspections.bodies.*.quiet.to_day, to: 25}\n"
    write("mine.yaml", MEASURE + both)
    assert load_study(write("s.yaml", STUDY + "  - mine\n"))
    write("mine.yaml", MEASURE + both.replace("25", "31"))
    with pytest.raises(ScenarioError, match=r"mine makes inspections.bodies.fire_brigade.quiet \[1, 31\]"):
        load_study(write("s.yaml", STUDY + "  - mine\n"))


def test_quiet_days_of_the_baseline_can_be_moved(write):
    lever = "inspections.bodies.market_team.quiet"
    first = MEASURE.replace("mine", "first") + f"  - {{lever: {lever}.from_day, to: 1}}\n"
    write("first.yaml", first + f"  - {{lever: {lever}.to_day, to: 20}}\n")
    write("mine.yaml", MEASURE + f"  - {{lever: {lever}.to_day, add: 5}}\n")
    study = STUDY.replace("reform:", "baseline: [first]\nreform:")
    assert load_study(write("s.yaml", study + "  - mine\n"))
