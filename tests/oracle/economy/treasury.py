"""Government's books (docs/economy.md, section 19)."""

import math
from datetime import timedelta

from sim.economy.ledger import GOVERNMENT, KINDS, PAYEE, PAYER

MONTHS = 12


class Treasury:
    """What government pays at a month's end, and how it settles its balance."""

    def __init__(self, economy):
        self._economy = economy

    def close_month(self) -> None:
        """Section 6, step 11."""
        economy, town = self._economy, self._economy.town
        scale, ledger = town.region.scale, economy.ledger
        ledger.transfer("staff", math.floor(self._staff() * economy.month_share / MONTHS * scale))
        ledger.transfer("measures", math.floor(self._measures() * scale))
        if town.lending:
            town.lending.fund_top_up()
        balance = self._balance()
        ledger.transfer("treasury_out" if balance >= 0.0 else "treasury_in", abs(balance))

    def _balance(self) -> float:
        """All it is paid less all it pays."""
        total = 0.0
        for number, kind in enumerate(KINDS):
            amount = self._economy.ledger.flows[kind]
            total += amount * ((PAYEE[number] == GOVERNMENT) - (PAYER[number] == GOVERNMENT))
        return total

    def _staff(self) -> float:
        """A year's cost at full size, by the numbers in force."""
        region = self._economy.town.region
        tree, cost = region.writer.tree, region.writer.tree["economy"]["government"]
        people = tree["complaints"]["staff"]
        for hall in tree["halls"].values():
            people += hall["windows"]["total"] + hall["guides"] + hall["helpers"]
        for name, department in tree["departments"].items():
            people += department["reviewers"] + region.writer.extra_staff[name]
        inspectors = sum(body["inspectors"] for body in (tree["inspections"] or {"bodies": {}})["bodies"].values())
        return people * cost["reviewer"] + inspectors * cost["inspector"]

    def _measures(self) -> float:
        """``once`` in the month in which a measure starts, else by the days on which it is in force."""
        economy, total = self._economy, 0.0
        region, month = economy.town.region, economy.first.replace(day=1)
        following = (month + timedelta(days=32)).replace(day=1)
        days = [month + timedelta(days=number) for number in range((following - month).days)]
        for applied in region.levers.measures:
            cost = applied.measure.cost or {}
            start = applied.start or region.start
            begins, ends = max(start, economy.first), applied.until or following
            in_force = sum(begins <= day < ends for day in days)
            if applied.coverage <= 0.0:
                continue
            if month <= start < following:
                total += cost.get("once", 0.0)
            total += cost.get("per_year", 0.0) / MONTHS * in_force / len(days)
        return total
