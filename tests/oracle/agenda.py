"""Order of simultaneous events (docs/model.md, section 11), as the order of SimPy's own queue."""

from heapq import heappush

import simpy

# Kinds of events, in the order of a moment
SERVICE_ENDS, CALENDAR_OPENS, LIMIT_OVER, WAIT_ENDS, NEED_ARISES, VISIT_DUE, CANDIDATE, ERRAND_BEGINS = range(8)

AT_ONCE, MIDNIGHT, MOMENT = range(3)


class Agenda(simpy.Environment):
    """A SimPy environment in minutes whose simultaneous events come in the order of their meaning.

    What is triggered at once (``succeed()``, the start of a process) comes first, in the order of triggering; then the
    rounds of a midnight; then all other events of the moment by (kind, lane, case, branch).
    """

    def schedule(self, event, priority=None, delay=0) -> None:
        """SimPy's own triggers: always at once. Whatever takes time is a moment or a midnight."""
        if delay:
            raise ValueError("say what the event is: moment() or midnight()")
        self._put(event, self.now, (AT_ONCE,))

    def moment(self, time: float, kind: int, lane: int, case: int, branch: int) -> simpy.Event:
        """An event at a time (not before now), to be yielded."""
        return self._put(_triggered(self), time, (MOMENT, kind, lane, case, branch))

    def midnight(self, time: float, order: int) -> simpy.Event:
        """A round of a midnight: before all events of that moment, the lower order first."""
        return self._put(_triggered(self), time, (MIDNIGHT, order))

    def _put(self, event, time: float, meaning: tuple) -> simpy.Event:
        heappush(self._queue, (float(time), meaning, next(self._eid), event))
        return event

    def run_before(self, horizon: float) -> None:
        """Let everything happen before the horizon, and the midnight at its end."""
        while self._queue and self._queue[0][:2] < (horizon, (MOMENT,)):
            self.step()


def _triggered(env: Agenda) -> simpy.Event:
    event = simpy.Event(env)
    event._ok, event._value = True, None
    return event
