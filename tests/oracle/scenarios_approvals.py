"""Hypothesis strategies for small regions with approvals alone, as the plain values of a region file.

Numbers are drawn from short lists, the plainest first: what fails shrinks to a town that can be read. Constant times
and round hours are frequent, because they make things happen at once.
"""

from hypothesis import strategies as st

SHARE = st.sampled_from((0.0, 1.0, 0.5, 0.3, 0.85))
RARE = st.sampled_from((0.0, 0.0, 0.5, 1.0, 0.2))
WEIGHT = st.sampled_from((1.0, 0.0, 2.0, 0.5))
OFTEN = st.sampled_from((6.0, 0.0, 25.0))
SELDOM = st.sampled_from((1.0, 0.0, 4.0))
OPENINGS = (
    "09:00-12:00, 13:00-17:00",
    "00:00-24:00",
    "10:00-11:00",
    "08:30-11:30, 13:00-17:30",
    "09:00-09:20",
    "12:00-24:00",
)
SIMPLIFICATIONS = (
    "online",
    "tolerant_acceptance",
    "notification_commitment",
    "proactive",
    "self_service",
    "electronic",
    "postal",
)


def spread(*values):
    """A distribution whose size is one of some values; most often a plain number."""
    size = st.sampled_from(values)
    return st.one_of(
        size,
        size,
        st.builds(
            lambda mean, cv: {"dist": "lognorm", "mean": float(mean) or 1.0, "cv": cv},
            size,
            st.sampled_from((0.5, 1.5)),
        ),
        st.builds(lambda mean: {"dist": "expon", "mean": float(mean) or 1.0}, size),
        st.builds(lambda mean: {"dist": "gamma", "mean": float(mean) or 1.0, "cv": 0.6}, size),
        st.builds(lambda high: {"dist": "uniform", "low": 0.0, "high": float(high) or 1.0}, size),
        st.builds(
            lambda high: {"dist": "triangular", "low": 0.0, "mode": float(high) / 2, "high": float(high) or 1.0}, size
        ),
    )


PORTION = st.one_of(
    st.sampled_from((0.5, 0.0, 1.0, 0.9)),
    st.builds(lambda mean: {"dist": "beta", "mean": mean, "concentration": 4.0}, st.sampled_from((0.5, 0.8))),
)
"""A distribution of a share."""


def shares(names):
    """Shares of some names that sum to one."""
    equal = {name: {"share": 1.0 / len(names)} for name in names}
    first = {name: {"share": 0.75 if number == 0 else 0.25 / (len(names) - 1)} for number, name in enumerate(names)}
    return st.sampled_from((equal, first) if len(names) > 1 else (equal,))


def some(draw, names, least=0):
    """Some of these names."""
    return draw(st.lists(st.sampled_from(names), min_size=least, max_size=len(names), unique=True))


def rarely(draw, entry, key, strategy):
    """Draw the value of a key, or leave it out."""
    if draw(st.booleans()):
        entry[key] = draw(strategy)


def mostly(draw, entry, key, strategy):
    """Draw the value of a key; leave it out now and then."""
    if draw(st.integers(0, 3)):
        entry[key] = draw(strategy)


@st.composite
def calendars(draw):
    """Hours of the offices."""
    hours = {"weekdays": draw(st.sampled_from(OPENINGS))}
    rarely(draw, hours, "saturday", st.sampled_from(("09:00-12:00", "", "14:00-24:00")))
    rarely(draw, hours, "sunday", st.sampled_from(("10:00-10:30", "")))
    return {"hours": hours, "holidays": draw(st.sampled_from(("none", "China")))}


@st.composite
def own_hours(draw):
    """Hours of a place where they differ from those of all offices."""
    hours = {}
    for day in some(draw, ("weekdays", "saturday", "sunday")):
        hours[day] = draw(st.sampled_from(OPENINGS if day == "weekdays" else ("", "09:00-12:00", "00:00-24:00")))
    return hours


