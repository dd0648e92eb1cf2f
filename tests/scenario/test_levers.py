"""Levers: which values a path with stars and brackets means."""

import pytest

from sim.scenario import ScenarioError, kind_of_lever, load_region, match_lever, row_of, value_at
from sim.scenario.levers import rows_of


@pytest.fixture(scope="module")
def tree(request):
    return tree_of(request, "small_town")


@pytest.fixture(scope="module")
def market(request):
    return tree_of(request, "market_town")


def tree_of(request, name):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WUTONG_SCENARIOS", str(request.path.parent / "library"))
        return load_region(name).tree


def paths(tree, lever):
    return [".".join(path) for path in match_lever(tree, lever)]


@pytest.mark.parametrize(
    ("lever", "matched"),
    [
        ("halls.main.windows.total", ["halls.main.windows.total"]),
        ("halls.*.windows.pooled", ["halls.main.windows.pooled"]),
        ("items.*.online", ["items.licence.online", "items.seal.online", "items.invoices.online"]),
        ("items.[licence, invoices].online", ["items.licence.online", "items.invoices.online"]),
        ("items.[invoices].limit.share", ["items.invoices.limit.share"]),
        (
            "items.licence.delivery.[electronic, postal]",
            ["items.licence.delivery.electronic", "items.licence.delivery.postal"],
        ),
        ("items.*.limit.promised", ["items.licence.limit.promised"]),
        ("items.*.outside_wait.time", ["items.invoices.outside_wait.time.value"]),
        ("items.*.outside_wait.time.mean", ["items.invoices.outside_wait.time.value"]),
        ("procedures.change.stages.*.parallel",
         ["procedures.change.stages.first.parallel", "procedures.change.stages.second.parallel"]),
        ("procedures.*.priority", ["procedures.start_business.priority", "procedures.change.priority"]),
        ("families.*.limit.share", ["families.others.limit.share"]),
        ("behaviour.deficiency.per_document", ["behaviour.deficiency.per_document"]),
        ("complaints.staff", ["complaints.staff"]),
        ("departments.*.discipline", ["departments.market.discipline", "departments.tax.discipline"]),
        ("halls.*.hours.saturday", ["halls.main.hours.saturday"]),
        ("departments.tax.pacing.concentration", ["departments.tax.pacing.concentration"]),
        ("complaints.followed", ["complaints.followed"]),
        ("standings.admonished", ["standings.admonished"]),
        ("inspections.frequency", ["inspections.frequency"]),
        ("inspections.bodies.*.joint",
         ["inspections.bodies.fire_brigade.joint", "inspections.bodies.market_team.joint"]),
        ("inspections.bodies.[market_team].regimes.credit_tiered",
         ["inspections.bodies.market_team.regimes.credit_tiered"]),
        ("inspections.bodies.*.sectors.catering", ["inspections.bodies.fire_brigade.sectors.catering"]),
        ("inspections.bodies.*.sectors.[retail, catering]",
         ["inspections.bodies.fire_brigade.sectors.retail", "inspections.bodies.fire_brigade.sectors.catering",
          "inspections.bodies.market_team.sectors.retail"]),
        ("inspections.bodies.market_team.sectors.*", ["inspections.bodies.market_team.sectors.retail"]),
        ("inspections.bodies.*.effort",
         ["inspections.bodies.fire_brigade.effort.mean", "inspections.bodies.market_team.effort.value"]),
        ("inspections.areas.fire.incidents.harm", ["inspections.areas.fire.incidents.harm.mean"]),
        ("inspections.[joint, offsite].detection", ["inspections.joint.detection", "inspections.offsite.detection"]),
        ("inspections.tiers.[low, high]", ["inspections.tiers.low", "inspections.tiers.high"]),
    ],
)  # fmt: skip
def test_a_lever_means_these_values(tree, lever, matched):
    assert paths(tree, lever) == matched
    assert all(value_at(tree, path) is not None for path in match_lever(tree, lever))


