"""The command line as a user types it: one clear sentence for each mistake, exit status 2, no traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

import sim
from sim.cli import main
from sim.experiment.errors import Failure, Interrupted, ReplicationsFailed

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def wutong(capsys, monkeypatch, tmp_path):
    """Run a command in an empty folder; gives exit status, standard output and standard error."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        with pytest.raises(SystemExit) as left:
            main(list(map(str, arguments)))
        return left.value.code, *capsys.readouterr()

    return run


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("compare", "parameter STUDY requires an argument"),
        ("compare changchun-2020", "found 'changchun-2020', expected the name of a study"),
        ("compare changchun-quick --scale 2", "scale: found 2, expected more than 0 and at most 1"),
        ("compare changchun-quick --scale 0", "scale: found 0, expected more than 0"),
        ("compare changchun-quick --scale nan", "scale: found nan, expected more than 0"),
        ("compare changchun-quick --scale half", "unable to convert"),
        ("compare changchun-quick --scale 1e-9", "leaves none of 60,000 enterprises"),
        ("compare changchun-quick --jobs 0", "jobs: found 0, expected 1 or more"),
        ("compare changchun-quick --replications 0", "replications: found 0, expected 1 or more"),
        ("compare changchun-quick --replications 1.5", "found '1.5', expected a whole number"),
        ("compare changchun-quick --seed -3", "seed: found -3, expected 0 or more and at most"),
        ("compare changchun-quick --language fr", 'Choose from: "en", "zh"'),
        ("compare changchun-quick --replicatons 3", "Did you mean --replications?"),
        ("compare changchun-quick --out file/below --scale 0.01", "cannot write to file/below"),
        ("run jilin", "expected the name of a region"),
        ("run changchun --measures one_window,one_windo", "did you mean 'one_window'?"),
        ("run changchun --days 0", "days: found 0, expected 1 to 3660"),
        (f"run changchun --seed {2**64}", "seed: found 18446744073709551616, expected 0 or more and at most"),
        ("run changchun --start 1022-01-01", "start: found 1022-01-01, expected a day in the years"),
        ("run changchun --start tomorrow", 'unable to convert "tomorrow" into date'),
        ("run changchun --events pdf", 'Choose from: "csv", "xes", "parquet"'),
        ("check", "check: found no file"),
        ("check nowhere.yaml", "nowhere.yaml: found no such file"),
        ("show nowhere", "expected the name of a region"),
        ("list cities", 'Choose from: "regions", "measures", "studies"'),
        ("new my_city", "requires an argument"),
        ("new my_city --from nowhere", "expected the name of a region"),
        ("new my_city --from changchun --out file", "file exists already and is not overwritten"),
        ("validate --scale 7", "scale: found 7"),
        ("validate --study nowhere", "expected the name of a study"),
        ("frontier", "parameter STUDY requires an argument"),
        ("frontier changchun-quick", "changchun-quick: found no frontier, expected a study that has one"),
        ("frontier inspection-dilemma --jobs 0", "jobs: found 0"),
        ("compair changchun-quick", "Unknown command"),
    ],
)
def test_a_mistake_is_one_sentence(wutong, tmp_path, arguments, message):
    (tmp_path / "file").write_text("kept")
    status, out, error = wutong(*arguments.split())
    assert status == 2
    assert message in error
    assert len(error.splitlines()) == 1
    assert "Traceback" not in error
    assert out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["file"]  # nothing half-written
    assert (tmp_path / "file").read_text() == "kept"


def test_every_problem_of_a_file_is_a_sentence(wutong, tmp_path):
    (tmp_path / "bad.yaml").write_text(
        "study: bad\nregion: changchum\nstart: 2022-01-01\ndays: 0\nreform: [one_windo]\n"
        "replications: 2\nseed: 1\n"
    )
    status, out, error = wutong("check", "bad.yaml")
    assert (status, out) == (2, "")
    assert "did you mean 'changchun'?" in error
    assert "did you mean 'one_window'?" in error
    assert all(line.startswith("bad.yaml:") for line in error.splitlines())
    assert wutong("compare", "bad.yaml") == (2, "", error)


@pytest.mark.parametrize(
    ("stopped", "message"),
    [
        (Interrupted(2, Path("outputs/toy")), "2 finished replications are kept in outputs/toy"),
        (Interrupted(0, Path("outputs/toy")), "Interrupted. Nothing was finished"),
        (Interrupted(1, Path("outputs/toy"), "worlds"), "1 finished world is kept in outputs/toy"),
        (KeyboardInterrupt(), "Interrupted. Nothing was finished"),
    ],
)
def test_ctrl_c_says_what_is_kept(wutong, monkeypatch, stopped, message):
    def interrupted(*_, **__):
        raise stopped

    monkeypatch.setattr("sim.api.compare", interrupted)
    status, out, error = wutong("compare", "changchun-quick")
    assert (status, out) == (130, "")
    assert message in error


def test_failed_replications_have_a_status_of_their_own(wutong, monkeypatch):
    failure = Failure(3, 99, "ValueError: no such luck", Path("outputs/toy/failures/0003.json"))

    def failed(*_, **__):
        raise ReplicationsFailed([failure])

    monkeypatch.setattr("sim.api.compare", failed)
    status, _, error = wutong("compare", "changchun-quick")
    assert status == 1
    assert "replication 3 (seed 99) failed: ValueError: no such luck" in error


def test_check_says_that_a_file_is_good(wutong):
    status, out, error = wutong("check", "changchun-quick")
    assert (status, out, error) == (0, "changchun-quick: no problems\n", "")


def test_check_lists_where_numbers_come_from(wutong):
    status, out, _ = wutong("check", "time_limit", "--provenance")
    assert status == 0
    assert "fitted" in out
    assert "C05" in out


def test_check_speaks_chinese(wutong):
    assert "未发现问题" in wutong("check", "one_window", "--language", "zh")[1]


def test_version_and_lists(wutong):
    assert wutong("--version") == (0, f"{sim.__version__}\n", "")
    assert "changchun-2022" in wutong("list", "studies")[1]
    status, out, error = wutong("list", "measures", "--language", "zh")
    assert (status, error) == (0, "")
    assert "容缺受理" in out


def test_show_names_the_origin_of_every_value(wutong):
    status, out, _ = wutong("show", "changchun")
    assert status == 0
    assert "families.other_items.mean_statutory" in out
    assert "scenarios/regions/changchun.yaml:" in out


def test_schema_is_json(wutong):
    import json

    status, out, _ = wutong("schema")
    assert status == 0
    assert isinstance(json.loads(out), dict)


def test_new_writes_a_file_that_checks(wutong, tmp_path):
    status, out, _ = wutong("new", "my_city", "--from", "changchun")
    assert (status, out) == (0, "Wrote my_city.yaml. Check it with: wutong check my_city.yaml\n")
    assert wutong("check", tmp_path / "my_city.yaml")[0] == 0


def test_help_starts_without_anything_heavy():
    script = """
import sys
from sim.cli import main
from sim.experiment.errors import Failure, Interrupted, ReplicationsFailed
try:
    main(["compare", "--help"])
finally:
    print("heavy:", sorted({"numpy", "pandas", "numba", "mesa", "scipy", "yaml"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0
    assert "heavy: []" in done.stdout


def test_a_closed_pipe_is_no_error():
    command = f"{sys.executable} -m sim.cli show changchun | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
