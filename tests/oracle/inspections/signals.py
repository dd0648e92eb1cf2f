"""Incidents and complaints about enterprises (docs/inspections.md, section 15)."""

import math

from sim.inspections import tables
from tests.oracle.agenda import CANDIDATE
from tests.oracle.clock import tick
from tests.oracle.inspections import purposes
from tests.oracle.inspections.records import Conduct, Incident, Report
from tests.oracle.inspections.rules import KEPT, SERIOUS, YEAR
from tests.oracle.part import Part

NUMBERED_FROM = 2**37  # the place of complaints among simultaneous events (section 18)
COMPLAINT = 1  # of the two kinds of candidates of an area; the other are incidents


class Complaint(Part):
    """A complaint on its way through the desk."""

    kind = "report"


class Signals:
    """Draws moments at which something could happen at an enterprise, and looks whether it does."""

    def __init__(self, part):
        self._part = part
        self._town = part.town
        tree = part.tree
        self._cumulative: list[list[float]] = []  # by sector: of each area an incident, then a complaint
        for sector in range(len(part.rules.sectors)):
            total, sums = 0.0, []
            for area, entry in enumerate(tree["areas"].values()):
                concerned = part.rules.odds[area][sector] > 0.0
                for rate in (entry["incidents"]["rate"] * entry["incidents"]["serious"], entry["complaints"]):
                    total += rate / YEAR if concerned else 0.0
                    sums.append(total)
            self._cumulative.append(sums)

    def begin(self, conduct: Conduct) -> None:
        """An enterprise's stream of candidates begins."""
        if self._cumulative[conduct.enterprise.sector][-1] > 0.0:
            self._town.env.process(self._stream(conduct))

    def _stream(self, conduct: Conduct):
        env, key = self._town.env, conduct.enterprise.key
        rates = self._cumulative[conduct.enterprise.sector]
        while True:
            q = conduct.signals
            gap = tick(-math.log(self._draw(conduct, purposes.SIGNAL_TIME, q)) / rates[-1])
            yield env.moment(env.now + gap, CANDIDATE, 0, key, 0)
            if not conduct.enterprise.active:
                return
            conduct.signals += 1
            if conduct.enterprise.trading:
                self._candidate(conduct, q)

    def _candidate(self, conduct: Conduct, q: int) -> None:
        rates = self._cumulative[conduct.enterprise.sector]
        sought = self._draw(conduct, purposes.SIGNAL_KIND, q) * rates[-1]
        area, kind = divmod(next(place for place, rate in enumerate(rates) if rate > sought), 2)
        state = self._part.rules.state(conduct, area)
        v = self._draw(conduct, purposes.SIGNAL_ACCEPTED, q)
        rule = self._town.tables.areas[area]
        if kind == COMPLAINT:
            if state != KEPT or v < float(rule["unfounded"]):
                self._complaint(conduct, area, state, q)
            return
        times = float(rule["blameless"]) if state == KEPT else 1.0
        if state == SERIOUS or v < times / float(rule["serious_incidents"]):
            self._incident(conduct, area, state, q)

    def in_charge(self, area: int, conduct: Conduct) -> int | None:
        """The body in charge of an area in the enterprise's sector (section 3)."""
        return self._part.in_charge[area, conduct.enterprise.sector]

    # ------------------------------------------------------------------------------------------ incidents

    def _incident(self, conduct: Conduct, area: int, state: int, q: int) -> None:
        rule, now = self._town.tables.areas[area], self._town.env.now
        loss = self._part.value(rule["harm"], self._draw(conduct, purposes.HARM, q))
        harm = float(math.floor(loss * self._part.stake(conduct.enterprise)))
        self._part.incidents.append(Incident(conduct.enterprise, area, state, conduct.tier, now, harm))
        self._part.lose(conduct, harm)
        body = self.in_charge(area, conduct)
        if body is not None:
            self._part.visiting.book(conduct, tables.HAZARD, [body], now)

    # ----------------------------------------------------------------------------------------- complaints

    def _complaint(self, conduct: Conduct, area: int, state: int, q: int) -> None:
        reports = self._part.reports
        report = Report(len(reports), conduct.enterprise, area, state != KEPT, q, self._town.env.now)
        reports.append(report)
        self._town.env.process(self._life(report, conduct))

    def _life(self, report: Report, conduct: Conduct):
        """A complaint at the complaint desk."""
        env = self._town.env
        complaint = Complaint(self._town, report.number, order=NUMBERED_FROM + report.number)
        complaint.log("complaint made")
        rules = self._town.tables.behaviour[0]
        u = self._draw(conduct, purposes.REPORT_SERVICE, report.serial)
        minutes = tick(self._part.value(rules["complaint_service"], u))
        yield complaint.moment(env.now)
        desk = self._town.stations[int(rules["complaint_station"])]
        yield from desk.serve(
            complaint, minutes, activity="take complaint about enterprise", waiting=None, working=None
        )
        followed = float(self._town.tables.inspecting[0]["followed"])
        report.followed = self._draw(conduct, purposes.FOLLOWED, report.serial) < followed
        if not report.followed:
            return
        body = self.in_charge(report.area, conduct)
        if body is None or not conduct.enterprise.trading:
            report.closed = env.now
        else:
            self._part.visiting.book(
                conduct, tables.COMPLAINT, [body], env.now, origin=report.number, cause=report
            )

    def _draw(self, conduct: Conduct, purpose: int, serial: int) -> float:
        return self._town.draws.uniform(conduct.enterprise.key, serial, purpose)
