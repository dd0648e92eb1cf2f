"""What is printed of a comparison and of a run under way."""

from dataclasses import replace

import pytest

from sim.economy.ledger import KINDS, SECTORS
from sim.experiment.compare import compare
from sim.experiment.validate import validate
from sim.report.catalogue import known
from sim.results.accounts import INSTRUMENTS, NET_WORTH
from sim.terminal import Watch, show_books, show_comparison, show_frontier, show_validation
from tests.experiment import synthetic, synthetic_economy, synthetic_inspections, test_books, test_frontier


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


def test_without_inspections_there_are_no_headings(comparison, capsys):
    said = shown(comparison, capsys)
    assert "Approvals" not in said
    assert "nspection" not in said


@pytest.fixture(scope="module")
def inspected(tmp_path_factory):
    """A comparison of made-up worlds with inspections."""
    study = synthetic_inspections.study(at_least=3)
    return compare(study, out=tmp_path_factory.mktemp("made-up"), simulate=synthetic_inspections.simulate)


def test_outcomes_stand_under_what_they_tell(inspected, capsys):
    said = shown(inspected, capsys)
    heads = ["Approvals", "Inspections: burden", "Inspections: what", "Inspections: rules", "Inspections: the"]
    places = [said.index(head) for head in heads]
    assert places == sorted(places)
    assert places[0] < said.index("Elapsed time, mean") < places[1] < said.index("On-site inspections") < places[2]
    assert "涉企检查" in shown(inspected, capsys, "zh")
    assert line(said, "Plans carried out jointly")[-2:] == ["+66.7", "improved"]


def test_a_ratio_has_no_unit(inspected, capsys):
    assert "()" not in shown(inspected, capsys)


def test_validation_names_its_studies(tmp_path, capsys):
    studies = [synthetic_inspections.study(at_least=2), synthetic_inspections.study(at_least=2)]
    studies[1] = replace(studies[1], name="other", seed=8)
    show_validation(validate(studies, out=tmp_path, simulate=synthetic_inspections.simulate), "en")
    said = capsys.readouterr().out
    assert said.index("toy-inspections") < said.index("P08") < said.index("other") < said.rindex("P08")
    assert "– %" not in said


@pytest.mark.parametrize(("language", "package"), [("en", "Jointly"), ("zh", "联合")])
def test_points_of_a_frontier_stand_by_package(tmp_path, capsys, language, package):
    result = test_frontier.run(test_frontier.study(3), tmp_path)
    show_frontier(result, [result.folder / "frontier.html"], language)
    said = capsys.readouterr().out
    rows = result.table.set_index(["package", "times", "outcome"])
    row = line(said, package)
    assert (row[0], row[1]) == (package, "0.5")
    assert float(row[2]) == pytest.approx(rows.loc[("joint", 0.5, "inspections"), "mean"], abs=0.06)
    assert float(row[4].replace("−", "-")) == pytest.approx(
        rows.loc[("joint", 0.5, "incidents"), "difference"], abs=0.6
    )
    assert f"{result.folder / 'frontier.html'}" in said
    assert said.count(package) == 1


def test_each_study_has_a_line_of_its_own(capsys):
    with Watch("first", 2, "en") as watch:
        for name, finished in (("first", 0), ("second", 1)):
            watch.study(name)
            watch.batch(finished, 3, 3)
    assert capsys.readouterr().err.splitlines() == [
        "first: running up to 3 replications, 2 at a time",
        "1 of 3 replications were finished before and are read, not rerun",
        "second: running up to 3 replications, 2 at a time",
    ]


def test_worlds_are_counted_as_worlds(capsys):
    with Watch("toy", 2, "en", counted="worlds") as watch:
        watch.batch(2, 4, 4)
    said = capsys.readouterr().err
    assert "2 of 4 worlds were finished before" in said
    assert "running 4 worlds" in said


# ------------------------------------------------------------------------------------------------ money


@pytest.fixture(scope="module")
def with_money(tmp_path_factory):
    """A comparison of made-up worlds with an economy."""
    study = synthetic_economy.study(at_least=4)
    return compare(study, out=tmp_path_factory.mktemp("made-up"), simulate=synthetic_economy.simulate)


