"""The future event list: a 4-ary heap for the current day, fed from one bucket for each later day.

A bucket is a chain of blocks of `BLOCK` rows, the newest first and alone not full, so that what a day holds lies side
by side in memory. Only the events of one day are ever ordered, so the cost of an event does not grow with the
population. Ties are broken by meaning, never by order of insertion: kind of event, then priority lane, then case, then
branch of the case.
"""

from sim.engine.clock import DAY
from sim.engine.jit import jit

# Kinds of event, in the order in which those of the same moment happen.
SERVICE_END = 0  # a server is done with a token
OPENING = 1  # a calendar opens; ref is the calendar
TIMER = 2  # a review has reached its limit; ref is the review
DELAY_END = 3  # a token has waited long enough
NEED = 4  # an enterprise needs something from government; ref is the enterprise
DUE = 5  # a visit falls due; ref is the visit
SIGNAL = 6  # an incident or a complaint is possible; ref is the enterprise
ERRAND = 7  # something that an enterprise has decided to do begins; ref is the errand

KIND_SHIFT = 60
LANE_SHIFT = 56
CASE_SHIFT = 16

BLOCK = 16
"""Events in a block of a bucket; the link of its first row leads to the next block."""


@jit
def event_key(kind, lane, case, branch):
    """What orders events of the same moment."""
    return (int(kind) << KIND_SHIFT) | (int(lane) << LANE_SHIFT) | (int(case) << CASE_SHIFT) | int(branch)


@jit
def _before(time_a, key_a, time_b, key_b):
    return time_a < time_b or (time_a == time_b and key_a < key_b)


@jit
def push(world, time, key, ref):
    """Put an event of the current day on the heap."""
    control, heap = world.control[0], world.heap
    if control.hole:  # the first event has just been taken and this one may take its place
        control.hole = 0
        _sift_down(world, control.heap_size, time, key, ref)
        return
    child = control.heap_size
    control.heap_size = child + 1
    while child > 0:
        parent = (child - 1) >> 2
        other = heap[parent]
        if not _before(time, key, other.time, other.key):
            break
        heap[child].time, heap[child].key, heap[child].ref = other.time, other.key, other.ref
        child = parent
    heap[child].time, heap[child].key, heap[child].ref = time, key, ref


@jit
def fill_hole(world):
    """Close the gap that the event last handled has left, if none of its consequences has."""
    control, heap = world.control[0], world.heap
    if control.hole:
        control.hole = 0
        size = control.heap_size - 1
        control.heap_size = size
        if size > 0:
            last = heap[size]
            _sift_down(world, size, last.time, last.key, last.ref)


@jit
def _sift_down(world, size, time, key, ref):
    """Let an event sink from the top of a heap of ``size`` whose top is free."""
    heap = world.heap
    parent = 0
    while True:
        first = 4 * parent + 1
        if first >= size:
            break
        best = first
        for child in range(first + 1, min(first + 4, size)):
            if _before(heap[child].time, heap[child].key, heap[best].time, heap[best].key):
                best = child
        if not _before(heap[best].time, heap[best].key, time, key):
            break
        heap[parent].time, heap[parent].key, heap[parent].ref = heap[best].time, heap[best].key, heap[best].ref
        parent = best
    heap[parent].time, heap[parent].key, heap[parent].ref = time, key, ref


@jit
def schedule(world, time, key, ref):
    """Let an event happen at ``time`` (minutes). What lies beyond the last bucket never happens."""
    control = world.control[0]
    if time < control.day_end:
        push(world, time, key, ref)
        return
    if time >= len(world.buckets) * DAY:
        return
    bucket = world.buckets[int(time / DAY)]
    place = bucket.count % BLOCK
    if place == 0:
        block = control.free_node
        control.free_node = world.nodes[block].link
        control.used_nodes += BLOCK
        world.nodes[block].link = bucket.head
        bucket.head = block
    bucket.count += 1
    node = world.nodes[bucket.head + place]
    node.time, node.key, node.ref = time, key, ref


@jit
def begin_next_day(world):
    """Move the next day's bucket onto the (empty) heap."""
    control = world.control[0]
    control.day += 1
    control.day_end = (control.day + 1) * DAY
    bucket = world.buckets[control.day]
    block, left = bucket.head, bucket.count
    while left > 0:
        rows = (left - 1) % BLOCK + 1
        for node in range(block, block + rows):
            event = world.nodes[node]
            push(world, event.time, event.key, event.ref)
        left -= rows
        following = world.nodes[block].link
        world.nodes[block].link = control.free_node
        control.free_node = block
        control.used_nodes -= BLOCK
        block = following
    bucket.head = -1
    bucket.count = 0
