"""Small economies for tests, built table by table: numbers that can be worked out by hand, no offices, no banks."""

from dataclasses import dataclass, field

import numpy as np

from sim.approvals import tables as approvals
from sim.economy import tables as economy
from sim.economy.claims import (
    BILLS,
    BONDS,
    CHANGES,
    GOVERNMENT_ARREARS,
    INSTRUMENTS,
    TAXES_OWED,
    TRADE_CREDIT,
)
from sim.economy.ledger import KINDS
from sim.economy.month import close_month_after_loans, close_month_before_loans
from sim.economy.population import populate
from sim.economy.public import MONTH
from sim.engine import clock
from sim.engine.quantiles import tabulate
from sim.lifecycle.entry import update_entry
from sim.lifecycle.month import live_on
from sim.region.world import build_stations, build_world, make_room
from sim.rulebook.program import PROGRAM

NORMAL = {"dist": "norm", "loc": 0.0, "scale": 1.0}
FOUNDER_KEYS = 1 << 31
SELF_EMPLOYED, MICRO, LARGE = range(3)
PROCEDURE, SIMPLE_PROCEDURE, CONVERSION, PERMIT = range(4)

SECTORS = (
    {"productivity": 30_000.0, "wage": 5_000.0, "margin": 0.18, "rent": 0.05, "utilities": 0.02, "volatility": 0.1,
     "demand": 1.0, "chain": 0.4, "government": 0.2, "intensity": 0.5, "permit": PERMIT, "permit_share": 0.5,
     "research": 0.01},
    {"productivity": 20_000.0, "wage": 4_000.0, "margin": 0.16, "rent": 0.08, "utilities": 0.03, "volatility": 0.15,
     "demand": 1.0, "chain": 0.3, "government": 0.05, "intensity": 0.4, "permit": -1, "permit_share": 0.0,
     "research": 0.0},
)
SIZES = (
    {"staff": {"dist": "lognorm", "mean": 2.0, "cv": 0.5}, "most_staff": 7.0, "taxpayer": economy.EXEMPT,
     "conversion": CONVERSION, "small": 1},
    {"staff": {"dist": "lognorm", "mean": 6.0, "cv": 0.6}, "most_staff": 40.0, "taxpayer": economy.SMALL,
     "conversion": -1, "small": 1},
    {"staff": {"dist": "lognorm", "mean": 200.0, "cv": 0.5}, "most_staff": 1e7, "taxpayer": economy.GENERAL,
     "conversion": -1, "small": 0},
)
SHARES = (0.6, 0.35, 0.05)

OWED = {
    TRADE_CREDIT: ("receivable",),
    BILLS: ("bills", "utility_bills"),
    TAXES_OWED: ("taxes_owed",),
    GOVERNMENT_ARREARS: ("government_owes",),
    BONDS: ("bond",),
}
"""Columns of FIRM that hold what is owed by an instrument."""

RULES = {
    "month_share": 1.0, "entry": 1.0, "margin_spread": 0.05, "standing_worth": 0.02, "persistence": 0.7,
    "vat_threshold": 100_000.0, "vat_small": 0.03, "vat_general": 0.09, "six_taxes": 0.008, "income_tax": 0.25,
    "small_profit": 3e6, "small_profit_rate": 0.1, "self_employed_tax": 0.02, "social": 0.2, "charges": 0.003,
    "young": 3.0, "rent_subsidy": 0.5, "grace": 1.0, "cut_off": 0.5, "late": 2.0, "bonds": 0.01, "bonds_in_cash": 0.5,
    "bond_fee": 0.01, "term": 1.0, "withheld": 0.2, "cleared": 0.1, "reserve": 0.2, "opportunities": 0.3, "own": 0.3,
    "project_patience": 12.0, "decay": 0.002, "research_subsidy": 0.1, "hiring": 0.2, "keep": 3.0, "draw": 0.5,
    "losses": 2.0, "procedure": PROCEDURE, "simple_procedure": SIMPLE_PROCEDURE, "simple": 0.5, "striking_off": 1.0,
    "exit_effort": 60.0, "dormancy": 0.3, "dormant_cost": 0.1, "wakes": 1.0, "longest": 36.0,
    "insolvency_patience": 6.0, "coordinated": 0.5, "proceedings": 6.0, "coordinated_proceedings": 3.0,
    "reorganised": 0.2, "coordinated_reorganised": 0.4, "haircut": 0.5, "assets": 3.0, "marks_last": 60.0,
    "repair": 0.5, "repair_after": 12.0, "entry_most": 1.5, "entry_memory": 3.0, "begins": 0.9, "first_growth": 0.15,
    "incubation": 0.3, "state_premises": 0.2, "idle": 0.1,
}  # fmt: skip


