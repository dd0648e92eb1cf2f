"""Studies of regions with an economy: credit, who gains and loses, what it costs, and what of the page there is."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest

from sim.report import costs, gains
from sim.report.answer import answer
from sim.report.names import Names
from sim.report.page import FILES, content, render
from sim.report.plots import credit as credit_plot
from sim.report.plots import economy as economy_plot
from sim.report.plots import gains as gains_plot
from sim.report.plots import money, months, outcomes, requests
from sim.report.scope import aims, grouped, overall_rows, present_sides, shown, touched
from sim.report.style import styled
from tests.report import synthetic, synthetic_inspections
from tests.report import synthetic_economy as economic
from tests.report.test_figures import draw, figure_words
from tests.report.test_page import Reader

APPROVALS, INSPECTIONS, LENDING, ECONOMY = "approvals", "inspections", "lending", "economy"
#: Headings of the sections, as the page of each language has them.
SECTIONS = {
    "en": ("Credit", "The economy", "Who gains, who loses", "Where jobs are gained and lost", "What it costs"),
    "zh": ("信贷", "经济运行", "谁受益，谁受损", "就业岗位在哪里增减", "代价如何"),
}
NAMES = {language: Names(economic.comparison(), language) for language in FILES}


def said(made, language="en"):
    sentences = answer(overall_rows(made), {}, language, touched(made))
    return [one.replace("\N{NO-BREAK SPACE}", " ") for one in sentences]


def plain(page):
    return "".join(Reader(page).words).replace("\N{NO-BREAK SPACE}", " ")


def row_of(made, outcome):
    return next(row for row in overall_rows(made) if row["outcome"] == outcome)


@pytest.fixture(scope="module", params=list(FILES))
def page(request):
    """The page of the study of lending, in both languages."""
    return request.param, render(economic.comparison(), request.param)


@pytest.mark.parametrize(
    ("about", "aim", "reach", "sections"),
    [
        ("lending", (LENDING,), (LENDING, ECONOMY), (LENDING, ECONOMY)),
        ("economy", (ECONOMY,), (ECONOMY,), (ECONOMY, LENDING)),
        ("approvals", (APPROVALS,), (APPROVALS, ECONOMY), (APPROVALS, ECONOMY, LENDING)),
        ("all", (APPROVALS, LENDING, ECONOMY), (APPROVALS, LENDING, ECONOMY), (APPROVALS, LENDING, ECONOMY)),
    ],
)
def test_measures_tell_what_a_study_is_about(about, aim, reach, sections):
    made = economic.comparison(about=about)
    assert present_sides(made) == (APPROVALS, INSPECTIONS, LENDING, ECONOMY)
    assert (aims(made), touched(made), shown(made)) == (aim, reach, sections)


def test_ratings_are_of_approvals_and_inspections_alone():
    made = economic.comparison(about="approvals")
    made.study.reform = synthetic_inspections.comparison(rating=True).study.reform[-1:]
    assert aims(made) == (APPROVALS, INSPECTIONS)


def test_outcomes_of_what_is_touched_come_first():
    themes = [name for name, _ in grouped(economic.comparison())]
    assert themes[:7] == ["requests", "terms", "banks", "stock", "activity", "public", "approvals"]


def test_page_has_the_sections_in_both_languages(page):
    language, html = page
    words = plain(html)
    places = [words.find(heading) for heading in SECTIONS[language]]
    assert -1 not in places
    assert [f"<h2>{heading}</h2>" in html for heading in SECTIONS[language]] == [True] * len(SECTIONS[language])
    assert Reader(html).tags.count("figure") == 6  # the main figure is that of credit
    ids = [value for _, name, value in Reader(html).attributes if name == "id"]
    assert len(ids) == len(set(ids))


def test_sections_are_left_out_where_the_region_has_no_economy():
    for made in (synthetic.comparison(), synthetic_inspections.comparison()):
        for language in FILES:
            html = render(made, language)
            assert [heading for heading in SECTIONS[language] if f"<h2>{heading}</h2>" in html] == []


def test_an_economy_without_lending_has_no_section_on_credit():
    made = economic.without(economic.comparison(about="economy"), *economic.LENDING)
    made.loan_decomposition = pd.DataFrame()
    made.months = made.months.drop(columns="principal")
    found = content(made, "en")
    assert found["credit"] is None and found["economy"] and found["shown"] == (ECONOMY,)
    assert "Credit" not in plain(render(made, "en")).split()


def test_credit_and_the_economy_may_have_no_tables_beside_their_outcomes():
    made = economic.comparison()
    for name in ("loan_decomposition", "distribution", "ratios", "months"):
        setattr(made, name, pd.DataFrame())
    for language in FILES:
        words = plain(render(made, language))
        assert SECTIONS[language][0] in words and SECTIONS[language][2] not in words


def test_answer_speaks_of_time_access_price_and_banks():
    credit, banks, economy, rest, *beside = said(economic.comparison())
    assert credit.startswith(
        "With the reform an enterprise has its loan 11.1 working days after asking instead of 18.4"
    )
    assert "7.1 to 7.6 fewer" in credit
    assert "the share of loan requests approved went from 96.2 to 95.1 % (−1.1 points" in credit
    assert "went from 5.28 to 4.79 % a year (−0.49 points" in credit
    assert banks.startswith("The non-performing share of loans went from 3.11 to 3.25 % (+0.14 points")
    assert "the number of jobs went from 601,204 to 604,871 people (+3,667, +0.6 %" in economy
    assert "the revenue of enterprises went from 412.6 to 413.4 billion yuan a year" in economy
    assert rest.startswith("Of the other 17 outcomes")
    assert beside[0].startswith("The measures do not aim at approvals") and len(beside) == 2


def test_key_figures_are_of_what_is_touched_and_shares_change_by_points():
    credit, economy = content(economic.comparison(), "en")["key_figures"]
    assert [key["name"] for key in credit][2:] == ["Interest on new small loans", "Non-performing share of loans"]
    assert credit[2]["percent"] == "−0.49\N{NO-BREAK SPACE}points" and credit[2]["unit"] == "% a year"
    assert [key["percent"].replace("\N{NO-BREAK SPACE}", " ") for key in economy] == [
        "+1.0 %",
        "+0.6 %",
        "+0.19 %",
        "−0.5 %",
    ]


def test_credit_that_is_not_aimed_at_is_one_sentence():
    *_, last = said(economic.comparison(about="economy"))
    assert last == ("The measures do not aim at credit; of the 14 outcomes there 7 improved, 3 became worse,"
                    " 3 changed without being better or worse and 1 cannot be told from chance.")  # fmt: skip
    assert said(economic.comparison(about="economy"), "zh")[-1].startswith("这些措施不针对信贷；信贷的 14 项指标中")


@pytest.mark.parametrize(
    ("values", "english", "chinese"),
    [
        ({"verdict": "worse", "reform": 20.4, "difference": 1.98, "low": 1.7, "high": 2.3}, "2.0 more", "反而延长 2.0"),
        ({"verdict": "cannot_tell", "low": -1.0, "high": 0.4}, "how long it takes to get a loan cannot be told",
         "无法与偶然波动区分"),
        ({"reason": "identical", "verdict": "cannot_tell", "difference": 0.0}, "does not change how long", "未改变"),
    ],
)  # fmt: skip
def test_time_to_the_money_is_said_as_sure_as_it_is(values, english, chinese):
    made = synthetic_inspections.change(economic.comparison(), "days_to_money", **values)
    assert english in said(made)[0] and chinese in said(made, "zh")[0]


def test_days_to_the_money_add_up():
    made = economic.comparison()
    days = content(made, "en")["credit"]["days"]
    assert days["total"] == {"before": "18.42", "after": "11.07", "change": "−7.35"}
    assert [row["name"] for row in days["rows"]][3] == "Queue at a loan officer"
    assert "8.1 calendar days before, 5.0 after" in days["off_hours"]
    assert all(row["name"] != "Nights, weekends, holidays" for row in days["rows"])


def test_figure_of_the_money_draws_products_or_else_sizes():
    made = economic.comparison()
    words = figure_words(draw(money, made))
    assert {"All loans paid out", "Secured by property", "Registering the security", "18.4 d before"} <= set(words)
    assert "Waiting for records" in words and "Publicity and site visits" not in words
    assert len([one for one in words if one.endswith("d before")]) == 5  # everybody and four products, no sizes
    made.loan_decomposition = made.loan_decomposition.query("group_kind != 'product'")
    words = figure_words(draw(money, made, "zh"))
    assert {"全部已放款申请", "个体工商户"} <= set(words) and "房产抵押贷款" not in words


def test_figure_of_requests_says_who_goes_on_and_who_does_not():
    words = [one.replace("\N{NO-BREAK SPACE}", " ") for one in figure_words(draw(requests, economic.comparison()))]
    assert {"ask 58.1 %", "do not ask 41.9 %", "approved 95.1 %", "rejected 4.9 %"} <= set(words)
    assert draw(requests, synthetic.comparison()) is None
    half = economic.without(economic.comparison(), "asked")
    assert "Enterprises in need of credit" not in figure_words(draw(requests, half))


def test_words_stand_behind_a_bar_too_short_for_them():
    made = synthetic_inspections.change(economic.comparison(), "asked", reform=0.05)
    words = {one.get_text(): one for one in draw(requests, made).axes[0].texts}
    behind, inside = (next(one for said, one in words.items() if said.startswith(f"ask\N{NO-BREAK SPACE}{share}"))
                      for share in ("5.0", "58.1"))  # fmt: skip
    assert behind.xy[0] == pytest.approx(5.0) and inside.xy[0] == 0


def test_each_outcome_is_drawn_once():
    made = economic.comparison(about="all")
    drawn = {module: set(figure_words(draw(module, made))) for module in (outcomes, credit_plot, economy_plot)}
    assert "Visits to a hall" in drawn[outcomes] and "Jobs" not in drawn[outcomes]
    assert "Non-performing share of loans" in drawn[credit_plot]
    assert "Jobs" in drawn[economy_plot]
    made = economic.comparison()
    assert "Non-performing share of loans" in figure_words(draw(outcomes, made))
    assert draw(credit_plot, made) is None and draw(economy_plot, made) is not None
    assert draw(economy_plot, economic.comparison(about="economy")) is None


def test_a_balance_that_changes_its_sign_is_not_drawn():
    made = synthetic_inspections.change(economic.comparison(), "fiscal_balance", baseline=-2e6, reform=3e6)
    assert "Fiscal balance" not in figure_words(draw(economy_plot, made))
    assert "Fiscal balance" in plain(render(made, "en"))


@pytest.mark.parametrize("language", FILES)
def test_no_label_lies_on_another_or_beyond_the_edge(language):
    made = economic.comparison()
    for outcome, size in (("revenue", 3.12412e11), ("profit", 2.12e11), ("jobs", 2_601_204.0)):
        wide = {"baseline": size, "reform": size + 2e7, "difference": 2e7, "low": 1.6e7, "high": 2.4e7}
        synthetic_inspections.change(made, outcome, **wide)
    for module in (outcomes, economy_plot, requests, money, months, gains_plot):
        boxes, (wide, high) = _boxes(draw(module, made, language))
        assert [words for words, box in boxes if box.x0 < 0 or box.x1 > wide or box.y0 < 0 or box.y1 > high] == []
        pairs = itertools.combinations(boxes, 2)
        assert [(one, other) for (one, a), (other, b) in pairs if _overlap(a, b) and _overlap(b, a)] == []


def _boxes(figure):
    """The words of a figure with the places they take, in pixels, and the size of the figure."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    with styled():
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        said = [one for one in figure.findobj(Text) if one.get_text().strip() and one.get_visible()]
        return [(one.get_text(), one.get_window_extent()) for one in said], canvas.get_width_height()


