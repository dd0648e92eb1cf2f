"""Commands that simulate, end to end, as small as they get."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.cli import main
from sim.experiment.replicate import compile_once
from sim.experiment.targets import targets_of
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
    targets = targets_of(sim.load("changchun-quick"))
    assert [(row["study"], row["id"]) for row in rows] == [("changchun-quick", target.id) for target in targets]
    columns = ["study", "id", "published", "published_to", "simulated", "low", "high", "role"]
    assert all(list(row) == columns for row in rows)
    assert {row["role"] for row in rows} == {"fitted", "predicted"}
    (stored,) = folder.glob("validation-*/validation.json")
    assert json.loads(stored.read_text(encoding="utf-8")) == rows


def test_validate_prints_what_was_fitted(wutong):
    status, out, _ = wutong("validate", "--study", "changchun-quick", *SMALL)
    assert status == 0
    assert "C05: time_limit: items.*.limit.share" in out


def test_validate_holds_every_shipped_study_of_published_reforms(wutong, monkeypatch):
    monkeypatch.setattr("sim.experiment.targets.STUDIES", ("changchun-quick", "siping-quick"))
    status, out, error = wutong("validate", *SMALL)
    assert status == 0
    assert out.index("changchun-quick") < out.index("C04.before") < out.index("siping-quick") < out.index("R15")
    assert "siping-quick: running up to 2 replications" in error
    assert "P08: joint_inspection: inspections.bodies.*.joint" in out


def test_a_region_with_inspections_has_sections_and_tables_of_its_own(wutong):
    status, out, _ = wutong("compare", "siping-quick", *SMALL)
    assert status == 0
    assert re.search(r"On-site inspections \(visits per enterprise and year\) +[\d.]+ +[\d.]+ +[−+]", out)
    heads = [line.strip() for line in out.splitlines() if line.strip().startswith(("Approvals", "Inspections:"))]
    assert len(heads) == 5
    folder = Path(re.search(r"folder: (.*)", out)[1])
    statistics = pd.read_parquet(folder / "inspections.parquet")
    assert {"body", "regime", "visit_kind", "history"} <= set(statistics["kind"])


def test_run_writes_what_inspectors_did(wutong):
    status, out, _ = wutong("run", "siping", "--days", 5, "--scale", 0.01)
    assert status == 0
    assert "On-site inspections" in out
    folder = Path(re.search(r"folder: (.*)", out)[1])
    written = {path.stem for path in folder.glob("*.parquet")}
    assert {"visits", "plans", "incidents", "reports", "conduct", "inspectors", "cases"} <= written
    assert len(pd.read_parquet(folder / "visits.parquet"))


def test_accounts_shows_the_books_of_a_study_and_of_a_region(wutong):
    status, out, _ = wutong("accounts", "jilin-quick", "--world", "reform", "--scale", 0.005)
    assert status == 0, out
    assert re.search(r"all [\d,]+ identities hold to the yuan", out)
    assert "Approximate: run at scale 0.005" in out
    folder = Path(re.search(r"folder: (.*)", out)[1])
    sheet = pd.read_csv(folder / "balance_sheet.csv", index_col="instrument")
    assert sheet.loc["loans", "banks"] == -sheet.loc["loans", "enterprises"] > 0
    flows = pd.read_csv(folder / "flows.csv").set_index("kind")["amount"]
    assert flows["wages"] > 0 and flows["measures"] > 0
    status, out, _ = wutong("accounts", "jilin_city", "--start", "2020-03-01", "--days", 61, "--scale", 0.005)
    assert (status, "61 days from 2020-03-01" in out) == (0, True)


def test_a_region_with_an_economy_has_tables_of_its_own(wutong):
    status, out, _ = wutong("compare", "jilin-quick", "--scale", "0.005", "--jobs", "1")
    assert status == 0
    assert "Who gains, who loses" in out and "From the request to the money" in out
    folder = Path(re.search(r"folder: (.*)", out)[1])
    names = {path.stem for path in folder.glob("*.parquet")}
    assert {"economy", "months", "distribution", "ratios", "loan_decomposition"} <= names
    assert max(path.stat().st_size for path in (folder / "replications").iterdir()) < 100_000


FRONTIER = """\
study: small-frontier
region: siping
start: 2025-03-03
days: 20
warm_up: 10 days
follow_up: 10 days
frontier:
  lever: inspections.frequency
  times: [0, 1]
  x: inspections
  y: inspection_hours
  packages:
    as_it_was: {title: {en: As it was, zh: 原有做法}, measures: []}
    jointly: {title: {en: Jointly, zh: 联合检查}, measures: [joint_inspection]}
replications: 2
seed: 5
"""


def test_frontier_prints_points_and_writes_a_page(wutong, tmp_path):
    file = tmp_path / "small.yaml"
    file.write_text(FRONTIER, encoding="utf-8")
    status, out, error = wutong("frontier", file, "--scale", 0.02, "--jobs", 1)
    assert status == 0
    assert "small-frontier: running 8 worlds, 1 at a time" in error
    assert re.search(r"As it was +0 +[\d.]+ +[\d.]+", out)
    assert "Approximate: run at scale 0.02" in out
    page = Path(re.search(r"report page: (.*\.html)", out)[1])
    assert page.is_file()
    assert len(pd.read_parquet(page.parent / "frontier.parquet")) == 4 * 6
    status, out, error = wutong("frontier", file, "--scale", 0.02, "--jobs", 1, "--json")
    assert "8 of 8 worlds were finished before" in error
    content = json.loads(out)
    visits = [point["mean"] for point in content["points"] if point["outcome"] == "inspections"]
    assert visits[0] < visits[1]
    assert (content["lever"], content["approximate"]) == ("inspections.frequency", True)


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
