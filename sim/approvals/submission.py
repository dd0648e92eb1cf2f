"""From documents to acceptance: preparing, choosing a channel, being checked and sent back, handing in again."""

from sim.approvals import purposes
from sim.approvals.case import (
    chance,
    drawn,
    enterprise_of,
    first_position,
    item_of,
    milestone,
    office_clock,
    spend,
)
from sim.approvals.hall import go_to_window, leave_hall, set_out
from sim.approvals.review import commit, start_ready_reviews
from sim.approvals.route import ACCEPTANCE, ACCEPTED, CLOSING, DELIVER, GONE, ONLINE, PREPARE, RETURN, SUPPLEMENTING
from sim.approvals.rules import deficiency, gives_up, goes_online, paperwork_effort
from sim.approvals.tables import GIVEN_UP
from sim.approvals.tables import ONLINE as ONLINE_CHANNEL
from sim.approvals.tables import PROACTIVE as PROACTIVE_CHANNEL
from sim.approvals.tables import WINDOW as WINDOW_CHANNEL
from sim.engine.clock import OFFICE, finish_from_now, worked
from sim.engine.draws import binomial_quantile, to_tick
from sim.engine.jit import jit


@jit
def _all_items(world, number, column):
    """Whether every item of an application allows what a share ``column`` offers, by the case's own number."""
    application = world.applications[number]
    case = world.cases[application.case]
    for position in range(case.items):
        if (application.items >> position) & 1:
            item = item_of(world, case.first_review + position)
            if column == purposes.PROACTIVE:
                share = item.proactive
            elif column == purposes.ONLINE_SHARE:
                share = item.online
            else:
                share = item.tolerant
            if chance(world, application.case, column, position, 0) >= share:
                return False
    return True


@jit
def _documents(world, number):
    """Documents to be handed in: those that all items ask for once, and none that government already holds, be it
    shared between departments or as an electronic certificate."""
    application = world.applications[number]
    case = world.cases[application.case]
    total, common, common_shared = 0, 0, 0
    for position in range(case.items):
        if not (application.items >> position) & 1:
            continue
        item = item_of(world, case.first_review + position)
        u = chance(world, application.case, purposes.HELD_DOCUMENTS, position, 0)
        v = chance(world, application.case, purposes.CERTIFICATES, position, 0)
        wanted = int(item.documents + 0.5)
        of_all = min(int(item.common + 0.5), wanted)
        of_own = wanted - of_all
        shared = binomial_quantile(of_own, item.shared, u)
        total += of_own - shared - binomial_quantile(of_own - shared, item.electronic, v)
        case.documents_shared += shared
        shared = binomial_quantile(of_all, item.shared, u)
        common = max(common, of_all - shared - binomial_quantile(of_all - shared, item.electronic, v))
        common_shared = max(common_shared, shared)
    case.documents_shared += common_shared
    return total + common


@jit
def begin_application(world, token_number):
    """Gather the documents; where government comes of its own accord there is nothing to apply for."""
    token = world.tokens[token_number]
    number, case = token.application, token.case
    application, behaviour = world.applications[number], world.behaviour[0]
    application.documents = _documents(world, number)
    world.cases[case].documents += application.documents
    application.channel = WINDOW_CHANNEL
    if _all_items(world, number, purposes.PROACTIVE):
        application.channel = PROACTIVE_CHANNEL
    else:
        world.cases[case].handed_in += 1
        world.cases[case].steps += 1
    subject = first_position(application.items)
    per_document = drawn(world, case, behaviour.preparation, purposes.PREPARATION, subject, 0)
    effort = paperwork_effort(application.documents, per_document, enterprise_of(world, case).skill)
    spend(world, case, effort)
    token.amount = to_tick(effort / behaviour.preparation_attention)
    return PREPARE


@jit
def choose_channel(world, token_number):
    """Online where every item can be had online and the enterprise is so inclined; else to a hall."""
    token = world.tokens[token_number]
    number, case = token.application, token.case
    application, row = world.applications[number], world.cases[case]
    firm, behaviour = enterprise_of(world, case), world.behaviour[0]
    if application.channel == PROACTIVE_CHANNEL:
        row.channel = max(row.channel, PROACTIVE_CHANNEL)
        return ACCEPTED
    subject = first_position(application.items)
    u = chance(world, case, purposes.GO_ONLINE, subject, 0)
    inclined = goes_online(
        firm.skill, firm.experience, behaviour.online_inclination, behaviour.online_experience, u
    )
    if inclined and _all_items(world, number, purposes.ONLINE_SHARE):
        application.channel = ONLINE_CHANNEL
        row.channel = max(row.channel, ONLINE_CHANNEL)
        return _apply_online(world, token_number)
    return set_out(world, token_number)