def _overlap(one, other):
    """Whether they have more than a hair in common (asked both ways)."""
    return one.x0 < other.x1 - 1 and one.y0 < other.y1 - 2


def test_months_name_the_multiple_of_money():
    made = economic.comparison()
    assert "loans outstanding, billion yuan" in figure_words(draw(months, made))
    assert "贷款余额（亿元）" in figure_words(draw(months, made, "zh"))
    lines = [line for line in draw(months, made).axes[0].lines if len(line.get_xdata()) > 2]
    assert [str(line.get_xdata()[0])[:10] for line in lines] == ["2021-10-31"] * 2  # stocks are of the end of a month


def test_who_gains_is_sorted_and_sized_by_revenue():
    made = economic.comparison()
    found = gains_plot.gains_of(made, "size", NAMES["en"])
    assert [gain.name for gain in found] == ["Self-employed", "Micro", "Small", "Medium", "Large"]
    assert found[0].change == pytest.approx(100 * 610 / 412_000) and found[0].yuan == 610
    assert [gain.verdict for gain in found] == ["improved"] * 3 + ["cannot_tell", "worse"]
    assert [gain.name for gain in gains_plot.gains_of(made, "sector", NAMES["en"])][-1] == "Services"
    words = figure_words(draw(gains_plot, made))
    assert {"+610", "−1,900,000", "All enterprises", "yuan a year"} <= set(words)


