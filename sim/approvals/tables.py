"""Tables of approvals: enterprises, their cases, and what the scenario says of items and procedures.

A case hands in applications; an application covers one or more items; each item is reviewed. Shares lie between 0 and
1, efforts are minutes of work, limits working days, money yuan.
"""

from sim.engine.tables import table

# Outcomes of a case and of a review
OPEN = 0
APPROVED = 1
REFUSED = 2
GIVEN_UP = 3
LAPSED = 4
COMMITTED = 5  # review: granted on a promise
REVOKED = 6  # review: the promise was broken
SILENT = 7  # review: the limit passed in silence, which is consent
MERGED = 8  # review: done within that of another item
WITHDRAWN = 9  # review: its case was closed before it was decided
OUTCOMES = (
    "open",
    "approved",
    "refused",
    "given_up",
    "lapsed",
    "committed",
    "revoked",
    "silent",
    "merged",
    "withdrawn",
)

# Channels
WINDOW = 0
ONLINE = 1
PROACTIVE = 2
CHANNELS = ("window", "online", "proactive")

ENTERPRISE = table(
    ("key", "u4"),  # stable identity: the key of all its random numbers
    ("district", "i2"),
    ("sector", "i2"),
    ("size_class", "i2"),
    ("active", "i1"),  # exists and may have matters of its own
    ("credit_mark", "i1"),  # promises found broken
    ("age", "f8"),  # years at the first day
    ("skill", "f8"),
    ("compliance", "f8"),
    ("travel", "f8"),  # minutes to the municipal hall, one way
    ("wage", "f8"),  # yuan per minute of own time
    ("experience", "f8"),  # with online handling, -1 bad to 1 good
    ("satisfaction", "f8"),  # 1 to 5
    ("needs", "i4"),  # matters so far
    ("founded", "f8"),  # moment at which its founders begin; negative: before the first day
    ("began", "f8"),  # moment from which it operates; negative: before the first day, NaN: not yet
    ("ceased", "f8"),  # moment from which it does not; NaN: it still does
    ("trading", "i1"),  # operates: one that is not operating has no matters and is not inspected
    ("fees_due", "f8"),  # yuan run up by its matters and inspections, until the books take them over: fees,
    ("fines_due", "f8"),  # fines,
    ("time_due", "f8"),  # own time, travel, what inspections cost besides fines
)

CASE = table(
    ("enterprise", "i4"),
    ("procedure", "i2"),
    ("serial", "i4"),  # how-manieth matter of its enterprise
    ("closed", "i1"),
    ("outcome", "i1"),
    ("channel", "i1"),
    ("lane", "i1"),
    ("begun", "f8"),
    ("ended", "f8"),
    ("first_application", "i4"),
    ("applications", "i2"),
    ("first_review", "i4"),
    ("items", "i2"),
    ("decided", "i8"),  # set of positions
    ("delivered", "i8"),
    ("all_items", "i8"),
    ("visits", "i2"),
    ("documents", "i2"),
    ("documents_shared", "i2"),  # that one department had from another
    ("handed_in", "i2"),  # applications made
    ("steps", "i2"),
    ("returns", "i2"),
    ("firm_minutes", "f8"),
    ("cost", "f8"),
    ("fee", "f8"),
    ("statutory", "f8"),  # working days that the law allows for the whole route
    ("rating", "i1"),
    ("complaint", "i1"),
    ("complaint_closed", "f8"),
    ("purpose", "i1"),  # what it is an errand for; OF_ITSELF: a matter that arose by itself
    ("ref", "i4"),  # row that waits for it
)

# What a case may be an errand for
OF_ITSELF = 0
PERMIT = 1  # of an investment
CONVERSION = 2  # into a company
STRIKING_OFF = 3
REGISTRATION = 4  # of the security of a loan
REQUEST = 5  # no case of approvals: a request for a loan

ERRAND = table(
    ("enterprise", "i4"),
    ("procedure", "i2"),
    ("purpose", "i1"),
    ("ref", "i4"),
    ("count", "i4"),  # errands of this purpose that the enterprise has been on before
)

APPLICATION = table(
    ("case", "i4"),
    ("items", "i8"),  # set of positions
    ("covers", "i8"),  # the same with those reviewed within them
    ("need", "i8"),  # positions that must have been delivered before
    ("begun", "i1"),
    ("channel", "i1"),
    ("self_service", "i1"),
    ("advised", "i1"),
    ("helped", "i1"),
    ("hall", "i2"),
    ("number_day", "i4"),  # day for which a number was taken
    ("arrived", "f8"),  # at the hall; NaN: nobody of the enterprise is there
    ("documents", "i2"),
    ("deficient", "i2"),
    ("returns", "i2"),
    ("visits", "i2"),
    ("undecided", "i2"),
    ("follows", "f8"),  # when documents that were tolerated missing will have followed
    ("accepted", "f8"),
)

