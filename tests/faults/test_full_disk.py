"""No room on the disk, or none that may be written: a clear sentence, nothing half-written, and nothing lost."""

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli import main
from sim.results.files import whole
from tests.faults.conftest import COMMANDS, asked
from tests.faults.studies import clear_sentence, different, left, whole_files, write_study, wutong

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="mounts file systems as Linux does")
FULL = "No space left on device"
QUICK = ("compare", "changchun-quick", "--scale", "0.01", "--replications", "3", "--jobs", "2")


@pytest.fixture
def disk(tmp_path):
    """A small disk of its own, where mounting is allowed: ``disk(size)`` makes it, or changes its size or options."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = False

    def make(options: str) -> Path:
        nonlocal mounted
        how = f"remount,{options}" if mounted else options
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", how, "tmpfs", place], capture_output=True, text=True)
        if done.returncode and not mounted:
            pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")
        assert not done.returncode, done.stderr
        mounted = True
        return place

    if shutil.which("mount") is None:
        pytest.skip("there is no mount here")
    yield make
    if mounted:
        subprocess.run(["umount", "-l", place], check=True)


@pytest.fixture(scope="module")
def quick(tmp_path_factory):
    folder = tmp_path_factory.mktemp("quick")
    run = wutong(*QUICK, cwd=folder)
    assert run.returncode == 0, run.stderr
    return left(folder / "outputs")


@pytest.mark.long
@pytest.mark.parametrize("kilobytes", [8, 80, 160, 400, 900])
def test_a_full_disk_loses_nothing_whenever_it_fills(disk, tmp_path, quick, kilobytes):
    out = disk(f"size={kilobytes}k")
    full = wutong(*QUICK, "--out", out, cwd=tmp_path)
    assert full.returncode == 2
    assert f"cannot write to {out}" in clear_sentence(full.stderr) and FULL in full.stderr
    kept = whole_files(out)
    assert not list(out.rglob(".partial-*"))
    disk("size=50m")
    again = wutong(*QUICK, "--out", out, cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert not kept or f"{len(kept)} of 3 replications were finished before" in again.stderr
    assert different(left(out), quick) == []


@pytest.mark.long
@pytest.mark.parametrize("name", list(COMMANDS))
@pytest.mark.parametrize("kilobytes", [8, 60])
def test_every_command_that_writes_on_a_full_disk(disk, tmp_path, undisturbed, name, kilobytes):
    out = disk(f"size={kilobytes}k")
    arguments = [*asked(COMMANDS[name], undisturbed["file"]), "--out", out]
    full = wutong(*arguments, cwd=tmp_path)
    if full.returncode == 0:
        assert different(left(out), undisturbed[name]) == []  # so little is written that it has room
        return
    assert full.returncode == 2
    assert FULL in clear_sentence(full.stderr)
    whole_files(out)
    disk("size=50m")
    assert wutong(*arguments, cwd=tmp_path).returncode == 0
    assert different(left(out), undisturbed[name]) == []


@pytest.mark.long
@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_that_writes_on_a_disk_that_may_only_be_read(disk, tmp_path, name):
    out = disk("size=1m,ro")
    run = wutong(*asked(COMMANDS[name], write_study(tmp_path)), "--out", out, cwd=tmp_path)
    assert run.returncode == 2
    assert f"cannot write to {out}" in clear_sentence(run.stderr) and "Read-only file system" in run.stderr
    assert list(out.iterdir()) == []


def test_a_folder_that_may_only_be_read(disk, tmp_path):
    out = disk("size=1m,ro")
    run = wutong(*QUICK, "--out", out, cwd=tmp_path)
    assert run.returncode == 2
    assert f"cannot write to {out}: Read-only file system" in clear_sentence(run.stderr)


@pytest.mark.long
def test_finished_results_on_a_disk_that_may_only_be_read_stay(disk, tmp_path, quick):
    out = disk("size=50m")
    assert wutong(*QUICK, "--out", out, cwd=tmp_path).returncode == 0
    disk("size=50m,ro")
    run = wutong(*QUICK, "--out", out, cwd=tmp_path)
    assert run.returncode == 2
    assert "Read-only file system" in clear_sentence(run.stderr)
    assert different(left(out), quick) == []


def test_a_file_in_the_place_of_the_folder(tmp_path):
    (tmp_path / "outputs").touch()
    run = wutong(*QUICK, cwd=tmp_path)
    assert run.returncode == 2
    assert "cannot write to outputs" in clear_sentence(run.stderr)


@pytest.mark.long
def test_files_that_may_not_grow_as_large(tmp_path):
    """The other way in which room ends: a limit on the size of a file."""

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    run = wutong(*QUICK[:-1], "1", cwd=tmp_path, preexec_fn=limit)
    assert run.returncode == 2
    assert "cannot write to outputs" in clear_sentence(run.stderr) and "File too large" in run.stderr
    assert whole_files(tmp_path) == []
    assert not (tmp_path / "outputs").exists() or not list((tmp_path / "outputs").iterdir())


@pytest.mark.parametrize("arguments", ["schema", "list regions", "show changchun", "check changchun"])
def test_standard_output_without_room(tmp_path, arguments):
    with open("/dev/full", "w") as full:
        run = wutong(*arguments.split(), cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert run.returncode == 2
    assert clear_sentence(run.stderr) == f"standard output: {FULL}"


def test_closed_standard_streams(tmp_path):
    for closing, status in ((">&-", 0), (">&- 2>&-", 0), ("2>&-", 0)):
        line = f"exec {sys.executable} -m sim list studies {closing}"
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
        run = subprocess.run(["sh", "-c", line], cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert (run.returncode, run.stderr) == (status, "")


def test_a_new_region_is_written_whole_or_not_at_all(disk, tmp_path, monkeypatch, capsys):
    out = disk("size=8k")
    (out / "filler").write_bytes(b"x" * 8192)
    with pytest.raises(SystemExit) as status:
        main(["new", "my_town", "--from", "changchun", "--out", str(out / "my_town.yaml")])
    assert status.value.code == 2
    assert clear_sentence(capsys.readouterr().err) == f"{out / 'my_town.yaml'}: {FULL}"
    assert [path.name for path in out.iterdir()] == ["filler"]


def test_what_is_written_in_two_threads_has_two_drafts(tmp_path):
    with whole(tmp_path / "table") as one, whole(tmp_path / "table") as other:
        assert one != other
        one.write_text("1")
        other.write_text("1")
    assert [path.name for path in tmp_path.iterdir()] == ["table"]
