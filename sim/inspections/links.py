"""Where approvals and inspections meet: promises to verify, founders whom rules begin to concern."""

from sim.approvals import closing, review
from sim.engine.jit import jit
from sim.inspections.booking import book
from sim.inspections.route import GONE
from sim.inspections.signal import begin_conduct
from sim.inspections.tables import VERIFICATION


@jit
def begin_verification(world, token_number):
    """A promise falls due: inspectors visit, if the department has any and the enterprise operates; else its reviewers
    check it at the desk."""
    token = world.tokens[token_number]
    row = world.reviews[token.review]
    body = world.departments[world.items[row.item_row].department].body
    if body < 0 or not world.enterprises[world.cases[token.case].enterprise].trading:
        return review.begin_verification(world, token_number)
    visit = book(world, world.cases[token.case].enterprise, body, VERIFICATION, world.control[0].now)
    world.visits[visit].origin = token.review
    return GONE


@jit
def close(world, token_number):
    """A case ends; whoever may operate now has rules to keep from now on."""
    enterprise = world.cases[world.tokens[token_number].case].enterprise
    before = world.enterprises[enterprise].trading
    following = closing.close(world, token_number)
    if world.enterprises[enterprise].trading and not before:
        begin_conduct(world, enterprise)
    return following
