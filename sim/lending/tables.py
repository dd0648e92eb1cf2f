"""Tables of lending. Shares of principal are shares, rates are shares a year, money is whole yuan."""

from sim.engine.tables import table

# What a request is for
GAP = 0  # working capital
INVESTMENT = 1
ROLLOVER = 2  # a loan that falls due
REASONS = ("gap", "investment", "rollover")

# How a bank was found
OWN_BANK = 0
NEARBY = 1
PLATFORM = 2
INTRODUCED = 3
SEARCHES = ("own_bank", "nearby", "platform", "introduced")

# What became of a request
OPEN = 0
PAID_OUT = 1
REJECTED = 2
DECLINED = 3  # by the enterprise: too dear
WITHDRAWN = 4  # the enterprise has closed, or its security was not registered
RESULTS = ("open", "paid_out", "rejected", "declined", "withdrawn")

# Why a bank said no, by the answers of agents.bank
REFUSALS = ("none", "too_risky", "no_capital", "no_security", "no_guarantee")

# What becomes of a loan
PERFORMING = 0
OVERDUE = 1
DEFAULTED = 2  # overdue for three months, or insolvent
REPAID = 3
WRITTEN_OFF = 4
STATES = ("performing", "overdue", "defaulted", "repaid", "written_off")

# How principal is repaid
BULLET = 0
INSTALMENTS = 1
REVOLVING = 2
SCHEDULES = ("bullet", "instalments", "revolving")

# What secures it
UNSECURED = 0
PROPERTY = 1
RECEIVABLES = 2
GUARANTEE = 3
IP = 4
SECURITIES = ("none", "property", "receivables", "guarantee", "ip")

REQUEST = table(
    ("enterprise", "i4"),
    ("serial", "i4"),  # how-manieth request of its enterprise
    ("reason", "i1"),
    ("search", "i1"),
    ("platform", "i1"),
    ("product", "i1"),
    ("online", "i1"),
    ("urgent", "i1"),
    ("without_principal", "i1"),  # what it renews need not be repaid first
    ("result", "i1"),
    ("refusal", "i1"),  # why the last bank said no
    ("asked", "i1"),  # banks asked so far
    ("bank", "i2"),  # the one asked last
    ("first_bank", "i2"),
    ("renews", "i4"),  # loan that falls due, -1: none
    ("case", "i4"),  # registration of its security, -1: none
    ("loan", "i4"),  # what came of it
    ("wanted", "f8"),
    ("amount", "f8"),  # granted
    ("rate", "f8"),
    ("pd", "f8"),  # as scored
    ("cover", "f8"),  # share that the guarantor would bear
    ("signal", "f8"),
    ("begun", "f8"),
    ("decided", "f8"),  # last decision of a bank
    ("ended", "f8"),
    ("suspended", "f8"),  # when it began to wait for the registration of its security, and office minutes then
    ("suspended_worked", "f8"),
    ("bridged", "f8"),  # old principal paid with bridging money
    ("bridge_cost", "f8"),
    ("bridge_days", "f8"),
)

LOAN = table(
    ("enterprise", "i4"),
    ("request", "i4"),  # -1: had it on the first day
    ("bank", "i2"),
    ("product", "i1"),
    ("state", "i1"),
    ("schedule", "i1"),
    ("small", "i1"),  # to a small enterprise
    ("renewing", "i4"),  # the request to renew it, -1: none
    ("following", "i4"),  # the next loan of its enterprise, -1: none
    ("overdue", "i2"),  # months
    ("months", "i2"),  # that remain
    ("granted", "f8"),  # principal at the beginning
    ("principal", "f8"),  # outstanding
    ("arrears", "f8"),  # interest unpaid
    ("behind", "f8"),  # principal that was due and has not been repaid
    ("rate", "f8"),
    ("pd", "f8"),  # as scored
    ("cover", "f8"),  # share guaranteed
    ("recovery", "f8"),  # share that its security brings in
    ("provision", "f8"),
    ("begun", "f8"),
    ("matures", "f8"),
    ("defaulted", "f8"),
    ("guaranteed_paid", "f8"),  # principal that the guarantor has paid
    ("written_off", "f8"),  # principal that was lost
    ("fees", "f8"),  # paid when it was granted, to bank and guarantor
)

