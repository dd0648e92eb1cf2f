"""Tables of inspections: bodies and areas, what is known of enterprises' conduct, visits, incidents, complaints.

Shares lie between 0 and 1, times are minutes unless a comment says otherwise, money is yuan.
"""

from sim.engine.tables import table

# Kinds of visit
PLANNED = 0
UNPLANNED = 1  # outside any plan
COMPLAINT = 2
HAZARD = 3  # after an incident
TRIGGERED = 4  # after a hit of a check from the desk
REINSPECTION = 5
REQUEST = 6  # the enterprise asks for it: to end a suspension
VERIFICATION = 7  # of a promise
KINDS = ("planned", "unplanned", "complaint", "hazard", "triggered", "reinspection", "request", "verification")
EXCEPTED = (1 << COMPLAINT) | (1 << HAZARD) | (1 << REQUEST) | (1 << VERIFICATION)
"""Kinds that may come on quiet days."""

# Regimes
NO_REGIME = 0
DISCRETIONARY = 1
DOUBLE_RANDOM = 2
CREDIT_TIERED = 3
REGIMES = ("none", "discretionary", "double_random", "credit_tiered")

# What a visit leads to, the severest last
NOTHING = 0
EXEMPTED = 1
WARNED = 2
ORDERED = 3
FINED = 4
REFORMED = 5
SUSPENDED = 6
REVOKED = 7
SANCTIONS = ("none", "exempted", "warning", "correction", "fine", "reform", "suspension", "revocation")

TIERS = ("low", "medium", "high")

NOBODY = -1

INSPECTING = table(
    ("areas", "i8"),  # fields of rules; 0: nobody is inspected
    ("frequency", "f8"),
    ("travel", "f8"),
    ("attendants", "f8"),
    ("expires", "f8"),
    ("opening", "f8"),  # minute of the day at which visits first begin
    ("longest", "f8"),  # minutes between the last moment at which one may begin and midnight
    ("habit", "f8"),
    ("judgment", "f8"),
    ("learning", "f8"),
    ("sign_serious", "f8"),
    ("sign_minor", "f8"),
    ("sign_none", "f8"),
    ("tier_low", "f8"),
    ("tier_medium", "f8"),
    ("tier_high", "f8"),
    ("joint_effort", "f8"),
    ("joint_detection", "f8"),
    ("offsite_effort", "i8"),  # quantile table
    ("offsite_detection", "f8"),
    ("within", "f8"),  # office minutes
    ("lasts", "f8"),  # what was put right stays right
    ("eagerness", "f8"),
    ("reinspection", "f8"),
    ("minor_fined", "f8"),
    ("warning", "f8"),
    ("discretion", "i8"),  # quantile table
    ("repeat_fine", "f8"),
    ("suspension", "f8"),
    ("suspension_days", "f8"),
    ("day_lost", "f8"),
    ("reform_cost", "f8"),
    ("reform_gain", "f8"),
    ("memory", "f8"),
    ("neighbours", "f8"),
    ("severity_weight", "f8"),
    ("usual_severity", "f8"),  # what a violation that is found usually costs: times the standard fine
    ("hours_weight", "f8"),
    ("fine_weight", "f8"),
    ("repeat_weight", "f8"),
    ("followed", "f8"),  # share of complaints
    ("fines", "f8"),  # received by government so far
)

AREA = table(
    ("spell", "f8"),
    ("serious", "f8"),
    ("deterrence", "f8"),  # standard fine over yearly cost of compliance
    ("fine", "f8"),
    ("minor_fine", "f8"),
    ("serious_incidents", "f8"),  # how many times as often
    ("blameless", "f8"),
    ("harm", "i8"),  # quantile table
    ("unfounded", "f8"),
)

