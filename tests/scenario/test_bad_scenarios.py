"""One bad file per mistake; its first lines say every problem that must be reported, word for word."""

from pathlib import Path

import pytest

from sim.scenario import ScenarioError, check, load_measure, load_region, load_study

FOLDER = Path("tests/bad_scenarios")
FILES = sorted(Path(__file__).resolve().parents[1].joinpath("bad_scenarios").glob("*.yaml"))
LOADERS = {"study": load_study, "measure": load_measure, "region": load_region}


def demanded(path: Path) -> list[tuple[str, str]]:
    """The problems a file announces, as (severity, sentence)."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        mark, _, sentence = line.removeprefix("# ").partition(": ")
        if not line.startswith("# ") or mark not in ("expect", "warn"):
            break
        own_line = sentence.split(":")[0].isdigit()
        severity = "error" if mark == "expect" else "warning"
        found.append((severity, f"{FOLDER / path.name}:{sentence}" if own_line else sentence))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_all_problems_are_told_in_one_clear_sentence_each(path):
    problems = [(problem.severity, str(problem)) for problem in check(FOLDER / path.name)]
    assert problems == demanded(path)


@pytest.mark.parametrize("path", [one for one in FILES if demanded(one)], ids=lambda path: path.stem)
def test_loading_raises_the_errors_and_only_those(path):
    errors = [sentence for severity, sentence in demanded(path) if severity == "error"]
    kind = next((k for k in LOADERS if f"\n{k}:" in path.read_text(encoding="utf-8")), "region")
    if not errors:
        assert LOADERS[kind](FOLDER / path.name).warnings
        return
    with pytest.raises(ScenarioError) as caught:
        LOADERS[kind](FOLDER / path.name)
    assert str(caught.value).splitlines() == errors


def test_every_mistake_has_its_file():
    assert len(FILES) > 100


def test_several_mistakes_are_all_reported_at_once(write):
    items = "items:\n  licence: {online: 2, fee: a}\n  seal: {department: markt}\n"
    text = f"region: town\nextends: small_town\n{items}departments:\n  tax: {{reviewers: -1}}\n"
    path = write("town.yaml", text)
    paths = {problem.path for problem in check(path)}
    assert paths == {
        "items.licence.online",
        "items.licence.fee",
        "items.seal.department",
        "departments.tax.reviewers",
    }


def test_a_problem_says_where_what_and_what_instead(write):
    path = write("town.yaml", "region: town\nextends: small_town\nitems:\n  seal: {department: markt}\n")
    (problem,) = check(path)
    assert (problem.file, problem.line, problem.path) == (path, 4, "items.seal.department")
    assert (problem.found, problem.expected) == ("markt", "the name of a department")
    assert problem.nearest == "market"


def test_no_such_file_and_no_such_name():
    (problem,) = check("nowhere/at_all.yaml")
    assert str(problem).startswith("nowhere/at_all.yaml: found no such file, expected a file that exists, or")
    with pytest.raises(ScenarioError, match="did you mean 'small_town'"):
        load_region("small_towm")
