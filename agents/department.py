"""Departments: how they pace and judge reviews, share out windows, and answer to backlog.

Fast rules are pure functions that the engine compiles; slow, adaptive behaviour is a method of the Mesa agent, called
once a month.
"""

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
