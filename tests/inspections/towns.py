"""Small towns with inspections for tests: the shipped rules, few bodies, numbers that can be worked out by hand."""

from datetime import date

from sim.region import Region
from tests.region.worlds import siping, variant

START = date(2025, 3, 1)


def town(change=lambda rules: None, *, enterprises=2000, compliance=None):
    """Siping with another number of enterprises, without approvals; ``change(rules)`` edits its inspections."""

    def edit(tree):
        tree["population"]["enterprises"] = enterprises
        tree["population"]["entry_rate"] = 0.0
        if compliance is not None:
            tree["population"]["compliance"] = compliance
        for procedure in tree["procedures"].values():
            if procedure["demand"]["by"] == "enterprises":
                procedure["demand"]["per_year"] = 0.0
        for family in tree["families"].values():
            family["demand"]["per_enterprise_year"] = 0.0
        change(tree["inspections"])

    return variant(edit, siping())


def alone(rules, *, sectors=None, frequency=0.5, inspectors=1000, **ways):
    """Leave one body, with staff for everything, one area that concerns everybody alike, and nothing left to chance but
    what a test is about: no beliefs, no corrections, no second visits, no incidents, no complaints."""
    name, body = next(iter(rules["bodies"].items()))
    area = rules["areas"][body["area"]]
    area |= {"sectors": {}, "spell": 3650.0, "serious": 0.0, "compliance_cost": 1e9, "complaints": 0.0,
             "unfounded": 0.0}
    area["incidents"] |= {"rate": 0.0}
    body |= {
        "inspectors": inspectors,
        "sectors": dict.fromkeys(sectors or siping().tree["population"]["sectors"], frequency),
        "plans_per_year": 1,
        "detection": 1.0,
        "regimes": {"double_random": 1.0, "credit_tiered": 0.0},
        "unplanned": 0.0,
        "joint": 0.0,
        **ways,
    }
    rules["bodies"] = {name: body}
    rules["areas"] = {body["area"]: area}
    rules["sizes"] = {}
    rules["correction"] |= {"eagerness": 0.0, "reinspection": 0.0}
    return body


def run(region, *, seed=7, days=300, warm_up=0, follow_up=90, start=START, measures=(), scale=1.0, log=False):
    """A finished world."""
    return Region(
        region, seed, start=start, days=days, warm_up=warm_up, follow_up=follow_up, measures=measures, scale=scale,
        log=log,
    ).run()


def visits_of(region):
    """The rows of all visits."""
    return region.world.visits[: region.world.control[0].visits]
