"""The shape of inspections in a region file: who inspects whom, how targets are chosen, what a finding leads to."""

from typing import Annotated, Literal

from pydantic import Field

from .dists import Constant
from .fields import (
    Name,
    Quantity,
    Share,
    SomeMinutes,
    Staff,
    Strict,
    Text,
    Weight,
    WorkingDays,
    Yuan,
    count,
    number,
    spread,
)
from .people_model import Hours


class Incidents(Strict):
    """Accidents and other harm that come of rules not kept."""

    rate: number("incidents per year of an enterprise in violation", 100) = 0.0
    """how often they happen to an enterprise that does not keep the rules"""
    serious: number("times", 100, least=1) = 1.0
    """how many times as often while the violation is serious"""
    blameless: Share = 0.0
    """how often they happen to one that keeps the rules, as a share of the rate"""
    harm: spread("yuan") = Constant(dist="constant", value=0.0)
    """loss of the enterprise per incident, at a stake of 1"""


class Area(Strict):
    """A field of rules that enterprises keep or do not keep."""

    title: Text | None = None
    """its name"""
    sectors: dict[Name, Weight] = {}
    """odds of a violation in each sector, relative to the own inclination (1 where left out)"""
    spell: number("days", 3660, above=0) = 180.0
    """time for which an enterprise stays as it is, in violation or not, unless something is done about it"""
    serious: Share = 0.0
    """share of violations that are serious, for an enterprise that is sure to violate; in proportion for others"""
    compliance_cost: number("yuan per year", 1e9, above=0)
    """what keeping the rules costs a year, at a stake of 1"""
    fine: Yuan = 0.0
    """standard fine for a serious violation, at a stake of 1"""
    minor_fine: Yuan = 0.0
    """standard fine for a minor violation, at a stake of 1"""
    incidents: Incidents = Incidents()
    """harm that comes of violations"""
    complaints: number("complaints per year of an enterprise in violation", 100) = 0.0
    """how often customers or neighbours complain about an enterprise in violation"""
    unfounded: Share = 0.0
    """how often they complain about one that keeps the rules, as a share of that"""


class Regimes(Strict):
    """How planned targets are chosen; what is neither random nor tiered is at discretion."""

    double_random: Share = 0.0
    """share of the targets drawn at random, with a team drawn at random"""
    credit_tiered: Share = 0.0
    """share of the targets drawn by credit class (takes precedence over double_random)"""


class Quiet(Strict):
    """Days of the month without planned visits; 0 to 0 for none."""

    from_day: count("day of the month", 31) = 0
    """first quiet day"""
    to_day: count("day of the month", 31) = 0
    """last quiet day"""


class Body(Strict):
    """An inspecting body: its teams, its plan, its ways."""

    title: Text | None = None
    """its name"""
    department: Name | None = None
    """the department it belongs to; its inspectors also verify the promises made there"""
    area: Name
    """the field of rules it inspects"""
    items: count("items", 100_000) = 1
    """listed inspection items"""
    inspectors: Staff
    """inspectors"""
    sectors: dict[Name, number("visits per enterprise and year", 1000)] = Field(min_length=1)
    """planned visits per enterprise and year in each sector that it inspects"""
    plans_per_year: Annotated[Literal[1, 2, 3, 4, 6, 12], Quantity("plans per sector and year", "number")] = 4
    """how often a year it makes a plan for each of its sectors"""
    effort: SomeMinutes
    """time at the enterprise"""
    detection: Share
    """probability that a violation is found"""
    regimes: Regimes = Regimes()
    """how planned targets are chosen"""
    unplanned: number("share of the planned visits", 10) = 0.0
    """visits outside any plan, at discretion, in addition to the planned ones"""
    filed: Share = 0.0
    """share of the visits outside any plan that no longer happen because every visit must be filed and coded"""
    joint: Share = 0.0
    """share of the plans that are carried out together with other bodies"""
    offsite: Share = 0.0
    """share of the planned checks that are made from the desk"""
    risk_order: Share = 0.0
    """how far the targets of a plan are visited in order of risk (0: in random order)"""
    quiet: Quiet = Quiet()
    """days of the month without planned visits"""
    benchmark: Share = 0.0
    """share of the spread of fines that a benchmark for discretion takes away"""
    exemption: Share = 0.0
    """share of minor first violations that are not fined"""
    reform: Share = 0.0
    """share of serious violations answered by a compliance reform instead of fine and suspension"""


class Choice(Strict):
    """How inspectors choose at discretion: weight 1 for everybody, and more for some."""

    habit: Weight = 0.0
    """more weight for an enterprise that the body visited this year or last"""
    judgment: Weight = 0.0
    """more weight for one with signs of a violation"""
    learning: Weight = 0.0
    """more weight for one that was often found in violation, and where violations are often found"""
    sign_serious: Share = 0.0
    """probability of a sign where a violation is serious"""
    sign_minor: Share = 0.0
    """probability of a sign where it is minor"""
    sign_none: Share = 0.0
    """probability of a sign where there is none"""


