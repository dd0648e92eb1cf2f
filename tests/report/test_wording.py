"""Numbers: rounding, signs, units."""

import math

import pytest

from sim.report.wording import MINUS, interval, join, number, percent, present, with_unit


def row(baseline, reform, half, unit="working_days"):
    difference = reform - baseline
    return {"baseline": baseline, "reform": reform, "difference": difference, "low": difference - half,
            "high": difference + half, "unit": unit}  # fmt: skip


@pytest.mark.parametrize(
    ("value", "decimals", "sign", "said"),
    [
        (1234567.8, 0, False, "1,234,568"),
        (-0.04, 1, True, "0.0"),  # no minus before nothing
        (-2.25, 2, False, f"{MINUS}2.25"),
        (0.5, 1, True, "+0.5"),
        (math.nan, 1, True, "–"),
        (None, 1, False, "–"),
        (math.inf, 1, False, "–"),
    ],
)
def test_number(value, decimals, sign, said):
    assert number(value, decimals, sign) == said


def test_a_row_has_the_decimals_its_interval_deserves():
    wide, narrow = present(row(25.314, 11.621, 1.3)), present(row(25.314, 11.621, 0.04))
    assert (wide.baseline, wide.reform, wide.difference) == ("25.3", "11.6", f"{MINUS}13.7")
    assert (narrow.baseline, narrow.reform) == ("25.31", "11.62")
    assert narrow.interval == f"{MINUS}13.73 to {MINUS}13.65"
    assert narrow.percent == f"{MINUS}54\N{NO-BREAK SPACE}%"


def test_shares_are_percent_and_their_change_is_in_points():
    said = present(row(0.871, 0.964, 0.004, "share"))
    assert (said.baseline, said.reform, said.difference, said.unit) == ("87.1", "96.4", "+9.3", "%")
    assert said.change_unit == "points"
    assert present(row(0.871, 0.964, 0.004, "share"), "zh").change_unit == "个百分点"


def test_large_sums_are_counted_as_each_language_counts():
    large = row(112.6e6, 54.9e6, 0.9e6, "yuan_year")
    assert (present(large).baseline, present(large).unit) == ("112.6", "million yuan a year")
    assert (present(large, "zh").baseline, present(large, "zh").unit) == ("1.13", "亿元/年")
    small = row(1_312.0, 633.0, 9.0, "yuan")
    assert (present(small).baseline, present(small).unit) == ("1,312", "yuan")


def test_no_interval_and_no_percent_where_there_is_none():
    said = present(row(0.0, 0.0, math.nan))
    assert (said.interval, said.percent, said.difference) == ("–", "–", "0.0")
    assert interval(math.nan, 1.0, "en") == percent(math.nan, "en") == "–"


def test_lists_and_units_follow_the_language():
    assert join(["a", "b", "c"], "en") == "a, b and c"
    assert join(["甲", "乙", "丙"], "zh") == "甲、乙和丙"
    assert join([], "en") == "" and join(["a"], "zh") == "a"
    assert with_unit("12", "%", "zh") == "12%"
    assert with_unit("12", "yuan", "en") == "12\N{NO-BREAK SPACE}yuan"
