"""The world: NumPy tables, which are the whole state of a simulation.

Tables of records read like objects (``world.cases[c].visits``), compiled or not. Pools (tokens, events, cases,
applications, reviews, log) have a capacity; when the core says that one is FULL, :func:`run_until` doubles it and goes
on.
"""

import numpy as np

from sim.approvals import tables as approvals
from sim.economy import tables as economy
from sim.engine import tables as engine
from sim.engine.advance import FULL, advance, room_is_low
from sim.engine.clock import DAY
from sim.engine.events import BLOCK
from sim.engine.handle import Tables
from sim.engine.stations import LANES, NO_GATE
from sim.engine.tokens import COMPONENTS
from sim.inspections import tables as inspections
from sim.lending import tables as lending

REGULAR_MARGIN = 256
"""Rows that one event may need in a pool: a case of 60 items with all its applications, reviews and log rows."""


class World(Tables):
    """All tables; their columns stand in the files tables.py of sim/engine, sim/approvals, sim/inspections.

    Tables that are no records: ``intervals`` (intervals, 3): opening, closing, minutes worked before; ``days``
    (calendars, days + 1): first interval of the day; ``cursors``
    (calendars): the present one; ``tables`` (distributions, NODES): quantiles; ``paths`` (tokens,
    components) and ``case_paths`` (cases, components): minutes; ``demand`` (sectors, sizes, procedures): cumulative
    needs a minute. Of inspections: ``coverage`` (bodies, sectors): planned visits a year; ``odds`` (areas, sectors): of
    a violation; ``hazards`` (sectors, 2 areas): cumulative possible incidents and complaints a minute, area by area;
    ``responsible`` (sectors, areas): the body in charge; ``stakes`` (sizes, 3): stake, frequency, effort; ``risk``
    (enterprises, areas): probability of a violation; ``corrected`` (enterprises, areas): until when put right;
    ``experience`` (bodies, sectors, 2 districts): checks and findings; ``register``: enterprises by sector, each
    sector's first at ``register_first``.
    """


EMPTY = {
    "enterprises": approvals.ENTERPRISE,
    "cases": approvals.CASE,
    "applications": approvals.APPLICATION,
    "reviews": approvals.REVIEW,
    "items": approvals.ITEM,
    "procedures": approvals.PROCEDURE,
    "stages": approvals.STAGE,
    "routes": approvals.ROUTE,
    "halls": approvals.HALL,
    "departments": approvals.DEPARTMENT,
    "behaviour": approvals.BEHAVIOUR,
    "areas": inspections.AREA,
    "bodies": inspections.BODY,
    "conduct": inspections.CONDUCT,
    "neighbourhoods": inspections.NEIGHBOURHOOD,
    "visits": inspections.VISIT,
    "incidents": inspections.INCIDENT,
    "reports": inspections.REPORT,
    "plans": inspections.PLAN,
    "errands": approvals.ERRAND,
    "requests": lending.REQUEST,
    "loans": lending.LOAN,
    "banks": lending.BANK,
    "products": lending.PRODUCT,
    "platforms": lending.PLATFORM_ROW,
    "firms": economy.FIRM,
    "firm_sizes": economy.FIRM_SIZE,
    "firm_sectors": economy.FIRM_SECTOR,
    "register": inspections.ENTRY,
    "register_first": np.int64,
}

POOLS = ("applications", "reviews", "visits", "incidents", "reports", "errands", "requests", "loans")
"""Pools that are nothing but rows in order; CONTROL counts those in use under the same name."""

EMPTY_GRIDS = {
    "customers_of": (2, np.float64),
    "flows": (1, np.float64),
    "audit": (2, np.float64),
    "claims": (2, np.float64),
    "counts": (1, np.int64),
    "wanted": (1, np.float64),
    "stopping": (1, np.float64),
    "buyers": (1, np.int64),
    "buyers_first": (1, np.int64),
    "scratch": (1, np.float64),
    "product_sizes": (2, np.float64),
    "product_sectors": (2, np.float64),
    "platform_sizes": (2, np.float64),
    "platform_banks": (1, np.int64),
    "aided": (2, np.float64),
    "owning": (2, np.float64),
    "chances": (2, np.float64),
    "answers": (3, np.float64),
    "request_paths": (2, np.float64),
    "demand": (3, np.float64),
    "coverage": (2, np.float64),
    "odds": (2, np.float64),
    "hazards": (2, np.float64),
    "responsible": (2, np.int64),
    "stakes": (2, np.float64),
    "risk": (2, np.float64),
    "corrected": (2, np.float64),
    "experience": (3, np.float64),
}


def linked(count: int, dtype: np.dtype, first: int = 0, block: int = 1) -> np.ndarray:
    """``count`` free rows numbered from ``first``, each block of them linked to the next; the last link is -1."""
    rows = np.zeros(count, dtype=dtype)
    rows["link"][::block] = np.arange(first + block, first + count + block, block)
    rows["link"][-block] = -1
    return rows


def build_stations(servers, *, speeds=None, calendars=None, disciplines=None) -> tuple[np.ndarray, np.ndarray]:
    """The tables ``stations`` and ``lanes`` for so many servers each."""
    stations = np.zeros(len(servers), dtype=engine.STATION)
    stations["servers"] = servers
    stations["speed"] = 1.0 if speeds is None else speeds
    stations["calendar"] = 0 if calendars is None else calendars
    stations["discipline"] = 0 if disciplines is None else disciplines
    stations["root"] = -1
    stations["gate"] = NO_GATE
    lanes = np.full(len(servers) * LANES, -1, dtype=np.int64)
    rows = np.zeros(len(servers) * LANES, dtype=engine.LANE)
    rows["head"] = rows["tail"] = lanes
    return stations, rows


