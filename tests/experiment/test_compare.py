"""Comparing: same result whatever the number of jobs, resumed after any stop, nothing half-written."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.experiment.compare import compare
from sim.experiment.errors import Busy, ExperimentError, Interrupted, ReplicationsFailed
from sim.experiment.lock import locked
from sim.experiment.progress import Silent
from sim.experiment.replicate import measures_of
from sim.experiment.seeds import replication_seed
from sim.experiment.sequential import boundaries, precision
from sim.experiment.store import open_store
from sim.results.files import PARTIAL, whole
from sim.scenario import ScenarioError
from tests.experiment import synthetic

ROOT = Path(__file__).resolve().parents[2]


class Counting(Silent):
    """Counts what was run."""

    def __init__(self):
        self.batches, self.run = [], 0

    def batch(self, finished, target, at_most):
        self.batches.append((finished, target))

    def finished(self, finished, target):
        self.run += 1


def run(study, out, **options):
    return compare(study, out=out, **({"simulate": synthetic.simulate} | options))


def content(folder):
    """Every Parquet file below a folder, by name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.parquet")}


def test_same_bytes_for_one_and_two_jobs(tmp_path):
    one = run(synthetic.study(3), tmp_path / "one", jobs=1)
    two = run(synthetic.study(3), tmp_path / "two", jobs=2)
    assert one.folder.name == two.folder.name
    assert len(content(one.folder)) == 3 + 4
    assert content(one.folder) == content(two.folder)


