"""Plans: on the first of a month each body draws from the register whom it will visit in the months to come.

Every enterprise has a number of its own for every plan; it is drawn if that number is below its expected visits under
the plan. So a regime that looks at it more often never drops it, and one enterprise more changes nobody else's draw.
Bodies that plan together use the same number, so that their draws coincide as far as they can.
"""

from sim.engine.clock import DAY
from sim.engine.draws import four
from sim.engine.jit import jit
from sim.inspections import purposes
from sim.inspections.booking import book
from sim.inspections.rules import attention, inclusion
from sim.inspections.state import KEPT, MINOR, draw, found_lately, recorded_tier, state_of
from sim.inspections.tables import CREDIT_TIERED, DISCRETIONARY, DOUBLE_RANDOM, PLANNED, UNPLANNED

TOGETHER = 255
"""Less the plans a year: subject of the random number that bodies share in a joint plan. Below are the bodies."""

SAMPLE = 300
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
    """Whether (1 or 0) there are signs of a violation: complaints heard, lights at night, things seen at the door."""
    inspecting = world.inspecting[0]
    state = state_of(world, enterprise, area)
    share = inspecting.sign_serious
    if state == KEPT:
        share = inspecting.sign_none
    elif state == MINOR:
        share = inspecting.sign_minor
    return 1.0 if draw(world, enterprise, month, purposes.SIGN, area, 0) < share else 0.0


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
def attention_to(world, body, enterprise, sign):
    """How much a body is drawn to an enterprise when it chooses at discretion; ``sign`` (0 or 1): it sees signs."""
    inspecting, conduct = world.inspecting[0], world.conduct[enterprise]
    known = float(((conduct.known | conduct.known_before) >> body) & 1)
    record = _record(world, body, enterprise)
    return attention(known, sign, record, inspecting.habit, inspecting.judgment, inspecting.learning)


@jit
def most_attention(world, sign):
    """The most that any body can be drawn to an enterprise with or without signs."""
    inspecting = world.inspecting[0]
    return attention(1.0, sign, MOST_RECORD, inspecting.habit, inspecting.judgment, inspecting.learning)


