"""From acceptance to decision: review, outside waits, correction, pacing, silence, and promises checked later."""

import math

from agents.department import CORRECT, REFUSE
from sim.approvals import purposes
from sim.approvals.case import (
    cease,
    chance,
    clock_used,
    drawn,
    enterprise_of,
    item_of,
    milestone,
    office_clock,
    resume_clock,
    spend,
    stop_clock,
)
from sim.approvals.hall import count_visit
from sim.approvals.route import (
    CLOSING,
    CORRECTING,
    DECISION,
    DELIVER,
    EXAMINE,
    FOLLOW,
    GONE,
    JUDGEMENT,
    OUTSIDE,
    OUTSIDE_WORKING,
    REAPPLY,
    RELEASED,
    RELEASING,
    REVIEW,
    VERIFY,
    VERIFYING,
)
from sim.approvals.rules import applies_again, keeps_promise, paperwork_effort, release_share, reviews_to
from sim.approvals.tables import (
    APPROVED,
    COMMITTED,
    LAPSED,
    OPEN,
    REFUSED,
    REVOKED,
    SILENT,
)
from sim.engine.clock import OFFICE, finish_from_now, worked
from sim.engine.draws import to_tick
from sim.engine.events import TIMER, event_key, schedule
from sim.engine.jit import jit
from sim.engine.routes import SERVE
from sim.engine.tokens import account, launch, split

REVIEW_BRANCH = 1
VERIFICATION_BRANCH = 200


@jit
def limit_minutes(world, review):
    """The limit in force for a review, in office minutes."""
    return to_tick(world.reviews[review].limit * world.control[0].day_minutes)


@jit
def _enter(world, review):
    """The limit's clock starts."""
    row, item = world.reviews[review], item_of(world, review)
    row.accepted = world.control[0].now
    row.accepted_worked = office_clock(world)
    row.stopped, row.corrected = 0.0, 0
    row.limit = item.limit_share * min(item.promised, item.statutory)
    world.cases[row.case].steps += 1


@jit
def start_ready_reviews(world, token_number):
    """Pass on every item of the token's application whose predecessors within it are decided."""
    token = world.tokens[token_number]
    application, case = world.applications[token.application], world.cases[token.case]
    for position in range(case.items):
        number = case.first_review + position
        review = world.reviews[number]
        if not (application.items >> position) & 1 or review.outcome != OPEN or review.token >= 0:
            continue
        if review.need & application.covers & ~case.decided:
            continue
        part = split(world, token_number, REVIEW)
        world.tokens[part].application = token.application
        world.tokens[part].review = number
        world.tokens[part].branch = REVIEW_BRANCH + position
        review.token = part
        launch(world, part)


@jit
def _decide(world, review, outcome):
    """Enter a decision in the books of its case."""
    row = world.reviews[review]
    case = world.cases[row.case]
    row.outcome = outcome
    row.decided = world.control[0].now
    row.decided_worked = office_clock(world)
    case.decided |= (1 << int(row.position)) | row.absorbs
    world.applications[row.application].undecided -= 1


@jit
def commit(world, token_number, review):
    """Notification and commitment: granted at once on the enterprise's promise, which is checked later."""
    row = world.reviews[review]
    _enter(world, review)
    _decide(world, review, COMMITTED)
    milestone(world, token_number, DECISION)
    part = split(world, token_number, VERIFY)
    token = world.tokens[part]
    token.follow_up = 1
    token.review, token.application = review, row.application
    token.branch = VERIFICATION_BRANCH + row.position
    token.amount = to_tick(world.behaviour[0].verify_after)
    row.token = part
    launch(world, part)


@jit
def _watch_limit(world, review):
    """Where silence means consent, look again when the limit will be over."""
    row, item = world.reviews[review], item_of(world, review)
    share = world.departments[item.department].silence_consent
    if chance(world, row.case, purposes.SILENCE, row.position, 0) < share:
        left = max(limit_minutes(world, review) - clock_used(world, review), 0.0)
        schedule(
            world,
            finish_from_now(world, OFFICE, left),
            event_key(TIMER, 0, row.case, row.position),
            review,
        )


