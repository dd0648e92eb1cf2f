"""kill -9 at any moment, of the study or of one of its workers, and Ctrl-C: the next run ends with the same bytes."""

import os
import signal
import subprocess
import sys
import time
from random import Random

import pytest

from tests.faults.studies import begun, clear_sentence, different, environment, left, whole_files, workers, wutong

pytestmark = pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="looks for processes as Linux shows them")
QUICK = ("compare", "changchun-quick", "--scale", "0.01", "--replications", "4", "--jobs", "2")
#: Simulates longer than it draws, so that most kills find some replications finished and others not.
LONGER = ("compare", "changchun-quick", "--scale", "0.2", "--replications", "8", "--jobs", "2")
LARGER = ("compare", "changchun-quick", "--scale", "0.05", "--replications", "4", "--jobs", "2")


@pytest.fixture(scope="module")
def quick(tmp_path_factory):
    """What the quick study leaves undisturbed, and how long it takes."""
    folder = tmp_path_factory.mktemp("quick")
    start = time.monotonic()
    run = wutong(*QUICK, cwd=folder)
    assert run.returncode == 0, run.stderr
    return left(folder / "outputs"), time.monotonic() - start


def end_of(process, deadline=120):
    """Wait until a killed process and everything that it started has let go of its output."""
    _, said = process.communicate(timeout=deadline)
    return said


def killed_again_and_again(folder, start, whole_run, expected, kills, seed):
    """Start a study, kill it after a random time, again and again: how many replications were there at each kill."""
    luck, states, number = Random(seed), [], 0
    place = folder / "0"
    while len(states) < kills:
        place = folder / str(number)
        place.mkdir(exist_ok=True)
        process = start(place)
        time.sleep(luck.random() * whole_run)
        if process.poll() is None:
            process.kill()
            end_of(process)
            states.append(len(whole_files(place / "outputs")))
        else:
            assert process.returncode == 0, end_of(process)
            assert different(left(place / "outputs"), expected) == []
            number += 1
            whole_run *= 0.8  # it was measured when the machine was busier
    resumed = start(place)
    said = end_of(resumed, 900)
    assert resumed.returncode == 0, said
    assert different(left(place / "outputs"), expected) == []
    return states


SCRIPT = """
from sim.experiment.compare import compare
from tests.experiment import synthetic
if __name__ == "__main__":
    compare(synthetic.study(12), out="outputs", jobs=2, simulate=synthetic.simulate)
"""


def test_three_kills_of_a_made_up_study_and_the_same_bytes(tmp_path):
    """The same with made-up worlds, which cost nothing; the real ones are in the longer part."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")

    def start(place):
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen([sys.executable, script], cwd=place, env=environment(), **pipes)

    whole_place = tmp_path / "whole"
    whole_place.mkdir()
    begin = time.monotonic()
    undisturbed = start(whole_place)
    said = end_of(undisturbed)
    took = time.monotonic() - begin
    assert undisturbed.returncode == 0, said
    states = killed_again_and_again(tmp_path, start, took, left(whole_place / "outputs"), 3, seed=7)
    assert len(states) == 3


@pytest.mark.long
def test_twenty_kills_and_the_same_bytes(tmp_path):
    whole = tmp_path / "whole"
    whole.mkdir()
    start = time.monotonic()
    assert wutong(*LONGER, cwd=whole).returncode == 0
    took, expected = time.monotonic() - start, left(whole / "outputs")
    states = killed_again_and_again(tmp_path, lambda place: begun(*LONGER, cwd=place), took, expected, 20, seed=11)
    print(f"finished replications at each kill: {states}")
    assert len(states) == 20 and len(set(states)) > 1


def until(process, seen, seconds=240):
    """Wait until something is so of a process that runs."""
    deadline = time.monotonic() + seconds
    while not seen():
        assert process.returncode is not None or process.poll() is None, end_of(process)
        assert time.monotonic() < deadline, "never seen"
        time.sleep(0.02)


@pytest.mark.long
def test_a_killed_worker_is_told_and_the_rest_is_kept(tmp_path):
    process = begun(*LARGER, cwd=tmp_path)
    until(process, lambda: len(workers(process.pid)) == 2 and whole_files(tmp_path / "outputs"))
    os.kill(workers(process.pid)[-1], signal.SIGKILL)
    said = end_of(process)
    kept = whole_files(tmp_path / "outputs")
    assert process.returncode == 2
    assert "a worker process died (out of memory, or killed): what finished is kept" in clear_sentence(said)
    assert kept
    again = wutong(*LARGER, cwd=tmp_path)
    assert f"{len(kept)} of 4 replications were finished before" in again.stderr


@pytest.mark.long
def test_ctrl_c_keeps_what_is_finished_and_says_so(tmp_path, quick):
    process = begun(*QUICK, cwd=tmp_path)
    until(process, lambda: whole_files(tmp_path / "outputs"))
    os.killpg(process.pid, signal.SIGINT)
    said = end_of(process)
    assert process.returncode == 130, said
    assert "finished replication" in clear_sentence(said)
    again = wutong(*QUICK, cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert different(left(tmp_path / "outputs"), quick[0]) == []


@pytest.mark.long
def test_ctrl_c_while_the_page_is_drawn_says_what_is_kept(tmp_path):
    process = begun(*QUICK, cwd=tmp_path)
    until(process, lambda: list(tmp_path.glob("outputs/*/manifest.json")))
    os.killpg(process.pid, signal.SIGINT)
    said = end_of(process)
    assert process.returncode == 130, said
    assert "4 finished replications are kept" in clear_sentence(said)


def test_no_worker_outlives_a_killed_study(tmp_path):
    process = begun(*QUICK, cwd=tmp_path)
    until(process, lambda: len(workers(process.pid)) == 2)
    orphans = workers(process.pid)
    process.kill()
    end_of(process)
    until(process, lambda: not any(os.path.exists(f"/proc/{one}/exe") for one in orphans), 30)
