"""The loop: take the next event, let its token walk on until it has to wait, and again.

Here the generic core meets what is modelled: the rulebook is the only thing it imports from outside the engine.
"""

import math

from sim.engine.clock import finish_from_now, next_opening
from sim.engine.draws import quantile, to_tick, uniform
from sim.engine.events import (
    BLOCK,
    DELAY_END,
    DUE,
    ERRAND,
    KIND_SHIFT,
    NEED,
    OPENING,
    SERVICE_END,
    SIGNAL,
    TIMER,
    begin_next_day,
    event_key,
    fill_hole,
    schedule,
)
from sim.engine.jit import inlined, jit
from sim.engine.log import COMPLETE, START, record
from sim.engine.routes import CHANCE, DECIDE, DELAY, GOTO, SERVE, SPAWN
from sim.engine.stations import arrive, complete, open_calendar
from sim.engine.tokens import account, is_withdrawn, launch, new_token, retire
from sim.rulebook.decide import arise, decide, fall_due, limit_reached, set_about, signalled

DONE = 0
FULL = 1  # a pool has run low: grow it and call again


@jit
def _draw(world, token, table):
    control = world.control[0]
    u = uniform(control.seed0, control.seed1, token.agent, token.serial, token.step, 0, token.attempt)
    return to_tick(quantile(world.tables, table, u))


@jit
def _wait(world, number):
    """Begin a delay; True if it takes no time at all."""
    control, token = world.control[0], world.tokens[number]
    step = world.steps[token.step]
    if step.table >= 0:
        token.amount = _draw(world, token, step.table)
    if token.amount <= 0.0:
        return True
    if step.calendar >= 0:
        end = finish_from_now(world, step.calendar, token.amount)
    else:
        end = control.now + token.amount
    if control.log_on:
        record(world, number, step.activity, -1, START)
    schedule(world, end, event_key(DELAY_END, token.lane, token.serial, token.branch), number)
    return False


@jit
def walk(world, number):
    """Let a token go from step to step until it waits or leaves."""
    control, token = world.control[0], world.tokens[number]
    while True:
        step = world.steps[token.step]
        if step.op == DECIDE:
            following = decide(world, number, step.rule)
            if following < 0:
                retire(world, number)
                return
            token.step = following
        elif step.op == SERVE:
            if step.table >= 0:
                token.amount = _draw(world, token, step.table)
            arrive(world, step.station if step.station >= 0 else token.station, number)
            return
        elif step.op == DELAY:
            if not _wait(world, number):
                return
            token.step += 1
        elif step.op == CHANCE:
            u = uniform(control.seed0, control.seed1, token.agent, token.serial, token.step, 0, token.attempt)
            if u < step.chance:
                token.attempt += 1
                token.step = step.target
            else:
                token.step += 1
        elif step.op == SPAWN:
            token.attempt += 1
            fresh = new_token(world, -1, step.target)
            control.spawned += 1
            world.tokens[fresh].serial = control.spawned
            world.tokens[fresh].lane = token.lane
            launch(world, fresh)
            token.step += 1
        elif step.op == GOTO:
            token.step = step.target
        else:
            control.ended += 1
            control.sojourn += control.now - token.born
            retire(world, number)
            return


@inlined
def _go_on(world, number):
    """The token has been served or has waited: its next step, unless nobody waits for it any more."""
    if is_withdrawn(world, number):
        retire(world, number)
        return
    world.tokens[number].step += 1
    walk(world, number)


@inlined
def _end_delay(world, number):
    token = world.tokens[number]
    if token.withdrawn:  # silence has decided meanwhile: the wait was cut short
        retire(world, number)
        return
    step = world.steps[token.step]
    if token.fresh:
        token.fresh = 0
        if is_withdrawn(world, number):
            retire(world, number)
        else:
            walk(world, number)
        return
    account(world, number, step.rework_component if token.rework else step.waiting_component)
    if world.control[0].log_on:
        record(world, number, step.activity, -1, COMPLETE)
    _go_on(world, number)


@inlined
def _handle(world, kind, ref):
    control = world.control[0]
    if kind == SERVICE_END:
        complete(world, ref)
        _go_on(world, ref)
    elif kind == DELAY_END:
        _end_delay(world, ref)
    elif kind == OPENING:
        open_calendar(world, ref)
        opening = next_opening(world, ref, control.now)
        if opening < math.inf:
            schedule(world, opening, event_key(OPENING, 0, ref, 0), ref)
    elif kind == NEED:
        arise(world, ref)
    elif kind == TIMER:
        limit_reached(world, ref)
    elif kind == DUE:
        fall_due(world, ref)
    elif kind == SIGNAL:
        signalled(world, ref)
    elif kind == ERRAND:
        set_about(world, ref)


@jit
def room_is_low(world):
    """Whether one more event might not find room in some pool."""
    control = world.control[0]
    margin = control.margin
    return (
        control.live_tokens + margin > len(world.tokens)
        or control.heap_size + margin > len(world.heap)
        or control.used_nodes + margin * BLOCK > len(world.nodes)
        or control.cases + margin > len(world.cases)
        or control.applications + margin > len(world.applications)
        or control.reviews + margin > len(world.reviews)
        or control.visits + margin > len(world.visits)
        or control.incidents + margin > len(world.incidents)
        or control.reports + margin > len(world.reports)
        or control.errands + margin > len(world.errands)
        or control.requests + margin > len(world.requests)
        or control.loans + margin > len(world.loans)
        or (control.log_on and control.log_size + margin > len(world.log))
    )


@jit
def advance(world, until):
    """Handle all events before ``until`` (minutes); DONE, or FULL when a pool must grow first."""
    control = world.control[0]
    while True:
        fill_hole(world)
        if control.heap_size > 0:
            first = world.heap[0]
            if first.time >= until:
                control.now = until
                return DONE
            if room_is_low(world):
                return FULL
            control.now = first.time
            kind, ref = first.key >> KIND_SHIFT, first.ref
            control.hole = 1
            control.events += 1
            _handle(world, kind, ref)
        else:
            if control.day_end >= until or control.day + 1 >= len(world.buckets):
                control.now = until
                return DONE
            if world.buckets[control.day + 1].count + control.margin > len(world.heap):
                return FULL
            begin_next_day(world)
