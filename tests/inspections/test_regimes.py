"""What each way of inspecting does, and what must not change when it is switched on."""

import numpy as np
import pytest

from sim.inspections.tables import (
    COMPLAINT,
    EXEMPTED,
    PLANNED,
    REFORMED,
    REVOKED,
    SUSPENDED,
    TRIGGERED,
    UNPLANNED,
    VERIFICATION,
)
from tests.inspections.towns import START, alone, run, town, visits_of
from tests.region.worlds import applied, siping, table_bytes, variant


def every_body(**ways):
    def change(rules):
        for body in rules["bodies"].values():
            body |= ways

    return change


def count(region, purpose):
    return int((visits_of(region)["purpose"] == purpose).sum())


@pytest.fixture(scope="module")
def before():
    return run(town())


def test_filed_visits_outside_any_plan_disappear(before):
    assert count(before, UNPLANNED) > 100
    filed = run(town(every_body(filed=1.0)))
    assert count(filed, UNPLANNED) == 0
    assert abs(count(filed, PLANNED) - count(before, PLANNED)) < 0.1 * count(before, PLANNED)


def test_joint_plans_check_as_much_in_fewer_visits():
    apart = run(town(every_body(unplanned=0.0, regimes={"double_random": 1.0, "credit_tiered": 0.0}), enterprises=6000))
    joint = run(town(every_body(unplanned=0.0, joint=1.0, regimes={"double_random": 1.0, "credit_tiered": 0.0}),
                     enterprises=6000))
    checks = [int(region.world.plans["drawn"].sum()) for region in (apart, joint)]
    assert checks[1] == pytest.approx(checks[0], rel=0.08)
    assert count(joint, PLANNED) < 0.75 * count(apart, PLANNED)
    plans = joint.records().plans
    assert plans["joint"].mean() > 0.8
    rows = visits_of(joint)
    together = rows[(rows["joint"] == 1) & ~np.isnan(rows["ended"])]
    single = rows[(rows["joint"] == 0) & (rows["purpose"] == PLANNED) & ~np.isnan(rows["ended"])]
    assert together["onsite"].mean() > single["onsite"].mean(), "more lists take longer"


def test_bodies_that_plan_jointly_make_as_many_visits_outside_any_plan():
    """Also where nothing planned is left to discretion, and the bounds of planned visits are low."""
    ways = {"unplanned": 0.5, "regimes": {"double_random": 1.0, "credit_tiered": 0.0}}
    apart, joint = (run(town(every_body(**ways, joint=share), enterprises=8000)) for share in (0.0, 1.0))
    assert count(joint, UNPLANNED) == pytest.approx(count(apart, UNPLANNED), rel=0.06)


def test_a_plan_is_joint_only_where_two_bodies_meet():
    alone_with_itself = run(town(lambda rules: alone(rules, joint=1.0)), days=366)
    assert len(alone_with_itself.records().plans) > 0
    assert not alone_with_itself.records().plans["joint"].any()


def test_offsite_checks_spare_visits_and_hits_bring_them():
    region = run(town(every_body(offsite=1.0, unplanned=0.0)))
    frame = region.records().visits
    checks = frame[(frame["kind"] == "planned") & (frame["status"] == "done")]
    assert checks["offsite"].all() and (checks["hours"] == 0).all()
    hits = checks["found"].gt(0).sum()
    assert 0 < hits == count(region, TRIGGERED)
    triggered = frame[(frame["kind"] == "triggered") & (frame["status"] == "done")]
    assert triggered["found"].gt(0).mean() > 0.5, "a hit is a violation, most of which a team finds"


def test_more_inspection_makes_enterprises_keep_more_rules_and_less_inspection_fewer():
    def times(factor):
        def change(rules):
            rules["frequency"] = factor

        return run(town(change, enterprises=6000), days=500, follow_up=0)

    none, some, many = times(0.0), times(1.0), times(3.0)
    risk = [region.world.risk.mean() for region in (none, some, many)]
    assert risk[0] > risk[1] > risk[2]
    incidents = [int(region.world.control[0].incidents) for region in (none, many)]
    assert incidents[0] > incidents[1]


def test_exemption_spares_only_first_and_minor_violations():
    region = run(town(every_body(exemption=1.0)))
    rows = visits_of(region)
    exempted = rows[rows["sanction"] == EXEMPTED]
    assert len(exempted) > 5
    assert (exempted["fine"] == 0).all() and (exempted["serious_found"] == 0).all()


def test_a_benchmark_makes_fines_for_the_same_act_alike():
    spread = []
    for benchmark in (0.0, 1.0):
        frame = run(town(every_body(benchmark=benchmark), enterprises=6000)).records().visits
        fined = frame[frame["fine"] > 0]
        ratio = fined["fine"] / fined["standard_fine"]
        spread.append(ratio.std() / ratio.mean())
    assert spread[0] > 0.2
    assert spread[1] == pytest.approx(0.0, abs=1e-12)


