"""The future event list: order of time, ties by meaning, events of later days."""

import random

import numpy as np

from sim.engine.events import (
    DELAY_END,
    KIND_SHIFT,
    NEED,
    OPENING,
    SERVICE_END,
    TIMER,
    begin_next_day,
    event_key,
    fill_hole,
    push,
    schedule,
)
from sim.region.network import Network


def empty():
    """A world in which nothing is scheduled."""
    network = Network({"dist": "constant", "value": 1e9}, [(1, {"dist": "constant", "value": 1.0})], minutes=5 * 1440)
    network.world.control[0].heap_size = 0
    return network.world


def taken(world):
    """All events of the day in the order in which they come off the heap."""
    while world.control[0].heap_size > 0:
        first = world.heap[0]
        yield float(first.time), int(first.key), int(first.ref)
        world.control[0].hole = 1
        fill_hole(world)


def test_events_come_in_the_order_of_time_and_then_of_meaning():
    world = empty()
    keys = [
        (float(time), event_key(kind, lane, case, branch))
        for time in (5, 7)
        for kind in (SERVICE_END, OPENING, TIMER, DELAY_END, NEED)
        for lane in (0, 1)
        for case in (3, 4_000_000_000)
        for branch in (1, 300)
    ]
    shuffled = keys.copy()
    random.Random(4).shuffle(shuffled)
    for number, (time, key) in enumerate(shuffled):
        push(world, time, key, number)
    found = [(time, key) for time, key, _ in taken(world)]
    assert found == keys, "kind, lane, case, branch, each counts more than the next"
    assert [key >> KIND_SHIFT for _, key in found[:16:8]] == [SERVICE_END, OPENING]


def test_an_event_pushed_while_another_is_handled_takes_its_place():
    world = empty()
    numbers = np.random.default_rng(2).uniform(0, 1000, 300)
    for number, time in enumerate(numbers[:100]):
        push(world, time, number, number)
    last, waiting = -1.0, list(numbers[100:])
    seen = []
    while world.control[0].heap_size > 0:
        time = float(world.heap[0].time)
        assert time >= last
        last = time
        seen.append(time)
        world.control[0].hole = 1
        if waiting:
            later = time + waiting.pop()
            push(world, later, 0, 0)
        fill_hole(world)
    assert len(seen) == 300


def test_events_of_later_days_wait_in_their_buckets():
    world = empty()
    times = np.random.default_rng(3).uniform(0, 4 * 1440, 200)
    for number, time in enumerate(times):
        schedule(world, float(time), event_key(NEED, 0, number, 0), number)
    schedule(world, 1e9, event_key(NEED, 0, 0, 0), 0)  # beyond the horizon: never
    found = [ref for _, _, ref in taken(world)]
    for _ in range(4):
        begin_next_day(world)
        found += [ref for _, _, ref in taken(world)]
    assert found == list(np.argsort(times))
