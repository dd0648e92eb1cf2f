"""The shape of calendar, population and behaviour in a region file."""

from typing import Annotated, Literal

from pydantic import Field

from .fields import (
    Name,
    Opening,
    Quantity,
    Share,
    SomeDays,
    SomeMinutes,
    SomeShare,
    SomeYears,
    Strict,
    Text,
    WorkingDays,
    Yuan,
    YuanPerHour,
    number,
)


class Hours(Strict):
    """Opening hours in local time; "" is closed."""

    weekdays: Opening
    """opening times Monday to Friday, and on make-up workdays"""
    saturday: Opening = ""
    """opening times on Saturday"""
    sunday: Opening = ""
    """opening times on Sunday"""


class OwnHours(Strict):
    """Opening hours of a place; what is left out is as in calendar.hours."""

    weekdays: Opening | None = None
    """opening times Monday to Friday, and on make-up workdays"""
    saturday: Opening | None = None
    """opening times on Saturday"""
    sunday: Opening | None = None
    """opening times on Sunday"""


class Calendar(Strict):
    """When offices work."""

    hours: Hours
    """opening hours of every place that has none of its own"""
    holidays: Literal["China", "none"] = "China"
    """public holidays and make-up workdays: China or none"""


class District(Strict):
    """A part of the region where enterprises are."""

    title: Text | None = None
    """its name"""
    share: Share
    """share of the enterprises"""
    travel: SomeMinutes
    """time to the hall one way"""


class Sector(Strict):
    """A branch of the economy."""

    title: Text | None = None
    """its name"""
    share: Share
    """share of the enterprises"""


class Size(Strict):
    """A size class of enterprises."""

    title: Text | None = None
    """its name"""
    share: Share
    """share of the enterprises"""
    wage: YuanPerHour
    """cost of an hour of the person who handles applications"""


class Population(Strict):
    """Who the enterprises are."""

    enterprises: Annotated[int, Field(gt=0, le=50_000_000), Quantity("enterprises", "number")]
    """enterprises that may need something from government"""
    entry_rate: number("founders per enterprise and year", 5)
    """how many are founded"""
    districts: dict[Name, District] = Field(min_length=1)
    """where they are; shares sum to 1"""
    sectors: dict[Name, Sector] = Field(min_length=1)
    """what they do; shares sum to 1"""
    sizes: dict[Name, Size] = Field(min_length=1)
    """how large they are; shares sum to 1"""
    age: SomeYears
    """age of a resident enterprise"""
    skill: SomeShare
    """digital skill"""
    compliance: SomeShare
    """inclination to keep rules"""


class Paperwork(Strict):
    """Getting documents ready."""

    effort: SomeMinutes
    """own working time per document"""
    attention: Annotated[float, Field(gt=0, le=1), Quantity("share", "share")] = 1.0
    """share of working time given to it while it lasts"""


class Deficiency(Strict):
    """When a document is missing or wrong."""

    per_document: Share
    """probability that one document is deficient"""
    skill: number("", 2) = 0.0
    """how strongly it falls with own digital skill: times 1 + skill * (0.5 - own)"""
    guide: Share = 0.0
    """share of it that advice at the guide desk removes"""
    helper: Share = 0.0
    """share of it that helpers who fill in the forms remove"""
    online: Share = 0.0
    """share of it that checks of the online form remove"""
    again: Share = 0.0
    """probability that a document handed in a second time is deficient again"""
    minor: Share = 0.0
    """share of deficient documents that are minor (tolerant acceptance lets them follow)"""


class OnlineChoice(Strict):
    """Choosing between window and online."""

    inclination: Share
    """probability of going online, where possible, of an enterprise with a digital skill of 0.5 or more"""
    experience: Share = 0.0
    """how much one good or bad own experience moves it"""


class Returns(Strict):
    """What applicants do when an application comes back."""

    give_up: Share = 0.0
    """probability of giving up per return"""
    patience: number("working days", 3660, above=0) = 60.0
    """waiting time after which giving up doubles"""


class Refusal(Strict):
    """What applicants do when refused."""

    reapply: Share = 0.0
    """probability of applying again"""


class Rating(Strict):
    """How a case is rated, 1 to 5, when it ends."""

    days_weight: number("points", 100) = 0.0
    """points lost when it took as long as the law allows, in proportion"""
    visits_weight: number("points", 100) = 0.0
    """points lost per visit"""
    returns_weight: number("points", 100) = 0.0
    """points lost per return"""
    complaint: Share = 0.0
    """probability of a complaint when the rating is 2 or lower"""
    memory: Share = 0.3
    """weight of the latest experience in an enterprise's impression of government"""


class Post(Strict):
    """Certificates sent by post."""

    postage: Yuan
    """postage of a parcel"""
    time: SomeDays
    """time a parcel takes"""


class Promises(Strict):
    """Written promises under notification and commitment."""

    checked_after: WorkingDays
    """time after the decision at which a promise is checked"""


class Behaviour(Strict):
    """How applicants decide."""

    preparation: Paperwork
    """preparing an application"""
    supplement: Paperwork
    """mending documents that came back"""
    deficiency: Deficiency
    """missing and wrong documents"""
    online: OnlineChoice
    """choosing between window and online"""
    returns: Returns = Returns()
    """after a return"""
    refusal: Refusal = Refusal()
    """after a refusal"""
    rating: Rating = Rating()
    """rating a finished case"""
    delivery: Post
    """certificates sent by post"""
    promises: Promises
    """written promises and their check"""
    travel_cost: YuanPerHour = 0.0
    """cost of an hour of travel, besides the time itself"""
    near: Share = 0.4
    """share of the usual travel time to a hall in the own district, where there are several halls"""