def test_compliance_reform_spares_the_fine_and_mends_the_enterprise():
    region = run(town(every_body(reform=1.0), enterprises=6000))
    rows = visits_of(region)
    assert not (rows["sanction"] == SUSPENDED).any()
    reformed = rows[rows["sanction"] == REFORMED]
    assert len(reformed) > 10 and (reformed["loss"] > 0).all()
    same = run(town(enterprises=6000))
    changed = set(reformed["enterprise"])
    gained = region.world.enterprises["compliance"] - same.world.enterprises["compliance"]
    assert (gained[list(changed)] > 0).all()
    assert (np.delete(gained, list(changed)) == 0).all()


def test_risk_order_brings_known_offenders_first():
    def change(order):
        return town(lambda rules: alone(rules, risk_order=order), enterprises=6000,
                    compliance={"dist": "beta", "mean": 0.7, "concentration": 3.0})

    days = []
    for order in (0.0, 1.0):
        rows = visits_of(run(change(order), days=366))
        lag = rows["planned"] - np.array([row["planned"] for row in rows]).min()
        first = rows["plan"]
        day = rows["planned"] - np.bincount(first, rows["planned"])[first] / np.bincount(first)[first]
        days.append((day[rows["history"] >= 2].mean() - day[rows["history"] == 0].mean()) / 1440)
        assert lag.min() == 0
    assert abs(days[0]) < 12, "in random order the record does not matter"
    assert days[1] < -100


def test_a_broken_promise_is_found_by_inspectors_revokes_and_marks():
    def promising(tree):
        for item in tree["items"].values():
            if "notification_commitment" in item["allows"]:
                item["commitment"] = 1.0

    region = run(variant(promising, siping()), days=250, scale=0.5)
    rows = visits_of(region)
    verified = rows[(rows["purpose"] == VERIFICATION) & ~np.isnan(rows["ended"])]
    assert len(verified) > 20
    broken = verified[verified["found"] == 1]
    assert len(broken) > 0 and (broken["sanction"] == REVOKED).all()
    reviews = region.world.reviews
    assert (reviews["outcome"][broken["origin"]] == 6).all()
    assert (region.world.enterprises["credit_mark"][broken["enterprise"]] > 0).all()
    kept = verified[verified["found"] == 0]
    assert (reviews["outcome"][kept["origin"]] == 5).all()


def test_complaints_bring_visits_also_on_quiet_days(before):
    assert count(before, COMPLAINT) > 10


def test_beliefs_spread_to_neighbours_only():
    """With memory but no visits nobody's belief rises; a visit raises that of its street and of nobody else."""
    region = run(town(lambda rules: alone(rules, frequency=0.02)), days=200, follow_up=0)
    rows, world = visits_of(region), region.world
    streets = set(world.conduct["neighbourhood"][rows["enterprise"][~np.isnan(rows["ended"])]])
    touched = np.array([street in streets for street in range(len(world.neighbourhoods))])
    assert 0 < touched.sum() < len(touched)
    assert (world.neighbourhoods["watched_at"][~touched] == 0).all()
    assert (world.neighbourhoods["watched_at"][touched] > 0).all()


def test_one_extra_enterprise_changes_only_itself_where_targets_are_random():
    def plain(rules):
        for body in rules["bodies"].values():
            body |= {"inspectors": 4000, "unplanned": 0.0,
                     "regimes": {"double_random": 1.0, "credit_tiered": 0.0}}
        rules["perception"] |= {"neighbours": 0.0}

    def lives(enterprises):
        frame = run(town(plain, enterprises=enterprises), days=250).records().visits
        frame = frame.drop(columns=["visit", "plan", "hours"]).sort_values(["enterprise", "planned"])
        return frame[frame["enterprise"] < 1500].reset_index(drop=True)

    # the newcomer has the last key; teams differ only in severity, and fines hang on who came
    before, after = lives(1500), lives(1501)
    assert len(before) > 1000
    assert before.equals(after)


def test_the_same_seed_gives_the_same_bytes():
    assert table_bytes(run(town())) == table_bytes(run(town()))


def test_a_region_without_inspections_has_none():
    def bare(tree):
        tree["inspections"] = None

    region = run(variant(bare, siping()), scale=0.2, days=60)
    assert region.world.control[0].visits == 0 and region.records().visits is None


def test_the_worst_departments_are_admonished_and_make_an_effort():
    measures = [applied("department_rating", start=START)]
    region = run(siping(), scale=0.2, days=200, measures=measures)
    assert len(region.admonished) == 3
    owners = region.compiled.inspections.owners
    made = {name for name, effort in region.writer.efforts.items() if effort > 0}
    assert made == set(region.admonished) & set(region.compiled.departments)
    restrained = {owners[b] for b in np.flatnonzero(region.world.bodies["restraint"] > 0)}
    assert restrained == set(region.admonished) & set(owners)


def test_the_event_record_tells_visits_from_cases():
    log = run(siping(), scale=0.05, days=120, log=True).event_log()
    assert set(log["kind"]) == {"case", "visit", "complaint"}
    visits = log[log["kind"] == "visit"]
    assert {"inspect on site", "finding"} <= set(visits["activity"])
    assert visits["procedure"].isna().all()
    starts = visits[(visits["activity"] == "inspect on site") & (visits["lifecycle"] == "start")]
    assert starts["case"].is_unique
