"""Statistics of the economy and of lending that validation and the report are made of, as one long table.

Columns kind, entity, name, value. Counts and yuan are of the study's days and at full size; rates and days are means.
Those of requests and loans stand only where anybody lends.

| kind        | entity                | name                                                            |
|-------------|-----------------------|-----------------------------------------------------------------|
| flow        | kind of payment       | amount (yuan a year)                                            |
| balance     | sector                | an instrument, net_worth (yuan at the end)                      |
| age         | 0, 1, 2, 3, 7         | years (of enterprises of this age or more), exits, hazard       |
| end         | how it ended          | exits                                                           |
| entrants    | size                  | founded, judged, survived, staff_first, staff_year              |
| approvals   | all                   | cases_year                                                      |
| bank        | bank                  | capital, capital_ratio, loans, principal, nonperforming,        |
|             |                       | requests, approvals, rate, days                                 |
| product     | product               | requests, approvals, loans, amount, rate, days                  |
| search      | how a bank was found  | the same                                                        |
| reason      | what it is for        | the same                                                        |
| security    | security              | the same, and small_loans: loans to small and medium companies  |
| platform    | platform              | the same, and urgent, urgent_handling                           |
| receivables | online, offline       | loans, handling, cost                                           |
| refusal     | why                   | share (of the rejected requests)                                |
| rate        | year                  | amount, rate (of loans to small enterprises paid out in it)     |
| asking      | small_and_medium      | enterprises, asked                                              |
| inclusive   | all                   | principal, nonperforming (share; loans to the self-employed,    |
|             |                       | micro and small companies, at the end)                          |
| fees        | all                   | amount, share (of what was lent)                                |
| bridging    | all                   | lent, cost, share                                               |

Days and handling are of requests paid out but for renewals, handling from the arrival at a bank. The cost of a loan is
its rate and its fees as a share of the principal and a year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from sim.results.accounts import balance_sheet, flow_matrix
from sim.results.definitions import (
    DAYS_PER_YEAR,
    MINUTES_PER_DAY,
    Horizon,
    Row,
    mean,
    numbered,
    ratio,
    total,
)
from sim.results.economy import at_end, ended, paid, survivors
from sim.results.lending import REFUSED, decided, is_timed, lent, weighted_rate

COLUMNS = ["kind", "entity", "name", "value"]
YEAR = DAYS_PER_YEAR * MINUTES_PER_DAY
#: Ages in years at which the hazard of exit is told; each class ends where the next begins.
AGES = (0, 1, 2, 3, 7)
#: Size classes of small and medium companies: neither the self-employed nor large ones.
SMALL_AND_MEDIUM = ("micro", "small", "medium")
#: Size classes whose loans count as inclusive.
INCLUSIVE = ("self_employed", "micro", "small")
NO_PLATFORM = "none"


def economy_table(records, horizon: Horizon, scale: float = 1.0) -> pd.DataFrame:
    """The statistics above, of one world. What cannot be known is NaN."""
    rows: list[Row] = [
        *_books(records, scale),
        *_ages(records, horizon, scale),
        *_ends(records, scale),
        *_entrants(records, horizon, scale),
        ("approvals", "all", "cases_year", records.cases["cohort"].sum() * DAYS_PER_YEAR / horizon.days / scale),
    ]
    if lent(records):
        requests = records.requests[records.requests["cohort"].to_numpy(bool)]
        rows += [
            *_banks(records, requests, scale),
            *(row for kind in ("product", "search", "reason") for row in _requests(requests, kind, scale)),
            *_securities(requests, scale),
            *_platforms(requests, scale),
            *_receivables(records, requests, scale),
            *_refusals(requests),
            *_rates(records, scale),
            *_asking(records, requests, horizon, scale),
            *_inclusive(records, scale),
            *_prices(records, scale),
        ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _rows(kind: str, entities: Sequence, **values: np.ndarray) -> Iterator[Row]:
    for number, entity in enumerate(entities):
        for name, of_entities in values.items():
            yield kind, str(entity), name, float(of_entities[number])


def _present(column: pd.Series) -> list[str]:
    """The values of a column that occur, in the order of its categories."""
    return [str(name) for name in column.astype("category").cat.remove_unused_categories().cat.categories]


def _books(records, scale: float) -> Iterator[Row]:
    flows = flow_matrix(records, scale)
    yield from _rows("flow", flows["kind"], amount=flows["amount"].to_numpy(float))
    sheet = balance_sheet(records, scale)
    for sector in sheet.columns:
        for instrument, amount in sheet[sector].items():
            yield "balance", sector, str(instrument), float(amount)


def _ages(records, horizon: Horizon, scale: float) -> Iterator[Row]:
    """Exits by age, against the years that enterprises spent at it within the study's days."""
    firms = records.firms
    known = pd.Index(firms["enterprise"])
    opens, closes = horizon.window
    begun, left = np.full(len(firms), opens), np.full(len(firms), closes)
    for times, frame, column in ((begun, records.entrants, "founded"), (left, records.exits, "at")):
        place = known.get_indexer(frame["enterprise"])
        times[place[place >= 0]] = frame[column].to_numpy(float)[place >= 0]
    begun, left = np.maximum(begun, opens), np.minimum(left, closes)
    young = firms["age"].to_numpy(float)
    old = young + np.maximum(left - begun, 0.0) / YEAR
    bounds = np.array([*AGES, np.inf])
    spent = (np.minimum(old, bounds[at + 1]) - np.maximum(young, bounds[at]) for at in range(len(AGES)))
    years = np.array([np.clip(of_class, 0.0, None).sum() for of_class in spent])
    exits = ended(records)
    number = np.histogram(exits["age"].to_numpy(float), bounds)[0].astype(float)
    yield from _rows("age", AGES, years=years / scale, exits=number / scale, hazard=ratio(number, years))


