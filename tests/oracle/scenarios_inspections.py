"""Hypothesis strategies for inspections: areas, bodies and rules, laid over a region that has none."""

from hypothesis import strategies as st

from tests.oracle.scenarios_approvals import RARE, SHARE, WEIGHT, rarely, some, spread

VISITING = ("09:00-11:30, 13:30-17:00", "00:00-20:00", "10:00-12:00", "09:00-10:00")


@st.composite
def areas(draw, sectors):
    """A field of rules."""
    area = {"compliance_cost": draw(st.sampled_from((1000.0, 30_000.0)))}
    rarely(draw, area, "sectors", st.fixed_dictionaries({}, optional=dict.fromkeys(sectors, WEIGHT)))
    rarely(draw, area, "spell", st.sampled_from((180.0, 20.0, 2.5)))
    rarely(draw, area, "serious", SHARE)
    rarely(draw, area, "fine", st.sampled_from((5000.0, 20_000.0)))
    rarely(draw, area, "minor_fine", st.sampled_from((500.0, 0.0)))
    rarely(draw, area, "complaints", st.sampled_from((0.5, 6.0)))
    rarely(draw, area, "unfounded", SHARE)
    if draw(st.booleans()):
        area["incidents"] = {
            "rate": draw(st.sampled_from((0.5, 8.0))),
            "serious": draw(st.sampled_from((1.0, 4.0))),
            "blameless": draw(SHARE),
            "harm": draw(spread(10_000, 0)),
        }
    return area


@st.composite
def bodies(draw, named, sectors, offices):
    """An inspecting body."""
    visits = st.sampled_from((2.0, 0.5, 12.0, 0.0))
    body = {
        "area": draw(st.sampled_from(named)),
        "inspectors": draw(st.integers(3, 6)),
        "sectors": {name: draw(visits) for name in some(draw, sectors, 1)},
        "effort": draw(spread(60, 5, 300)),
        "detection": draw(SHARE),
    }
    rarely(draw, body, "department", st.sampled_from(offices))
    rarely(draw, body, "plans_per_year", st.sampled_from((12, 6, 4, 1)))
    rarely(draw, body, "regimes", st.fixed_dictionaries({"double_random": SHARE, "credit_tiered": RARE}))
    rarely(draw, body, "unplanned", st.sampled_from((0.5, 2.0)))
    for key in ("filed", "joint", "offsite", "risk_order", "benchmark", "exemption", "reform"):
        rarely(draw, body, key, SHARE)
    rarely(
        draw,
        body,
        "quiet",
        st.sampled_from(
            (
                {"from_day": 1, "to_day": 10},
                {"from_day": 20, "to_day": 31},
                {"from_day": 3, "to_day": 31},
                {"from_day": 15, "to_day": 15},
            )
        ),
    )
    return body


@st.composite
def regimes(draw, tree):
    """The part ``inspections`` of a region."""
    sectors, sizes = list(tree["population"]["sectors"]), list(tree["population"]["sizes"])
    offices = list(tree["departments"])
    named = [f"a{number}" for number in range(draw(st.integers(1, 2)))]
    rules = {
        "hours": {"weekdays": draw(st.sampled_from(VISITING))},
        "areas": {name: draw(areas(sectors)) for name in named},
        "bodies": {f"b{n}": draw(bodies(named, sectors, offices)) for n in range(draw(st.integers(1, 3)))},
    }
    rarely(draw, rules["hours"], "saturday", st.sampled_from(("09:00-12:00", "")))
    rarely(draw, rules, "team", st.integers(1, 3))
    rarely(draw, rules, "frequency", st.sampled_from((2.0, 0.3)))
    rarely(draw, rules, "travel", st.sampled_from((1.0, 0.0, 3.0)))
    rarely(draw, rules, "attendants", st.sampled_from((2.0, 0.0)))
    rarely(draw, rules, "expires", st.sampled_from((2.0, 7.0, 0.5, 60.0)))
    if draw(st.booleans()):
        rules["sizes"] = {
            size: {
                "stake": draw(st.sampled_from((1.0, 0.3, 5.0))),
                "frequency": draw(WEIGHT),
                "effort": draw(st.sampled_from((1.0, 0.4, 2.0))),
            }
            for size in some(draw, sizes)
        }
    rarely(
        draw,
        rules,
        "choice",
        st.fixed_dictionaries(
            {
                "habit": WEIGHT,
                "judgment": WEIGHT,
                "learning": WEIGHT,
                "sign_serious": SHARE,
                "sign_minor": SHARE,
                "sign_none": SHARE,
            }
        ),
    )
    rarely(draw, rules, "tiers", st.fixed_dictionaries({"low": WEIGHT, "medium": WEIGHT, "high": WEIGHT}))
    rarely(draw, rules, "joint", st.fixed_dictionaries({"effort": SHARE, "detection": SHARE}))
    rarely(draw, rules, "offsite", st.fixed_dictionaries({"effort": spread(20, 5), "detection": SHARE}))
    rarely(
        draw,
        rules,
        "correction",
        st.fixed_dictionaries(
            {
                "within": st.sampled_from((5.0, 0.5, 15.0)),
                "lasts": st.sampled_from((30.0, 0.0, 90.0)),
                "eagerness": SHARE,
                "reinspection": SHARE,
            }
        ),
    )
    rarely(
        draw,
        rules,
        "sanctions",
        st.fixed_dictionaries(
            {
                "minor_fined": SHARE,
                "warning": SHARE,
                "discretion": spread(1, 2),
                "repeat": st.sampled_from((0.0, 0.5)),
                "suspension": SHARE,
                "suspension_days": st.sampled_from((3.0, 0.0, 30.0)),
                "day_lost": st.sampled_from((100.0, 0.0)),
                "reform_cost": st.sampled_from((500.0, 0.0)),
                "reform_gain": SHARE,
            }
        ),
    )
    rarely(
        draw,
        rules,
        "perception",
        st.fixed_dictionaries(
            {
                "memory": st.sampled_from((1.5, 0.1)),
                "neighbours": SHARE,
                "neighbourhood": st.integers(1, 20),
                "severity": SHARE,
            }
        ),
    )
    rarely(
        draw,
        rules,
        "rating",
        st.fixed_dictionaries(
            {
                "hours_weight": st.sampled_from((1.0, 0.0)),
                "fine_weight": st.sampled_from((2.0, 0.0)),
                "repeat_weight": st.sampled_from((1.0, 0.0)),
            }
        ),
    )
    return rules
