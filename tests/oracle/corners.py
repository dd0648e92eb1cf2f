"""Corners: small towns in which things coincide or happen that generated scenarios seldom bring about.

Each is the small town or the market town of the loader's tests with a few values changed, made so that a certain line
of the pages matters. Tests compare engine and oracle on them; mutations are tried on them.
"""

from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

from sim.scenario import Applied, Change, Measure, load_region

LIBRARY = Path(__file__).parents[1] / "scenario" / "library" / "regions"
START = date(2022, 3, 1)


@dataclass
class Corner:
    """A region with a change, and the options of its worlds; reads like a :class:`~tests.oracle.scenarios.Scenario`."""

    region: object
    seed: int = 1
    given: dict = field(default_factory=dict)

    @property
    def study(self):
        """What holds the region."""
        return SimpleNamespace(region=self.region)

    def options(self) -> dict:
        """The options of a :class:`sim.region.Region`."""
        return {"start": START, "days": 60, "warm_up": 0, "follow_up": 10, "scale": 1.0} | self.given


def corner(change, base="small_town", *, enterprises=60, seed=1, **given) -> Corner:
    """The small town with a change of its tree."""
    region = load_region(LIBRARY / f"{base}.yaml")
    tree = deepcopy(region.tree)
    tree["population"]["enterprises"] = enterprises
    tree["procedures"]["change"]["demand"]["per_year"] = 3.0 if base == "small_town" else 0.1
    tree["families"]["others"]["demand"]["per_enterprise_year"] = 1.0 if base == "small_town" else 0.1
    change(tree)
    return Corner(replace(region, tree=tree), seed, given)


def measure(lever, to, day, until=None) -> Applied:
    """A measure that sets a lever on a day after the start, until another."""
    words = {"en": lever, "zh": lever}
    change = Change(lever, "to", to)
    one = Measure("corner", "process", words, words, (change,), {"once": 0.0, "per_year": 0.0}, {}, (), {})
    return Applied(one, start=START + timedelta(days=day), until=START + timedelta(days=until) if until else None)


# ---------------------------------------------------------------------------------------------- approvals


def silent_when_released(tree):
    """Decisions lie until the very end of the limit, when silence is consent (model.md, sections 9 and 11)."""
    for office in tree["departments"].values():
        office |= {"pacing": 1.0, "silence_consent": 0.5, "reviewers": 50, "correction": 0.3}


def merged_in_a_row(tree):
    """An item is merged into one that is merged itself, or is not (section 7.3)."""
    tree["items"]["seal"] |= {"merge_into": "licence", "merged": 0.5}
    tree["items"]["invoices"] |= {"merge_into": "seal", "merged": 0.5}
    tree["procedures"]["change"] |= {
        "stages": {"first": {"parallel": 0.5, "one_form": 0.5}},
        "route": {
            "licence": {"after": [], "stage": "first"},
            "seal": {"after": [], "stage": "first"},
            "invoices": {"after": ["seal"], "stage": "first"},
        },
    }


def in_turn_after_side_by_side(tree):
    """A stage side by side, then one in turn: each of its items waits for all before it (section 7.4)."""
    tree["items"]["licence"]["effort"] = 3000.0
    tree["items"]["visit"] = deepcopy(tree["items"]["invoices"])
    tree["procedures"]["change"] |= {
        "stages": {"first": {"parallel": 1.0, "one_form": 0.0}, "second": {"parallel": 0.0, "one_form": 0.5}},
        "route": {
            "licence": {"after": [], "stage": "first"},
            "seal": {"after": [], "stage": "first"},
            "invoices": {"after": [], "stage": "second"},
            "visit": {"after": [], "stage": "second"},
        },
    }


