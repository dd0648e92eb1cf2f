"""What is printed of a comparison and of a run under way."""

from dataclasses import replace

import pytest

from sim.experiment.compare import compare
from sim.terminal import Watch, show_comparison
from tests.experiment import synthetic


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    """A comparison of made-up worlds."""
    return compare(synthetic.study(3), out=tmp_path_factory.mktemp("made-up"), simulate=synthetic.simulate)


def shown(comparison, capsys, language="en"):
    show_comparison(comparison, [comparison.folder / "report.html"], language)
    return capsys.readouterr().out


def line(text, start):
    """The words of the first line that starts with these."""
    return next(line.split() for line in text.splitlines() if line.strip().startswith(start))


def test_a_row_is_outcome_both_worlds_difference_with_interval_and_verdict(comparison, capsys):
    row = line(shown(comparison, capsys), "Elapsed time, mean (working days)")
    numbers = [float(word.strip("()").replace("−", "-")) for word in row[5:9] if word != "to"]
    expected = comparison.table.iloc[0]
    assert numbers == pytest.approx(
        [expected.baseline, expected.reform, expected.difference, expected.low], abs=0.01
    )
    assert row[-1] == "improved"


def test_what_does_not_differ_says_so(comparison, capsys):
    assert "identical in every replication" in shown(comparison, capsys)


def test_the_days_add_up(comparison, capsys):
    total = line(shown(comparison, capsys), "All together")
    everybody = comparison.table.query("group_kind == 'all'").set_index("outcome")
    assert float(total[-2]) == pytest.approx(everybody.loc["elapsed_working_days", "baseline"], abs=0.01)


def test_full_size_is_not_called_approximate(comparison, capsys):
    assert "Approximate" not in shown(comparison, capsys)
    assert shown(replace(comparison, scale=0.5), capsys).count("Approximate: run at scale 0.5") == 3


def test_paths_are_not_broken(comparison, capsys):
    assert f"report page: {comparison.folder / 'report.html'}\n" in shown(comparison, capsys)


def test_chinese(comparison, capsys):
    text = shown(comparison, capsys, "zh")
    assert "改革前" in text
    assert "改善" in text
    assert "Verdict" not in text


@pytest.mark.parametrize(("asked", "said"), [(0.5, "reached (asked 50.0"), (1e-9, "the most allowed")])
def test_the_precision_reached_is_said(comparison, capsys, asked, said):
    precision = dict(comparison.precision, asked=asked)
    assert said in shown(replace(comparison, precision=precision), capsys)


def test_markup_in_names_is_shown_as_it_is(comparison, capsys):
    study = replace(comparison.study, title={"en": "A [red]b[/red]", "zh": ""})
    assert "A [red]b[/red]" in shown(replace(comparison, study=study), capsys)


def test_without_a_terminal_progress_is_one_line(capsys):
    with Watch("toy", 2, "en") as watch:
        watch.batch(0, 3, 8)
        watch.finished(1, 3)
        watch.batch(3, 8, 8)
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith("toy: running up to 8 replications")


def test_what_was_there_before_is_said(capsys):
    with Watch("toy", 2, "en") as watch:
        watch.batch(2, 2, 2)
    assert "2 of 2 replications were finished before" in capsys.readouterr().err
