"""Layers: replaced by key, deeply; removed by null; every value remembers where it comes from."""

import pytest

from sim.scenario import ScenarioError, check, load_region, show


@pytest.fixture
def town(write):
    """Load a region laid over the little town; other files beside it by keyword."""

    def loading(text: str, base: str = "small_town", **others: str):
        for name, other in others.items():
            write(f"{name}.yaml", other)
        return load_region(write("town.yaml", f"region: town\nextends: {base}\n{text}"))

    return loading


def test_a_layer_changes_only_what_it_names(town):
    base, top = load_region("small_town"), town("items:\n  licence: {online: 0.9}\n")
    assert top.tree["items"]["licence"]["online"] == 0.9
    top.tree["items"]["licence"]["online"] = base.tree["items"]["licence"]["online"]
    assert top.tree == base.tree
    assert top.layers == ["small_town", "town"]


def test_title_and_about_come_from_the_topmost_layer_that_has_them(town):
    assert town("").title == {"en": "Small town", "zh": "小镇"}
    assert town("title: {en: Town, zh: 镇}\n").title == {"en": "Town", "zh": "镇"}
    assert town("").name == "town"


def test_null_removes_a_row(town):
    region = town(
        "items: {invoices: null}\nprocedures:\n  change: null\n  start_business: {route: {invoices: null}}\n"
    )
    assert set(region.tree["items"]) == {"licence", "seal"}
    assert set(region.tree["procedures"]) == {"start_business"}


def test_null_takes_an_optional_value_away(town):
    region = town("items:\n  licence: {limit: {promised: null}}\n  invoices: {outside_wait: null}\n")
    assert region.tree["items"]["licence"]["limit"] == {"statutory": 15, "promised": None, "share": 1.0}
    assert region.tree["items"]["invoices"]["outside_wait"] is None


def test_what_a_layer_removes_a_later_one_may_bring_back(town):
    middle = "region: middle\nextends: small_town\nfamilies: {others: null}\n"
    family = "{count: 3, departments: {tax: 1}, limit: 9, effort_per_limit_day: 2, documents: 2, "
    text = f"families:\n  others: {family}demand: {{per_enterprise_year: 1}}}}\n"
    region = town(text, base="middle", middle=middle)
    assert region.tree["families"]["others"]["departments"] == {"tax": 1}
    assert region.layers == ["small_town", "middle", "town"]


def test_a_distribution_is_replaced_as_one_thing(town):
    region = town("items:\n  licence: {effort: {dist: constant, value: 9}}\n  seal: {effort: 7}\n")
    assert region.tree["items"]["licence"]["effort"] == {"dist": "constant", "value": 9}
    assert region.tree["items"]["seal"]["effort"] == {"dist": "constant", "value": 7}
    assert region.notes["items.licence.effort"].basis is None


def test_one_parameter_of_a_distribution_can_be_changed_and_loses_the_old_provenance(town):
    region = town("items:\n  licence: {effort: {mean: 99}}\n")
    assert region.tree["items"]["licence"]["effort"] == {"dist": "lognorm", "mean": 99, "cv": 0.8}
    note = region.notes["items.licence.effort"]
    assert (note.basis, note.range, note.unit) == (None, None, "minutes")


def test_a_number_with_provenance_is_replaced_as_one_thing(town):
    region = town("population: {enterprises: {value: 9_000, basis: assumed}}\n")
    assert region.tree["population"]["enterprises"] == 9_000
    assert region.notes["population.enterprises"].range is None


def test_short_and_long_forms_meet(town):
    region = town(
        "items:\n  licence: {documents: 9}\n  seal: {documents: {common: 1}}\n"
        "procedures:\n  start_business: {route: {seal: []}}\n"
    )
    assert region.tree["items"]["licence"]["documents"] == {
        "total": 9,
        "common": 2,
        "shared": 0,
        "electronic": 0,
    }
    assert region.tree["items"]["seal"]["documents"]["total"] == 2
    assert region.tree["procedures"]["start_business"]["route"]["seal"] == {"after": [], "stage": "all"}