@jit
def limit_reached(world, review):
    """The limit of a review may be over: if nobody has decided, silence is consent."""
    row = world.reviews[review]
    if row.outcome != OPEN or world.cases[row.case].closed or row.stopped_since >= 0.0:
        return
    follows = world.applications[row.application].follows
    if follows > world.control[0].now:  # silence cannot consent to what is not there yet
        schedule(world, follows, event_key(TIMER, 0, row.case, row.position), review)
        return
    if clock_used(world, review) < limit_minutes(world, review):
        return
    old = row.token
    token, step = world.tokens[old], world.steps[world.tokens[old].step]
    part = split(world, old, RELEASED)
    heir = world.tokens[part]
    heir.since, heir.since_worked = token.since, token.since_worked
    in_service = step.op == SERVE and token.started == token.since
    component = step.working_component if in_service else step.waiting_component
    account(world, part, step.rework_component if token.rework else component)
    heir.review, heir.application, heir.branch = review, row.application, token.branch
    token.withdrawn = 1
    row.token = part
    row.verdict = SILENT
    launch(world, part)


@jit
def begin_review(world, token_number):
    """Queue at the department, with effort drawn for this round."""
    token = world.tokens[token_number]
    review = token.review
    row, item = world.reviews[review], item_of(world, review)
    if math.isnan(row.accepted):
        _enter(world, review)
        _watch_limit(world, review)
    department = world.departments[item.department]
    effort = item.effort_scale * drawn(
        world, token.case, item.effort, purposes.EFFORT, row.position, token.attempt
    )
    if row.corrected:
        effort *= department.second_look
    token.station = department.station
    token.amount = to_tick(effort)
    token.due = row.accepted_worked + row.stopped + limit_minutes(world, review)
    return EXAMINE


@jit
def begin_outside_wait(world, token_number):
    """Publicity period, expert review, site visit: time that nobody at the desk can shorten."""
    token = world.tokens[token_number]
    row, item = world.reviews[token.review], item_of(world, token.review)
    token.rework = 0
    if item.wait < 0 or row.corrected:
        return JUDGEMENT
    time = drawn(world, token.case, item.wait, purposes.OUTSIDE_WAIT, row.position, token.attempt)
    token.amount = to_tick(time * item.wait_scale)
    world.cases[token.case].steps += item.wait_steps
    if item.wait_stops:
        stop_clock(world, token.review)
    return OUTSIDE_WORKING if item.wait_working else OUTSIDE


@jit
def judge(world, token_number):
    """Approve, refuse, or ask for a correction; then wait until the office releases it."""
    token = world.tokens[token_number]
    review = token.review
    row, item = world.reviews[review], item_of(world, review)
    if row.stopped_since >= 0.0:
        resume_clock(world, review)
        _watch_limit(world, review)
    department = world.departments[item.department]
    u = chance(world, token.case, purposes.VERDICT, row.position, token.attempt)
    verdict = reviews_to(department.correction, department.refusal, row.corrected, u)
    if verdict == CORRECT:
        behaviour = world.behaviour[0]
        stop_clock(world, review)
        per_document = drawn(
            world, token.case, behaviour.supplement, purposes.CORRECTION, row.position, token.attempt
        )
        effort = paperwork_effort(1, per_document, enterprise_of(world, token.case).skill)
        spend(world, token.case, effort)
        world.cases[token.case].returns += 1
        token.amount = to_tick(effort / behaviour.supplement_attention)
        return CORRECTING
    row.verdict = REFUSED if verdict == REFUSE else APPROVED
    token.amount = _slack(world, token_number)
    return RELEASING


@jit
def _slack(world, token_number):
    """Office minutes for which a finished review still lies on the desk; a green-channel file is carried by hand."""
    token = world.tokens[token_number]
    if token.lane == 0:
        return 0.0
    row, item = world.reviews[token.review], item_of(world, token.review)
    department = world.departments[item.department]
    pace = drawn(world, token.case, department.pacing, purposes.PACING, row.position, token.attempt)
    share = release_share(pace, department.supervision)
    return to_tick(max(share * limit_minutes(world, token.review) - clock_used(world, token.review), 0.0))


