"""Several runs that write the same folder at the same time: one waits or is told so, and no byte is another one."""

import os
import sys
import threading
import time

import pytest

from sim.experiment import lock
from sim.experiment.errors import Busy
from sim.experiment.lock import LOCK, locked, saving
from sim.results.files import PARTIAL
from tests.faults.conftest import COMMANDS, asked
from tests.faults.studies import begun, clear_sentence, different, left, wutong

QUICK = "compare changchun-quick --scale 0.01 --replications 2 --jobs 1"
VALIDATE = "validate --study changchun-quick --scale 0.01 --replications 2 --jobs 1"


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """What each command leaves that has the folder to itself, in the same folder one after the other."""
    folder = tmp_path_factory.mktemp("alone")
    for arguments in (QUICK, VALIDATE):
        run = wutong(*arguments.split(), cwd=folder)
        assert run.returncode == 0, run.stderr
    return left(folder / "outputs")


def at_once(lines, cwd):
    """Start all at once; returns those that were refused, of which each says so in one clear sentence."""
    running = [begun(*line, cwd=cwd) for line in lines]
    refused = []
    for line, process in zip(lines, running, strict=True):
        _, said = process.communicate(timeout=600)
        if process.returncode:
            assert process.returncode == 2, said
            assert "is being written by another run of the same study" in clear_sentence(said)
            refused.append(line)
    assert len(refused) < len(lines)
    return refused


@pytest.mark.long
def test_two_comparisons_and_a_validation_of_one_folder(tmp_path, alone):
    refused = at_once([QUICK.split(), QUICK.split(), VALIDATE.split()], tmp_path)
    for line in refused:
        assert wutong(*line, cwd=tmp_path).returncode == 0
    assert different(left(tmp_path / "outputs"), alone) == []


@pytest.mark.long
def test_many_times_at_once(tmp_path, alone):
    for number in range(8):
        place = tmp_path / str(number)
        place.mkdir()
        for line in at_once([QUICK.split()] * 2 + [VALIDATE.split()], place):
            assert wutong(*line, cwd=place).returncode == 0
        assert different(left(place / "outputs"), alone) == []


@pytest.mark.long
def test_every_command_twice_at_once(tmp_path, undisturbed):
    lines = {name: asked(arguments, undisturbed["file"]) for name, arguments in COMMANDS.items()}
    for pair in (["compare", "frontier"], ["run", "run"], ["accounts", "accounts"], ["frontier", "frontier"]):
        place = tmp_path / "-".join(pair)
        place.mkdir()
        asked_for = [lines[name] for name in pair]
        for line in at_once(asked_for, place):
            assert pair[0] not in ("run", "accounts"), "what only saves waits for its turn"
            assert wutong(*line, cwd=place).returncode == 0
        expected = {file: content for name in set(pair) for file, content in undisturbed[name].items()}
        assert different(left(place / "outputs"), expected) == []


def test_threads_of_one_process_exclude_each_other(tmp_path):
    said = []

    def other():
        try:
            with locked(tmp_path):
                said.append("locked")
        except Busy as error:
            said.append(str(error))

    with locked(tmp_path):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert "is being written by another run of the same study" in said[0]


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_a_lock_that_was_removed_while_it_was_waited_for_is_nobodys(tmp_path, monkeypatch):
    """The file that is locked must be the one that the folder holds, or two writers hold two files."""
    folder, real, tries = tmp_path / "study", lock._lock, []

    def slow(file):
        if not tries:  # meanwhile its holder ends, and another run makes the folder anew and locks it
            (folder / LOCK).unlink()
            tries.append(os.open(folder / LOCK, os.O_RDWR | os.O_CREAT))
            real(tries[0])
        real(file)

    monkeypatch.setattr(lock, "_lock", slow)
    with pytest.raises(Busy), locked(folder):
        raise AssertionError("two hold the lock")
    os.close(tries[0])
    with locked(folder):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_a_folder_that_is_removed_before_it_is_locked_is_made_again(tmp_path, monkeypatch):
    folder, real, tries = tmp_path / "study", os.open, []

    def slow(path, *more):
        if str(path).endswith(LOCK) and not tries:
            tries.append(path)
            folder.rmdir()
        return real(path, *more)

    monkeypatch.setattr(os, "open", slow)
    with locked(folder):
        assert (folder / LOCK).exists()


def test_who_only_saves_waits_for_its_turn_and_clears_what_was_left_half_written(tmp_path):
    (tmp_path / f"{PARTIAL}99-0-cases.parquet").write_bytes(b"half")
    order = []

    def other():
        with saving(tmp_path):
            order.append("other")

    with saving(tmp_path):
        thread = threading.Thread(target=other)
        thread.start()
        time.sleep(0.2)
        order.append("first")
    thread.join()
    assert order == ["first", "other"]
    assert list(tmp_path.iterdir()) == []