def _ends(records, scale: float) -> Iterator[Row]:
    exits = ended(records)
    names = _present(exits["ended"])
    yield from _rows("end", names, exits=total(numbered(exits["ended"], names), len(names)) / scale)


def _entrants(records, horizon: Horizon, scale: float) -> Iterator[Row]:
    """Staff at the opening and twelve months later, of those who were there at both."""
    entrants = records.entrants
    names = _present(entrants["size"])
    codes, count = numbered(entrants["size"], names), len(names)
    judged, survived = survivors(entrants, horizon)
    first, later = (entrants[name].to_numpy(float) for name in ("jobs_first", "jobs_year"))
    both = np.where(np.isfinite(first) & np.isfinite(later), codes, -1)
    yield from _rows(
        "entrants",
        names,
        founded=total(codes, count) / scale,
        judged=total(codes, count, judged) / scale,
        survived=total(codes, count, survived) / scale,
        staff_first=total(both, count, first) / scale,
        staff_year=total(both, count, later) / scale,
    )


def _of(requests: pd.DataFrame, codes: np.ndarray, count: int, scale: float) -> dict[str, np.ndarray]:
    """What became of the requests of each group."""
    granted, refused = (total(codes, count, which) for which in decided(requests))
    is_paid = (requests["result"] == "paid_out").to_numpy()
    of_paid, loans = codes[is_paid], requests[is_paid]
    number, amount = total(of_paid, count), total(of_paid, count, loans["amount"])
    priced = loans["amount"].to_numpy(float) * loans["rate"].to_numpy(float)
    timed = is_timed(requests)
    return {
        "requests": total(codes, count) / scale,
        "approvals": ratio(granted, granted + refused),
        "loans": number / scale,
        "amount": amount / scale,
        "rate": ratio(total(of_paid, count, priced), amount),
        "days": ratio(total(codes[timed], count, requests["days"][timed]), total(codes[timed], count)),
    }


def _requests(requests: pd.DataFrame, kind: str, scale: float) -> Iterator[Row]:
    names = _present(requests[kind])
    yield from _rows(kind, names, **_of(requests, numbered(requests[kind], names), len(names), scale))


def _banks(records, requests: pd.DataFrame, scale: float) -> Iterator[Row]:
    names = _present(records.banks["bank"])
    count = len(names)
    banks, lending = at_end(records.banks), at_end(records.lending)
    capital, risk = (total(numbered(banks["bank"], names), count, banks[name]) for name in ("capital", "risk_assets"))
    books = {
        name: total(numbered(lending["bank"], names), count, lending[name]) / scale
        for name in ("loans", "principal", "nonperforming")
    }
    asked = _of(requests, numbered(requests["bank"], names), count, scale)
    asked = {name: asked[name] for name in ("requests", "approvals", "rate", "days")}
    yield from _rows("bank", names, capital=capital / scale, capital_ratio=ratio(capital, risk), **books, **asked)


def _securities(requests: pd.DataFrame, scale: float) -> Iterator[Row]:
    names = _present(requests["security"])
    codes, count = numbered(requests["security"], names), len(names)
    small = _small_and_medium(requests) & (requests["result"] == "paid_out").to_numpy()
    values = _of(requests, codes, count, scale)
    yield from _rows("security", names, **values, small_loans=total(codes, count, small) / scale)