def test_the_folder_holds_everything_and_only_the_manifest_knows_the_time(tmp_path):
    comparison = run(synthetic.study(2), tmp_path)
    names = {path.name for path in comparison.folder.iterdir()}
    tables = {f"{name}.parquet" for name in ("comparison", "decomposition", "stations", "daily")}
    assert names == tables | {"manifest.json", "replications", ".lock"}
    manifest = json.loads((comparison.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["digest"].startswith(comparison.folder.name.rsplit("-", 1)[1])
    assert {"seed", "scale", "versions", "git_commit", "machine", "written", "command"} <= set(manifest)
    assert "written" not in comparison.manifest


def test_tables_can_be_read_back(tmp_path):
    comparison = run(synthetic.study(2), tmp_path)
    read = pd.read_parquet(comparison.folder / "comparison.parquet")
    pd.testing.assert_frame_equal(read, comparison.table)


def test_finished_replications_are_read_not_rerun(tmp_path):
    first, second = Counting(), Counting()
    run(synthetic.study(2), tmp_path, progress=first)
    more = run(synthetic.study(2), tmp_path, replications=4, progress=second)
    assert (first.run, second.run, more.replications) == (2, 2, 4)
    assert second.batches == [(2, 4)]


def test_fewer_replications_than_the_folder_holds_are_the_first_ones(tmp_path):
    alone = run(synthetic.study(2), tmp_path / "alone")
    run(synthetic.study(4), tmp_path / "more")
    after = run(synthetic.study(2), tmp_path / "more")
    pd.testing.assert_frame_equal(alone.table, after.table)


def test_seed_scale_and_scenario_have_folders_of_their_own(tmp_path):
    study = synthetic.study(2)
    stores = [
        open_store(study, 7, 1.0, tmp_path),
        open_store(study, 8, 1.0, tmp_path),
        open_store(study, 7, 0.5, tmp_path),
        open_store(replace(study, days=21), 7, 1.0, tmp_path),
        open_store(replace(study, reform=()), 7, 1.0, tmp_path),
    ]
    assert len({store.folder for store in stores}) == len(stores)
    assert open_store(synthetic.study(60), 7, 1.0, tmp_path).folder == stores[0].folder
    assert list(tmp_path.iterdir()) == []  # naming a store creates nothing


def test_replication_seeds_are_hashed():
    seeds = [replication_seed(seed, number) for seed in (1, 2) for number in range(50)]
    assert len(set(seeds)) == 100
    assert all(0 <= seed < 2**64 for seed in seeds)


def test_baseline_measures_hold_from_the_first_day_and_reforms_from_the_start():
    study = replace(synthetic.study(), baseline=synthetic.study().reform)
    assert [one.start.isoformat() for one in measures_of(study, "baseline")] == ["2021-12-24"]
    assert [one.start.isoformat() for one in measures_of(study, "reform")] == ["2021-12-24", "2022-01-03"]


# ------------------------------------------------------------------------- how many replications


def test_boundaries():
    assert list(boundaries(10, 22)) == [10, 15, 20, 22]
    assert list(boundaries(4, 4)) == [4]


def test_precision_is_the_half_width_as_a_share_of_the_baseline():
    half = 3.182446 * np.sqrt(2 / 3) / 2
    assert precision([10.0, 12.0, 14.0, 11.0], [9.0, 10.0, 11.0, 9.0]) == pytest.approx(
        half / 11.75, abs=1e-6
    )
    assert precision([10.0], [9.0]) == np.inf


def test_replications_are_added_until_precise_enough_whatever_the_jobs(tmp_path):
    study = synthetic.study(3, at_most=40, precision=0.1)
    counts = {}
    for jobs in (1, 2):
        comparison = run(study, tmp_path / str(jobs), simulate=synthetic.noisy, jobs=jobs)
        counts[jobs] = comparison.replications
        assert comparison.precision["reached"] <= 0.1
    assert counts[1] == counts[2]
    assert counts[1] in (8, 13, 18, 23, 28, 33, 38)


def test_the_most_allowed_is_the_end(tmp_path):
    comparison = run(synthetic.study(2, at_most=4, precision=1e-6), tmp_path, simulate=synthetic.noisy)
    assert comparison.replications == 4
    assert comparison.precision["reached"] > 1e-6


# ----------------------------------------------------------------------------- when things go wrong


def test_a_failure_is_recorded_with_its_seed_and_tried_again(tmp_path, monkeypatch):
    fail = tmp_path / "fail"
    fail.touch()
    monkeypatch.setenv("TOY_FAIL", str(fail))
    study, out = synthetic.study(3), tmp_path / "out"
    with pytest.raises(ReplicationsFailed, match="replication 1 .* no such luck") as stopped:
        run(study, out, simulate=synthetic.failing_once, jobs=2)
    (failure,) = stopped.value.failures
    assert failure.seed == replication_seed(study.seed, 1)
    record = json.loads(failure.file.read_text(encoding="utf-8"))
    assert record["seed"] == failure.seed
    assert "ValueError: no such luck" in record["error"]
    store = open_store(study, study.seed, 1.0, out)
    assert store.finished() == [0, 2]

    fail.unlink()
    counting = Counting()
    comparison = run(study, out, simulate=synthetic.failing_once, progress=counting)
    assert (comparison.replications, counting.run) == (3, 1)
    assert not (comparison.folder / "failures").exists()


def test_a_worker_that_dies_is_one_clear_sentence(tmp_path):
    with pytest.raises(ExperimentError, match="a worker process died"):
        run(synthetic.study(2), tmp_path / "out", simulate=synthetic.dying, jobs=2)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_scenario_that_cannot_be_simulated_leaves_nothing(tmp_path, jobs):
    with pytest.raises(ScenarioError, match=r"toy.yaml:3: items.stamp.effort: found a mean of 0"):
        run(synthetic.study(3), tmp_path / "out", simulate=synthetic.unusable, jobs=jobs)
    assert list((tmp_path / "out").iterdir()) == []


def test_two_writers_of_one_folder(tmp_path):
    study = synthetic.study(2)
    store = open_store(study, study.seed, 1.0, tmp_path)
    script = (
        "import sys, time; from pathlib import Path; from sim.experiment.lock import locked\n"
        "with locked(Path(sys.argv[1])):\n    print('locked', flush=True); time.sleep(60)"
    )
    store.folder.mkdir(parents=True)
    with subprocess.Popen(
        [sys.executable, "-c", script, store.folder], stdout=subprocess.PIPE, cwd=ROOT
    ) as other:
        assert other.stdout.readline().strip() == b"locked"
        with pytest.raises(Busy, match=rf"being written by another run .*\(process {other.pid}\).*--out"):
            run(study, tmp_path)
        other.kill()
    assert run(study, tmp_path).replications == 2  # the lock went with its process


def test_the_lock_is_given_back(tmp_path):
    for _ in range(2):
        with locked(tmp_path):
            pass


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ExperimentError, match="cannot write to"):
        run(synthetic.study(1), tmp_path / "file")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk(tmp_path, jobs):
    with pytest.raises(ExperimentError, match="cannot write to .*: No space left on device"):
        run(synthetic.study(2), tmp_path, simulate=synthetic.full, jobs=jobs)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_at_the_end_keeps_the_replications(tmp_path, monkeypatch):
    study = synthetic.study(2)
    monkeypatch.setattr(
        "sim.experiment.comparison.Comparison.write_tables", lambda _: synthetic.full(study, "reform", 1, 1.0)
    )
    with pytest.raises(ExperimentError, match="cannot write to .*: No space left on device"):
        run(study, tmp_path)
    assert open_store(study, study.seed, 1.0, tmp_path).finished() == [0, 1]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"scale": 0}, "scale: found 0, expected more than 0 and at most 1"),
        ({"scale": 1.5}, "scale: found 1.5"),
        ({"scale": float("nan")}, "scale: found nan"),
        ({"scale": 1e-5}, "scale: found 1e-05, which leaves none of 60,000 enterprises"),
        ({"jobs": 0}, "jobs: found 0, expected 1 or more"),
        ({"replications": 0}, "replications: found 0"),
        ({"seed": -1}, "seed: found -1"),
    ],
)
def test_options_out_of_range_leave_nothing_behind(tmp_path, options, message):
    with pytest.raises(ExperimentError, match=message):
        run(synthetic.study(1), tmp_path / "out", **options)
    assert not (tmp_path / "out").exists()