@jit
def weigh(world, number, month):
    """Find the mean weights of a plan's register, so that every regime makes as many visits as planned, and the most
    visits that it can bring to an enterprise of ordinary frequency, so that most need not be looked at more closely."""
    plan = world.plans[number]
    body, sector = plan.body, plan.sector
    row, inspecting = world.bodies[body], world.inspecting[0]
    first, last = world.register_first[sector], world.register_first[sector + 1]
    stride = max((last - first) // SAMPLE, 1)
    tiers, attentions, frequencies = 0.0, 0.0, 0.0
    for position in range(first + month % stride, last, stride):
        enterprise = world.register[position].enterprise
        firm = world.enterprises[enterprise]
        if not firm.trading:
            continue
        frequency = world.stakes[firm.size_class, 1]
        frequencies += frequency
        tiers += frequency * tier_weight(world, recorded_tier(world, enterprise))
        sign = _sign(world, enterprise, row.area, month)
        attentions += frequency * attention_to(world, body, enterprise, sign)
    _note_order(world, body, first + month % stride, last, stride)
    row.mean_tier = tiers / frequencies if tiers > 0.0 else 1.0
    row.mean_attention = attentions / frequencies if attentions > 0.0 else 1.0
    most_tier = max(inspecting.tier_low, inspecting.tier_medium, inspecting.tier_high) / row.mean_tier
    most = most_attention(world, 1.0) / row.mean_attention
    frequency = world.coverage[body, sector] / plan.a_year * inspecting.frequency
    by_tier, at_random, at_discretion = inclusion(frequency, row.random, row.tiered, most_tier, most)
    plan.most_outside = frequency * _outside_share(world, body) * most
    plan.most = by_tier + at_random + at_discretion + plan.most_outside


@jit
def _note_order(world, body, first, last, stride):
    """Where enterprises with so many past findings stand if a plan is carried out in order of risk: the share of its
    visits that go to those with more."""
    row = world.bodies[body]
    total, more_0, more_1, more_2 = 0.0, 0.0, 0.0, 0.0
    for position in range(first, last, stride):
        enterprise = world.register[position].enterprise
        firm = world.enterprises[enterprise]
        if not firm.trading:
            continue
        weight = row.tiered * tier_weight(world, recorded_tier(world, enterprise)) + 1.0 - row.tiered
        weight *= world.stakes[firm.size_class, 1]
        past = found_lately(world.conduct[enterprise].history)
        total += weight
        more_0 += weight if past > 0 else 0.0
        more_1 += weight if past > 1 else 0.0
        more_2 += weight if past > 2 else 0.0
    if total <= 0.0:
        row.before_0 = row.before_1 = row.before_2 = 0.0
    else:
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
def _expected(world, body, enterprise, plans, month, least):
    """Expected visits under a plan: (by tier, at random, at discretion, outside the plan).

    All zero if signs alone tell that they are no more than ``least``: most enterprises need no closer look.
    """
    row, firm = world.bodies[body], world.enterprises[enterprise]
    frequency = (
        world.coverage[body, firm.sector] / plans
        * world.stakes[firm.size_class, 1]
        * world.inspecting[0].frequency
    )
    outside = frequency * _outside_share(world, body)
    drawn_to, weight = 1.0, 1.0
    if row.tiered > 0.0:
        weight = tier_weight(world, recorded_tier(world, enterprise)) / row.mean_tier
    if row.tiered + row.random < 1.0 or outside > 0.0:
        sign = _sign(world, enterprise, row.area, month)
        most = most_attention(world, sign) / row.mean_attention
        by_tier, at_random, at_discretion = inclusion(frequency, row.random, row.tiered, weight, most)
        if by_tier + at_random + at_discretion + outside * most <= least:
            return 0.0, 0.0, 0.0, 0.0
        drawn_to = attention_to(world, body, enterprise, sign) / row.mean_attention
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
def draw_targets(world, sector, month, first, last, start, room):
    """Draw the targets of one sector for the plans ``first`` up to ``last`` of this month.

    ``room`` is the number of visits for which there is room. Returns the position of the register at which to go on
    when room has been made, or -1 when all is done.
    """
    control = world.control[0]
    begun, joint = control.visits, False
    for number in range(first, last):
        joint = joint or world.plans[number].joint != 0
    for position in range(max(start, world.register_first[sector]), world.register_first[sector + 1]):
        entry = world.register[position]
        if control.visits - begun + MOST_VISITS * (last - first) > room:
            return position
        frequency = world.stakes[entry.size_class, 1]
        number, block = first, -1
        words = (0.0, 0.0, 0.0, 0.0)
        while number < last:
            plan = world.plans[number]
            subject = plan.body if plan.members == 1 else TOGETHER - plan.a_year
            if subject // 4 != block:
                block = subject // 4
                words = four(control.seed0, control.seed1, entry.key, month, purposes.PLANNED, block)
            if words[subject % 4] < frequency * plan.most and world.enterprises[entry.enterprise].trading:
                _draw_one(world, entry.enterprise, words[subject % 4], number, month)
            number += plan.members
        if joint:
            _draw_outside(world, entry, frequency, first, last, month)
    return -1


@jit
def _draw_one(world, enterprise, u, first, month):
    """The visits that one enterprise gets from a plan or from plans carried out together.

    Each body comes as often as the number ``u`` allows, all at the same time. The last visits of a body that plans
    alone may be outside its plan.
    """
    frequency = world.stakes[world.enterprises[enterprise].size_class, 1]
    members = world.plans[first].members
    most = frequency * world.plans[first].most
    number = 0
    wanted = True
    while wanted and number < MOST_VISITS and number + u < most:
        wanted = False
        visit = -1
        for place in range(first, first + members):
            plan = world.plans[place]
            by_tier, at_random, at_discretion, outside = _expected(
                world, plan.body, enterprise, plan.a_year, month, number + u
            )
            planned = by_tier + at_random + at_discretion
            if members > 1:
                outside = 0.0  # drawn by each body for itself
            if number + u >= planned + outside:
                continue
            wanted = True
            if number + u < planned:
                plan.drawn += 1
                if visit < 0:
                    share = draw(world, enterprise, month, purposes.REGIME, plan.body, number)
                    visit = _book(world, enterprise, place, PLANNED, month, number)
                    world.visits[visit].plan = place
                    world.visits[visit].regime = _regime(share, by_tier, at_random, at_discretion)
                else:
                    world.visits[visit].bodies |= 1 << int(plan.body)
                    world.visits[visit].joint = 1
            else:
                outsider = _book(world, enterprise, place, UNPLANNED, month, number)
                world.visits[outsider].regime = DISCRETIONARY
        number += 1


@jit
def _draw_outside(world, entry, frequency, first, last, month):
    """The visits outside any plan of bodies that plan jointly."""
    control, enterprise = world.control[0], entry.enterprise
    block = -1
    words = (0.0, 0.0, 0.0, 0.0)
    for place in range(first, last):
        plan = world.plans[place]
        most = frequency * plan.most_outside
        if not plan.joint or most <= 0.0:
            continue
        if plan.body // 4 != block:
            block = plan.body // 4
            words = four(control.seed0, control.seed1, entry.key, month, purposes.UNPLANNED, block)
        u, number = words[plan.body % 4], 0
        if u >= most or not world.enterprises[enterprise].trading:
            continue
        _, _, _, outside = _expected(world, plan.body, enterprise, plan.a_year, month, u)
        while number < MOST_VISITS and number + u < outside:
            visit = _book(world, enterprise, place, UNPLANNED, month, MOST_VISITS + number)
            world.visits[visit].regime = DISCRETIONARY
            number += 1


@jit
def _book(world, enterprise, plan, purpose, month, number):
    """Book a visit for a day of a plan's window."""
    row = world.plans[plan]
    return book(
        world, enterprise, row.body, purpose, _day_in_window(world, row.body, enterprise, month, row.window, number)
    )
