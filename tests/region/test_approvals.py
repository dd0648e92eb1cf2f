"""Approvals: each simplification acts through the mechanism that it changes, and through that only."""

import subprocess
import sys

import numpy as np
import pytest
from scipy import stats

from sim.scenario import list_names, load_measure
from tests.region.worlds import START, applied, changchun, variant, world
from tests.theory import agrees

ALWAYS = {"weekdays": "00:00-24:00", "saturday": "00:00-24:00", "sunday": "00:00-24:00"}


def expon(mean):
    return {"dist": "expon", "mean": mean}


def bare(tree):
    """One procedure of two items, reviewed around the clock by as many reviewers as it takes, with no other time."""
    tree["calendar"] = {"hours": dict(ALWAYS), "holidays": "none"}
    tree["families"] = {}
    first, second = list(tree["items"])[:2]
    items = {name: tree["items"][name] for name in (first, second)}
    for item, mean in zip(items.values(), (3000.0, 5000.0), strict=True):
        item.update(effort=expon(mean), outside_wait=None, proactive=1.0, merge_into=None, merged=0.0)
        item["allows"] = ["proactive"]
        item["documents"].update(total=0, common=0)
    tree["items"] = items
    for department in tree["departments"].values():
        department.update(reviewers=5000, correction=0.0, refusal=0.0, pacing={"dist": "constant", "value": 0.0})
        department["hours"] = {day: None for day in ALWAYS}
    tree["halls"]["main"]["hours"] = {day: None for day in ALWAYS}
    route = {first: {"after": [], "stage": "all"}, second: {"after": [], "stage": "all"}}
    tree["procedures"] = {
        "matter": {
            "title": {"en": "A matter", "zh": "事项"},
            "stages": {"all": {"title": None, "parallel": 1.0, "one_form": 1.0}},
            "route": route,
            "demand": {"by": "enterprises", "per_year": 1.0, "sectors": {}, "sizes": {}},
            "priority": 0.0,
            "closes": False,
        }
    }


def mean_and_error(frame, column):
    return frame[column].mean(), stats.sem(frame[column])


@pytest.mark.parametrize("parallel", [1.0, 0.0])
def test_fork_and_join(parallel):
    """Side by side two exponential reviews take 1/a + 1/b - 1/(a+b); one after another they take the sum."""

    def tree(tree):
        bare(tree)
        tree["procedures"]["matter"]["stages"]["all"]["parallel"] = parallel

    cases = world(variant(tree), scale=0.5, days=150, follow_up=120).records().cases
    done = cases[cases["cohort"] & cases["ended"].notna()]
    assert len(done) > 8000
    mean, error = mean_and_error(done, "review_effort")
    together = 3000 + 5000 - 1 / (1 / 3000 + 1 / 5000)
    expected = together if parallel else 8000.0
    what = "two reviews " + ("side by side, time to the last" if parallel else "one after another")
    agrees(what, "maximum and sum of exponentials", expected, mean, 3.5 * error, widest=0.07)
    assert (done["elapsed_days"] * 1440 - done["review_effort"]).abs().max() < 1e-6