def test_a_group_without_revenue_is_not_drawn():
    made = economic.comparison()
    made.distribution.loc[made.distribution["group"] == "micro", "baseline"] = 0.0
    assert "Micro" not in [gain.name for gain in gains_plot.gains_of(made, "size", NAMES["en"])]


def test_groups_whose_profit_is_not_known_in_both_worlds_are_left_out():
    made = economic.comparison()
    profit = made.distribution["statistic"] == "profit"
    made.distribution.loc[profit & (made.distribution["group"] == "large"), "difference"] = math.nan
    made.distribution = made.distribution[~(profit & (made.distribution["group"] == "small"))]
    rows = gains.section(made, NAMES["en"])["tables"][1]["rows"]
    assert [row["name"] for row in rows] == ["Self-employed", "Micro", "Medium"]


def test_table_of_gains_has_profit_its_interval_and_who_rose_and_fell():
    tables = gains.section(economic.comparison(), NAMES["en"])["tables"]
    assert [table["heading"] for table in tables] == ["", "By size of enterprise", "By sector", "By district"]
    (everybody,) = tables[0]["rows"]
    assert (everybody["baseline"], everybody["difference"]) == ("121,000", "+2,900")
    assert (everybody["interval"], everybody["rose"], everybody["fell"]) == ("+2,200 to +3,600", "21.4", "8.7")
    large = tables[1]["rows"][-1]
    cells = dict(zip((name for name, _ in gains.COLUMNS), large["changes"], strict=True))
    assert cells["time_cost"] == {"words": "−410", "verdict": "improved"}  # less red tape is good
    assert cells["taxes"]["verdict"] == "worse" and cells["interest"]["verdict"] == "cannot_tell"
    assert cells["jobs"]["words"] == "+0.03"


