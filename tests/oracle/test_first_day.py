"""Firms as they are drawn, and what they owe on the first day (docs/economy.md, sections 4 and 5)."""

from datetime import date

import numpy as np
import pytest

from sim.region import Region
from sim.scenario import load_region
from tests.oracle.compare import unequal
from tests.oracle.economy.population import COLUMNS, populate
from tests.oracle.town import Town


@pytest.mark.parametrize("seed", [1, 2])
def test_the_first_day_of_firms(seed):
    region = Region(load_region("jilin_city"), seed, start=date(2020, 1, 1), scale=0.005, days=60)
    town = Town(region)
    populate(town.economy)
    for column in COLUMNS:
        drawn = np.array([getattr(firm, column) for firm in town.economy.firms], dtype=float)
        assert not len(unequal(region.world.firms[column].astype(float), drawn)), column
