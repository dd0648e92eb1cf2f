"""The generic core's tables: what a row of each holds. Times are minutes since the first midnight."""

import numpy as np


def table(*fields: tuple[str, str] | tuple[str, str, tuple[int, ...]]) -> np.dtype:
    """A record dtype whose rows read like objects, compiled or not."""
    return np.dtype((np.record, list(fields)))


CONTROL = table(
    ("now", "f8"),
    ("day", "i8"),  # number of the current day
    ("day_end", "f8"),
    ("heap_size", "i8"),
    ("hole", "i8"),  # the top of the heap is an event that is being handled
    ("free_node", "i8"),
    ("used_nodes", "i8"),
    ("free_token", "i8"),
    ("live_tokens", "i8"),
    ("cases", "i8"),  # rows in use
    ("applications", "i8"),
    ("reviews", "i8"),
    ("visits", "i8"),
    ("incidents", "i8"),
    ("reports", "i8"),
    ("errands", "i8"),
    ("requests", "i8"),
    ("loans", "i8"),
    ("log_on", "i8"),
    ("log_size", "i8"),
    ("margin", "i8"),  # rows that a single event may need in any pool
    ("events", "i8"),  # handled so far
    ("seed0", "u8"),
    ("seed1", "u8"),
    ("spawned", "i8"),  # tokens of no case: arrivals, departures and their time in the network
    ("ended", "i8"),
    ("sojourn", "f8"),
    ("closed_cases", "i8"),
    ("day_minutes", "f8"),  # office minutes of a regular working day
)

EVENT = table(("time", "f8"), ("key", "i8"), ("ref", "i8"))
NODE = table(("time", "f8"), ("key", "i8"), ("ref", "i8"), ("link", "i8"))
BUCKET = table(("head", "i8"), ("count", "i8"))
LANE = table(("head", "i8"), ("tail", "i8"))

STATION = table(
    ("servers", "i8"),
    ("busy", "i8"),
    ("speed", "f8"),  # minutes of work done in one minute
    ("calendar", "i8"),
    ("gate", "i8"),  # calendar in which the regular lane is served; -1: whenever the doors are open
    ("through", "i8"),  # 1: a service that has begun goes on without a break, also beyond closing
    ("discipline", "i8"),
    ("length", "i8"),  # tokens waiting
    ("root", "i8"),  # heap of those, under the deadline discipline
    ("arrivals", "i8"),
    ("started", "i8"),
    ("served", "i8"),
    ("reneged", "i8"),  # left unserved because their case was closed
    ("moved_out", "i8"),
    ("work", "f8"),  # minutes of service begun
    ("wait_total", "f8"),  # minutes waited by those served, around the clock
    ("wait_open", "f8"),  # the same in the station's open hours
    ("renege_total", "f8"),
    ("queue_area", "f8"),  # integral of length over time
    ("changed", "f8"),
)

TOKEN = table(
    ("link", "i8"),  # next in queue, or next free
    ("left", "i8"),
    ("right", "i8"),
    ("case", "i8"),
    ("step", "i8"),
    ("station", "i8"),
    ("lane", "i8"),
    ("agent", "i8"),  # key of the random numbers
    ("serial", "i8"),  # number of the case, which orders what happens at once
    ("branch", "i8"),  # which part of the case
    ("attempt", "i8"),  # how often it has come back
    ("fresh", "i8"),
    ("rework", "i8"),
    ("follow_up", "i8"),  # goes on after its case is closed
    ("withdrawn", "i8"),
    ("application", "i8"),
    ("review", "i8"),
    ("visit", "i8"),
    ("report", "i8"),  # a complaint about an enterprise
    ("request", "i8"),  # for a loan
    ("born", "f8"),
    ("since", "f8"),  # last booking of time
    ("since_worked", "f8"),
    ("started", "f8"),  # last start of service
    ("amount", "f8"),  # minutes of the service or delay to come
    ("due", "f8"),
    ("expires", "f8"),  # leaves unserved if its turn comes after this moment
)

LOG = table(
    ("time", "f8"),
    ("case", "i4"),
    ("visit", "i4"),
    ("serial", "i8"),
    ("branch", "i4"),
    ("review", "i4"),
    ("report", "i4"),
    ("request", "i4"),
    ("activity", "i4"),
    ("station", "i4"),
    ("lifecycle", "i4"),
)
