"""A request on its way: prepared, brought to a bank, examined there, and paid out in the end."""

from agents.bank import WILL_LEND
from sim.approvals.case import office_clock
from sim.approvals.plan import open_errand
from sim.approvals.tables import APPROVED, REGISTRATION
from sim.engine.draws import to_tick
from sim.engine.jit import jit
from sim.engine.log import COMPLETE, record
from sim.engine.stations import REGULAR_LANE, URGENT_LANE
from sim.engine.tokens import COMPONENTS, REWORK, account, launch, new_token
from sim.lending import purposes
from sim.lending.judging import choose_bank, judge_at, opens_at
from sim.lending.loans import grant, is_due, release_commitment
from sim.lending.route import (
    AWAIT,
    BEGINS,
    COMMITTEE,
    DILIGENCE,
    GIVEN_UP,
    GONE,
    INTAKE,
    MATURITY,
    MONEY,
    OFFER_DECLINED,
    PAYOUT,
    PREPARE,
    REFUSED,
    REQUEST,
    SEARCH,
)
from sim.lending.rules import accepts_price, paperwork
from sim.lending.state import (
    REQUEST_SERIAL,
    chance,
    drawn,
    effort_factor,
    end_request,
    wants_it_still,
)
from sim.lending.tables import DECLINED, PAID_OUT, PLATFORM, REJECTED, WITHDRAWN


@jit
def _token_of(world, request, step):
    token_number = new_token(world, -1, step)
    token, row = world.tokens[token_number], world.requests[request]
    token.request = request
    token.agent, token.serial = world.enterprises[row.enterprise].key, REQUEST_SERIAL + int(request)
    token.lane = URGENT_LANE if row.urgent else REGULAR_LANE
    return token_number


@jit
def begin(world, request):
    """An enterprise begins to work on a request that it decided to make."""
    world.requests[request].begun = world.control[0].now
    token_number = _token_of(world, request, REQUEST)
    if world.control[0].log_on:
        record(world, token_number, BEGINS, -1, COMPLETE)
    launch(world, token_number)


@jit
def begin_request(world, token_number):
    """Papers first."""
    token, credit = world.tokens[token_number], world.credit[0]
    firm = world.enterprises[world.requests[token.request].enterprise]
    minutes = drawn(world, token.request, credit.preparation, purposes.PREPARATION, 0, 0)
    effort = paperwork(minutes, firm.skill)
    firm.time_due += int(effort * firm.wage)
    token.amount = to_tick(effort / credit.attention)
    return PREPARE


@jit
def find_bank(world, token_number):
    """The next bank to ask: on a platform the one with the best offer, else the own one, then others."""
    token = world.tokens[token_number]
    request = token.request
    if not wants_it_still(world, request):
        end_request(world, token_number, WITHDRAWN, GIVEN_UP)
        return GONE
    choose_bank(world, request)
    row = world.requests[request]
    row.asked += 1
    if row.search == PLATFORM and not row.urgent:
        share = world.platforms[row.platform].priority
        row.urgent = chance(world, request, purposes.PRIORITY, row.platform, 0) < share
    token.lane = URGENT_LANE if row.urgent else REGULAR_LANE
    token.station = world.banks[row.bank].station
    token.due = office_clock(world)
    token.amount = to_tick(drawn(world, request, world.credit[0].intake, purposes.INTAKE, row.bank, row.asked))
    return INTAKE


@jit
def taken_in(world, token_number):
    """The bank begins its due diligence, if it offers anything that the enterprise could have."""
    token = world.tokens[token_number]
    request = token.request
    row = world.requests[request]
    if not opens_at(world, request):
        return _refused(world, token_number)
    effort = drawn(world, request, world.products[row.product].effort, purposes.EFFORT, row.bank, row.asked)
    token.amount = to_tick(effort * effort_factor(world, request))
    return DILIGENCE


