"""The frontier: its words follow its numbers, its page and figure are complete and always the same."""

import math
import warnings
import xml.etree.ElementTree as ElementTree

import pytest

from sim.report import style
from sim.report.frontier import FILES, figure, render, write_frontier
from sim.report.frontier_words import needed, paragraphs, verdict
from sim.report.names import Names
from tests.report import synthetic_inspections as inspected
from tests.report.test_figures import words
from tests.report.test_page import Reader


@pytest.fixture(scope="module")
def made():
    return inspected.frontier()


def said(result, language="en"):
    return [one.replace("\N{NO-BREAK SPACE}", " ") for one in paragraphs(result, Names(result, language))]


def flat(result, package, factor=1.0):
    """The result with the incidents of a package times a factor, and their differences to today to match."""
    rows = (result.table["package"] == package) & (result.table["outcome"] == "incidents")
    shift = result.table.loc[rows, "mean"] * (factor - 1)
    for name in ("mean", "low", "high", "difference", "difference_low", "difference_high"):
        result.table.loc[rows, name] += shift
    return result


def test_files_of_both_languages_are_there_and_the_same_every_time(made, tmp_path):
    files = write_frontier(made, tmp_path)
    assert [file.name for file in files[:2]] == list(FILES.values())
    assert {file.name for file in files[2:]} == {
        f"frontier{tail}.{kind}" for tail in ("", ".zh-CN") for kind in ("svg", "png")
    }
    again = {file.name: file.read_bytes() for file in write_frontier(inspected.frontier(), tmp_path / "again")}
    assert again == {file.name: file.read_bytes() for file in files}
    assert figure(made, "zh").encode() == again["frontier.zh-CN.svg"]


@pytest.mark.parametrize("language", FILES)
def test_page_is_complete_in_itself(made, language):
    page = render(made, language)
    reader = Reader(page)
    assert reader.tags.count("figure") == 1 and reader.tags.count("h1") == 1
    assert {"script", "img", "link"}.isdisjoint(reader.tags)
    assert "http://" not in page and "https://" not in page
    for target in (value for _, name, value in reader.attributes if name == "href"):
        assert target in FILES.values() or target.startswith("#")
    assert page.count("×0.25") >= 6  # two tables, three packages
    assert ("Jointly and by credit class" if language == "en" else "联合加信用分级检查") in page
    assert "nan" not in "".join(reader.words).lower()


def test_words_say_what_the_curves_say(made):
    today, weaker, beside, fewest = said(made)
    assert today.startswith("Today (As it was, ×1): on-site inspections 2.05 visits per enterprise and year and")
    assert "At ×0.25" in weaker and "incidents go from 6.9 to 9.2" in weaker and weaker.endswith("worse beyond chance.")
    assert "“By credit class”, on-site inspections stay at 2.05" in beside and "an improvement" in beside
    assert "2.05 under “As it was”, 1.65 under “By credit class” and 1.09 under" in fewest
    assert "Best is “Jointly and by credit class” (−47" in fewest and "1.03 to 1.16" in fewest
    assert "better than today beyond chance" in fewest


def test_visits_needed_are_read_off_the_curve(made):
    middle, low, high = needed(made, "as_it_was")
    assert middle == pytest.approx(2.05)
    assert low <= middle <= high
    middle, low, high = needed(made, "joint_by_credit")
    assert low < middle < high < 2.05


def test_a_package_that_never_gets_there_is_said_to_need_more():
    result = flat(inspected.frontier(), "by_credit", 2.0)
    assert math.isnan(needed(result, "by_credit")[0])
    assert "more than was tried under “By credit class”" in said(result)[-1]


def test_no_package_needs_less_where_none_does():
    result = flat(flat(inspected.frontier(), "by_credit", 1.5), "joint_by_credit", 1.5)
    assert said(result)[-1].endswith("No other package needs less.")


def test_differences_within_chance_are_called_so():
    result = inspected.frontier()
    rows = result.table["outcome"] == "incidents"
    result.table.loc[rows, "difference_low"] = result.table.loc[rows, "difference"] - 9
    result.table.loc[rows, "difference_high"] = result.table.loc[rows, "difference"] + 9
    assert "which cannot be told from chance" in said(result)[1]
    assert "无法与偶然波动区分" in said(result, "zh")[1]
    assert "not clearly better than today" in said(result)[-1]


@pytest.mark.parametrize(
    ("better", "low", "high", "expected"),
    [("lower", -2, -1, "improved"), ("lower", 1, 2, "worse"), ("higher", 1, 2, "improved"),
     ("none", 1, 2, "changed"), ("lower", -1, 1, "cannot_tell"), ("lower", math.nan, math.nan, "cannot_tell")],
)  # fmt: skip
def test_verdict_follows_the_interval(better, low, high, expected):
    assert verdict({"better": better, "difference_low": low, "difference_high": high}) == expected


def test_without_todays_strength_nothing_is_compared():
    result = inspected.frontier()
    result.table = result.table[result.table["times"] != 1]
    assert len(said(result)) == 1 and "Strength ×1 was not tried" in said(result)[0]
    assert "today" not in [one.strip() for one in Reader(render(result, "en")).words]


def test_a_single_replication_and_a_part_of_the_region_are_marked():
    page = render(inspected.frontier(scale=0.1, replications=1), "en")
    assert "A single replication" in page and "Approximate. Run at scale 0.1" in page
    assert "which gives no interval" in page
    assert "nan" not in "".join(Reader(page).words).lower()


def test_figure_names_axes_packages_and_strengths(made, tmp_path):
    write_frontier(made, tmp_path)
    lines = words(tmp_path / "frontier.svg")
    lines = [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]
    assert {"today", "On-site inspections (visits per enterprise and year)", "As it was", "×0.25"} <= set(lines)
    assert lines.count("×0.25") >= 2  # at least at the outer curves
    ElementTree.fromstring(figure(made, "zh"))


def test_chinese_picture_misses_no_letter(made, tmp_path):
    if style.chinese_font() is None:
        pytest.skip("the package with the Chinese font is not installed")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write_frontier(made, tmp_path)
