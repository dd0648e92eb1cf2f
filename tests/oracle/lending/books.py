"""What lending keeps: loans, requests, banks, guarantor and fund (docs/lending.md, section 2).

State only. Parameters stay in the compiled tables, where measures change them (docs/lending.md, section 16).
"""

import math
from dataclasses import dataclass, field

from sim.lending import tables

MONTH = 365.25 / 12 * 1440.0
"""A month as a span of time, in minutes (docs/economy.md, section 1)."""

NONE = -1
ALIVE = (tables.PERFORMING, tables.OVERDUE, tables.DEFAULTED)


@dataclass(eq=False)
class Loan:
    """A loan; the columns of the engine's table of the same names."""

    number: int
    enterprise: int
    bank: int
    product: int
    schedule: int
    small: bool
    granted: float
    principal: float
    rate: float
    pd: float
    cover: float
    recovery: float
    months: int
    begun: float
    matures: float
    request: int = NONE
    serial: int = NONE  # of that request among those of its enterprise
    security: int = tables.UNSECURED
    state: int = tables.PERFORMING
    renewing: int = NONE
    overdue: int = 0
    arrears: float = 0.0
    behind: float = 0.0
    provision: float = 0.0
    defaulted: float = math.nan
    guaranteed_paid: float = 0.0
    written_off: float = 0.0
    fees: float = 0.0

    @property
    def alive(self) -> bool:
        """Neither repaid nor written off."""
        return self.state in ALIVE

    @property
    def in_default(self) -> bool:
        """Non-performing (docs/lending.md, section 11)."""
        return self.state == tables.DEFAULTED


@dataclass(eq=False)
class Request:
    """A request for a loan, from the moment at which it is decided upon."""

    number: int
    enterprise: int
    serial: int
    reason: int
    wanted: float
    begins: float
    introduced: bool = False
    renews: Loan | None = None
    without_principal: bool = False
    search: int = tables.OWN_BANK
    platform: int = NONE
    product: int = NONE
    online: bool = False
    urgent: bool = False
    result: int = tables.OPEN
    refusal: int = 0
    asked: int = 0
    bank: int = NONE
    first_bank: int = NONE
    case: int = NONE
    loan: int = NONE
    amount: float = 0.0
    rate: float = 0.0
    pd: float = 0.0
    cover: float = 0.0
    signal: float = 0.0
    begun: float = math.nan
    decided: float = math.nan
    ended: float = math.nan
    bridged: float = 0.0
    bridge_cost: float = 0.0
    bridge_days: float = 0.0
    path: list[float] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Under way, or about to begin."""
        return self.result == tables.OPEN

    def note(self, answer) -> None:
        """What a bank thought of it last, be it only asked for an offer on a platform."""
        self.refusal, self.rate, self.pd, self.signal = answer.refusal, answer.rate, answer.pd, answer.signal

    def renews_at(self, bank: int) -> bool:
        """Whether it renews a loan of this bank."""
        return self.renews is not None and self.renews.bank == bank


@dataclass(eq=False)
class Bank:
    """A bank's books (docs/lending.md, section 13)."""

    number: int
    capital: float
    funds: float
    provisions: float
    intercept: float
    loans: float  # principal outstanding
    small: float  # of it to small enterprises
    bad: float = 0.0  # of it in default
    small_before: float = 0.0  # at the last payment of the incentive
    committed: float = 0.0
    needed: float = 0.0  # provisions that its loans call for
    money: float = 0.0  # since the last settlement
    earned: float = 0.0  # since the last closing: interest, fees, incentive, compensation
    lost: float = 0.0  # since the last closing: written off
    profit: float = 0.0
    appetite: float = 0.0
    expected: float = 0.0  # defaults, this quarter
    seen: float = 0.0


@dataclass(eq=False)
class Guarantor:
    """The guarantor (docs/lending.md, section 14)."""

    money: float
    guaranteed: float = 0.0  # its share of principal, committed or outstanding