BANK = table(
    ("station", "i8"),
    ("market", "f8"),  # cumulative share of accounts
    ("offers", "i8"),  # set of products
    ("capital", "f8"),
    ("other_assets", "f8"),
    ("least_ratio", "f8"),
    ("funds", "f8"),  # drawn from depositors and the money market
    ("money", "f8"),  # since the last settlement
    ("funding", "f8"),  # above prime
    ("operating", "f8"),
    ("hurdle", "f8"),
    ("appetite", "f8"),  # added to the hurdle for bad loans seen
    ("tolerance", "f8"),
    ("caution", "f8"),
    ("dividend", "f8"),
    ("local", "i8"),
    ("intercept", "f8"),  # of its score
    ("loans", "f8"),  # principal outstanding
    ("bad", "f8"),  # of it non-performing
    ("small", "f8"),  # of it to small enterprises
    ("committed", "f8"),  # granted and not yet paid out
    ("small_before", "f8"),  # at the last payment of the incentive
    ("provisions", "f8"),
    ("earned", "f8"),  # interest, fees and incentives since the last closing
    ("lost", "f8"),  # written off since the last closing
    ("needed", "f8"),  # provisions that the loans as they stand call for
    ("profit", "f8"),  # of the last month
    ("expected", "f8"),  # defaults expected this quarter, and seen
    ("seen", "f8"),
)

PRODUCT = table(
    ("security", "i8"),
    ("offered", "f8"),
    ("months", "i8"),
    ("schedule", "i8"),
    ("limit", "f8"),
    ("advance", "f8"),
    ("recovery", "f8"),
    ("registered", "i8"),
    ("effort", "i8"),  # quantile tables
    ("wait", "i8"),
    ("online", "f8"),
    ("online_effort", "f8"),
    ("online_recovery", "f8"),
    ("margin", "f8"),
    ("fee", "f8"),
    ("online_fee", "f8"),
    ("subsidised", "i8"),
)

PLATFORM_ROW = table(
    ("reach", "f8"),
    ("banks", "f8"),
    ("effort", "f8"),
    ("noise", "f8"),
    ("priority", "f8"),
)

CREDIT = table(
    ("on", "i8"),
    ("prime", "f8"),
    ("registration", "i8"),  # procedure
    ("intake", "i8"),  # quantile tables
    ("committee", "i8"),
    ("payout", "i8"),
    ("preparation", "i8"),
    ("attention", "f8"),
    ("normal", "i8"),  # standard normal
    ("legal_rate", "f8"),
    ("buffer", "f8"),
    ("target", "f8"),
    ("memory", "f8"),
    ("most_banks", "i8"),
    ("again_after", "f8"),
    ("standing", "f8"),
    ("debt", "f8"),
    ("mark", "f8"),
    ("losses", "f8"),
    ("noise", "f8"),
    ("shared", "f8"),
    ("shared_noise", "f8"),
    ("shared_effort", "f8"),
    ("loss", "f8"),
    ("learning", "f8"),
    ("renewed", "f8"),
    ("lead", "f8"),
    ("renewal_effort", "f8"),
    ("without_principal", "f8"),
    ("bridge", "f8"),
    ("guarantee_cover", "f8"),
    ("guarantee_fee", "f8"),
    ("guarantee_leverage", "f8"),
    ("guarantor", "f8"),  # its money
    ("guaranteed", "f8"),  # principal guaranteed
    ("fund", "f8"),  # risk compensation: its money
    ("fund_size", "f8"),
    ("compensation_guarantor", "f8"),
    ("compensation_bank", "f8"),
    ("subsidy_share", "f8"),
    ("subsidy_most", "f8"),
    ("incentive", "f8"),
    ("introduced", "f8"),  # share of the enterprises in need that are introduced, this month
    ("write_off", "f8"),
    ("next_month", "f8"),  # minutes of the month that begins
    ("counting", "i8"),
    ("introduced_noise", "f8"),
    ("needed", "f8"),  # enterprises in need this month, and how many of them ask
    ("asked", "f8"),
)
