"""Entry: what founders have heard of, and whether they come (docs/economy.md, section 17)."""

import math

from sim.approvals.tables import APPROVED, STRIKING_OFF
from tests.oracle.economy.purposes import COMES


class Recent:
    """A mean in which each month's numbers weigh less a month later."""

    def __init__(self):
        self._sum = self._weight = 0.0

    def add(self, value: float) -> None:
        self._sum += value
        self._weight += 1.0

    def fade(self, factor: float) -> None:
        self._sum *= factor
        self._weight *= factor

    @property
    def mean(self) -> float | None:
        return self._sum / self._weight if self._weight > 0.0 else None


class Entry:
    """Word of founding and of striking off. ``response`` is how many come, relative to the usual."""

    def __init__(self, lifecycle):
        self._lifecycle, self._town = lifecycle, lifecycle.town
        self._founding, self._striking_off = Recent(), {False: Recent(), True: Recent()}
        self._known: dict[str, float | None] = {}
        self._usual: dict[str, float | None] | None = None
        self._exit_days: dict[bool, float | None] = {False: None, True: None}
        self.response = 1.0

    def exit_days(self, simple: bool) -> float | None:
        """Working days that striking off takes lately by one of its procedures; None: not known."""
        return self._exit_days[simple]

    def comes(self, firm) -> bool:
        economy = self._lifecycle.economy
        return economy.uniform(firm, COMES) * self._town.tables.economy[0]["entry_most"] < self.response

    def hear_of(self, case) -> None:
        """A case has ended."""
        office = self._town.office
        days = (office.worked(case.ended) - office.worked(case.begun)) / self._town.day_minutes
        if self._town.tables.procedures[case.procedure]["founding"] and case.outcome == APPROVED:
            self._founding.add(days)
        if case.purpose == STRIKING_OFF:
            simple = case.procedure == self._town.tables.economy[0]["simple_procedure"]
            self._striking_off[bool(simple)].add(days)

    def ask_around(self) -> None:
        """How satisfied those are who trade, before some of them stop this month."""
        trading = [firm.enterprise.satisfaction for firm in self._lifecycle.economy.trading()]
        if trading:
            self._known["satisfaction"] = sum(trading) / len(trading)

    def spread_word(self, following) -> None:
        """Step 10 of a month's end."""
        economy, region = self._lifecycle.economy, self._town.region
        self._known["days"] = self._founding.mean or self._known.get("days")
        self._known["credit"] = self._town.lending.heard_chance if self._town.lending else None
        self._exit_days = {one: recent.mean or self._exit_days[one] for one, recent in self._striking_off.items()}
        memory = economy.rules.economy.entry_memory
        for recent in (self._founding, *self._striking_off.values()):
            recent.fade(math.exp(-economy.month_share / memory) if memory > 0.0 else 0.0)
        self.response = self._respond()
        if self._usual is None and region.warm_up > 0 and following >= region.start:
            self._usual = dict(self._known)

    def _respond(self) -> float:
        rules = self._lifecycle.economy.rules.economy
        powers = {"days": -rules.entry_days, "satisfaction": rules.entry_satisfaction, "credit": rules.entry_credit}
        product = 1.0
        for what, power in powers.items():
            now, usual = self._known.get(what), (self._usual or {}).get(what)
            if now and usual:
                product *= (now / usual) ** power
        return min(product, float(self._town.tables.economy[0]["entry_most"]))
