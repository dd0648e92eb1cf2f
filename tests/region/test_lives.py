"""Enterprises and halls over time: founding, ceasing, trips and hours; nobody waits where nobody serves."""

from copy import deepcopy
from datetime import timedelta

import mesa
import numpy as np
import pytest

from agents.enterprise import MOST_TRIES
from sim.region import Region
from tests.oracle.corners import CORNERS
from tests.region.worlds import START, applied, changchun, live_tokens, small, variant, world

FOUNDERS = 1 << 31


def test_what_has_ceased_to_exist_needs_nothing_any_more():
    def often(tree):
        tree["procedures"]["deregistration"]["demand"]["per_year"] = 0.5

    cases = world(variant(often), scale=0.2, days=200).records().cases
    closed = cases[(cases["procedure"] == "deregistration") & (cases["outcome"] == "approved")]
    assert len(closed) > 100
    last = closed.groupby("enterprise")["ended"].min()
    later = cases.merge(last.rename("ceased"), left_on="enterprise", right_index=True)
    assert not (later["begun"] > later["ceased"]).any()
    founded = cases[cases["procedure"] == "start_business"]
    assert (founded["enterprise"] >= FOUNDERS).all() and len(founded) > 100


def test_a_founder_has_matters_of_its_own_only_once_it_may_operate():
    cases = world(scale=0.5, days=300).records().cases
    newcomers = cases[cases["enterprise"] >= FOUNDERS].sort_values("begun")
    first = newcomers.groupby("enterprise").head(1)
    assert (first["procedure"] == "start_business").all()
    allowed = first.set_index("enterprise")["ended"]
    rest = newcomers.drop(first.index)
    assert len(rest) > 50
    assert (rest["begun"].to_numpy() >= allowed[rest["enterprise"]].to_numpy()).all()


def waiting_where_nobody_serves(region):
    stations = region.world.stations
    return int(stations["length"][stations["servers"] == 0].sum())


@pytest.mark.parametrize("name", ["self_service", "guide_desk", "agency_service", "one_window"])
def test_nobody_is_left_behind_when_a_service_ends(name):
    def crowded(tree):
        tree["halls"]["main"]["self_service"] = 0
        for item in tree["items"].values():
            item.update(self_service=True, allows=sorted({*item["allows"], "self_service"}))

    measure = applied(name, until=START + timedelta(days=30))
    region = world(variant(crowded), scale=0.3, measures=[measure])
    assert waiting_where_nobody_serves(region) == 0
    under_way = {int(region.world.tokens[token]["case"]) for token in live_tokens(region)}
    assert set(np.flatnonzero(region.world.cases["closed"][: region.world.control[0].cases] == 0)) <= under_way


def test_matters_go_only_to_halls_that_can_serve_them():
    def second_hall(tree):
        hall = deepcopy(tree["halls"]["main"])
        hall["district"] = "chaoyang"
        hall["windows"].update(total=2, dedicated={"market_supervision": 1.0})
        tree["halls"]["branch"] = hall

    region = world(variant(second_hall), scale=0.3)
    assert waiting_where_nobody_serves(region) == 0
    stations = region.records().stations
    assert stations.loc[stations["owner"] == "branch", "served"].sum() > 50


def mean_minutes(change):
    return world(variant(change)).records().cases["firm_minutes"].mean()


def test_advice_and_collection_take_the_applicants_time():
    def guided(minutes):
        def change(tree):
            tree["halls"]["main"].update(guides=200, guide_service={"dist": "constant", "value": minutes})

        return change

    def fetched(minutes):
        def change(tree):
            tree["halls"]["main"]["collection"] = {"dist": "constant", "value": minutes}
            tree["halls"]["main"]["windows"]["total"] = 60

        return change

    assert mean_minutes(guided(60.0)) > mean_minutes(guided(1.0)) + 50
    assert mean_minutes(fetched(30.0)) > mean_minutes(fetched(1.0)) + 10


def test_nobody_sets_out_for_closed_doors():
    region = world(scale=0.3, log=True)
    log = region.event_log()
    arrivals = log[(log["activity"] == "travel to hall") & (log["lifecycle"] == "complete")]["time"]
    minutes = arrivals.dt.hour * 60 + arrivals.dt.minute
    assert len(arrivals) > 1000
    assert (minutes >= 8 * 60 + 30).all() and (minutes < 17 * 60).all()


def test_reapplying_starts_a_limit_of_its_own():
    def strict(tree):
        tree["behaviour"]["refusal"]["reapply"] = 1.0
        for department in tree["departments"].values():
            department.update(refusal=0.3, correction=0.0, reviewers=10 * department["reviewers"])

    reviews = world(variant(strict), days=60, follow_up=300).records().reviews
    assert reviews.loc[reviews["decided"].notna(), "in_time"].mean() > 0.97


def test_nobody_tries_for_ever_though_trying_takes_no_time():
    never_enough = CORNERS["never enough"]()
    cases = Region(never_enough.region, never_enough.seed, **never_enough.options()).run().records().cases
    most = cases.groupby("outcome")["returns"].max()
    assert most["given_up"] == MOST_TRIES and most["refused"] == MOST_TRIES - 1


def test_every_day_is_written_down_and_with_its_own_staff():
    later = START + timedelta(days=5)
    region = world(days=10, warm_up=0, follow_up=0, scale=1.0, measures=[applied("hall_expansion", start=later)])
    records = region.records()
    assert len(records.daily) == 10
    windows = records.stations[records.stations["kind"] == "window"]["servers"].sum()
    assert windows == pytest.approx((5 * 14 + 5 * 48) / 10)


def test_a_measure_from_before_the_first_day_is_in_force():
    region = small(measures=[applied("time_limit", start=START - timedelta(days=400))])
    region.step()
    assert (region.world.items["limit_share"] < 1).all()


def test_mesa_runs_batches_of_regions():
    class Quick(small().__class__):
        """A region that Mesa can build from plain parameters."""

        def __init__(self, seed=1, scale=0.02):
            super().__init__(changchun(), seed, days=12, scale=scale)

    rows = mesa.batch_run(Quick, {"scale": [0.02, 0.04]}, max_steps=12, display_progress=False)
    assert {row["scale"] for row in rows} == {0.02, 0.04}
    assert all(row["open_cases"] > 0 for row in rows)
