"""What the economy of a world comes to: enterprises, jobs, revenue, arrears, taxes and the government's books.

Counted months are those that lie within the study's days; sums of money over them are turned into yuan a year.
The end is that of the last counted month for what is read from books, and of the study's days for enterprises.
An enterprise belongs to the size class that it had when the study's days began, or when it was founded.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim.results.definitions import (
    DAYS_PER_YEAR,
    MINUTES_PER_DAY,
    MONTHS_PER_YEAR,
    PER_ENTERPRISES,
    Horizon,
    Outcome,
    Row,
    groups,
    numbered,
    ratio,
    total,
)

ECONOMY: tuple[Outcome, ...] = (
    Outcome("entry", "share_year", "higher"),
    Outcome("exit", "share_year", "lower"),
    Outcome("enterprises", "enterprises", "higher"),
    Outcome("enterprises_growth", "share_year", "higher"),
    Outcome("trading", "share", "higher"),
    Outcome("insolvencies", "insolvencies_1000_year", "lower"),
    Outcome("survival", "share", "higher"),
    Outcome("jobs", "people", "higher"),
    Outcome("revenue", "yuan_year", "higher"),
    Outcome("profit", "yuan_year", "higher"),
    Outcome("arrears", "yuan", "lower"),
    Outcome("tax_revenue", "yuan_year", "none"),
    Outcome("fiscal_balance", "yuan_year", "higher"),
)
#: Ways to split enterprises, beside everybody together ("all"); each is a column of the table of enterprises.
ENTERPRISE_GROUP_KINDS = ("sector", "size", "district")
#: Tables that only a world with an economy has.
ECONOMY_FRAMES = ("accounts", "balances", "claims", "months", "firms", "entrants", "exits")
#: Kinds of payment that are taxes, charges, fees of approvals, fines or social insurance.
TAXES = (
    "social_insurance",
    "value_added_tax",
    "six_taxes",
    "income_tax",
    "charges",
    "fines",
    "late_taxes",
)
#: How a deficit is made good and a surplus handed on: no part of the balance itself.
TREASURY = ("treasury_in", "treasury_out")


def economic(records) -> bool:
    """Whether money is modelled in this world at all."""
    return getattr(records, "firms", None) is not None


def economy_outcomes(records, horizon: Horizon, scale: float = 1.0) -> list[Row]:
    """Outcome values of the economy: rows of group_kind, group, outcome, value.

    - entry, exit: founded in the study's days, and struck off, liquidated or revoked in them, as a share of those
      registered at their beginning, a year; enterprises: registered at the end, at full size;
      enterprises_growth: change of that number as a share of the beginning, a year; trading: share of them that trade.
    - insolvencies: proceedings opened in counted months, per 1,000 trading enterprises and year.
    - survival: share of those founded at least a year before the run ends who trade a year after their licence.
    - jobs: people who work in enterprises at the end, at full size.
    - revenue, profit: of all enterprises, yuan a year, at full size; arrears: yuan that enterprises owe each
      other past due, at the end, at full size.
    - tax_revenue: taxes, charges, fees, fines and social insurance, yuan a year, at full size; fiscal_balance:
      all that government is paid less all that it pays (the cost of measures included), without how the
      difference is financed.

    A value that cannot be known (a share of nobody; anything a year without a counted month) is NaN.
    """
    firms = records.firms
    years = horizon.days / DAYS_PER_YEAR
    rows: list[Row] = []
    for kind in ("all", *ENTERPRISE_GROUP_KINDS):
        codes, names = groups(firms, kind)
        values = _register(records, codes, len(names), years, scale) | _sums(records, codes, len(names), scale)
        if kind in ("all", "size"):
            values |= {"survival": survival(records.entrants, horizon, kind, names)}
        if kind == "all":
            values |= {name: np.array([value]) for name, value in _region(records, scale).items()}
        rows += in_order(kind, names, values, ECONOMY)
    return rows


def in_order(kind: str, names: Sequence[str], values: dict[str, np.ndarray], outcomes: Sequence[Outcome]) -> list[Row]:
    """Rows for each group of what is known of it, in the order of the outcomes."""
    return [
        (kind, name, one.id, float(values[one.id][number]))
        for number, name in enumerate(names)
        for one in outcomes
        if one.id in values
    ]


def of_group(frame: pd.DataFrame, kind: str, names: Sequence[str]) -> np.ndarray:
    """The place of each row's group among some names, -1 where it is none of them; "all" is one group."""
    return np.zeros(len(frame), np.intp) if kind == "all" else numbered(frame[kind], names)


def counted_years(records) -> float:
    """The counted months, in years."""
    return float(records.months["counted"].sum()) / MONTHS_PER_YEAR