@jit
def corrected(world, token_number):
    """The corrected application is back on the desk and the clock runs on."""
    token = world.tokens[token_number]
    resume_clock(world, token.review)
    _watch_limit(world, token.review)
    world.reviews[token.review].corrected = 1
    token.attempt += 1
    token.rework = 1
    return REVIEW


@jit
def await_documents(world, token_number):
    """Documents that were tolerated missing must be there before the decision, or the application lapses at the end
    of the limit."""
    token = world.tokens[token_number]
    application, now = world.applications[token.application], world.control[0].now
    row = world.reviews[token.review]
    token.amount = 0.0
    if application.follows > now and row.verdict != REFUSED:
        missing = worked(world, OFFICE, application.follows) - office_clock(world)
        left = max(limit_minutes(world, token.review) - clock_used(world, token.review), 0.0)
        if missing > left:
            row.verdict = LAPSED
            token.amount = left
        else:
            token.amount = missing
    return FOLLOW


@jit
def release(world, token_number):
    """The decision is out: on to the next item, to delivery, or to another try."""
    token = world.tokens[token_number]
    review = token.review
    row, case = world.reviews[review], world.cases[token.case]
    resume_clock(world, review)
    if row.verdict == REFUSED or row.verdict == LAPSED:
        milestone(world, token_number, DECISION)
        behaviour = world.behaviour[0]
        u = chance(world, token.case, purposes.REAPPLY, row.position, token.attempt)
        if row.verdict == REFUSED and applies_again(behaviour.reapply, token.attempt + 1, u):
            per_document = drawn(
                world, token.case, behaviour.preparation, purposes.REAPPLICATION, row.position, token.attempt
            )
            documents = world.applications[token.application].documents
            effort = paperwork_effort(documents, per_document, enterprise_of(world, token.case).skill)
            spend(world, token.case, effort)
            case.returns += 1
            case.handed_in += 1
            case.steps += 1
            if world.applications[token.application].hall >= 0:
                count_visit(world, token_number)
            stop_clock(world, review)
            token.amount = to_tick(effort / behaviour.preparation_attention)
            return REAPPLY
        _decide(world, review, row.verdict)
        case.outcome = row.verdict
        return CLOSING
    _decide(world, review, SILENT if row.verdict == SILENT else APPROVED)
    milestone(world, token_number, DECISION)
    if world.applications[token.application].undecided == 0:
        return DELIVER
    start_ready_reviews(world, token_number)
    return GONE


@jit
def reapplied(world, token_number):
    """After a refusal the same item is applied for and reviewed anew, with a limit of its own."""
    token = world.tokens[token_number]
    world.reviews[token.review].stopped_since = -1.0
    _enter(world, token.review)
    _watch_limit(world, token.review)
    token.attempt += 1
    token.rework = 1
    return REVIEW


@jit
def begin_verification(world, token_number):
    """A promise falls due: a reviewer checks whether it was kept."""
    token = world.tokens[token_number]
    row, item = world.reviews[token.review], item_of(world, token.review)
    department = world.departments[item.department]
    token.station = department.station
    token.due = office_clock(world) + limit_minutes(world, token.review)
    token.amount = to_tick(
        drawn(world, token.case, department.verification, purposes.VERIFICATION, row.position, 0)
    )
    return VERIFYING


@jit
def verified(world, token_number):
    """A reviewer has checked a promise."""
    check_promise(world, world.tokens[token_number].review)
    return GONE


@jit
def check_promise(world, review):
    """Whether a promise was kept. A broken one revokes the approval and marks the credit record."""
    row = world.reviews[review]
    case, firm = world.cases[row.case], enterprise_of(world, row.case)
    if keeps_promise(firm.compliance, chance(world, row.case, purposes.PROMISE, row.position, 0)):
        return True
    row.outcome = REVOKED
    firm.credit_mark = min(firm.credit_mark + 1, 100)
    if case.closed and case.outcome == APPROVED:
        case.outcome = REVOKED
        if world.procedures[case.procedure].founding:
            cease(world, case.enterprise)  # what rested on the promise may not go on
    return False
