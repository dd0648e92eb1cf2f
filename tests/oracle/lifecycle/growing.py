"""Growing: opportunities, permits, the next size class (docs/economy.md, sections 12 and 16)."""

import math

from sim.economy.tables import AWAITS_PERMIT, FUNDED, NO_PROJECT, PERMITTED
from tests.oracle.economy.economy import MONTH
from tests.oracle.economy.purposes import GROWTH, OPPORTUNITY, PERMIT


def outgrow_class(lifecycle, firm) -> bool:
    """It moves into the next size class; True if it sets out on an errand for that."""
    rules = lifecycle.economy.rules
    last = firm.size_class == len(rules.sizes) - 1
    if last or firm.staff <= rules.size(firm).most_staff:
        return False
    if rules.company(firm):
        move_into_next_class(lifecycle, firm)
        return False
    if not lifecycle.may_set_out(firm):
        return False
    lifecycle.errands.convert(firm)
    return True


def move_into_next_class(lifecycle, firm) -> None:
    """From then on it belongs to it."""
    if firm.size_class == len(lifecycle.economy.rules.sizes) - 1:
        return
    firm.enterprise.size_class += 1
    firm.enterprise.wage = lifecycle.economy.rules.size(firm).hourly_wage


def think_of_investment(lifecycle, firm) -> None:
    """An opportunity comes, or one that is not funded is given up."""
    economy = lifecycle.economy
    rules = economy.rules.economy
    if firm.project == NO_PROJECT:
        rate = rules.opportunities * economy.rules.size(firm).investment
        if lifecycle.happens(rate, lifecycle.month_word(firm, OPPORTUNITY)):
            _opportunity(lifecycle, firm)
    elif firm.project != FUNDED and lifecycle.town.now - firm.seen >= rules.project_patience * MONTH:
        firm.project = NO_PROJECT


def _opportunity(lifecycle, firm) -> None:
    economy, sector = lifecycle.economy, lifecycle.economy.rules.sector(firm)
    before = firm.projects
    firm.projects += 1
    growth = lifecycle.town.quantile(economy.rules.economy.growth, economy.uniform(firm, GROWTH, before))
    outlay = float(math.floor(sector.intensity * growth * firm.capacity * 12.0))
    if growth <= 0.0 or outlay <= 0.0:
        return
    economy.count("opportunities")
    firm.growth, firm.outlay, firm.seen = growth, outlay, lifecycle.town.now
    if sector.permit >= 0 and economy.uniform(firm, PERMIT, before) < sector.permit_share:
        firm.project = AWAITS_PERMIT
        lifecycle.errands.ask_for_permit(firm, before)
    else:
        firm.project = PERMITTED


def permit_decided(lifecycle, firm, opportunity: int, approved: bool) -> None:
    """The project waits for money only, or is dropped; unless it has been given up meanwhile."""
    if firm.project == AWAITS_PERMIT and firm.projects - 1 == opportunity:
        firm.project = PERMITTED if approved else NO_PROJECT
