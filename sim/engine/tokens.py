"""Tokens: the moving parts of a case. Each carries the time decomposition of its own path.

A token that splits hands a copy of its path to its parts; the last part to be ready starts what waits for all of them
and its path lives on. So the path of a finished case is its critical path, and its components sum to its elapsed time.
"""

import math

from sim.engine.clock import OFFICE, worked_by_now
from sim.engine.events import DELAY_END, event_key, schedule
from sim.engine.jit import jit

# Components of the time decomposition (columns of world.paths and world.case_paths).
PREPARATION = 0
TRAVEL = 1
QUEUE_WINDOW = 2
WINDOW_SERVICE = 3
OFF_HOURS = 4
QUEUE_REVIEW = 5
REVIEW_EFFORT = 6
OUTSIDE_WAIT = 7
PACING = 8
REWORK = 9
SUPPLEMENT = 10
DELIVERY = 11
COMPONENTS = (
    "preparation",
    "travel",
    "queue_window",
    "window_service",
    "off_hours",
    "queue_review",
    "review_effort",
    "outside_wait",
    "pacing",
    "rework",
    "supplement",
    "delivery",
)


@jit
def new_token(world, case, step):
    """A fresh token of ``case`` (-1: of none) that will begin at ``step`` once it is launched."""
    control = world.control[0]
    number = control.free_token
    token = world.tokens[number]
    control.free_token = token.link
    control.live_tokens += 1
    token.case, token.step = case, step
    token.left = token.right = token.review = token.application = token.visit = token.report = token.request = -1
    token.agent = token.serial = token.branch = 0
    token.attempt = token.rework = token.follow_up = token.withdrawn = 0
    token.fresh = 1
    token.born = control.now
    token.station, token.lane = -1, 0
    token.amount, token.due, token.expires = 0.0, 0.0, math.inf
    token.since = control.now
    token.since_worked = worked_by_now(world, OFFICE)
    for component in range(len(COMPONENTS)):
        world.paths[number, component] = 0.0
    token.link = -1
    return number


@jit
def launch(world, number):
    """Let a new token take its first step: an event of this moment, ordered by meaning like all others."""
    token = world.tokens[number]
    schedule(world, world.control[0].now, event_key(DELAY_END, token.lane, token.serial, token.branch), number)


@jit
def split(world, parent, step):
    """A new token of the parent's case that inherits the parent's path."""
    number = new_token(world, world.tokens[parent].case, step)
    token = world.tokens[number]
    token.agent, token.serial = world.tokens[parent].agent, world.tokens[parent].serial
    token.lane = world.tokens[parent].lane
    for component in range(len(COMPONENTS)):
        world.paths[number, component] = world.paths[parent, component]
    return number


@jit
def retire(world, number):
    """Give the token back to the pool."""
    control = world.control[0]
    world.tokens[number].link = control.free_token
    world.tokens[number].case = -1
    control.free_token = number
    control.live_tokens -= 1


@jit
def account(world, number, component):
    """Book the time since the last booking: office hours to ``component``, the rest to off-hours."""
    token = world.tokens[number]
    now = world.control[0].now
    total = worked_by_now(world, OFFICE)
    working = total - token.since_worked
    world.paths[number, component] += working
    world.paths[number, OFF_HOURS] += (now - token.since) - working
    token.since, token.since_worked = now, total


@jit
def is_withdrawn(world, number):
    """Whether nobody waits for this token any more: its case is closed, or silence has decided it."""
    token = world.tokens[number]
    if token.withdrawn:
        return True
    return token.case >= 0 and not token.follow_up and world.cases[token.case].closed != 0