def at_end(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the last counted month of a table of months."""
    counted = frame[frame["counted"].to_numpy(bool)]
    return counted[counted["month"] == counted["month"].max()]


def paid(records, *kinds: str) -> float:
    """Yuan paid in counted months, as simulated, in some kinds of payment."""
    accounts = records.accounts
    chosen = accounts["counted"].to_numpy(bool) & accounts["kind"].isin(kinds).to_numpy()
    return float(accounts["amount"].to_numpy(float)[chosen].sum())


def of_enterprises(records, codes: np.ndarray, frame: pd.DataFrame) -> np.ndarray:
    """The group of each row's enterprise, from the groups of the table of enterprises; -1 for one it does not hold."""
    place = pd.Index(records.firms["enterprise"]).get_indexer(frame["enterprise"])
    return np.where(place >= 0, codes[place], -1) if len(codes) else np.full(len(frame), -1)


def ended(records) -> pd.DataFrame:
    """The exits of the study's days."""
    return records.exits[records.exits["cohort"].to_numpy(bool)]


def registered(records) -> tuple[np.ndarray, np.ndarray]:
    """Which enterprises are registered at the beginning and at the end of the study's days."""
    firms = records.firms
    return ~firms["founded"].to_numpy(bool), ~firms["enterprise"].isin(ended(records)["enterprise"]).to_numpy()


def trading_years(firms: pd.DataFrame, codes: np.ndarray, count: int) -> np.ndarray:
    """Years that the enterprises of each group traded in counted months."""
    return total(codes, count, firms["months"]) / MONTHS_PER_YEAR


def survival(entrants: pd.DataFrame, horizon: Horizon, kind: str, names: Sequence[str]) -> np.ndarray:
    """Share of the entrants of each group that trade a year after the licence, of those a year old at the end."""
    judged, survived = survivors(entrants, horizon)
    codes = of_group(entrants, kind, names)
    return ratio(total(codes, len(names), survived), total(codes, len(names), judged))


def survivors(entrants: pd.DataFrame, horizon: Horizon) -> tuple[np.ndarray, np.ndarray]:
    """Which entrants are old enough to tell, and which of them trade a year after the licence."""
    year = entrants["founded"].to_numpy(float) + DAYS_PER_YEAR * MINUTES_PER_DAY
    judged = year <= horizon.end
    opened, stopped, left = (entrants[name].to_numpy(float) for name in ("opened", "stopped", "ended_at"))
    trades = (opened <= year) & ~(stopped <= year) & ~(left <= year)
    return judged, judged & trades


def _register(records, codes: np.ndarray, count: int, years: float, scale: float) -> dict[str, np.ndarray]:
    """Numbers of enterprises and jobs in each group."""
    firms = records.firms
    began, remain = registered(records)
    before, after = total(codes, count, began), total(codes, count, remain)
    trades = (firms["status_end"] == "trading").to_numpy()
    gone = total(of_enterprises(records, codes, ended(records)), count)
    return {
        "entry": ratio(total(codes, count, firms["founded"]), before) / years,
        "exit": ratio(gone, before) / years,
        "enterprises": after / scale,
        "enterprises_growth": ratio(after - before, before) / years,
        "trading": ratio(total(codes, count, trades), after),
        "jobs": total(codes, count, firms["jobs_end"]) / scale,
    }


def _sums(records, codes: np.ndarray, count: int, scale: float) -> dict[str, np.ndarray]:
    """Yuan a year of each group, at full size."""
    years = np.full(count, counted_years(records))
    return {name: ratio(total(codes, count, records.firms[name]), years) / scale for name in ("revenue", "profit")}


def _region(records, scale: float) -> dict[str, float]:
    """Values that only the region as a whole has."""
    years = np.array(counted_years(records))
    months = records.months[records.months["counted"].to_numpy(bool)]
    accounts = records.accounts[records.accounts["counted"].to_numpy(bool)]
    treasury = accounts["kind"].isin(TREASURY).to_numpy()
    amount = np.where(treasury, 0.0, accounts["amount"].to_numpy(float))
    received, spent = (amount[(accounts[side] == "government").to_numpy()].sum() for side in ("payee", "payer"))
    traded = records.firms["months"].sum() / MONTHS_PER_YEAR
    last = at_end(records.months)
    return {
        "insolvencies": float(ratio(np.array(months["insolvencies"].sum()), np.array(traded / PER_ENTERPRISES))),
        "arrears": float(last["arrears"].sum()) / scale if len(last) else np.nan,
        "tax_revenue": float(ratio(np.array(paid(records, *TAXES)), years)) / scale,
        "fiscal_balance": float(ratio(np.array(received - spent), years)) / scale,
    }