def test_what_is_the_same_in_every_replication_is_said_to_be():
    made = economic.comparison()
    same = (made.distribution["group"] == "large") & (made.distribution["statistic"] == "profit")
    made.distribution.loc[same, ["difference", "low", "high", "reason"]] = [0.0, 0.0, 0.0, "identical"]
    large = gains.section(made, NAMES["en"])["tables"][1]["rows"][-1]
    assert (large["verdict"], large["word"], large["reason"]) == ("cannot_tell", "identical in every replication", "")


def test_cost_of_a_job_has_its_interval_and_what_is_not_known_says_why():
    rows = {row["name"]: row for row in costs.section(economic.comparison(), "en")}
    job = rows["Cost per additional job, a year"]
    assert job["value"] == "13,600\N{NO-BREAK SPACE}yuan" and job["interval"] == "8,100 to 20,900"
    assert job["words"].startswith("What the public purse has less")
    day = rows["Cost per working day saved in approvals"]
    assert (day["value"], day["interval"]) == ("–", "–") and day["words"].startswith("Cannot be told")
    assert rows["Change of the fiscal balance, a year"]["value"] == "−50.0\N{NO-BREAK SPACE}million yuan"
    assert rows["Measures, once"]["value"] == "49.7\N{NO-BREAK SPACE}million yuan"
    better = {"difference": 30e6, "low": 10e6, "high": 50e6, "verdict": "improved"}
    made = synthetic_inspections.change(economic.comparison(), "fiscal_balance", **better)
    row = next(row for row in costs.section(made, "zh") if row["name"].startswith("财政收支"))
    assert (row["value"], row["interval"], row["words"]) == ("+3,000 万元", "+1,000 至 +5,000", "改善")
    assert costs.section(synthetic.comparison(), "en") is None


