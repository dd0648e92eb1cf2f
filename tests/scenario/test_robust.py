"""Whatever stands in a file: it is loaded, or refused with problems that have a place; never a traceback."""

import random
from copy import deepcopy

import pytest
import yaml

from sim.scenario import check

ODD = yaml.safe_load("""
- [null, [], {}, "", x, -1, 0, 1000000000000000000000000000000, 1.5, true, .nan, .inf, [1, 2], {a: 1}]
- ["*", title, dist, 2022-01-01, [{}], [null], [[]], {"": 1}, {x.y: {}}, {after: licence}, {by: []}]
- [{unit: {}}]
- [{value: []}, {value: {}}, {value: 3, range: [1, b]}, {value: 1, basis: 3, fact: []}]
- [{dist: lognorm}, {dist: []}, {dist: null}, {dist: norm, loc: 5}, {dist: norm, scale: -1}]
- [{dist: empirical, values: [{}]}, {dist: beta, mean: [], concentration: 3}]
""")
FILES = ["regions/small_town", "regions/market_town", "studies/small", "studies/curve", "measures/process/faster"]
FILES += ["measures/windows/more_windows"]


def spots(value, path=()):
    """The paths of all values in a plain tree."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from spots(inner, (*path, key))


def damage(tree, luck: random.Random):
    """One value replaced by something odd, or one key called otherwise."""
    path = luck.choice([path for path in spots(tree) if path])
    for key in path[:-1]:
        tree = tree[key]
    if isinstance(tree, dict) and luck.random() < 0.2:
        tree[luck.choice(["title", "value", "dist", "Ünsinn", "all", "x"])] = tree.pop(path[-1])
    else:
        tree[path[-1]] = deepcopy(luck.choice(luck.choice(ODD)))


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("name", FILES)
def test_damaged_files_never_break_the_reader(write, name, seed):
    luck = random.Random(seed)
    with open(f"tests/scenario/library/{name}.yaml", encoding="utf-8") as file:
        tree = yaml.safe_load(file)
    for _ in range(luck.choice([1, 1, 2, 4])):
        damage(tree, luck)
    path = write("damaged.yaml", yaml.safe_dump(tree, allow_unicode=True, sort_keys=False))
    assert all(problem.file and str(problem) for problem in check(path))
