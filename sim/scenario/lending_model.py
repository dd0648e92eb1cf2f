"""The shape of lending in a region file: who lends, what is on offer, how requests are judged and loans renewed."""

from typing import Annotated, Literal

from pydantic import Field

from .dists import Constant
from .fields import (
    Day,
    Name,
    Quantity,
    Share,
    SomeMinutes,
    SomeShare,
    SomeWorkingDays,
    Staff,
    Strict,
    Text,
    Weight,
    Yuan,
    count,
    number,
    spread,
)

YearlyRate = number("share a year", 1)
Months = number("months", 600)
NOTHING = Constant(dist="constant", value=0.0)


class RateFrom(Strict):
    """An interest rate and the day from which it holds."""

    from_: Day = Field(alias="from")
    """first day"""
    rate: Annotated[float, Field(ge=0, le=1), Quantity("share a year", "number")]
    """the rate"""


class Bank(Strict):
    """A bank: its officers, its capital, its ways."""

    title: Text | None = None
    """its name"""
    share: Weight
    """how many enterprises have their account here, relative to the other banks"""
    officers: Staff
    """loan officers"""
    capital: Annotated[float, Field(gt=0, le=1e13), Quantity("yuan", "number")]
    """capital behind its loans to enterprises of the region on the first day"""
    other_assets: Yuan = 0.0
    """risk-weighted assets besides these loans that the same capital must cover"""
    capital_ratio: Share = 0.105
    """least capital as a share of risk-weighted assets; below it nothing new is lent"""
    funding: number("share a year", 1, least=-1) = 0.0
    """cost of its funds above the one-year prime rate (below it if negative)"""
    operating: YearlyRate = 0.01
    """running cost of a loan as a share of its principal"""
    hurdle: YearlyRate = 0.005
    """net return that a loan must clear"""
    tolerance: Share = 0.02
    """non-performing share above which it becomes more cautious"""
    caution: Weight = 0.0
    """how much its hurdle rises per unit of non-performing share above that"""
    dividend: Share = 0.3
    """share of a month's profit that is paid out while capital suffices"""
    local: bool = False
    """whether it is a local bank, to which incentives for small loans are paid"""


class Product(Strict):
    """A kind of loan."""

    title: Text | None = None
    """its name"""
    security: Literal["none", "property", "receivables", "guarantee", "ip"] = "none"
    """what secures it"""
    offered: Share = 1.0
    """share of the banks that offer it"""
    months: count("months", 360, least=1) = 12
    """its term"""
    schedule: Literal["bullet", "instalments", "revolving"] = "bullet"
    """principal at the end, in equal parts every month, or drawn and repaid as cash allows"""
    limit: number("months of revenue", 240)
    """most that is lent, in months of the enterprise's usual revenue"""
    advance: Share = 1.0
    """most that is lent as a share of what secures it (property, receivables or intellectual property)"""
    recovery: Share = 0.0
    """share of the principal that its security brings in after a default"""
    registered: bool = False
    """whether its security must be registered, which is an approval of its own"""
    effort: SomeMinutes
    """an officer's work on due diligence"""
    wait: SomeWorkingDays = NOTHING
    """time spent waiting for others during due diligence: records, statements, valuations"""
    online: Share = 0.0
    """share of its requests that are handled wholly online"""
    online_effort: Share = 0.3
    """effort and waiting time of these, as a share of the usual"""
    online_recovery: Share = 0.0
    """share of what a default would lose that confirmation by the debtor, given online, makes good besides"""
    margin: number("share a year", 1, least=-1) = 0.0
    """added to its price"""
    fee: Share = 0.0
    """fee for valuation and handling as a share of the principal"""
    online_fee: Share = 1.0
    """that fee when it is handled online, as a share of the usual"""
    subsidised: bool = False
    """whether its interest is subsidised"""
    sizes: dict[Name, Weight] = {}
    """how readily enterprises of a size class ask for it, relative to others (1 where left out; 0: not open to them)"""
    sectors: dict[Name, Weight] = {}
    """the same by sector"""


class Platform(Strict):
    """A platform that shows a request to all institutions registered with it."""

    title: Text | None = None
    """its name"""
    reach: Share = 0.0
    """share of the enterprises registered with it, of a size class with weight 1"""
    sizes: dict[Name, Weight] = {}
    """how likely enterprises of a size class are to be registered, relative to that (1 where left out)"""
    banks: Share = 1.0
    """share of the banks registered with it"""
    effort: Share = 1.0
    """effort and waiting time of due diligence with what the platform knows, as a share of the usual"""
    noise: Share = 1.0
    """noise in what a bank sees of an enterprise, as a share of the usual"""
    priority: Share = 0.0
    """share of its requests that banks handle before all others"""


class Borrowers(Strict):
    """Who has loans on the first day, what they own, and when they ask for another."""

    indebted: dict[Name, Share] = {}
    """share of the enterprises of a size class that have a loan on the first day (none where left out)"""
    debt: spread("months of revenue")
    """principal of these loans"""
    property: dict[Name, Share] = {}
    """share of the enterprises of a size class that own property they can pledge (none where left out)"""
    property_value: spread("months of revenue")
    """its value"""
    ip: dict[Name, Share] = {}
    """share of the enterprises of a sector that own intellectual property they can pledge (none where left out)"""
    ip_value: spread("months of revenue")
    """its value"""
    buffer: Months = 1.0
    """months of fixed cost in cash below which an enterprise sees a gap"""
    target: Months = 2.0
    """months of fixed cost in cash to which it wants to fill the gap"""
    reluctance: SomeShare
    """least chance of success, as an enterprise sees it, at which it asks at all"""
    believed: Share = 0.8
    """what they believe about their chances on the first day"""
    memory: Share = 0.2
    """weight of the latest month's answers to others like them in what enterprises believe about their chances"""
    dearest: spread("share a year", 0, 1)
    """highest price above the one-year prime rate that an enterprise accepts"""
    banks: count("banks", 20, least=1) = 2
    """how many banks it asks, one after another, before it gives up"""
    again_after: Months = 6.0
    """time before it asks again after a refusal"""
    preparation: SomeMinutes
    """own work on a request"""
    attention: Annotated[float, Field(gt=0, le=1), Quantity("share", "share")] = 1.0
    """share of working time given to that while it lasts"""


