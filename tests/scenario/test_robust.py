"""Whatever stands in a file: it is loaded, or refused with problems that have a place; never a traceback."""

import random
import time
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


TOWN = "region: town\nextends: small_town\n"
LONG = {
    "rows without a value": TOWN + "items:\n" + "".join(f"  k{n}:\n" for n in range(20_000)),
    "rows of a wrong kind": TOWN + "items:\n" + "".join(f"  k{n}: 1\n" for n in range(20_000)),
    "unknown departments": TOWN
    + "items:\n"
    + "".join(f"  k{n}: {{department: d{n}}}\n" for n in range(5000)),
    "one measure again and again": "study: a\nregion: small_town\nstart: 2022-01-01\ndays: 9\nreform: ["
    + "faste, " * 20_000 + "]\n",
    "a number without end": TOWN + "population: {enterprises: " + "1" * 300_000 + "!}\n",
    "a number of many parts": TOWN + "population: {enterprises: " + "1_" * 300_000 + "!}\n",
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_long_files_are_refused_soon(write, text):
    """The time grows with the length of a file, and not with its square."""
    path = write("long.yaml", text)
    begun = time.process_time()
    problems = check(path)
    assert problems
    assert time.process_time() - begun < 20


@pytest.mark.parametrize("name", ["~nobody_called_so/x.yaml", "x" * 300 + ".yaml", "a\0b.yaml", "", ".", "/dev/zero"])
def test_what_no_file_is_called_is_no_file(name):
    (problem,) = check(name)
    assert "found no such file, expected a file that exists" in str(problem)
    assert str(problem).isprintable()
