"""Keyed random numbers and quantile tables."""

import numpy as np
import pytest
from scipy import stats

from sim.engine.draws import binomial_quantile, philox, quantiles, to_tick, uniform, uniforms
from sim.engine.quantiles import tabulate

ALL = 0xFFFFFFFF
PI = (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0xA4093822, 0x299F31D0)


@pytest.mark.parametrize(
    ("counter_and_key", "words"),
    [
        ((0, 0, 0, 0, 0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((ALL, ALL, ALL, ALL, ALL, ALL), (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (PI, (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)),
    ],
)
def test_philox_gives_the_published_words(counter_and_key, words):
    """Known answers of Random123 for Philox4x32-10."""
    assert tuple(int(word) for word in philox(*counter_and_key)) == words


def test_uniform_numbers_are_uniform_and_differ_by_every_part_of_the_key():
    numbers = uniforms(7, 0, np.arange(200_000), 3)
    assert stats.kstest(numbers, "uniform").pvalue > 1e-3
    key = [1, 2, 3, 4, 5, 6, 7]
    base = uniform(*key)
    for place in range(len(key)):
        other = list(key)
        other[place] += 1
        assert uniform(*other) != base


DISTRIBUTIONS = [
    ({"dist": "lognorm", "mean": 25.0, "cv": 0.8}, stats.lognorm(s=np.log1p(0.64) ** 0.5, scale=25 / 1.64**0.5)),
    ({"dist": "gamma", "mean": 4.0, "cv": 0.5}, stats.gamma(4, scale=1.0)),
    ({"dist": "expon", "mean": 3.0}, stats.expon(scale=3)),
    ({"dist": "uniform", "low": 2.0, "high": 5.0}, stats.uniform(2, 3)),
    ({"dist": "triangular", "low": 1.0, "mode": 2.0, "high": 6.0}, stats.triang(0.2, 1, 5)),
    ({"dist": "beta", "mean": 0.3, "concentration": 5.0}, stats.beta(1.5, 3.5)),
    ({"dist": "weibull_min", "c": 1.5, "scale": 10.0}, stats.weibull_min(1.5, scale=10)),
    ({"dist": "norm", "loc": 5.0, "scale": 2.0}, stats.norm(5, 2)),
]


@pytest.mark.parametrize(("distribution", "reference"), DISTRIBUTIONS, ids=lambda value: str(value)[:30])
def test_quantile_tables_follow_the_distribution(distribution, reference):
    u = (np.arange(400_000) + 0.5) / 400_000
    drawn = quantiles(tabulate(distribution), u)
    assert np.all(np.diff(drawn) >= 0), "common random numbers need monotone draws"
    assert drawn.mean() == pytest.approx(reference.mean(), rel=1e-3)
    assert drawn.std() == pytest.approx(reference.std(), rel=1e-2)
    inner = (u > 1e-4) & (u < 1 - 1e-4)
    assert np.abs(reference.cdf(drawn[inner]) - u[inner]).max() < 2e-3


def test_tails_reach_beyond_a_million():
    table = tabulate({"dist": "expon", "mean": 1.0})
    u = np.array([1e-9, 1 - 1e-9])
    assert quantiles(table, u) == pytest.approx([1e-9, 20.72], rel=0.01)


def test_an_empirical_sample_keeps_its_mean_and_range():
    values = [1.0, 2.0, 2.0, 7.0, 30.0]
    drawn = quantiles(tabulate({"dist": "empirical", "values": values}), (np.arange(100_000) + 0.5) / 100_000)
    assert drawn.mean() == pytest.approx(np.mean(values), rel=1e-3)


def test_a_constant_is_constant():
    assert set(quantiles(tabulate({"dist": "constant", "value": 4.25}), np.linspace(0.001, 0.999, 99))) == {4.25}


def test_binomial_quantiles_agree_with_scipy():
    for n, p in [(7, 0.065), (20, 0.5), (1, 0.9), (40, 0.01)]:
        for u in np.linspace(0.003, 0.997, 41):
            assert binomial_quantile(n, p, u) == stats.binom(n, p).ppf(u)
    assert binomial_quantile(5, 0.0, 0.999) == 0
    assert binomial_quantile(5, 1.0, 0.001) == 5


def test_times_lie_on_a_grid_on_which_sums_are_exact():
    rounded = [to_tick(minutes) for minutes in np.random.default_rng(1).uniform(0, 1e6, 1000)]
    assert sum(rounded) == float(sum(int(minutes * 2**20) for minutes in rounded)) / 2**20
