"""Plans: on the first of a month each body draws from the register whom it will visit in the months to come.

Every enterprise has a number of its own for every plan; it is drawn if that number is below its expected visits under
the plan. So a regime that looks at it more often never drops it, and one enterprise more changes nobody else's draw.
Bodies that plan together use the same number, so that their draws coincide as far as they can.
"""

from sim.engine.clock import DAY
from sim.engine.jit import jit
from sim.inspections import purposes
from sim.inspections.booking import book
from sim.inspections.rules import attention, inclusion
from sim.inspections.state import KEPT, MINOR, draw, found_lately, recorded_tier, state_of
from sim.inspections.tables import CREDIT_TIERED, DISCRETIONARY, DOUBLE_RANDOM, PLANNED, UNPLANNED

TOGETHER = 255
"""Less the plans a year: subject of the random number that bodies share in a joint plan. Below are the bodies."""

SAMPLE = 500
"""Enterprises of a register (about) that are looked at to find its mean weights."""

MOST_RECORD = 2.0
"""The worst record: something found at each of the last three visits, and always in places like it."""

PRIOR_CHECKS = 10.0
"""Checks for which the general experience of a body counts against that of a sector and district."""

MOST_VISITS = 8
"""Visits that one plan can bring to one enterprise."""


@jit
def tier_weight(world, tier):
    """Weight of a credit tier."""
    inspecting = world.inspecting[0]
    if tier == 0:
        return inspecting.tier_low
    return inspecting.tier_medium if tier == 1 else inspecting.tier_high


@jit
def _sign(world, enterprise, area, month):
    """Whether there are signs of a violation: complaints heard, lights at night, things seen through the door."""
    inspecting = world.inspecting[0]
    state = state_of(world, enterprise, area)
    share = inspecting.sign_serious
    if state == KEPT:
        share = inspecting.sign_none
    elif state == MINOR:
        share = inspecting.sign_minor
    return draw(world, enterprise, month, purposes.SIGN, area, 0) < share


@jit
def _record(world, body, enterprise):
    """How often something was found: at the last three visits here, and by this body in this sector and district."""
    row, firm = world.bodies[body], world.enterprises[enterprise]
    general = row.findings / row.checks if row.checks > 0.0 else 0.0
    checks = world.experience[body, firm.sector, firm.district * 2]
    findings = world.experience[body, firm.sector, firm.district * 2 + 1]
    local = (findings + PRIOR_CHECKS * general) / (checks + PRIOR_CHECKS)
    return found_lately(world.conduct[enterprise].history) / 3.0 + local


@jit
def attention_to(world, body, enterprise, month):
    """How much a body is drawn to an enterprise when it chooses at discretion."""
    inspecting, conduct = world.inspecting[0], world.conduct[enterprise]
    known = float(((conduct.known | conduct.known_before) >> body) & 1)
    sign = 1.0 if _sign(world, enterprise, world.bodies[body].area, month) else 0.0
    return attention(
        known,
        sign,
        _record(world, body, enterprise),
        inspecting.habit,
        inspecting.judgment,
        inspecting.learning,
    )


