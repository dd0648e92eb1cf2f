"""Parameters of the economy in force, from the compiled scenario's tables (docs/economy.md, section 20)."""

from types import SimpleNamespace

import numpy as np


def row_of(record) -> SimpleNamespace:
    """A table's row as plain numbers."""
    return SimpleNamespace(**{name: record[name].item() for name in record.dtype.names})


class Rules:
    """Values in force at a moment: ``economy``, ``sectors`` and ``sizes`` by row, and a few that follow from them."""

    def __init__(self, tables):
        self.economy = row_of(tables.economy[0])
        self.sectors = [row_of(record) for record in tables.firm_sectors]
        self.sizes = [row_of(record) for record in tables.firm_sizes]
        self.buffer = tables.credit[0]["buffer"].item()  # months of fixed cost that borrowers keep

    def sector(self, firm) -> SimpleNamespace:
        return self.sectors[firm.sector]

    def size(self, firm) -> SimpleNamespace:
        return self.sizes[firm.size_class]

    def company(self, firm) -> bool:
        """Whoever is in a size class without ``conversion`` (section 4)."""
        return self.size(firm).conversion < 0

    def small(self, firm) -> bool:
        return bool(self.size(firm).small)

    def pay(self, firm) -> float:
        """Of one person, yuan a month."""
        return self.sector(firm).wage * self.size(firm).wage

    def productivity(self, firm) -> float:
        """Revenue per person, yuan a month."""
        return self.sector(firm).productivity * self.size(firm).productivity

    def most_margin(self, firm) -> float:
        """The margin of an enterprise that needs no materials (section 4)."""
        sector = self.sector(firm)
        wage_share = self.pay(firm) / self.productivity(firm)
        return 1.0 - wage_share - sector.rent - sector.utilities

    def material_share(self, firm) -> float:
        """Materials as a share of revenue (section 5)."""
        return max(self.most_margin(firm) - firm.margin, 0.0)

    def usual_bond(self, firm) -> float:
        """Section 9."""
        return self.economy.bonds * 12.0 * self.sector(firm).government * firm.capacity


def season_of(tree, sector: str, month: int) -> float:
    """A calendar month's season (1 to 12) over the mean of the twelve (section 7)."""
    season = tree["economy"]["sectors"][sector]["season"]
    return season[month - 1] / np.mean(season)
