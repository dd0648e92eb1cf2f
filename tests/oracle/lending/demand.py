"""What enterprises believe, and whether they ask (docs/lending.md, section 9, steps 1 and 2)."""

import math

from sim.economy.tables import PERMITTED, TRADING
from sim.lending import tables
from tests.oracle.clock import DAY, tick

LOW, HIGH = -0.43, 0.43  # standing of the thirds
DECIDED = (tables.PAID_OUT, tables.DECLINED, tables.REJECTED)
GRANTED = (tables.PAID_OUT, tables.DECLINED)


def third_of(standing: float) -> int:
    """The third that a standing is in: 0 low, 1 middle, 2 high."""
    return 0 if standing < LOW else 2 if standing > HIGH else 1


class Beliefs:
    """Chances of success as enterprises of a size class and third of standing see them."""

    def __init__(self, lending, believed):
        self.lending = lending
        self.chances = [[float(one) for one in row] for row in believed]
        self.heard: float | None = None  # by founders, over all
        self._forget()

    def _forget(self) -> None:
        self.decided = [[0] * len(row) for row in self.chances]
        self.granted = [[0] * len(row) for row in self.chances]

    def _place(self, firm) -> tuple[int, int]:
        return self.lending.size_of(firm), third_of(firm.standing)

    def note(self, request) -> None:
        """A request has ended."""
        if request.result in DECIDED:
            size, third = self._place(self.lending.firms[request.enterprise])
            self.decided[size][third] += 1
            self.granted[size][third] += request.result in GRANTED

    def chance(self, firm) -> float:
        """What an enterprise believes."""
        size, third = self._place(firm)
        return self.chances[size][third]

    def learn(self) -> None:
        """At a month's end chances move towards what was heard of others."""
        memory = float(self.lending.credit.memory)
        for size, row in enumerate(self.chances):
            for third, chance in enumerate(row):
                if self.decided[size][third]:
                    share = self.granted[size][third] / self.decided[size][third]
                    row[third] = chance + memory * (share - chance)
        decided, granted = sum(map(sum, self.decided)), sum(map(sum, self.granted))
        if decided:
            share = granted / decided
            self.heard = share if self.heard is None else self.heard + memory * (share - self.heard)
        self._forget()


class Demand:
    """Who needs money at a month's end, and who asks for it."""

    def __init__(self, lending):
        self.lending = lending
        self.needed = self.asked = 0  # this month

    def arise(self) -> None:
        """Go through all enterprises, in order."""
        lending = self.lending
        per_year = lending.town.region.parameter(("lending", "matchmaking", "per_year"))
        a_month = per_year / 1000.0 / 12.0 * lending.town.lifecycle.registered()
        introduced = min(a_month / self.needed, 1.0) if self.needed else 0.0
        self.needed = self.asked = 0
        for firm in lending.firms:
            if firm.status == TRADING and not firm.open_request and not lending.refused_lately(firm):
                self._consider(firm, introduced)

    def _consider(self, firm, introduced: float) -> None:
        lending = self.lending
        reason, wanted = self._need(firm)
        if wanted <= 0.0:
            return
        self.needed += 1
        month = lending.economy.month
        is_introduced = lending.u(firm, "INTRODUCED", month) < introduced
        if not is_introduced and lending.beliefs.chance(firm) < firm.reluctance:
            return  # discouraged
        self.asked += 1
        begins = lending.now + tick(lending.u(firm, "MOMENT", month) * 28.0 * DAY)
        request = lending.decide_to_ask(firm, reason, wanted, begins)
        if is_introduced:
            request.introduced, request.urgent, request.search = True, True, tables.INTRODUCED

    def _need(self, firm) -> tuple[int, float]:
        """What money is for, and how much is wanted; 0 for none."""
        lending, fixed = self.lending, self.lending.economy.fixed_cost(firm)
        buffer = float(lending.credit.buffer) * fixed
        own = float(lending.world.economy[0].own)
        spare = max(firm.cash - buffer, 0.0)
        if firm.project == PERMITTED and own * firm.outlay <= spare < firm.outlay:
            return tables.INVESTMENT, float(math.floor(firm.outlay - spare))
        owed = firm.bills + firm.utility_bills + firm.taxes_owed
        if firm.cash - owed < buffer:
            return tables.GAP, float(math.floor(float(lending.credit.target) * fixed + owed - firm.cash))
        return tables.GAP, 0.0
