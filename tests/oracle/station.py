"""Service stations: servers, a calendar, a line and its discipline (docs/model.md, section 10)."""

from math import inf

from simpy.core import BoundClass
from simpy.resources import base

from tests.oracle import agenda
from tests.oracle.clock import tick
from tests.oracle.part import COMPLETE, START

FIFO, PRIORITY, DEADLINE = range(3)
NO_GATE = -1


class Turn(base.Put):
    """Somebody's place in a line; it succeeds with True when a service ends, with False when who stood there left."""

    def __init__(self, station, part, minutes, *, activity, waiting, working, due=0.0, expires=inf):
        self.part, self.minutes, self.activity = part, minutes, activity
        self.waiting, self.working = waiting, working
        self.due, self.expires = due, expires
        self.arrived, self.began = station.town.now, None
        self.number = next(station.numbers)
        part.doing = waiting
        super().__init__(station)

    def key(self, discipline: int) -> tuple:
        """What the line is in order of."""
        if discipline == PRIORITY:
            return self.part.lane, self.number
        if discipline == DEADLINE:
            return self.due, self.part.order, self.part.branch, self.number
        return (self.number,)


class Station(base.BaseResource):
    """A line and those who serve it. ``number`` is its row in the table ``stations``."""

    turn = BoundClass(Turn)

    def __init__(self, town, number: int, numbers):
        super().__init__(town.env, inf)
        self.town, self.number, self.numbers = town, number, numbers
        self.busy = self.arrivals = self.started = self.served = self.reneged = self.moved_out = 0
        self.work = self.wait_total = self.wait_open = self.renege_total = 0.0
        self.queue_area, self.changed = 0.0, 0.0
        self.read_parameters()

    def read_parameters(self) -> None:
        """Servers, speed, calendar, gate and discipline now in force."""
        row = self.town.tables.stations[self.number]
        self.servers, self.speed = int(row["servers"]), float(row["speed"])
        self.calendar = self.town.calendar(int(row["calendar"]))
        self.calendar_number, self.gate_number = int(row["calendar"]), int(row["gate"])
        self.gate = None if self.gate_number == NO_GATE else self.town.calendar(self.gate_number)
        self.through, self.discipline = bool(row["through"]), int(row["discipline"])

    def __len__(self) -> int:
        """How many wait."""
        return len(self.put_queue)

    length = property(__len__)

    @property
    def mean_service(self) -> float:
        """Mean minutes that a service here took so far."""
        return self.work / max(self.started, 1)

    # ------------------------------------------------------------------------------- being served

    def serve(
        self, part, minutes: float, *, activity: str, waiting: str | None, working: str | None, due=0.0, expires=inf
    ):
        """Line up and be served for so many minutes of work: ``served = yield from station.serve(…)``.

        False: the part left the line unserved, because it was no longer to be served or its time had expired.
        """
        return (
            yield self.turn(
                part, minutes, activity=activity, waiting=waiting, working=working, due=due, expires=expires
            )
        )

    def _note_length(self, change: int) -> None:
        """The line is longer or shorter from now on."""
        now = self.town.now
        length = len(self.put_queue)
        self.queue_area += (length if change < 0 else length - change) * (now - self.changed)
        self.changed = now

    def _trigger_put(self, get_event) -> None:
        """Somebody has come: he or she is served at once if nobody waits, a server is free and the doors are open."""
        self.arrivals += 1
        self._note_length(+1)
        self.put_queue.sort(key=lambda one: one.key(self.discipline))
        self.serve_waiting()

    def serve_waiting(self) -> None:
        """Free servers take whoever is next, if the doors are open."""
        while self.put_queue and self.busy < self.servers and self.calendar.is_open(self.town.now):
            turn = self.put_queue[0]
            if self.gate and turn.part.lane > 0 and not self.gate.is_open(self.town.now):
                break  # only the urgent lane is served
            self._note_length(-1)
            self.put_queue.pop(0)
            if turn.part.left or self.town.now > turn.expires:
                self._leave(turn)
            else:
                self._begin(turn)

    def _leave(self, turn) -> None:
        """Whoever is no longer to be served leaves when the turn comes."""
        self.reneged += 1
        self.renege_total += self.town.now - turn.arrived
        turn.succeed(False)

    def _begin(self, turn) -> None:
        now, part = self.town.now, turn.part
        self.busy += 1
        self.started += 1
        self.wait_total += now - turn.arrived
        self.wait_open += self.calendar.worked(now) - self.calendar.worked(turn.arrived)
        part.book(turn.waiting)
        part.log(turn.activity, START, self.number)
        part.doing, turn.began = turn.working, now
        minutes = tick(turn.minutes / self.speed)
        self.work += minutes
        end = now + minutes if self.through else self.calendar.finish(now, minutes)
        part.moment(end, agenda.SERVICE_ENDS).callbacks.append(lambda _: self._end(turn))

    def _end(self, turn) -> None:
        """First the server takes the next one, then the one who was served goes on."""
        self.busy -= 1
        self.served += 1
        turn.part.book(turn.working)
        turn.part.log(turn.activity, COMPLETE, self.number)
        self.serve_waiting()
        turn.succeed(True)

    # ------------------------------------------------------------------------------------- changes

    @property
    def _means(self) -> tuple:
        """When and how much it can serve."""
        return self.servers, self.speed, self.calendar_number, self.gate_number

    def adopt_parameters(self) -> bool:
        """Take over what measures have changed. A new discipline lines up anew those who wait, as they stood; True if
        servers, doors or gate are others than before."""
        discipline, capacity = self.discipline, self._means
        self.read_parameters()
        if self.discipline != discipline:
            for turn in self.put_queue:
                turn.number = next(self.numbers)
            self.put_queue.sort(key=lambda one: one.key(self.discipline))
        return self._means != capacity

    def send_away(self) -> list:
        """Everybody leaves the line for another place; their turns are to be given to :meth:`take_over`."""
        self._note_length(-len(self.put_queue))
        turns, self.put_queue[:] = list(self.put_queue), []
        self.moved_out += len(turns)
        return turns

    def take_over(self, turn) -> None:
        """Somebody comes from another line: the moment of arrival and the time waited stay."""
        turn.resource, turn.number = self, next(self.numbers)
        self.put_queue.append(turn)
        self._trigger_put(None)
