"""The shape of the economy in a region file: what enterprises earn, pay, owe and invest, when they begin and end."""

from typing import Annotated, Literal

from pydantic import Field

from .fields import (
    Day,
    Name,
    Quantity,
    Share,
    Strict,
    Text,
    Weight,
    WorkingDays,
    Yuan,
    number,
    spread,
)

Months = number("months", 600)
Monthly = number("yuan per month", 1e12)
Hazard = number("per year", 12)


class FirmSize(Strict):
    """What enterprises of a size class are like."""

    staff: spread("people")
    """people who work there, owners included"""
    most_staff: number("people", 1e7, above=0) = 1e7
    """most people in this class; an enterprise that outgrows it moves into the next"""
    productivity: Weight = 1.0
    """revenue per person, relative to its sector"""
    wage: Weight = 1.0
    """pay per person, relative to its sector"""
    cash: spread("months of fixed cost")
    """cash on the first day"""
    taxpayer: Literal["exempt", "small", "general"] = "small"
    """how it pays value added tax: not at all below the threshold, on turnover, or on value added"""
    conversion: Name | None = None
    """the procedure by which it moves into the next class, if that takes one (self-employed to company)"""
    investment: Weight = 1.0
    """how often it has an opportunity to invest, relative to others"""
    small: bool = True
    """whether it counts as a small enterprise for reliefs, reserves and small loans"""


class Permit(Strict):
    """An approval without which an investment cannot go ahead."""

    procedure: Name
    """the procedure"""
    share: Share
    """share of the investments of the sector that need it"""


class FirmSector(Strict):
    """What enterprises of a sector are like."""

    productivity: Annotated[float, Field(gt=0, le=1e9), Quantity("yuan per person and month", "number")]
    """revenue per person"""
    wage: Monthly
    """pay per person"""
    margin: number("share of revenue", 1, least=-1)
    """what is left of usual revenue after materials, wages, rent and utilities, in the mean"""
    rent: Share = 0.05
    """rent as a share of usual revenue"""
    utilities: Share = 0.02
    """water, power, gas and heat as a share of usual revenue"""
    volatility: number("", 2) = 0.1
    """standard deviation of the monthly innovation in log revenue"""
    season: Annotated[list[number("", 20)], Field(min_length=12, max_length=12)] = [1.0] * 12
    """relative revenue from January to December"""
    demand: Weight = 1.0
    """demand, relative to usual"""
    chain: Share = 0.0
    """share of sales that goes to other enterprises of the region, on credit"""
    customers: dict[Name, Weight] = {}
    """sectors of these customers (all alike where left out)"""
    government: Share = 0.0
    """share of sales that government buys in usual times"""
    intensity: number("yuan of investment per yuan of yearly revenue", 20) = 0.5
    """what it takes to grow"""
    permit: Permit | None = None
    """the approval an investment needs"""
    research: Share = 0.0
    """research and development as a share of revenue"""


class Shock(Strict):
    """A time in which demand is not as usual."""

    title: Text | None = None
    """its name"""
    from_: Day = Field(alias="from")
    """first day"""
    until: Day
    """first day on which it is over"""
    demand: dict[Name, Weight]
    """demand in each sector, relative to usual (1 where left out)"""


class Quality(Strict):
    """How enterprises differ."""

    margin: number("", 1) = 0.06
    """standard deviation of the margin between enterprises"""
    standing: number("", 1) = 0.03
    """how much of a margin a standard deviation of true standing is worth"""
    persistence: Share = 0.8
    """how much of a shock to revenue is left a month later"""


class SmallProfit(Strict):
    """Income tax of small companies."""

    below: Yuan = 3_000_000.0
    """yearly profit up to which it holds"""
    rate: Share = 0.1
    """tax as a share of profit"""