def test_every_value_remembers_layer_line_and_basis(town):
    region = town(
        "\ndepartments:\n  market: {reviewers: {value: 5, basis: assumed, range: [3, 9], note: seen}}\n"
    )
    notes = region.notes
    assert notes["departments.market.reviewers"].file.endswith("town.yaml")
    assert notes["departments.market.reviewers"].line == 5
    assert notes["departments.market.reviewers"].range == (3, 9)
    assert notes["departments.market.reviewers"].note == "seen"
    assert notes["halls.main.windows.total"].fact == "T01"
    assert notes["halls.main.windows.total"].file == "scenarios/regions/small_town.yaml"
    assert notes["items.licence.tolerant"].file == "default"
    assert notes["departments.tax.hours.weekdays"] == notes["calendar.hours.weekdays"]


def test_show_lists_every_value_with_its_origin(town):
    rows = {row.path: row for row in show(town("items:\n  seal: {fee: 250}\n"))}
    assert rows["items.seal.fee"].value == 250
    assert rows["items.seal.fee"].origin.endswith("town.yaml:4")
    assert rows["halls.main.windows.total"].origin.endswith("small_town.yaml:32 (fact T01)")
    assert rows["items.seal.tolerant"].origin == "default"
    assert rows["items.licence.effort"].value == {"dist": "lognorm", "mean": 25, "cv": 0.8}


def test_the_tree_is_complete_and_normal():
    tree = load_region("small_town").tree
    sections = "calendar population behaviour halls departments complaints items families procedures "
    assert list(tree) == (sections + "inspections standings economy lending").split()
    assert len({tuple(item) for item in tree["items"].values()}) == 1
    assert tree["items"]["invoices"]["outside_wait"] == {
        "time": {"dist": "constant", "value": 5},
        "unit": "working days",
        "stops_clock": True,
        "steps": 1,
    }
    assert tree["items"]["invoices"]["effort"] == {"dist": "weibull_min", "c": 1.5, "scale": 10}
    assert tree["items"]["seal"]["title"] == {"en": "Seal", "zh": "Seal"}
    assert tree["departments"]["tax"]["hours"] == {
        "weekdays": "08:30-11:30, 13:00-17:00",
        "saturday": "09:00-12:00",
        "sunday": "",
    }
    assert tree["families"]["others"]["limit"]["statutory"] == {"dist": "gamma", "mean": 20, "cv": 0.5}
    assert tree["procedures"]["change"]["route"]["invoices"] == {"after": ["licence"], "stage": "second"}
    assert tree["procedures"]["start_business"]["demand"] == {"by": "founders", "share": 1}


def test_a_mere_layer_may_be_incomplete_but_not_wrong_and_is_no_region(write):
    good = write("part.yaml", "region: part\nlayer: true\ntitle: {en: Part}\nitems:\n  pass: {fee: 3}\n")
    assert check(good) == []
    with pytest.raises(ScenarioError, match="only a layer"):
        load_region(good)
    wrong = write("wrong.yaml", "region: wrong\nlayer: true\nitems:\n  pass: {fees: 3}\n")
    assert [problem.path for problem in check(wrong)] == ["items.pass.fees"]


def test_a_region_over_a_layer_is_whole_again(town):
    middle = "region: middle\nextends: small_town\nlayer: true\n"
    assert town("", base="middle", middle=middle).layers == ["small_town", "middle", "town"]


def test_too_many_layers_are_refused(write):
    for index in range(14):
        base = f"layer_{index - 1}" if index else "small_town"
        path = write(f"layer_{index}.yaml", f"region: layer_{index}\nextends: {base}\n")
    with pytest.raises(ScenarioError, match="at most 12"):
        load_region(path)
