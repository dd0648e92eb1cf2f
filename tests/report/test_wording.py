"""Numbers: rounding, signs, units."""

import math

import pytest

from sim.report.wording import (
    MINUS,
    interval,
    join,
    multiple,
    number,
    percent,
    present,
    relative,
    with_unit,
    yuan,
    yuan_within,
)


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


NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (95_400.0, "95,400 yuan", "95,400 元"),
        (184_000.0, "184 thousand yuan", "18.4 万元"),
        (2.4e6, "2.4 million yuan", "240 万元"),
        (3.12e8, "312 million yuan", "3.1 亿元"),
        (4.126e11, "413 billion yuan", "4,126 亿元"),
        (1.31e12, "1.3 trillion yuan", "1.3 万亿元"),
    ],
)
def test_sums_of_money_are_in_the_multiple_that_a_reader_expects(value, english, chinese):
    assert (yuan(value, "en").replace(NBSP, " "), yuan(value, "zh")) == (english, chinese)


def test_a_multiple_never_rounds_an_interval_away():
    said = present(row(312.412e9, 312.435e9, 4e6, "yuan"))
    assert (said.baseline, said.difference, said.unit) == ("312,412", "+23", "million yuan")
    assert said.interval == "+19 to +27"
    assert present(row(312.412e9, 318.9e9, 0.4e9, "yuan")).unit == "billion yuan"


def test_rates_a_year_are_percent_and_their_change_is_in_points():
    said = present(row(0.0528, 0.0479, 0.0004, "share_year"))
    assert (said.baseline, said.difference, said.unit) == ("5.28", f"{MINUS}0.49", "% a year")
    assert said.change_unit == "points"
    assert with_unit("5.28", said.unit, "en") == f"5.28{NBSP}% a year"
    assert with_unit("5.28", present(row(0.0528, 0.0479, 0.0004, "share_year"), "zh").unit, "zh") == "5.28%/年"


def test_relative_change_of_a_deficit_has_the_sign_of_the_change():
    assert relative(row(-200.0, -150.0, 1.0, "yuan")) == 0.25
    assert math.isnan(relative(row(-10.0, 20.0, 1.0, "yuan")))  # from a deficit to a surplus: no percentage says it


@pytest.mark.parametrize(("half", "said"), [(910.0, "+0.6"), (30.0, "+0.61"), (40_000.0, "+1")])
def test_small_relative_changes_have_the_decimals_of_their_interval(half, said):
    assert present(row(601_204.0, 604_871.0, half, "people")).percent == f"{said}{NBSP}%"


def test_a_sum_and_its_interval_share_a_multiple():
    assert yuan_within(13_600.0, 8_100.0, 20_900.0, "en") == (f"13,600{NBSP}yuan", "8,100 to 20,900")
    assert yuan_within(-50e6, -70e6, -30e6, "zh", sign=True) == (f"{MINUS}5,000 万元", f"{MINUS}7,000 至 {MINUS}3,000")
    assert yuan_within(2e6, math.nan, math.nan, "en") == (f"2.0{NBSP}million yuan", "–")


def test_axis_of_money_names_its_multiple():
    assert multiple(34e9, "yuan", "en") == ("billion yuan", 1e-9)
    assert multiple(34e9, "yuan", "zh") == ("亿元", 1e-8)


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