BODY = table(
    ("station", "i8"),
    ("area", "i8"),
    ("effort", "i8"),  # quantile table
    ("detection", "f8"),
    ("random", "f8"),
    ("tiered", "f8"),
    ("unplanned", "f8"),  # share of the planned visits
    ("filed", "f8"),
    ("restraint", "f8"),  # share of the visits outside any plan given up after an admonishment
    ("offsite", "f8"),
    ("risk_order", "f8"),
    ("benchmark", "f8"),
    ("exemption", "f8"),
    ("reform", "f8"),
    ("teams", "i8"),  # at full size
    ("mean_tier", "f8"),  # of the enterprises of the plan at hand
    ("mean_attention", "f8"),
    ("before_2", "f8"),  # share of the visits of the plan at hand that go to enterprises with more past findings
    ("before_1", "f8"),
    ("before_0", "f8"),
    ("checks", "f8"),  # of this body so far, and how many found something
    ("findings", "f8"),
    ("fines", "f8"),
    ("stars", "f8"),  # ratings of its visits this quarter: sum and number
    ("rated", "f8"),
)

CONDUCT = table(  # one row an enterprise
    ("neighbourhood", "i4"),
    ("booked", "i4"),  # visits so far, done or not
    ("signals", "i4"),  # candidate incidents and complaints so far
    ("offset", "f8"),  # at which its spells begin
    ("watched", "f8"),  # checks a year, as remembered at ``watched_at``
    ("watched_at", "f8"),
    ("severity", "f8"),  # of penalties, as believed: times the standard fine
    ("history", "i4"),  # results of the last three visits, one bit each
    ("known", "i8"),  # bodies that were there this year, one bit each
    ("known_before", "i8"),  # last year
    ("last_visit", "f8"),
    ("last_body", "i4"),
    ("other_visit", "f8"),  # the last one of another body than the last
    ("tier_then", "i4"),  # recorded risk when the study's days began
    ("fined", "f8"),
    ("lost", "f8"),  # by corrections, suspensions, reforms and incidents
)

ENTRY = table(("enterprise", "i4"), ("key", "u4"), ("size_class", "i4"))  # of the register: all that most draws need

NEIGHBOURHOOD = table(
    ("members", "i4"),
    ("watched", "f8"),
    ("watched_at", "f8"),
    ("severity", "f8"),
)

VISIT = table(
    ("enterprise", "i4"),
    ("serial", "i4"),  # how-manieth of its enterprise
    ("body", "i4"),
    ("purpose", "i4"),  # kind of visit
    ("regime", "i1"),
    ("joint", "i1"),
    ("offsite", "i1"),
    ("tier", "i1"),  # recorded when it was decided on
    ("history", "i1"),
    ("overlapping", "i1"),
    ("closed", "i1"),
    ("bodies", "i8"),  # set
    ("only", "i4"),  # set of areas that it is about; 0: those of its bodies
    ("plan", "i4"),
    ("origin", "i4"),  # complaint, visit or review that it comes from
    ("planned", "f8"),
    ("expires", "f8"),
    ("started", "f8"),
    ("ended", "f8"),
    ("onsite", "f8"),
    ("team_minutes", "f8"),
    ("checked", "i2"),
    ("violations", "i2"),
    ("found", "i2"),
    ("serious_found", "i2"),
    ("sanction", "i2"),
    ("fine", "f8"),
    ("standard_fine", "f8"),
    ("loss", "f8"),
    ("days_lost", "f8"),
)

INCIDENT = table(
    ("enterprise", "i4"),
    ("area", "i2"),
    ("violating", "i1"),
    ("serious", "i1"),
    ("tier", "i1"),
    ("time", "f8"),
    ("harm", "f8"),
)

REPORT = table(  # a complaint about an enterprise
    ("enterprise", "i4"),
    ("area", "i2"),
    ("grounded", "i1"),
    ("followed", "i1"),
    ("serial", "i4"),
    ("time", "f8"),
    ("closed", "f8"),
)

PLAN = table(  # plans of a month and sector stand together, those carried out jointly next to one another
    ("body", "i4"),
    ("sector", "i4"),
    ("day", "i4"),
    ("window", "i4"),  # days
    ("a_year", "i4"),  # plans a year
    ("joint", "i4"),
    ("members", "i4"),  # plans carried out together, on the first of them
    ("drawn", "i4"),
    ("most", "f8"),  # visits that it can bring at an ordinary frequency; on the first, those of any member
    ("most_outside", "f8"),  # of these, outside any plan
)
