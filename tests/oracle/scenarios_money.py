"""Hypothesis strategies for an economy and for lending, laid over a region with three sectors and three sizes."""

from datetime import date

from hypothesis import strategies as st

from tests.oracle.scenarios_approvals import RARE, SELDOM, SHARE, WEIGHT, mostly, procedures, some, spread

SECTORS = ("s0", "s1", "s2")
SIZES = ("z0", "z1", "z2")
MONTHS = st.sampled_from((1.0, 0.0, 3.0, 12.0))


def needed(draw, tree):
    """Add the procedures that an economy and lending call for: founding, striking off, conversion, permit, pledge."""
    named = list(tree["items"])
    classes = {"sectors": SECTORS, "sizes": SIZES, "rates": SELDOM}
    for name in [name for name, one in tree["procedures"].items() if one["demand"]["by"] == "founders"]:
        del tree["procedures"][name]
    tree["procedures"]["founding"] = draw(procedures(named, by="founders"))
    for name in ("closing", "simple_closing"):
        tree["procedures"][name] = draw(procedures(named, closes=True, **classes))
        tree["procedures"][name]["demand"]["per_year"] = 0.0
    for name in ("conversion", "extension", "pledging"):
        tree["procedures"][name] = draw(procedures(named, **classes))
    # several procedures may make it impossible to say which of two items comes first
    for item in tree["items"].values():
        item.pop("merge_into", None)
        item.pop("merged", None)


@st.composite
def firm_sectors(draw):
    """What enterprises of a sector are like."""
    productivity = draw(st.sampled_from((30_000.0, 12_000.0)))
    sector = {"productivity": productivity, "wage": productivity / 6, "margin": draw(st.sampled_from((0.1, -0.1, 0.2)))}
    mostly(draw, sector, "rent", st.sampled_from((0.1, 0.0)))
    mostly(draw, sector, "utilities", st.sampled_from((0.05, 0.0)))
    mostly(draw, sector, "volatility", st.sampled_from((0.4, 0.0, 1.0)))
    mostly(draw, sector, "season", st.sampled_from(([1.0] * 11 + [5.0], [0.5, 1.5] * 6)))
    mostly(draw, sector, "chain", SHARE)
    mostly(draw, sector, "government", st.sampled_from((0.2, 0.0)))
    if draw(st.booleans()):
        customers = some(draw, SECTORS, 1)
        sector["customers"] = {name: draw(st.sampled_from((1.0, 2.0))) for name in customers}
    mostly(draw, sector, "intensity", st.sampled_from((0.2, 2.0)))
    mostly(draw, sector, "permit", st.fixed_dictionaries({"procedure": st.just("extension"), "share": SHARE}))
    mostly(draw, sector, "research", st.sampled_from((0.05, 0.0)))
    return sector


@st.composite
def firm_sizes(draw, number):
    """What enterprises of a size class are like."""
    mean, most = ((2, 7.0), (20, 60.0), (150, 1e6))[number]
    size = {"staff": draw(spread(mean)), "most_staff": most, "cash": draw(spread(2, 0.2, 8))}
    mostly(draw, size, "productivity", st.sampled_from((1.2, 0.6)))
    mostly(draw, size, "wage", st.sampled_from((1.2, 0.6)))
    mostly(draw, size, "taxpayer", st.sampled_from(("exempt", "small", "general")))
    mostly(draw, size, "investment", WEIGHT)
    mostly(draw, size, "small", st.booleans())
    if number < 2:
        mostly(draw, size, "conversion", st.just("conversion"))
    return size


def optional(**keys):
    """A part of which every key may be left out."""

    @st.composite
    def entries(draw):
        entry = {}
        for key, strategy in keys.items():
            mostly(draw, entry, key, strategy)
        return entry

    return entries()


PARTS = {
    "quality": optional(margin=st.sampled_from((0.06, 0.3)), standing=st.sampled_from((0.03, 0.1)), persistence=SHARE),
    "taxes": optional(
        vat_threshold=st.sampled_from((100_000.0, 0.0)),
        vat_small=st.sampled_from((0.03, 0.0)),
        six_taxes_relief=SHARE,
        income=st.sampled_from((0.25, 0.0)),
        small_profit=st.fixed_dictionaries({"below": st.sampled_from((100_000.0, 3e6)), "rate": st.just(0.1)}),
        self_employed=st.sampled_from((0.02, 0.3)),
        social=st.sampled_from((0.2, 0.0)),
        charges=st.sampled_from((0.003, 0.05)),
    ),
    "premises": optional(state=SHARE, relief=SHARE, incubated=SHARE, young=st.sampled_from((3.0, 0.0)), subsidy=SHARE),
    "utilities": optional(grace=MONTHS, cut_off=SHARE),
    "procurement": optional(
        reserved=SHARE,
        late=MONTHS,
        bonds=st.sampled_from((0.05, 0.3)),
        bonds_in_cash=SHARE,
        bond_fee=st.sampled_from((0.01, 0.2)),
    ),
    "trade": optional(term=MONTHS, withheld=SHARE, cleared=SHARE, reserve=MONTHS),
    "staffing": optional(speed=SHARE),
    "owners": optional(keep=MONTHS, draw=SHARE),
    "insolvency": optional(
        patience=st.sampled_from((1.0, 0.0, 3.0)),
        coordinated=SHARE,
        months=st.sampled_from((2.0, 0.0)),
        coordinated_months=st.sampled_from((1.0, 0.0)),
        reorganised=SHARE,
        coordinated_reorganised=SHARE,
        haircut=SHARE,
        assets=MONTHS,
    ),
    "credit_record": optional(
        marks_last=st.sampled_from((2.0, 60.0)), repair=SHARE, repair_after=st.sampled_from((1.0, 0.0))
    ),
}


