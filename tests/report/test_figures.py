"""The figures: text that stays text, the same bytes, and never an empty box for a letter."""

import math
import warnings
import xml.etree.ElementTree as ElementTree
from importlib import import_module

import pytest

from sim.report import figures, style
from sim.report.figures import FIGURES as ALL
from sim.report.figures import write_figures
from sim.report.inspected import interval
from sim.report.names import Names
from sim.report.plots import backlog, days, outcomes, procedures, stacks, staff
from sim.report.style import shorten
from tests.report import synthetic, synthetic_inspections

OF_INSPECTIONS = ("visits", "regimes", "bodies")
OF_ECONOMY = ("requests", "credit", "money", "economy", "months", "gains")
#: What a region without inspections and without an economy has to show.
FIGURES = tuple(name for name in ALL if name not in (*OF_INSPECTIONS, *OF_ECONOMY))
SVG = "{http://www.w3.org/2000/svg}"
STEMS = [f"{name}{tail}" for name in FIGURES for tail in ("", ".zh-CN")]


def words(file):
    return [element.text for element in ElementTree.parse(file).iter(f"{SVG}text")]


def figure_words(figure):
    return [one.get_text() for one in figure.findobj(lambda artist: hasattr(artist, "get_text"))]


def draw(module, comparison, language="en"):
    with style.styled():
        return module.draw(comparison, Names(comparison, language))


@pytest.fixture
def only(monkeypatch):
    """Write only these figures, for speed."""
    return lambda *names: monkeypatch.setattr(figures, "FIGURES", names)


def test_every_figure_is_there_twice_in_two_languages(written):
    found = {file.name for file in written.iterdir() if file.suffix in (".svg", ".png")}
    assert found == {f"{stem}.{kind}" for stem in STEMS for kind in ("svg", "png")}


def test_same_comparison_same_bytes(written, tmp_path):
    for file in write_figures(synthetic.comparison(), tmp_path):
        assert file.read_bytes() == (written / file.name).read_bytes(), file.name


@pytest.mark.parametrize("stem", STEMS)
def test_svg_keeps_its_text_and_carries_nothing_else(stem, written):
    file = written / f"{stem}.svg"
    content = file.read_text(encoding="utf-8")
    assert words(file)
    assert "<metadata" not in content and "<script" not in content and "matplotlib" not in content.lower()
    assert content.count("http") == content.count('xmlns="http://www.w3.org/2000/svg"') == 1
    chinese = any("\u4e00" <= c <= "\u9fff" for line in words(file) for c in line)
    assert chinese == stem.endswith("zh-CN")


def test_figures_name_their_units(written):
    wanted = {"days": "working days per finished matter", "outcomes": "difference in % of the baseline",
              "procedures": "working days from need to outcome (logarithmic scale)",
              "backlog": "open matters",
              "staff": "% of open hours"}  # fmt: skip
    for name, axis in wanted.items():
        assert axis in [line.replace("\N{NO-BREAK SPACE}", " ") for line in words(written / f"{name}.svg")]


def test_chinese_pictures_miss_no_letter(comparison, tmp_path):
    if style.chinese_font() is None:
        pytest.skip("the package with the Chinese font is not installed")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write_figures(comparison, tmp_path)


def test_letters_nobody_has_become_question_marks(tmp_path, only):
    only("procedures")
    made = synthetic.with_titles("🦄 “x”")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write_figures(made, tmp_path)
    assert any("🦄" in line for line in words(tmp_path / "procedures.svg"))  # the reader may have it


def test_without_a_chinese_font_the_picture_is_english_and_says_so(comparison, tmp_path, monkeypatch):
    style._letters.cache_clear()
    style._family.cache_clear()
    drawn = {}
    keep = figures._png

    def png(figure, language):
        made = keep(figure, language)
        drawn[len(drawn)] = figure_words(figure)
        return made

    with monkeypatch.context() as patch, warnings.catch_warnings():
        patch.setattr(style, "chinese_font", lambda: None)
        patch.setattr(figures, "_png", png)
        warnings.simplefilter("error")
        write_figures(comparison, tmp_path)
    style._letters.cache_clear()
    style._family.cache_clear()
    chinese = [lines for place, lines in drawn.items() if place >= len(FIGURES)]
    assert len(chinese) == len(FIGURES)
    for lines in chinese:
        assert "Drawn in English: this machine has no Chinese font." in lines
        assert all(line.isascii() or not any("\u4e00" <= c <= "\u9fff" for c in line) for line in lines)
    assert any("时间" in line for line in words(tmp_path / "days.zh-CN.svg"))


