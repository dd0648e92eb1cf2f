"""What must and must not change when a scenario changes."""

from copy import deepcopy
from datetime import timedelta

import numpy as np
import pytest

from sim.scenario import list_names
from tests.region.worlds import START, applied, changchun, jilin, small, table_bytes, variant, world

MEASURES = list_names("measure")

READ_WHEN_NEEDED = ("department_rating", "finance_matchmaking", "joint_inspection")
"""Measures whose levers stand in no table: they are read when a quarter ends or plans are made."""


@pytest.fixture(scope="module")
def baseline():
    return world()


@pytest.fixture(scope="module")
def whole():
    return world(jilin(), **WHOLE)


WHOLE = {"scale": 0.008, "start": START}


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_that_covers_nothing_changes_nothing(whole, name):
    assert table_bytes(world(jilin(), measures=[applied(name, coverage=0.0)], **WHOLE)) == table_bytes(whole)


@pytest.mark.parametrize("name", MEASURES)
def test_switched_on_then_off_leaves_no_trace(whole, name):
    region = small(jilin(), measures=[applied(name, start=START, until=START + timedelta(days=1))], **WHOLE)
    before = {table: getattr(region.world, table).copy() for table in PARAMETERS}
    tree = deepcopy(region.writer.tree)
    region.levers.apply(START)
    changed = [table for table in PARAMETERS if getattr(region.world, table).tobytes() != before[table].tobytes()]
    if name in READ_WHEN_NEEDED:
        assert region.writer.tree != tree
    else:
        assert changed, "a measure that changes no table has a dead lever"
    region.levers.apply(START + timedelta(days=1))
    assert region.writer.tree == tree
    for table in PARAMETERS:
        assert getattr(region.world, table).tobytes() == before[table].tobytes(), table
    region.levers.measures.clear()
    region.levers._effects.clear()
    assert table_bytes(region.run()) == table_bytes(whole)


PARAMETERS = ("tables", "stations", "items", "procedures", "stages", "halls", "departments", "behaviour",
              "inspecting", "areas", "bodies", "coverage", "stakes", "economy", "firm_sizes", "firm_sectors", "credit",
              "banks", "products", "platforms", "platform_banks")


def test_the_order_of_measures_does_not_matter():
    measures = [applied(name) for name in MEASURES]
    forth = world(jilin(), measures=measures, **WHOLE)
    assert table_bytes(world(jilin(), measures=measures[::-1], **WHOLE)) == table_bytes(forth)


def test_a_measure_acts_only_from_its_day_on(baseline):
    later = START + timedelta(days=30)
    region = world(measures=[applied("hall_expansion", start=later), applied("time_limit", start=later)])
    day = (later - region.first_day).days * 1440.0
    before, after = baseline.world.cases, region.world.cases
    done = (before["closed"] == 1) & (before["ended"] < day)
    assert done.sum() > 100
    assert before[done].tobytes() == after[: len(before)][done].tobytes()
    assert table_bytes(region) != table_bytes(baseline)


def test_a_ramp_reaches_more_and_more_items_and_always_the_same():
    region = small(measures=[applied("time_limit", ramp_days=10, coverage=0.8)])
    covered = []
    for day in range(12):
        region.levers.apply(START + timedelta(days=day))
        covered.append(set(np.flatnonzero(region.world.items["limit_share"] < 1)))
    assert all(a <= b for a, b in zip(covered, covered[1:], strict=False))
    assert len(covered[0]) == pytest.approx(0.08 * len(region.world.items), abs=1)
    assert len(covered[-1]) == round(0.8 * len(region.world.items))


def ample(tree):
    """Capacity for everybody at once, and no founders."""
    tree["halls"]["main"]["windows"]["total"] = 60_000
    tree["halls"]["main"]["self_service"] = 0
    tree["population"]["entry_rate"] = 0.0
    tree["complaints"]["staff"] = 1000
    for department in tree["departments"].values():
        department["reviewers"] = 20_000


def one_more(tree, by=1):
    tree["population"]["enterprises"] += by


def cases_of(region):
    frame = region.records().cases.drop(columns="case")
    return frame.sort_values(["enterprise", "begun"]).reset_index(drop=True)


def test_one_extra_enterprise_changes_only_itself_where_nobody_queues():
    def base(tree):
        ample(tree)
        tree["population"]["enterprises"] = 1500

    def extra(tree):
        base(tree)
        one_more(tree)

    options = {"scale": 1.0, "days": 800}
    before, after = cases_of(world(variant(base), **options)), cases_of(world(variant(extra), **options))
    newcomer = after["enterprise"] == 1500
    assert newcomer.sum() >= 1, "choose a seed with which the newcomer needs something"
    assert after[~newcomer].reset_index(drop=True).equals(before)


def test_one_extra_enterprise_changes_only_those_who_come_after_it():
    def extra(tree):
        one_more(tree, by=100)  # ten at this scale

    before, after = world(days=150), world(variant(extra), days=150)
    first = after.records().cases
    newcomers = set(range(before.compiled.residents, after.compiled.residents))
    arrival = first.loc[first["enterprise"].isin(newcomers), "begun"].min()
    old = cases_of(before)
    done = old[old["ended"] < arrival]
    new = cases_of(after)
    same = new[(new["ended"] < arrival) & ~new["enterprise"].isin(newcomers)]
    founders = 1 << 31  # one more founder may exist as well; none of those finished by then may differ
    left = done[done["enterprise"] < founders].reset_index(drop=True)
    assert len(left) > 20
    assert left.equals(same[same["enterprise"] < founders].reset_index(drop=True))


def test_more_reviewers_never_lengthen_the_queues():
    def doubled(tree):
        for department in tree["departments"].values():
            department["reviewers"] *= 2

    fewer = world(scale=0.2).records().stations.set_index("station")["mean_wait"]
    more = world(variant(doubled), scale=0.2).records().stations.set_index("station")["mean_wait"]
    review = [name for name in fewer.index if name in changchun().tree["departments"]]
    assert (more[review] <= fewer[review] + 1e-9).all()
    assert more[review].sum() < fewer[review].sum()


def test_utilisation_holds_at_any_scale():
    whole = world(scale=1.0, days=120).records().stations
    part = world(scale=0.2, days=120).records().stations
    for kind in ("window", "review"):
        busy = [
            (frame[frame.kind == kind].utilisation * frame[frame.kind == kind].servers).sum()
            / frame[frame.kind == kind].servers.sum()
            for frame in (whole, part)
        ]
        assert busy[1] == pytest.approx(busy[0], rel=0.12)


def test_the_same_seed_gives_the_same_bytes_and_another_one_does_not(baseline):
    assert table_bytes(world()) == table_bytes(baseline)
    assert table_bytes(world(seed=6)) != table_bytes(baseline)