@pytest.mark.parametrize(
    ("values", "english", "chinese"),
    [
        ({"value": -900.0, "low": -1_500.0, "high": -300.0}, "nothing is paid for them", "未付出代价"),
        ({"value": 200.0, "low": -900.0, "high": 1_300.0}, "cannot be told", "无法判定"),
        ({"value": math.nan, "reason": "none_gained"}, "None: there is less of it", "不增反减"),
        ({"value": math.nan, "reason": "one_replication"}, "a single replication", "仅一次重复"),
    ],
)
def test_cost_of_a_job_is_worded_as_sure_as_it_is(values, english, chinese):
    made = economic.comparison()
    for name, value in values.items():
        made.ratios.loc[made.ratios["ratio"] == "cost_per_job", name] = value
    for language, words in (("en", english), ("zh", chinese)):
        rows = costs.section(made, language)
        assert words in next(row for row in rows if row["name"].startswith(("Cost per additional", "每新增")))["words"]


def test_groups_show_approval_and_interest_in_percent():
    found = content(economic.comparison(), "en")
    tables = found["credit"]["groups"]
    assert [table["heading"] for table in tables] == ["By size of enterprise", "By sector", "By district"]
    assert tables[0]["rows"][0]["beside"] == ["96.2 → 95.1", "5.28 → 4.79"]
    assert content(economic.comparison(), "en")["economy"]["groups"][0]["rows"][0]["beside"] == [
        "18.1 → 19.4",
        "7.9 → 8.2",
    ]


def test_limits_say_what_is_covered_and_what_is_not():
    economy = (
        "It covers approvals from need to outcome, inspections of enterprises, lending to enterprises"
        " and the business of enterprises from entry to exit."
    )
    inspections = (
        "It covers approvals from need to outcome and inspections of enterprises."
        " Not in this comparison: lending, growth, jobs and new firms drawn by better service."
    )
    whole, part = render(economic.comparison(), "en"), render(synthetic_inspections.comparison(), "en")
    assert economy in whole and "Prices and wages do not respond" in whole
    assert inspections in part and "Prices and wages" not in part


def test_single_replication_claims_nothing():
    made = economic.comparison(replications=1)
    for language in FILES:
        words = plain(render(made, language))
        assert {"en": "one replication gives no interval", "zh": "仅一次重复无法给出区间"}[language] in words
        assert "nan" not in words.lower().replace("nanguan", "").replace("finance", "")
    assert {row["verdict"] for row in gains.section(made, NAMES["en"])["tables"][1]["rows"]} == {"cannot_tell"}


def test_what_is_not_known_is_a_dash():
    made = economic.comparison()
    made.table.loc[made.table["outcome"] == "loan_rate", ["baseline", "reform", "difference", "low", "high"]] = np.nan
    made.distribution.loc[made.distribution["statistic"] == "interest", "difference"] = np.nan
    words = plain(render(made, "en"))
    assert "nan" not in words.lower().replace("nanguan", "").replace("finance", "")
    assert gains.section(made, NAMES["en"])["tables"][0]["rows"][0]["changes"][3]["words"] == "–"
