"""Before the first event: who knows whom, what is believed and on record (docs/inspections.md, sections 5 and 7)."""

from collections import defaultdict

from tests.oracle.inspections import purposes
from tests.oracle.inspections.records import Conduct, Neighbourhood


def everybody(town, rules) -> list[Conduct]:
    """The conduct of every enterprise, founders included, each in its neighbourhood (section 5)."""
    together = int(town.region.compiled.tree["inspections"]["perception"]["neighbourhood"])
    areas = len(rules.areas)
    streets = defaultdict(list)
    conducts = []
    for enterprise in town.enterprises:
        offset = town.draws.uniform(enterprise.key, 0, purposes.SPELL_OFFSET) * rules.longest_spell
        conduct = Conduct(
            enterprise=enterprise, offset=offset, violation=[0.0] * areas, right_until=[0.0] * areas
        )
        conducts.append(conduct)
        street = streets[enterprise.district, enterprise.sector]
        if not street or street[-1].members == together:
            street.append(Neighbourhood())
        street[-1].members += 1
        conduct.neighbourhood = street[-1]
    return conducts


def neighbourhoods_of(conducts: list[Conduct]) -> list[Neighbourhood]:
    """All neighbourhoods, by district and sector, then in the order of the register."""
    in_order = sorted(conducts, key=lambda one: (one.enterprise.district, one.enterprise.sector))
    return list({id(one.neighbourhood): one.neighbourhood for one in in_order}.values())


def first_beliefs(part) -> None:
    """Everybody expects to be checked as the plans say, and penalties as they usually are (section 7, 1 and 2)."""
    tables, rules = part.town.tables, part.rules
    inspecting, bodies = tables.inspecting[0], tables.bodies
    sums = defaultdict(float)
    for conduct in part.conduct:
        sector = conduct.enterprise.sector
        visits = sum(
            (1.0 + float(row["unplanned"]) * (1.0 - float(row["filed"]))) * float(tables.coverage[body, sector])
            for body, row in enumerate(bodies)
        )
        conduct.watched = float(inspecting["frequency"]) * visits * part.frequency(conduct.enterprise)
        sums[id(conduct.neighbourhood)] += conduct.watched
    for around in part.neighbourhoods:
        around.watched = sums[id(around)] / around.members
    active = [conduct for conduct in part.conduct if conduct.enterprise.trading]
    for conduct in active:
        rules.reconsider(conduct)
    violations = [(area, p) for conduct in active for area, p in enumerate(conduct.violation)]
    total = sum(p for _, p in violations)
    if total > 0.0:
        serious = sum(p * rules.share_serious(area, p) for area, p in violations) / total
        usual = float(inspecting["minor_fined"]) * (1.0 - serious) + serious
    else:
        usual = float(inspecting["minor_fined"])
    rules.usual_severity = usual if usual > 0.0 else 1.0
    for impression in (*part.conduct, *part.neighbourhoods):
        impression.severity = rules.usual_severity


def first_histories(part) -> None:
    """What the last three visits before the first day found (section 7, 3)."""
    tables, residents = part.town.tables, part.town.region.compiled.residents
    for conduct in part.conduct[:residents]:
        sector = conduct.enterprise.sector
        visits = finds = 0.0
        for body, row in enumerate(tables.bodies):
            planned = float(tables.coverage[body, sector])
            visits += planned
            finds += planned * float(row["detection"]) * conduct.violation[int(row["area"])]
        for bit in range(3):
            u = part.town.draws.uniform(conduct.enterprise.key, bit, purposes.FIRST_HISTORY)
            if visits > 0.0 and u < finds / visits:
                conduct.history |= 1 << bit
