"""Carrying a parameter of the economy or of lending into the world's tables while the world runs."""

from collections.abc import Mapping

import numpy as np

from sim.economy.ledger import GUARANTOR_FUNDED
from sim.region.economy import DRAWN_ONCE, ECONOMY_COLUMNS, SECTOR_COLUMNS, SIZE_COLUMNS
from sim.region.lending import BANK_COLUMNS, CREDIT_COLUMNS, PLATFORM_COLUMNS, PRODUCT_COLUMNS

Path = tuple[str, ...]

ECONOMY = {path: column for path, column in ECONOMY_COLUMNS if column not in DRAWN_ONCE}
CREDIT = dict(CREDIT_COLUMNS)
READ_WHEN_NEEDED = (("government",), ("matchmaking", "per_year"))
"""Parameters that are read from the tree at a month's end."""


class EconomyWriter:
    """Writes parameters below ``economy``."""

    def __init__(self, compiler, tree: Mapping):
        self._compiler, self._tables, self._tree = compiler, compiler.economy, tree

    def write(self, path: Path, value) -> bool:
        """Put a value in force; False if it cannot change while the region runs."""
        world = self._compiler.world
        if path in ECONOMY:
            world.economy[0][ECONOMY[path]] = value
        elif path[0] == "sectors" and path[2] in SECTOR_COLUMNS:
            world.firm_sectors[self._tables.sectors.index(path[1])][path[2]] = value
        elif path[0] == "sectors" and path[2:] == ("permit", "share"):
            world.firm_sectors[self._tables.sectors.index(path[1])]["permit_share"] = value
        elif path[0] == "sizes" and path[2] in SIZE_COLUMNS:
            world.firm_sizes[self._tables.sizes.index(path[1])][path[2]] = value
        else:
            return path[:1] in READ_WHEN_NEEDED
        return True


class LendingWriter:
    """Writes parameters below ``lending``; ``tree`` is the whole region's tree at the values in force."""

    def __init__(self, compiler, tree: Mapping):
        self._compiler, self._tables, self._tree = compiler, compiler.lending, tree
        self._offers_changed = False
        self.capital_changed: dict[str, float] = {}  # banks whose capital changes, and to how many times its amount
        self._fund = tree["lending"]["guarantor"]["fund"]
        self._capital = {name: float(row["capital"]) for name, row in tree["lending"]["banks"].items()}

    def write(self, path: Path, value, set_servers) -> bool:
        """Put a value in force; False if it cannot change while the region runs."""
        world = self._compiler.world
        credit = world.credit[0]
        if path in CREDIT:
            credit[CREDIT[path]] = value
        elif path[0] == "banks":
            return self._write_bank(path[1], path[2:], value, set_servers)
        elif path[0] == "products":
            return self._write_product(path[1], path[2:], value)
        elif path[0] == "platforms":
            return self._write_platform(path[1], path[2:], value)
        elif path == ("guarantor", "fund"):
            self._fund_guarantor(value)
        elif path == ("compensation", "fund"):
            credit["fund_size"] = np.floor(value * self._compiler.scale)
        else:
            return path in READ_WHEN_NEEDED
        return True

    def _fund_guarantor(self, value) -> None:
        """Government pays a larger fund in; a smaller one only means that no more is paid in."""
        world = self._compiler.world
        more = float(np.floor(max(value - self._fund, 0.0) * self._compiler.scale))
        world.credit[0]["guarantor"] += more
        world.flows[GUARANTOR_FUNDED] += more
        self._fund = value

    def _write_bank(self, name: str, path: Path, value, set_servers) -> bool:
        world, number = self._compiler.world, self._tables.banks.index(name)
        if len(path) == 1 and path[0] in BANK_COLUMNS:
            world.banks[number][BANK_COLUMNS[path[0]]] = value
        elif path == ("officers",):
            set_servers(self._compiler.first_lending_station + number, value)
        elif path == ("capital",):
            self.capital_changed[name] = value / self._capital[name]
            self._capital[name] = value
        else:
            return False
        return True

    def _write_product(self, name: str, path: Path, value) -> bool:
        if path == ("offered",):
            self._offers_changed = True
        elif len(path) == 1 and path[0] in PRODUCT_COLUMNS:
            self._compiler.world.products[self._tables.products.index(name)][path[0]] = value
        else:
            return False
        return True

    def _write_platform(self, name: str, path: Path, value) -> bool:
        world, number = self._compiler.world, self._tables.platforms.index(name)
        if path == ("banks",):
            world.platform_banks[:] = self._tables.platform_banks(self._tree["lending"])
        elif len(path) == 1 and path[0] in PLATFORM_COLUMNS:
            world.platforms[number][path[0]] = value
        else:
            return False
        return True

    def finish(self) -> None:
        """After a day's changes: which banks offer what."""
        if self._offers_changed:
            for number in range(len(self._tables.banks)):
                self._compiler.world.banks[number]["offers"] = self._tables.offers(self._tree["lending"], number)
            self._offers_changed = False
