"""The books of a world: who owns and owes what, who paid whom what for, and whether every yuan is accounted for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from sim.economy.ledger import KINDS, PAYEE, PAYER, SECTORS
from sim.results.economy import counted_years

#: What sectors own (above zero) and owe (below).
INSTRUMENTS = (
    "money",
    "loans",
    "bridging",
    "trade_credit",
    "bills",
    "taxes_owed",
    "government_arrears",
    "bonds",
    "funding",
)
MONEY = "money"
NET_WORTH = "net_worth"
#: Books are in whole yuan: a difference that is not less than this is one.
YUAN = 0.5

Check = tuple[str, object, str, float, float]


def balance_sheet(records, scale: float = 1.0) -> pd.DataFrame:
    """Yuan that each sector owns and owes at the end of the last month of the study's days, at full size.

    A row an instrument, a column a sector, the net worth of each as the last row.
    """
    month = records.months.loc[records.months["counted"].to_numpy(bool), "month"].max()
    last = records.balances[(records.balances["month"] == month).to_numpy()]
    sheet = _wide(last, "instrument", "sector").reindex(index=INSTRUMENTS, columns=SECTORS, fill_value=0.0) / scale
    sheet.loc[NET_WORTH] = sheet.sum()
    return sheet.rename_axis(index="instrument", columns=None)


def flow_matrix(records, scale: float = 1.0) -> pd.DataFrame:
    """Yuan a year of each kind of payment over the study's days, at full size: kind, payer, payee, amount."""
    accounts = records.accounts[records.accounts["counted"].to_numpy(bool)]
    amount = accounts["amount"].groupby(accounts["kind"].astype(str)).sum().reindex(KINDS, fill_value=0.0)
    sides = {"payer": [SECTORS[side] for side in PAYER], "payee": [SECTORS[side] for side in PAYEE]}
    years = counted_years(records)
    flows = pd.DataFrame({"kind": KINDS, **sides, "amount": amount.to_numpy(float)})
    return flows.assign(amount=flows["amount"] / years / scale if years else float("nan"))


def sector_flows(flows: pd.DataFrame) -> pd.DataFrame:
    """What each sector is paid and pays, and the difference, from a flow matrix: columns received, paid, change."""
    received, paid = (
        flows.groupby(side)["amount"].sum().reindex(SECTORS, fill_value=0.0) for side in ("payee", "payer")
    )
    return pd.DataFrame({"received": received, "paid": paid, "change": received - paid}).rename_axis(index="sector")


def identities(records) -> pd.DataFrame:
    """Every equation that the books must satisfy, month by month: identity, month, of, expected, found (yuan).

    - ``money``: what a sector's money changes by is what it was paid less what it paid;
    - ``total``: what is owed of an instrument is what is owned of it, so it sums to nothing over the sectors; the
      sum of money stays what it was;
    - ``claims``: what was owed, with what is new and without what was repaid or cancelled, is what is owed;
    - ``opening``: a month begins with what the one before ended with.
    """
    checks = [*_money(records), *_totals(records.balances), *_claims(records.claims)]
    return pd.DataFrame(checks, columns=["identity", "month", "of", "expected", "found"])


def violations(records) -> pd.DataFrame:
    """Those of the identities that do not hold to the yuan, with the difference."""
    checks = identities(records)
    difference = checks["found"] - checks["expected"]
    broken = ~(difference.abs() < YUAN)
    return checks.assign(difference=difference)[broken].reset_index(drop=True)


def _money(records) -> Iterator[Check]:
    """The first month that is known has none before it that its change could be taken from."""
    balances = records.balances[(records.balances["instrument"] == MONEY).to_numpy()]
    money = _wide(balances, "month", "sector").reindex(columns=SECTORS, fill_value=0.0)
    net = sum(
        sign * _wide(records.accounts, "month", side).reindex(columns=SECTORS, fill_value=0.0)
        for side, sign in (("payee", 1), ("payer", -1))
    )
    so_far = net.reindex(net.index.union(money.index), fill_value=0.0).cumsum().reindex(money.index)
    for sector in SECTORS:
        expected, found = so_far[sector].diff().iloc[1:], money[sector].diff().iloc[1:]
        yield from _rows("money", sector, {"expected": expected, "found": found})


def _totals(balances: pd.DataFrame) -> Iterator[Check]:
    totals = _wide(balances, "month", "instrument")
    for instrument in totals.columns:
        found = totals[instrument]
        expected = found.iloc[0] if instrument == MONEY else 0.0
        yield from _rows("total", instrument, {"expected": found * 0.0 + expected, "found": found})


def _claims(claims: pd.DataFrame) -> Iterator[Check]:
    for instrument, rows in claims.groupby(claims["instrument"].astype(str), sort=False):
        months = rows.set_index("month").sort_index()
        rolled = months["opening"] + months["new"] - months["repaid"] - months["cancelled"]
        yield from _rows("claims", instrument, {"expected": rolled, "found": months["closing"]})
        before, opening = months["closing"].shift().iloc[1:], months["opening"].iloc[1:]
        yield from _rows("opening", instrument, {"expected": before, "found": opening})


def _rows(identity: str, of: str, sides: Mapping[str, pd.Series]) -> Iterator[Check]:
    for month, expected, found in zip(sides["found"].index, *sides.values(), strict=True):
        yield identity, month, of, float(expected), float(found)


def _wide(frame: pd.DataFrame, index: str, columns: str) -> pd.DataFrame:
    """Sums of amounts, a column for each value of a key."""
    keys = [frame[name] if name == "month" else frame[name].astype(str) for name in (index, columns)]
    return frame["amount"].astype(float).groupby(keys).sum().unstack(columns, fill_value=0.0).sort_index()