@jit
def examined(world, token_number):
    """What an officer can do is done; the rest is waiting for others."""
    token = world.tokens[token_number]
    request = token.request
    row = world.requests[request]
    days = drawn(world, request, world.products[row.product].wait, purposes.WAIT, row.bank, row.asked)
    token.amount = to_tick(days * world.control[0].day_minutes * effort_factor(world, request))
    return AWAIT


@jit
def judge(world, token_number):
    """The bank decides; then the enterprise does."""
    control, token = world.control[0], world.tokens[token_number]
    request = token.request
    row = world.requests[request]
    row.decided = control.now
    if not wants_it_still(world, request):
        end_request(world, token_number, WITHDRAWN, GIVEN_UP)
        return GONE
    if judge_at(world, request, row.bank, False) != WILL_LEND:
        return _refused(world, token_number)
    needs_it = row.renews >= 0  # who cannot repay an old loan takes the price that is asked
    if not needs_it and not accepts_price(row.rate, world.credit[0].prime, world.firms[row.enterprise].dearest):
        release_commitment(world, request)
        end_request(world, token_number, DECLINED, OFFER_DECLINED)
        return GONE
    days = drawn(world, request, world.credit[0].committee, purposes.COMMITTEE, row.bank, row.asked)
    token.amount = to_tick(days * control.day_minutes)
    return COMMITTEE


@jit
def _refused(world, token_number):
    """On to another bank, unless enough have been asked."""
    request = world.tokens[token_number].request
    row = world.requests[request]
    row.decided = world.control[0].now
    if row.asked < world.credit[0].most_banks:
        return SEARCH
    end_request(world, token_number, REJECTED, REFUSED)
    return GONE


@jit
def agreed(world, token_number):
    """The committee has agreed. A security that must be registered is, as a matter of its own, before the money."""
    control, token = world.control[0], world.tokens[token_number]
    request = token.request
    row = world.requests[request]
    renewed = row.renews >= 0 and row.bank == world.loans[row.renews].bank  # its security is registered already
    if world.products[row.product].registered and not renewed:
        row.suspended, row.suspended_worked = control.now, office_clock(world)
        for component in range(len(COMPONENTS)):
            world.request_paths[request, component] = world.paths[token_number, component]
        row.case = open_errand(
            world, row.enterprise, world.credit[0].registration, REGISTRATION, request, row.serial
        )
        return GONE
    return _to_payout(world, token_number)


@jit
def registered(world, case):
    """The registration of a security has ended: on to the money, or not."""
    request = world.cases[case].ref
    row = world.requests[request]
    token_number = _token_of(world, request, PAYOUT)
    token = world.tokens[token_number]
    for component in range(len(COMPONENTS)):
        world.paths[token_number, component] = world.request_paths[request, component]
    token.since, token.since_worked = row.suspended, row.suspended_worked
    account(world, token_number, REWORK)
    if world.cases[case].outcome != APPROVED:
        release_commitment(world, request)
        end_request(world, token_number, WITHDRAWN, GIVEN_UP)
        world.tokens[token_number].withdrawn = 1  # it will leave at once
        launch(world, token_number)
        return
    # It goes through the step before the payout, so that launching it draws the time that takes.
    _to_payout(world, token_number)
    launch(world, token_number)


@jit
def _to_payout(world, token_number):
    token = world.tokens[token_number]
    row = world.requests[token.request]
    days = drawn(world, token.request, world.credit[0].payout, purposes.PAYOUT, row.bank, 0)
    token.amount = to_tick(days * world.control[0].day_minutes)
    return PAYOUT


@jit
def pay_out(world, token_number):
    """The money comes; what renews a loan only when that has been repaid."""
    control, token = world.control[0], world.tokens[token_number]
    request = token.request
    row = world.requests[request]
    if not wants_it_still(world, request):
        release_commitment(world, request)
        end_request(world, token_number, WITHDRAWN, GIVEN_UP)
        return GONE
    if row.renews >= 0 and not is_due(world, request):
        token.amount = to_tick(max(world.loans[row.renews].matures - control.now, 0.0) + 1.0)
        return MATURITY
    grant(world, request)
    end_request(world, token_number, PAID_OUT, MONEY)
    return GONE
