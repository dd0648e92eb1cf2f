"""Who has what on the first day (docs/lending.md, section 4).

The oracle takes the first day's loans as given; this module works them out anew, so that they can be compared.
"""

import math
from types import SimpleNamespace

from sim.economy.tables import TRADING
from sim.lending import tables

from .books import MONTH
from .judging import posterior_mean, price, probability_of_default
from .offers import first_above

LEAST = 1000.0  # yuan: smaller loans are left out
BORROWING = ("property_value", "ip_value", "reluctance", "dearest", "debt")


class FirstDay:
    """Endowments and loans of all enterprises, from the lending of a town that has not begun."""

    def __init__(self, lending):
        self.lending = lending
        paths = lending.town.region.compiled.distributions
        self.tables = {name: paths["lending", "borrowers", name] for name in BORROWING}

    def _drawn(self, firm, distribution: str, purpose: str) -> float:
        return self.lending.town.quantile(self.tables[distribution], self.lending.u(firm, purpose))

    def endowment(self, firm) -> dict[str, float]:
        """Account, property, intellectual property, reluctance and dearest price."""
        lending, owning = self.lending, self.lending.world.owning
        cumulative = [float(one) for one in lending.world.banks["market"]]
        u = lending.u(firm, "ACCOUNT")
        owned = {}
        for column, share in (
            ("property", owning[0, lending.size_of(firm)]),
            ("ip", owning[1, lending.sector_of(firm)]),
        ):
            worth = self._drawn(firm, f"{column}_value", f"{column.upper()}_VALUE") * firm.capacity
            owned[column] = float(math.floor(worth)) if lending.u(firm, column.upper()) < share else 0.0
        return owned | {
            "bank": next(number for number, reached in enumerate(cumulative) if reached > u * cumulative[-1]),
            "reluctance": self._drawn(firm, "reluctance", "RELUCTANCE"),
            "dearest": self._drawn(firm, "dearest", "DEAREST"),
        }

    def loan(self, firm) -> SimpleNamespace | None:
        """The loan that an enterprise has on the first day; ``firm`` as it is then."""
        lending, world = self.lending, self.lending.world
        size, sector = lending.size_of(firm), lending.sector_of(firm)
        if firm.status != TRADING or not lending.u(firm, "INDEBTED") < world.owning[2, size]:
            return None
        product = self._product(firm, size, sector)
        if product < 0:
            return None
        row = world.products[product]
        months = int(row.months)
        left = 1 + math.floor(lending.u(firm, "FIRST_TERM") * months)
        granted = float(math.floor(self._drawn(firm, "debt", "DEBT") * firm.capacity))
        if row.security == tables.PROPERTY:
            granted = min(granted, float(math.floor(float(row.advance) * firm.property)))
        principal = float(math.floor(granted * left / months)) if row.schedule == tables.INSTALMENTS else granted
        if principal < LEAST:
            return None
        pd, rate = self._priced(firm, product, principal)
        return SimpleNamespace(
            enterprise=firm.row,
            bank=int(firm.bank),
            product=product,
            granted=granted,
            principal=principal,
            months=left,
            begun=-(months - left) * MONTH,
            recovery=float(row.recovery),
            pd=pd,
            rate=rate,
        )

    def _product(self, firm, size: int, sector: int) -> int:
        """One without security, or on property that it owns, of those that its bank offers."""
        weights, world = [], self.lending.world
        for product, row in enumerate(world.products):
            fits = row.security == tables.UNSECURED or (row.security == tables.PROPERTY and firm.property > 0.0)
            weight = world.product_sizes[product, size] * world.product_sectors[product, sector]
            weights.append(float(weight) if fits and self.lending.offers.offers(int(firm.bank), product) else 0.0)
        return first_above(weights, self.lending.u(firm, "FIRST_PRODUCT"))

    def _priced(self, firm, product: int, principal: float) -> tuple[float, float]:
        """PD and rate as of today, with a signal of the usual noise; no marks, losses, guarantee or appetite."""
        lending, credit = self.lending, self.lending.credit
        bank, row = lending.world.banks[int(firm.bank)], lending.world.products[product]
        noise = float(credit.noise)
        signal = firm.standing + noise * lending.normal(firm, "FIRST_SIGNAL", 0)
        logit = float(bank.intercept) - float(credit.standing) * posterior_mean(signal, noise)
        pd = probability_of_default(logit + float(credit.debt) * principal / max(firm.capacity, 1.0))
        lgd = max(float(credit.loss) - float(row.recovery), 0.0)
        costs = float(bank.hurdle) + float(credit.prime) + float(bank.funding) + float(bank.operating)
        return pd, price(pd, lgd, 0.0, costs=costs, margin=float(row.margin))