class Taxes(Strict):
    """What is paid to government out of revenue and profit."""

    vat_threshold: Monthly = 100_000.0
    """monthly revenue up to which taxpayers that may be exempt, are"""
    vat_small: Share = 0.03
    """value added tax on the turnover of small-scale taxpayers"""
    vat_general: Share = 0.09
    """value added tax of others, on revenue less materials"""
    six_taxes: Share = 0.008
    """six taxes and two fees as a share of revenue"""
    six_taxes_relief: Share = 0.0
    """share of these that small enterprises need not pay"""
    income: Share = 0.25
    """income tax as a share of profit"""
    small_profit: SmallProfit = SmallProfit()
    """income tax of small enterprises"""
    self_employed: Share = 0.02
    """income tax of the self-employed as a share of profit"""
    social: Share = 0.2
    """social insurance as a share of wages, where staff is insured"""
    charges: Share = 0.003
    """administrative charges as a share of revenue"""


class Premises(Strict):
    """Rent, and what government pays of it or lets off."""

    state: Share = 0.2
    """share of enterprises that rent from the state"""
    relief: Share = 0.0
    """share of rent for state premises that small enterprises need not pay"""
    incubated: Share = 0.0
    """share of young enterprises that work in incubators"""
    young: number("years", 20) = 3.0
    """age up to which an enterprise is young"""
    subsidy: Share = 0.5
    """share of the rent in incubators that government pays"""


class Utilities(Strict):
    """Water, power, gas and heat."""

    grace: Months = 1.0
    """months of bills that may be owed before the supply is cut off"""
    cut_off: Share = 0.5
    """share of revenue lost while it is"""


class Procurement(Strict):
    """What government buys."""

    reserved: Share = 0.0
    """share of what large and medium enterprises would sell to government that is reserved for small ones"""
    late: Months = 2.0
    """months that government takes to pay, in the mean"""
    bonds: Share = 0.0
    """cash that enterprises must deposit as bonds, as a share of a year of sales to government"""
    bonds_in_cash: Share = 1.0
    """share of these bonds that must be in cash; guarantees are accepted for the rest"""
    bond_fee: Share = 0.01
    """yearly fee of such a guarantee"""


class Trade(Strict):
    """Credit between enterprises."""

    term: Months = 1.0
    """months until an invoice is due"""
    withheld: Share = 0.0
    """share of what is due that large and medium enterprises hold back though they could pay"""
    cleared: Share = 0.0
    """share of the old arrears that government and larger enterprises hold back and must pay in a month"""
    reserve: Months = 0.2
    """months of fixed cost in cash that an enterprise keeps before it pays its suppliers"""


class Investment(Strict):
    """Opportunities to grow."""

    opportunities: Hazard = 0.2
    """how often an enterprise sees one"""
    growth: spread("share of revenue")
    """how much larger it would make the enterprise"""
    own: Share = 0.3
    """share that must be paid from own cash"""
    patience: Months = 12.0
    """time after which an opportunity without its permit or its loan is gone"""
    decay: number("share a month", 1) = 0.002
    """share of capacity that wears out"""
    subsidy: Share = 0.0
    """share of research and development that government pays"""


class Staffing(Strict):
    """Hiring and laying off."""

    speed: Share = 0.2
    """share of the difference to what revenue calls for that is made good in a month"""


class Owners(Strict):
    """What owners take out and put in."""

    keep: Months = 3.0
    """months of fixed cost in cash beyond which profit is taken out"""
    draw: Share = 0.5
    """share of the cash beyond that which is taken out in a month"""


class Exit(Strict):
    """Giving up, sleeping, striking off."""

    stopping: list[Hazard] = Field(min_length=1, max_length=60)
    """how often enterprises stop trading in their first, second ... year (the last number holds from then on)"""
    losses: Weight = 1.0
    """how much more often those that lose money stop: times 1 + losses x share of the last year's months with a loss"""
    procedure: Name
    """the procedure by which an enterprise is struck off the register"""
    simple_procedure: Name | None = None
    """the simplified procedure"""
    simple: Share = 0.0
    """share of enterprises without debts that may use it"""
    striking_off: Hazard = 0.2
    """how often an enterprise that has stopped sets about being struck off, if that takes no time"""
    effort: WorkingDays = 60.0
    """time that striking off usually takes at which only half as many set about it"""
    dormancy: Share = 0.0
    """share of enterprises in difficulty without overdue loans that may become dormant instead of stopping"""
    dormant_cost: Share = 0.1
    """share of fixed cost that a dormant enterprise still has"""
    wakes: Hazard = 1.0
    """how often a dormant enterprise begins again"""
    longest: Months = 36.0
    """longest dormancy"""


