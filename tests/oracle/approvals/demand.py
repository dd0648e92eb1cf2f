"""Needs: when enterprises need something, and what (docs/model.md, section 5)."""

from math import log

from tests.oracle.agenda import NEED_ARISES
from tests.oracle.approvals.purposes import NEED_KIND, NEED_TIME
from tests.oracle.clock import tick


class Demand:
    """Streams of needs, one an enterprise; ``begin_case(enterprise, procedure, serial)`` opens what they lead to."""

    def __init__(self, town, begin_case):
        self._town, self._begin_case = town, begin_case

    def begin(self) -> None:
        """Residents' streams begin at time 0, founders found on their minute."""
        for enterprise in self._town.enterprises:
            if enterprise.active:
                self.start(enterprise)
            else:
                self._town.env.process(self._founding(enterprise))

    def start(self, enterprise) -> None:
        """From now on it needs something now and then."""
        self._town.env.process(self._stream(enterprise))

    def _need(self, enterprise, time: float):
        return self._town.env.moment(time, NEED_ARISES, 0, enterprise.key, 0)

    def _rates(self, enterprise):
        """Cumulative needs a minute of its class."""
        return self._town.tables.demand[enterprise.sector, enterprise.size_class]

    def _founding(self, enterprise):
        yield self._need(enterprise, enterprise.founded)
        lifecycle = self._town.lifecycle
        if lifecycle and not lifecycle.comes(enterprise):
            return
        founding = [number for number, row in enumerate(self._town.tables.procedures) if row["founding"]]
        enterprise.needs += 1
        self._begin_case(enterprise, founding[0], 0)

    def _stream(self, enterprise):
        """A Poisson stream; it ends when its enterprise has become inactive."""
        while True:
            total = float(self._rates(enterprise)[-1])
            if total <= 0.0:
                return
            gap = tick(-log(self._town.draw(enterprise, enterprise.needs, NEED_TIME)) / total)
            yield self._need(enterprise, self._town.now + gap)
            if not enterprise.active:
                return
            serial = enterprise.needs
            enterprise.needs += 1
            if enterprise.trading:
                rates = self._rates(enterprise)
                sought = self._town.draw(enterprise, serial, NEED_KIND) * float(rates[-1])
                self._begin_case(enterprise, next(p for p, rate in enumerate(rates) if rate > sought), serial)