def test_markup_in_titles_stays_words(tmp_path, only):
    only("procedures", "staff", "days")
    nasty = "<b>&\"'</text><script>$x^2$"
    write_figures(synthetic.with_titles(nasty), tmp_path)
    for name in ("procedures", "staff", "days"):
        lines = words(tmp_path / f"{name}.svg")  # parsing alone shows that nothing broke out
        assert any(line.startswith("A <b>&\"'</text>") for line in lines)
        assert not list(ElementTree.parse(tmp_path / f"{name}.svg").iter("script"))


def test_days_leave_out_the_hours_outside_of_offices(comparison):
    groups = days.parts_by_group(comparison)
    assert "off_hours" not in groups["all"]
    assert sum(part[0] for part in groups["all"].values()) == pytest.approx(25.31)
    assert days.off_hours(comparison)[0] > 5
    folded = stacks.folded(groups, style.COMPONENT_COLOUR)
    for name, parts in folded.items():
        assert sum(part[1] for part in parts.values()) == pytest.approx(sum(p[1] for p in groups[name].values()))


def test_verdicts_have_a_mark_of_their_own_beside_the_colour(comparison):
    axes = draw(outcomes, comparison).axes[0]
    marks = {(line.get_marker(), line.get_markerfacecolor()) for line in axes.lines if line.get_marker() != "None"}
    assert marks == {("o", style.ACCENT), ("o", "white"), ("s", style.VERDICT_COLOUR["changed"])}
    assert len(set(style.VERDICT_COLOUR.values())) == len(style.VERDICT_COLOUR)


def test_procedures_are_linear_where_they_are_alike(comparison):
    assert draw(procedures, comparison).axes[0].get_xscale() == "log"
    made = synthetic.comparison()
    made.table = made.table[made.table["group"].isin(["food_licence", "utility_connection"])]
    assert draw(procedures, made).axes[0].get_xscale() == "linear"


def test_measures_that_begin_later_are_marked(comparison):
    assert [str(day) for day in backlog.starts(comparison)] == [
        "2022-01-01", "2022-01-15", "2022-02-01", "2022-03-01", "2022-04-01"
    ]  # fmt: skip


def test_inspections_have_figures_of_their_own(tmp_path):
    made = synthetic_inspections.comparison()
    files = {file.name for file in write_figures(made, tmp_path)}
    shown = (*FIGURES, *OF_INSPECTIONS)
    assert files == {f"{name}{tail}.{kind}" for name in shown for tail in ("", ".zh-CN") for kind in ("svg", "png")}
    said = {name: words(tmp_path / f"{name}.svg") for name in ("visits", "regimes", "bodies")}
    assert "on-site inspections per enterprise and year" in said["visits"] and "High risk" in said["visits"]
    assert {"By credit class", "outside any plan", "find a violation"} <= set(said["regimes"])
    assert "check of a promise" not in said["regimes"]  # none took place
    assert {"Fire and rescue", "8,190 → 4,680", "% of the inspectors' working time"} <= set(said["bodies"])


def test_bars_of_visits_have_the_intervals_of_each_world():
    made = synthetic_inspections.comparison()
    low, high = interval(made, "inspections", "size", "large", "reform")
    mean = made.table.query("outcome == 'inspections' and group == 'large'")["reform"].iloc[0]
    assert low < mean * 1.05 and high > mean * 0.95 and 0 < high - low < 0.2 * mean
    assert all(map(math.isnan, interval(made, "inspections", "size", "nobody", "reform")))


def test_figure_of_outcomes_keeps_to_what_the_measures_are_about():
    aimed = draw(outcomes, synthetic_inspections.comparison(rating=True))
    assert "Incidents" in figure_words(aimed) and "Visits to a hall" not in figure_words(aimed)
    both = figure_words(draw(outcomes, synthetic_inspections.comparison(about="both")))
    assert {"Incidents", "Visits to a hall", "Approvals"} <= set(both)


def test_inspectors_are_not_among_the_staff_of_offices(comparison):
    made = synthetic.comparison()
    made.stations.loc[made.stations["kind"] == "guide", "kind"] = "inspection"
    assert {kind for kind, *_ in staff.use_by_office(made)} == {"window", "self_service", "review", "complaint"}


def test_approximate_results_are_marked_on_every_figure():
    made = synthetic.comparison(scale=0.25)
    for name in FIGURES:
        drawn = draw(import_module(f"sim.report.plots.{name}"), made)
        assert any("approximate: run at scale 0.25" in line for line in figure_words(drawn)), name


def test_shorten_counts_chinese_characters_double():
    assert shorten("Housing\n and\u202e construction", 40) == "Housing and construction"
    assert shorten("abcdef", 4) == "abcd…"
    assert shorten("长春市政务大厅", 6) == "长春市…"