def test_half_written_files_of_a_killed_run_are_cleared(tmp_path):
    study = synthetic.study(2)
    folder = run(study, tmp_path).folder
    (folder / "replications" / f"{PARTIAL}99-0002.parquet").write_bytes(b"half")
    run(study, tmp_path)
    assert not list(folder.rglob(f"{PARTIAL}*"))


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "table"
    path.write_text("old")
    with pytest.raises(RuntimeError), whole(path) as partial:
        partial.write_text("ne")
        raise RuntimeError
    assert [file.read_text() for file in tmp_path.iterdir()] == ["old"]


SCRIPT = """
import sys
from sim.experiment.compare import compare
from tests.experiment import synthetic
if __name__ == "__main__":
    compare(synthetic.study(6), out=sys.argv[1], jobs=int(sys.argv[2]), simulate=synthetic.slow)
"""


@pytest.fixture
def started(tmp_path, monkeypatch):
    """Starts a comparison that hangs from its third replication on; waits until it does."""
    monkeypatch.setenv("TOY_SLOW", str(tmp_path / "slow"))
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def start(jobs):
        arguments = [sys.executable, script, tmp_path / "out", str(jobs)]
        process = subprocess.Popen(arguments, env=environment, stderr=subprocess.PIPE, start_new_session=True)
        store = open_store(synthetic.study(6), 7, 1.0, tmp_path / "out")
        for _ in range(600):
            if (tmp_path / "slow").exists() and len(store.finished()) == 2:
                return process, store
            time.sleep(0.05)
        raise AssertionError("the comparison never got that far")

    return start


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_keeps_what_is_finished(started, tmp_path, jobs):
    process, store = started(jobs)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers too
    said = process.communicate(timeout=10)[1].decode()
    assert "Interrupted: 2 finished replications are kept" in said
    assert "Process " not in said  # the workers have nothing to say about it
    assert store.finished() == [0, 1]
    counting = Counting()
    run(synthetic.study(6), tmp_path / "out", progress=counting)
    assert counting.run == 4


def test_a_killed_study_resumes_and_its_workers_go_with_it(started, tmp_path):
    process, store = started(2)
    process.kill()
    process.communicate(timeout=10)  # returns once no worker holds the pipe any more
    counting = Counting()
    resumed = run(synthetic.study(6), tmp_path / "out", progress=counting)
    assert counting.run == 4
    fresh = run(synthetic.study(6), tmp_path / "fresh")
    assert content(resumed.folder) == content(fresh.folder)


def test_interrupted_says_where_and_how_many():
    stopped = Interrupted(3, Path("outputs/x"))
    assert isinstance(stopped, KeyboardInterrupt)
    assert (stopped.finished, stopped.folder) == (3, Path("outputs/x"))
