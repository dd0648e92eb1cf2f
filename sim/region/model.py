"""Region: one world that can be stepped, observed, changed by policies, and read out."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import mesa

from agents.department import Department
from agents.enterprise import Enterprises
from sim.engine.clock import DAY
from sim.region import policy
from sim.region.compile import Compiler
from sim.region.inspectorate import Inspectorate
from sim.region.levers import Levers
from sim.region.records import Records, event_log
from sim.region.stations import StationBook
from sim.region.world import run_until
from sim.region.writing import Writer
from sim.scenario import value_at


class Region(mesa.Model):
    """One world of a scenario.

    Parameters
    ----------
    scenario: the resolved region (:func:`sim.scenario.load_region`).
    seed: 64-bit number; with the scenario it fixes everything that happens.
    start: first day of the cohort whose cases are studied.
    measures: what is applied (:class:`sim.scenario.Applied`); those without a start begin with the cohort.
    scale: share of population and capacity that is simulated, 0 < scale <= 1; below 1 waits are approximate.
    warm_up, days, follow_up: days before the cohort, of the cohort, and after it for its cases to finish.
    log: whether to keep the event record.

    ``step()`` is one day, ``run()`` the rest of the horizon; ``add_policy`` adds a SimPy process; ``records()`` reads
    out. Raises ScenarioError if the scenario cannot be simulated.
    """

    def __init__(
        self,
        scenario,
        seed: int = 0,
        *,
        start: date = date(2022, 1, 1),
        measures: Iterable = (),
        scale: float = 1.0,
        warm_up: int = 0,
        days: int = 365,
        follow_up: int = 0,
        log: bool = False,
    ):
        super().__init__(seed=seed)
        self.scenario, self.seed, self.scale = scenario, seed, scale
        self.start, self.days = start, days
        self.warm_up, self.follow_up = warm_up, follow_up
        self.first_day = start - timedelta(days=warm_up)
        total = warm_up + days + follow_up
        self.last_day = self.first_day + timedelta(days=total - 1)
        self.horizon = total * DAY
        self.compiled = Compiler(
            scenario.tree, seed=seed, first=self.first_day, days=total, scale=scale, log=log
        )
        self.writer = Writer(self.compiled)
        self.levers = Levers(scenario.tree, measures, start, self.writer)
        self.book = StationBook(self.compiled, warm_up * DAY, (warm_up + days) * DAY)
        self.daily: list[tuple] = []
        self._totals = (0, 0)
        for name, entry in scenario.tree["departments"].items():
            Department(self, name, entry["title"])
        # Mesa counts agents in a class-level dictionary that keeps every model alive; this one has its agents.
        mesa.Agent._ids.pop(self, None)
        self.datacollector = mesa.DataCollector(
            model_reporters={
                "date": "date",
                "open_cases": "open_cases",
                "backlog_reviews": "backlog_reviews",
                "queue_windows": "queue_windows",
            }
        )
        self.compiled.schedule_first_needs()
        self.admonished: list[str] = []  # departments, after the last quarter
        self.inspectorate = Inspectorate(self) if self.compiled.inspections else None
        self.clock = policy.PolicyClock(self)
        if self.compiled.economy:
            self._open_books()
        self.add_policy(policy.daily_round)

    def _open_books(self) -> None:
        """The economy's first day: who the enterprises are and owe, the banks' funds, the month's end as a process."""
        from agents.bank import Bank
        from sim.region.banking import Banking
        from sim.region.books import Books
        from sim.region.first_day import populate
        from sim.region.month_end import monthly_accounts
        from sim.region.treasury import Treasury

        populate(self.compiled)
        self.books, self.treasury = Books(self), Treasury(self)
        self.banking = Banking(self) if self.compiled.lending else None
        if self.banking:
            self.banking.open()
            for name, entry in self.scenario.tree["lending"]["banks"].items():
                Bank(self, name, entry["title"])
            mesa.Agent._ids.pop(self, None)
        self.books.open()
        self.add_policy(monthly_accounts)

    # ------------------------------------------------------------------------------------- running

    @property
    def world(self):
        """The tables (:class:`sim.region.world.World`)."""
        return self.compiled.world

    def add_policy(self, process: Callable) -> None:
        """Add a SimPy process, a generator function of (env, region); times are minutes since the first day."""
        self.clock.process(process(self.clock, self))

    def advance_to(self, minutes: float) -> None:
        """Let the engine live up to a moment."""
        run_until(self.world, minutes)

    def step(self) -> None:
        """One day."""
        self._run_to(min(self.now + DAY, self.horizon))
        if self.now >= self.horizon:
            self.running = False

    def run(self) -> "Region":
        """The rest of the horizon."""
        self._run_to(self.horizon)
        self.running = False
        return self

    def _run_to(self, minutes: float) -> None:
        while self.clock.peek() <= minutes:
            self.clock.step()
        self.advance_to(minutes)

    # ------------------------------------------------------------------------------------- looking

    @property
    def now(self) -> float:
        """Minutes since the midnight at which the first day began."""
        return float(self.world.control[0].now)

    @property
    def date(self) -> date:
        """Today."""
        return self.compiled.date_of(self.now)

    @property
    def events(self) -> int:
        """Events handled so far."""
        return int(self.world.control[0].events)

    @property
    def enterprises(self) -> Enterprises:
        """The enterprises: ``enterprises[i]`` is a view of a row."""
        return Enterprises(self.world.enterprises, self.scenario.tree["population"])

    @property
    def open_cases(self) -> int:
        """Cases begun and not closed."""
        return int(self.world.control[0].cases - self.world.control[0].closed_cases)

    @property
    def backlog_reviews(self) -> int:
        """Reviews waiting at the departments."""
        first = self.compiled.first_review_station
        return int(self.world.stations["length"][first : self.compiled.complaint_station].sum())

    @property
    def queue_windows(self) -> int:
        """Applicants waiting in the halls."""
        return int(self.world.stations["length"][: self.compiled.first_review_station].sum())

    @property
    def registered(self) -> int:
        """Enterprises on the register."""
        return int(self.world.enterprises["active"].sum())

    def counts(self, first: date, following: date) -> bool:
        """Whether a month lies within the study's days."""
        return self.start <= first and following <= self.start + timedelta(days=self.days)

    def parameter(self, path: tuple[str, ...]):
        """The value in force of a parameter of the scenario, by its path."""
        return value_at(self.writer.tree, path)

    def observe(self) -> None:
        """Write the day that has just ended down."""
        control = self.world.control[0]
        totals = int(control.cases), int(control.closed_cases)
        begun, ended = (now - before for now, before in zip(totals, self._totals, strict=True))
        self._totals = totals
        yesterday = self.compiled.date_of(self.now - DAY)
        self.daily.append(
            (yesterday, self.open_cases, self.backlog_reviews, self.queue_windows, begun, ended)
        )
        self.book.end_day(self.now)
        self.datacollector.collect(self)

    # ----------------------------------------------------------------------- what departments can do

    def review_backlog_days(self, department: str) -> float:
        """Working days that the present queue at a department would take its regular reviewers."""
        number = self.compiled.departments.index(department)
        station = self.world.stations[self.compiled.first_review_station + number]
        mean_effort = float(station.work) / max(int(station.started), 1)
        regular, _ = self.compiled.scaled(self.parameter(("departments", department, "reviewers")))
        capacity = regular * float(self.world.control[0].day_minutes)
        return float(station.length) * mean_effort / capacity if capacity else 0.0

    def set_extra_staff(self, department: str, extra: int) -> None:
        """Call in so many extra reviewers (at full size)."""
        self.writer.extra_staff[department] = extra
        self.writer.staff(department)
        self.writer.settle()

    # ----------------------------------------------------------------------------------- reading out

    def records(self) -> Records:
        """What happened, as pandas frames."""
        return Records(self)

    def event_log(self):
        """The event record as a frame (only if the region was made with ``log=True``)."""
        return event_log(self)

