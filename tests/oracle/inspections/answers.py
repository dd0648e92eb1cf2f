"""What a visit finds and how it is answered (docs/inspections.md, sections 12 and 13)."""

import math

from sim.inspections import tables
from tests.oracle.inspections import purposes
from tests.oracle.inspections.records import Visit
from tests.oracle.inspections.rules import KEPT, SERIOUS

SEVERITY_AGENTS = 2**30
SEVERITY_OF_BODY = 2**16


class Answers:
    """Looks at the areas of a visit one after another and answers each violation that is found at once."""

    def __init__(self, part):
        self._part = part
        self._town = part.town

    def check(self, visit: Visit) -> list[int]:
        """Check all lists of a visit on site; returns the areas where something was found."""
        finds = visit.conduct.finds  # that of the moment before the visit
        severity = self._severity(visit)
        found = []
        for area, body in self.areas(visit):
            state = self._state(visit, area)
            caught = state != KEPT and (
                visit.second_look or self._draw(visit, purposes.DETECTION, area) < self.detection(visit, body)
            )
            visit.checked += 1
            visit.violations += state != KEPT
            if not visit.second_look:
                enterprise = visit.enterprise
                self._part.bodies[body].learn(enterprise.sector, enterprise.district, caught)
            if caught:
                found.append(area)
                visit.found += 1
                visit.serious_found += state == SERIOUS
                self._answer(visit, area, state, finds, severity)
        return found

    def areas(self, visit: Visit):
        """Areas in the order of the lists, each once, with the body for which it is checked."""
        done = set()
        for body in visit.lists:
            area = int(self._town.tables.bodies[body]["area"])
            if area not in done and (visit.only is None or area in visit.only):
                done.add(area)
                yield area, body

    def detection(self, visit: Visit, body: int) -> float:
        """How likely a violation on the list of a body is found."""
        share = 1.0 if body == visit.body else float(self._town.tables.inspecting[0]["joint_detection"])
        return float(self._town.tables.bodies[body]["detection"]) * share

    def _state(self, visit: Visit, area: int) -> int:
        """The state of an area; a second look only asks whether it has been put right since."""
        if visit.second_look and visit.conduct.right_until[area] > visit.cause.ended:
            return KEPT
        return self._part.rules.state(visit.conduct, area)

    # ------------------------------------------------------------------------------- answers (section 13)

    def _answer(self, visit: Visit, area: int, state: int, finds: int, severity: float) -> None:
        inspecting, lead = self._town.tables.inspecting[0], self._town.tables.bodies[visit.body]
        rule, stake = self._town.tables.areas[area], self._part.stake(visit.enterprise)
        standard = stake * float(rule["fine"] if state == SERIOUS else rule["minor_fine"])
        visit.standard += standard
        sanction = self._sanction(visit, area, state, finds)
        certain = visit.kind == tables.REINSPECTION
        if sanction in (tables.FINED, tables.SUSPENDED):
            spread = 1.0 + (1.0 - float(lead["benchmark"])) * (severity - 1.0)
            repeated = 1.0 + float(inspecting["repeat_fine"]) * finds
            visit.fine += math.floor(standard * repeated * spread)
            visit.standard_fine += math.floor(standard * repeated)
        if sanction == tables.SUSPENDED:
            days = float(inspecting["suspension_days"])
            visit.days_lost += days
            visit.loss += math.floor(days * float(inspecting["day_lost"]) * stake)
            certain = True
        if sanction == tables.REFORMED:
            visit.loss += math.floor(float(inspecting["reform_cost"]) * stake)
            compliance = visit.enterprise.compliance
            visit.enterprise.compliance = compliance + float(inspecting["reform_gain"]) * (1.0 - compliance)
            certain = True
        visit.sanction = max(visit.sanction, sanction)
        compliance, eagerness = visit.enterprise.compliance, float(inspecting["eagerness"])
        willing = compliance + (1.0 - compliance) * eagerness
        if certain or self._draw(visit, purposes.CORRECTED, area) < willing:
            self._part.rules.put_right(visit.conduct, area)

    def _sanction(self, visit: Visit, area: int, state: int, finds: int) -> int:
        """The answer to one violation."""
        inspecting, lead = self._town.tables.inspecting[0], self._town.tables.bodies[visit.body]

        def happens(purpose: int, probability) -> bool:
            return self._draw(visit, purpose, area) < float(probability)

        if visit.kind == tables.REINSPECTION:
            return tables.FINED
        if state == SERIOUS:
            if happens(purposes.REFORMED, lead["reform"]):
                return tables.REFORMED
            if finds and happens(purposes.SUSPENDED, inspecting["suspension"]):
                return tables.SUSPENDED
            return tables.FINED
        if happens(purposes.FINED, inspecting["minor_fined"]):
            if not finds and happens(purposes.EXEMPTED, lead["exemption"]):
                return tables.EXEMPTED
            return tables.FINED
        return tables.WARNED if happens(purposes.WARNED, inspecting["warning"]) else tables.ORDERED

    def _severity(self, visit: Visit) -> float:
        """How severe the team of a visit is, times the standard."""
        lead = visit.body
        teams = int(self._town.tables.bodies[lead]["teams"])  # at full size
        if visit.regime == tables.DISCRETIONARY:
            v = self._town.draws.uniform(visit.enterprise.key, 0, purposes.USUAL_TEAM, lead)
        else:
            v = self._draw(visit, purposes.TEAM)
        team = math.floor(v * max(teams, 1))
        agent = SEVERITY_AGENTS + SEVERITY_OF_BODY * lead + team
        u = self._town.draws.uniform(agent, 0, purposes.SEVERITY)
        return self._part.value(self._town.tables.inspecting[0]["discretion"], u)

    def _draw(self, visit: Visit, purpose: int, subject: int = 0) -> float:
        return self._town.draws.uniform(visit.enterprise.key, visit.serial, purpose, subject)