def at_the_last_minute(tree):
    """Documents that may follow do so exactly at the end of the limit (section 8.8)."""
    tree["population"]["skill"] = 0.5
    tree["behaviour"]["supplement"] = {"effort": 420.0, "attention": 1.0}
    tree["behaviour"]["deficiency"] |= {"per_document": 0.4, "minor": 1.0, "skill": 0.0}
    for item in tree["items"].values():
        item["limit"] |= {"statutory": 1.0, "promised": 1.0}
        item |= {"effort": 0.0, "tolerant": 1.0, "allows": ["tolerant_acceptance"], "outside_wait": None}
        item["documents"] |= {"total": 1.0, "common": 0.0}
    for office in tree["departments"].values():
        office |= {"pacing": 0.0, "reviewers": 50}


def not_all_minor(tree):
    """Of the deficient documents some are minor and some are not (section 8.5)."""
    tree["behaviour"]["deficiency"] |= {"per_document": 0.5, "minor": 0.5, "again": 0.5}
    for item in tree["items"].values():
        item |= {"tolerant": 1.0, "allows": ["tolerant_acceptance"]}


def promises_broken(tree):
    """Promises are made and broken; who has broken one is not trusted again (sections 8.6 and 8.12)."""
    tree["population"]["compliance"] = 0.3
    tree["behaviour"]["promises"]["checked_after"] = 15.0
    tree["behaviour"]["refusal"] = {"reapply": 0.5}
    tree["inspections"] = None
    for item in tree["items"].values():
        item |= {"commitment": 0.7, "allows": ["notification_commitment"]}
    for office in tree["departments"].values():
        office |= {"refusal": 0.3}


def refused_with_a_promise(tree):
    """One item is granted on a promise that is broken, another is refused (section 8.12)."""
    promises_broken(tree)
    tree["population"]["compliance"] = 0.0
    tree["behaviour"]["promises"]["checked_after"] = 5.0
    tree["behaviour"]["refusal"] = {"reapply": 0.0}
    tree["items"]["invoices"] |= {"commitment": 0.0, "allows": [], "outside_wait": None}
    tree["departments"]["tax"] |= {"refusal": 0.6, "pacing": 0.0}


def returned_and_paced(tree):
    """Applications come back, and what follows their acceptance is no rework (section 12)."""
    tree["behaviour"]["deficiency"] |= {"per_document": 0.5, "again": 0.5}
    tree["behaviour"]["online"] |= {"inclination": 1.0}
    for item in tree["items"].values():
        item |= {"online": 0.5, "allows": ["online"]}


def never_enough(tree):
    """Everybody is sent back or refused at once, for ever, and goes on at once (sections 8.5 and 8.10): trying ends
    although no time passes."""
    tree["behaviour"]["deficiency"] |= {"per_document": 1.0, "skill": 0.0, "online": 0.0, "again": 1.0, "minor": 0.0}
    tree["behaviour"]["supplement"]["effort"] = {"dist": "constant", "value": 0.0}
    tree["behaviour"]["online"] |= {"inclination": 1.0}
    tree["behaviour"]["refusal"]["reapply"] = 1.0
    tree["behaviour"]["returns"] |= {"give_up": 0.0}
    tree["population"]["skill"] = {"dist": "constant", "value": 1.0}
    for number, item in enumerate(tree["items"].values()):
        item |= {"effort": {"dist": "constant", "value": 0.0}, "online": 1.0, "allows": ["online"]}
        item["documents"] |= {"total": float(number % 2), "common": 0.0, "shared": 0.0, "electronic": 0.0}
    for office in tree["departments"].values():
        office |= {"refusal": 1.0, "correction": 0.0, "pacing": {"dist": "constant", "value": 0.0}, "online_check": 0.0}


def crowded_terminals(tree):
    """Terminals with a line before them at the midnight at which they are taken away (section 10)."""
    tree["calendar"]["hours"] = {"weekdays": "00:00-24:00", "saturday": "00:00-24:00", "sunday": "00:00-24:00"}
    tree["calendar"]["holidays"] = "none"
    for place in (*tree["halls"].values(), *tree["departments"].values()):
        place["hours"] = tree["calendar"]["hours"]
    tree["halls"]["main"] |= {"self_service": 2, "service": 500.0}
    tree["population"]["skill"] = 0.9
    tree["procedures"]["change"]["demand"]["per_year"] = 12.0
    for item in tree["items"].values():
        item |= {"self_service": True, "allows": ["self_service"]}


