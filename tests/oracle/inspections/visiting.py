"""Visits: one process each from booking to its consequences (docs/inspections.md, sections 9 to 14, 16 and 17)."""

import math

from sim.inspections import tables
from tests.oracle.agenda import VISIT_DUE
from tests.oracle.clock import DAY, tick
from tests.oracle.inspections import purposes
from tests.oracle.inspections.answers import Answers
from tests.oracle.inspections.records import Conduct, Visit
from tests.oracle.inspections.rules import KEPT
from tests.oracle.part import START, Part

NUMBERED_FROM = 2**36  # the place of visits among simultaneous events (section 18)
SOON = 30.0 * DAY
"""Visits of two bodies within this time overlap."""


class Team(Part):
    """Who carries a visit out, from the day on which it falls due."""

    kind = "visit"

    def __init__(self, town, visit: Visit, lane: int):
        super().__init__(town, visit.number, lane=lane, order=NUMBERED_FROM + visit.number)
        self._visit = visit

    def log(self, activity: str, lifecycle: int = 1, station: int = -1) -> None:
        """The record also says when the visit began."""
        if lifecycle == START:
            self._visit.started = self.town.now
        super().log(activity, lifecycle, station)


class Visiting:
    """Books visits and sends teams."""

    def __init__(self, part):
        self._part = part
        self._town = part.town
        self._answers = Answers(part)

    # --------------------------------------------------------------------------------- booking (section 9)

    def book(self, conduct: Conduct, kind: int, bodies: list[int], planned: float, *, lead=None, **more) -> Visit:
        """Book a visit; the first of the bodies leads unless another is named."""
        visit = Visit(
            number=len(self._part.visits),
            serial=conduct.booked,
            enterprise=conduct.enterprise,
            conduct=conduct,
            kind=kind,
            body=bodies[0] if lead is None else lead,
            bodies=bodies,
            planned=planned,
            expires=planned + float(self._town.tables.inspecting[0]["expires"]),
            tier=conduct.tier,
            finds=conduct.finds,
            **more,
        )
        if visit.excepted:
            visit.expires = math.inf
        conduct.booked += 1
        self._part.visits.append(visit)
        self._town.env.process(self._life(visit))
        return visit

    def _book_another(self, visit: Visit, kind: int, planned: float, areas) -> None:
        """A visit with the same lists that follows from one, about some areas."""
        self.book(
            visit.conduct,
            kind,
            visit.bodies,
            planned,
            lead=visit.body,
            joint=False,
            only=frozenset(areas),
            origin=visit.number,
            cause=visit,
        )

    # --------------------------------------------------------------------- falling due (sections 9 and 10)

    def _life(self, visit: Visit):
        """A visit from the day on which it is due."""
        env = self._town.env
        yield env.moment(visit.planned, VISIT_DUE, 0, visit.number, 0)
        if not visit.enterprise.trading:
            visit.closed = True
            return
        lead = self._town.tables.bodies[visit.body]
        draw = self._draw(visit, purposes.OFFSITE)
        visit.offsite = visit.kind == tables.PLANNED and draw < float(lead["offsite"])
        minutes = self._time_at_desk(visit) if visit.offsite else self._time_on_site(visit)
        team = Team(self._town, visit, lane=0 if visit.offsite or visit.excepted else 1)
        yield team.moment(env.now)
        station = self._town.stations[int(lead["station"])]
        activity = "check from the desk" if visit.offsite else "inspect on site"
        served = yield from station.serve(
            team, minutes, activity=activity, waiting=None, working=None, expires=visit.expires
        )
        if served:
            visit.closed = True
            visit.ended = visit.started + minutes
            if visit.offsite:
                self._checked_from_desk(visit)
            else:
                self._visited(visit)
                team.log("finding")

    def _time_at_desk(self, visit: Visit) -> float:
        u = self._draw(visit, purposes.OFFSITE_EFFORT)
        visit.team_minutes = tick(self._part.value(self._town.tables.inspecting[0]["offsite_effort"], u))
        return visit.team_minutes

    def _time_on_site(self, visit: Visit) -> float:
        inspecting, bodies = self._town.tables.inspecting[0], self._town.tables.bodies
        total, first = 0.0, True
        for body in visit.lists:
            if visit.only is not None and int(bodies[body]["area"]) not in visit.only:
                continue
            effort = self._part.value(bodies[body]["effort"], self._draw(visit, purposes.EFFORT, body))
            effort *= self._part.effort(visit.enterprise)
            total += effort if first else effort * float(inspecting["joint_effort"])
            first = False
        longest = float(inspecting["longest"])
        visit.onsite = tick(min(total, 0.75 * longest))
        visit.way = tick(min(2.0 * float(inspecting["travel"]) * visit.enterprise.travel, 0.25 * longest))
        visit.team_minutes = visit.onsite + visit.way
        return visit.team_minutes

    # ------------------------------------------------------------------------- from the desk (section 11)

    def _checked_from_desk(self, visit: Visit) -> None:
        share = float(self._town.tables.inspecting[0]["offsite_detection"])
        hits = []
        for area, body in self._answers.areas(visit):
            detection = self._answers.detection(visit, body) * share
            visit.checked += 1
            if self._part.rules.state(visit.conduct, area) != KEPT:
                visit.violations += 1
                if self._draw(visit, purposes.DETECTION, area) < detection:
                    hits.append(area)
        visit.found = len(hits)
        if hits:
            self._book_another(visit, tables.TRIGGERED, self._town.env.now, hits)

    # ------------------------------------------------------------------------------ on site (section 12)

    def _visited(self, visit: Visit) -> None:
        conduct = visit.conduct
        others = [other for other in conduct.visits if other.body != visit.body]
        visit.overlapping = bool(others) and visit.started - SOON <= others[-1].started
        conduct.visits.append(visit)
        conduct.known.update(visit.bodies)
        if visit.kind == tables.VERIFICATION:
            self._verified(visit)
        else:
            self._inspected(visit)
        self._rate(visit)

    def _inspected(self, visit: Visit) -> None:
        """What a visit finds, and what follows (sections 12 to 14)."""
        rules, conduct, now = self._part.rules, visit.conduct, self._town.env.now
        found = self._answers.check(visit)
        self._part.collect(visit)
        if visit.days_lost:
            self._book_another(visit, tables.REQUEST, now + tick(visit.days_lost * DAY), found)
        elif visit.kind != tables.REINSPECTION and visit.sanction >= tables.WARNED:
            self._maybe_come_again(visit, found)
        if not visit.second_look:
            conduct.remember(bool(found))
            rules.notice(conduct, sum(1 for _ in self._lists_it_is_about(visit)))
        if visit.standard > 0.0:
            rules.feel(conduct, (visit.fine + visit.loss) / visit.standard)
        rules.reconsider(conduct)
        if visit.kind == tables.COMPLAINT:
            visit.cause.closed = now

    def _maybe_come_again(self, visit: Visit, found: list[int]) -> None:
        inspecting, now = self._town.tables.inspecting[0], self._town.env.now
        if self._draw(visit, purposes.REINSPECTED) < float(inspecting["reinspection"]):
            due = self._town.office.finish(now, tick(float(inspecting["within"])))
            self._book_another(visit, tables.REINSPECTION, due, found)

    def _lists_it_is_about(self, visit: Visit):
        for body in visit.lists:
            if visit.only is None or int(self._town.tables.bodies[body]["area"]) in visit.only:
                yield body

    def _verified(self, visit: Visit) -> None:
        """Whether a promise was kept (section 16)."""
        visit.checked = 1
        if not self._town.approvals.check_promise(visit.cause):
            visit.violations += 1
            visit.found += 1
            visit.sanction = tables.REVOKED

    def _rate(self, visit: Visit) -> None:
        """The enterprise rates the visit (section 17)."""
        inspecting, enterprise = self._town.tables.inspecting[0], visit.enterprise
        hours = visit.onsite / 60.0 * float(inspecting["attendants"])
        score = 5.0 + (self._draw(visit, purposes.VISIT_RATING) - 0.5) - float(inspecting["hours_weight"]) * hours
        score -= float(inspecting["fine_weight"]) * (visit.sanction >= tables.FINED)
        score -= float(inspecting["repeat_weight"]) * visit.overlapping
        rating = min(max(math.floor(score + 0.5), 1), 5)
        memory = float(self._town.tables.behaviour[0]["memory"])
        enterprise.satisfaction += memory * (rating - enterprise.satisfaction)
        self._town.standings.rate(self._part.owner(visit.body), rating)

    def _draw(self, visit: Visit, purpose: int, subject: int = 0) -> float:
        return self._town.draws.uniform(visit.enterprise.key, visit.serial, purpose, subject)