@st.composite
def populations(draw, sectors=("s0",), sizes=("z0",), districts=("east",), most=40):
    """Who the enterprises are."""
    people = {
        "enterprises": draw(st.integers(1, most)),
        "entry_rate": draw(st.sampled_from((0.0, 1.0, 4.0))),
        "districts": draw(shares(districts)),
        "sectors": draw(shares(sectors)),
        "sizes": draw(shares(sizes)),
        "age": draw(spread(5, 0)),
        "skill": draw(PORTION),
        "compliance": draw(PORTION),
    }
    people["districts"] = {
        name: {**row, "travel": draw(spread(30, 0, 600))} for name, row in people["districts"].items()
    }
    people["sizes"] = {
        name: {**row, "wage": draw(st.sampled_from((30, 0, 61)))} for name, row in people["sizes"].items()
    }
    return people


@st.composite
def behaviours(draw):
    """How applicants decide."""
    deficiency = {"per_document": draw(st.sampled_from((0.0, 0.2, 0.6)))}
    for key in ("guide", "helper", "online", "again", "minor"):
        rarely(draw, deficiency, key, SHARE)
    rarely(draw, deficiency, "skill", st.sampled_from((1.0, 2.0)))
    behaviour = {
        "preparation": {"effort": draw(spread(20, 0, 300))},
        "supplement": {"effort": draw(spread(30, 0, 400))},
        "deficiency": deficiency,
        "online": {"inclination": draw(SHARE)},
        "delivery": {"postage": draw(st.sampled_from((0.0, 10.5))), "time": draw(spread(2, 0, 9))},
        "promises": {"checked_after": draw(st.sampled_from((5.0, 0.0, 20.0)))},
    }
    for part in ("preparation", "supplement"):
        rarely(draw, behaviour[part], "attention", st.sampled_from((0.25, 0.7)))
    rarely(draw, behaviour["online"], "experience", SHARE)
    rarely(
        draw, behaviour, "returns", st.fixed_dictionaries({"give_up": RARE, "patience": st.sampled_from((60.0, 3.0))})
    )
    rarely(draw, behaviour, "refusal", st.fixed_dictionaries({"reapply": SHARE}))
    rarely(
        draw,
        behaviour,
        "rating",
        st.fixed_dictionaries(
            {
                "days_weight": st.sampled_from((1.0, 0.0, 5.0)),
                "visits_weight": st.sampled_from((0.5, 0.0)),
                "returns_weight": st.sampled_from((1.0, 0.0)),
                "complaint": SHARE,
                "memory": SHARE,
            }
        ),
    )
    rarely(draw, behaviour, "travel_cost", st.sampled_from((20.0, 0.0)))
    rarely(draw, behaviour, "near", SHARE)
    return behaviour


@st.composite
def halls(draw, departments, districts):
    """A place with windows. Its first department is always served."""
    windows = {"total": draw(st.integers(len(departments), 5))}
    rarely(draw, windows, "pooled", st.sampled_from((1.0, 0.5, 0.3)))
    if draw(st.booleans()):
        windows["dedicated"] = {name: draw(st.sampled_from((1.0, 2.0, 0.5))) for name in departments}
    hall = {
        "district": draw(st.sampled_from(districts)),
        "windows": windows,
        "service": draw(spread(15, 0, 120)),
        "collection": draw(spread(5, 0, 60)),
        "guide_service": draw(spread(5, 30)),
        "helper_service": draw(spread(20, 120)),
    }
    rarely(draw, hall, "hours", own_hours())
    rarely(draw, hall, "per_document", st.sampled_from((1.0, 10.0)))
    for key in ("self_service", "guides", "helpers"):
        rarely(draw, hall, key, st.integers(0, 2))
    return hall