@dataclass
class Town:
    """What an economy is built from."""

    enterprises: int = 300
    founders: int = 0
    seed: int = 3
    sectors: tuple = SECTORS
    sizes: tuple = SIZES
    cash: float = 2.0
    stopping: tuple = (0.02, 0.06, 0.09)
    audit: bool = True
    rules: dict = field(default_factory=dict)

    def build(self):
        """The world on its first day."""
        tables, rows = [NORMAL, {"dist": "constant", "value": self.cash}, {"dist": "uniform", "low": 0.1, "high": 0.5},
                        {"dist": "constant", "value": 2.0}], np.zeros(1, dtype=economy.ECONOMY)
        row = rows[0]
        for name, value in (RULES | self.rules).items():
            row[name] = value
        row["on"], row["counting"] = 1, 1
        row["normal"], row["growth"], row["entry_capital"] = 0, 2, 3
        sizes = np.zeros(len(self.sizes), dtype=economy.FIRM_SIZE)
        for number, given in enumerate(self.sizes):
            size = sizes[number]
            for name, value in ({"productivity": 1.0, "wage": 1.0, "investment": 1.0} | given).items():
                size[name] = value if name != "staff" else len(tables)
            tables.append(given["staff"])
            size["cash"], size["hourly_wage"] = 1, 0.5 + number
        means = [size["staff"].get("mean", size["staff"].get("value", 0.0)) for size in self.sizes]
        sizes["purchases"] = np.cumsum(np.array(SHARES)[: len(means)] * means)
        sectors = np.zeros(len(self.sectors), dtype=economy.FIRM_SECTOR)
        for number, given in enumerate(self.sectors):
            for name, value in given.items():
                sectors[number][name] = value
        sectors["shocked"] = sectors["season"] = 1.0
        return self._world(rows, sizes, sectors, np.vstack([tabulate(table) for table in tables]))

    def _world(self, rows, sizes, sectors, tables):
        people, count = self._people(), self.enterprises + self.founders
        intervals, days = clock.build([clock.always_open(10_000)])
        stations, lanes = build_stations([1])
        world = build_world(
            seed=self.seed, days=9_000, intervals=intervals, calendar_days=days, tables=tables, steps=PROGRAM,
            stations=stations, lanes=lanes, enterprises=people, economy=rows, firm_sizes=sizes, firm_sectors=sectors,
            firms=np.zeros(count, dtype=economy.FIRM),
            customers_of=np.cumsum(np.ones((len(sectors), len(sectors))), axis=1),
            flows=np.zeros(len(KINDS)), audit=np.zeros((count if self.audit else 0, len(KINDS))),
            claims=np.zeros((len(INSTRUMENTS), len(CHANGES))), counts=np.zeros(len(economy.COUNTS), dtype=np.int64),
            wanted=np.zeros(count), scratch=np.zeros(count),
            buyers=np.zeros(count, dtype=np.int64),
            buyers_first=np.zeros(len(sectors) * len(sizes) + 1, dtype=np.int64),
            stopping=np.array(self.stopping), errands=np.zeros(100_000, dtype=approvals.ERRAND),
        )  # fmt: skip
        populate(world)
        make_room(world, 20_000)
        return world

    def _people(self):
        """Enterprises whose traits depend on nothing but their keys."""
        count = self.enterprises + self.founders
        keys = np.concatenate([np.arange(self.enterprises), FOUNDER_KEYS + np.arange(self.founders)])
        rows = np.zeros(count, dtype=approvals.ENTERPRISE)
        rows["key"] = keys
        mixed = (keys * 2654435761 % 2**32) / 2**32
        rows["size_class"] = np.minimum(np.searchsorted(np.cumsum(SHARES), mixed), len(self.sizes) - 1)
        rows["sector"] = keys % len(self.sectors)
        rows["age"][: self.enterprises] = (keys[: self.enterprises] * 7) % 20
        rows["satisfaction"] = 3.0
        rows["active"][: self.enterprises] = rows["trading"][: self.enterprises] = 1
        rows["founded"] = rows["began"] = -1.0
        rows["began"][self.enterprises :] = rows["ceased"] = np.nan
        return rows


def town(**options):
    """A world on its first day; what is not a field of :class:`Town` is a rule (a column of ECONOMY)."""
    fields = Town.__dataclass_fields__
    own = {name: value for name, value in options.items() if name in fields}
    return Town(**own, rules={name: value for name, value in options.items() if name not in fields}).build()


def begin(world, month):
    """What is done before a month is closed."""
    row = world.economy[0]
    row["month"], row["calendar_month"] = month, month % 12
    world.control[0]["now"] = (month + 1) * MONTH
    for name in ("flows", "claims", "counts", "audit"):
        getattr(world, name)[...] = 0


def close(world):
    """The closing itself, with nobody to lend."""
    close_month_before_loans(world)
    close_month_after_loans(world)


def step(world, month):
    """A month, from its revenue to what is heard of it."""
    begin(world, month)
    close(world)
    live_on(world, 0, len(world.firms))
    update_entry(world)


def run(world, months, first=0):
    """Some months; returns the world."""
    for month in range(first, first + months):
        step(world, month)
    return world


def owed(world, instrument):
    """What is owed by an instrument."""
    return sum(world.firms[column].sum() for column in OWED[instrument])


def with_suppliers(world, customers):
    """Give suppliers customers of the test's own choice, who owe nothing yet."""
    firms = world.firms
    firms["customer"] = firms["first_supplier"] = firms["next_supplier"] = -1
    for supplier, customer in customers.items():
        firms[supplier]["customer"] = customer
        firms[supplier]["next_supplier"] = firms[customer]["first_supplier"]
        firms[customer]["first_supplier"] = supplier


def owing(world, debts):
    """Let customers owe: ``debts`` maps a supplier to what its customer owes it, all of it past due."""
    firms = world.firms
    for supplier, amount in debts.items():
        customer = firms[supplier]["customer"]
        for column in ("receivable", "old_receivable"):
            firms[supplier][column] += amount
        for column in ("payable", "old_payable"):
            firms[customer][column] += amount
