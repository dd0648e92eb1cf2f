"""Where samples are counted: names of symbols, ranges of memory, parts of the house."""

from collections import Counter

from benchmarks.sampling import function, names
from benchmarks.shares import OTHER, by_part, part_of


def test_a_symbol_of_numba_is_the_function_it_was_made_of():
    assert function("_ZN3sim6engine7advance4walkB3v57B54c8tJTIeFIjxB2IKSg") == "sim.engine.advance.walk"
    assert function("_ZN7cpython3sim6engine7advance7advanceB4v445") == "cpython.sim.engine.advance.advance"
    assert function("memcpy") == "memcpy"


def test_places_are_named_by_the_first_list_that_knows_them():
    compiled = [(100, 150, "walk"), (150, 180, "draw")]
    files = [(0, 1000, "libc.so.6")]
    assert list(names([100, 149, 150, 180, 999, 1000], compiled, files)) == [
        "walk", "walk", "draw", "libc.so.6", "libc.so.6", "?",
    ]  # fmt: skip


def test_a_function_belongs_to_the_first_part_that_claims_it():
    assert part_of("sim.engine.advance._draw") == "keyed draws"
    assert part_of("sim.engine.advance.walk") == "loop and steps"
    assert part_of("sim.approvals.review.judge") == "approvals: review"
    assert part_of("sim.approvals.planner.x") == "approvals: the rest"
    assert part_of("libm.so.6") == OTHER


def test_no_sample_is_lost():
    notes = Counter({"sim.engine.events.push": 3, "sim.engine.events.pop": 2, "libm.so.6": 1})
    assert by_part(notes) == {"event list": 5, OTHER: 1}
