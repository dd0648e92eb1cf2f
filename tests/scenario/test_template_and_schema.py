"""Starting a region of one's own, and the JSON schema for editors."""

import json
from pathlib import Path

import pytest
import yaml

from sim.scenario import ScenarioError, check, json_schema, load_region, new_region

from .mini_schema import fits


def test_a_new_region_passes_check_and_changes_nothing_yet(write):
    text = new_region("my_town", "small_town")
    path = write("my_town.yaml", text)
    assert check(path) == []
    assert load_region(path).tree == load_region("small_town").tree
    assert load_region(path).title["en"] == "My Town"


def test_a_new_region_explains_what_can_be_changed():
    text = new_region("my_town", "small_town")
    assert "  enterprises: 1_000" in text
    assert "enterprises that may need something from government" in text
    assert "    windows:\n      total: 4" in text
    assert "  tax:  # Tax\n    reviewers: 2" in text
    assert "    fire_brigade:  # Fire brigade\n      inspectors: 4" in text
    assert all(len(line) <= 110 for line in text.splitlines())


def test_the_lines_offered_as_comments_work_too(write):
    head, _, tail = new_region("my_town", "small_town").partition("take the first '#'")
    offered = [line.removeprefix("#") for line in tail.splitlines()[1:] if line.startswith("#")]
    path = write("my_town.yaml", head + "…\n" + "\n".join(offered))
    assert check(path) == []
    assert "change" not in load_region(path).tree["procedures"]


@pytest.mark.parametrize("name", ["My Town", "../town", "", "small_town"])
def test_a_new_region_needs_a_plain_name_of_its_own(name):
    with pytest.raises(ScenarioError, match="expected a plain name"):
        new_region(name, "small_town")


def test_a_new_region_without_inspections_does_not_speak_of_them(write):
    base = write("quiet_town.yaml", "region: quiet_town\nextends: small_town\ninspections: null\n")
    assert "inspect" not in new_region("my_town", base)


def test_a_new_region_of_a_base_with_lending_speaks_of_its_money(write):
    text = new_region("my_town", "market_town")
    path = write("my_town.yaml", text)
    assert check(path) == []
    assert load_region(path).tree == load_region("market_town").tree
    assert "    retail:\n      productivity: 40_000 " in text
    assert "    rural_bank:  # Rural bank\n      share: 0.6 " in text
    assert "      capital: 60_000_000 " in text


def test_a_new_region_offers_to_take_out_only_what_nothing_needs(write):
    assert "#  change: null" in new_region("my_town", "market_town")
    base = write("no_spare.yaml", "region: no_spare\nextends: market_town\nprocedures: {change: null}\n")
    assert ": null" not in new_region("my_town", base).replace("promised: null", "")


def test_a_new_region_needs_a_base_that_exists():
    with pytest.raises(ScenarioError, match="did you mean 'small_town'"):
        new_region("my_town", "smalltown")


def test_the_schema_tells_the_three_kinds_apart():
    schema = json_schema()
    files = [one["$ref"].removeprefix("#/$defs/") for one in schema["oneOf"]]
    assert files == ["RegionFile", "MeasureFile", "StudyFile"]
    assert schema["$defs"]["StudyFile"]["required"] == ["study", "region", "start", "days"]
    assert json.loads(json.dumps(schema)) == schema


LIBRARIES = [Path(__file__).parent / "library", Path(__file__).parents[2] / "scenarios"]
SHIPPED = [p for root in LIBRARIES for p in sorted(root.glob("*s/**/*.yaml")) if p.parent != root]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_good_files_fit_the_schema(path):
    assert fits(yaml.safe_load(path.read_text(encoding="utf-8")), json_schema(), json_schema())


@pytest.mark.parametrize(
    "name",
    "unknown_key share_above_one negative_staff text_for_number unknown_discipline unknown_simplification "
    "limit_as_number half_a_window unknown_annotation unknown_basis empty_population beta_mean_of_one "
    "negative_mean expects_unknown_outcome coverage_above_one ramp_without_unit days_with_unit "
    "negative_cost no_changes unknown_kind title_without_english unknown_parameter bad_name "
    "plans_five_times_a_year taxpayer_unknown season_of_ten_months no_prime_rate "
    "shock_without_dates security_unknown frontier_unknown_outcome frontier_one_time "
    "frontier_without_packages frontier_times_below_zero frontier_half_written".split(),
)
def test_bad_files_do_not(name):
    text = Path(f"tests/bad_scenarios/{name}.yaml").read_text(encoding="utf-8")
    assert not fits(yaml.safe_load(text), json_schema(), json_schema())


def test_the_schema_says_what_keys_mean_and_in_which_unit():
    definitions = json_schema()["$defs"]
    assert definitions["Item"]["properties"]["fee"]["description"] == "fee per application (yuan)"
    assert definitions["Lending"]["properties"]["prime_rate"]["description"] == "the one-year loan prime rate, by date"
    assert set(definitions["RateFrom"]["properties"]) == {"from", "rate"}
    for name, definition in definitions.items():
        for key, inner in definition.get("properties", {}).items():
            assert "description" in inner or key in PLAIN, (name, key)


PLAIN = {"dist", "unit", "basis", "range", "fact", "source", "note"}


def test_every_reference_in_the_schema_leads_somewhere():
    text = json.dumps(json_schema())
    names = {part.split('"')[0] for part in text.split("#/$defs/")[1:]}
    assert names <= set(json_schema()["$defs"])
