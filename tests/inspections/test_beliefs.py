"""What enterprises believe and how they stand to the rules, replayed from the record of visits."""

import math

import numpy as np
import pytest

from agents.enterprise import violation_probability
from sim.inspections.state import KEPT, YEAR, state_of
from sim.inspections.tables import REINSPECTION
from sim.region import Region
from tests.inspections.towns import START, alone, run, town, visits_of


@pytest.fixture(scope="module")
def lived():
    """A world with the beliefs it began with: (region, watched of each enterprise, watched of each street)."""
    region = Region(town(enterprises=1500), 11, start=START, days=400)
    first = []

    def note(env, region):
        first.extend([region.world.conduct["watched"].copy(), region.world.neighbourhoods["watched"].copy()])
        yield env.timeout(1)

    region.add_policy(note)
    return region.run(), *first


def test_the_first_belief_is_as_many_checks_as_the_rules_of_the_first_day_make(lived):
    region, watched, _ = lived
    checks = sum(
        body["sectors"].get("catering", 0.0) * (1.0 + body["unplanned"])
        for body in region.parameter(("inspections", "bodies")).values()
    )
    sectors, sizes = (list(region.parameter(("population", name))) for name in ("sectors", "sizes"))
    firms = region.world.enterprises
    small = (firms["sector"] == sectors.index("catering")) & (firms["size_class"] == sizes.index("small"))
    frequency = region.parameter(("inspections", "sizes", "small", "frequency"))
    assert watched[small] == pytest.approx(np.full(small.sum(), checks * frequency))


def remembered(first, visits, memory, until, share=1.0):
    """The impression left at a moment by visits of (moment, lists)."""
    total = first * math.exp(-until / memory)
    return total + sum(share * lists * YEAR / memory * math.exp(-(until - moment) / memory) for moment, lists in visits)


def looks(region):
    """Visits that are remembered, with the number of lists checked."""
    rows = visits_of(region)
    counted = ~np.isnan(rows["ended"]) & (rows["offsite"] == 0) & (rows["purpose"] < REINSPECTION)
    lists = np.array([bin(bodies).count("1") for bodies in rows["bodies"]])
    return rows[counted], lists[counted]


def test_visits_are_remembered_and_fade(lived):
    region, first, _ = lived
    world, memory = region.world, float(region.world.inspecting[0]["memory"])
    rows, lists = looks(region)
    visited = np.unique(rows["enterprise"])
    assert len(visited) > 500
    for enterprise in visited[:300]:
        mine = rows["enterprise"] == enterprise
        visits = list(zip(rows["ended"][mine], lists[mine], strict=True))
        conduct = world.conduct[enterprise]
        assert conduct["watched_at"] == pytest.approx(max(moment for moment, _ in visits))
        expected = remembered(first[enterprise], visits, memory, conduct["watched_at"])
        assert conduct["watched"] == pytest.approx(expected, rel=1e-9)


def test_neighbours_hear_of_them(lived):
    region, _, first = lived
    world, memory = region.world, float(region.world.inspecting[0]["memory"])
    rows, lists = looks(region)
    street_of = world.conduct["neighbourhood"]
    for street in range(0, len(world.neighbourhoods), 7):
        mine = street_of[rows["enterprise"]] == street
        visits = list(zip(rows["ended"][mine], lists[mine], strict=True))
        row = world.neighbourhoods[street]
        assert row["members"] == (street_of == street).sum()
        expected = remembered(first[street], visits, memory, row["watched_at"], 1.0 / row["members"])
        assert row["watched"] == pytest.approx(expected, rel=1e-9)


def test_neighbours_are_of_one_district_and_sector_and_few(lived):
    region = lived[0]
    firms, streets = region.world.enterprises, region.world.conduct["neighbourhood"]
    most = region.parameter(("inspections", "perception", "neighbourhood"))
    for street in np.unique(streets):
        members = firms[streets == street]
        assert len(members) <= most
        assert len(set(zip(members["district"], members["sector"], strict=True))) == 1


def test_risk_follows_from_belief_by_the_rule():
    """Right after a visit the probability of a violation is what the rule makes of belief and severity."""

    def no_second_visits(rules):  # they tell neighbours of penalties, but leave no trace of when
        rules["correction"] |= {"reinspection": 0.0}
        rules["sanctions"] |= {"suspension": 0.0}

    region = run(town(no_second_visits, enterprises=1500), days=340, follow_up=0)
    world, inspecting = region.world, region.world.inspecting[0]
    rows, _ = looks(region)
    last = {int(row["enterprise"]): float(row["ended"]) for row in rows[np.argsort(rows["ended"])]}
    rounds = [day * 1440.0 for day in range(340) if (region.compiled.date_of(day * 1440.0).day == 1)
              and region.compiled.date_of(day * 1440.0).month % 3 == 1]
    checked = 0
    for enterprise, moment in last.items():
        if moment < rounds[-1]:
            continue
        conduct = world.conduct[enterprise]
        street = world.neighbourhoods[conduct["neighbourhood"]]
        if street["watched_at"] != conduct["watched_at"]:
            continue  # a neighbour was visited later: what was believed then is no longer known
        share = float(inspecting["neighbours"])
        rate = (1 - share) * conduct["watched"] + share * street["watched"]
        severity = (1 - share) * conduct["severity"] + share * street["severity"]
        firm = world.enterprises[enterprise]
        for area in range(int(inspecting["areas"])):
            penalty = rate * severity / inspecting["usual_severity"] * world.areas[area]["deterrence"]
            expected = violation_probability(world.odds[area, firm["sector"]], float(firm["compliance"]), penalty)
            assert world.risk[enterprise, area] == pytest.approx(expected, rel=1e-9)
        checked += 1
    assert checked > 20


def test_states_are_as_likely_as_the_risk_says():
    """Over many enterprises the share in violation is the mean of their probabilities."""
    region = run(town(alone, enterprises=20_000), days=1, follow_up=0)
    states = np.array([state_of(region.world, enterprise, 0) for enterprise in range(20_000)])
    expected = region.world.risk[:, 0].mean()
    assert abs((states != KEPT).mean() - expected) < 4 * math.sqrt(expected / 20_000)


def test_what_was_put_right_stays_right_for_a_while_and_no_longer():
    def change(rules):
        alone(rules, frequency=1.0)
        rules["correction"] |= {"eagerness": 1.0, "lasts": 20.0}

    region = run(town(change), days=330, follow_up=0)
    rows = visits_of(region)
    found = rows[(rows["found"] > 0) & (rows["ended"] < region.now - 21 * 1440)]
    fresh = rows[(rows["found"] > 0) & (rows["ended"] > region.now - 19 * 1440)]
    assert len(found) > 50 and len(fresh) > 3
    again = [state_of(region.world, int(enterprise), 0) != KEPT for enterprise in found["enterprise"]]
    assert all(again), "the spell lasts ten years here: they are back where they were"
    assert not any(state_of(region.world, int(enterprise), 0) for enterprise in fresh["enterprise"])