@st.composite
def economies(draw, tree):
    """The part ``economy`` of a region that :func:`needed` has prepared."""
    economy = {
        "sizes": {name: draw(firm_sizes(number)) for number, name in enumerate(SIZES)},
        "sectors": {name: draw(firm_sectors()) for name in SECTORS},
        "investment": {"growth": draw(spread(0.2, 1.0))},
        "exit": {"stopping": draw(st.sampled_from(([0.1], [3.0, 0.5], [0.0, 12.0]))), "procedure": "closing"},
        "entry": {"capital": draw(spread(6, 0.5))},
    }
    mostly(draw, economy, "idle", SHARE)
    for name, strategy in PARTS.items():
        mostly(draw, economy, name, strategy)
    mostly(draw, economy["investment"], "opportunities", st.sampled_from((4.0, 12.0)))
    mostly(draw, economy["investment"], "own", SHARE)
    mostly(draw, economy["investment"], "patience", MONTHS)
    mostly(draw, economy["investment"], "decay", st.sampled_from((0.1, 0.0)))
    mostly(draw, economy["investment"], "subsidy", SHARE)
    if draw(st.booleans()):
        economy["exit"] |= {"simple_procedure": "simple_closing", "simple": draw(SHARE)}
    mostly(draw, economy["exit"], "losses", WEIGHT)
    mostly(draw, economy["exit"], "striking_off", st.sampled_from((12.0, 3.0)))
    mostly(draw, economy["exit"], "effort", st.sampled_from((60.0, 5.0, 0.0)))
    mostly(draw, economy["exit"], "dormancy", SHARE)
    mostly(draw, economy["exit"], "dormant_cost", SHARE)
    mostly(draw, economy["exit"], "wakes", st.sampled_from((1.0, 12.0, 0.0)))
    mostly(draw, economy["exit"], "longest", MONTHS)
    for key in ("days", "satisfaction", "credit"):
        mostly(draw, economy["entry"], key, WEIGHT)
    mostly(draw, economy["entry"], "most", st.sampled_from((1.0, 3.0)))
    mostly(draw, economy["entry"], "memory", MONTHS)
    mostly(draw, economy["entry"], "trades", SHARE)
    mostly(draw, economy["entry"], "growth", st.sampled_from((0.5, 3.0)))
    if draw(st.booleans()):
        economy["shocks"] = [
            {
                "from": date(2022, 3, 10),
                "until": date(2022, 5, 5),
                "demand": {name: draw(WEIGHT) for name in some(draw, SECTORS, 1)},
            }
        ]
    return economy


@st.composite
def products(draw):
    """A kind of loan."""
    security = draw(st.sampled_from(("none", "property", "receivables", "guarantee", "ip")))
    product = {
        "security": security,
        "limit": draw(st.sampled_from((6.0, 1.0, 24.0))),
        "effort": draw(spread(120, 0, 900)),
    }
    mostly(draw, product, "offered", SHARE)
    mostly(draw, product, "months", st.sampled_from((12, 1, 2, 36)))
    mostly(draw, product, "schedule", st.sampled_from(("instalments", "revolving", "bullet")))
    for key in ("advance", "recovery", "online", "online_effort", "online_recovery"):
        mostly(draw, product, key, SHARE)
    if security in ("property", "ip"):
        mostly(draw, product, "registered", st.booleans())
    mostly(draw, product, "wait", spread(2, 0, 10))
    mostly(draw, product, "margin", st.sampled_from((0.02, -0.02)))
    mostly(draw, product, "fee", st.sampled_from((0.003, 0.05)))
    mostly(draw, product, "subsidised", st.booleans())
    mostly(draw, product, "sizes", st.fixed_dictionaries({"z0": st.sampled_from((2.0, 0.0, 1.0))}))
    mostly(draw, product, "sectors", st.fixed_dictionaries({"s1": st.sampled_from((2.0, 0.0, 1.0))}))
    return product


