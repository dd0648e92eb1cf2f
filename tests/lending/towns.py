"""Small towns with banks for tests: numbers that can be worked out by hand."""

from datetime import date
from pathlib import Path

from sim.region import Region
from sim.scenario import load_region
from tests.region.worlds import variant

START = date(2021, 1, 1)
MARKET_TOWN = Path(__file__).parents[1] / "scenario" / "library" / "regions" / "market_town.yaml"


def town(change=lambda tree: None, *, enterprises=1500):
    """The market town with another number of enterprises; ``change(tree)`` edits it."""

    def edit(tree):
        tree["population"]["enterprises"] = enterprises
        change(tree)

    return variant(edit, load_region(MARKET_TOWN))


def run(region, *, seed=7, days=365, warm_up=0, follow_up=0, start=START, measures=(), log=False, only_built=False,
        **options):  # fmt: skip
    """A finished world, or one in which nothing has happened yet."""
    options |= {"warm_up": warm_up, "days": days, "follow_up": follow_up, "measures": measures, "log": log}
    built = Region(region, seed, start=start, **options)
    return built if only_built else built.run()