def patience_at_its_end(tree):
    """Applications come back exactly when patience is over: half a day after the need (section 8.5)."""
    tree["population"]["skill"] = 0.5
    for district in tree["population"]["districts"].values():
        district["travel"] = 0.0
    tree["behaviour"]["preparation"] = {"effort": 180.0, "attention": 1.0}
    tree["behaviour"]["deficiency"] |= {"per_document": 0.9, "skill": 0.0}
    tree["behaviour"]["returns"] = {"give_up": 0.5, "patience": 0.5}
    tree["halls"]["main"] |= {"service": 30.0, "per_document": 0.0}
    tree["halls"]["main"]["windows"] |= {"total": 100}
    tree["procedures"]["change"] |= {"stages": {"all": {"parallel": 0.0, "one_form": 0.0}}}
    tree["procedures"]["change"]["route"] = {"licence": {"after": [], "stage": "all"}}
    tree["items"]["licence"]["documents"] |= {"total": 1.0, "common": 0.0}


def law_below_promise(tree):
    """A measure puts the limit in law below what the office promises, and half of the limit is in force (section 6)."""
    for item in tree["items"].values():
        item["limit"] |= {"statutory": 12.0, "promised": 8.0, "share": 0.5}


def swamped(tree):
    """Offices with too few reviewers call in more, and send them home again (section 15)."""
    tree["procedures"]["change"]["demand"]["per_year"] = 8.0
    for item in tree["items"].values():
        item |= {"effort": 150.0}
    for number, office in enumerate(tree["departments"].values()):
        office |= {"reviewers": 1 + number, "pacing": 0.2, "overtime": {"trigger": 3.0, "staff": 1.0}}
    tree["standings"] |= {"admonished": 1, "effort": 0.8}


def half_swamped(tree):
    """Who has come to help stays until half of the backlog is gone (section 15)."""
    swamped(tree)
    tree["items"]["licence"] |= {"effort": 450.0}
    for office in tree["departments"].values():
        office |= {"reviewers": 3, "overtime": {"trigger": 2.0, "staff": 0.1}}


# -------------------------------------------------------------------------------------------- inspections


def together(tree):
    """Visits of several bodies at once, who see little beyond their own field (inspections.md, sections 9 and 13)."""
    tree["inspections"]["joint"] = {"effort": 0.5, "detection": 0.1}
    for body in tree["inspections"]["bodies"].values():
        body |= {"plans_per_year": 12, "joint": 1.0, "detection": 0.9, "unplanned": 0.0}
        body |= {"sectors": {"retail": 6.0, "catering": 6.0}, "quiet": {"from_day": 0, "to_day": 0}}
    tree["population"]["compliance"] = 0.1
    for area in tree["inspections"]["areas"].values():
        area |= {"compliance_cost": 1e6, "fine": 0.0, "minor_fine": 0.0}


def expires_as_doors_open(tree):
    """Visits planned for a weekend expire at the moment at which the doors open again (inspections.md, section 10)."""
    tree["calendar"]["holidays"] = "none"
    tree["inspections"] |= {"expires": 2.0}
    for body in tree["inspections"]["bodies"].values():
        body |= {"sectors": {"retail": 12.0, "catering": 12.0}, "plans_per_year": 12}
        body["quiet"] = {"from_day": 0, "to_day": 0}


def suspended(tree):
    """Serious violations of those found before lead to suspensions (inspections.md, sections 12 and 13)."""
    tree["population"]["compliance"] = 0.2
    tree["inspections"]["sanctions"] |= {"suspension": 0.8, "suspension_days": 5.0, "day_lost": 300.0}
    tree["inspections"]["areas"]["fire"] |= {"serious": 1.0}
    for body in tree["inspections"]["bodies"].values():
        body |= {"sectors": {"retail": 9.0, "catering": 9.0}, "detection": 0.6, "inspectors": 40}
        body |= {"plans_per_year": 12, "joint": 0.7}