def build_world(
    *,
    seed: int,
    days: int,
    intervals: np.ndarray,
    calendar_days: np.ndarray,
    tables: np.ndarray,
    steps: np.ndarray,
    stations: np.ndarray,
    lanes: np.ndarray,
    log: bool = False,
    **given: np.ndarray,
) -> World:
    """A world at time 0 with empty pools. ``given`` are further tables by name; those left out are empty.

    ``seed`` is a 64-bit number, ``days`` the horizon beyond which nothing happens.
    """
    control = np.zeros(1, dtype=engine.CONTROL)
    control["day"] = 0
    control["day_end"] = DAY
    control["seed0"], control["seed1"] = seed & 0xFFFFFFFF, seed >> 32 & 0xFFFFFFFF
    control["log_on"] = log
    control["day_minutes"] = DAY
    room = 4 * _margin(stations)
    buckets = np.zeros(days, dtype=engine.BUCKET)
    buckets["head"] = -1
    tables_by_name = {name: np.zeros(0, dtype=dtype) for name, dtype in EMPTY.items()}
    tables_by_name |= {name: np.zeros((0,) * axes, dtype) for name, (axes, dtype) in EMPTY_GRIDS.items()}
    tables_by_name["inspecting"] = np.zeros(1, dtype=inspections.INSPECTING)
    tables_by_name["economy"] = np.zeros(1, dtype=economy.ECONOMY)
    tables_by_name["credit"] = np.zeros(1, dtype=lending.CREDIT)
    for name in ("cases", *POOLS):
        tables_by_name[name] = np.zeros(room, dtype=EMPTY[name])
    tables_by_name["case_paths"] = np.zeros((room, len(COMPONENTS)))
    tables_by_name.update(given)
    world = World(
        control=control,
        intervals=intervals,
        days=calendar_days,
        cursors=calendar_days[:, 0].astype(np.int64),
        tables=tables,
        steps=steps,
        heap=np.zeros(room, dtype=engine.EVENT),
        buckets=buckets,
        nodes=linked(room * BLOCK, engine.NODE, block=BLOCK),
        stations=stations,
        lanes=lanes,
        tokens=linked(room, engine.TOKEN),
        paths=np.zeros((room, len(COMPONENTS))),
        log=np.zeros(room if log else 0, dtype=engine.LOG),
        **tables_by_name,
    )
    set_margin(world)
    return world


def _margin(stations: np.ndarray) -> int:
    return REGULAR_MARGIN + int(stations["servers"].sum())


def set_margin(world: World) -> None:
    """Keep room for what one event may need at most: when doors open, every server may begin a service."""
    world.control[0].margin = _margin(world.stations)
    while room_is_low(world):
        grow(world)


def doubled(rows: np.ndarray) -> np.ndarray:
    """A pool of twice the size."""
    larger = np.zeros((2 * len(rows), *rows.shape[1:]), dtype=rows.dtype)  # memory that nobody touches costs nothing
    larger[: len(rows)] = rows
    return larger


def _more_linked(rows: np.ndarray, free: int, block: int = 1) -> tuple[np.ndarray, int]:
    """Twice the rows; the new ones stand before those that were still free."""
    fresh = linked(len(rows), rows.dtype, len(rows), block)
    fresh["link"][-block] = free
    return np.concatenate([rows, fresh]), len(rows)


def grow(world: World) -> None:
    """Make room again in every pool that has run low."""
    control = world.control[0]
    margin = int(control.margin)
    due = int(world.buckets[min(control.day + 1, len(world.buckets) - 1)]["count"])
    while max(int(control.heap_size), due) + margin > len(world.heap):
        world.replace(heap=doubled(world.heap))
    if control.live_tokens + margin > len(world.tokens):
        tokens, control.free_token = _more_linked(world.tokens, control.free_token)
        world.replace(tokens=tokens, paths=doubled(world.paths))
    if control.used_nodes + margin * BLOCK > len(world.nodes):
        nodes, control.free_node = _more_linked(world.nodes, control.free_node, BLOCK)
        world.replace(nodes=nodes)
    if control.cases + margin > len(world.cases):
        world.replace(cases=doubled(world.cases), case_paths=doubled(world.case_paths))
    for name in POOLS:
        if control[name] + margin > len(getattr(world, name)):
            world.replace(**{name: doubled(getattr(world, name))})
    _keep_paths(world)
    if control.log_on and control.log_size + margin > len(world.log):
        world.replace(log=doubled(world.log))


def make_room(world: World, events: int) -> None:
    """Make room for so many more scheduled events."""
    control = world.control[0]
    begun = BLOCK * (len(world.buckets) + int(control.margin))  # a block of each day may be not full
    while control.used_nodes + events + begun > len(world.nodes):
        nodes, control.free_node = _more_linked(world.nodes, control.free_node, BLOCK)
        world.replace(nodes=nodes)
    while control.heap_size + events + int(control.margin) > len(world.heap):
        world.replace(heap=doubled(world.heap))


def make_room_for_errands(world: World, errands: int) -> None:
    """Make room for so many more errands and requests."""
    make_room(world, errands)
    control = world.control[0]
    for name in ("errands", "requests"):
        while control[name] + errands + int(control.margin) > len(getattr(world, name)):
            world.replace(**{name: doubled(getattr(world, name))})
    _keep_paths(world)


def _keep_paths(world: World) -> None:
    """Every request has a row for its time."""
    if len(world.request_paths) < len(world.requests):
        paths = np.zeros((len(world.requests), world.request_paths.shape[1]))
        paths[: len(world.request_paths)] = world.request_paths
        world.replace(request_paths=paths)


def run_until(world: World, until: float) -> None:
    """Let everything happen that happens before ``until`` (minutes), growing pools as needed."""
    while advance(world, until) == FULL:
        grow(world)
