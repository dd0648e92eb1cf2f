"""The frontier: every package at every intensity with the same luck, kept, resumed, and compared in pairs."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sim.experiment.errors import ExperimentError, Interrupted, ReplicationsFailed
from sim.experiment.frontier import BESIDES, frontier, frontier_table, points_of
from sim.experiment.replicate import measures_of
from sim.experiment.seeds import replication_seed
from sim.scenario import Applied, Frontier, Package
from tests.experiment import synthetic, synthetic_inspections
from tests.experiment.test_compare import Counting, content

TIMES = (0.5, 1.0, 2.0)


def study(at_least=2, times=TIMES, **changes):
    """The made-up study with a frontier of two packages."""
    packages = (
        Package("as_it_was", {"en": "As it was", "zh": "原有做法"}, ()),
        Package("joint", {"en": "Jointly", "zh": "联合"}, (Applied(synthetic.measure("joint_inspection")),)),
    )
    asked = Frontier("inspections.frequency", times, "inspections", "incidents", packages)
    return replace(synthetic_inspections.study(at_least=at_least), frontier=asked, **changes)


def simulate(study, world, seed, scale):
    """Visits grow with the factor; the joint package takes a tenth of the incidents away."""
    records = synthetic_inspections.simulate(study, world, seed, scale)
    factor = next(one.measure.changes[0].value for one in study.baseline if one.measure.name == "frontier")
    keep = np.random.default_rng(seed).uniform(size=len(records.visits)) < factor / 2
    records.visits = records.visits[keep]
    if study.reform:
        records.incidents = records.incidents.iloc[: int(0.9 * len(records.incidents))]
    return records


def failing(study, world, seed, scale):
    """One world of the second replication cannot be simulated."""
    if study.reform and seed == replication_seed(study.seed, 1):
        raise ValueError("no such luck")
    return simulate(study, world, seed, scale)


def stopping(study, world, seed, scale):
    """Somebody presses Ctrl-C in the second replication."""
    if seed == replication_seed(study.seed, 1):
        raise KeyboardInterrupt
    return simulate(study, world, seed, scale)


def run(study, out, **options):
    return frontier(study, out=out, **({"simulate": simulate} | options))


def test_a_point_is_the_baseline_with_a_package_and_the_lever_from_the_first_day():
    base = Applied(synthetic.measure("one_window"))
    points = points_of(study(baseline=(base,)))
    assert list(points) == [(package, times) for package in ("as_it_was", "joint") for times in TIMES]
    measures = measures_of(points["joint", 2.0], "reform")
    assert [one.measure.name for one in measures] == ["one_window", "frontier", "joint_inspection"]
    assert [one.start.isoformat() for one in measures] == ["2021-12-24", "2021-12-24", "2022-01-03"]
    (change,) = measures[1].measure.changes
    assert (change.lever, change.op, change.value) == ("inspections.frequency", "times", 2.0)
    assert (measures[1].coverage, measures[1].ramp_days, measures[1].until) == (1.0, 0, None)
    # not the study's own reform
    assert [one.measure.name for one in measures_of(points["as_it_was", 1.0], "reform")] == ["one_window", "frontier"]


def test_every_world_of_a_replication_has_the_same_seed(tmp_path):
    seen = []

    def watched(study, world, seed, scale):
        seen.append((world, seed))
        return simulate(study, world, seed, scale)

    run(study(), tmp_path, simulate=watched)
    seeds = [replication_seed(7, 0)] * 6 + [replication_seed(7, 1)] * 6
    assert seen == [("reform", seed) for seed in seeds]


def test_the_table_has_both_axes_and_more_at_every_point(tmp_path):
    table = run(study(3), tmp_path).table
    assert list(table.columns) == [
        *("package", "times", "outcome", "unit", "better", "mean", "low", "high"),
        *("difference", "difference_low", "difference_high"),
    ]
    assert table.iloc[:7]["outcome"].tolist() == ["inspections", "incidents", *BESIDES]
    assert len(table) == 6 * 7
    assert (table["low"] <= table["mean"]).all() and (table["mean"] <= table["high"]).all()
    rows = table.set_index(["package", "times", "outcome"])
    assert rows.loc[("as_it_was", 2.0, "inspections"), "mean"] > rows.loc[("as_it_was", 1.0, "inspections"), "mean"]
    assert rows.loc[("joint", 1.0, "incidents"), "unit"] == "incidents_year"


def outcomes(**values):
    rows = [("all", name, value) for name, value in values.items()] + [("size", name, -1.0) for name in values]
    return pd.DataFrame(rows, columns=["kind", "name", "value"])


def test_differences_are_paired_with_the_first_package_at_factor_one():
    first = [outcomes(inspections=value, incidents=10 * value) for value in (1.0, 2.0, 6.0)]
    other = [outcomes(inspections=value, incidents=10 * value - 1) for value in (1.5, 2.5, 6.5)]
    small = study(times=(1.0, 2.0))
    table = frontier_table(small, {("as_it_was", 1.0): first, ("joint", 2.0): other}).set_index(["package", "outcome"])
    assert table.loc[("as_it_was", "inspections"), "mean"] == 3
    assert table.loc[("as_it_was", "inspections"), "difference"] == 0
    row = table.loc[("joint", "incidents")]
    assert (row["difference"], row["difference_low"], row["difference_high"]) == (4, 4, 4)  # luck has no part in it
    assert row["high"] > row["mean"] + 10
    without = frontier_table(small, {("joint", 2.0): other})
    assert without["difference"].isna().all()


def test_axes_are_not_said_twice_and_one_replication_has_no_interval():
    asked = study()
    asked = replace(asked, frontier=replace(asked.frontier, x="inspector_days", y="precision"))
    table = frontier_table(asked, {("as_it_was", 1.0): [outcomes(inspector_days=5.0, precision=0.2, compliance=0.9)]})
    assert table["outcome"].tolist() == ["inspector_days", "precision", "compliance"]
    assert table["low"].isna().all()


def test_the_folder_can_be_read_back(tmp_path):
    result = run(study(), tmp_path)
    assert result.folder.name.startswith("toy-inspections-frontier-")
    pd.testing.assert_frame_equal(pd.read_parquet(result.folder / "frontier.parquet"), result.table)
    stored = json.loads((result.folder / "frontier.json").read_text(encoding="utf-8"))
    assert stored == result.to_dict() | {"folder": result.folder.name}
    assert (stored["x"], stored["y"], len(stored["points"])) == ("inspections", "incidents", 42)
    assert json.loads((result.folder / "manifest.json").read_text(encoding="utf-8"))["replications"] == 2


def test_same_bytes_for_one_and_two_jobs(tmp_path):
    one, two = run(study(), tmp_path / "one", jobs=1), run(study(), tmp_path / "two", jobs=2)
    assert content(one.folder) == content(two.folder)
    assert len(content(one.folder)) == 2 * 6 + 1


def test_more_replications_add_worlds_and_change_none(tmp_path):
    few, counting = run(study(), tmp_path), Counting()
    before = content(few.folder)
    more = run(study(), tmp_path, replications=3, progress=counting)
    assert (more.folder, counting.run, counting.batches) == (few.folder, 6, [(12, 18)])
    after = content(more.folder)
    assert all(after[name] == data for name, data in before.items() if name != "frontier.parquet")
    again = run(study(), tmp_path)
    pd.testing.assert_frame_equal(again.table, few.table)


def test_what_changes_a_point_has_a_folder_of_its_own(tmp_path):
    asked = study().frontier
    studies = [
        study(),
        study(times=(0.5, 1.0, 3.0)),
        replace(study(), frontier=replace(asked, lever="inspections.tiers.high")),
        replace(study(), frontier=replace(asked, packages=asked.packages[:1])),
        replace(study(), days=21),
        replace(study(), seed=8),
    ]
    folders = {run(one, tmp_path, replications=1).folder for one in studies}
    assert len(folders) == len(studies)
    # the axes only say what is read out
    other = replace(study(), frontier=replace(asked, y="compliance"))
    counting = Counting()
    assert run(other, tmp_path, replications=1, progress=counting).folder in folders
    assert counting.run == 0


def test_a_failure_names_its_replication_and_seed_and_is_tried_again(tmp_path):
    with pytest.raises(ReplicationsFailed, match="replication 1 .* no such luck") as stopped:
        run(study(), tmp_path, simulate=failing)
    assert {failure.seed for failure in stopped.value.failures} == {replication_seed(7, 1)}
    assert [failure.file.name for failure in stopped.value.failures] == ["0009.json", "0010.json", "0011.json"]
    counting = Counting()
    result = run(study(), tmp_path, progress=counting)
    assert counting.run == 3
    assert not (result.folder / "failures").exists()


def test_ctrl_c_says_how_many_worlds_are_kept(tmp_path):
    with pytest.raises(Interrupted, match="6 finished worlds") as stopped:
        run(study(), tmp_path, simulate=stopping)
    assert (stopped.value.finished, stopped.value.counted) == (6, "worlds")


def test_a_study_without_frontier(tmp_path):
    with pytest.raises(ExperimentError, match="toy-study: found no frontier"):
        run(synthetic.study(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_options_out_of_range_leave_nothing_behind(tmp_path):
    with pytest.raises(ExperimentError, match="scale: found 3"):
        run(study(), tmp_path / "out", scale=3)
    assert not (tmp_path / "out").exists()
