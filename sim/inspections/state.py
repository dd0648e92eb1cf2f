"""Whether rules are kept: beliefs about being caught, the probability of a violation, and the state itself.

In each area the life of an enterprise is cut into spells. In each spell it is in violation if a number drawn for that
spell is below its probability of violation; so a higher probability never ends a violation. Nothing happens between
the moments at which somebody looks.
"""

from sim.engine.clock import DAY
from sim.engine.draws import uniform
from sim.engine.jit import jit
from sim.inspections import purposes
from sim.inspections.rules import believed, credit_tier, remembered, seriousness, violation_probability

YEAR = 365.25 * DAY

KEPT = 0
MINOR = 1
SERIOUS = 2


@jit
def draw(world, enterprise, serial, purpose, subject, occurrence):
    """The uniform number of an enterprise for a purpose of inspections."""
    control = world.control[0]
    return uniform(
        control.seed0, control.seed1, world.enterprises[enterprise].key, serial, purpose, subject, occurrence
    )


@jit
def found_lately(history):
    """How many of the last three visits found something."""
    return (history & 1) + (history >> 1 & 1) + (history >> 2 & 1)


@jit
def recorded_tier(world, enterprise):
    """The credit tier that the record puts an enterprise in."""
    return credit_tier(
        found_lately(world.conduct[enterprise].history), world.enterprises[enterprise].credit_mark
    )


@jit
def believed_rate(world, enterprise):
    """Checks a year that an enterprise expects, from its own visits and its neighbours'."""
    control, inspecting, row = world.control[0], world.inspecting[0], world.conduct[enterprise]
    street = world.neighbourhoods[row.neighbourhood]
    own = remembered(row.watched, control.now - row.watched_at, inspecting.memory)
    theirs = remembered(street.watched, control.now - street.watched_at, inspecting.memory)
    return believed(own, theirs, inspecting.neighbours)


@jit
def reconsider(world, enterprise):
    """An enterprise thinks again about what keeping the rules is worth to it, in every area."""
    row, sector = world.conduct[enterprise], world.enterprises[enterprise].sector
    inclination = world.enterprises[enterprise].compliance
    rate = believed_rate(world, enterprise)
    severity = believed(
        row.severity, world.neighbourhoods[row.neighbourhood].severity, world.inspecting[0].neighbours
    )
    for area in range(world.inspecting[0].areas):
        penalty = rate * severity / world.inspecting[0].usual_severity * world.areas[area].deterrence
        world.risk[enterprise, area] = violation_probability(world.odds[area, sector], inclination, penalty)


@jit
def reconsider_all(world):
    """The round of a quarter: everybody thinks again."""
    for enterprise in range(len(world.conduct)):
        if world.enterprises[enterprise].trading:
            reconsider(world, enterprise)


@jit
def spell_of(world, enterprise, area):
    """Number of the spell that an enterprise is in."""
    return int((world.control[0].now / DAY + world.conduct[enterprise].offset) / world.areas[area].spell)


@jit
def state_of(world, enterprise, area):
    """KEPT, MINOR or SERIOUS: how an enterprise stands to the rules of an area now."""
    probability = world.risk[enterprise, area]
    if probability <= 0.0:
        return KEPT
    u = draw(world, enterprise, spell_of(world, enterprise, area), purposes.STATE, area, 0)
    if u >= probability or world.control[0].now < world.corrected[enterprise, area]:
        return KEPT
    return SERIOUS if u < probability * seriousness(world.areas[area].serious, probability) else MINOR


@jit
def correct(world, enterprise, area):
    """The violation is put right, and stays so for a while."""
    world.corrected[enterprise, area] = world.control[0].now + world.inspecting[0].lasts


@jit
def look_around(world, states):
    """How everybody stands to the rules of every area now; ``states`` (enterprises, areas) keeps what it holds where
    rules do not concern an enterprise, or it does not operate."""
    for enterprise in range(len(world.conduct)):
        firm = world.enterprises[enterprise]
        if firm.trading:
            for area in range(world.inspecting[0].areas):
                if world.odds[area, firm.sector] > 0.0:
                    states[enterprise, area] = state_of(world, enterprise, area)


@jit
def note_tiers(world):
    """Write down the recorded risk of every enterprise, to compare groups by it later."""
    for enterprise in range(len(world.conduct)):
        world.conduct[enterprise].tier_then = recorded_tier(world, enterprise)


@jit
def first_histories(world):
    """What the last three visits before the first day would have found, by today's probabilities."""
    for enterprise in range(len(world.conduct)):
        sector = world.enterprises[enterprise].sector
        visits, finds = 0.0, 0.0
        for body in range(len(world.bodies)):
            row = world.bodies[body]
            visits += world.coverage[body, sector]
            finds += world.coverage[body, sector] * row.detection * world.risk[enterprise, row.area]
        if visits <= 0.0:
            continue
        for number in range(3):
            if draw(world, enterprise, number, purposes.FIRST_HISTORY, 0, 0) < finds / visits:
                world.conduct[enterprise].history |= 1 << number


@jit
def learn_of_visit(world, enterprise, checks):
    """A visit is remembered by the enterprise and by its neighbours; each list checked counts."""
    control, inspecting, row = world.control[0], world.inspecting[0], world.conduct[enterprise]
    street = world.neighbourhoods[row.neighbourhood]
    gain = checks * YEAR / inspecting.memory
    row.watched = remembered(row.watched, control.now - row.watched_at, inspecting.memory) + gain
    row.watched_at = control.now
    street.watched = (
        remembered(street.watched, control.now - street.watched_at, inspecting.memory) + gain / street.members
    )
    street.watched_at = control.now
