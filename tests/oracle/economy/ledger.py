"""The ledger: payments by kind, claims by instrument (docs/economy.md, section 2)."""

from collections import defaultdict

from sim.economy.ledger import KINDS

INSTRUMENTS = (
    "loans",
    "bridging",
    "trade_credit",
    "bills",
    "taxes_owed",
    "government_arrears",
    "bonds",
    "funding",
)
CHANGES = ("new", "repaid", "cancelled")

COST_OF_BORROWING = {"interest", "loan_fees", "guarantee_fees", "bridge_cost"}


class Ledger:
    """What was paid since the last month's end, by kind, and how claims changed; what each firm was paid
    less what it paid, by kind, in the whole run (``audit``).

    ``counting`` says whether the month lies within the study's days.
    """

    def __init__(self):
        self.counting = False
        self.flows: dict[str, float] = dict.fromkeys(KINDS, 0.0)
        self.claims: dict[tuple[str, str], float] = defaultdict(float)
        self.audit: dict[tuple[int, str], float] = defaultdict(float)

    def begin_anew(self) -> None:
        """A month is written down (section 6, step 12)."""
        self.flows = dict.fromkeys(KINDS, 0.0)
        self.claims.clear()

    # -------------------------------------------------------------------------------------- payments

    def pay(self, firm, kind: str, amount: float) -> None:
        """A firm pays."""
        firm.cash -= amount
        self.flows[kind] += amount
        self.audit[firm.row, kind] -= amount
        if kind in COST_OF_BORROWING:
            firm.finance += amount
        if kind == "interest" and self.counting:
            firm.interest += amount

    def receive(self, firm, kind: str, amount: float) -> None:
        """A firm is paid."""
        firm.cash += amount
        self.flows[kind] += amount
        self.audit[firm.row, kind] += amount
        if kind == "interest_subsidy":
            firm.finance -= amount

    def pay_what_is_there(self, firm, kind: str, due: float) -> float:
        """A firm pays as far as its cash goes; returns what it has paid."""
        paid = min(due, max(firm.cash, 0.0))
        self.pay(firm, kind, paid)
        return paid

    def pay_supplier(self, firm, supplier, amount: float) -> None:
        """A firm pays an invoice, or part of it."""
        self.pay(firm, "trade", amount)
        supplier.cash += amount
        self.audit[supplier.row, "trade"] += amount
        self.claim("trade_credit", "repaid", amount)

    def transfer(self, kind: str, amount: float) -> None:
        """A payment between other sectors."""
        self.flows[kind] += amount

    # ---------------------------------------------------------------------------------------- claims

    def claim(self, instrument: str, change: str, amount: float) -> None:
        """Something is owed, repaid or cancelled."""
        self.claims[instrument, change] += amount

    def owe(self, firm, account: str, amount: float) -> None:
        """A firm comes to owe ``bills``, ``utility_bills`` or ``taxes_owed``."""
        setattr(firm, account, getattr(firm, account) + amount)
        self.claim(INSTRUMENT_OF[account], "new", amount)

    def repay(self, firm, account: str, kind: str) -> float:
        """A firm pays of what it owes on an account as far as its cash goes; returns what it has paid."""
        paid = self.pay_what_is_there(firm, kind, getattr(firm, account))
        setattr(firm, account, getattr(firm, account) - paid)
        self.claim(INSTRUMENT_OF[account], "repaid", paid)
        return paid

    def cancel(self, firm, account: str, amount: float) -> None:
        """Part of what a firm owes on an account is not owed any more."""
        setattr(firm, account, getattr(firm, account) - amount)
        self.claim(INSTRUMENT_OF[account], "cancelled", amount)

    def settle(self, firm, kind: str, due: float, account: str) -> float:
        """A firm pays what is due as far as its cash goes and owes the rest; returns what it has paid."""
        paid = self.pay_what_is_there(firm, kind, due)
        if due > paid:
            self.owe(firm, account, due - paid)
        return paid


INSTRUMENT_OF = {"bills": "bills", "utility_bills": "bills", "taxes_owed": "taxes_owed"}
