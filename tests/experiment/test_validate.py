"""Published against simulated: what a row is, and when it counts as fitted."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sim.experiment.targets import TARGETS, Replication, tied_numbers
from sim.experiment.validate import validate
from sim.scenario import Applied, Note
from tests.experiment import synthetic

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
TARGET = {target.id: target for target in TARGETS}


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
    result = validate(synthetic.study(3), out=tmp_path, simulate=synthetic.simulate)
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
