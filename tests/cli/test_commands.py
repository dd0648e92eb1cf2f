"""Commands that simulate, end to end, as small as they get."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.cli import main
from sim.experiment.replicate import compile_once
from sim.experiment.targets import TARGETS
from sim.terminal import Watch

SMALL = ["--scale", "0.01", "--replications", "2", "--jobs", "1"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where all commands here write, so that what one has simulated the next one reads."""
    return tmp_path_factory.mktemp("results")


@pytest.fixture
def wutong(capsys, folder):
    """Run a command; gives exit status, standard output and standard error."""

    def run(*arguments):
        with pytest.raises(SystemExit) as left:
            main([*map(str, arguments), "--out", str(folder)])
        return left.value.code, *capsys.readouterr()

    return run


def test_compare_prints_a_table_and_writes_a_page(wutong):
    status, out, error = wutong("compare", "changchun-quick", *SMALL)
    assert status == 0
    assert "changchun-quick: running up to 2 replications" in error
    assert re.search(r"Elapsed time, mean \(working days\) +[\d.]+ +[\d.]+ +[−+]", out)
    assert "Starting a business" in out
    assert out.count("Approximate: run at scale 0.01") == 3  # under every table
    page = Path(re.search(r"report page: (.*\.html)", out)[1])
    assert page.is_file()
    names = {path.name for path in page.parent.iterdir()}
    assert {"manifest.json", "comparison.parquet", "daily.parquet", "replications"} <= names


def test_compare_as_json_prints_nothing_else(wutong, monkeypatch):
    monkeypatch.setattr("sim.api.write_report", lambda comparison: [])  # the page is another test's subject
    status, out, error = wutong("compare", "changchun-quick", *SMALL, "--json")
    assert status == 0
    content = json.loads(out)
    assert content["approximate"] is True
    assert content["replications"] == 2
    first = content["outcomes"][0]
    assert (first["outcome"], first["group"]) == ("elapsed_working_days", "all")
    assert {"baseline", "reform", "difference", "low", "high", "verdict", "unit"} <= set(first)
    assert "2 of 2 replications were finished before" in error


def test_validate_as_json(wutong, folder):
    status, out, _ = wutong("validate", "--study", "changchun-quick", *SMALL, "--json")
    assert status == 0
    rows = json.loads(out)
    assert [row["id"] for row in rows] == [target.id for target in TARGETS]
    assert all(list(row) == ["id", "published", "simulated", "low", "high", "role"] for row in rows)
    assert {row["role"] for row in rows} == {"fitted", "predicted"}
    (stored,) = folder.glob("validation-*/validation.json")
    assert json.loads(stored.read_text(encoding="utf-8")) == rows


def test_validate_prints_what_was_fitted(wutong):
    status, out, _ = wutong("validate", "--study", "changchun-quick", *SMALL)
    assert status == 0
    assert "C05: time_limit: items.*.limit.share" in out


@pytest.mark.parametrize("form", ["csv", "xes", "parquet"])
def test_run_exports_its_events(wutong, form):
    arguments = ["--measures", "one_window, guide_desk", "--days", 5, "--scale", 0.01, "--events", form]
    status, out, error = wutong("run", "changchun", *arguments)
    assert (status, error) == (0, "")
    (events,) = (Path(line) for line in out.splitlines() if line.endswith(f"events.{form}"))
    assert events.is_file()
    manifest = json.loads((events.parent / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["measures"] == ["one_window", "guide_desk"]
    cases = pd.read_parquet(events.parent / "cases.parquet")
    assert cases["cohort"].any()


def test_python_loads_and_runs():
    assert sim.load("changchun-quick").region.name == sim.load("changchun").name
    assert sim.load("one_window").group == "windows"
    world = sim.run("changchun", days=5, scale=0.01, seed=3)
    again = sim.run("changchun", days=5, scale=0.01, seed=3)
    pd.testing.assert_frame_equal(world.outcomes, again.outcomes)
    assert world.events is None


def test_a_fresh_machine_compiles_once_and_says_so(monkeypatch, capsys):
    simulated = []
    monkeypatch.setattr("sim.engine.jit.is_compiled", lambda: False)
    monkeypatch.setattr("sim.experiment.replicate.simulate", lambda *arguments: simulated.append(arguments))
    with Watch("toy", 2, "en") as watch:
        compile_once(sim.load("changchun-quick"), watch)
    assert [arguments[0].days for arguments in simulated] == [1]
    assert "Compiling the simulation" in capsys.readouterr().err
