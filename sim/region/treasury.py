"""Government's books: what its own people and its measures cost, what it tops up, and how a month is settled."""

from datetime import date, timedelta

import numpy as np

from sim.economy.ledger import (
    FUND_TOPPED_UP,
    GOVERNMENT,
    KINDS,
    MEASURES,
    PAYEE,
    PAYER,
    STAFF,
    TREASURY_IN,
    TREASURY_OUT,
)

MONTHS = 12
RECEIPTS = np.array([payee == GOVERNMENT for payee in PAYEE])
PAYMENTS = np.array([payer == GOVERNMENT for payer in PAYER])


class Treasury:
    """The government of a region, month by month."""

    def __init__(self, region):
        self._region = region

    def close_month(self, closing: date, share: float) -> None:
        """Pay staff and measures, top the compensation fund up, and settle with higher levels.

        ``closing`` is the first day of the month that ends, ``share`` how much of it was simulated.
        """
        region, world = self._region, self._region.world
        scale = region.scale
        world.flows[STAFF] += np.floor(self._staff() * share / MONTHS * scale)
        world.flows[MEASURES] += np.floor(self._measures(closing, share) * scale)
        if region.compiled.lending:
            self._top_up(world)
        balance = float(world.flows[RECEIPTS].sum() - world.flows[PAYMENTS].sum())
        world.flows[TREASURY_OUT if balance >= 0 else TREASURY_IN] += abs(balance)

    def _staff(self) -> float:
        """Yearly cost of reviewers, windows, the complaint desk and inspectors, at full size."""
        region, tree = self._region, self._region.writer.tree
        cost = tree["economy"]["government"]
        desks = sum(
            hall["windows"]["total"] + hall["guides"] + hall["helpers"] for hall in tree["halls"].values()
        )
        reviewers = sum(one["reviewers"] for one in tree["departments"].values()) + sum(
            region.writer.extra_staff.values()
        )
        people = desks + reviewers + tree["complaints"]["staff"]
        bodies = tree["inspections"]["bodies"].values() if tree["inspections"] else ()
        return people * cost["reviewer"] + sum(body["inspectors"] for body in bodies) * cost["inspector"]

    def _measures(self, closing: date, share: float) -> float:
        """What measures cost this month: once in that of their first day, and running by the days they are in force."""
        region, total = self._region, 0.0
        for number, applied in enumerate(region.levers.measures):
            cost = applied.measure.cost or {}
            start = applied.start or region.start
            if applied.coverage > 0.0 and (start.year, start.month) == (closing.year, closing.month):
                total += cost.get("once", 0.0)
            days = [closing + timedelta(days=day) for day in range(31)]
            days = [day for day in days if day.month == closing.month and day >= region.first_day]
            held = sum(region.levers.progress(number, day) > 0.0 for day in days)
            total += cost.get("per_year", 0.0) / MONTHS * share * held / len(days)
        return total

    def _top_up(self, world) -> None:
        """Fill the compensation fund up, while it is in use."""
        credit = world.credit[0]
        if credit.compensation_guarantor > 0.0 or credit.compensation_bank > 0.0:
            missing = np.floor(max(credit.fund_size - credit.fund, 0.0))
            credit.fund += missing
            world.flows[FUND_TOPPED_UP] += missing


def fiscal_balance(flows: np.ndarray) -> float:
    """What government took in less what it paid, without its settlement with higher levels, in yuan."""
    settled = np.array([kind in ("treasury_in", "treasury_out") for kind in KINDS])
    return float(flows[RECEIPTS & ~settled].sum() - flows[PAYMENTS & ~settled].sum())