@st.composite
def departments(draw):
    """An office that reviews."""
    office = {
        "reviewers": draw(st.integers(1, 3)),
        "pacing": draw(PORTION),
        "verification": draw(spread(30, 0, 200)),
    }
    rarely(draw, office, "hours", own_hours())
    rarely(draw, office, "discipline", st.sampled_from(("priority", "deadline", "fifo")))
    for key in ("supervision", "one_time_notice", "second_look", "online_check"):
        rarely(draw, office, key, SHARE)
    for key in ("correction", "refusal", "silence_consent"):
        rarely(draw, office, key, RARE)
    rarely(
        draw,
        office,
        "overtime",
        st.fixed_dictionaries({"trigger": st.sampled_from((1.0, 0.0, 4.0)), "staff": st.sampled_from((0.5, 1.0))}),
    )
    return office


def outside_waits(**more):
    """Publicity, expert review, site visit."""
    return st.fixed_dictionaries(
        {"time": spread(3, 0.5, 10), "unit": st.sampled_from(("working days", "days"))},
        optional={"stops_clock": st.booleans(), "steps": st.integers(1, 3), **more},
    )


@st.composite
def handling(draw):
    """What named items and families have in common."""
    entry = {}
    rarely(draw, entry, "fee", st.sampled_from((100.0, 80.5)))
    for key in ("online", "tolerant", "commitment", "proactive"):
        rarely(draw, entry, key, SHARE)
    if draw(st.booleans()):
        electronic = draw(SHARE)
        entry["delivery"] = {"electronic": electronic, "postal": draw(st.sampled_from((0.0, 1 - electronic)))}
    return entry


@st.composite
def items(draw, departments):
    """A named item."""
    item = draw(handling())
    statutory = draw(st.sampled_from((5.0, 1.0, 0.5, 20.0)))
    limit = {"statutory": statutory}
    rarely(draw, limit, "promised", st.sampled_from((statutory, statutory / 2)))
    rarely(draw, limit, "share", st.sampled_from((0.5, 0.1)))
    total = draw(st.sampled_from((3, 1, 0, 8, 2.5)))
    documents = {"total": total}
    rarely(draw, documents, "common", st.sampled_from((total, total / 2, 0)))
    for key in ("shared", "electronic"):
        rarely(draw, documents, key, SHARE)
    item |= {
        "department": draw(st.sampled_from(departments)),
        "effort": draw(spread(30, 0, 240, 2000)),
        "limit": limit,
        "documents": documents,
        "allows": some(draw, SIMPLIFICATIONS),
    }
    rarely(draw, item, "outside_wait", outside_waits())
    rarely(draw, item, "self_service", st.booleans())
    return item


@st.composite
def families(draw, departments, sectors, rates=OFTEN):
    """Many items described together."""
    family = draw(handling())
    family |= {
        "count": draw(st.integers(1, 5)),
        "departments": {name: draw(st.sampled_from((1.0, 2.0))) for name in some(draw, departments, 1)},
        "limit": draw(spread(10, 2)),
        "effort_per_limit_day": draw(spread(4, 60)),
        "documents": draw(spread(4, 1)),
        "demand": {"per_enterprise_year": draw(rates)},
    }
    if draw(st.booleans()):
        family["allows"] = {name: draw(SHARE) for name in SIMPLIFICATIONS}
    rarely(draw, family, "outside_wait", outside_waits(share=SHARE))
    rarely(draw, family, "mean_statutory", st.sampled_from((10.0, 3.0)))
    rarely(draw, family, "popularity", spread(1, 3))
    if draw(st.booleans()):
        family["sectors"] = {name: draw(WEIGHT) for name in some(draw, sectors)}
    return family


