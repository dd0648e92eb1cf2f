"""What lending in a world comes to: who asks, who is paid, how long it takes, what it costs, what goes bad.

The cohort is every request begun within the study's days, and every loan paid out in them. Groups are of
enterprises. What is outstanding is read at the end of the last month that lies within the study's days.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.results.definitions import (
    MONTHS_PER_YEAR,
    PER_ENTERPRISES,
    Horizon,
    Outcome,
    Row,
    groups,
    mean,
    quantile,
    ratio,
    rows_by_code,
    total,
)
from sim.results.economy import (
    ENTERPRISE_GROUP_KINDS,
    at_end,
    counted_years,
    in_order,
    of_enterprises,
    of_group,
    paid,
    trading_years,
)

LENDING: tuple[Outcome, ...] = (
    Outcome("requests", "requests_1000_year", "none"),
    Outcome("asked", "share", "none"),
    Outcome("discouraged", "share", "lower"),
    Outcome("approvals", "share", "higher"),
    Outcome("rejected", "share", "lower"),
    Outcome("days_to_money", "working_days", "lower"),
    Outcome("days_to_money_p90", "working_days", "lower"),
    Outcome("loan_rate", "share_year", "lower"),
    Outcome("bridging_cost", "yuan_year", "lower"),
    Outcome("loans_outstanding", "yuan", "higher"),
    Outcome("loans_growth", "share_year", "higher"),
    Outcome("nonperforming", "share", "lower"),
    Outcome("bank_capital", "yuan", "higher"),
    Outcome("capital_ratio", "share", "none"),
)
#: Tables that only a world with lending has.
LENDING_FRAMES = ("requests", "loans", "lending", "banks")
#: Results of a request with which a bank has said yes or no; a yes may be too dear for the enterprise.
GRANTED = ("paid_out", "declined")
REFUSED = "rejected"


def lent(records) -> bool:
    """Whether anybody lends in this world at all."""
    return getattr(records, "requests", None) is not None


def lending_outcomes(records, horizon: Horizon, scale: float = 1.0) -> list[Row]:
    """Outcome values of lending: rows of group_kind, group, outcome, value.

    - requests: of the cohort, per 1,000 trading enterprises and year. asked, discouraged: share of the enterprises
      in need that ask, and that do not.
    - approvals, rejected: share of the decided requests of the cohort that a bank granted (paid out, or declined by
      the enterprise as too dear), and that were rejected.
    - days_to_money (mean, 90th percentile): working days from the beginning of a request to the money, without
      renewals.
    - loan_rate: rate of the cohort's loans to small enterprises, weighted by principal.
    - bridging_cost: yuan a year that bridging money costs until loans are renewed, at full size.
    - loans_outstanding: yuan, at full size; loans_growth: growth of the loans to small enterprises, a year;
      nonperforming: share of principal; bank_capital: yuan, at full size; capital_ratio: of risk-weighted assets.

    A value that cannot be known (the rate where nothing was lent) is NaN.
    """
    requests = records.requests[records.requests["cohort"].to_numpy(bool)]
    loans = records.loans[(records.loans["cohort"] & records.loans["small"]).to_numpy(bool)]
    outstanding = at_end(records.lending)
    rows: list[Row] = []
    for kind in ("all", *ENTERPRISE_GROUP_KINDS):
        codes, names = groups(records.firms, kind)
        years = trading_years(records.firms, codes, len(names))
        values = _of_requests(requests, of_enterprises(records, codes, requests), years)
        values |= {"loan_rate": weighted_rate(loans, of_enterprises(records, codes, loans), len(names))}
        if kind in ("all", "size"):
            values |= _outstanding(outstanding, of_group(outstanding, kind, names), len(names), scale)
        if kind == "all":
            values |= {name: np.array([value]) for name, value in _region(records, scale).items()}
        rows += in_order(kind, names, values, LENDING)
    return rows


def decided(requests: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Which requests a bank has granted, and which were rejected."""
    return requests["result"].isin(GRANTED).to_numpy(), (requests["result"] == REFUSED).to_numpy()


def is_timed(requests: pd.DataFrame) -> np.ndarray:
    """Which requests were paid out and have a time: not renewals, which wait for the old loan to fall due."""
    return (requests["result"] == "paid_out").to_numpy() & requests["days"].notna().to_numpy()


def weighted_rate(loans: pd.DataFrame, codes: np.ndarray, count: int) -> np.ndarray:
    """Rate of the loans of each group, weighted by principal."""
    granted, rate = loans["granted"].to_numpy(float), loans["rate"].to_numpy(float)
    return ratio(total(codes, count, granted * rate), total(codes, count, granted))


def _of_requests(requests: pd.DataFrame, codes: np.ndarray, years: np.ndarray) -> dict[str, np.ndarray]:
    count = len(years)
    granted, refused = (total(codes, count, which) for which in decided(requests))
    timed = is_timed(requests)
    days = requests["days"].to_numpy(float)[timed]
    by_group = [days[chosen] for chosen in rows_by_code(codes[timed], count)]
    return {
        "requests": ratio(total(codes, count), years / PER_ENTERPRISES),
        "approvals": ratio(granted, granted + refused),
        "rejected": ratio(refused, granted + refused),
        "days_to_money": np.array([mean(values) for values in by_group]),
        "days_to_money_p90": np.array([quantile(values, 0.9) for values in by_group]),
    }


def _outstanding(lending: pd.DataFrame, codes: np.ndarray, count: int, scale: float) -> dict[str, np.ndarray]:
    if not len(lending):
        return {name: np.full(count, np.nan) for name in ("loans_outstanding", "nonperforming")}
    principal = total(codes, count, lending["principal"])
    return {
        "loans_outstanding": principal / scale,
        "nonperforming": ratio(total(codes, count, lending["nonperforming"]), principal),
    }


def _region(records, scale: float) -> dict[str, float]:
    """Values that only the region as a whole has."""
    months = records.months[records.months["counted"].to_numpy(bool)]
    needed, made = (float(months[name].sum()) for name in ("requests_needed", "requests_made"))
    years = counted_years(records)
    banks = at_end(records.banks)
    capital, risk = (float(banks[name].sum()) for name in ("capital", "risk_assets"))
    asked = made / needed if needed else np.nan
    return {
        "asked": asked,
        "discouraged": 1 - asked,
        "bridging_cost": paid(records, "bridge_cost") / years / scale if years else np.nan,
        "loans_growth": _growth(records.banks),
        "bank_capital": capital / scale if len(banks) else np.nan,
        "capital_ratio": capital / risk if risk else np.nan,
    }


def _growth(banks: pd.DataFrame) -> float:
    """Yearly growth of the loans to small enterprises, from the end of the month before the first counted one.

    NaN where no month was closed before, or nothing was lent then.
    """
    small = banks.groupby("month")["small"].sum().sort_index()
    counted = banks.loc[banks["counted"].to_numpy(bool), "month"].unique()
    before = small[small.index < min(counted)] if len(counted) else small.iloc[:0]
    if before.empty or not before.iloc[-1] > 0:
        return np.nan
    return float((small[max(counted)] / before.iloc[-1]) ** (MONTHS_PER_YEAR / len(counted)) - 1)
