"""Tables of the economy. Money is whole yuan held in floats, so that sums are exact and books balance to the yuan."""

from sim.engine.tables import table

# Where an enterprise is in its life
NOT_YET = 0  # to be founded, perhaps
TRADING = 1
DORMANT = 2  # registered as dormant
IDLE = 3  # on the register, but does not trade (any more, or never did)
INSOLVENT = 4  # in proceedings
GONE = 5  # off the register, accounts settled
STATUSES = ("not_yet", "trading", "dormant", "idle", "insolvent", "gone")

# How it ended
STRUCK_OFF = 1
LIQUIDATED = 2
REVOKED = 3  # its licence rested on a broken promise
ENDS = ("none", "struck_off", "liquidated", "revoked")

# An opportunity to invest
NO_PROJECT = 0
AWAITS_PERMIT = 1
PERMITTED = 2  # or no permit needed: waits for money
FUNDED = 3  # the loan is paid out: carried out at the end of the month

# Errands of its life that it may be on
NO_ERRAND = 0
CONVERTING = 1
LEAVING = 2

# Moments are minutes, like all times; amounts are yuan, those of a flow yuan a month. What trade needs comes first: so
# it lies within one line of the processor's cache.
FIRM = table(
    ("status", "i1"),
    ("queued", "i1"),  # to pay its suppliers, while arrears are cleared
    ("customer", "i4"),  # enterprise that buys the chain's share of its sales; -1: none
    ("first_supplier", "i4"),  # the first of those whose customer it is; -1: none
    ("next_supplier", "i4"),  # the next one with the same customer
    ("cash", "f8"),
    ("receivable", "f8"),  # owed by its customer
    ("old_receivable", "f8"),  # part of the receivable that is past due
    ("invoiced", "f8"),  # part of the receivable that is of the month being closed
    ("payable", "f8"),  # owed to its suppliers: the sum of their receivables
    ("old_payable", "f8"),  # part of the payable that is past due: the sum of its suppliers' old receivables
    ("willing", "f8"),  # what it is willing to pay of that in the month being closed
    ("ended", "i1"),  # how
    ("state_premises", "i1"),
    ("incubated", "i1"),
    ("project", "i1"),
    ("errand", "i1"),
    ("coordinated", "i1"),  # whether its proceedings are
    ("marks", "i1"),  # in the credit record
    ("overdue", "i1"),  # whether a loan is overdue or in default
    ("bank", "i2"),  # where it has its account
    ("short", "i2"),  # months in a row with bills, taxes or loans overdue
    ("losing", "i4"),  # set of the last twelve months: those with a loss
    ("months", "i4"),  # since it began to trade
    ("counted_months", "i4"),  # in which it traded, of the study's days
    ("first_size", "i2"),  # size class when it was founded
    ("loan", "i4"),  # its latest loan, -1: none
    ("open_request", "i1"),
    ("requests", "i4"),  # for loans, so far: the serial of the next
    ("projects", "i4"),  # opportunities so far
    ("errands", "i4"),  # cases of striking off and conversion so far
    ("capacity", "f8"),  # usual revenue, yuan a month
    ("margin", "f8"),  # share of usual revenue
    ("standing", "f8"),  # true credit standing, standard deviations
    ("shock", "f8"),  # log of revenue against usual
    ("staff", "f8"),  # people
    ("revenue", "f8"),  # of the last month closed
    ("profit", "f8"),  # of the last month closed
    ("year_profit", "f8"),  # of the calendar year before income tax
    ("year_tax", "f8"),  # income tax of the calendar year so far
    ("finance", "f8"),  # interest and fees of loans since the last closing, less subsidies
    ("bills", "f8"),  # owed to households and others: wages, rent, materials
    ("utility_bills", "f8"),
    ("taxes_owed", "f8"),  # taxes, charges, fees and fines
    ("government_owes", "f8"),
    ("bond", "f8"),  # deposited with government
    ("debt", "f8"),  # principal of its loans
    ("bridge", "f8"),  # bridging money owed
    ("bridge_since", "f8"),  # moment to which it has been paid for
    ("bridged_for", "i4"),  # the request it is to bridge to
    ("property", "f8"),  # value that can be pledged
    ("ip", "f8"),
    ("pledged", "f8"),  # principal secured by property, by receivables, by intellectual property
    ("assigned", "f8"),
    ("ip_pledged", "f8"),
    ("mark_until", "f8"),  # when its marks lapse
    ("errand_after", "f8"),  # not on an errand again before
    ("reluctance", "f8"),  # least believed chance at which it asks for a loan
    ("dearest", "f8"),  # highest price above prime that it accepts
    ("refused_at", "f8"),  # when it was last refused a loan; -inf: never
    ("growth", "f8"),  # of the present opportunity, share of capacity
    ("outlay", "f8"),  # what it costs
    ("seen", "f8"),  # when it arose
    ("subsidy", "f8"),  # interest subsidy received so far
    ("opened", "f8"),  # when it began to trade; negative: before the first day; NaN: never
    ("stopped", "f8"),  # when it stopped trading; NaN: it has not
    ("sleeps_until", "f8"),
    ("proceedings_until", "f8"),
    ("staff_first", "f8"),  # when it began to trade
    ("staff_year", "f8"),  # twelve months later; NaN: not yet
    ("time_cost", "f8"),  # spent on administration in the study's days
    ("sales", "f8"),  # the same of revenue, profit, and taxes and charges paid
    ("earned", "f8"),
    ("taxed", "f8"),
    ("interest", "f8"),
)