@jit
def weigh(world, body, sector, month, plans):
    """Find the mean weights of a register, so that every regime makes as many visits as planned, and the most visits
    that a plan can bring to an enterprise of ordinary frequency, so that most need not be looked at more closely."""
    row, inspecting = world.bodies[body], world.inspecting[0]
    first, last = world.register_first[sector], world.register_first[sector + 1]
    stride = max((last - first) // SAMPLE, 1)
    tiers, attentions, frequencies = 0.0, 0.0, 0.0
    for position in range(first + month % stride, last, stride):
        enterprise = world.register[position]
        firm = world.enterprises[enterprise]
        if not firm.active:
            continue
        frequency = world.stakes[firm.size_class, 1]
        frequencies += frequency
        tiers += frequency * tier_weight(world, recorded_tier(world, enterprise))
        attentions += frequency * attention_to(world, body, enterprise, month)
    _note_order(world, body, first + month % stride, last, stride)
    row.mean_tier = tiers / frequencies if tiers > 0.0 else 1.0
    row.mean_attention = attentions / frequencies if attentions > 0.0 else 1.0
    most_tier = max(inspecting.tier_low, inspecting.tier_medium, inspecting.tier_high) / row.mean_tier
    most = attention(1.0, 1.0, MOST_RECORD, inspecting.habit, inspecting.judgment, inspecting.learning)
    most /= row.mean_attention
    frequency = world.coverage[body, sector] / plans * inspecting.frequency
    row.most = frequency * (max(most_tier, 1.0, most) + _outside_share(world, body) * most)


@jit
def _note_order(world, body, first, last, stride):
    """Where enterprises with so many past findings stand if a plan is carried out in order of risk: the share of its
    visits that go to those with more."""
    row = world.bodies[body]
    total, more_0, more_1, more_2 = 0.0, 0.0, 0.0, 0.0
    for position in range(first, last, stride):
        enterprise = world.register[position]
        firm = world.enterprises[enterprise]
        if not firm.active:
            continue
        weight = row.tiered * tier_weight(world, recorded_tier(world, enterprise)) + 1.0 - row.tiered
        weight *= world.stakes[firm.size_class, 1]
        past = found_lately(world.conduct[enterprise].history)
        total += weight
        more_0 += weight if past > 0 else 0.0
        more_1 += weight if past > 1 else 0.0
        more_2 += weight if past > 2 else 0.0
    if total > 0.0:
        row.before_0, row.before_1, row.before_2 = more_0 / total, more_1 / total, more_2 / total


@jit
def rank_of(world, body, past, u):
    """Place of an enterprise with so many past findings in a plan that is carried out in order of risk, 0 to 1."""
    row = world.bodies[body]
    if past == 0:
        return row.before_0 + u * (1.0 - row.before_0)
    if past == 1:
        return row.before_1 + u * (row.before_0 - row.before_1)
    if past == 2:
        return row.before_2 + u * (row.before_1 - row.before_2)
    return u * row.before_2


@jit
def _outside_share(world, body):
    """Visits outside any plan, as a share of the planned ones."""
    row = world.bodies[body]
    return row.unplanned * (1.0 - row.filed) * (1.0 - row.restraint)


@jit
def _expected(world, body, enterprise, plans, month):
    """Expected visits under a plan: (by tier, at random, at discretion, outside the plan)."""
    row, firm = world.bodies[body], world.enterprises[enterprise]
    frequency = (
        world.coverage[body, firm.sector] / plans
        * world.stakes[firm.size_class, 1]
        * world.inspecting[0].frequency
    )
    outside = frequency * _outside_share(world, body)
    drawn_to = 1.0
    if row.tiered + row.random < 1.0 or outside > 0.0:
        drawn_to = attention_to(world, body, enterprise, month) / row.mean_attention
    weight = 1.0
    if row.tiered > 0.0:
        weight = tier_weight(world, recorded_tier(world, enterprise)) / row.mean_tier
    by_tier, at_random, at_discretion = inclusion(frequency, row.random, row.tiered, weight, drawn_to)
    return by_tier, at_random, at_discretion, outside * drawn_to


@jit
def _regime(u, by_tier, at_random, at_discretion):
    """Which part of a mixed plan brought the visit."""
    share = u * (by_tier + at_random + at_discretion)
    if share < by_tier:
        return CREDIT_TIERED
    return DOUBLE_RANDOM if share < by_tier + at_random else DISCRETIONARY


@jit
def _day_in_window(world, body, enterprise, month, days, number):
    """The moment within the plan's window: any day, or the riskier the earlier."""
    at_random = draw(world, enterprise, month, purposes.DAY_OF_PLAN, body, number)
    order = world.bodies[body].risk_order
    rank = rank_of(world, body, found_lately(world.conduct[enterprise].history), at_random)
    share = (1.0 - order) * at_random + order * rank
    return world.control[0].now + int(share * days) * DAY + world.inspecting[0].opening


@jit
def draw_targets(world, bodies, sector, month, days, plans_a_year, plan, start, room):
    """Draw the targets of one sector for some bodies that plan together (or for one that plans alone).

    ``bodies`` is an array of their numbers, ``days`` the length of the window, ``plan`` the row of the first body's
    plan, the others' follow; ``room`` the visits for which there is room. Returns the position of the register at which
    to go on when room has been made, or -1 when all is done.
    """
    control = world.control[0]
    first, last = max(start, world.register_first[sector]), world.register_first[sector + 1]
    begun = control.visits
    subject, most = TOGETHER - plans_a_year if len(bodies) > 1 else bodies[0], 0.0
    for body in bodies:
        most = max(most, world.bodies[body].most)
    for position in range(first, last):
        enterprise = world.register[position]
        firm = world.enterprises[enterprise]
        u = draw(world, enterprise, month, purposes.PLANNED, subject, 0)
        if u >= most * world.stakes[firm.size_class, 1] or not firm.active:
            continue
        if control.visits - begun + MOST_VISITS * len(bodies) > room:
            return position
        _draw_one(world, enterprise, u, bodies, month, days, plans_a_year, plan)
    return -1


@jit
def draw_outside(world, body, sector, month, days, plans_a_year, start, room):
    """Draw the visits of a body that plans jointly that are outside any plan; as :func:`draw_targets`."""
    control, row = world.control[0], world.bodies[body]
    most = row.most * _outside_share(world, body)
    begun = control.visits
    for position in range(max(start, world.register_first[sector]), world.register_first[sector + 1]):
        enterprise = world.register[position]
        firm = world.enterprises[enterprise]
        u = draw(world, enterprise, month, purposes.UNPLANNED, body, 0)
        if u >= most * world.stakes[firm.size_class, 1] or not firm.active:
            continue
        if control.visits - begun + MOST_VISITS > room:
            return position
        _, _, _, outside = _expected(world, body, enterprise, plans_a_year, month)
        number = 0
        while number < MOST_VISITS and number + u < outside:
            visit = _book(world, enterprise, body, UNPLANNED, month, days, MOST_VISITS + number)
            world.visits[visit].regime = DISCRETIONARY
            number += 1
    return -1


@jit
def _draw_one(world, enterprise, u, bodies, month, days, plans, plan):
    """The visits that one enterprise gets from some bodies: each comes as often as its number ``u`` allows, and those
    that plan together come at the same time. The last visits of a body may be outside its plan."""
    frequency = world.stakes[world.enterprises[enterprise].size_class, 1]
    number, wanted = 0, True
    while number < MOST_VISITS and wanted:
        wanted = False
        visit = -1
        for place in range(len(bodies)):
            body = bodies[place]
            if number + u >= frequency * world.bodies[body].most:
                continue
            by_tier, at_random, at_discretion, outside = _expected(world, body, enterprise, plans, month)
            planned = by_tier + at_random + at_discretion
            if len(bodies) > 1:
                outside = 0.0  # drawn by each body for itself
            if number + u >= planned + outside:
                continue
            wanted = True
            if number + u < planned:
                world.plans[plan + place].drawn += 1
                if visit < 0:
                    share = draw(world, enterprise, month, purposes.REGIME, body, number)
                    visit = _book(world, enterprise, body, PLANNED, month, days, number)
                    world.visits[visit].plan = plan + place
                    world.visits[visit].regime = _regime(share, by_tier, at_random, at_discretion)
                else:
                    world.visits[visit].bodies |= 1 << int(body)
                    world.visits[visit].joint = 1
            else:
                outsider = _book(world, enterprise, body, UNPLANNED, month, days, number)
                world.visits[outsider].regime = DISCRETIONARY
        number += 1


@jit
def _book(world, enterprise, body, purpose, month, days, number):
    """Book a visit for a day of the plan's window."""
    return book(world, enterprise, body, purpose, _day_in_window(world, body, enterprise, month, days, number))