@jit
def _apply_online(world, token_number):
    """The application waits for the department of its first item to look through it."""
    token = world.tokens[token_number]
    application = world.applications[token.application]
    case = world.cases[token.case]
    subject = first_position(application.items)
    item = item_of(world, case.first_review + subject)
    hall = world.halls[0]
    department = world.departments[item.department]
    token.station = department.station
    token.due = office_clock(world)
    minutes = drawn(world, token.case, hall.service, purposes.INTAKE, subject, application.returns)
    token.amount = to_tick(department.online_check * (minutes + hall.per_document * application.documents))
    return ONLINE


@jit
def _deficient(world, number):
    """How many of an application's documents are deficient when it is handed in for the first time."""
    application, behaviour = world.applications[number], world.behaviour[0]
    guidance = 1.0
    if application.advised:
        guidance *= 1.0 - behaviour.deficient_guide
    if application.helped:
        guidance *= 1.0 - behaviour.deficient_helper
    if application.channel == ONLINE_CHANNEL:
        guidance *= 1.0 - behaviour.deficient_online
    skill = enterprise_of(world, application.case).skill
    p = deficiency(behaviour.deficient, behaviour.deficient_skill, skill, 1.0 - guidance)
    u = chance(world, application.case, purposes.DEFICIENT, first_position(application.items), 0)
    return binomial_quantile(application.documents, p, u)


@jit
def _minutes_for(world, number, documents, purpose):
    """Office minutes until so many documents are mended or fetched; books the effort."""
    application, behaviour = world.applications[number], world.behaviour[0]
    subject = first_position(application.items)
    per_document = drawn(world, application.case, behaviour.supplement, purpose, subject, application.returns)
    effort = paperwork_effort(documents, per_document, enterprise_of(world, application.case).skill)
    spend(world, application.case, effort)
    return to_tick(effort / behaviour.supplement_attention)


@jit
def check(world, token_number):
    """Acceptance check: accept, accept with minor documents to follow, or send back."""
    token = world.tokens[token_number]
    number, case = token.application, token.case
    application, row = world.applications[number], world.cases[case]
    if application.channel == WINDOW_CHANNEL:
        leave_hall(world, token_number)
    if application.returns == 0:
        application.deficient = _deficient(world, number)
    if application.deficient == 0:
        return ACCEPTED
    subject = first_position(application.items)
    behaviour = world.behaviour[0]
    minor = binomial_quantile(
        application.deficient,
        behaviour.minor,
        chance(world, case, purposes.MINOR, subject, application.returns),
    )
    if minor == application.deficient and _all_items(world, number, purposes.TOLERANT):
        minutes = _minutes_for(world, number, application.deficient, purposes.FOLLOW)
        application.follows = finish_from_now(world, OFFICE, minutes)
        application.deficient = 0
        return ACCEPTED
    milestone(world, token_number, RETURN)
    item = item_of(world, row.first_review + subject)
    notice = world.departments[item.department].one_time_notice
    named = 1
    if chance(world, case, purposes.NOTICE, subject, application.returns) < notice:
        named = int(application.deficient)
    application.returns += 1
    row.returns += 1
    elapsed = (office_clock(world) - worked(world, OFFICE, row.begun)) / world.control[0].day_minutes
    u = chance(world, case, purposes.GIVE_UP, subject, application.returns)
    if gives_up(behaviour.give_up, elapsed, behaviour.patience, application.returns, u):
        row.outcome = GIVEN_UP
        return CLOSING
    token.amount = _minutes_for(world, number, named, purposes.SUPPLEMENT)
    again = binomial_quantile(
        named, behaviour.deficient_again, chance(world, case, purposes.DEFICIENT_AGAIN, subject, application.returns)
    )
    application.deficient += again - named
    token.rework = 1
    return SUPPLEMENTING


@jit
def resubmit(world, token_number):
    """Hand the mended application in again, the way it was handed in first."""
    token = world.tokens[token_number]
    application = world.applications[token.application]
    if application.channel == ONLINE_CHANNEL:
        return _apply_online(world, token_number)
    if application.helped:
        return go_to_window(world, token_number)
    return set_out(world, token_number)


@jit
def accept(world, token_number):
    """The application is in: what can be granted on a promise is, the rest goes to review."""
    token = world.tokens[token_number]
    number, case = token.application, token.case
    application, row = world.applications[number], world.cases[case]
    application.accepted = world.control[0].now
    token.rework = 0
    milestone(world, token_number, ACCEPTANCE)
    for position in range(row.items):
        if (application.items >> position) & 1:
            item = item_of(world, row.first_review + position)
            row.fee += item.fee
            u = chance(world, case, purposes.COMMITMENT, position, 0)
            complete = not application.follows > world.control[0].now
            if complete and u < item.commitment and enterprise_of(world, case).credit_mark == 0:
                commit(world, token_number, row.first_review + position)
    if application.undecided == 0:
        return DELIVER
    start_ready_reviews(world, token_number)
    return GONE
