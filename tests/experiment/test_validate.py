"""Published against simulated: what a row is, and when it counts as fitted."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sim.experiment.approval_targets import APPROVAL_TARGETS
from sim.experiment.inspection_targets import INSPECTION_TARGETS
from sim.experiment.target import Replication, tied_numbers
from sim.experiment.targets import targets_of
from sim.experiment.validate import validate
from sim.scenario import Applied, Note
from tests.experiment import synthetic, synthetic_inspections

IDS = [
    "C04.before",
    "C04.after",
    "C05",
    "C06.at_most_one_visit",
    "C06.no_visit",
    "C08",
    "C09",
    "C13.steps",
    "C13.time",
    "C13.documents.before",
    "C13.documents.after",
    "C13.shared",
    "C15",
]
INSPECTION_IDS = [
    "P08",
    "P12",
    "R12.issues",
    "R12.violations",
    "R13.past_0",
    "R13.past_1",
    "R13.past_2",
    "R13.past_3",
    "R14.unordered",
    "R14.risk_order",
    "R15",
]
TARGET = {target.id: target for target in (*APPROVAL_TARGETS, *INSPECTION_TARGETS)}


def rows(table, entity, world="reform", group="", kind="", **values):
    return [(world, table, kind, group, entity, name, value) for name, value in values.items()]


@pytest.fixture
def replication():
    """Two items and two procedures with round numbers."""
    content = []
    for world, factor in (("baseline", 1.0), ("reform", 0.5)):
        plan = {"approval_working_days": 20.0 * factor, "limit_days": 10.0, "statutory_days": 20.0}
        stamp = {"approval_working_days": 4.0 * factor, "limit_days": 2.0, "statutory_days": 10.0}
        content += rows("item", "plan", world, visits=0.0, **plan)
        content += rows("item", "stamp", world, visits=2.0, **stamp)
        content += rows("procedure", "construction_government", world, process_working_days=81.0 * factor)
        content += rows("procedure", "policy_benefit", world, documents_shared=4.0 if factor < 1 else 0.0)
        outcome = {"steps": 4.0 * factor, "documents": 8.0 * factor, "elapsed_working_days": 10.0 * factor}
        content += rows("outcome", "", world, "policy_benefit", "procedure", **outcome)
    columns = ["world", "table", "kind", "group", "entity", "name", "value"]
    return Replication(pd.DataFrame(content, columns=columns))


@pytest.mark.parametrize(
    ("id", "value"),
    [
        ("C04.before", 12.0),  # every item counts once, however often it was asked for
        ("C04.after", 6.0),
        ("C05", (0.5 + 0.2) / 2 - 1),
        ("C06.at_most_one_visit", 0.5),
        ("C06.no_visit", 0.5),
        ("C08", 40.5),
        ("C13.steps", -0.5),
        ("C13.time", -0.5),
        ("C13.documents.before", 8.0),
        ("C13.documents.after", 4.0),
        ("C13.shared", 0.5),
    ],
)
def test_measures_of_targets(replication, id, value):
    assert TARGET[id].measure(replication) == pytest.approx(value)


def test_what_nobody_asked_for_is_unknown(replication):
    assert np.isnan(TARGET["C09"].measure(replication))


def tied(id, study):
    return tied_numbers(study, TARGET[id])


def study_with(*, region=None, measures=()):
    study = synthetic.study()
    notes = region or {}
    return replace(
        study,
        region=replace(study.region, notes=notes),
        reform=tuple(Applied(measure) for measure in measures),
    )


def test_a_number_of_the_region_fits_before_and_one_of_a_measure_after():
    region = study_with(region={"departments.a.pacing": Note(basis="fitted", fact="C04")})
    assert tied("C04.before", region) == ["departments.a.pacing"]
    assert tied("C04.after", region) == []
    measure = study_with(measures=[synthetic.measure(basis="fitted", fact="C04")])
    assert tied("C04.before", measure) == []
    assert tied("C04.after", measure) == ["time_limit: items.*.limit.share"]


def test_a_number_taken_from_the_fact_predicts_nothing_either():
    study = study_with(measures=[synthetic.measure(basis="fact", fact="C05")])
    assert tied("C05", study) == ["time_limit: items.*.limit.share"]


def test_assumed_numbers_and_other_facts_fit_nothing():
    study = study_with(
        region={"departments.a.pacing": Note(basis="assumed", fact="C08")},
        measures=[synthetic.measure(basis="fitted", fact="C01")],
    )
    assert not any(tied(id, study) for id in IDS)


def test_documents_are_fitted_by_numbers_of_documents_only():
    study = study_with(region={"items.claim.documents.total": Note(basis="fact", fact="C13")})
    assert tied("C13.documents.before", study) == ["items.claim.documents.total"]
    assert tied("C13.time", study) == []
    assert tied("C13.documents.after", study) == []


def test_how_often_something_is_asked_for_fits_nothing():
    study = study_with(region={"procedures.policy_benefit.demand.per_year": Note(basis="fact", fact="C13")})
    assert tied("C13.time", study) == []


def test_the_table_is_stored_and_says_what_is_fitted(tmp_path):
    result = validate([synthetic.study(3)], out=tmp_path, simulate=synthetic.simulate)
    assert [row["id"] for row in result.to_list()] == IDS
    stored = json.loads((result.folder / "validation.json").read_text(encoding="utf-8"))
    assert stored == result.to_list()
    by_id = result.table.set_index("id")
    assert by_id.loc["C05", "role"] == "fitted"
    assert by_id.loc["C04.after", "role"] == "predicted"
    assert by_id.loc["C04.before", "published"] == 22.95
    low, mean, high = by_id.loc["C04.after", ["low", "simulated", "high"]]
    assert low < mean < high
    assert by_id.loc["C04.after", "miss"] == pytest.approx(mean - 7.87)
    assert result.folder.name.startswith("validation-")


# ---------------------------------------------------------------------------------------- inspections


@pytest.fixture
def inspected():
    """Statistics of inspections with round numbers, those of the reform a half."""
    content = []
    for world, factor in (("baseline", 1.0), ("reform", 0.5)):
        everybody = {"joint_share": 0.2 / factor, "complaints_handled": 0.9 * factor}
        content += rows("outcome", "", world, "all", "all", **everybody)
        content += rows("outcome", "", world, "small", "size", joint_share=9.0, complaints_handled=9.0)
        rates = {"matched_issues": 0.3 * factor, "matched_judgments": 0.02, "issues": 9.0, "judgments": 9.0}
        content += rows("inspection", "double_random", world, kind="regime", **rates)
        rates = {"matched_issues": 0.4, "matched_judgments": 0.1 * factor, "issues": 1.0, "judgments": 1.0}
        content += rows("inspection", "discretionary", world, kind="regime", **rates)
        for history in range(4):
            rates = {"found_rate": (history + 1) / 10 * factor, "serious_rate": 9.0}
            content += rows("inspection", str(history), world, kind="history", **rates)
        content += rows("inspection", "plans", world, kind="order", first_half=0.9 - 0.4 * factor)
        content += rows("inspection", "double_random", world, kind="effect", observed=90.0, expected=100.0 * factor)
    columns = ["world", "table", "kind", "group", "entity", "name", "value"]
    return Replication(pd.DataFrame(content, columns=columns))


@pytest.mark.parametrize(
    ("id", "value"),
    [
        ("P08", 0.4),
        ("P12", 0.45),
        ("R12.issues", 0.3 / 0.4 - 1),
        ("R12.violations", 0.02 / 0.1 - 1),
        ("R13.past_0", 0.1),
        ("R13.past_3", 0.4),
        ("R14.unordered", 0.5),
        ("R14.risk_order", 0.7),
        ("R15", -0.1),
    ],
)
def test_measures_of_targets_on_inspections(inspected, id, value):
    assert TARGET[id].measure(inspected) == pytest.approx(value)


@pytest.mark.parametrize("id", INSPECTION_IDS)
def test_inspections_that_there_are_none_of_are_unknown(replication, id):
    assert np.isnan(TARGET[id].measure(replication))


def test_a_figure_may_be_the_share_of_one_value_in_another():
    facts = {"P08": {"values": {"joint": 331, "of": 527}}, "R15": {"values": {"effect": -0.094, "low": -0.177}}}
    assert TARGET["P08"].published(facts) == pytest.approx((0.6281, 0.6281), abs=5e-5)
    assert TARGET["R15"].published(facts) == (-0.094, -0.094)


def test_a_study_is_held_against_what_its_region_has():
    def ids(study):
        return [target.id for target in targets_of(study)]

    inspected = synthetic_inspections.study()
    assert ids(synthetic.study()) == IDS
    assert ids(inspected) == INSPECTION_IDS
    changchun = replace(inspected.region, layers=["northeast_city", "changchun", "mine"])
    assert ids(replace(inspected, region=changchun)) == IDS + INSPECTION_IDS
    nobody = replace(inspected.region, tree=inspected.region.tree | {"inspections": None})
    assert ids(replace(inspected, region=nobody)) == IDS


def test_numbers_of_inspections_fit_the_world_they_belong_to():
    study = study_with(
        region={"inspections.choice.judgment": Note(basis="fitted", fact="R12")},
        measures=[synthetic.measure("joint_inspection", basis="fitted", fact="P08")],
    )
    assert tied("R12.issues", study) == tied("R12.violations", study) == ["inspections.choice.judgment"]
    assert tied("P08", study) == ["joint_inspection: items.*.limit.share"]
    ordered = study_with(measures=[synthetic.measure("credit_tiered", basis="fitted", fact="R14")])
    assert tied("R14.risk_order", ordered) == ["credit_tiered: items.*.limit.share"]
    assert tied("R14.unordered", ordered) == []
    before = study_with(region={"inspections.choice.learning": Note(basis="fitted", fact="R14")})
    assert tied("R14.unordered", before) == ["inspections.choice.learning"]
    assert tied("R14.risk_order", before) == []


def test_how_far_a_measure_reaches_is_a_number_too():
    study = study_with(measures=[synthetic.measure("other"), synthetic.measure("joint_inspection")])
    path = "reform.1.joint_inspection.coverage"
    for note, said in (
        (Note(basis="fact", fact="P08"), ["joint_inspection: coverage"]),
        (Note(basis="assumed", fact="P08"), []),
        (Note(basis="fact", fact="P09"), []),
    ):
        assert tied("P08", replace(study, notes={path: note})) == said
    about_limits = replace(study, notes={path: Note(basis="fact", fact="C13")})
    assert tied("C13.time", about_limits) == ["joint_inspection: coverage"]
    assert tied("C13.documents.after", about_limits) == []


def test_several_studies_are_one_table(tmp_path):
    def run(study, world, seed, scale):
        made = synthetic_inspections if study.region.tree.get("inspections") else synthetic
        return made.simulate(study, world, seed, scale)

    studies = [synthetic.study(3), synthetic_inspections.study(at_least=4)]
    together = validate(studies, out=tmp_path, simulate=run)
    assert together.table["id"].tolist() == IDS + INSPECTION_IDS
    assert together.table["study"].tolist() == ["toy-study"] * len(IDS) + ["toy-inspections"] * len(INSPECTION_IDS)
    assert together.table["simulated"].notna().sum() >= len(IDS) + len(INSPECTION_IDS) - 2
    stored = json.loads((together.folder / "validation.json").read_text(encoding="utf-8"))
    assert stored == together.to_list()
    alone = validate(studies[1:], out=tmp_path, simulate=run)
    assert alone.folder != together.folder
    pd.testing.assert_frame_equal(alone.table, together.table.iloc[len(IDS) :].reset_index(drop=True))
    by_id = alone.table.set_index("id")
    assert by_id.loc["P12", "simulated"] == 1.0
    assert by_id.loc["P08", "published"] == pytest.approx(331 / 527)
    assert by_id.loc["R13.past_3", "simulated"] > by_id.loc["R13.past_0", "simulated"]