@pytest.mark.parametrize(
    ("lever", "matched"),
    [
        ("economy.sectors.*.demand", ["economy.sectors.retail.demand", "economy.sectors.catering.demand",
                                      "economy.sectors.manufacturing.demand"]),
        ("economy.sectors.*.permit.share", ["economy.sectors.manufacturing.permit.share"]),
        ("economy.taxes.small_profit.rate", ["economy.taxes.small_profit.rate"]),
        ("economy.sizes.[small, medium].investment",
         ["economy.sizes.small.investment", "economy.sizes.medium.investment"]),
        ("lending.banks.*.capital", ["lending.banks.rural_bank.capital", "lending.banks.city_bank.capital"]),
        ("lending.products.*.effort", ["lending.products.credit.effort.mean", "lending.products.mortgage.effort.mean",
                                       "lending.products.guaranteed.effort.value"]),
        ("lending.products.[mortgage].wait", ["lending.products.mortgage.wait.mean"]),
        ("lending.platforms.*.reach", ["lending.platforms.exchange.reach"]),
        ("lending.committee", ["lending.committee.value"]),
        ("lending.renewal.lead", ["lending.renewal.lead"]),
    ],
)  # fmt: skip
def test_levers_of_economy_and_lending(market, lever, matched):
    assert paths(market, lever) == matched


def test_a_lever_that_ends_at_a_distribution_means_its_size(tree):
    assert paths(tree, "items.*.effort") == [
        "items.licence.effort.mean",
        "items.seal.effort.value",
        "items.invoices.effort.scale",
    ]
    assert paths(tree, "halls.main.helper_service") == [f"halls.main.helper_service.{key}" for key in
                                                        ("low", "mode", "high")]  # fmt: skip


@pytest.mark.parametrize(
    ("lever", "words", "nearest"),
    [
        ("halls.*.windows.poold", "found 'poold' after halls.*.windows", "pooled"),
        ("item.*.online", "found 'item' at the beginning", "items"),
        ("items.license.online", "found 'license', expected a name in items", "licence"),
        ("items.[licence, stamp].online", "found 'stamp'", None),
        ("items.licence.outside_wait.time", "matches no value", None),
        ("items.*.department", "which measures cannot change", None),
        ("items.*.limit", "no single value", None),
        ("items.*.online.share", "which is a single value", None),
        ("items.*.[online, fee]", "values of different kinds", None),
        ("population.enterprises", "found 'population', which measures cannot change", None),
        ("procedures.*.route.seal", "which measures cannot change", None),
        ("families.others.demand.per_enterprise_year", "which measures cannot change", None),
        ("items..online", "expected a name, * or", None),
        ("items.*.onlin", "found 'onlin' after items.*", "online"),
        ("*.main", "found '*' at the beginning", None),
        ("items.[a b].online", "expected names like [a, b]", None),
        ("", "expected a name, * or", None),
        ("inspections.bodies.*.sectors.[retail, catring]", "found 'catring'", "catering"),
        ("inspections.bodies.market_team.sectors.catering", "found 'catering', expected a name in", None),
        ("inspections.*.fire", "found '*' after inspections", None),
        ("inspections.[bodies, areas].*.spell", "found 'spell' after inspections.bodies.*", None),
        ("inspections.team", "found 'team', which measures cannot change", None),
        ("inspections.hours.weekdays", "found 'hours', which measures cannot change", None),
        ("inspections.areas.*.spell", "found 'spell', which measures cannot change", None),
        ("inspections.areas.*.sectors.retail", "found 'sectors', which measures cannot change", None),
        ("inspections.bodies.*.department", "found 'department', which measures cannot change", None),
        ("inspections.bodies.*.items", "found 'items', which measures cannot change", None),
        ("inspections.bodies.*.plans_per_year", "found 'plans_per_year', which measures cannot change", None),
        ("inspections.perception.neighbourhood", "which measures cannot change", None),
        ("inspections.bodies.*.effort.values", "which measures cannot change", None),
        ("families.others.limit.statutory.mean", "found 'statutory', which measures cannot change", None),
        ("families.others.sectors.retail", "found 'sectors', which measures cannot change", None),
    ],
)
def test_a_lever_that_means_nothing_says_why(tree, lever, words, nearest):
    with pytest.raises(ScenarioError) as caught:
        match_lever(tree, lever)
    (problem,) = caught.value.problems
    assert words in problem.message
    assert problem.nearest == nearest


