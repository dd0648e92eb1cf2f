"""Reading a world out: its tables as pandas frames with names, dates and working days."""

from datetime import datetime, time

import numpy as np
import pandas as pd

from sim.approvals.tables import CHANNELS, MERGED, OUTCOMES
from sim.engine.clock import DAY
from sim.engine.log import LIFECYCLES
from sim.engine.tokens import COMPONENTS
from sim.region import records_economy as economy
from sim.region import records_inspections as inspections
from sim.region import records_lending as lending
from sim.region.records_inspections import names
from sim.rulebook.program import ACTIVITIES


class Records:
    """What happened in a region.

    Attributes
    ----------
    cases: one row a case (all of them; ``cohort`` marks those whose need arose in the studied days).
    reviews: one row for each item of a case that came to be reviewed.
    stations: one row a service station, over the cohort's days.
    daily: one row a day.
    visits, plans, incidents, reports, conduct, samples, inspectors: what :mod:`sim.region.records_inspections` says of
        them; None where nobody is inspected.

    accounts, balances, claims, months, firms, entrants, exits: what :mod:`sim.region.records_economy` says of them;
        None where there is no economy.
    requests, loans, lending, banks: what :mod:`sim.region.records_lending` says; None where nobody lends.

    Times are minutes since the first simulated midnight, days working days unless a column says otherwise. The
    components of the time decomposition are office minutes but for ``off_hours``, which is all the time that offices
    were closed; their sum is exactly ``ended - begun``.
    """

    def __init__(self, region):
        self._region = region
        self.cases = _cases(region)
        self.reviews = _reviews(region, self.cases)
        self.stations = region.book.frame()
        self.visits = self.plans = self.incidents = self.reports = self.conduct = self.inspectors = None
        self.samples = None
        if region.compiled.inspections:
            self.visits, self.plans = inspections.visits(region), inspections.plans(region)
            self.incidents, self.reports = inspections.incidents(region), inspections.reports(region)
            self.conduct = inspections.conduct(region, self.visits)
            self.samples = inspections.samples(region)
            self.inspectors = inspections.inspectors(region, self.visits, self.stations)
        self.accounts = self.balances = self.claims = self.months = self.firms = self.entrants = self.exits = None
        if region.compiled.economy:
            self.accounts, self.balances = economy.accounts(region), economy.balances(region)
            self.claims, self.months = economy.claims(region), economy.months(region)
            self.firms, self.entrants = economy.firms(region), economy.entrants(region)
            self.exits = economy.exits(region)
        self.requests = self.loans = self.lending = self.banks = None
        if region.compiled.lending:
            self.requests, self.loans = lending.requests(region), lending.loans(region)
            self.lending, self.banks = lending.book(region), lending.banks(region)
        self.daily = pd.DataFrame(
            region.daily,
            columns=["date", "open_cases", "backlog_reviews", "queue_windows", "begun", "ended"],
        )


def office_minutes(world, times: np.ndarray) -> np.ndarray:
    """Office minutes from the first midnight to each of some moments."""
    last = int(world.days[0, -1])
    opening, closing, before = world.intervals[:last].T
    index = np.searchsorted(closing, times, side="right")
    index = np.minimum(index, last - 1)
    since = np.clip(times - opening[index], 0.0, closing[index] - opening[index])
    return before[index] + since