def test_who_gains_is_shown_by_size(with_money, capsys):
    said = shown(with_money, capsys)
    everybody = with_money.distribution.query("group_kind == 'all'").set_index("statistic")
    row = line(said[said.index("Who gains, who loses") :], "All")
    assert float(row[1].replace(",", "")) == pytest.approx(everybody.loc["profit", "baseline"], abs=0.5)
    assert row[2].startswith("+")
    share = 100 * everybody.loc["rose", "reform"]
    assert float(row[-5].strip("%")) == pytest.approx(share, abs=0.05)
    assert "Micro" in said
    assert "Difference" in said


def test_what_gains_cost_is_said_once(with_money, capsys):
    said = shown(with_money, capsys)
    assert said.count("the fiscal balance above contains it already") == 1
    price = with_money.ratios.set_index("ratio").loc["cost_per_job"]
    assert price["reason"] == ""
    row = line(said, "Fiscal balance given up for each job gained:")
    assert float(row[8]) == pytest.approx(price["value"], abs=0.05)
    none = with_money.ratios.assign(reason="none_gained")
    assert shown(replace(with_money, ratios=none), capsys).count("none: there is a loss") == 2
    assert "改革" in shown(replace(with_money, ratios=none), capsys, "zh")


def test_days_to_the_money_are_shown(with_money, capsys):
    said = shown(with_money, capsys)
    row = line(said, "Due diligence")
    parts = with_money.loan_decomposition.query("group_kind == 'all' and component == 'due_diligence'").iloc[0]
    assert [float(value) for value in row[-2:]] == pytest.approx(
        [parts["baseline_days"], parts["reform_days"]], abs=0.01
    )


def test_without_an_economy_costs_stand_alone(comparison, capsys):
    said = shown(comparison, capsys)
    assert "Cost of the measures: 1,000 yuan once, 500 yuan a year\n" in said
    assert "Who gains" not in said and "Fiscal balance" not in said


def show(books, folder, capsys, language="en"):
    show_books(books, folder, language)
    return capsys.readouterr().out


def test_books_say_that_they_balance(tmp_path, capsys):
    books = test_books.books()
    said = show(books, tmp_path, capsys)
    assert f"all {books.checks:,} identities hold to the yuan" in said
    assert "million yuan" in said
    wages = line(said, "Wages")
    assert wages[1:3] == ["Enterprises", "Outside"]
    amount = books.flows.set_index("kind").loc["wages", "amount"]
    assert float(wages[-1]) == pytest.approx(amount / 1e6, abs=0.05)
    assert line(said, "Net worth")[-1] == f"{books.sheet.loc['money'].sum() / 1e6:.1f}"
    assert "精确到元" in show(books, tmp_path, capsys, "zh")


def test_books_say_which_yuan_is_missing(tmp_path, capsys):
    books = test_books.books(simulate=test_books.leaking)
    said = " ".join(show(books, tmp_path, capsys).split())
    assert f"4 of {books.checks:,} identities do not hold. The first: change of money against" in said
    assert "Enterprises, 2022-02:" in said


@pytest.mark.parametrize(("factor", "unit"), [(1e3, "million yuan"), (1e9, "billion yuan")])
def test_large_sums_are_counted_in_more(tmp_path, capsys, factor, unit):
    books = test_books.books()
    said = show(replace(books, sheet=books.sheet * factor), tmp_path, capsys)
    assert said.splitlines()[0].endswith(unit) or unit in said.split("Enterprises")[0]


def test_what_books_name_has_a_text():
    needed = [f"cli.accounts.kind.{kind}" for kind in KINDS]
    needed += [f"cli.accounts.sector.{sector}" for sector in SECTORS]
    needed += [f"cli.accounts.instrument.{name}" for name in (*INSTRUMENTS, NET_WORTH)]
    needed += [f"cli.accounts.identity.{name}" for name in ("money", "total", "claims", "opening")]
    assert [key for key in needed if not known(key)] == []


def test_a_published_range_is_shown_as_one(tmp_path, capsys):
    study = synthetic_economy.study(at_least=2)
    show_validation(validate([study], out=tmp_path, simulate=synthetic_economy.simulate), "en")
    said = capsys.readouterr().out
    assert "3.6 to 3.8" in " ".join(line(said, "R10.rejected"))
    assert "– points" not in said  # of what is not known


def test_size_classes_stand_in_the_order_of_the_region(with_money, capsys):
    region = with_money.study.region
    sizes = {name: {"title": {"en": name.title(), "zh": name}} for name in ("small", "micro")}
    tree = region.tree | {"population": region.tree["population"] | {"sizes": sizes}}
    study = replace(with_money.study, region=replace(region, tree=tree))
    said = shown(replace(with_money, study=study), capsys)
    assert said.index("Small") < said.index("Micro")
