"""A firm: the accounts and the life of one enterprise (docs/economy.md, sections 1 and 4)."""

from sim.economy.tables import FIRM

GIVEN = tuple(FIRM.names)
NOT_STATE = ("first_supplier", "next_supplier", "queued", "willing")
"""How the engine keeps its lists, which are lists here, and its notes while arrears are cleared."""


class Firm:
    """The columns of the engine's table of firms as plain attributes, as they are on the first day.

    ``row`` is its place in the order of rows, ``enterprise`` the same enterprise as it deals with government,
    ``suppliers`` are the firms whose customer it is, the latest one first.
    """

    def __init__(self, row: int, record, enterprise):
        for name in GIVEN:
            setattr(self, name, record[name].item())
        self.row, self.enterprise = row, enterprise
        self.key, self.sector = enterprise.key, enterprise.sector
        self.suppliers: list[Firm] = []
        self.materials = 0.0  # of the month being closed, with
        self.bought = 0.0  # invoices of local suppliers among them
        self.old_payable_before = 0.0  # what was past due before this month

    @property
    def size_class(self) -> int:
        return self.enterprise.size_class

    @property
    def debts(self) -> float:
        """Bills, taxes, payables, principal of loans and bridging money."""
        return self.owed_at_home + self.debt + self.bridge

    @property
    def owed_at_home(self) -> float:
        """Bills, taxes and payables."""
        return self.overdue_bills + self.taxes_owed + self.payable

    @property
    def overdue_bills(self) -> float:
        """Wages, rent, materials, time and utilities not paid."""
        return self.bills + self.utility_bills

    @property
    def months_with_a_loss(self) -> int:
        """Of the last twelve months of trading."""
        return self.losing.bit_count()

    def __repr__(self) -> str:
        return f"<firm {self.row} status {self.status}>"


def everybody(table, enterprises) -> list[Firm]:
    """All firms in order of rows, each with its suppliers."""
    rows = zip(table, enterprises, strict=True)
    firms = [Firm(row, record, enterprise) for row, (record, enterprise) in enumerate(rows)]
    for firm in firms:
        if firm.customer >= 0:
            firms[firm.customer].suppliers.append(firm)
    return firms