def _small_and_medium(frame: pd.DataFrame) -> np.ndarray:
    return frame["size"].isin(SMALL_AND_MEDIUM).to_numpy()


def _platforms(requests: pd.DataFrame, scale: float) -> Iterator[Row]:
    names = [name for name in _present(requests["platform"]) if name != NO_PLATFORM]
    codes, count = numbered(requests["platform"], names), len(names)
    urgent = requests["urgent"].to_numpy(bool) & is_timed(requests)
    number = total(codes[urgent], count)
    handled = ratio(total(codes[urgent], count, handling(requests[urgent])), number)
    values = _of(requests, codes, count, scale)
    yield from _rows("platform", names, **values, urgent=number / scale, urgent_handling=handled)


def handling(requests: pd.DataFrame) -> np.ndarray:
    """Working days from the arrival of each request at a bank to the money."""
    return requests["days"].to_numpy(float) - requests["preparation"].to_numpy(float)


def _receivables(records, requests: pd.DataFrame, scale: float) -> Iterator[Row]:
    """Loans on receivables by how they were handled; what they cost is over their term, as a share a year."""
    asked = requests[(requests["security"] == "receivables").to_numpy() & is_timed(requests)]
    lent_on = (records.loans["security"] == "receivables").to_numpy() & records.loans["cohort"].to_numpy(bool)
    loans = records.loans[lent_on]
    of_asked, of_loans = (np.where(frame["online"].to_numpy(bool), 0, 1) for frame in (asked, loans))
    years = (loans["matures"] - loans["begun"]).to_numpy(float) / YEAR
    price = loans["granted"].to_numpy(float) * loans["rate"].to_numpy(float) + loans["fees"].to_numpy(float) / years
    yield from _rows(
        "receivables",
        ("online", "offline"),
        loans=total(of_loans, 2) / scale,
        handling=ratio(total(of_asked, 2, handling(asked)), total(of_asked, 2)),
        cost=ratio(total(of_loans, 2, price), total(of_loans, 2, loans["granted"])),
    )


def _refusals(requests: pd.DataFrame) -> Iterator[Row]:
    refused = requests[(requests["result"] == REFUSED).to_numpy()]
    names = _present(refused["refusal"])
    share = total(numbered(refused["refusal"], names), len(names)) / max(len(refused), 1)
    yield from _rows("refusal", names, share=share)


def _rates(records, scale: float) -> Iterator[Row]:
    loans = records.loans[(records.loans["cohort"] & records.loans["small"]).to_numpy(bool)]
    first = pd.Timestamp(records.daily["date"].iloc[0])
    year = (first + pd.to_timedelta(loans["begun"] // MINUTES_PER_DAY, unit="D")).dt.year
    names = [str(one) for one in sorted(year.unique())]
    codes = numbered(year.astype(str), names)
    amount = total(codes, len(names), loans["granted"]) / scale
    yield from _rows("rate", names, amount=amount, rate=weighted_rate(loans, codes, len(names)))


def _asking(records, requests: pd.DataFrame, horizon: Horizon, scale: float) -> Iterator[Row]:
    """Small and medium companies that traded, and the share of them that asked for a loan, as within a year."""
    firms = records.firms[_small_and_medium(records.firms) & (records.firms["months"] > 0).to_numpy()]
    asked = mean(firms["enterprise"].isin(requests["enterprise"]).to_numpy(float))
    in_a_year = 1 - (1 - asked) ** (DAYS_PER_YEAR / horizon.days)
    yield from _rows("asking", ["small_and_medium"], enterprises=[len(firms) / scale], asked=[in_a_year])


def _inclusive(records, scale: float) -> Iterator[Row]:
    """Loans to the smallest, and how much of them is in default, when the last counted month ended."""
    book = at_end(records.lending)
    book = book[book["size"].isin(INCLUSIVE)]
    principal, bad = book["principal"].sum(), book["nonperforming"].sum()
    share = ratio(np.array([bad]), np.array([principal]))
    yield from _rows("inclusive", ["all"], principal=[principal / scale], nonperforming=share)


def _prices(records, scale: float) -> Iterator[Row]:
    """Fees and the cost of bridging money as shares of what was lent, from the books."""
    fees, cost = paid(records, "loan_fees", "guarantee_fees"), paid(records, "bridge_cost")
    lent_out, bridged = paid(records, "lent"), paid(records, "bridge_lent")
    share = ratio(np.array([fees, cost]), np.array([lent_out, bridged]))
    yield from _rows("fees", ["all"], amount=[fees / scale], share=share[:1])
    yield from _rows("bridging", ["all"], lent=[bridged / scale], cost=[cost / scale], share=share[1:])
