"""From the economy of a resolved scenario to its tables."""

from datetime import date, timedelta

import numpy as np

from sim.economy import tables as economy
from sim.economy.claims import CHANGES, INSTRUMENTS
from sim.economy.ledger import KINDS
from sim.engine.quantiles import mean_of
from sim.region.values import as_distribution, at

NO_PROCEDURE = -1
NORMAL = {"dist": "norm", "loc": 0.0, "scale": 1.0}

ECONOMY_COLUMNS = (
    # path in the tree below ``economy``, column
    (("quality", "margin"), "margin_spread"),
    (("quality", "standing"), "standing_worth"),
    (("quality", "persistence"), "persistence"),
    (("taxes", "vat_threshold"), "vat_threshold"),
    (("taxes", "vat_small"), "vat_small"),
    (("taxes", "vat_general"), "vat_general"),
    (("taxes", "six_taxes"), "six_taxes"),
    (("taxes", "six_taxes_relief"), "six_taxes_relief"),
    (("taxes", "income"), "income_tax"),
    (("taxes", "small_profit", "below"), "small_profit"),
    (("taxes", "small_profit", "rate"), "small_profit_rate"),
    (("taxes", "self_employed"), "self_employed_tax"),
    (("taxes", "social"), "social"),
    (("taxes", "charges"), "charges"),
    (("premises", "state"), "state_premises"),
    (("premises", "relief"), "rent_relief"),
    (("premises", "incubated"), "incubation"),
    (("premises", "young"), "young"),
    (("premises", "subsidy"), "rent_subsidy"),
    (("utilities", "grace"), "grace"),
    (("utilities", "cut_off"), "cut_off"),
    (("procurement", "reserved"), "reserved"),
    (("procurement", "late"), "late"),
    (("procurement", "bonds"), "bonds"),
    (("procurement", "bonds_in_cash"), "bonds_in_cash"),
    (("procurement", "bond_fee"), "bond_fee"),
    (("trade", "term"), "term"),
    (("trade", "withheld"), "withheld"),
    (("trade", "cleared"), "cleared"),
    (("trade", "reserve"), "reserve"),
    (("investment", "opportunities"), "opportunities"),
    (("investment", "own"), "own"),
    (("investment", "patience"), "project_patience"),
    (("investment", "decay"), "decay"),
    (("investment", "subsidy"), "research_subsidy"),
    (("staffing", "speed"), "hiring"),
    (("owners", "keep"), "keep"),
    (("owners", "draw"), "draw"),
    (("exit", "losses"), "losses"),
    (("exit", "simple"), "simple"),
    (("exit", "striking_off"), "striking_off"),
    (("exit", "effort"), "exit_effort"),
    (("exit", "dormancy"), "dormancy"),
    (("exit", "dormant_cost"), "dormant_cost"),
    (("exit", "wakes"), "wakes"),
    (("exit", "longest"), "longest"),
    (("insolvency", "patience"), "insolvency_patience"),
    (("insolvency", "coordinated"), "coordinated"),
    (("insolvency", "months"), "proceedings"),
    (("insolvency", "coordinated_months"), "coordinated_proceedings"),
    (("insolvency", "reorganised"), "reorganised"),
    (("insolvency", "coordinated_reorganised"), "coordinated_reorganised"),
    (("insolvency", "haircut"), "haircut"),
    (("insolvency", "assets"), "assets"),
    (("credit_record", "marks_last"), "marks_last"),
    (("credit_record", "repair"), "repair"),
    (("credit_record", "repair_after"), "repair_after"),
    (("entry", "days"), "entry_days"),
    (("entry", "satisfaction"), "entry_satisfaction"),
    (("entry", "credit"), "entry_credit"),
    (("entry", "most"), "entry_most"),
    (("entry", "memory"), "entry_memory"),
    (("entry", "trades"), "begins"),
    (("entry", "growth"), "first_growth"),
    (("idle",), "idle"),
)
DRAWN_ONCE = ("margin_spread", "standing_worth", "state_premises", "idle", "entry_most")
"""Columns that matter on the first day only."""

SECTOR_COLUMNS = (
    "productivity",
    "wage",
    "margin",
    "rent",
    "utilities",
    "volatility",
    "demand",
    "chain",
    "government",
    "intensity",
    "research",
)
SIZE_COLUMNS = ("most_staff", "productivity", "wage", "investment", "small")


