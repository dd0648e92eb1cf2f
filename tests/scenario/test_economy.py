"""Economy and lending in region files: resolved, removed, checked, changed by measures, expected by studies."""

from datetime import date

import pytest

from sim.scenario import ScenarioError, check, digest, load_measure, load_region, load_study, provenance, show
from sim.scenario.measure_model import ECONOMY_OUTCOMES, LENDING_OUTCOMES, OUTCOMES

TOWN = "region: town\nextends: market_town\n"
MEASURE = "measure: mine\ngroup: finance\ntitle: {en: Mine}\nchanges:\n"
STUDY = "study: s\nregion: market_town\nstart: 2022-03-01\ndays: 30\nreform:\n"


def test_what_is_left_out_has_its_default():
    tree = load_region("market_town").tree
    assert tree["economy"]["taxes"]["small_profit"] == {"below": 3_000_000, "rate": 0.1}
    assert tree["economy"]["sectors"]["catering"]["season"] == [1] * 12
    assert tree["lending"]["products"]["credit"]["wait"] == {"dist": "constant", "value": 2}
    assert tree["lending"]["banks"]["city_bank"]["title"] == {"en": "City bank", "zh": "City bank"}
    assert tree["lending"]["dearest"] == 0.24


def test_lists_are_rows_with_the_keys_of_the_file():
    tree = load_region("market_town").tree
    assert tree["lending"]["prime_rate"] == [
        {"from": date(2021, 12, 20), "rate": 0.038},
        {"from": date(2022, 1, 20), "rate": 0.037},
    ]
    (shock,) = tree["economy"]["shocks"]
    assert (shock["from"], shock["until"]) == (date(2022, 3, 11), date(2022, 5, 1))
    assert shock["title"] == {"en": "Lockdown", "zh": "疫情"}


def test_a_shock_without_a_title_is_numbered(write):
    shock = "economy: {shocks: [{from: 2022-01-01, until: 2022-02-01, demand: {retail: 0.9}}]}\n"
    (shock,) = load_region(write("town.yaml", TOWN + shock)).tree["economy"]["shocks"]
    assert shock["title"] == {"en": "Shocks 1", "zh": "Shocks 1"}


def test_a_region_may_go_without(write):
    tree = load_region("small_town").tree
    assert (tree["economy"], tree["lending"]) == (None, None)
    cash_only = load_region(write("cash.yaml", TOWN.replace("town\n", "cash\n", 1) + "lending: null\n"))
    assert cash_only.tree["lending"] is None
    assert [row.path for row in show(cash_only) if row.path.startswith("lending")] == ["lending"]
    assert digest(cash_only) != digest(load_region("market_town"))


def test_every_number_of_a_list_tells_where_it_comes_from():
    rows = {row.path: row for row in provenance("market_town")}
    prime = rows["lending.prime_rate.0.rate"]
    assert (prime.value, prime.unit, prime.basis, prime.source) == (0.038, "share a year", "literature", "a bank")
    assert rows["lending.prime_rate.1.rate"].basis == "unstated"
    assert rows["economy.exit.stopping.0"].source == "a study"
    assert rows["economy.sectors.retail.season.0"].value == 1.2
    assert rows["economy.shocks.0.demand.catering"].value == 0.5
    shown = {row.path: row for row in show("market_town")}
    assert shown["lending.prime_rate.1.from"].value == date(2022, 1, 20)
    assert shown["lending.prime_rate.0.rate"].origin.endswith("market_town.yaml:85 (literature)")


def test_every_number_has_a_unit_or_is_relative():
    rows = [row for row in provenance("market_town") if row.path.startswith(("economy", "lending"))]
    bare = {row.path.split(".")[-1] for row in rows if not row.unit}
    relative = {"productivity", "wage", "investment", "demand", "caution", "standing", "debt", "mark", "base"}
    relative |= {"days", "satisfaction", "credit", "losses", "share", "volatility", "margin"}
    names = {"retail", "catering", "manufacturing", "micro", "small", "medium", *map(str, range(12))}
    assert bare <= relative | names


def test_the_digest_counts_dates_and_lists_but_no_titles(write):
    same = digest(load_region("market_town"))
    banks = "lending: {banks: {city_bank: {title: {en: The bank}}}}\n"
    shocks = "economy: {shocks: [{from: 2022-03-11, until: 2022-05-01, demand: {catering: 0.5, retail: 0.7}}]}\n"
    assert digest(load_region(write("town.yaml", TOWN + banks + shocks))) == same
    rates = "[{from: 2021-12-20, rate: 0.038}, {from: 2022-01-21, rate: 0.037}]"
    assert digest(load_region(write("town.yaml", TOWN + f"lending: {{prime_rate: {rates}}}\n"))) != same
    assert digest(load_region(write("town.yaml", TOWN + "economy: {exit: {stopping: [0.02]}}\n"))) != same