@pytest.mark.parametrize(
    ("lever", "words", "nearest"),
    [
        ("economy.sizes.*.staff", "found 'staff', which measures cannot change, expected one of investment", None),
        ("economy.sectors.*.margin", "expected one of demand, permit", None),
        ("economy.sectors.*.season", "found 'season', which measures cannot change", None),
        ("economy.sectors.manufacturing.permit.procedure", "found 'procedure', which measures cannot change", None),
        ("economy.quality.margin", "found 'quality', which measures cannot change", None),
        ("economy.shocks", "found 'shocks', which measures cannot change", None),
        ("economy.idle", "found 'idle', which measures cannot change", None),
        ("economy.exit.stopping", "found 'stopping', which measures cannot change", None),
        ("economy.exit.simple_procedure", "found 'simple_procedure', which measures cannot change", None),
        ("economy.entry.most", "found 'most', which measures cannot change", None),
        ("economy.premises.state", "found 'state', which measures cannot change", None),
        ("economy.trade.clearing", "found 'clearing' after economy.trade", "cleared"),
        ("lending.banks.*.share", "found 'share', which measures cannot change", None),
        ("lending.banks.village_bank.officers", "found 'village_bank', expected a name in lending.banks", None),
        ("lending.products.*.security", "found 'security', which measures cannot change", None),
        ("lending.products.*.sizes.micro", "found 'sizes', which measures cannot change", None),
        ("lending.prime_rate", "found 'prime_rate', which measures cannot change", None),
        ("lending.registration", "found 'registration', which measures cannot change", None),
        ("lending.borrowers.indebted.micro", "found 'indebted', which measures cannot change", None),
        ("lending.scoring.base", "found 'base', which measures cannot change", None),
        ("lending.platform.*.reach", "found 'platform' after lending", "platforms"),
        ("lendin.intake", "found 'lendin' at the beginning", "lending"),
    ],
)
def test_what_is_no_lever_of_economy_and_lending(market, lever, words, nearest):
    with pytest.raises(ScenarioError) as caught:
        match_lever(market, lever)
    (problem,) = caught.value.problems
    assert words in problem.message
    assert problem.nearest == nearest


def test_a_region_without_lending_has_none_of_its_levers(tree):
    with pytest.raises(ScenarioError, match="matches no value"):
        match_lever(tree, "lending.intake")


def test_a_sample_of_observations_has_no_size_to_change(tree):
    sample = {"dist": "empirical", "values": [3, 4]}
    changed = {**tree, "items": {"licence": {**tree["items"]["licence"], "effort": sample}}}
    with pytest.raises(ScenarioError, match="without mean or scale"):
        match_lever(changed, "items.*.effort")


def test_kinds_and_what_coverage_is_a_share_of():
    assert kind_of_lever("halls.*.windows.pooled") == "share"
    assert kind_of_lever("halls.*.windows.total") == "number"
    assert kind_of_lever("items.*.effort") == "number"
    assert kind_of_lever("departments.*.discipline") == "choice"
    assert kind_of_lever("items.*.self_service") == "choice"
    assert kind_of_lever("halls.*.hours.weekdays") == "choice"
    assert rows_of("families.*.online") == "items"
    assert rows_of("procedures.*.stages.*.parallel") == "procedures"
    assert rows_of("behaviour.deficiency.per_document") == "cases"
    assert rows_of("complaints.staff") is None
    assert rows_of("complaints.followed") == "cases"
    assert rows_of("inspections.bodies.*.inspectors") == "bodies"
    assert rows_of("inspections.[bodies].*.joint") == "bodies"
    assert rows_of("inspections.frequency") is None
    assert rows_of("inspections.correction.reinspection") == "cases"
    assert rows_of("inspections.areas.*.serious") == "cases"
    assert rows_of("standings.admonished") is None
    assert rows_of("lending.banks.*.officers") == "banks"
    assert rows_of("lending.products.*.online") == "products"
    assert rows_of("lending.platforms.*.reach") == "cases"
    assert rows_of("lending.intake") is None
    assert rows_of("economy.sectors.*.demand") is None
    assert rows_of("economy.trade.cleared") == "cases"


def test_the_row_of_a_value_is_what_partial_coverage_reaches_as_a_whole(tree):
    def rows(lever):
        return [row_of(path) for path in match_lever(tree, lever)]

    assert rows("items.*.limit.promised") == ["items.licence"]
    assert rows("inspections.bodies.*.quiet.from_day") == [
        "inspections.bodies.fire_brigade",
        "inspections.bodies.market_team",
    ]
    assert rows("inspections.tiers.[low, high]") == ["inspections.tiers", "inspections.tiers"]
    assert rows("complaints.followed") == ["complaints.followed"]


def test_the_rows_of_lending_are_banks_and_products(market):
    assert [row_of(path) for path in match_lever(market, "lending.banks.*.officers")] == [
        "lending.banks.rural_bank",
        "lending.banks.city_bank",
    ]
    assert row_of(("lending", "products", "mortgage", "effort", "mean")) == "lending.products.mortgage"
    assert row_of(("lending", "renewal", "without_principal")) == "lending.renewal"
