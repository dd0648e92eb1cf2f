"""Reading the economy out: the books, the census of every month, enterprises, founders and exits as pandas frames."""

import numpy as np
import pandas as pd

from sim.economy.claims import CHANGES, INSTRUMENTS
from sim.economy.ledger import BANKS, ENTERPRISES, GOVERNMENT, KINDS, OUTSIDE, PAYEE, PAYER, SECTORS
from sim.economy.tables import ENDS, NOT_YET, STATUSES
from sim.engine.clock import DAY
from sim.inspections.state import YEAR
from sim.region.books import STOCKS
from sim.region.records_inspections import in_study, names, who


def accounts(region) -> pd.DataFrame:
    """One row a month and kind of payment: who paid whom how much (yuan, as simulated)."""
    books = region.books
    months = [one["month"] for one in books.months]
    counted = np.array([one["counted"] for one in books.months], dtype=bool)
    flows = np.array(books.flows).reshape(len(months), len(KINDS))
    month, kind = np.nonzero(flows)
    return pd.DataFrame(
        {
            "month": np.array(months, dtype=object)[month],
            "kind": names(kind, KINDS),
            "payer": names(np.array(PAYER)[kind], SECTORS),
            "payee": names(np.array(PAYEE)[kind], SECTORS),
            "amount": flows[month, kind],
            "counted": counted[month],
        }
    )


def balances(region) -> pd.DataFrame:
    """What every sector owns (positive) and owes (negative) at the end of every month, by instrument."""
    books = region.books
    months = [one["month"] for one in books.months]
    stocks = np.array(books.balances)[..., : len(SECTORS)]
    month, stock, sector = (axis.ravel() for axis in np.indices(stocks.shape))
    return pd.DataFrame(
        {
            "month": np.array(months, dtype=object)[month],
            "sector": names(sector, SECTORS),
            "instrument": names(stock, STOCKS),
            "amount": stocks.ravel(),
        }
    )


def claims(region) -> pd.DataFrame:
    """How every kind of claim rolled forward: what was owed, new, repaid, cancelled, and is owed (yuan)."""
    books, rows = region.books, []
    before = books.opening
    for number, month in enumerate(books.months):
        after, change = books.balances[number], books.claims[number]
        for row, instrument in enumerate(INSTRUMENTS):
            opening, closing = (owed(stocks, instrument) for stocks in (before, after))
            rows.append((month["month"], instrument, opening, *change[row], closing))
        before = after
    return pd.DataFrame(rows, columns=["month", "instrument", "opening", *CHANGES, "closing"])


CREDITOR = {
    "loans": BANKS,
    "bridging": OUTSIDE,
    "bills": OUTSIDE,
    "taxes_owed": GOVERNMENT,
    "government_arrears": ENTERPRISES,
    "bonds": ENTERPRISES,
    "funding": OUTSIDE,
    "trade_credit": -1,  # within a sector nothing is left of it: it is kept apart
}
"""Whose claim an instrument is."""


def owed(stocks: np.ndarray, instrument: str) -> float:
    """What is owed by an instrument, of stocks by instrument and sector (below zero if banks have lent the money
    market more than they have drawn from it)."""
    return float(stocks[STOCKS.index(instrument), CREDITOR[instrument]])


def months(region) -> pd.DataFrame:
    """One row a month: how many enterprises there are, what they earn and owe, what happened to them."""
    return pd.DataFrame(region.books.months)


def _status(region, which: str) -> np.ndarray:
    taken = getattr(region.books, which)
    return taken["status"] if taken is not None else region.world.firms["status"]


def firms(region) -> pd.DataFrame:
    """One row an enterprise that was on the register on some day of the study."""
    world, books = region.world, region.books
    rows, firm = world.enterprises, world.firms
    start = books.at_start or {name: firm[name] for name in ("status", "staff", "debt")}
    end = books.at_end or {"status": firm["status"], "staff": firm["staff"], "debt": firm["debt"],
                           "size_class": rows["size_class"]}  # fmt: skip
    opens, closes = region.warm_up * DAY, (region.warm_up + region.days) * DAY
    began, ceased = rows["began"], rows["ceased"]
    there = ~np.isnan(began) & (began < closes) & ~(ceased < opens)
    pick = np.flatnonzero(there)
    founded = began[pick] >= opens
    sizes = region.compiled.tree["population"]["sizes"]
    size_start = start.get("size_class", rows["size_class"])[pick]
    frame = who(region, pick)
    frame["size"] = names(np.where(founded, firm["first_size"][pick], size_start), sizes)
    moment = np.where(founded, 0.0, opens - np.maximum(began[pick], 0.0))
    age = np.where(began[pick] < 0.0, rows["age"][pick] + opens / YEAR, moment / YEAR)
    return pd.DataFrame(
        {
            **frame,
            "size_end": names(end["size_class"][pick], sizes),
            "age": age,
            "founded": founded,
            "status_start": names(start["status"][pick], STATUSES),
            "status_end": names(end["status"][pick], STATUSES),
            "ended": names(firm["ended"][pick], ENDS),
            "jobs_start": np.where(start["status"][pick] == STATUSES.index("trading"), start["staff"][pick], 0.0),
            "jobs_end": np.where(end["status"][pick] == STATUSES.index("trading"), end["staff"][pick], 0.0),
            "revenue": firm["sales"][pick],
            "profit": firm["earned"][pick],
            "taxes": firm["taxed"][pick],
            "time_cost": firm["time_cost"][pick],
            "interest": firm["interest"][pick],
            "months": firm["counted_months"][pick].astype(np.int64),
            "debt_end": end["debt"][pick],
            "standing": firm["standing"][pick],
        }
    )


def entrants(region) -> pd.DataFrame:
    """Everybody founded since the first day: when licensed, whether and when they traded and stopped, their people."""
    world = region.world
    rows = world.enterprises
    pick = np.flatnonzero(rows["began"] >= 0.0)
    firm = world.firms[pick]
    return pd.DataFrame(
        {
            **who(region, pick),
            "founded": rows["began"][pick],
            "opened": firm["opened"],
            "stopped": firm["stopped"],
            "ended": names(firm["ended"], ENDS),
            "ended_at": rows["ceased"][pick],
            "jobs_first": np.where(firm["staff_first"] > 0.0, firm["staff_first"], np.nan),
            "jobs_year": np.where(firm["staff_year"] > 0.0, firm["staff_year"], np.nan),
        }
    )


def exits(region) -> pd.DataFrame:
    """Everybody who has left the register: how, when, and at what age (years)."""
    world = region.world
    rows = world.enterprises
    pick = np.flatnonzero(~np.isnan(rows["ceased"]) & (world.firms["status"] != NOT_YET))
    ceased, began = rows["ceased"][pick], rows["began"][pick]
    age = np.where(began < 0.0, rows["age"][pick] + ceased / YEAR, (ceased - began) / YEAR)
    ended = world.firms["ended"][pick]  # of those revoked since the last month's end nobody has said so yet
    return pd.DataFrame(
        {
            **who(region, pick),
            "age": age,
            "ended": names(np.where(ended == 0, ENDS.index("revoked"), ended), ENDS),
            "at": ceased,
            "cohort": in_study(region, ceased),
        }
    )