ECONOMY = table(
    ("on", "i8"),
    ("month", "i8"),  # number of the month being closed since the first (serial of its random numbers)
    ("calendar_month", "i8"),  # 0 to 11
    ("month_share", "f8"),  # share of that month that was simulated (a first month may be cut short)
    ("counting", "i8"),  # 1 while the study's days run
    ("normal", "i8"),  # quantile table of the standard normal distribution
    ("entry", "f8"),  # founders, relative to the usual, now
    ("margin_spread", "f8"),
    ("standing_worth", "f8"),
    ("persistence", "f8"),
    ("vat_threshold", "f8"),
    ("vat_small", "f8"),
    ("vat_general", "f8"),
    ("six_taxes", "f8"),
    ("six_taxes_relief", "f8"),
    ("income_tax", "f8"),
    ("small_profit", "f8"),
    ("small_profit_rate", "f8"),
    ("self_employed_tax", "f8"),
    ("social", "f8"),
    ("charges", "f8"),
    ("rent_relief", "f8"),
    ("young", "f8"),
    ("rent_subsidy", "f8"),
    ("grace", "f8"),
    ("cut_off", "f8"),
    ("reserved", "f8"),
    ("late", "f8"),
    ("bonds", "f8"),
    ("bonds_in_cash", "f8"),
    ("bond_fee", "f8"),
    ("term", "f8"),
    ("withheld", "f8"),
    ("cleared", "f8"),
    ("reserve", "f8"),
    ("opportunities", "f8"),
    ("growth", "i8"),  # quantile table
    ("own", "f8"),
    ("project_patience", "f8"),
    ("decay", "f8"),
    ("research_subsidy", "f8"),
    ("hiring", "f8"),
    ("keep", "f8"),
    ("draw", "f8"),
    ("losses", "f8"),
    ("procedure", "i8"),
    ("simple_procedure", "i8"),
    ("simple", "f8"),
    ("striking_off", "f8"),
    ("exit_effort", "f8"),
    ("exit_days", "f8"),  # working days that striking off takes lately, and by the simple procedure
    ("simple_exit_days", "f8"),
    ("dormancy", "f8"),
    ("dormant_cost", "f8"),
    ("wakes", "f8"),
    ("longest", "f8"),
    ("insolvency_patience", "f8"),
    ("coordinated", "f8"),
    ("proceedings", "f8"),
    ("coordinated_proceedings", "f8"),
    ("reorganised", "f8"),
    ("coordinated_reorganised", "f8"),
    ("haircut", "f8"),
    ("assets", "f8"),
    ("marks_last", "f8"),
    ("repair", "f8"),
    ("repair_after", "f8"),
    ("entry_days", "f8"),
    ("entry_satisfaction", "f8"),
    ("entry_credit", "f8"),
    ("entry_most", "f8"),
    ("entry_memory", "f8"),
    ("state_premises", "f8"),  # shares of enterprises
    ("idle", "f8"),
    ("entry_capital", "i8"),  # quantile table
    ("begins", "f8"),  # share of those registered who ever trade
    ("first_growth", "f8"),
    ("incubation", "f8"),
    ("days_sum", "f8"),  # working days that founding took lately, the older the less they count,
    ("days_weight", "f8"),  # and of how many
    ("exit_sum", "f8"),
    ("exit_weight", "f8"),
    ("simple_exit_sum", "f8"),
    ("simple_exit_weight", "f8"),
    ("recent_days", "f8"),  # what founders have heard of, and what is usual; 0: nothing yet
    ("usual_days", "f8"),
    ("recent_satisfaction", "f8"),
    ("usual_satisfaction", "f8"),
    ("recent_credit", "f8"),
    ("usual_credit", "f8"),
)

FIRM_SIZE = table(
    ("staff", "i8"),  # quantile tables
    ("cash", "i8"),
    ("most_staff", "f8"),
    ("productivity", "f8"),
    ("wage", "f8"),
    ("taxpayer", "i8"),
    ("conversion", "i8"),  # procedure, -1: none
    ("investment", "f8"),
    ("small", "i8"),
    ("purchases", "f8"),  # cumulative: share of the population x mean staff x productivity, what the classes buy
    ("hourly_wage", "f8"),  # of who does the paperwork, yuan a minute (population.sizes)
)
EXEMPT, SMALL, GENERAL = range(3)
TAXPAYERS = ("exempt", "small", "general")

FIRM_SECTOR = table(
    ("productivity", "f8"),
    ("wage", "f8"),
    ("margin", "f8"),
    ("rent", "f8"),
    ("utilities", "f8"),
    ("volatility", "f8"),
    ("demand", "f8"),
    ("shocked", "f8"),  # demand under the shocks of the month
    ("season", "f8"),  # relative revenue of the month being closed
    ("chain", "f8"),
    ("government", "f8"),
    ("intensity", "f8"),
    ("permit", "i8"),  # procedure, -1: none
    ("permit_share", "f8"),
    ("research", "f8"),
    ("small_sales", "f8"),  # revenue of the month of its small enterprises, and of the others
    ("other_sales", "f8"),
)

COUNTS = (
    "founded",  # licences granted
    "opened",
    "stopped",
    "woken",
    "slept",
    "struck_off",
    "liquidated",
    "revoked",
    "insolvencies",
    "reorganised",
    "converted",
    "opportunities",
    "invested",
    "cut_off",
)
"""What is counted each month (``world.counts``)."""
(
    COUNT_FOUNDED,
    COUNT_OPENED,
    COUNT_STOPPED,
    COUNT_WOKEN,
    COUNT_SLEPT,
    COUNT_STRUCK_OFF,
    COUNT_LIQUIDATED,
    COUNT_REVOKED,
    COUNT_INSOLVENCIES,
    COUNT_REORGANISED,
    COUNT_CONVERTED,
    COUNT_OPPORTUNITIES,
    COUNT_INVESTED,
    COUNT_CUT_OFF,
) = range(len(COUNTS))
