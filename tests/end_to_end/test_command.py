"""The command as a user types it, on the real engine."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

QUICK = ("compare", "changchun-quick", "--scale", "0.05", "--replications", "2")


def wutong(*arguments, cwd, **options):
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "sim", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=500, **options)


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A folder in which the quick study has been compared with one job."""
    folder = tmp_path_factory.mktemp("one")
    run = wutong(*QUICK, "--jobs", 1, "--json", cwd=folder)
    assert run.returncode == 0, run.stderr
    return folder, json.loads(run.stdout)


def results(folder):
    """The study's result files but for what says when and how it was run."""
    (study,) = (folder / "outputs").glob("changchun-quick-*")
    names = {path.relative_to(study) for path in study.rglob("*") if path.is_file()}
    return {name: (study / name).read_bytes() for name in names if name.name not in ("manifest.json", ".lock")}


def test_json_is_all_that_stands_on_standard_output(finished):
    _, told = finished
    assert told["replications"] if "replications" in told else told["outcomes"]
    by_name = {row["outcome"]: row for row in told["outcomes"] if row["group"] == "all"}
    assert by_name["elapsed_working_days"]["reform"] < by_name["elapsed_working_days"]["baseline"]


def test_two_jobs_give_the_bytes_of_one(finished, tmp_path):
    folder, _ = finished
    run = wutong(*QUICK, "--jobs", 2, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    one, two = results(folder), results(tmp_path)
    assert one.keys() == two.keys()
    assert {"report.html", "report.zh-CN.html", "comparison.parquet", "days.png", "days.svg"} <= {
        str(name) for name in one
    }
    assert [str(name) for name in one if one[name] != two[name]] == []


def test_a_finished_study_is_read_and_not_run_again(finished):
    folder, told = finished
    before = results(folder)
    again = wutong(*QUICK, "--json", cwd=folder)
    assert json.loads(again.stdout)["outcomes"] == told["outcomes"]
    assert results(folder) == before


@pytest.mark.skipif(os.name == "nt", reason="signals as on POSIX")
def test_an_interrupted_comparison_resumes_where_it_stopped(tmp_path):
    command = [sys.executable, "-m", "sim", "compare", "changchun-quick", "--scale", "0.2", "--replications", "12"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    running = subprocess.Popen(
        [*command, "--jobs", "2"], cwd=tmp_path, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True, start_new_session=True,
    )
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline and running.poll() is None:
        if list(tmp_path.glob("outputs/*/replications/[0-9]*.parquet")):  # not the partial one
            break
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=60)
    if running.returncode == 0:
        pytest.skip("the machine finished before it could be interrupted")
    assert running.returncode == 130
    assert "Traceback" not in said and "kept" in said
    kept = {path: path.read_bytes() for path in tmp_path.glob("outputs/*/replications/[0-9]*.parquet")}
    assert kept
    again = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=500)
    assert again.returncode == 0, again.stderr
    assert "were finished before" in again.stderr + again.stdout
    assert all(path.read_bytes() == content for path, content in kept.items())
    assert len(list(tmp_path.glob("outputs/*/replications/[0-9]*.parquet"))) == 12


@pytest.mark.parametrize("form", ["csv", "xes", "parquet"])
def test_run_writes_the_event_record(form, tmp_path):
    run = wutong("run", "changchun", "--measures", "one_window,one_time_notice", "--days", 20, "--scale", 0.02,
                 "--events", form, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    (events,) = tmp_path.glob(f"outputs/*/events.{form}")
    assert events.stat().st_size > 10_000


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("compare", "changchun-quik"), "did you mean 'changchun-quick'"),
        (("run", "changchun", "--measures", "one_windw"), "did you mean 'one_window'"),
        (("compare", "changchun-quick", "--scale", "1.5"), "at most 1"),
        (("compare", "changchun-quick", "--jobs", "0"), "1 or more"),
        (("compare", "changchun-quick", "--replications", "many"), "--replications"),
        (("run", "changchun", "--events", "docx"), "events"),
    ],
)
def test_bad_input_is_one_sentence_and_status_2(arguments, said, tmp_path):
    run = wutong(*arguments, cwd=tmp_path)
    assert run.returncode == 2
    assert said in run.stderr
    assert "Traceback" not in run.stderr and run.stdout == ""
    assert not (tmp_path / "outputs").exists()
