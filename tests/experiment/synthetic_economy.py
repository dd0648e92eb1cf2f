"""Records of an economy made up quickly: rows for tests counted by hand, and whole worlds whose books balance."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd

from sim.economy.ledger import KINDS, PAYEE, PAYER, SECTORS
from sim.results.accounts import INSTRUMENTS, MONEY
from sim.results.decomposition import LOAN_COMPONENTS, OFF_HOURS
from sim.scenario import Study
from tests.experiment import synthetic

DAY = 1440.0
YEAR = 365 * DAY
FIRST = pd.Timestamp("2022-01-01")
MONTHS = [FIRST, pd.Timestamp("2022-02-01"), pd.Timestamp("2022-03-01")]
#: The first month is one of the warm-up.
COUNTED = [False, True, True]


def firm(enterprise, **changes):
    """A micro retailer that trades on all days of the study, two counted months."""
    row = {
        "enterprise": enterprise,
        "sector": "retail",
        "size": "micro",
        "size_end": "micro",
        "district": "north",
        "age": 5.0,
        "founded": False,
        "status_start": "trading",
        "status_end": "trading",
        "ended": "none",
        "jobs_start": 4.0,
        "jobs_end": 5.0,
        "revenue": 2000.0,
        "profit": 200.0,
        "taxes": 60.0,
        "time_cost": 20.0,
        "interest": 10.0,
        "months": 2,
        "debt_end": 0.0,
        "standing": 0.0,
    }
    return row | changes


def entrant(enterprise, **changes):
    """Founded on the first day of the study's, opened at once, there a year later."""
    row = {"enterprise": enterprise, "size": "micro", "sector": "retail", "district": "north", "founded": 31 * DAY}
    row |= {"opened": 31 * DAY, "stopped": np.nan, "ended": "none", "ended_at": np.nan}
    return row | {"jobs_first": 2.0, "jobs_year": 3.0} | changes


def ending(enterprise, **changes):
    """Struck off in the study's days at the age of two and a half years."""
    row = {"enterprise": enterprise, "size": "micro", "sector": "retail", "district": "north", "age": 2.5}
    return row | {"ended": "struck_off", "at": 40 * DAY, "cohort": True} | changes


def request(number, **changes):
    """Paid out by the own bank: twelve working days, two of them preparation."""
    parts = dict.fromkeys(LOAN_COMPONENTS, 0.0) | {"preparation": 2.0, "due_diligence": 10.0, OFF_HOURS: 5.0}
    row = {
        "request": number,
        "enterprise": 1,
        "sector": "retail",
        "size": "micro",
        "district": "north",
        "reason": "gap",
        "search": "own_bank",
        "platform": "none",
        "product": "credit",
        "bank": "first",
        "first_bank": "first",
        "asked": 1,
        "online": False,
        "urgent": False,
        "result": "paid_out",
        "refusal": "none",
        "wanted": 1000.0,
        "amount": 1000.0,
        "rate": 0.05,
        "pd": 0.02,
        "begun": 32 * DAY,
        "decided": 40 * DAY,
        "ended": 45 * DAY,
        "cohort": True,
        "security": "none",
        "days": 12.0,
    }
    return row | parts | changes


def loan(number, **changes):
    """A year's loan of 1000 yuan to a small enterprise, paid out in the study's days."""
    row = {
        "loan": number,
        "request": number,
        "enterprise": 1,
        "sector": "retail",
        "size": "micro",
        "district": "north",
        "small": True,
        "bank": "first",
        "product": "credit",
        "state": "performing",
        "granted": 1000.0,
        "principal": 1000.0,
        "rate": 0.05,
        "pd": 0.02,
        "cover": 0.0,
        "begun": 45 * DAY,
        "matures": 45 * DAY + YEAR,
        "defaulted": np.nan,
        "written_off": 0.0,
        "bridged": False,
        "bridging_days": 0.0,
        "bridging_cost": 0.0,
        "renewal": False,
        "security": "none",
        "online": False,
        "fees": 0.0,
        "cohort": True,
    }
    return row | changes


def month(number, **changes):
    """A month in which little happens."""
    row = dict.fromkeys(
        ("registered trading idle dormant insolvent jobs founded opened stopped woken slept struck_off liquidated"
         " revoked insolvencies reorganised converted invested cut_off revenue profit arrears overdue_bills"
         " requests_needed requests_made").split(), 10.0,
    )  # fmt: skip
    row |= {"month": MONTHS[number], "counted": COUNTED[number], "prime": 0.038, "entry": 1.0, "exit_days": 30.0}
    return row | {"satisfaction": 4.0} | changes


def lent_by(number, **changes):
    """What a bank has lent to micro enterprises at the end of a month."""
    row = {"month": MONTHS[number], "bank": "first", "size": "micro", "loans": 2, "principal": 5000.0}
    return row | {"nonperforming": 100.0, "counted": COUNTED[number]} | changes


def bank(number, **changes):
    """A bank at the end of a month."""
    row = {"month": MONTHS[number], "bank": "first", "capital": 1000.0, "capital_ratio": 0.1, "risk_assets": 10_000.0}
    row |= {"small": 5000.0}
    row |= {"provisions": 50.0, "funds": 4000.0, "appetite": 0.0, "interest": 20.0, "losses": 0.0, "profit": 5.0}
    return row | {"counted": COUNTED[number]} | changes


def payment(kind, amount, number=1):
    """A row of accounts."""
    at = KINDS.index(kind)
    sides = {"payer": SECTORS[PAYER[at]], "payee": SECTORS[PAYEE[at]]}
    return {"month": MONTHS[number], "kind": kind, **sides, "amount": amount, "counted": COUNTED[number]}