@st.composite
def procedures(draw, items, *, by=None, sectors=(), sizes=(), rates=OFTEN, **fixed):
    """A matter of an enterprise: some items in a random order, with stages and what must come before."""
    chosen = (
        list(items) if len(items) == 1 else draw(st.lists(st.sampled_from(items), min_size=1, max_size=5, unique=True))
    )
    stages = ["first"] if len(chosen) == 1 or draw(st.booleans()) else ["first", "second"]
    place = {item: stages[0] for item in chosen}
    if len(stages) == 2:
        cut = draw(st.integers(1, len(chosen) - 1))
        place |= dict.fromkeys(chosen[cut:], stages[1])
    route = {}
    for number, item in enumerate(chosen):
        route[item] = {"after": some(draw, chosen[:number]), "stage": place[item]} if number else {"stage": place[item]}
    order = draw(st.permutations(chosen))
    procedure = {
        "stages": {stage: {"parallel": draw(SHARE), "one_form": draw(SHARE)} for stage in stages},
        "route": {item: route[item] for item in order},
    }
    rarely(draw, procedure, "priority", RARE)
    if by == "founders":
        procedure["demand"] = {"by": "founders", "share": 1.0}
    else:
        procedure["demand"] = {"by": "enterprises", "per_year": draw(rates)}
        for table, names in (("sectors", sectors), ("sizes", sizes)):
            if draw(st.booleans()):
                procedure["demand"][table] = {name: draw(WEIGHT) for name in some(draw, names)}
    return procedure | fixed


def merge_some(draw, tree):
    """Let some items be reviewed within others that stand before them on every route that both are on."""
    names = list(tree["items"])
    for number, name in enumerate(names):
        into = [other for other in names[:number] if _before(tree, other, name)]
        if into and draw(st.booleans()):
            tree["items"][name] |= {"merge_into": draw(st.sampled_from(into)), "merged": draw(SHARE)}


def _before(tree, other, name):
    routes = [(list(one["stages"]), one["route"]) for one in tree["procedures"].values() if name in one["route"]]
    common = [(stages, route) for stages, route in routes if other in route]
    return bool(common) and all(_place(*both, other) < _place(*both, name) for both in common)


def _place(stages, route, item):
    return stages.index(route[item]["stage"]), list(route).index(item)


@st.composite
def towns(draw, sectors=None, sizes=None, most=40, rates=OFTEN):
    """The file of a small region with approvals alone; ``rates``: cases per enterprise and year."""
    offices = [f"d{number}" for number in range(draw(st.integers(1, 3)))]
    districts = [("east", "west")[number] for number in range(draw(st.integers(1, 2)))]
    sectors = sectors or [f"s{number}" for number in range(draw(st.integers(1, 2)))]
    sizes = sizes or [f"z{number}" for number in range(draw(st.integers(1, 2)))]
    named = [f"i{number}" for number in range(draw(st.integers(1, 5)))]
    tree = {
        "region": "drawn",
        "title": {"en": "Drawn"},
        "calendar": draw(calendars()),
        "population": draw(populations(sectors, sizes, districts, most)),
        "behaviour": draw(behaviours()),
        "halls": {f"h{n}": draw(halls(offices, districts)) for n in range(draw(st.integers(1, 2)))},
        "departments": {name: draw(departments()) for name in offices},
        "complaints": {"staff": draw(st.integers(1, 2)), "service": draw(spread(60, 5))},
        "items": {name: draw(items(offices)) for name in named},
        "procedures": {
            f"p{n}": draw(procedures(named, sectors=sectors, sizes=sizes, rates=rates))
            for n in range(draw(st.integers(1, 2)))
        },
    }
    rarely(draw, tree["complaints"], "followed", SHARE)
    if draw(st.booleans()):
        tree["families"] = {"f0": draw(families(offices, sectors, rates))}
    if draw(st.booleans()):
        tree["procedures"]["founding"] = draw(procedures(named, by="founders"))
    if draw(st.booleans()):
        tree["procedures"]["leaving"] = draw(procedures(named, sectors=sectors, sizes=sizes, rates=rates, closes=True))
    if draw(st.booleans()):
        tree["standings"] = {"admonished": draw(st.integers(0, len(offices))), "effort": draw(SHARE)}
    merge_some(draw, tree)
    return tree
