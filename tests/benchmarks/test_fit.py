"""Straight lines and power laws through points."""

import math

import pytest

from benchmarks.fit import line, power


def test_a_line_through_points_on_a_line_is_that_line():
    found = line([1, 2, 4, 8], [5, 7, 11, 19])
    assert found.slope == pytest.approx(2) and found.intercept == pytest.approx(3)
    assert found.low == pytest.approx(2) and found.high == pytest.approx(2)
    assert found(100) == pytest.approx(203)


def test_the_interval_of_a_slope_is_students():
    # by hand: x = 0..3, y = 0, 1, 1, 2; slope 0.6, residual variance 0.1, standard error sqrt(0.02), t(2) = 4.302653
    found = line([0, 1, 2, 3], [0, 1, 1, 2])
    assert found.slope == pytest.approx(0.6)
    assert found.high - found.slope == pytest.approx(4.302653 * math.sqrt(0.02), rel=1e-6)
    assert found.slope - found.low == pytest.approx(found.high - found.slope)


def test_two_points_give_a_line_without_an_interval():
    found = line([1, 2], [1, 3])
    assert found.slope == pytest.approx(2)
    assert math.isnan(found.low) and math.isnan(found.high)


def test_points_at_one_place_give_no_line():
    with pytest.raises(ValueError, match="two places"):
        line([1, 1, 1], [1, 2, 3])


def test_a_power_law_is_found_again():
    sizes = [10_000, 100_000, 4_000_000]
    found = power(sizes, [3e-7 * size**1.04 for size in sizes])
    assert found.exponent == pytest.approx(1.04) and found.factor == pytest.approx(3e-7)
    assert found(50_000) == pytest.approx(3e-7 * 50_000**1.04)
