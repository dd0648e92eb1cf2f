"""The region's books: flows and stocks month by month, and how enterprises stood at both ends of the study's days."""

from datetime import date

import numpy as np

from sim.economy.claims import INSTRUMENTS
from sim.economy.ledger import BANKS, ENTERPRISES, FUND, GOVERNMENT, GUARANTOR, KINDS, OUTSIDE, PAYEE, PAYER, SECTORS
from sim.economy.tables import COUNTS, GONE, IDLE, INSOLVENT, TRADING
from sim.economy.tables import DORMANT as SLEEPING
from sim.engine.clock import DAY
from sim.lending import tables as lending

STOCKS = ("money", *INSTRUMENTS)
SNAPSHOT = ("status", "staff", "debt")


class Books:
    """Keeps what the tables held at the end of every month."""

    def __init__(self, region):
        self._region = region
        self.months: list[dict] = []
        self.flows: list[np.ndarray] = []
        self.balances: list[np.ndarray] = []
        self.claims: list[np.ndarray] = []
        self.book: list[tuple] = []  # loans by bank and size
        self.at_start: dict[str, np.ndarray] | None = None
        self.at_end: dict[str, np.ndarray] | None = None
        self._outside = 0.0

    def number_of(self, month: date) -> int:
        """How-manieth month since the first day's."""
        first = self._region.first_day
        return (month.year - first.year) * 12 + month.month - first.month

    def open(self) -> None:
        """The first day."""
        self._note_study()
        self.opening = self._stocks()

    def end(self, month: date, counted: bool) -> None:
        """A month is closed: write down what flowed and what stands."""
        world = self._region.world
        flows = world.flows.copy()
        self._outside += sum(
            flows[kind] * ((PAYEE[kind] == OUTSIDE) - (PAYER[kind] == OUTSIDE)) for kind in range(len(KINDS))
        )
        stocks = self._stocks()
        self.flows.append(flows)
        self.balances.append(stocks)
        self.claims.append(world.claims.copy())
        self.months.append({"month": month, "counted": counted, **self._census()})
        if self._region.compiled.lending:
            self.book.append((month, counted, *self._loans()))
        self._note_study()
        world.flows[:] = 0.0
        world.claims[:] = 0.0
        world.counts[:] = 0

    # --------------------------------------------------------------------------------------- stocks

    def _stocks(self) -> np.ndarray:
        """Assets and liabilities, shape (stocks, sectors + 1): assets positive.

        The last column holds what is owed within a sector: trade credit between enterprises.
        """
        world = self._region.world
        firms, banks, credit = world.firms, world.banks, world.credit[0]
        table = np.zeros((len(STOCKS), len(SECTORS) + 1))
        money, loans, bridging, trade, bills, taxes, arrears, bonds, funding = table
        money[ENTERPRISES] = firms["cash"].sum()
        money[BANKS] = banks["money"].sum()
        money[GUARANTOR], money[FUND], money[OUTSIDE] = credit.guarantor, credit.fund, self._outside
        owed = world.loans["principal"][: world.control[0].loans].sum()
        _claim(loans, BANKS, ENTERPRISES, owed)
        _claim(bridging, OUTSIDE, ENTERPRISES, firms["bridge"].sum())
        trade[ENTERPRISES] = firms["receivable"].sum() - firms["payable"].sum()
        trade[-1] = firms["receivable"].sum()
        _claim(bills, OUTSIDE, ENTERPRISES, firms["bills"].sum() + firms["utility_bills"].sum())
        _claim(taxes, GOVERNMENT, ENTERPRISES, firms["taxes_owed"].sum())
        _claim(arrears, ENTERPRISES, GOVERNMENT, firms["government_owes"].sum())
        _claim(bonds, ENTERPRISES, GOVERNMENT, firms["bond"].sum())
        _claim(funding, OUTSIDE, BANKS, banks["funds"].sum())
        return table

    def _loans(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Number, principal and non-performing principal by bank and size, shape (banks, sizes) each."""
        world = self._region.world
        loans = world.loans[: world.control[0].loans]
        loans = loans[loans["principal"] > 0.0]
        sizes = len(world.firm_sizes)
        cell = loans["bank"].astype(np.int64) * sizes + world.enterprises["size_class"][loans["enterprise"]]
        count, shape = len(world.banks) * sizes, (len(world.banks), sizes)
        bad = np.where(loans["state"] == lending.DEFAULTED, loans["principal"], 0.0)
        return (
            np.bincount(cell, minlength=count).reshape(shape),
            np.bincount(cell, loans["principal"], count).reshape(shape),
            np.bincount(cell, bad, count).reshape(shape),
        )

    # --------------------------------------------------------------------------------------- census

    def _census(self) -> dict:
        """What the month was like."""
        region, world = self._region, self._region.world
        firms, economy, credit = world.firms, world.economy[0], world.credit[0]
        status = np.bincount(firms["status"], minlength=GONE + 1)
        trading = firms["status"] == TRADING
        counts = dict(zip(COUNTS, world.counts.tolist(), strict=True))
        return {
            "registered": region.registered,
            "trading": int(status[TRADING]),
            "dormant": int(status[SLEEPING]),
            "idle": int(status[IDLE]),
            "insolvent": int(status[INSOLVENT]),
            "jobs": float(firms["staff"][trading].sum()),
            **counts,
            "revenue": float(firms["revenue"][trading].sum()),
            "profit": float(firms["profit"][trading].sum()),
            "arrears": float(firms["old_receivable"].sum()),
            "overdue_bills": float(firms["bills"].sum() + firms["utility_bills"].sum()),
            "requests_needed": float(credit.needed),
            "requests_made": float(credit.asked),
            "prime": float(credit.prime),
            "entry": float(economy.entry),
            "exit_days": float(economy.exit_days),
            "satisfaction": float(world.enterprises["satisfaction"][trading].mean()) if trading.any() else np.nan,
        }

    # --------------------------------------------------------------------------------- the study's days

    def _note_study(self) -> None:
        """At the first month's end from which the study's days run, and the first at which they are over."""
        region = self._region
        day = region.now / DAY
        if self.at_start is None and day >= region.warm_up:
            self.at_start = self._snapshot()
        if self.at_end is None and day >= region.warm_up + region.days:
            self.at_end = self._snapshot()

    def _snapshot(self) -> dict[str, np.ndarray]:
        world = self._region.world
        taken = {name: world.firms[name].copy() for name in SNAPSHOT}
        taken["size_class"] = world.enterprises["size_class"].copy()
        taken["active"] = world.enterprises["active"].copy()
        return taken


def _claim(row: np.ndarray, creditor: int, debtor: int, amount: float) -> None:
    row[creditor] += amount
    row[debtor] -= amount

