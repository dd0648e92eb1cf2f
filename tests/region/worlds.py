"""Small worlds of the shipped region for tests, and variants of its tree."""

from copy import deepcopy
from dataclasses import replace
from datetime import date
from functools import cache

from sim.region import Region
from sim.scenario import Applied, load_measure, load_region

START = date(2022, 3, 1)


@cache
def changchun():
    """The shipped region."""
    return load_region("changchun")


@cache
def siping():
    """The shipped region with inspections."""
    return load_region("siping")


@cache
def jilin():
    """The shipped region with inspections, an economy and lending."""
    return load_region("jilin_city")


def variant(change, region=None):
    """A region (Changchun, unless told otherwise) with a changed tree: ``change(tree)`` edits a copy."""
    region = region or changchun()
    tree = deepcopy(region.tree)
    change(tree)
    return replace(region, tree=tree)


def applied(name, **options):
    """A measure as a study applies it."""
    return Applied(load_measure(name), **{"start": START, **options})


def world(region=None, **options):
    """A finished small world."""
    return small(region, **options).run()


def small(region=None, *, seed=5, scale=0.1, warm_up=20, days=80, follow_up=60, **options):
    """A small world before anything has happened."""
    return Region(
        region or changchun(),
        seed,
        start=options.pop("start", START),
        scale=scale,
        warm_up=warm_up,
        days=days,
        follow_up=follow_up,
        **options,
    )


def table_bytes(region):
    """Everything that happened, as bytes."""
    control = region.world.control[0]
    return (
        region.world.cases[: control.cases].tobytes()
        + region.world.case_paths[: control.cases].tobytes()
        + region.world.reviews[: control.reviews].tobytes()
        + region.world.applications[: control.applications].tobytes()
        + region.world.enterprises.tobytes()
        + b"".join(getattr(region.world, name)[: control[name]].tobytes() for name in OTHER_POOLS)
        + b"".join(getattr(region.world, name).tobytes() for name in OTHER_TABLES)
    )


OTHER_POOLS = ("visits", "incidents", "reports", "errands", "requests", "loans")
OTHER_TABLES = ("conduct", "neighbourhoods", "plans", "risk", "firms", "banks", "chances", "flows")


def live_tokens(region):
    """Rows of the tokens that are under way."""
    tokens = region.world.tokens
    free, number = set(), int(region.world.control[0].free_token)
    while number >= 0:
        free.add(number)
        number = int(tokens[number]["link"])
    return [number for number in range(len(tokens)) if number not in free]
