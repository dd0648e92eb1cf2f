"""The page: complete in itself, the same every time, and never injected into by a scenario's words."""

import re
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

import pandas as pd
import pytest

from sim.report.page import FILES, render, write_report
from tests.report import synthetic

NASTY = "</text></svg><script>alert(1)</script><img src=//evil.example onerror=alert(2)>\"' {{ 7*7 }} $x^2$"
SAID_BY_ALL = ("−13.7", "6f1d0c9ab84e77d2", "population.<wbr>enterprises", "halls.<wbr>*.<wbr>windows")
SAID_IN_ENGLISH = ("What did Changchun’s", "Parallel review", "Low-risk private project", "Self-employed")
SAID_IN_ENGLISH += ("The measures cost 49.7\N{NO-BREAK SPACE}million yuan once",)
SAID_IN_ENGLISH += ("40,000 to 90,000", "Idle within the limit")
SAID_IN_CHINESE = ("长春市公开的审批改革", "并联审批", "社会投资低风险项目", "个体工商户")
SAID_IN_CHINESE += ("一次性 4,970 万元，每年 812 万元",)
SAID_IN_CHINESE += ("40,000 至 90,000", "时限内搁置")
VOID = {"meta", "br", "wbr", "link", "img", "input", "hr"}


class Reader(HTMLParser):
    """Elements, attributes and text of a page; fails where a tag is closed that is not open."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.words, self.open = [], [], [], []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()

    def handle_data(self, data):
        self.words.append(data)


def names_of(reader):
    return {(tag, name) for tag, name, _ in reader.attributes}


@pytest.fixture(scope="module", params=["en", "zh"])
def page(request, written):
    return (written / FILES[request.param]).read_text(encoding="utf-8")


def test_page_stands_alone(page):
    reader = Reader(page)
    forbidden = {
        "script",
        "iframe",
        "object",
        "embed",
        "link",
        "img",
        "base",
        "form",
        "foreignobject",
        "image",
    }
    assert forbidden.isdisjoint(reader.tags)
    for tag, name, value in reader.attributes:
        assert not name.startswith("on"), (tag, name)
        if name in ("href", "src", "xlink:href", "action", "data"):
            assert value in FILES.values() or value.startswith("#"), (tag, name, value)
    assert "http://" not in page and "https://" not in page and "@import" not in page
    assert all(target.startswith("#") for target in re.findall(r"url\(([^)]*)\)", page))
    assert "default-src 'none'" in page


def test_page_says_everything(page):
    reader = Reader(page)
    assert reader.tags.count("figure") == 5
    assert reader.tags.count("h1") == 1 and reader.tags.count("h2") == 11
    chinese = "zh-CN" in page[:40]
    for words in SAID_BY_ALL + (SAID_IN_CHINESE if chinese else SAID_IN_ENGLISH):
        assert words in page, words
    assert "approximate" not in page and "近似" not in page
    assert 100_000 < len(page.encode()) < 400_000


def test_ids_are_unique_and_every_reference_is_met(page):
    reader = Reader(page)
    ids = [value for _, name, value in reader.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    wanted = {value[1:] for _, name, value in reader.attributes if name == "href" and value.startswith("#")}
    wanted |= set(re.findall(r"url\(#([^)]+)\)", page))
    assert wanted <= set(ids)


def test_same_comparison_same_bytes(written, tmp_path):
    for file in write_report(synthetic.comparison(), tmp_path):
        assert file.read_bytes() == (written / file.name).read_bytes(), file.name
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(FILES.values())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_words_of_a_scenario_inject_nothing(language, written):
    page = render(synthetic.with_titles(NASTY), language)
    plain = (written / FILES[language]).read_text(encoding="utf-8")
    reader, safe = Reader(page), Reader(plain)
    assert set(reader.tags) == set(safe.tags)
    assert names_of(reader) == names_of(safe)
    assert "<script" not in page and "<img" not in page
    assert "{{ 7*7 }}" in "".join(reader.words)
    for svg in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        ElementTree.fromstring(svg)


def test_below_full_size_it_says_approximate():
    said = {
        "en": ("Approximate. Run at scale 0.1", "Queues do not scale", "staff in proportion; approximate"),
        "zh": ("近似结果。本次以规模 0.1", "排队不随规模缩放", "人员同比例缩减；结果为近似"),
    }
    for language, words in said.items():
        page = render(synthetic.comparison(scale=0.1), language)
        assert [one for one in (*words, "--scale 0.1") if one not in page] == []


def test_single_replication_claims_nothing():
    page = render(synthetic.comparison(replications=1), "en")
    assert "A single replication: no intervals, no verdicts." in page
    assert "one replication gives no interval" in page
    assert "nan" not in re.sub(r"<[^>]*>", "", page).lower().replace("nanguan", "")


def test_poor_comparison_still_makes_a_page():
    """Nothing but one outcome and a world without stations, days, groups or measures."""
    made = synthetic.comparison()
    made.table = made.table[(made.table["group_kind"] == "all") & (made.table["outcome"] == "visits")]
    for name in ("decomposition", "stations", "daily"):
        setattr(made, name, getattr(made, name).iloc[:0])
    made.study.reform, made.measures, made.manifest = (), pd.DataFrame(), {}
    for language in FILES:
        reader = Reader(render(made, language))
        assert reader.tags.count("figure") == 1


def test_numbers_that_all_departments_share_are_one_row(written):
    page = (written / FILES["en"]).read_text(encoding="utf-8")
    assert page.count("departments.<wbr>*.<wbr>reviewers") == 1
    assert "departments.<wbr>tax.<wbr>reviewers" not in page
    assert "departments.<wbr>market_<wbr>supervision.<wbr>pacing" in page
