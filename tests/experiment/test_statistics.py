"""Paired intervals, corrections and verdicts against examples worked by hand."""

import numpy as np
import pandas as pd
import pytest

from sim.experiment.comparison import compare_outcomes
from sim.experiment.statistics import holm, mean_interval, paired, verdict

# Differences -1, -2, -3, -2: mean -2, standard deviation sqrt(2/3); t(0.975, 3) = 3.18245.
BASELINE = [10.0, 12.0, 14.0, 11.0]
REFORM = [9.0, 10.0, 11.0, 9.0]
HALF = 3.182446 * np.sqrt(2 / 3) / 2


def test_paired_interval_by_hand():
    result = paired(BASELINE, REFORM)
    assert (result.baseline, result.reform, result.difference) == (11.75, 9.75, -2.0)
    assert (result.low, result.high) == pytest.approx((-2 - HALF, -2 + HALF), abs=1e-6)
    # t = -2 / (sqrt(2/3) / 2) = -4.898979 on 3 degrees of freedom
    assert result.p == pytest.approx(0.016277, abs=1e-6)
    assert result.share_better("lower") == 1
    assert result.share_better("higher") == 0
    assert np.isnan(result.share_better("none"))
    assert (result.pairs, result.reason) == (4, "")


def test_a_pair_counts_only_if_both_worlds_know_the_value():
    result = paired([*BASELINE, np.nan, 5.0], [*REFORM, 1.0, np.nan])
    assert result.pairs == 4
    assert result.difference == -2


def test_one_replication_has_no_interval():
    result = paired([10.0], [9.0])
    assert (result.difference, result.reason) == (-1, "one_replication")
    assert np.isnan([result.low, result.high, result.p]).all()


def test_too_few_pairs():
    assert paired([np.nan, 1.0], [2.0, np.nan]).reason == "no_data"
    single = paired([10.0, np.nan], [9.0, 1.0])
    assert (single.difference, single.reason) == (-1, "no_data")
    assert np.isnan(single.low)


def test_identical_worlds_differ_by_exactly_nothing():
    result = paired([1.0, 2.0], [1.0, 2.0])
    assert (result.low, result.difference, result.high) == (0, 0, 0)
    assert (result.p, result.reason) == (1, "identical")


def test_rounding_of_sums_is_no_difference():
    assert paired([0.1 + 0.2, 1.0], [0.3, 1.0]).reason == "identical"


def test_the_same_difference_in_all_replications_is_certain():
    result = paired([3.0, 3.0], [2.0, 2.0])
    assert (result.low, result.high, result.p, result.reason) == (-1, -1, 0, "same_in_all")


def test_mean_interval_by_hand():
    mean, low, high = mean_interval([1.0, 2.0, 3.0, np.nan])
    assert mean == 2
    assert (low, high) == pytest.approx((2 - 4.302653 / np.sqrt(3), 2 + 4.302653 / np.sqrt(3)), abs=1e-6)
    assert np.isnan(mean_interval([5.0])[1])
    assert np.isnan(mean_interval([])[0])


def test_holm_by_hand():
    # Sorted 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1 = 0.02, 0.03, 0.06, 0.04, none less than the one before
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_holm_leaves_untested_values_out_and_stays_below_one():
    adjusted = holm([0.6, np.nan, 0.7])
    assert np.isnan(adjusted[1])
    assert adjusted[[0, 2]] == pytest.approx([1.0, 1.0])


@pytest.mark.parametrize(
    ("difference", "p", "better", "said"),
    [
        (-1.0, 0.01, "lower", "improved"),
        (1.0, 0.01, "lower", "worse"),
        (1.0, 0.01, "higher", "improved"),
        (-1.0, 0.01, "higher", "worse"),
        (-1.0, 0.01, "none", "changed"),
        (-1.0, 0.05, "lower", "cannot_tell"),
        (-1.0, np.nan, "lower", "cannot_tell"),
        (0.0, 0.0, "lower", "cannot_tell"),
    ],
)
def test_verdicts(difference, p, better, said):
    assert verdict(difference, p, better) == said


def replicated(values):
    """Outcome values by replication from {(group_kind, group, outcome): (baselines, reforms)}."""
    rows = [
        (world, replication, *key, value)
        for key, worlds in values.items()
        for world, series in zip(("baseline", "reform"), worlds, strict=True)
        for replication, value in enumerate(series)
    ]
    columns = ["world", "replication", "group_kind", "group", "outcome", "value"]
    return pd.DataFrame(rows, columns=columns)


def test_verdicts_are_corrected_for_the_number_of_outcomes():
    """p = 0.016 is a verdict on its own and none among four outcomes."""
    clear = ("all", "all", "elapsed_working_days"), (BASELINE, REFORM)
    alone = compare_outcomes(replicated(dict([clear])))
    assert alone["verdict"].item() == "improved"
    random = np.random.default_rng(3)
    noise = {
        ("all", "all", name): (random.normal(size=4), random.normal(size=4))
        for name in ("visits", "steps", "documents")
    }
    among = compare_outcomes(replicated(dict([clear]) | noise)).set_index("outcome")
    assert among.loc["elapsed_working_days", "p_adjusted"] == pytest.approx(4 * 0.016277, abs=1e-5)
    assert among.loc["elapsed_working_days", "verdict"] == "cannot_tell"


def test_groups_are_corrected_apart_from_everybody():
    table = compare_outcomes(
        replicated(
            {
                ("all", "all", "elapsed_working_days"): (BASELINE, REFORM),
                ("size", "micro", "elapsed_working_days"): (BASELINE, REFORM),
                ("size", "small", "elapsed_working_days"): (BASELINE, REFORM),
            }
        )
    ).set_index("group")
    assert table.loc["all", "p_adjusted"] == pytest.approx(0.016277, abs=1e-6)
    assert table.loc["micro", "p_adjusted"] == pytest.approx(2 * 0.016277, abs=1e-6)


def test_a_use_changes_and_neither_improves_nor_worsens():
    use = {("all", "all", "window_use"): ([0.8, 0.81, 0.8], [0.5, 0.5, 0.52])}
    table = compare_outcomes(replicated(use))
    assert table["verdict"].item() == "changed"
    assert np.isnan(table["share_better"].item())


def test_one_replication_cannot_tell():
    table = compare_outcomes(replicated({("all", "all", "visits"): ([3.0], [1.0])}))
    assert table[["verdict", "reason"]].iloc[0].tolist() == ["cannot_tell", "one_replication"]
