"""The books of a world, from the records to files and sentences."""

import json

import pandas as pd
import pytest

import sim
from sim.experiment.books import books_of_study
from sim.experiment.errors import ExperimentError
from sim.experiment.world import World
from sim.results.accounts import NET_WORTH
from sim.results.economy import ECONOMY_FRAMES
from sim.results.lending import LENDING_FRAMES
from sim.results.outcomes import Horizon, outcomes
from tests.experiment import synthetic, synthetic_economy


def books(world="baseline", simulate=synthetic_economy.simulate, **options):
    return books_of_study(synthetic_economy.study(), world, simulate=simulate, **options)


def leaking(study, world, seed, scale):
    """A yuan of wages reached nobody."""
    made = synthetic_economy.simulate(study, world, seed, scale)
    made.accounts.loc[made.accounts["kind"] == "wages", "amount"] += 1
    return made


def test_books_are_written_whole_and_found_again(tmp_path):
    made = books()
    folder = made.save(tmp_path)
    assert folder.name.startswith("toy-money-accounts-")
    assert {path.name for path in folder.iterdir()} == {"balance_sheet.csv", "flows.csv", "manifest.json"}
    sheet = pd.read_csv(folder / "balance_sheet.csv", index_col="instrument")
    assert sheet.index[-1] == NET_WORTH
    assert sheet.loc["loans"].sum() == pytest.approx(0)
    assert set(pd.read_csv(folder / "flows.csv")) == {"kind", "payer", "payee", "amount"}
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["world"], manifest["measures"]) == ("baseline", [])
    assert books("reform").save(tmp_path) != folder
    assert books("reform").measures == ("time_limit",)


def test_what_does_not_balance_is_written_too(tmp_path):
    made = books(simulate=leaking)
    assert made.balance is False
    assert len(made.violations) == 4  # two sectors in two months
    written = pd.read_csv(made.save(tmp_path) / "violations.csv")
    assert written["difference"].abs().tolist() == [1.0] * 4


def test_a_region_without_an_economy_has_no_books():
    with pytest.raises(ExperimentError, match="without an economy"):
        books_of_study(synthetic.study(), simulate=synthetic.simulate)


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("changchun", {}, "changchun: found a region without an economy"),
        ("changchun", {"world": "reform"}, "which only a study has"),
        ("changchun-quick", {"days": 5}, "a study has its own measures"),
        ("changchun-quick", {}, "without an economy"),
        ("one_window", {}, "found a measure"),
        ("changchun-quick", {"seed": -1}, "seed: found -1"),
    ],
)
def test_what_cannot_be_asked_is_said(name, options, said):
    with pytest.raises(ExperimentError, match=said):
        sim.accounts(name, **options)


def test_a_world_saves_what_it_has(tmp_path):
    study = synthetic_economy.study()
    made = synthetic_economy.simulate(study, "baseline", 1, 1.0)
    found = outcomes(made, Horizon(study.warm_up, study.days, study.follow_up))
    world = World(study.region, (), study.start, study.days, 1, 1.0, made, found, found, None)
    expected = {"cases", "reviews", "stations", "daily", "outcomes", "decomposition", "loan_decomposition"}
    assert set(world.tables()) == expected | {*ECONOMY_FRAMES, *LENDING_FRAMES}
    made.requests = None
    assert set(world.tables()) == expected - {"loan_decomposition"} | {*ECONOMY_FRAMES}
    made.firms = None
    assert set(world.tables()) == expected - {"loan_decomposition"}
