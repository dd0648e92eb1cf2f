"""Published figures on lending and enterprises' lives: how each is measured, and when it counts as fitted."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from sim.experiment.credit_targets import (
    CREDIT_TARGETS,
    JILIN_CREDIT_TARGETS,
    POLICY_CREDIT_TARGETS,
    RATE_TARGETS,
)
from sim.experiment.economy_targets import ECONOMY_TARGETS, JILIN_ECONOMY_TARGETS
from sim.experiment.inspection_targets import INSPECTION_TARGETS
from sim.experiment.target import Replication, Target, tied_numbers
from sim.experiment.targets import targets_of
from sim.experiment.validate import held_against_facts, validate
from sim.report.catalogue import known
from sim.results.tidy import KEYS
from sim.scenario import Applied, Note
from sim.scenario.library import Library
from sim.scenario.provenance import known_facts
from tests.experiment import synthetic, synthetic_economy

ALL = (
    *RATE_TARGETS.values(),
    *CREDIT_TARGETS,
    *JILIN_CREDIT_TARGETS,
    *POLICY_CREDIT_TARGETS,
    *ECONOMY_TARGETS,
    *JILIN_ECONOMY_TARGETS,
)
TARGET = {target.id: target for target in ALL}


def rows(table, kind, entity, world, **values):
    group = "all" if table == "outcome" else ""
    return [(world, table, kind, group, entity, name, value) for name, value in values.items()]


@pytest.fixture
def replication():
    """Round numbers, those of the reform twice as large unless said."""
    content = []
    for world, times in (("baseline", 1.0), ("reform", 2.0)):
        outcomes = {"nonperforming": 0.01, "rejected": 0.04, "bridging_cost": 90e6 / times, "loans_growth": 0.1 * times}
        outcomes |= {"enterprises_growth": 0.08 * times, "entry": 0.18 * (1 + times / 10), "exit": 0.07 * times}
        content += rows("outcome", "all", "", world, **outcomes)
        content += rows("economy", "rate", "2020", world, rate=0.05 * times)
        content += rows("economy", "asking", "small_and_medium", world, asked=0.5 * times)
        content += rows("economy", "fees", "all", world, share=0.01 * times)
        content += rows("economy", "inclusive", "all", world, nonperforming=0.03 * times)
        content += rows("economy", "bridging", "all", world, share=0.025 * times)
        for security, loans in (("none", 60.0), ("property", 20.0), ("receivables", 10.0), ("guarantee", 10.0)):
            number = loans * times if security == "none" else loans
            content += rows("economy", "security", security, world, small_loans=number)
        for age, hazard in enumerate((0.02, 0.06, 0.09, 0.08, 0.01)):
            content += rows("economy", "age", str((0, 1, 2, 3, 7)[age]), world, hazard=hazard * times)
        for size, factor in (("self_employed", 9.0), ("micro", 1.0), ("small", 3.0), ("medium", 9.0)):
            numbers = {"judged": 10.0, "survived": 2.0 * factor}
            numbers |= {"staff_first": 5.0 * factor, "staff_year": 6.0 * factor}
            content += rows("economy", "entrants", size, world, **numbers)
    content += rows("economy", "platform", "easy", "reform", urgent=30.0, urgent_handling=1.0)
    content += rows("economy", "platform", "credit", "reform", urgent=10.0, urgent_handling=3.0)
    content += rows("economy", "platform", "idle", "reform", urgent=0.0, urgent_handling=np.nan)
    content += rows("economy", "platform", "easy", "baseline", urgent=1.0, urgent_handling=9.0)
    for world, loans in (("baseline", 30.0), ("reform", 10.0)):
        usual = {"handling": 20.0 if world == "baseline" else 16.0, "cost": 0.1}
        content += rows("economy", "receivables", "offline", world, loans=loans, **usual)
    content += rows("economy", "receivables", "online", "reform", loans=20.0, handling=9.5, cost=0.08)
    return Replication(pd.DataFrame(content, columns=[*KEYS, "value"]))


@pytest.mark.parametrize(
    ("id", "value"),
    [
        ("J02", 0.08),
        ("J09", (30 * 1 + 10 * 3) / 40),
        ("J10.time", 9.5 / 19 - 1),  # 30 loans of 20 days before, 10 of 16 after
        ("J10.cost", -0.2),
        ("J12.price", 0.025),
        ("J12.saved", 45e6),
        ("Q03", 0.2),
        ("R04", 1.2 / 1.1 - 1),
        ("R05.entry", 0.18 * 1.1),
        ("R05.exit", 0.07),
        ("R06.year_1", 0.02),
        ("R06.year_3", 0.09),
        ("R06.years_4_to_7", 0.08),
        ("R07.y2020", 0.05),
        ("R09", 0.03),
        ("R10.rejected", 0.04),
        ("R10.apply", 0.5),
        ("R10.collateral", 0.3),
        ("R10.fees", 0.01),
        ("R16.operating", 8 / 20),
        ("R16.staff", 24 / 20),
    ],
)
def test_measures_of_targets(replication, id, value):
    assert TARGET[id].measure(replication) == pytest.approx(value)


@pytest.mark.parametrize("target", ALL, ids=lambda target: target.id)
def test_without_an_economy_figures_are_unknown(target):
    assert np.isnan(target.measure(Replication(pd.DataFrame(columns=[*KEYS, "value"]))))


@pytest.mark.parametrize("target", ALL, ids=lambda target: target.id)
def test_every_target_has_its_fact_and_a_name(target):
    low, high = target.published(known_facts(Library()))
    assert low <= high
    assert known(f"validate.{target.id}")


@pytest.mark.parametrize(
    ("id", "published"),
    [
        ("J09", (0, 2)),
        ("J10.time", (-0.5, -0.4)),
        ("J12.price", (59.44 / 2381, 59.44 / 2381)),
        ("J12.saved", (59.44e6, 59.44e6)),
        ("R04", (0, 0.25)),
        ("R07.y2022", (0.0528, 0.0528)),
        ("R09", (0.0299, 0.0375)),
        ("R10.rejected", (0.036, 0.038)),
        ("R16.staff", (7.14 / 6.07, 7.14 / 6.07)),
    ],
)
def test_published_figures_are_shares_yuan_and_ranges(id, published):
    assert TARGET[id].published(known_facts(Library())) == pytest.approx(published)


def test_within_a_range_nothing_is_missed(monkeypatch):
    def missed(simulated):
        target = Target("R04", "R04", "china_bureaus to guangdong", "share", lambda replication: simulated)
        monkeypatch.setattr("sim.experiment.validate.targets_of", lambda study: (target,))
        row = held_against_facts(synthetic_economy.study(), [pd.DataFrame(columns=[*KEYS, "value"])]).iloc[0]
        return row["miss"], row["miss_share"], row["published"], row["published_to"]

    assert missed(0.1)[0] == 0
    assert missed(0.3) == pytest.approx((0.05, 0.2, 0.0, 0.25))
    assert missed(-0.1)[0] == pytest.approx(-0.1)
    assert np.isnan(missed(-0.1)[1])  # no share of nothing
    assert np.isnan(missed(np.nan)[0])


# -------------------------------------------------------------------------- which study, what is fitted


def ids(study):
    return [target.id for target in targets_of(study)]


def of_jilin(study):
    return replace(study, region=replace(study.region, layers=["northeast_lending", "jilin_city"]))


def test_a_study_is_held_against_what_its_region_has():
    study = replace(synthetic_economy.study(), start=date(2020, 1, 6), days=365)
    economy = [target.id for target in ECONOMY_TARGETS]
    credit = [target.id for target in CREDIT_TARGETS]
    assert ids(study) == ["R07.y2020", *credit, *economy]
    jilin = [target.id for target in JILIN_CREDIT_TARGETS]
    assert ids(of_jilin(study)) == ["R07.y2020", *credit, *jilin, *economy, "J02"]
    later = of_jilin(replace(study, start=date(2022, 6, 1)))
    assert not set(jilin) & set(ids(later))
    province = replace(study.region, layers=["jilin_city", "jilin_province"])
    assert not {*jilin, "J02"} & set(ids(replace(study, region=province)))
    without = replace(study.region, tree=study.region.tree | {"lending": None})
    assert ids(replace(study, region=without)) == economy
    also = replace(study.region, tree=study.region.tree | {"inspections": {"frequency": 1.0}})
    first = INSPECTION_TARGETS[0].id
    assert ids(replace(study, region=also))[0] == first


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        (date(2019, 7, 1), 366, ["R07.y2019", "R07.y2020"]),
        (date(2019, 11, 1), 365, ["R07.y2020"]),
        (date(2020, 3, 1), 122, ["R07.y2020"]),
        (date(2021, 1, 4), 360, []),
        (date(2022, 1, 3), 730, ["R07.y2022", "R07.y2023", "Q03"]),
    ],
)
def test_rates_are_of_the_years_of_a_study(start, days, expected):
    study = replace(synthetic_economy.study(), start=start, days=days)
    assert [id for id in ids(study) if id.startswith(("R07", "Q"))] == expected


def tied(id, path, fact=None, measure=None):
    study = synthetic_economy.study()
    note = Note(basis="fitted", fact=fact or TARGET[id].fact)
    region = replace(study.region, notes={path: note})
    reform = (Applied(synthetic.measure(measure, basis="fitted", fact=TARGET[id].fact)),) if measure else ()
    return tied_numbers(replace(study, region=region, reform=reform), TARGET[id])


@pytest.mark.parametrize(
    ("path", "fitted", "predicted"),
    [
        ("lending.banks.first.funding", ["R07.y2020"], ["R07.y2019", "R07.y2022", "R07.y2024"]),
        ("lending.borrowers.reluctance", ["R10.apply"], ["R10.rejected", "R10.collateral", "R10.fees"]),
        ("lending.scoring.base", ["R10.rejected", "R09"], ["R10.apply", "R10.collateral", "R10.fees"]),
        ("lending.products.guaranteed.fee", ["R10.fees"], ["R10.apply", "R10.rejected", "R10.collateral"]),
        ("lending.products.mortgage.advance", ["R10.collateral"], ["R10.fees"]),
        ("lending.renewal.bridge", ["J12.price"], ["J12.saved"]),
        ("lending.platforms.easy.priority", [], ["J09"]),
        ("lending.products.receivables.wait", ["J10.time"], ["J10.cost"]),
        ("lending.products.receivables.online_fee", ["J10.cost"], ["J10.time"]),
        ("economy.entry.trades", ["R16.operating"], ["R16.staff"]),
        ("economy.entry.growth", ["R16.staff"], ["R16.operating"]),
        ("economy.entry.days", ["R04", "R05.entry"], ["R05.exit"]),
        ("population.entry_rate", ["R05.entry"], ["R04", "R05.exit"]),
        ("economy.exit.striking_off", ["R05.exit", "R06.year_1"], ["R05.entry"]),
    ],
)
def test_what_a_number_fits(path, fitted, predicted):
    assert [id for id in fitted if tied(id, path) != [path]] == []
    assert [id for id in predicted if tied(id, path)] == []


def test_a_number_of_a_measure_fits_the_world_after():
    assert tied("J12.saved", "lending.incentive", "none", measure="renewal") == ["renewal: items.*.limit.share"]


def test_made_up_worlds_are_held_against_every_figure(tmp_path):
    study = of_jilin(replace(synthetic_economy.study(at_least=3), start=date(2020, 2, 1), days=200))
    table = validate([study], out=tmp_path, simulate=synthetic_economy.simulate).table.set_index("id")
    assert table.loc["J02", "simulated"] == pytest.approx(0.18, abs=0.05)
    assert table.loc["R10.rejected", "published_to"] == 0.038
    assert np.isnan(table.loc["R10.apply", "published_to"])
    known_now = set(table.index[table["simulated"].notna()])
    unknown = {"R07.y2020", "J09", "J10.time", "J10.cost", "R06.year_1", "R06.year_2", "R06.year_3"}
    assert set(table.index) - known_now == unknown | {"R16.operating", "R16.staff"}
