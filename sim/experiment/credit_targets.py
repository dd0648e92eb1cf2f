"""The published figures on lending, and how each is measured in the simulation.

What was published about lending in general (R07, R09, R10, J12's price) is held against the world before the reform;
what was published about a platform, a product or a policy against the world after it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.experiment.target import Replication, Target

#: The year whose rate the banks' cost of funds was fitted to; the other years' follow from the prime rate.
FITTED_RATE = 2020
#: Years whose rate on new small loans is published.
RATE_YEARS = (2019, 2020, 2022, 2023, 2024)
#: A pattern that no number's path matches: nothing can have been fitted.
NOTHING = r"(?!)"
COLLATERAL = ("property", "receivables", "ip")


def everybody(world: str, outcome: str) -> Callable[[Replication], float]:
    """An outcome of the whole region in one world."""
    return lambda replication: replication.everybody(world, outcome)


def statistic(world: str, kind: str, entity: str, name: str) -> Callable[[Replication], float]:
    """A statistic of lending in one world."""
    return lambda replication: replication.economy(world, kind, entity, name)


def urgent_handling(replication: Replication) -> float:
    """Mean working days from a bank to the money of loans that a platform had handled first, after the reform."""
    platforms = replication.entities("reform", "platform")
    urgent = [replication.economy("reform", "platform", name, "urgent") for name in platforms]
    days = [replication.economy("reform", "platform", name, "urgent_handling") for name in platforms]
    known = [number > 0 for number in urgent]
    return float(np.average(np.compress(known, days), weights=np.compress(known, urgent))) if any(known) else np.nan


def online(name: str) -> Callable[[Replication], float]:
    """Loans on receivables handled online after the reform against those that were not, in either world, minus one."""

    def relative(replication: Replication) -> float:
        usual = [
            (replication.economy(world, "receivables", "offline", "loans"),
             replication.economy(world, "receivables", "offline", name))
            for world in ("baseline", "reform")
        ]  # fmt: skip
        known = [(loans, value) for loans, value in usual if loans > 0]
        if not known:
            return np.nan
        loans, values = zip(*known, strict=True)
        return replication.economy("reform", "receivables", "online", name) / np.average(values, weights=loans) - 1

    return relative


def secured(replication: Replication) -> float:
    """Share of the loans to small and medium companies that stand on collateral, before the reform."""
    loans = {
        security: replication.economy("baseline", "security", security, "small_loans")
        for security in replication.entities("baseline", "security")
    }
    number = sum(loans.values())
    return sum(loans.get(security, 0.0) for security in COLLATERAL) / number if number else np.nan


def bridging_saved(replication: Replication) -> float:
    """Yuan a year that enterprises no longer pay for bridging money after the reform."""
    return replication.everybody("baseline", "bridging_cost") - replication.everybody("reform", "bridging_cost")


_BEFORE, _AFTER = ("baseline",), ("reform",)


def _rate(year: int) -> Target:
    """The year's rate on new small loans; one that was not fitted follows from the prime rate."""
    levers = "" if year == FITTED_RATE else NOTHING
    return Target(
        f"R07.y{year}", "R07", f"y{year}", "share", statistic("baseline", "rate", str(year), "rate"), _BEFORE, levers
    )


#: The rates by year: those of the years in which a study lends.
RATE_TARGETS: dict[int, Target] = {year: _rate(year) for year in RATE_YEARS}
#: What holds of lending anywhere.
CREDIT_TARGETS: tuple[Target, ...] = (
    Target(
        "R09",
        "R09",
        "inclusive_2020 to inclusive_2019",
        "share",
        statistic("baseline", "inclusive", "all", "nonperforming"),
        _BEFORE,
    ),
    Target(
        "R10.rejected",
        "R10",
        "rejected_low to rejected_high",
        "share",
        everybody("baseline", "rejected"),
        _BEFORE,
        r"\.(scoring|hurdle|dearest|capital)",
    ),
    Target(
        "R10.apply",
        "R10",
        "apply",
        "share",
        statistic("baseline", "asking", "small_and_medium", "asked"),
        _BEFORE,
        r"\.borrowers\.",
    ),
    Target("R10.collateral", "R10", "collateral", "share", secured, _BEFORE, r"\.(products|property|ip)\b(?!.*fee)"),
    Target("R10.fees", "R10", "extra_fees", "share", statistic("baseline", "fees", "all", "share"), _BEFORE, r"fee"),
    Target(
        "J12.price",
        "J12",
        "saved_million_yuan/billion_yuan",
        "share",
        statistic("baseline", "bridging", "all", "share"),
        _BEFORE,
    ),
)
#: What was published of Jilin City's reforms.
JILIN_CREDIT_TARGETS: tuple[Target, ...] = (
    Target("J09", "J09", "0 to days_at_most", "working_days", urgent_handling, _AFTER, r"effort|noise|wait"),
    Target(
        "J10.time",
        "J10",
        "time_change_low to time_change_high",
        "share",
        online("handling"),
        levers=r"wait|effort|online$",
    ),
    Target("J10.cost", "J10", "cost_change", "share", online("cost"), levers=r"fee|recovery|margin"),
    Target("J12.saved", "J12", "saved_million_yuan", "yuan_year", bridging_saved, _AFTER),
)
#: What was published of the policies of 2022 and 2023.
POLICY_CREDIT_TARGETS: tuple[Target, ...] = (
    Target("Q03", "Q03", "growth", "share", everybody("reform", "loans_growth"), _AFTER),
)
