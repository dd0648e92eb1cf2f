"""Studies of inspections: what is said first, what it costs, and what of the page there is at all."""

import math

import pytest

from sim.report.answer import answer, moved
from sim.report.page import FILES, render
from sim.report.published import published
from sim.report.scope import aims, grouped, overall_rows, touched
from tests.report import synthetic
from tests.report import synthetic_inspections as inspected
from tests.report.test_page import Reader

APPROVALS, INSPECTIONS = "approvals", "inspections"
DAYS, VISITED = "Where the days went", "What inspections find"


def said(made, language="en"):
    sentences = answer(overall_rows(made), {}, language, touched(made))
    return [one.replace("\N{NO-BREAK SPACE}", " ") for one in sentences]


def places(page, *words):
    """The places of headings in a page; all must be there."""
    found = [page.find(one) for one in words]
    assert -1 not in found, words
    return found


@pytest.mark.parametrize(
    ("about", "rating", "aim", "reach"),
    [
        ("inspections", False, (INSPECTIONS,), (INSPECTIONS,)),
        ("inspections", True, (INSPECTIONS,), (INSPECTIONS, APPROVALS)),
        ("approvals", False, (APPROVALS,), (APPROVALS,)),
        ("both", False, (APPROVALS, INSPECTIONS), (APPROVALS, INSPECTIONS)),
    ],
)
def test_measures_tell_what_a_study_is_about(about, rating, aim, reach):
    made = inspected.comparison(about=about, rating=rating)
    assert (aims(made), touched(made)) == (aim, reach)
    first = grouped(made)[0][0]
    assert first == (APPROVALS if aim[0] == APPROVALS else "burden")


def test_without_inspections_there_is_one_kind_of_outcomes(comparison):
    assert touched(comparison) == (APPROVALS,)
    assert [name for name, _ in grouped(comparison)] == [""]
    comparison = inspected.comparison()
    comparison.study.reform = ()
    assert touched(comparison) == (APPROVALS, INSPECTIONS)


def test_answer_speaks_of_burden_detection_and_harm():
    burden, found, harm, rest, beside = said(inspected.comparison())
    assert "inspected on site 1.07 times a year instead of 1.84" in burden and "0.75 to 0.79 fewer" in burden
    assert "Business hours lost to inspections went from 2.61 to 1.74" in burden
    assert found.startswith("The share of inspections that find a violation went from 20.4 to 31.1")
    assert "the number of violations found went from 412 to 371" in found
    assert harm.startswith("This has a price: incidents become more frequent, 8.3 per 1,000")
    assert "0.2 to 0.6 more" in harm and "The share of rules kept went from 84.2 to 83.5" in harm
    assert rest.startswith("Of the other 11 outcomes 6 improved, 1 became worse")
    assert rest.index("cancelled") < rest.index("jointly")  # what became worse is named first
    assert beside.startswith("The measures do not aim at approvals; of the 17 outcomes there 14 improved")


@pytest.mark.parametrize(
    ("values", "english", "chinese"),
    [
        ({"verdict": "cannot_tell", "low": -0.2, "high": 1.0}, "cannot be told from chance: 7.9", "事故是增是减"),
        ({"verdict": "improved", "reform": 6.9, "difference": -1.01, "low": -1.2, "high": -0.8},
         "Incidents become rarer: 6.9", "事故减少"),
        ({"verdict": "cannot_tell", "reason": "identical", "difference": 0.0}, "stay the same", "均无变化"),
    ],
)  # fmt: skip
def test_harm_is_said_as_sure_as_it_is(values, english, chinese):
    made = inspected.change(inspected.comparison(), "incidents", **values)
    assert english in said(made)[2] and "price" not in said(made)[2]
    assert chinese in said(made, "zh")[2]


def test_more_incidents_are_no_price_where_there_are_no_fewer_visits():
    made = inspected.change(inspected.comparison(), "inspections", verdict="cannot_tell")
    assert said(made)[2].startswith("Incidents become more frequent")


def test_what_measures_reach_beside_their_aim_comes_after_it():
    sentences = said(inspected.comparison(rating=True))
    assert sentences[0].startswith("With the reform an enterprise is inspected")
    assert any(one.startswith("With the reform a matter takes") for one in sentences[3:])
    (first, *_, last) = said(inspected.comparison(about="approvals"))
    assert first.startswith("With the reform a matter takes")
    assert last.startswith("The measures do not aim at inspections; of the 18 outcomes there")


def test_what_is_not_known_is_said_as_such():
    rows = overall_rows(inspected.comparison())
    same = [row | {"reason": "identical", "verdict": "cannot_tell"} for row in rows if row["outcome"] == "incidents"]
    unclear = [row for row in rows if row["outcome"] == "violations_missed"]
    assert moved(same, "en") == "Incidents: no change in any replication."
    assert moved(unclear, "en").endswith("violations missed at checks changed cannot be told from chance.")
    assert moved([row | {"reform": math.nan} for row in same], "zh") == ""


@pytest.mark.parametrize("language", FILES)
def test_page_of_inspections_has_their_section_and_not_that_of_approvals(language):
    page = render(inspected.comparison(), language)
    reader = Reader(page)
    assert reader.tags.count("figure") == 4 and reader.tags.count("h2") == 9
    words = {"en": ("Fire and rescue", "High risk", "By credit class", "lending, growth", "a rare disaster"),
             "zh": ("消防救援支队", "高风险", "按信用等级", "信贷、增长", "罕见的重大事故")}  # fmt: skip
    assert [one for one in words[language] if one not in page] == []
    assert (DAYS if language == "en" else "时间去哪儿了") not in page
    assert "Inspections, lending" not in page and "不含监管检查" not in page


def test_sections_stand_in_the_order_of_what_measures_are_about():
    page = render(inspected.comparison(about="both"), "en")
    days, visited, measures = places(page, DAYS, VISITED, "The measures</h2>")
    assert days < visited < measures
    page = render(inspected.comparison(rating=True), "en")
    days, visited = places(page, DAYS, VISITED)
    assert visited < days
    page = render(inspected.comparison(about="approvals"), "en")
    assert DAYS in page and VISITED not in page and "Inspections: what they find" in page


def test_single_replication_claims_nothing():
    page = render(inspected.comparison(replications=1), "en")
    assert "one replication gives no interval" in page and "This has a price" not in page
    assert Reader(page).tags.count("figure") == 4
    assert "nan" not in "".join(Reader(page).words).lower().replace("nanguan", "")


def test_statistics_that_are_missing_leave_figures_out():
    made = inspected.comparison()
    made.inspections = synthetic.comparison().inspections
    assert Reader(render(made, "en")).tags.count("figure") == 2  # outcomes, visits


def test_values_of_facts_on_inspections_have_names():
    rows = {row["id"]: row["value"] for group in published(["R12", "R13", "R15", "P08", "P10"], "en")
            for row in group["rows"]}  # fmt: skip
    nbsp = "\N{NO-BREAK SPACE}"
    assert rows["R13"].startswith(f"high risk 14.6{nbsp}%, medium risk 10.4{nbsp}%, low risk 9.4{nbsp}%")
    assert rows["R15"] == f"effect −9.4{nbsp}%, interval from −17.7{nbsp}%, interval to −2.1{nbsp}%"
    assert rows["P08"] == f"joint 331, of 527, required at least 50.0{nbsp}%"
    assert "visits that find something" in rows["R12"] and "from day 10, to day 30" in rows["P10"]
