"""What happened in lending, as frames named after the engine's tables."""

import pandas as pd

from sim.lending.tables import REQUEST
from tests.oracle.part import COMPONENTS

REQUEST_COLUMNS = tuple(name for name in REQUEST.names if name not in ("renews", "suspended", "suspended_worked"))
LOAN_COLUMNS = (
    "enterprise",
    "request",
    "bank",
    "product",
    "state",
    "schedule",
    "small",
    "overdue",
    "months",
    "granted",
    "principal",
    "arrears",
    "behind",
    "rate",
    "pd",
    "cover",
    "recovery",
    "provision",
    "begun",
    "matures",
    "defaulted",
    "guaranteed_paid",
    "written_off",
    "fees",
)
BANK_COLUMNS = (
    "capital",
    "funds",
    "money",
    "appetite",
    "intercept",
    "loans",
    "bad",
    "small",
    "committed",
    "small_before",
    "provisions",
    "earned",
    "lost",
    "needed",
    "profit",
    "expected",
    "seen",
)


def frames(lending) -> dict[str, pd.DataFrame]:
    """All frames of lending."""
    requests, loans = lending.requests, lending.loans
    rows = [
        {name: getattr(one, name) for name in REQUEST_COLUMNS} | {"renews": one.renews.number if one.renews else -1}
        for one in requests
    ]
    paths = [one.path or [0.0] * len(COMPONENTS) for one in requests]  # written when it ends or waits for registration
    credit = {
        "prime": lending.prime,
        "guarantor": lending.guarantor.money,
        "guaranteed": lending.guarantor.guaranteed,
        "fund": lending.fund,
        "needed": lending.demand.needed,
        "asked": lending.demand.asked,
    }
    return {
        "requests": pd.DataFrame(rows, columns=[*REQUEST_COLUMNS, "renews"]),
        "request_paths": pd.DataFrame(paths, columns=range(len(COMPONENTS))),
        "loans": pd.DataFrame(
            [{name: getattr(one, name) for name in LOAN_COLUMNS} for one in loans], columns=LOAN_COLUMNS
        ),
        "banks": pd.DataFrame([bank_row(lending, bank) for bank in lending.banks]),
        "chances": pd.DataFrame(lending.beliefs.chances),
        "credit": pd.DataFrame([credit]),
    }


def bank_row(lending, bank) -> dict[str, float]:
    """A bank's books now."""
    return {name: float(getattr(bank, name)) for name in BANK_COLUMNS}