class Scoring(Strict):
    """What a bank can see of an enterprise, and what it makes of it.

    The logit of the yearly probability of default is ``base`` - ``standing`` x signal + ``debt`` x months of revenue
    owed + ``mark`` x marks in the credit record + ``losses`` x share of the last year's months with a loss.
    """

    base: number("", 20, least=-20)
    """logit of the yearly default probability of an ordinary enterprise without debt"""
    standing: Weight = 0.8
    """how much a standard deviation of standing counts"""
    debt: Weight = 0.05
    """how much a month of revenue owed counts"""
    mark: Weight = 0.7
    """how much a mark in the credit record counts"""
    losses: Weight = 0.0
    """how much it counts if all months of the last year ended with a loss"""
    noise: number("standard deviations", 10) = 1.0
    """noise of the signal"""
    shared: Share = 0.0
    """share of what government knows (tax, social insurance, utilities) that banks can see"""
    shared_noise: Share = 0.5
    """noise with all of that, as a share of the usual"""
    shared_effort: Share = 0.6
    """effort and waiting time of due diligence with all of that, as a share of the usual"""
    loss: Share = 0.6
    """share of an unsecured principal that is lost in a default"""
    learning: Share = 0.2
    """how far banks move their base each quarter towards the defaults they have seen"""


class Renewal(Strict):
    """What happens when a loan falls due."""

    wanted: Share = 0.8
    """share of maturing bullet loans that enterprises want to renew"""
    lead: count("days", 365) = 15
    """days before maturity at which a renewal is asked for"""
    effort: Share = 0.5
    """effort and waiting time of due diligence at the own bank, as a share of the usual"""
    without_principal: Share = 0.0
    """share of renewals for which the old principal need not be repaid first"""
    bridge: number("share a day", 0.1) = 0.0015
    """price of bridging money until the new loan is paid out"""


class Guarantor(Strict):
    """The guarantee institution of the region."""

    fund: Yuan = 0.0
    """its fund on the first day"""
    cover: Share = 0.8
    """share of the principal that it guarantees"""
    fee: YearlyRate = 0.015
    """its fee as a share of the principal"""
    leverage: number("times its fund", 100) = 10.0
    """most that it guarantees"""


class Compensation(Strict):
    """The government's fund that shares the risk of loans to small enterprises."""

    fund: Yuan = 0.0
    """its money on the first day; government tops it up to this every month while it is in use"""
    guarantor: Share = 0.0
    """share of the guarantor's payments that it reimburses"""
    bank: Share = 0.0
    """share of banks' losses on unsecured loans that it reimburses"""
    sizes: dict[Name, Share] = {}
    """which size classes it is for (1; all where left out)"""


class InterestSubsidy(Strict):
    """Interest paid for enterprises by government, on subsidised products."""

    share: Share = 0.0
    """share of the interest, up to the one-year prime rate, that is paid"""
    most: Yuan = 500_000.0
    """most that one enterprise is paid"""
    sizes: dict[Name, Share] = {}
    """which size classes it is for (1; all where left out)"""


class Matchmaking(Strict):
    """Events at which government introduces enterprises to banks."""

    per_year: number("enterprises per thousand and year", 1000) = 0.0
    """enterprises in need that are introduced: they ask though they would not have, and a bank knows of them"""
    noise: Share = 0.8
    """noise in what the bank sees of these, as a share of the usual"""


class Lending(Strict):
    """Banks, their products, and how requests become loans."""

    prime_rate: list[RateFrom] = Field(min_length=1)
    """the one-year loan prime rate, by date"""
    banks: dict[Name, Bank] = Field(min_length=1, max_length=62)
    """who lends"""
    products: dict[Name, Product] = Field(min_length=1, max_length=16)
    """what is on offer"""
    borrowers: Borrowers
    """who asks for loans"""
    scoring: Scoring
    """how banks judge"""
    intake: SomeMinutes
    """an officer's work on taking a request in"""
    committee: SomeWorkingDays
    """time until the credit committee has met"""
    payout: SomeWorkingDays
    """time from the committee's decision, or the registration of the security, to the money"""
    dearest: YearlyRate = 0.24
    """highest interest that banks may ask for"""
    registration: Name
    """the procedure by which a security is registered"""
    write_off: Months = 24.0
    """time after which what is left of a loan in default is written off"""
    renewal: Renewal = Renewal()
    """when loans fall due"""
    platforms: dict[Name, Platform] = Field(default={}, max_length=8)
    """platforms that show requests to many banks at once"""
    guarantor: Guarantor = Guarantor()
    """who guarantees"""
    compensation: Compensation = Compensation()
    """who shares the risk"""
    interest_subsidy: InterestSubsidy = InterestSubsidy()
    """interest paid by government"""
    incentive: Share = 0.0
    """paid by government to local banks, as a share of the yearly increase of their loans to small enterprises"""
    matchmaking: Matchmaking = Matchmaking()
    """introductions"""