def records(**rows):
    """Records that hold these rows; tables without rows keep their columns, books without rows balance."""
    examples = {
        "firms": firm(0),
        "entrants": entrant(0),
        "exits": ending(0),
        "requests": request(0),
        "loans": loan(0),
        "months": month(0),
        "lending": lent_by(0),
        "banks": bank(0),
        "accounts": payment("wages", 1.0),
    }
    rows = {"months": [month(0), month(1), month(2)]} | rows
    made = {name: pd.DataFrame(list(rows.get(name, ())), columns=list(row)) for name, row in examples.items()}
    made["balances"], made["claims"] = books(np.random.default_rng(1), made["accounts"])
    made["cases"] = pd.DataFrame({"cohort": [True, True, False]})
    made["daily"] = pd.DataFrame({"date": [FIRST]})
    return SimpleNamespace(**made)


def books(random: np.random.Generator, accounts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Balances and claims that go with some payments."""
    money = dict(zip(SECTORS, random.integers(10_000, 90_000, len(SECTORS)).astype(float), strict=True))
    balances, claims, before = [], [], dict.fromkeys(INSTRUMENTS[1:], 700.0)
    for number, when in enumerate(MONTHS):
        of_month = accounts[accounts["month"] == when] if number else accounts.iloc[:0]
        for row in of_month.to_dict("records"):
            money[str(row["payer"])] -= row["amount"]
            money[str(row["payee"])] += row["amount"]
        balances += [(when, sector, MONEY, amount) for sector, amount in money.items()]
        for instrument, opening in before.items():
            new, repaid, cancelled = (float(value) for value in random.integers(0, 200, 3))
            before[instrument] = opening + new - repaid - cancelled
            claims.append((when, instrument, opening, new, repaid, cancelled, before[instrument]))
            balances += [(when, "banks", instrument, before[instrument])]
            balances += [(when, "enterprises", instrument, -before[instrument])]
    return (
        pd.DataFrame(balances, columns=["month", "sector", "instrument", "amount"]),
        pd.DataFrame(
            claims, columns=["month", "instrument", "opening", "new", "repaid", "cancelled", "closing"]
        ),
    )


def study(**changes) -> Study:
    """The made-up study in a region with an economy and lending."""
    plain = synthetic.study(**changes)
    population = plain.region.tree["population"] | {"sizes": {"micro": {"title": {"en": "Micro", "zh": "微型"}}}}
    tree = plain.region.tree | {"economy": {"idle": 0.0}, "lending": {"incentive": 0.0}, "population": population}
    region = replace(plain.region, name="toy-economy", tree=tree, layers=["toy-economy"])
    return replace(plain, name="toy-money", region=region, days=59)


def simulate(study: Study, world: str, seed: int, scale: float) -> SimpleNamespace:
    """Made-up records with an economy: the reform costs the government money and brings jobs."""
    random = np.random.default_rng([seed, 3])
    made = synthetic.simulate(study, world, seed, scale)
    add_economy(made, random, max(int(1000 * scale), 50), reformed=world == "reform")
    made.daily["date"] = FIRST + pd.to_timedelta(np.arange(len(made.daily)), unit="D")
    return made


def add_economy(made, random: np.random.Generator, count: int, reformed: bool = False):
    """Give made-up records enterprises, banks and books."""
    luck = random.normal(size=(4, count))
    numbers = range(count)
    firms = pd.DataFrame([firm(number * 3) for number in numbers])
    for name, names in (("sector", synthetic.SECTORS), ("size", synthetic.SIZES), ("district", synthetic.DISTRICTS)):
        firms[name] = pd.Categorical(random.choice(names, count))
    firms["revenue"] = np.round(2000 * np.exp(0.2 * luck[0]))
    firms["profit"] = firms["revenue"] * 0.1 * (1 + luck[1]) + (100 * (luck[2] > 0) if reformed else 0)
    firms["jobs_end"] = 5 + luck[3] + 0.2 * reformed * (1 + 0.5 * luck[2])
    firms["founded"] = random.uniform(size=count) < 0.1
    groups = firms[["enterprise", "sector", "size", "district"]]
    asked = groups.sample(count // 2, random_state=int(random.integers(1000))).reset_index(drop=True)
    made.requests = pd.DataFrame([request(number) for number in range(len(asked))]).assign(**asked)
    made.requests["result"] = pd.Categorical(random.choice(["paid_out", "rejected", "declined"], len(asked)))
    made.requests["due_diligence"] *= (0.5 if reformed else 1.0) * random.uniform(0.8, 1.2, len(asked))
    made.requests["days"] = made.requests[[name for name in LOAN_COMPONENTS if name != OFF_HOURS]].sum(axis=1)
    made.loans = pd.DataFrame([loan(number) for number in range(len(asked))]).assign(**asked)
    made.firms = firms
    made.entrants = pd.DataFrame([entrant(number) for number in firms.loc[firms["founded"], "enterprise"]])
    made.exits = pd.DataFrame([ending(number) for number in firms["enterprise"][~firms["founded"]][:3]])
    made.months = pd.DataFrame([month(number) for number in range(3)])
    made.lending = pd.DataFrame([lent_by(number, principal=5000.0 + 100 * number) for number in range(3)])
    made.banks = pd.DataFrame([bank(number, small=5000.0 + 100 * number) for number in range(3)])
    amounts = [(kind, number, float(random.integers(100, 999))) for number in (1, 2) for kind in KINDS]
    made.accounts = pd.DataFrame([payment(kind, amount, number) for kind, number, amount in amounts])
    if reformed:
        made.accounts.loc[made.accounts["kind"] == "measures", "amount"] += 400.0
    made.balances, made.claims = books(random, made.accounts)
    return made