def _cases(region) -> pd.DataFrame:
    world, compiled = region.world, region.compiled
    rows = world.cases[: world.control[0].cases]
    firms = world.enterprises[rows["enterprise"]]
    people = compiled.tree["population"]
    opens, closes = region.warm_up * DAY, (region.warm_up + region.days) * DAY
    begun, ended = rows["begun"], rows["ended"]
    working = office_minutes(world, np.nan_to_num(ended)) - office_minutes(world, begun)
    working = np.where(np.isnan(ended), np.nan, working)
    midnight = np.datetime64(region.first_day, "D")
    frame = {
        "case": np.arange(len(rows)),
        "enterprise": firms["key"].astype(np.int64),
        "procedure": names(rows["procedure"], compiled.procedures),
        "sector": names(firms["sector"], people["sectors"]),
        "size": names(firms["size_class"], people["sizes"]),
        "district": names(firms["district"], people["districts"]),
        "cohort": (begun >= opens) & (begun < closes),
        "begun": begun,
        "ended": ended,
        "begun_date": midnight + (begun // DAY).astype("timedelta64[D]"),
        "outcome": names(rows["outcome"], OUTCOMES),
        "channel": names(rows["channel"], CHANNELS),
        "elapsed_days": (ended - begun) / DAY,
        "elapsed_working_days": working / float(world.control[0].day_minutes),
    }
    paths = world.case_paths[: len(rows)]
    for number, component in enumerate(COMPONENTS):
        frame[component] = np.where(np.isnan(ended), np.nan, paths[:, number])
    for column, source in (
        ("visits", "visits"),
        ("documents", "documents"),
        ("documents_shared", "documents_shared"),
        ("applications", "handed_in"),
        ("steps", "steps"),
        ("returns", "returns"),
        ("rating", "rating"),
    ):
        frame[column] = rows[source].astype(np.int64)
    frame["firm_minutes"] = rows["firm_minutes"]
    frame["cost"] = rows["cost"] + rows["fee"]
    frame["fee"] = rows["fee"]
    frame["complaint"] = rows["complaint"].astype(bool)
    return pd.DataFrame(frame)


def _reviews(region, cases: pd.DataFrame) -> pd.DataFrame:
    world, compiled = region.world, region.compiled
    rows = world.reviews[: world.control[0].reviews]
    rows = rows[(rows["outcome"] != MERGED) & ~np.isnan(rows["accepted"])]
    day = float(world.control[0].day_minutes)
    now = office_minutes(world, np.array([region.now]))[0]
    open_ = np.isnan(rows["decided"])
    until = np.where(open_, now, rows["decided_worked"])
    standing = np.where(rows["stopped_since"] >= 0, until - rows["stopped_since"], 0.0)
    used = until - rows["accepted_worked"] - rows["stopped"] - np.maximum(standing, 0.0)
    applications = world.applications[rows["application"]]
    of_case = cases.iloc[rows["case"]]
    return pd.DataFrame(
        {
            "case": rows["case"].astype(np.int64),
            "item": names(rows["item_row"], compiled.items.names),
            "procedure": of_case["procedure"].array,
            "department": names(world.items["department"][rows["item_row"]], compiled.departments),
            "cohort": of_case["cohort"].to_numpy(),
            "accepted": rows["accepted"],
            "decided": rows["decided"],
            "limit_days": rows["limit"],
            "statutory_days": rows["statutory"],
            "stopped_days": rows["stopped"] / day,
            "approval_days": np.where(open_, np.nan, (rows["decided_worked"] - rows["accepted_worked"]) / day),
            "in_time": used <= rows["limit"] * day + 1e-6,
            "outcome": names(rows["outcome"], OUTCOMES),
            "visits": applications["visits"].astype(np.int64),
            "applications": (applications["channel"] != CHANNELS.index("proactive")).astype(np.int64),
        }
    )


def event_log(region) -> pd.DataFrame:
    """One row for each start and completion of an activity, and for each milestone of a case.

    Where there are inspections, ``kind`` says what ``case`` counts: a case, a visit or a complaint about somebody.
    """
    world, compiled = region.world, region.compiled
    rows = world.log[: world.control[0].log_size]
    midnight = np.datetime64(datetime.combine(region.first_day, time()), "us")
    item_of = np.where(rows["review"] >= 0, world.reviews["item_row"][rows["review"]], -1)
    what = [rows[column] >= 0 for column in ("visit", "report", "request")]
    kind_of = np.select(what, (1, 2, 3), 0)
    number = np.select(what, [rows[column] for column in ("visit", "report", "request")], rows["case"])
    procedure = np.where(rows["case"] >= 0, world.cases["procedure"][rows["case"]], -1)
    several = compiled.inspections or compiled.lending
    kind = {"kind": names(kind_of, ("case", "visit", "complaint", "loan"))} if several else {}
    stations = [f"{owner}.{name}" if owner != name else name for _, owner, name in compiled.station_names]
    return pd.DataFrame(
        {
            "time": midnight + np.round(rows["time"] * 6e7).astype("timedelta64[us]"),
            **kind,
            "case": number.astype(np.int64),
            "procedure": names(procedure, compiled.procedures),
            "activity": names(rows["activity"], ACTIVITIES),
            "item": names(item_of, compiled.items.names),
            "resource": names(rows["station"], stations),
            "lifecycle": names(rows["lifecycle"], LIFECYCLES),
        }
    )