@st.composite
def banks(draw):
    """A bank."""
    bank = {
        "share": draw(st.sampled_from((1.0, 0.3))),
        "officers": draw(st.integers(1, 4)),
        "capital": draw(st.sampled_from((50_000_000.0, 2_000_000.0, 100_000.0))),
    }
    mostly(draw, bank, "other_assets", st.sampled_from((1_000_000.0, 0.0)))
    mostly(draw, bank, "capital_ratio", st.sampled_from((0.105, 0.3, 0.0)))
    mostly(draw, bank, "funding", st.sampled_from((-0.01, 0.01)))
    for key in ("operating", "hurdle"):
        mostly(draw, bank, key, st.sampled_from((0.0, 0.01, 0.05)))
    mostly(draw, bank, "tolerance", st.sampled_from((0.02, 0.0)))
    mostly(draw, bank, "caution", WEIGHT)
    mostly(draw, bank, "dividend", SHARE)
    mostly(draw, bank, "local", st.booleans())
    return bank


@st.composite
def borrowers(draw):
    """Who has loans, owns what, and asks when."""
    entry = {
        "debt": draw(spread(3, 12)),
        "property_value": draw(spread(8, 1)),
        "ip_value": draw(spread(3, 1)),
        "reluctance": draw(st.sampled_from((0.0, 0.4, {"dist": "beta", "mean": 0.4, "concentration": 4.0}))),
        "dearest": draw(st.sampled_from((0.2, 0.05, {"dist": "uniform", "low": 0.02, "high": 0.12}))),
        "preparation": draw(spread(240, 0)),
    }
    for table, names in (("indebted", SIZES), ("property", SIZES), ("ip", SECTORS)):
        mostly(draw, entry, table, st.fixed_dictionaries(dict.fromkeys(names, SHARE)))
    buffer = draw(MONTHS)
    entry |= {"buffer": buffer, "target": buffer + draw(st.sampled_from((1.0, 0.0, 4.0)))}
    mostly(draw, entry, "believed", SHARE)
    mostly(draw, entry, "memory", SHARE)
    mostly(draw, entry, "banks", st.integers(1, 3))
    mostly(draw, entry, "again_after", MONTHS)
    mostly(draw, entry, "attention", st.sampled_from((0.5, 0.1)))
    return entry


@st.composite
def lendings(draw, tree):
    """The part ``lending`` of a region with an economy."""
    named = [f"k{number}" for number in range(draw(st.integers(1, 3)))]
    lending = {
        "prime_rate": draw(
            st.sampled_from(
                (
                    [{"from": date(2000, 1, 1), "rate": 0.04}],
                    [
                        {"from": date(2021, 12, 20), "rate": 0.038},
                        {"from": date(2022, 1, 20), "rate": 0.037},
                        {"from": date(2022, 4, 15), "rate": 0.05},
                    ],
                )
            )
        ),
        "banks": {name: draw(banks()) for name in named},
        "products": {f"c{n}": draw(products()) for n in range(draw(st.integers(1, 3)))},
        "borrowers": draw(borrowers()),
        "scoring": {"base": draw(st.sampled_from((-3.5, -6.0, 0.0)))},
        "intake": draw(spread(30, 0)),
        "committee": draw(spread(2, 0)),
        "payout": draw(spread(1, 0)),
        "registration": "pledging",
    }
    for key in ("standing", "debt", "mark", "losses", "noise"):
        mostly(draw, lending["scoring"], key, st.sampled_from((1.0, 0.0, 0.1)))
    for key in ("shared", "shared_noise", "shared_effort", "loss", "learning"):
        mostly(draw, lending["scoring"], key, SHARE)
    mostly(draw, lending, "dearest", st.sampled_from((0.24, 0.06)))
    mostly(draw, lending, "write_off", st.sampled_from((2.0, 0.0, 24.0)))
    mostly(
        draw,
        lending,
        "renewal",
        optional(
            wanted=SHARE,
            lead=st.sampled_from((15, 0, 40)),
            effort=SHARE,
            without_principal=RARE,
            bridge=st.sampled_from((0.0015, 0.01)),
        ),
    )
    if draw(st.booleans()):
        lending["platforms"] = {
            "t0": draw(
                optional(
                    reach=SHARE,
                    sizes=st.fixed_dictionaries({"z1": WEIGHT}),
                    banks=SHARE,
                    effort=SHARE,
                    noise=SHARE,
                    priority=SHARE,
                )
            )
        }
    mostly(
        draw,
        lending,
        "guarantor",
        optional(
            fund=st.sampled_from((5_000_000.0, 1000.0)),
            cover=SHARE,
            fee=st.sampled_from((0.015, 0.0)),
            leverage=st.sampled_from((10.0, 1.0)),
        ),
    )
    mostly(
        draw,
        lending,
        "compensation",
        st.fixed_dictionaries(
            {"fund": st.sampled_from((1_000_000.0, 1000.0))},
            optional={"guarantor": SHARE, "bank": SHARE, "sizes": st.fixed_dictionaries({"z0": st.just(1.0)})},
        ),
    )
    mostly(
        draw,
        lending,
        "interest_subsidy",
        optional(
            share=SHARE, most=st.sampled_from((1000.0, 500_000.0)), sizes=st.fixed_dictionaries({"z0": st.just(1.0)})
        ),
    )
    mostly(draw, lending, "incentive", st.sampled_from((0.01, 0.0)))
    mostly(draw, lending, "matchmaking", optional(per_year=st.sampled_from((500.0, 0.0)), noise=SHARE))
    return lending
