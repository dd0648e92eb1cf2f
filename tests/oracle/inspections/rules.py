"""Rules whether kept or not: probability of a violation, spells, states, reconsidering (docs/inspections.md,
sections 3 to 5)."""

from tests.oracle.clock import DAY
from tests.oracle.inspections import purposes
from tests.oracle.inspections.records import Conduct

KEPT, MINOR, SERIOUS = 0, 1, 2
YEAR = 365.25 * DAY


class Rules:
    """The areas of a region and who keeps their rules."""

    def __init__(self, town):
        self._town = town
        compiled = town.region.compiled
        tree = compiled.tree["inspections"]
        self.sectors = list(compiled.tree["population"]["sectors"])
        self.areas = list(tree["areas"])
        self.odds = [
            [float(entry["sectors"].get(sector, 1.0)) for sector in self.sectors] for entry in tree["areas"].values()
        ]
        self.spells = [float(entry["spell"]) for entry in tree["areas"].values()]
        self.longest_spell = max(self.spells)
        self.usual_severity = 1.0

    def concerned(self, conduct: Conduct, area: int) -> bool:
        """Whether the rules of an area concern an enterprise."""
        return self.odds[area][conduct.enterprise.sector] > 0.0

    # ---------------------------------------------------------------------------- whether they are kept

    def reconsider(self, conduct: Conduct) -> None:
        """Work the probability of a violation out again, in all areas (section 4)."""
        checks, severity = self.believed(conduct)
        odds_of_keeping = min(max(conduct.enterprise.compliance, 0.01), 0.99)
        odds_of_keeping /= 1.0 - odds_of_keeping
        areas = self._town.tables.areas
        for area, by_sector in enumerate(self.odds):
            odds = by_sector[conduct.enterprise.sector]
            deterrence = float(areas[area]["deterrence"])  # fine / cost of compliance
            penalty = checks * severity / self.usual_severity * deterrence
            conduct.violation[area] = odds / (odds + odds_of_keeping + penalty) if odds > 0.0 else 0.0

    def believed(self, conduct: Conduct) -> tuple[float, float]:
        """Believed checks a year and believed severity (section 5)."""
        inspecting, now = self._town.tables.inspecting[0], self._town.env.now
        memory, share = float(inspecting["memory"]), float(inspecting["neighbours"])
        around = conduct.neighbourhood
        checks = (1.0 - share) * conduct.remembered(now, memory) + share * around.remembered(now, memory)
        return checks, (1.0 - share) * conduct.severity + share * around.severity

    def state(self, conduct: Conduct, area: int) -> int:
        """Whether rules are kept now: KEPT, MINOR or SERIOUS (section 4)."""
        now, p = self._town.env.now, conduct.violation[area]
        if p == 0.0 or now < conduct.right_until[area]:
            return KEPT
        spell = int((now / DAY + conduct.offset) / self.spells[area])
        v = self._town.draws.uniform(conduct.enterprise.key, spell, purposes.STATE, area)
        if v >= p:
            return KEPT
        return SERIOUS if v < p * self.share_serious(area, p) else MINOR

    def share_serious(self, area: int, p: float) -> float:
        """Which share of the violations of an enterprise is serious."""
        return min(float(self._town.tables.areas[area]["serious"]) * p, 1.0)

    def put_right(self, conduct: Conduct, area: int) -> None:
        """The rules of an area are kept for some time from now on (section 13)."""
        conduct.right_until[area] = self._town.env.now + float(self._town.tables.inspecting[0]["lasts"])

    # ------------------------------------------------------------------------------------------ beliefs

    def notice(self, conduct: Conduct, lists: int) -> None:
        """A visit about so many lists adds to what enterprise and neighbourhood remember (section 5)."""
        now, memory = self._town.env.now, float(self._town.tables.inspecting[0]["memory"])
        conduct.notice(lists * YEAR / memory, now, memory)
        around = conduct.neighbourhood
        around.notice(lists * YEAR / (memory * around.members), now, memory)

    def feel(self, conduct: Conduct, severity: float) -> None:
        """What was found cost so many times the standard (section 14, 3)."""
        weight = float(self._town.tables.inspecting[0]["severity_weight"])
        conduct.severity += weight * (severity - conduct.severity)
        around = conduct.neighbourhood
        around.severity += weight / around.members**0.5 * (severity - around.severity)
