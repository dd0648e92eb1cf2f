"""What a finding leads to: warning, order to correct, fine, suspension, reform; for money and for the state."""

from sim.engine.draws import quantile, uniform
from sim.engine.jit import jit
from sim.inspections import purposes
from sim.inspections.rules import answers_minor, answers_serious, corrects, fine, reformed
from sim.inspections.state import SERIOUS, correct, draw
from sim.inspections.tables import (
    DISCRETIONARY,
    EXEMPTED,
    FINED,
    REFORMED,
    REINSPECTION,
    SUSPENDED,
    UNPLANNED,
)

TEAM_KEYS = 1 << 30
"""Keys of the teams' random numbers: between those of residents and of founders; bodies take 2^16 each."""


@jit
def severity_of_team(world, visit):
    """How severe the team is that came: the usual one where targets are chosen at discretion, else any."""
    control, row = world.control[0], world.visits[visit]
    teams = max(world.bodies[row.body].teams, 1)
    if row.regime == DISCRETIONARY or row.purpose == UNPLANNED:
        u = draw(world, row.enterprise, 0, purposes.USUAL_TEAM, row.body, 0)
    else:
        u = draw(world, row.enterprise, row.serial, purposes.TEAM, 0, 0)
    team = int(u * teams)
    key = TEAM_KEYS + (int(row.body) << 16) + team
    u = uniform(control.seed0, control.seed1, key, 0, purposes.SEVERITY, 0, 0)
    return quantile(world.tables, world.inspecting[0].discretion, u)


@jit
def _answer(world, visit, area, state, past):
    """What the body answers to one violation."""
    row, inspecting = world.visits[visit], world.inspecting[0]
    body, firm, serial = world.bodies[row.body], row.enterprise, row.serial
    if row.purpose == REINSPECTION:
        return FINED  # an order was not followed
    if state == SERIOUS:
        return answers_serious(
            past == 0,
            body.reform,
            inspecting.suspension,
            draw(world, firm, serial, purposes.REFORMED, area, 0),
            draw(world, firm, serial, purposes.SUSPENDED, area, 0),
        )
    return answers_minor(
        past == 0,
        inspecting.minor_fined,
        body.exemption,
        inspecting.warning,
        draw(world, firm, serial, purposes.FINED, area, 0),
        draw(world, firm, serial, purposes.EXEMPTED, area, 0),
        draw(world, firm, serial, purposes.WARNED, area, 0),
    )


@jit
def sanction(world, visit, area, state, past):
    """Answer one violation that was found; returns the standard fine for it.

    Fines go from the enterprise to the government; what else it loses is written down with it.
    """
    row, inspecting = world.visits[visit], world.inspecting[0]
    firm, conduct, body = world.enterprises[row.enterprise], world.conduct[row.enterprise], world.bodies[row.body]
    stake = world.stakes[firm.size_class, 0]
    answer = _answer(world, visit, area, state, past)
    row.sanction = max(row.sanction, answer)
    standard = stake * (world.areas[area].fine if state == SERIOUS else world.areas[area].minor_fine)
    if answer in (FINED, SUSPENDED):
        amount = fine(standard, inspecting.repeat_fine, past, body.benchmark, severity_of_team(world, visit))
        row.fine += amount
        row.standard_fine += fine(standard, inspecting.repeat_fine, past, 1.0, 1.0)
        conduct.fined += amount
        firm.fines_due += amount
        body.fines += amount
        inspecting.fines += amount
    loss = 0.0
    if answer == SUSPENDED:
        row.days_lost += inspecting.suspension_days
        loss = float(int(inspecting.suspension_days * inspecting.day_lost * stake))
    elif answer == REFORMED:
        loss = float(int(inspecting.reform_cost * stake))
        firm.compliance = reformed(firm.compliance, inspecting.reform_gain)
    row.loss += loss
    conduct.lost += loss
    firm.time_due += loss
    u = draw(world, row.enterprise, row.serial, purposes.CORRECTED, area, 0)
    if answer >= REFORMED or row.purpose == REINSPECTION or corrects(firm.compliance, inspecting.eagerness, u):
        correct(world, row.enterprise, area)
    return standard


@jit
def is_followed_up(world, visit):
    """Whether what was ordered will be looked at again."""
    row = world.visits[visit]
    if row.sanction <= EXEMPTED or row.purpose == REINSPECTION:
        return False
    u = draw(world, row.enterprise, row.serial, purposes.REINSPECTED, 0, 0)
    return u < world.inspecting[0].reinspection