def outgrown(tree):
    """Plans find those who have grown out of their class in their new one (inspections.md, section 8.3)."""
    tree["lending"] = None
    for size in tree["economy"]["sizes"].values():
        size |= {"conversion": None, "most_staff": 2.0, "cash": 12.0}
    for number, size in enumerate(tree["population"]["sizes"]):
        tree["inspections"]["sizes"][size] = {"stake": 1.0, "frequency": 10.0**number, "effort": 1.0}
    for body in tree["inspections"]["bodies"].values():
        body |= {"sectors": {"retail": 0.5, "catering": 0.5}, "plans_per_year": 12, "inspectors": 40}


# -------------------------------------------------------------------------------------------------- money


def hard_times(tree):
    """Losses, arrears, insolvency, reorganisation, liquidation (economy.md, sections 13 to 15)."""
    economy = tree["economy"]
    for sector in economy["sectors"].values():
        sector |= {"margin": -0.15, "volatility": 0.5, "chain": 0.5, "government": 0.2}
    for size in economy["sizes"].values():
        size |= {"cash": 0.5, "conversion": None}
    economy["insolvency"] |= {"patience": 2.0, "months": 2.0, "coordinated": 0.5, "coordinated_months": 1.0}
    economy["insolvency"] |= {"reorganised": 0.6, "coordinated_reorganised": 0.6, "haircut": 0.5, "assets": 0.5}
    economy["trade"] |= {"withheld": 0.5, "cleared": 0.3}
    economy["procurement"] |= {"reserved": 0.4, "bonds": 0.1, "bonds_in_cash": 0.5}
    tree["lending"]["borrowers"] |= {"indebted": {"micro": 0.8, "small": 0.8, "medium": 0.8}}
    tree["lending"]["products"]["guaranteed"] |= {"offered": 1.0}
    tree["lending"]["compensation"] |= {"guarantor": 0.5, "bank": 0.5}
    tree["lending"]["scoring"] |= {"base": -6.0}
    tree["lending"] |= {"write_off": 2.0}
    economy["exit"] |= {"stopping": [3.0], "dormancy": 0.8, "wakes": 4.0}


def bridged(tree):
    """Loans of a few months that are renewed, some without principal, none of them in time (lending.md, section 12)."""
    lending = tree["lending"]
    lending["borrowers"] |= {"indebted": {"micro": 0.9, "small": 0.9, "medium": 0.9}, "believed": 1.0}
    lending["borrowers"] |= {"reluctance": 0.0, "dearest": 1.0, "target": 1.0, "buffer": 0.5}
    lending["renewal"] |= {"wanted": 1.0, "lead": 0, "effort": 1.0, "without_principal": 0.4, "bridge": 0.01}
    lending["scoring"] |= {"base": -7.0}
    for product in lending["products"].values():
        product |= {"months": 3, "schedule": "bullet", "offered": 1.0, "wait": 12.0}
    for size in tree["economy"]["sizes"].values():
        size |= {"cash": 0.6}
    lending["banks"]["city_bank"] |= {"capital": 1_000_000.0, "other_assets": 0.0, "dividend": 0.0}
    tree["population"]["entry_rate"] = 0.4
    tree["economy"]["entry"] |= {"growth": 0.5}


def guaranteed_in_instalments(tree):
    """The guarantor pays more of a loan than is not yet due; a later month finds cash (lending.md, section 10)."""
    tree["lending"]["borrowers"] |= {"indebted": {"micro": 0.9, "small": 0.9, "medium": 0.9}}
    for product in tree["lending"]["products"].values():
        product |= {"security": "guarantee", "months": 4, "schedule": "instalments", "registered": False}
    tree["lending"]["compensation"] |= {"guarantor": 0.9, "bank": 0.0}
    tree["lending"]["guarantor"] |= {"fund": 1e9}
    tree["lending"] |= {"write_off": 100.0}
    for sector in tree["economy"]["sectors"].values():
        sector |= {"volatility": 0.6, "margin": 0.02}
    for size in tree["economy"]["sizes"].values():
        size |= {"cash": 0.2}