def test_a_layer_may_hold_lending_alone(write):
    layer = "region: layer\nlayer: true\ntitle: {en: Layer}\nlending: {incentive: 0.01, dearest: 0.2}\n"
    assert check(write("layer.yaml", layer)) == []


def test_a_layer_may_hold_the_sizes_of_an_economy_alone(write):
    layer = "region: layer\nlayer: true\ntitle: {en: Layer}\npopulation: {sizes: {a: {share: 1, wage: 1}}}\n"
    assert check(write("layer.yaml", layer + "economy: {sizes: {a: {cash: 1, staff: 2}}}\n")) == []


def test_what_every_size_is_like_may_come_in_the_order_of_the_population_only(write):
    write("one.yaml", TOWN.replace("town\n", "one\n", 1) + "economy: {sizes: {micro: null}}\n")
    text = "region: town\nextends: one\neconomy:\n  sizes: {micro: {staff: 3, most_staff: 10, cash: 2}}\n"
    sentences = [problem.message for problem in check(write("town.yaml", text))]
    assert "found the order small, medium, micro, expected that of population.sizes: micro, small, medium" in sentences


def test_costs_leave_something_for_materials(write):
    sector = "economy: {{sectors: {{catering: {{margin: {}}}}}}}\n"
    assert check(write("town.yaml", TOWN + sector.format(0.61))) == []
    (problem,) = check(write("town.yaml", TOWN + sector.format(0.62)))
    assert problem.expected == "at most the 0.61 that wages, rent and utilities leave"


def test_coverage_reaches_banks_or_products_or_moves_a_share(write):
    changes = "  - {lever: lending.banks.*.officers, times: 1.5}\n"
    changes += "  - {lever: lending.products.*.online, to: 0.9}\n"
    changes += "  - {lever: lending.products.*.offered, to: 0.9, coverage_of: cases}\n"
    changes += "  - {lever: lending.renewal.without_principal, to: 0.5}\n"
    measure = load_measure(write("mine.yaml", MEASURE + changes))
    assert [change.coverage_of for change in measure.changes] == ["banks", "products", "cases", "cases"]
    assert load_study(write("s.yaml", STUDY + "  - mine: {coverage: 0.5}\n")).reform[0].coverage == 0.5


def test_capital_can_be_cut(write):
    write("mine.yaml", MEASURE + "  - {lever: lending.banks.*.capital, times: 0.5}\n")
    assert load_study(write("s.yaml", STUDY + "  - mine\n"))
    write("mine.yaml", MEASURE + "  - {lever: lending.banks.*.capital, times: 0}\n")
    with pytest.raises(ScenarioError, match="mine makes lending.banks.rural_bank.capital 0, expected a number in yuan"):
        load_study(write("s.yaml", STUDY + "  - mine\n"))


def test_outcomes_come_in_their_order():
    assert OUTCOMES[-len(ECONOMY_OUTCOMES) :] == ECONOMY_OUTCOMES
    assert OUTCOMES[-len(ECONOMY_OUTCOMES + LENDING_OUTCOMES) : -len(ECONOMY_OUTCOMES)] == LENDING_OUTCOMES
    assert len(set(OUTCOMES)) == len(OUTCOMES)


@pytest.mark.parametrize("outcome", ["jobs", "approvals"])
def test_a_study_may_ask_for_outcomes_that_its_region_has(write, outcome):
    text = STUDY.replace("reform:", f"replications: {{precision: 0.1, of: {outcome}}}\nreform:") + "  - faster\n"
    assert load_study(write("s.yaml", text)).replications.outcome == outcome
    with pytest.raises(ScenarioError, match="; expected an outcome that it has"):
        load_study(write("s.yaml", text.replace("market_town", "small_town")))


def test_a_region_without_lending_still_has_an_economy(write):
    write("cash.yaml", TOWN.replace("town\n", "cash\n", 1) + "lending: null\n")
    text = STUDY.replace("reform:", "replications: {precision: 0.1, of: jobs}\nreform:").replace("market_town", "cash")
    assert load_study(write("s.yaml", text + "  - faster\n"))
    with pytest.raises(ScenarioError, match="found 'loan_rate', but nobody lends in the region cash"):
        load_study(write("s.yaml", text.replace("jobs", "loan_rate") + "  - faster\n"))
