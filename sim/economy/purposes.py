"""What each random number of the economy and the life cycle is for; numbers go on after those of inspections and the
population. Those marked (4) are drawn four at a time, for the subjects that are named."""

TRAITS = 109  # (4) of every enterprise: 0 staff, 1 margin, 2 standing, 3 cash, 4 state premises, 5 idle, 6 first shock
MONTH = 110  # (4) serial: the month. 0 shock; 1 stopping, waking, leaving; 2 dormancy; 3 opportunity
CUSTOMER = 111  # (4) serial: the month, or 0 on the first day; a block for each try: sector, size, enterprise
INCUBATED = 112
GROWTH = 113  # serial: how-manieth opportunity
PERMIT = 114
BEGINS = 115
CAPITAL = 116
SIMPLE = 117  # whether an enterprise may use the simple procedure
COORDINATED = 118  # serial: the month, for these two
REORGANISED = 119
REPAIR = 120
COMES = 121  # whether a potential founder comes
