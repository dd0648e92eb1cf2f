"""The page and its aims, without measuring anything."""

from benchmarks.aims import Aim, aims
from benchmarks.noise import spread
from benchmarks.page.markdown import interval, ranged, table


def test_an_aim_knows_whether_it_is_reached():
    assert Aim("speed", "at least", 50, "times", 50).reached is True
    assert Aim("time", "at most", 2, "s", 2.1).reached is False
    assert Aim("time", "at most", 2, "s", None).reached is None


def test_without_measurements_no_aim_is_judged():
    assert all(aim.reached is None for aim in aims({}))


def test_the_ratio_of_a_small_oracle_is_not_judged():
    def first(scale: float) -> Aim:
        return aims({"oracle": {"scale": scale, "ratio": {"median": 12.0}}})[0]

    assert first(0.01).measured is None
    assert first(1.0).measured == 12.0


def test_a_spread_is_median_and_range():
    assert spread([3, 1, 2]) == {"median": 2, "low": 1, "high": 3}
    assert ranged(spread([3, 1, 2]), ".1f") == "2.0 (1.0–3.0)"
    assert ranged(None) == ""


def test_fits_are_shown_with_their_intervals():
    assert interval({"exponent": 1.0412, "low": 1.0, "high": 1.08}, "exponent") == "1.041 (1.000 to 1.080)"


def test_a_table_has_a_line_for_each_row():
    assert table(("a", "b"), [("1", "2")]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"