class Insolvency(Strict):
    """Not being able to pay."""

    patience: Months = 6.0
    """months in a row of unpaid bills after which an enterprise that owes more than it has is insolvent"""
    coordinated: Share = 0.0
    """share of proceedings that court and government coordinate"""
    months: Months = 18.0
    """how long proceedings take"""
    coordinated_months: Months = 9.0
    """how long coordinated ones take"""
    reorganised: Share = 0.05
    """share of proceedings that end in a reorganisation and not in liquidation"""
    coordinated_reorganised: Share = 0.15
    """the same of coordinated ones"""
    haircut: Share = 0.5
    """share of debts that a reorganisation cancels"""
    assets: Months = 3.0
    """what equipment and stocks bring in a liquidation, in months of revenue"""


class CreditRecord(Strict):
    """What is remembered of late payment."""

    marks_last: Months = 60.0
    """how long a mark stays in the credit record after its cause has ended"""
    repair: Share = 0.0
    """share of marks whose cause has ended that are removed early, once asked for"""
    repair_after: Months = 12.0
    """time after which such a mark may be removed"""


class Entry(Strict):
    """Founders, and what draws them.

    Founders come at population.entry_rate x (days / usual days) ^ -days x (satisfaction / usual) ^ satisfaction x
    (share of credit requests granted / usual) ^ credit; usual is what was so at the end of the warm-up.
    """

    days: Weight = 0.0
    """elasticity of entry to the days that starting a business takes"""
    satisfaction: Weight = 0.0
    """elasticity of entry to the satisfaction of those who trade"""
    credit: Weight = 0.0
    """elasticity of entry to the share of credit requests that are granted"""
    most: number("times", 5, least=1) = 1.5
    """most by which entry can rise"""
    memory: Months = 3.0
    """how long it takes until word has spread"""
    capital: spread("months of fixed cost")
    """cash that founders bring"""
    trades: Share = 0.9
    """share of those registered who ever begin to trade"""
    growth: number("share a year", 10) = 0.0
    """growth of the capacity of a surviving enterprise in its first year, while it is finding its customers"""


class Government(Strict):
    """Government's own cost."""

    reviewer: Yuan = 120_000.0
    """cost of a reviewer or a clerk at a window a year"""
    inspector: Yuan = 130_000.0
    """cost of an inspector a year"""


class Economy(Strict):
    """What happens to enterprises between their matters with government."""

    sizes: dict[Name, FirmSize] = Field(min_length=1)
    """every size class of the population, in growing order"""
    sectors: dict[Name, FirmSector] = Field(min_length=1)
    """every sector of the population"""
    shocks: list[Shock] = Field(default=[], max_length=24)
    """times in which demand is not as usual"""
    idle: Share = 0.0
    """share of the enterprises registered on the first day that do not trade"""
    quality: Quality = Quality()
    """how enterprises differ"""
    taxes: Taxes = Taxes()
    """taxes and charges"""
    premises: Premises = Premises()
    """rent"""
    utilities: Utilities = Utilities()
    """water, power, gas and heat"""
    procurement: Procurement = Procurement()
    """what government buys"""
    trade: Trade = Trade()
    """credit between enterprises"""
    investment: Investment
    """growing"""
    staffing: Staffing = Staffing()
    """hiring"""
    owners: Owners = Owners()
    """owners"""
    exit: Exit
    """ending"""
    insolvency: Insolvency = Insolvency()
    """not being able to pay"""
    credit_record: CreditRecord = CreditRecord()
    """marks for late payment"""
    entry: Entry
    """beginning"""
    government: Government = Government()
    """government's own cost"""