def slow(tree):
    """Departments with so few people that limits pass."""
    for department in tree["departments"].values():
        department["reviewers"] = max(1, department["reviewers"] // 3)


def test_silence_past_the_limit_is_consent():
    def silent(tree):
        slow(tree)
        for department in tree["departments"].values():
            department["silence_consent"] = 1.0

    before = world(variant(slow), scale=0.3).records().reviews
    after = world(variant(silent), scale=0.3).records().reviews
    assert not before["in_time"].all()
    decided = after[after["decided"].notna()]
    assert decided["in_time"].all()
    assert (decided["outcome"] == "silent").sum() > 100
    quiet = decided[decided["outcome"] == "silent"]
    used = quiet["approval_days"] - quiet["stopped_days"]
    assert used.to_numpy() == pytest.approx(quiet["limit_days"].to_numpy(), abs=1e-6)


def test_earliest_deadline_first_keeps_more_limits_than_first_come():
    def by_deadline(tree):
        slow(tree)
        for department in tree["departments"].values():
            department["discipline"] = "deadline"

    fifo = world(variant(slow), scale=0.3).records().reviews
    deadline = world(variant(by_deadline), scale=0.3).records().reviews
    assert deadline["in_time"].mean() > fifo["in_time"].mean()


def test_without_one_time_notice_each_return_names_one_deficiency():
    def notice(share):
        def change(tree):
            tree["behaviour"]["deficiency"].update(per_document=0.3, again=0.0)
            tree["behaviour"]["returns"]["give_up"] = 0.0
            for department in tree["departments"].values():
                department.update(one_time_notice=share, correction=0.0, refusal=0.0)

        return change

    one_by_one, at_once = world(variant(notice(0.0))), world(variant(notice(1.0)))
    assert at_once.world.applications["returns"].max() == 1
    assert one_by_one.world.applications["returns"].max() > 3
    assert at_once.records().cases["visits"].mean() < one_by_one.records().cases["visits"].mean()


def test_a_promise_is_checked_and_a_broken_one_revokes_and_marks():
    def committed(tree):
        for item in tree["items"].values():
            item["allows"] = sorted({*item["allows"], "notification_commitment"})
            item["commitment"] = 1.0
        for family in tree["families"].values():
            family.update(commitment=1.0)
            family["allows"]["notification_commitment"] = 1.0
        tree["behaviour"]["promises"]["checked_after"] = 10.0

    region = world(variant(committed), scale=0.3, days=120)
    reviews = region.records().reviews
    promised = reviews["outcome"].isin(["committed", "revoked"])
    assert promised.mean() > 0.9
    checked = reviews[promised & (reviews["decided"] < region.horizon - 60 * 1440)]
    broken = (checked["outcome"] == "revoked").mean()
    assert broken == pytest.approx(1 - region.world.enterprises["compliance"].mean(), abs=0.04)
    marked = region.world.enterprises["credit_mark"] > 0
    assert marked.sum() > 20
    assert (checked["approval_days"] == 0).all()


def test_merged_items_are_reviewed_once_and_every_project_still_ends():
    measures = [applied(name) for name in ("item_merging", "joint_survey", "joint_acceptance", "parallel_review")]
    before = world(scale=0.5, days=30, follow_up=500).records()
    after = world(scale=0.5, days=30, follow_up=500, measures=measures).records()
    for records in (before, after):
        projects = records.cases[records.cases["procedure"].isin(["construction_government", "construction_private"])]
        cohort = projects[projects["cohort"]]
        assert len(cohort) > 10
        assert (cohort["outcome"] != "open").mean() > 0.95
    names = after.reviews["item"].astype(str)
    assert "planning_survey" in set(before.reviews["item"].astype(str))
    late = after.reviews["accepted"] > 60 * 1440
    assert "planning_survey" not in set(names[late & after.reviews["cohort"]])


def test_proactive_matters_need_no_application_and_no_visit():
    cases = world(scale=0.5, measures=[applied("policy_direct")]).records().cases
    claims = cases[(cases["procedure"] == "policy_benefit") & cases["cohort"]]
    assert len(claims) > 50
    assert (claims["channel"] == "proactive").all()
    assert claims["applications"].mean() < 0.1
    assert claims["visits"].max() == 0


def test_everything_the_case_record_counts_is_plausible():
    cases = world(scale=0.3, days=120).records().cases
    done = cases[cases["ended"].notna()]
    assert (done["visits"] >= 0).all() and (done["visits"] < 200).all()
    assert (done["rating"].between(1, 5)).all()
    assert (cases.loc[cases["ended"].isna(), "rating"] == 0).all()
    online = done[(done["channel"] == "online") & (done["applications"] == 1) & (done["returns"] == 0)]
    assert (online["visits"] <= 2).all()
    assert (done["cost"] >= done["fee"]).all()
    assert (done["firm_minutes"] > 0).mean() > 0.99


OUTCOMES = {
    "elapsed_working_days": "elapsed_working_days",
    "visits": "visits",
    "documents": "documents",
    "applications": "applications",
    "steps": "steps",
    "administrative_cost": "cost",
    "satisfaction": "rating",
}
DIRECTIONS = {"up": 1.0, "down": -1.0}
ELSEWHERE = ("inspection", "finance", "burden", "life_cycle")
"""Groups whose measures are tested with what they are about."""


@pytest.fixture(scope="module")
def before():
    return world(scale=0.3, days=120, follow_up=200).records()


def _done(records):
    """Cases that ended; those that ended in one world only would make long ones seem to appear or vanish."""
    return records.cases[records.cases["cohort"] & records.cases["ended"].notna()]


@pytest.mark.parametrize("name", [name for name in list_names("measure") if load_measure(name).group not in ELSEWHERE])
def test_measures_do_what_their_files_expect(before, name):
    """Each alone, over the same population and numbers: what its file expects comes out in sign."""
    expected = {key: sign for key, sign in load_measure(name).expect.items() if key in OUTCOMES}
    after = world(scale=0.3, days=120, follow_up=200, measures=[applied(name)]).records()
    both = _done(before).merge(_done(after), on=["enterprise", "begun"], suffixes=("_old", "_new"))
    for outcome, direction in expected.items():
        column = OUTCOMES[outcome]
        change = (both[f"{column}_new"] - both[f"{column}_old"]).mean()
        assert change * DIRECTIONS[direction] > 0, f"{outcome} moved by {change:.4f}"


DIGEST = """
import hashlib
from tests.region.worlds import siping, table_bytes, world
print(hashlib.sha256(table_bytes(world(scale=0.004, warm_up=5, days=20, follow_up=10))).hexdigest())
print(hashlib.sha256(table_bytes(world(siping(), scale=0.004, warm_up=40, days=60, follow_up=10))).hexdigest())
"""


def test_plain_python_gives_the_same_bytes_as_compiled_code():
    """NUMBA_DISABLE_JIT=1 runs the very same sources uncompiled."""
    outputs = []
    for disabled in ("0", "1"):
        environment = {**__import__("os").environ, "NUMBA_DISABLE_JIT": disabled}
        run = subprocess.run([sys.executable, "-c", DIGEST], capture_output=True, text=True, env=environment)
        assert run.returncode == 0, run.stderr[-2000:]
        outputs.append(run.stdout)
    assert outputs[0] == outputs[1]


def test_a_policy_of_ones_own_is_a_simpy_process():
    seen = []

    def hire_under_backlog(env, region):
        while True:
            yield env.timeout(7 * 1440)
            seen.append((env.now, region.now, region.backlog_reviews))
            region.set_extra_staff("market_supervision", 5)

    from tests.region.worlds import small

    region = small()
    region.add_policy(hire_under_backlog)
    region.run()
    assert len(seen) == (20 + 80 + 60) // 7
    assert all(clock == now for clock, now, _ in seen)
    regular = changchun().tree["departments"]["market_supervision"]["reviewers"]
    station = region.world.stations[region.compiled.first_review_station]
    assert station["servers"] * station["speed"] == pytest.approx((regular + 5) * 0.1)
    assert START == region.start
    assert np.isfinite(region.records().stations["utilisation"]).all()


def test_several_halls_share_the_visitors_and_those_nearby_come_first():
    from copy import deepcopy

    def second_hall(tree):
        hall = deepcopy(tree["halls"]["main"])
        hall["district"] = "chaoyang"
        tree["halls"]["south"] = hall

    alone, two = world(scale=0.3), world(variant(second_hall), scale=0.3)
    assert two.open_cases <= alone.open_cases
    applications = two.world.applications[: two.world.control[0].applications]
    went = applications[applications["hall"] >= 0]
    share = (went["hall"] == 1).mean()
    assert 0.2 < share < 0.8
    districts = list(two.scenario.tree["population"]["districts"])
    home = two.world.enterprises["district"][two.world.cases["enterprise"][went["case"]]]
    from_chaoyang = home == districts.index("chaoyang")
    assert (went["hall"][from_chaoyang] == 1).mean() > share
    queue = [region.records().stations.query("kind == 'window'")["mean_wait"].mean() for region in (alone, two)]
    assert queue[1] < queue[0]


def test_an_item_merged_into_an_earlier_one_cannot_block_it():
    """The third item waits for the second, the second for the first, and the third is reviewed within the first."""

    def tree(tree):
        third = list(tree["items"])[2]
        entry = tree["items"][third]
        bare(tree)
        first, second = tree["items"]
        tree["items"][third] = entry
        entry.update(outside_wait=None, proactive=1.0, merge_into=first, merged=1.0, allows=["proactive"])
        tree["procedures"]["matter"]["route"] = {
            first: {"after": [], "stage": "all"},
            second: {"after": [first], "stage": "all"},
            third: {"after": [second], "stage": "all"},
        }

    region = world(variant(tree), scale=0.2, days=60, follow_up=200)
    cases = region.records().cases
    cohort = cases[cases["cohort"]]
    assert len(cohort) > 500
    assert (cohort["outcome"] == "approved").all()
    assert set(region.records().reviews["item"].astype(str)) == set(list(changchun().tree["items"])[:2])


def test_the_limits_clock_stands_still_while_the_matter_is_out_of_the_offices_hands():
    """A publicity period that stops the clock never makes a review late; one that does not can."""

    def waiting(stops):
        def change(tree):
            for item in tree["items"].values():
                item["outside_wait"] = {"time": {"dist": "constant", "value": 30.0}, "unit": "working days",
                                        "stops_clock": stops, "steps": 1}
            for department in tree["departments"].values():
                department.update(correction=0.0, refusal=0.0)

        return change

    named = {}
    for stops in (True, False):
        reviews = world(variant(waiting(stops)), days=60, follow_up=200).records().reviews
        named[stops] = reviews[~reviews["item"].astype(str).str.startswith("other_items")]
    decided = named[True][named[True]["decided"].notna() & (named[True]["outcome"] == "approved")]
    assert len(decided) > 300
    assert decided["stopped_days"].to_numpy() == pytest.approx(30.0)
    assert decided["in_time"].mean() > 0.97
    assert named[False]["in_time"].mean() < 0.5
