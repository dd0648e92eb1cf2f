"""What several steps of a request need: its random numbers, its terms, its books, and what enterprises believe."""

import math

from sim.economy.tables import TRADING
from sim.engine.draws import quantile, uniform
from sim.engine.jit import jit
from sim.engine.log import COMPLETE, record
from sim.engine.tokens import COMPONENTS
from sim.lending.tables import DECLINED, INTRODUCED, OPEN, PAID_OUT, PLATFORM, REJECTED

REQUEST_SERIAL = 1 << 38
"""Requests come after all cases, visits and complaints in the order of what happens at once."""

CLASSES = 3
WEAK, STRONG = -0.43, 0.43
"""Bounds of the classes of standing: a third of all enterprises each."""


@jit
def chance(world, request, purpose, subject, occurrence):
    """The uniform number of a request for a purpose; ``subject`` is a bank or a platform."""
    control, row = world.control[0], world.requests[request]
    key = world.enterprises[row.enterprise].key
    return uniform(control.seed0, control.seed1, key, row.serial, purpose, subject, occurrence)


@jit
def drawn(world, request, table, purpose, subject, occurrence):
    """A draw of a request from a quantile table."""
    return quantile(world.tables, table, chance(world, request, purpose, subject, occurrence))


@jit
def standing_class(world, enterprise):
    """Which third of all enterprises it belongs to by its true standing, which it knows itself."""
    standing = world.firms[enterprise].standing
    if standing < WEAK:
        return 0
    return 1 if standing < STRONG else 2


@jit
def wants_it_still(world, request):
    """Whether the enterprise still trades."""
    return world.firms[world.requests[request].enterprise].status == TRADING


@jit
def shared_factor(credit, full):
    """A factor ``full`` of effort or noise, as far as information is shared."""
    return 1.0 - credit.shared * (1.0 - full)


@jit
def noise_for(world, request):
    """Standard deviation of what blurs a bank's view of the enterprise."""
    credit, row = world.credit[0], world.requests[request]
    noise = credit.noise * shared_factor(credit, credit.shared_noise)
    if row.search == PLATFORM:
        noise *= world.platforms[row.platform].noise
    elif row.search == INTRODUCED:
        noise *= credit.introduced_noise
    return noise


@jit
def effort_factor(world, request):
    """Effort and waiting time of due diligence, relative to the usual."""
    credit, row = world.credit[0], world.requests[request]
    factor = shared_factor(credit, credit.shared_effort)
    if row.search == PLATFORM:
        factor *= world.platforms[row.platform].effort
    if row.online:
        factor *= world.products[row.product].online_effort
    if row.renews >= 0 and row.bank == world.loans[row.renews].bank:
        factor *= credit.renewal_effort
    return factor


@jit
def end_request(world, token_number, result, activity):
    """A request is over: keep its path, tell others like the enterprise, and let it be free to ask again."""
    control, token = world.control[0], world.tokens[token_number]
    request = token.request
    row = world.requests[request]
    firm = world.firms[row.enterprise]
    row.result = result
    row.ended = control.now
    for component in range(len(COMPONENTS)):
        world.request_paths[request, component] = world.paths[token_number, component]
    firm.open_request = 0
    if row.renews >= 0 and result != PAID_OUT:
        world.loans[row.renews].renewing = -1
    if result == REJECTED:
        firm.refused_at = control.now
    if result in (PAID_OUT, DECLINED, REJECTED):
        size, third = world.enterprises[row.enterprise].size_class, standing_class(world, row.enterprise)
        world.answers[size, third, 0] += 1.0
        world.answers[size, third, 1] += result != REJECTED
    if control.log_on:
        record(world, token_number, activity, -1, COMPLETE)


@jit
def learn_chances(world):
    """At a month's end enterprises hear how others like them fared, and founders how all did."""
    memory, economy = world.credit[0].memory, world.economy[0]
    requests, granted = 0.0, 0.0
    for size in range(world.chances.shape[0]):
        for third in range(CLASSES):
            asked = world.answers[size, third, 0]
            if asked > 0.0:
                share = world.answers[size, third, 1] / asked
                world.chances[size, third] += memory * (share - world.chances[size, third])
            requests += asked
            granted += world.answers[size, third, 1]
            world.answers[size, third, 0] = world.answers[size, third, 1] = 0.0
    if requests > 0.0:
        if economy.recent_credit <= 0.0:
            economy.recent_credit = granted / requests
        economy.recent_credit += memory * (granted / requests - economy.recent_credit)


@jit
def new_request(world, enterprise, reason, wanted, renews):
    """Write a request down that will be made; returns its row."""
    control, firm = world.control[0], world.firms[enterprise]
    number = control.requests
    control.requests += 1
    row = world.requests[number]
    row.enterprise, row.serial = enterprise, firm.requests
    firm.requests += 1
    firm.open_request = 1
    row.reason, row.wanted, row.renews = reason, wanted, renews
    row.result = OPEN
    row.bank = row.first_bank = row.product = row.platform = row.case = row.loan = -1
    row.begun = row.decided = row.ended = math.nan
    return number
