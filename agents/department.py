"""Departments: how they pace and judge reviews, share out windows, and answer to backlog.

Fast rules are pure functions that the engine compiles; slow, adaptive behaviour is a method of the Mesa agent, called
once a month.
"""

import math
from collections.abc import Mapping

from mesa import Agent

APPROVE = 1
REFUSE = 2
CORRECT = 3


def release_share(pace, supervision):
    """Share of a time limit that passes before a decision is released, be it ready earlier.

    ``pace`` is the share that the office is used to taking, ``supervision`` (0 to 1) the share of that slack which
    electronic supervision takes away.
    """
    return pace * (1.0 - supervision)


def reviews_to(correction, refusal, corrected, u):
    """What a review comes to: APPROVE, REFUSE, or (once at most) CORRECT, with the probabilities given."""
    if u < refusal:
        return REFUSE
    if not corrected and u < refusal + correction:
        return CORRECT
    return APPROVE


def credit_tier(past_findings, promises_broken):
    """Recorded risk of an enterprise: 0 low, 1 medium, 2 high.

    ``past_findings`` counts those of the last three visits that found something.
    """
    if promises_broken > 0 or past_findings >= 2:
        return 2
    return 1 if past_findings == 1 else 0


def attention(known, sign, record, habit, judgment, learning):
    """How much an inspector who chooses at discretion is drawn to an enterprise; 1 if nothing speaks for it.

    ``known`` (0 or 1): visited this year or last; ``sign`` (0 or 1): signs of a violation; ``record``: how often
    something was found there, and in places like it. The other three say how much each of these counts.
    """
    return 1.0 + habit * known + judgment * sign + learning * record


def inclusion(frequency, random, tiered, tier_weight, discretionary):
    """Expected visits to an enterprise under a plan that mixes regimes; all regimes make as many visits in all.

    ``frequency`` is the mean over all enterprises, ``random`` and ``tiered`` the shares of these regimes (tiered
    first), ``tier_weight`` and ``discretionary`` the enterprise's weights relative to the mean.
    Returns the parts of (tiered, random, discretionary) choice.
    """
    by_tier = min(tiered, 1.0)
    at_random = min(random, 1.0 - by_tier)
    at_discretion = 1.0 - by_tier - at_random
    return frequency * by_tier * tier_weight, frequency * at_random, frequency * at_discretion * discretionary


WARN = 2
ORDER = 3
FINE = 4
REFORM = 5
SUSPEND = 6
EXEMPT = 1


def answers_minor(first, fined, exempted, warned, u_fine, u_exempt, u_warn):
    """What a minor violation leads to: EXEMPT, WARN, ORDER (to correct) or FINE.

    ``fined`` is the share that is fined, ``exempted`` the share of first violations spared that, ``warned`` the share
    that is only warned of those not fined.
    """
    if u_fine < fined:
        return EXEMPT if first and u_exempt < exempted else FINE
    return WARN if u_warn < warned else ORDER


def answers_serious(first, reformed, suspended, u_reform, u_suspend):
    """What a serious violation leads to: REFORM (the share ``reformed``), SUSPEND (repeat offenders only) or FINE."""
    if u_reform < reformed:
        return REFORM
    return SUSPEND if not first and u_suspend < suspended else FINE


def fine(standard, repeat_share, past_findings, benchmark, severity):
    """A fine in whole yuan: the standard one, more for repeat offenders, times how severe the team is.

    ``benchmark`` (0 to 1) is the share of the difference between teams that a benchmark for discretion takes away.
    """
    return math.floor(standard * (1.0 + repeat_share * past_findings) * (1.0 + (1.0 - benchmark) * (severity - 1.0)))


def admonished(standings: Mapping[str, float], count: int) -> list[str]:
    """The ``count`` departments that enterprises rate worst (``standings``: mean ratings); ties by name."""
    return sorted(standings, key=lambda name: (standings[name], name))[:count]


def allocate_windows(total: int, pooled: float, weights: Mapping[str, float]) -> tuple[int, dict[str, int]]:
    """Share ``total`` windows out between a pool for everybody and single departments.

    ``pooled`` is the pool's share; the rest goes to departments in proportion to ``weights`` by largest remainder.
    Without a pool every department with a weight keeps at least one window, for its applicants have nowhere else
    to go. Returns the pool's number and each department's.

    Raises ValueError if there is no pool and not a window for every department.
    """
    shared = round(total * pooled)
    rest = total - shared
    wanting = {name: weight for name, weight in weights.items() if weight > 0}
    least = 1 if shared == 0 else 0
    if rest < least * len(wanting):
        raise ValueError(f"{total} windows cannot serve {len(wanting)} departments without a pool")
    spare = rest - least * len(wanting)
    whole = sum(wanting.values())
    quotas = {name: max(rest * weight / whole - least, 0.0) for name, weight in wanting.items()} if wanting else {}
    scale = spare / sum(quotas.values()) if sum(quotas.values()) > 0 else 0.0
    granted = {name: least + int(quota * scale) for name, quota in quotas.items()}
    remainders = sorted(quotas, key=lambda name: (-(quotas[name] * scale - int(quotas[name] * scale)), name))
    for name in remainders[: rest - sum(granted.values())]:
        granted[name] += 1
    if not wanting:
        shared = total
    return shared, {name: granted.get(name, 0) for name in weights}


def overtime_staff(backlog_days: float, trigger: float, regular: int, share: float, already: int) -> int:
    """Extra reviewers (overtime or borrowed) for the next month.

    They are called in when the backlog exceeds ``trigger`` working days of the regular staff's work, and kept until it
    has fallen below half of that.
    """
    if trigger <= 0 or share <= 0:
        return 0
    if backlog_days > trigger or (already and backlog_days > trigger / 2):
        return max(1, round(regular * share))
    return 0


class Department(Agent):
    """A government department: its reviewers are a service station of the region, this object how it adapts."""

    def __init__(self, region, name: str, title: Mapping[str, str]):
        super().__init__(region)
        self.name = name
        self.title = title
        self.extra_staff = 0

    @property
    def backlog_days(self) -> float:
        """Working days that the present queue would take the regular staff."""
        return self.model.review_backlog_days(self.name)

    def adapt(self) -> None:
        """Once a month: call in or send home extra reviewers, as the backlog demands."""
        overtime = self.model.parameter(("departments", self.name, "overtime"))
        if overtime is None:
            return
        regular = self.model.parameter(("departments", self.name, "reviewers"))
        extra = overtime_staff(
            self.backlog_days, overtime["trigger"], regular, overtime["staff"], self.extra_staff
        )
        if extra != self.extra_staff:
            self.extra_staff = extra
            self.model.set_extra_staff(self.name, extra)