class Tiers(Strict):
    """Weights of the credit classes under credit-tiered inspection."""

    low: Weight = 0.5
    """weight of low risk: nothing found in the last three visits"""
    medium: Weight = 1.0
    """weight of medium risk: something found in one of them"""
    high: Weight = 2.0
    """weight of high risk: something found in two of them or more, or a promise broken"""


class Joint(Strict):
    """Joint visits: one visit, one team, the lists of several bodies."""

    effort: Share = 0.6
    """time that each further list takes, as a share of a visit of its own"""
    detection: Share = 0.9
    """probability of finding what belongs to another body, as a share of that body's own"""


class Offsite(Strict):
    """Checks from the desk."""

    effort: SomeMinutes = Constant(dist="constant", value=20.0)
    """time per check"""
    detection: Share = 0.4
    """probability of a hit, as a share of the probability of finding a violation on site"""


class Correction(Strict):
    """Orders to correct."""

    within: WorkingDays = 15.0
    """time allowed"""
    lasts: number("days", 3660) = 90.0
    """time for which what was put right stays right"""
    eagerness: Share = 0.6
    """share of those who do not keep rules of themselves who correct when ordered to"""
    reinspection: Share = 0.5
    """share of the orders that are followed by a second visit"""


class Sanctions(Strict):
    """What a finding leads to."""

    minor_fined: Share = 0.3
    """share of minor violations that are fined; the others are warned or ordered to correct"""
    warning: Share = 0.4
    """share of minor violations without a fine that are only warned"""
    discretion: spread("times the standard fine") = Constant(dist="constant", value=1.0)
    """how severe a team is"""
    repeat: number("share of the standard fine", 10) = 0.0
    """what is added to the fine for each of the last three visits at which something was found"""
    suspension: Share = 0.0
    """share of serious violations of those found before that lead to a suspension"""
    suspension_days: number("days", 365) = 0.0
    """length of a suspension"""
    day_lost: Yuan = 0.0
    """what a day of suspension costs the enterprise, at a stake of 1"""
    reform_cost: Yuan = 0.0
    """what a compliance reform costs the enterprise, at a stake of 1"""
    reform_gain: Share = 0.0
    """share of what is missing to full compliance that a compliance reform makes good"""


class Perception(Strict):
    """What enterprises believe about being caught."""

    memory: number("years", 100, above=0) = 1.5
    """how long visits are remembered"""
    neighbours: Share = 0.3
    """share of the belief that comes from neighbours' visits"""
    neighbourhood: count("enterprises", 100_000, least=1) = 20
    """how many enterprises of the same district and sector know of one another's visits"""
    severity: Share = 0.3
    """weight of the latest penalty in the impression of how severe penalties are"""


class Stake(Strict):
    """What a size class means for inspections."""

    stake: number("times", 1e4, above=0) = 1.0
    """fines, costs of compliance and harm, relative to a small enterprise"""
    frequency: Weight = 1.0
    """visits, relative to the plan"""
    effort: number("times", 100, above=0) = 1.0
    """time of a visit, relative to the plan"""


class VisitRating(Strict):
    """How an enterprise rates a visit, 1 to 5."""

    hours_weight: number("points per hour", 100) = 0.0
    """points lost per hour of the visit"""
    fine_weight: number("points", 100) = 0.0
    """points lost for a fine"""
    repeat_weight: number("points", 100) = 0.0
    """points lost if another body was there within the last thirty days"""


class Inspections(Strict):
    """Who inspects whom, how targets are chosen, what a finding leads to."""

    hours: Hours
    """times in which visits begin; one that has begun is finished the same day"""
    team: count("inspectors", 20, least=1) = 2
    """inspectors of a team"""
    frequency: number("times", 100) = 1.0
    """all planned visits, relative to the plans"""
    travel: number("times", 10) = 0.5
    """way of a team to an enterprise, relative to that of the enterprise to the municipal hall"""
    attendants: number("persons", 20) = 1.0
    """persons of the enterprise who are kept from their work during a visit"""
    expires: number("days", 3660, above=0) = 60.0
    """a planned visit that could not begin within this time after its day is cancelled"""
    areas: dict[Name, Area] = Field(min_length=1, max_length=8)
    """fields of rules"""
    bodies: dict[Name, Body] = Field(min_length=1, max_length=60)
    """inspecting bodies"""
    sizes: dict[Name, Stake] = {}
    """size classes (1 in everything where left out)"""
    choice: Choice = Choice()
    """choice at discretion"""
    tiers: Tiers = Tiers()
    """weights of the credit classes"""
    joint: Joint = Joint()
    """joint visits"""
    offsite: Offsite = Offsite()
    """checks from the desk"""
    correction: Correction = Correction()
    """orders to correct"""
    sanctions: Sanctions = Sanctions()
    """what a finding leads to"""
    perception: Perception = Perception()
    """what enterprises believe about being caught"""
    rating: VisitRating = VisitRating()
    """how visits are rated"""


class Standings(Strict):
    """Departments rated by enterprises: the ratings of their cases and visits of a quarter."""

    admonished: count("departments", 1000) = 0
    """how many of the worst are admonished after each quarter"""
    effort: Share = 0.3
    """what an admonished department does about it: share of its slack and of its visits outside any plan given up"""
