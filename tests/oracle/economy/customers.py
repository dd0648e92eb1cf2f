"""How a supplier finds a customer (docs/economy.md, section 5)."""

import math

import numpy as np

from sim.economy.tables import TRADING
from tests.oracle.economy.purposes import CUSTOMER
from tests.oracle.economy.revenue import CREDIT_SHARE

TRIES = 32


class Market:
    """All enterprises by sector and size class as on the first day, and what each class buys."""

    def __init__(self, economy):
        self._economy = economy
        self._cells: dict[tuple[int, int], list] = {}
        for firm in economy.firms:
            self._cells.setdefault((firm.sector, firm.size_class), []).append(firm)
        self._sectors = economy.town.tables.customers_of
        self._sizes = economy.town.tables.firm_sizes["purchases"]

    def look_for_customer(self, supplier, serial: int) -> None:
        """Find one, or none after so many tries; ``serial`` is that of the random numbers."""
        supplier.customer = -1
        if self._economy.rules.sector(supplier).chain <= 0.0:
            return
        for number in range(TRIES):
            customer = self._try(supplier, serial, number)
            if customer is not None:
                supplier.customer = customer.row
                customer.suppliers.insert(0, supplier)
                return

    def _try(self, supplier, serial: int, number: int):
        first, second, third = (
            self._economy.word(supplier, CUSTOMER, 4 * number + subject, serial) for subject in range(3)
        )
        sector = _chosen(self._sectors[supplier.sector], first)
        size = _chosen(self._sizes, second)
        cell = self._cells.get((sector, size), [])
        places = 1 << max(len(cell) - 1, 0).bit_length()
        place = math.floor(third * places)
        if place >= len(cell):
            return None
        return cell[place] if self._suits(supplier, cell[place]) else None

    def _suits(self, supplier, customer) -> bool:
        if customer is supplier or customer.status != TRADING:
            return False
        rules = self._economy.rules
        takes = CREDIT_SHARE * rules.material_share(customer) * customer.capacity
        return takes >= rules.sector(supplier).chain * supplier.capacity


def _chosen(cumulative: np.ndarray, u: float) -> int:
    """The first whose cumulative weight exceeds the number times the sum."""
    return int(np.argmax(cumulative > u * cumulative[-1]))
