"""From the lending of a resolved scenario to its tables."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from sim.engine.tokens import COMPONENTS
from sim.lending import tables as lending
from sim.lending.state import CLASSES
from sim.region.economy import NORMAL, day_of
from sim.region.values import at, uniform_of

CREDIT_COLUMNS = (
    # path in the tree below ``lending``, column
    (("dearest",), "legal_rate"),
    (("write_off",), "write_off"),
    (("borrowers", "attention"), "attention"),
    (("borrowers", "buffer"), "buffer"),
    (("borrowers", "target"), "target"),
    (("borrowers", "memory"), "memory"),
    (("borrowers", "banks"), "most_banks"),
    (("borrowers", "again_after"), "again_after"),
    (("scoring", "standing"), "standing"),
    (("scoring", "debt"), "debt"),
    (("scoring", "mark"), "mark"),
    (("scoring", "losses"), "losses"),
    (("scoring", "noise"), "noise"),
    (("scoring", "shared"), "shared"),
    (("scoring", "shared_noise"), "shared_noise"),
    (("scoring", "shared_effort"), "shared_effort"),
    (("scoring", "loss"), "loss"),
    (("scoring", "learning"), "learning"),
    (("renewal", "wanted"), "renewed"),
    (("renewal", "lead"), "lead"),
    (("renewal", "effort"), "renewal_effort"),
    (("renewal", "without_principal"), "without_principal"),
    (("renewal", "bridge"), "bridge"),
    (("guarantor", "cover"), "guarantee_cover"),
    (("guarantor", "fee"), "guarantee_fee"),
    (("guarantor", "leverage"), "guarantee_leverage"),
    (("compensation", "guarantor"), "compensation_guarantor"),
    (("compensation", "bank"), "compensation_bank"),
    (("interest_subsidy", "share"), "subsidy_share"),
    (("incentive",), "incentive"),
    (("interest_subsidy", "most"), "subsidy_most"),
    (("matchmaking", "noise"), "introduced_noise"),
)
BANK_COLUMNS = {
    "capital_ratio": "least_ratio",
    "funding": "funding",
    "operating": "operating",
    "hurdle": "hurdle",
    "tolerance": "tolerance",
    "caution": "caution",
    "dividend": "dividend",
}
PRODUCT_COLUMNS = (
    "months",
    "limit",
    "advance",
    "recovery",
    "registered",
    "online",
    "online_effort",
    "online_recovery",
    "margin",
    "fee",
    "online_fee",
    "subsidised",
)
PLATFORM_COLUMNS = ("reach", "effort", "noise", "priority")


class LendingTables:
    """Builds the tables of lending for a :class:`~sim.region.compile.Compiler`; keeps the names of their rows."""

    def __init__(self, compiler):
        self._compiler = compiler
        self._tree = compiler.tree["lending"]
        self._people = compiler.tree["population"]
        self.banks = list(self._tree["banks"])
        self.products = list(self._tree["products"])
        self.platforms = list(self._tree["platforms"])
        self.sizes, self.sectors = list(self._people["sizes"]), list(self._people["sectors"])

    def build(self) -> dict[str, np.ndarray]:
        """All tables by name; loans of the first day come later (:mod:`sim.lending.population`)."""
        room = 4096
        return {
            "credit": self._credit(),
            "banks": self._banks(),
            "products": self._products(),
            "platforms": self._platforms(),
            "platform_banks": self.platform_banks(self._tree),
            "product_sizes": self._weights("products", "sizes", self.sizes),
            "product_sectors": self._weights("products", "sectors", self.sectors),
            "platform_sizes": self._weights("platforms", "sizes", self.sizes),
            "aided": self._aided(),
            "owning": self._owning(),
            "chances": np.full((len(self.sizes), CLASSES), float(self._tree["borrowers"]["believed"])),
            "answers": np.zeros((len(self.sizes), CLASSES, 2)),
            "requests": np.zeros(room, dtype=lending.REQUEST),
            "request_paths": np.zeros((room, len(COMPONENTS))),
            "loans": np.zeros(room, dtype=lending.LOAN),
        }

    def _distribution(self, *path: str) -> int:
        return self._compiler.distribution(("lending", *path), at(self._tree, path))

    def _credit(self) -> np.ndarray:
        rows = np.zeros(1, dtype=lending.CREDIT)
        row = rows[0]
        row["on"] = 1
        for path, column in CREDIT_COLUMNS:
            row[column] = at(self._tree, path)
        for name in ("intake", "committee", "payout"):
            row[name] = self._distribution(name)
        row["preparation"] = self._distribution("borrowers", "preparation")
        row["normal"] = self._compiler.distribution(("lending", "normal"), NORMAL)
        row["registration"] = self._compiler.procedures.index(self._tree["registration"])
        row["prime"] = self.prime_rate(self._compiler.first)
        scale = self._compiler.scale
        row["guarantor"] = np.floor(self._tree["guarantor"]["fund"] * scale)
        row["fund"] = row["fund_size"] = np.floor(self._tree["compensation"]["fund"] * scale)
        self.borrowing = np.array(
            [self._distribution("borrowers", name) for name in ("property_value", "ip_value")]
            + [self._distribution("borrowers", name) for name in ("reluctance", "dearest", "debt")]
        )
        return rows

    def prime_rate(self, day: date) -> float:
        """The one-year prime rate of a day; before the first date the first rate."""
        rates = self._tree["prime_rate"]
        in_force = [one["rate"] for one in rates if day_of(one["from"]) <= day]
        return float(in_force[-1] if in_force else rates[0]["rate"])

    def _banks(self) -> np.ndarray:
        rows = np.zeros(len(self.banks), dtype=lending.BANK)
        rows["market"] = np.cumsum([self._tree["banks"][name]["share"] for name in self.banks])
        rows["station"] = self._compiler.first_lending_station + np.arange(len(self.banks))
        rows["intercept"] = self._tree["scoring"]["base"]
        for number, (row, name) in enumerate(zip(rows, self.banks, strict=True)):
            entry = self._tree["banks"][name]
            for key, column in BANK_COLUMNS.items():
                row[column] = entry[key]
            row["capital"] = np.floor(entry["capital"] * self._compiler.scale)
            row["other_assets"] = entry["other_assets"] * self._compiler.scale
            row["local"] = entry["local"]
            row["offers"] = self.offers(self._tree, number)
        return rows

    def offers(self, tree: Mapping, bank: int) -> int:
        """The set of products that a bank offers: by names and the share of banks alone, at least one bank each."""
        chosen = 0
        for number, product in enumerate(self.products):
            ranked = sorted(self.banks, key=lambda name, product=product: uniform_of("offers", f"{product}.{name}"))
            share = tree["products"][product]["offered"]
            if ranked.index(self.banks[bank]) < round(share * len(self.banks)):
                chosen |= 1 << number
        return chosen

    def platform_banks(self, tree: Mapping) -> np.ndarray:
        """The set of banks registered with each platform."""
        sets = []
        for platform in self.platforms:
            ranked = sorted(self.banks, key=lambda name, platform=platform: uniform_of("joins", f"{platform}.{name}"))
            joined = ranked[: round(tree["platforms"][platform]["banks"] * len(self.banks))]
            sets.append(sum(1 << self.banks.index(name) for name in joined))
        return np.array(sets, dtype=np.int64)

    def _products(self) -> np.ndarray:
        rows = np.zeros(len(self.products), dtype=lending.PRODUCT)
        for row, name in zip(rows, self.products, strict=True):
            entry = self._tree["products"][name]
            for column in PRODUCT_COLUMNS:
                row[column] = entry[column]
            row["security"] = lending.SECURITIES.index(entry["security"])
            row["schedule"] = lending.SCHEDULES.index(entry["schedule"])
            row["effort"] = self._distribution("products", name, "effort")
            row["wait"] = self._distribution("products", name, "wait")
        return rows

    def _platforms(self) -> np.ndarray:
        rows = np.zeros(len(self.platforms), dtype=lending.PLATFORM_ROW)
        for row, name in zip(rows, self.platforms, strict=True):
            for column in PLATFORM_COLUMNS:
                row[column] = self._tree["platforms"][name][column]
        return rows

    def _weights(self, table: str, key: str, names: list[str]) -> np.ndarray:
        rows = [[entry[key].get(name, 1.0) for name in names] for entry in self._tree[table].values()]
        return np.array(rows, dtype=float).reshape(len(rows), len(names))

    def _aided(self) -> np.ndarray:
        """Which size classes the compensation fund and the interest subsidy are for, shape (2, sizes)."""
        rows = []
        for name in ("compensation", "interest_subsidy"):
            given = self._tree[name]["sizes"]
            rows.append([given.get(size, 0.0) if given else 1.0 for size in self.sizes])
        return np.array(rows, dtype=float)

    def _owning(self) -> np.ndarray:
        """Shares that own property (by size), intellectual property (by sector), and have a loan (by size)."""
        borrowers = self._tree["borrowers"]
        width = max(len(self.sizes), len(self.sectors))
        rows = np.zeros((3, width))
        rows[0, : len(self.sizes)] = [borrowers["property"].get(size, 0.0) for size in self.sizes]
        rows[1, : len(self.sectors)] = [borrowers["ip"].get(sector, 0.0) for sector in self.sectors]
        rows[2, : len(self.sizes)] = [borrowers["indebted"].get(size, 0.0) for size in self.sizes]
        return rows