class EconomyTables:
    """Builds the tables of the economy for a :class:`~sim.region.compile.Compiler`; keeps the names of their rows."""

    def __init__(self, compiler):
        self._compiler = compiler
        self._tree = compiler.tree["economy"]
        self._people = compiler.tree["population"]
        self.sectors = list(self._people["sectors"])
        self.sizes = list(self._people["sizes"])

    def build(self, enterprises: np.ndarray, audit: bool) -> dict[str, np.ndarray]:
        """All tables by name; what is drawn of enterprises comes later (:func:`sim.economy.population.populate`)."""
        count = len(enterprises)
        return {
            "economy": self._economy(),
            "firm_sizes": self._sizes(),
            "firm_sectors": self._sectors(),
            "firms": np.zeros(count, dtype=economy.FIRM),
            "customers_of": self._customers(),
            "flows": np.zeros(len(KINDS)),
            "audit": np.zeros((count if audit else 0, len(KINDS))),
            "claims": np.zeros((len(INSTRUMENTS), len(CHANGES))),
            "counts": np.zeros(len(economy.COUNTS), dtype=np.int64),
            "wanted": np.zeros(count),
            "scratch": np.zeros(count),
            "stopping": np.array(self._tree["exit"]["stopping"], dtype=float),
            "buyers": np.zeros(count, dtype=np.int64),
            "buyers_first": np.zeros(len(self.sectors) * len(self.sizes) + 1, dtype=np.int64),
        }

    def procedure(self, name: str | None) -> int:
        """Row of a procedure; -1 for none."""
        return NO_PROCEDURE if name is None else self._compiler.procedures.index(name)

    def _economy(self) -> np.ndarray:
        rows = np.zeros(1, dtype=economy.ECONOMY)
        row = rows[0]
        row["on"] = row["entry"] = row["month_share"] = 1
        for path, column in ECONOMY_COLUMNS:
            row[column] = at(self._tree, path)
        row["normal"] = self._compiler.distribution(("economy", "normal"), NORMAL)
        row["procedure"] = self.procedure(self._tree["exit"]["procedure"])
        row["simple_procedure"] = self.procedure(self._tree["exit"]["simple_procedure"])
        for column, path in (("growth", ("investment", "growth")), ("entry_capital", ("entry", "capital"))):
            row[column] = self._compiler.distribution(("economy", *path), at(self._tree, path))
        return rows

    def _sizes(self) -> np.ndarray:
        rows = np.zeros(len(self.sizes), dtype=economy.FIRM_SIZE)
        for row, name in zip(rows, self.sizes, strict=True):
            entry = self._tree["sizes"][name]
            for column in SIZE_COLUMNS:
                row[column] = entry[column]
            for column in ("staff", "cash"):
                row[column] = self._compiler.distribution(("economy", "sizes", name, column), entry[column])
            row["taxpayer"] = economy.TAXPAYERS.index(entry["taxpayer"])
            row["conversion"] = self.procedure(entry["conversion"])
            row["hourly_wage"] = self._people["sizes"][name]["wage"] / 60.0
            buys = mean_of(as_distribution(entry["staff"])) * entry["productivity"]
            row["purchases"] = self._people["sizes"][name]["share"] * buys
        rows["purchases"] = np.cumsum(rows["purchases"])
        return rows

    def _sectors(self) -> np.ndarray:
        rows = np.zeros(len(self.sectors), dtype=economy.FIRM_SECTOR)
        for row, name in zip(rows, self.sectors, strict=True):
            entry = self._tree["sectors"][name]
            for column in SECTOR_COLUMNS:
                row[column] = entry[column]
            row["shocked"] = row["season"] = 1.0
            permit = entry["permit"]
            row["permit"] = self.procedure(permit["procedure"] if permit else None)
            row["permit_share"] = permit["share"] if permit else 0.0
        return rows

    def _customers(self) -> np.ndarray:
        """Cumulative weights of the sectors in which a sector's customers are, shape (sectors, sectors)."""
        rows = []
        for name in self.sectors:
            given = self._tree["sectors"][name]["customers"]
            rows.append([given.get(other, 0.0 if given else 1.0) for other in self.sectors])
        return np.cumsum(np.array(rows, dtype=float), axis=1)

    # ------------------------------------------------------------------------------- month by month

    def set_month(self, world, closing: date, next_month: date, share: float, number: int) -> None:
        """Tell the tables which month is being closed: its first day, its number, how much of it was simulated."""
        row = world.economy[0]
        row["month"], row["calendar_month"], row["month_share"] = number, closing.month - 1, share
        for sector, name in zip(world.firm_sectors, self.sectors, strict=True):
            entry = self._tree["sectors"][name]
            sector["season"] = entry["season"][closing.month - 1] / np.mean(entry["season"])
            sector["shocked"] = self._shock(name, closing, next_month)

    def _shock(self, sector: str, first: date, after: date) -> float:
        """Demand under the shocks of a month, by the days on which they hold."""
        days = (after - first).days
        product = 1.0
        for shock in self._tree["shocks"]:
            begins, ends = max(day_of(shock["from"]), first), min(day_of(shock["until"]), after)
            held = max((ends - begins).days, 0)
            product *= 1.0 + held / days * (shock["demand"].get(sector, 1.0) - 1.0)
        return product


def day_of(value) -> date:
    """A date of the tree, be it a date or its ISO form."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def month_after(first: date) -> date:
    """The first day of the next month."""
    return (first.replace(day=1) + timedelta(days=32)).replace(day=1)
