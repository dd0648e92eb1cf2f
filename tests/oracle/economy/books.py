"""What is written down at a month's end, and how it is read out (docs/economy.md, sections 2 and 6)."""

import math

import numpy as np
import pandas as pd

from sim.economy.ledger import KINDS
from sim.economy.tables import DORMANT, FIRM, IDLE, INSOLVENT
from tests.oracle.economy.firm import NOT_STATE
from tests.oracle.economy.ledger import CHANGES, INSTRUMENTS

COLUMNS = tuple(name for name in FIRM.names if name not in NOT_STATE)


class Books:
    """Flows, claims and a census of every month."""

    def __init__(self, economy):
        self._economy = economy
        self.flows: list[dict] = []
        self.claims: list[dict] = []
        self.months: list[dict] = []

    def write_down(self) -> None:
        """Section 6, step 12."""
        ledger = self._economy.ledger
        self.flows.append(dict(ledger.flows))
        self.claims.append(
            {f"{one}.{change}": ledger.claims.get((one, change), 0.0) for one in INSTRUMENTS for change in CHANGES}
        )
        self.months.append(self._census())

    def _census(self) -> dict:
        economy, lifecycle = self._economy, self._economy.town.lifecycle
        firms = economy.firms
        trading = economy.trading()
        satisfaction = [firm.enterprise.satisfaction for firm in trading]
        return {
            "month": economy.first.replace(day=1),
            "counted": economy.counting,
            "registered": lifecycle.registered(),
            "trading": len(trading),
            "dormant": sum(firm.status == DORMANT for firm in firms),
            "idle": sum(firm.status == IDLE for firm in firms),
            "insolvent": sum(firm.status == INSOLVENT for firm in firms),
            "jobs": sum(firm.staff for firm in trading),
            **economy.counts,
            "revenue": sum(firm.revenue for firm in trading),
            "profit": sum(firm.profit for firm in trading),
            "arrears": sum(firm.old_receivable for firm in firms),
            "overdue_bills": sum(firm.overdue_bills for firm in firms),
            "entry": lifecycle.entry.response,
            "exit_days": lifecycle.entry.exit_days(simple=False) or 0.0,
            "satisfaction": sum(satisfaction) / len(satisfaction) if satisfaction else math.nan,
        }

    def _audit(self) -> pd.DataFrame:
        """What each firm was paid less what it paid since the first day, by kind (columns by number)."""
        table = np.zeros((len(self._economy.firms), len(KINDS)))
        for (row, kind), amount in self._economy.ledger.audit.items():
            table[row, KINDS.index(kind)] = amount
        return pd.DataFrame(table)

    def frames(self) -> dict[str, pd.DataFrame]:
        """Firms as they stand; flows, claims and the census month by month."""
        economy = self._economy
        return {
            "firms": pd.DataFrame({name: [getattr(firm, name) for firm in economy.firms] for name in COLUMNS}),
            "audit": self._audit(),
            "flows": pd.DataFrame(self.flows, columns=list(KINDS)),
            "claims": pd.DataFrame(self.claims),
            "months": pd.DataFrame(self.months),
        }
