"""Halls: which one, the trip, advice, the line, the time spent there (docs/model.md, sections 8.2 and 8.3)."""

from math import inf

from sim.approvals.tables import DEDICATED, GUIDE, HELPER, POOLED, SELF_SERVICE
from tests.oracle.approvals.matters import Gone
from tests.oracle.approvals.purposes import ADVICE, HELP, SERVICE, TERMINAL
from tests.oracle.approvals.walk import Walk
from tests.oracle.clock import DAY, tick

AT_WINDOW = "hand in at window"
ADVISING = "hand over to helper", "take advice"
TOO_MANY = 2  # nobody joins where so many wait for each server


class Counter:
    """The stations of a hall, from the point of view of an application."""

    def __init__(self, town, hall: int, application):
        self.row = town.tables.halls[hall]
        self._town, self._first = town, int(self.row["first_station"])
        self.department = int(application.reviews[0].item["department"])

    def station(self, place: int):
        """A station by its place among those of the hall."""
        return self._town.stations[self._first + place]

    @property
    def pool(self):
        """Windows that serve everybody."""
        return self.station(POOLED)

    @property
    def own(self):
        """Windows of the department of the first item."""
        return self.station(DEDICATED + self.department)

    @property
    def line(self):
        """Which line of a window one stands in."""
        pool, own = self.pool, self.own
        if pool.servers and (not own.servers or (len(pool) + 1) * own.servers < (len(own) + 1) * pool.servers):
            return pool
        return own

    def welcomes(self, place: int) -> bool:
        """Whether there is such a desk, and few wait."""
        station = self.station(place)
        return station.servers > 0 and len(station) < TOO_MANY * station.servers


class HallVisit(Walk):
    """Somebody's way to a hall and what happens there."""

    def way(self, hall: int) -> float:
        """Minutes to a hall."""
        halls = self.town.tables.halls
        near = len(halls) > 1 and halls[hall]["district"] == self.enterprise.district
        return self.enterprise.travel * (float(self.behaviour["near"]) if near else 1.0)

    def nearest_hall(self) -> int:
        """The hall with the least travel and wait (-1 if nobody serves anywhere)."""
        best, least = -1, inf
        for hall in range(len(self.town.tables.halls)):
            counter = Counter(self.town, hall, self.application)
            windows = counter.pool.servers + counter.own.servers
            if not windows:
                continue
            waiting = len(counter.pool) + len(counter.own)
            burden = 2.0 * self.way(hall) + waiting * float(counter.row["mean_service"]) / windows
            if burden < least:
                best, least = hall, burden
        return best

    @property
    def counter(self) -> Counter:
        """The stations of the hall that was chosen."""
        return Counter(self.town, self.application.hall, self.application)

    @property
    def doors(self):
        """The calendar of the hall."""
        return self.counter.pool.calendar

    def trip(self, activity: str, component: str):
        """Go there, at a time at which it will be open; one visit is counted on arrival."""
        hall = self.application.hall
        arrival = self.doors.next_opening(self.town.now + tick(self.way(hall)))
        yield from self.part.wait_until(arrival, activity, component)
        self.count_visit()
        self.application.arrived = self.town.now
        self.application.number_day = int(self.doors.next_opening(self.town.now) // DAY)

    def count_visit(self) -> None:
        """There and back."""
        self.case.visits += 1
        self.application.visits += 1
        self.spend_travel()

    def spend_travel(self) -> None:
        """Time and fare of the way there and back."""
        minutes = 2.0 * self.way(self.application.hall)
        self.case.spend(minutes)
        self.case.cost += minutes * float(self.behaviour["travel_cost"])

    # ---------------------------------------------------------------------------------- handing in

    def uses_terminal(self) -> bool:
        """Section 8.2, 1."""
        application = self.application
        return (
            self.counter.welcomes(SELF_SERVICE)
            and all(item["self_service"] for item in application.items)
            and self.draw(TERMINAL, application.first, application.returns) < self.enterprise.skill
        )

    def hand_in_after_trip(self):
        """What follows an arrival: a terminal, a helper, a guide, the window."""
        application, skill = self.application, self.enterprise.skill
        application.self_service = self.uses_terminal()
        at_window = False
        if application.self_service:
            pass
        elif (
            not application.helped
            and self.counter.welcomes(HELPER)
            and self.draw(HELP, application.first, application.returns) < 1.0 - skill
        ):
            at_window = yield from self.take_advice(HELPER, "helper_service", "hand over to helper", "helped")
        elif self.counter.welcomes(GUIDE):
            at_window = yield from self.take_advice(GUIDE, "guide_service", "take advice", "advised")
        if not at_window:
            yield from self.hand_in()
        self.spend_stay()

    def take_advice(self, place: int, service: str, activity: str, effect: str):
        """At a guide or a helper. True: nobody serves there any more, and a window has served instead."""
        application = self.application
        minutes = tick(self.quantile(self.counter.row[service], ADVICE, application.first, application.returns))
        turn = yield from self.serve(self.counter.station(place), minutes, activity)
        if turn.activity == AT_WINDOW:
            return True
        setattr(application, effect, True)
        return False

    def hand_in(self):
        """At the window or the terminal."""
        counter = self.counter
        station = counter.station(SELF_SERVICE) if self.application.self_service else counter.line
        yield from self.serve(station, self.minutes_at_window(), AT_WINDOW)

    def minutes_at_window(self) -> float:
        """How long handing in takes."""
        application, row = self.application, self.counter.row
        service = self.quantile(row["service"], SERVICE, application.first, application.returns)
        return tick(service + float(row["per_document"]) * application.documents)

    def serve(self, station, minutes: float, activity: str, **booked):
        """Line up in the hall and be served."""
        booked = booked or {"waiting": "queue_window", "working": "window_service"}
        turn = station.turn(self.part, minutes, activity=activity, **booked)
        turn.visit = self
        yield turn
        self.began = turn.began
        if self.part.left:
            raise Gone
        return turn

    def stand_elsewhere(self, turn) -> None:
        """Nobody serves here any more: to a window, not to a terminal; without a guide or a helper (section 10)."""
        self.application.self_service = False
        if turn.activity in ADVISING:
            turn.activity, turn.minutes = AT_WINDOW, self.minutes_at_window()
        self.counter.line.take_over(turn)

    # ------------------------------------------------------------------------------------ the stay

    def spend_stay(self) -> None:
        """The minutes at the hall; if the service began on a later day, the first one was in vain."""
        application, doors = self.application, self.doors
        arrived, day = application.arrived, int(self.began // DAY)
        if day > application.number_day:
            closing = (application.number_day + 1) * DAY
            self.case.spend(doors.worked(closing) - doors.worked(arrived))
            self.count_visit()
            arrived = day * DAY
        self.case.spend(doors.worked(self.town.now) - doors.worked(arrived))