def revolving(tree):
    """Loans drawn and repaid as cash allows; banks and their offers all alike (lending.md, sections 6 and 9)."""
    bridged(tree)
    lending = tree["lending"]
    for product in lending["products"].values():
        product |= {"months": 12, "schedule": "revolving", "wait": 1.0}
    lending["scoring"] |= {"noise": 0.0}
    tree["economy"]["investment"] |= {"opportunities": 12.0, "patience": 0.5}
    for sector in tree["economy"]["sectors"].values():
        sector["permit"] = {"procedure": "extension", "share": 1.0}
    lending["platforms"]["exchange"] |= {"reach": 1.0, "priority": 0.5}
    first = next(iter(lending["banks"].values()))
    for bank in lending["banks"].values():
        bank |= {key: value for key, value in first.items() if key not in ("title", "share", "officers")}


def late_permits(tree):
    """Permits come when their opportunity has gone and the next one waits for its own (economy.md, section 7)."""
    tree["economy"]["investment"] |= {"opportunities": 12.0, "patience": 0.5, "own": 1.0, "growth": 0.3}
    for sector in tree["economy"]["sectors"].values():
        sector |= {"permit": {"procedure": "extension", "share": 1.0}}
    for size in tree["economy"]["sizes"].values():
        size |= {"cash": 12.0, "investment": 1.0}
    tree["items"]["building_permit"]["limit"] |= {"statutory": 30.0, "promised": 30.0}
    for office in tree["departments"].values():
        office |= {"pacing": 1.0, "reviewers": 20}


def chains_without_cash(tree):
    """Everybody is owed and owes, and pays when it is paid (economy.md, section 4)."""
    tree["lending"] = None
    tree["economy"]["trade"] |= {"term": 1.0, "withheld": 0.0, "cleared": 1.0}
    for sector in tree["economy"]["sectors"].values():
        sector |= {"chain": 0.9, "government": 0.0, "volatility": 0.5, "rent": 0.0}
        sector["customers"] = {"retail": 1.0, "catering": 1.0, "manufacturing": 1.0}
    for size in tree["economy"]["sizes"].values():
        size |= {"cash": 0.0}


MONEY = {"days": 330, "warm_up": 31, "enterprises": 60}
CORNERS = {
    "silent when released": lambda: corner(silent_when_released),
    "merged in a row": lambda: corner(merged_in_a_row),
    "in turn after side by side": lambda: corner(in_turn_after_side_by_side),
    "at the last minute": lambda: corner(at_the_last_minute),
    "not all minor": lambda: corner(not_all_minor),
    "promises broken": lambda: corner(promises_broken, days=120),
    "refused with a promise": lambda: corner(refused_with_a_promise, enterprises=100, days=90),
    "returned and paced": lambda: corner(returned_and_paced),
    "never enough": lambda: corner(never_enough, enterprises=20),
    "crowded terminals": lambda: corner(
        crowded_terminals, measures=[measure("halls.main.self_service", 0, day=10, until=12)], enterprises=100, days=30
    ),
    "patience at its end": lambda: corner(patience_at_its_end),
    "law below promise": lambda: corner(law_below_promise, measures=[measure("items.*.limit.statutory", 4.0, day=20)]),
    "swamped": lambda: corner(swamped, days=150),
    "half swamped": lambda: corner(half_swamped, days=240),
    "together": lambda: corner(together, days=90),
    "expires as doors open": lambda: corner(expires_as_doors_open, days=90),
    "suspended": lambda: corner(suspended, days=150),
    "outgrown": lambda: corner(outgrown, "market_town", **MONEY),
    "hard times": lambda: corner(hard_times, "market_town", **MONEY),
    "late permits": lambda: corner(late_permits, "market_town", **MONEY),
    "chains without cash": lambda: corner(chains_without_cash, "market_town", **MONEY),
    "bridged": lambda: corner(bridged, "market_town", **MONEY | {"days": 440}),
    "guaranteed in instalments": lambda: corner(guaranteed_in_instalments, "market_town", **MONEY),
    "revolving": lambda: corner(revolving, "market_town", **MONEY),
}  # fmt: skip