REVIEW = table(
    ("case", "i4"),
    ("application", "i4"),
    ("item_row", "i4"),
    ("position", "i2"),
    ("need", "i8"),  # positions that must come before
    ("absorbs", "i8"),  # positions reviewed within this one
    ("token", "i4"),
    ("outcome", "i1"),
    ("verdict", "i1"),  # what the decision will say once it is released
    ("corrected", "i1"),  # has come back to the desk corrected
    ("accepted", "f8"),
    ("accepted_worked", "f8"),  # office minutes at acceptance
    ("decided", "f8"),
    ("decided_worked", "f8"),
    ("stopped", "f8"),  # office minutes during which the clock stood still
    ("stopped_since", "f8"),  # office minutes at which it was stopped; negative: it runs
    ("limit", "f8"),  # working days in force at acceptance
    ("statutory", "f8"),
)

ITEM = table(
    ("department", "i8"),
    ("effort", "i8"),  # quantile table
    ("effort_scale", "f8"),
    ("statutory", "f8"),
    ("promised", "f8"),
    ("limit_share", "f8"),
    ("wait", "i8"),  # quantile table of the outside wait, -1 for none
    ("wait_scale", "f8"),  # minutes per unit; times outside waits in a scale of their own
    ("wait_working", "i8"),  # in office minutes (1) or around the clock (0)
    ("wait_stops", "i8"),
    ("wait_steps", "i8"),
    ("documents", "f8"),
    ("common", "f8"),
    ("shared", "f8"),
    ("electronic", "f8"),
    ("fee", "f8"),
    ("online", "f8"),
    ("self_service", "i8"),
    ("deliver_electronic", "f8"),
    ("deliver_postal", "f8"),
    ("tolerant", "f8"),
    ("commitment", "f8"),
    ("proactive", "f8"),
    ("merged", "f8"),
    ("merge_into", "i8"),
)

STAGE = table(("parallel", "f8"), ("one_form", "f8"))

PROCEDURE = table(
    ("first", "i8"),  # of its rows in the routes
    ("items", "i8"),
    ("family", "i8"),  # 1: a case is about one item drawn from the rows by popularity
    ("founding", "i8"),  # 1: its approval lets the enterprise operate
    ("closing", "i8"),  # 1: its approval ends the enterprise
    ("priority", "f8"),
)

ROUTE = table(("item_row", "i8"), ("stage", "i8"), ("after", "i8"), ("popularity", "f8"))

HALL = table(
    ("first_station", "i8"),
    ("district", "i8"),
    ("service", "i8"),  # quantile tables
    ("per_document", "f8"),
    ("mean_service", "f8"),  # minutes, as known to applicants
    ("collection", "i8"),
    ("guide_service", "i8"),
    ("helper_service", "i8"),
)

# Stations of a hall, counted from its first; the windows of single departments follow.
POOLED = 0
SELF_SERVICE = 1
GUIDE = 2
HELPER = 3
DEDICATED = 4

DEPARTMENT = table(
    ("station", "i8"),
    ("pacing", "i8"),  # quantile table
    ("supervision", "f8"),
    ("one_time_notice", "f8"),
    ("correction", "f8"),
    ("refusal", "f8"),
    ("silence_consent", "f8"),
    ("second_look", "f8"),
    ("online_check", "f8"),
    ("verification", "i8"),
    ("body", "i8"),  # whose inspectors verify promises; -1: the reviewers do
    ("stars", "f8"),  # ratings of its cases this quarter: sum and number
    ("rated", "f8"),
)

BEHAVIOUR = table(
    ("preparation", "i8"),  # quantile tables of minutes per document
    ("preparation_attention", "f8"),
    ("supplement", "i8"),
    ("supplement_attention", "f8"),
    ("deficient", "f8"),
    ("deficient_skill", "f8"),
    ("deficient_guide", "f8"),
    ("deficient_helper", "f8"),
    ("deficient_online", "f8"),
    ("deficient_again", "f8"),
    ("minor", "f8"),
    ("online_inclination", "f8"),
    ("online_experience", "f8"),
    ("give_up", "f8"),
    ("patience", "f8"),
    ("reapply", "f8"),
    ("days_weight", "f8"),
    ("visits_weight", "f8"),
    ("returns_weight", "f8"),
    ("complaint", "f8"),
    ("memory", "f8"),
    ("travel_cost", "f8"),  # yuan per minute
    ("near", "f8"),  # share of the usual travel time to a hall in the own district
    ("postage", "f8"),
    ("delivery_days", "i8"),  # quantile table, days in the post
    ("verify_after", "f8"),  # minutes between a promise and its check
    ("complaint_station", "i8"),
    ("complaint_service", "i8"),
    ("followed", "f8"),  # share of complaints that are followed up
)
