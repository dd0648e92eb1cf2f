"""A town: one world of the oracle, its parts and its midnights (docs/model.md, sections 11 and 15)."""

from datetime import timedelta
from itertools import count

import pandas as pd

from sim.approvals.tables import ENTERPRISE
from tests.oracle import agenda
from tests.oracle.agenda import Agenda
from tests.oracle.clock import DAY, Calendar
from tests.oracle.draws import Draws
from tests.oracle.part import LogRow
from tests.oracle.quantiles import value
from tests.oracle.standings import Standings
from tests.oracle.station import Station

MONTH_END, ROUND = range(2)  # the order of a midnight


class Enterprise:
    """The state of an enterprise: the columns of the table, and its row."""

    __slots__ = ("row", *ENTERPRISE.names)

    def __init__(self, row: int, columns):
        self.row = row
        for name in ENTERPRISE.names:
            setattr(self, name, columns[name].item())


class Town:
    """One world. ``region`` is a Region that is never run: its tables are the parameters, at every moment those in
    force.

    ``env`` SimPy's environment; ``draws`` random numbers; ``tables`` the region's tables (to be read for parameters
    only); ``office`` the office calendar; ``stations``; ``enterprises``; ``log`` the event record; ``approvals``,
    ``inspections``, ``economy``, ``lifecycle``, ``lending`` the parts, None where the region has no such thing.
    """

    def __init__(self, region):
        self.region, self.tables = region, region.world
        self.env, self.draws = Agenda(), Draws(region.seed)
        self.log: list[LogRow] = []
        self.day_minutes = float(self.tables.control[0].day_minutes)
        self._calendars: dict[int, Calendar] = {}
        self.office = self.calendar(0)
        self._errands = count()
        numbers = count()
        self.stations = [Station(self, number, numbers) for number in range(len(self.tables.stations))]
        self.enterprises = [Enterprise(row, columns) for row, columns in enumerate(self.tables.enterprises)]
        self.standings = Standings(self)
        self.approvals = self.inspections = self.economy = self.lifecycle = self.lending = None
        self._make_parts()
        self._opening: set[int] = set()
        self._watch_calendars()

    def _make_parts(self) -> None:
        from tests.oracle.approvals import Approvals

        self.approvals = Approvals(self)
        compiled = self.region.compiled
        if compiled.inspections:
            from tests.oracle.inspections import Inspections

            self.inspections = Inspections(self)
        if compiled.economy:
            from tests.oracle.economy import Economy
            from tests.oracle.lifecycle import Lifecycle

            self.economy = Economy(self)
            self.lifecycle = Lifecycle(self)
        if compiled.lending:
            from tests.oracle.lending import Lending

            self.lending = Lending(self)

    @property
    def parts(self) -> list:
        """The parts that this region has."""
        every = self.approvals, self.inspections, self.economy, self.lifecycle, self.lending
        return [part for part in every if part is not None]

    # ------------------------------------------------------------------------------------- looking

    @property
    def now(self) -> float:
        """Minutes since the first midnight."""
        return self.env.now

    @property
    def today(self):
        """The calendar date."""
        return self.region.first_day + timedelta(days=int(self.now // DAY))

    def quantile(self, table: int, u: float) -> float:
        """Q(dist, u), dist by the number of its table."""
        return value(self.tables.tables[int(table)], u)

    def draw(self, enterprise, serial: int, purpose: int, subject: int = 0, occurrence: int = 0) -> float:
        """u(key of the enterprise, serial, purpose, subject, occurrence)."""
        return self.draws.uniform(enterprise.key, serial, purpose, subject, occurrence)

    def calendar(self, number: int) -> Calendar:
        """A calendar by its number; measures may add some."""
        if number not in self._calendars:
            first, last = self.tables.days[number, 0], self.tables.days[number, -1]
            self._calendars[number] = Calendar([(row[0], row[1]) for row in self.tables.intervals[first:last]])
        return self._calendars[number]

    def next_errand(self) -> int:
        """The number of the next errand or request: they are numbered together, as they are decided upon."""
        return next(self._errands)

    # ------------------------------------------------------------------------------------- running

    def run(self) -> "Town":
        """The whole horizon."""
        self.env.process(self._rounds())
        if self.economy:
            self.env.process(self._month_ends())
        self.approvals.begin()
        self.env.run_before(self.region.horizon)
        return self

    def _month_ends(self):
        """The month that ends is closed before the midnight's round (docs/economy.md, section 6)."""
        first, number = self.region.first_day, 0
        while True:
            following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
            yield self.env.midnight((following - self.region.first_day).days * DAY, MONTH_END)
            self.economy.close_month(first, following)
            first, number = following, number + 1

    def _rounds(self):
        """The round of every midnight (section 11)."""
        self._change_values(self.region.first_day)
        if self.inspections:
            self.inspections.begin()
        changes = set(self.region.levers.dates_of_change(self.region.last_day))
        while True:
            yield self.env.midnight((self.now // DAY + 1) * DAY, ROUND)
            today = self.today
            for part in self.parts:
                part.end_day()
            if today.day == 1 and today.month % 3 == 1:
                self.standings.close_quarter()
            if today in changes:
                self._change_values(today)
            if today.day == 1:
                self.approvals.look_at_backlogs()
            if self.inspections:
                self.inspections.midnight(today)

    # ------------------------------------------------------------------------------------- measures

    def _change_values(self, today) -> None:
        """The values of a day are written into the tables (section 14); stations act on what concerns them."""
        self.region.levers.apply(today)
        self.adopt_parameters()
        if self.lending:
            self.lending.values_changed()

    def adopt_parameters(self) -> None:
        """Stations take over servers, hours and disciplines now in force: who gives serves at once, then those who
        stand where nobody serves any more go elsewhere."""
        self._watch_calendars()
        for station in self.stations:
            if station.adopt_parameters():
                station.serve_waiting()
        self.approvals.move_on()

    def _watch_calendars(self) -> None:
        for number in range(len(self.tables.days)):
            if number not in self._opening:
                self._opening.add(number)
                self.env.process(self._openings(number))

    def _openings(self, number: int):
        """When a calendar opens its stations serve, in order of their numbers."""
        calendar = self.calendar(number)
        opening = calendar.next_opening(self.now)
        while opening < float("inf"):
            yield self.env.moment(opening, agenda.CALENDAR_OPENS, 0, number, 0)
            for station in self.stations:
                if number in (station.calendar_number, station.gate_number):
                    station.serve_waiting()
            opening = calendar.opening_after(self.now)

    # ---------------------------------------------------------------------------------- reading out

    def frames(self) -> dict[str, pd.DataFrame]:
        """What happened, as frames named after the engine's tables."""
        frames = {
            "stations": pd.DataFrame([{name: getattr(one, name) for name in STATION_COLUMNS} for one in self.stations]),
            "enterprises": pd.DataFrame(
                [{name: getattr(one, name) for name in ENTERPRISE.names} for one in self.enterprises]
            ),
        }
        frames["ratings"] = self.standings.frame()
        for part in self.parts:
            frames |= part.frames()
        return frames


STATION_COLUMNS = (
    "servers",
    "busy",
    "speed",
    "discipline",
    "length",
    "arrivals",
    "started",
    "served",
    "reneged",
    "moved_out",
    "work",
    "wait_total",
    "wait_open",
    "renege_total",
    "queue_area",
)
