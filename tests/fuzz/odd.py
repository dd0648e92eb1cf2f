"""Odd values, keys, tokens, lines and texts: what authors write by mistake and attackers on purpose."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 2, 0.5, 1.5, -0.0, 1e-320, 1e308, -1e308, 1e18, 2**31, 2**63, 2**64, 10**30, 10**400,
    float("nan"), float("inf"), float("-inf"), "", " ", "x", "1", "yes", "null", "all", "*", "<<", "title", "dist",
    "08:30-17:00", "24:00-25:00", "17:00-08:30", "60 days", "0 days", "9999999 weeks", "1_000_000 days", "2022-02-30",
    date(1, 1, 1), date(2022, 1, 3), date(9999, 12, 31), [], [None], [[]], [{}], [1, 2], [2, 1], [0, float("nan")],
    ["a", "a"], list(range(300)), {}, {"": 1}, {"x.y": {}}, {"*": 1}, {"title": "a"}, {"value": 1}, {"value": None},
    {"value": [], "unit": {}}, {"value": 3, "range": [5, 1]}, {"value": 1, "basis": "fact", "fact": "nowhere"},
    {"dist": "lognorm"}, {"dist": []}, {"dist": "constant", "value": 1e9}, {"dist": "norm", "loc": 5},
    {"dist": "empirical", "values": [{}]}, {"dist": "empirical", "values": [0]}, {"dist": "empirical", "values": []},
    {"dist": "beta", "mean": 1, "concentration": 3}, {"dist": "beta", "mean": 1e-12, "concentration": 1e-12},
    {"dist": "lognorm", "mean": 1e-300, "cv": 100}, {"dist": "gamma", "mean": 1e9, "cv": 1e-9},
    {"dist": "uniform", "low": 0, "high": 1e-300}, {"dist": "weibull_min", "c": 1.5, "scale": 10},
    {"dist": "weibull_min", "c": 1e-3}, {"dist": "pareto", "b": 1.0001}, {"dist": "pareto", "b": 0.5},
    {"dist": "crystalball", "beta": 3, "m": 1e9}, {"dist": "__class__"}, {"dist": "rv_histogram"}, {"dist": "invgamma"},
    {"dist": "foldnorm", "c": 1e300}, {"dist": "halfnorm", "scale": -1}, {"dist": "expon", "mean": 1e9},
    {"dist": "triangular", "low": 0, "mode": 0, "high": 1e-9}, {"lever": "*.*.*"}, {"after": ["licence"]},
    "../../etc/passwd", "/etc/passwd", "regions/changchun", "changchun.yaml", "..", ".", "~root", "file:///etc/passwd",
    "changchun", "northeast_city", "small_town", "one_window", "halls.*.windows.total", "items.*.effort",
    "inspections.frequency", "lending.banks.*.margin", "[a, b].c", "items.[a", "a" * 100, "a" * 81, "k" * 3000,
]  # fmt: skip
KEYS: list[Any] = [
    "title", "value", "dist", "all", "x", "Ünsinn", "", " ", "*", "<<", "a.b", "a/b", "../x", "con", "__class__", "1",
    1, 1.5, True, None, date(2022, 1, 1), "en", "extends", "layer", "region", "measure", "study", "key\nwith\nlines",
    "k" * 5000, "\u202ertl", "营业执照", "<b>", "[red]", "{0}", "%s", "\ufeff", "name-with-dash", "merge_into", "after",
]  # fmt: skip
TOKENS = [
    "-1", "0", "1e999", "-1e999", ".inf", "-.INF", ".nan", "0x1F", "0o17", "017", "1_000", "1__0", "1:30", "+.5", ".",
    "-", "~", "null", "yes", "2022-02-30", "2022-13-01", "0000-00-00", "2022-01-01T00:00:00Z", "[]", "{}", "[[[[", "}",
    "{a: {a: {a: {a: {a: 1}}}}}", "!!python/object/apply:os.system [id]", "!!python/module:os", "&a [*a]", "*a",
    "*none",
    "<<", "{<<: {}}", "? a", "|", ">-", '"\\u0000"', '"\\e[2J"', '"\\ud800"', '"\\U0010ffff"', "'", '"', "#", "---",
    "...", "%YAML 1.1", "9" * 45, "9" * 5000, "1" * 60_000 + "!", "1_" * 30_000, "0." + "1" * 60_000 + "e",
    "e" * 60_000,
    "08:30-11:30, 13:00-17:00", "1e-400", "--1", "1.2.3", "１２", "٣", "½", "∞", "\u00a0", "\u2028", "\u200b",
]  # fmt: skip
LINES = [
    "---", "...", "%YAML 9.9", "%TAG ! tag:evil,2000:", "<<: *a", "a: &a {b: *a}", "x: &x [*x, *x]",
    "key: !!binary aa==",
    "? [a, b]\n: c", "region: changchun", "measure: x", "study: x", "extends: ../../etc/passwd",
    "extends: northeast_city",
    "layer: true", "title: {en: x}", "\ttab: 1", "\x00", "\ufeff", "a: " + "[" * 3000, "{" * 500, "- " * 300,
    "a: [" + "{}, " * 3000 + "]", "b: &b " + "x" * 3000, "include: /etc/passwd", "c: [" + "*a, " * 1200 + "]",
    "#" * 3000,
]  # fmt: skip
_MARKUP = [
    "<script>alert(1)</script>", "</title><svg onload=alert(1)>", "&amp;&#0;", "[red]x[/blue]", "[/]", "$\\frac{a$",
    "$_$",
    "{{ 7*7 }}", "{% raw %}", "%s %d %n", "{0} {x.__class__}", "`id`", "$(id)", "; rm -rf /", "' OR 1=1 --", "\\", '"',
    "\n\n# a", "\r", "\x1b[2J", "\x07", "\x00", "\u202e", "\ud800", "\U0001f600", "\ufffe", "﷽" * 50, "e\u0301" * 50,
    "营业执照", "../../../etc/passwd", "C:\\con\\nul", "a" * 20_000, "=cmd|' /C calc'!A0", "]]>", "<!--", "-->",
]  # fmt: skip


def odd_text(luck: Random) -> str:
    """A text of one to three odd pieces."""
    return " ".join(luck.choice(_MARKUP) for _ in range(luck.choice([1, 1, 2, 3])))
