"""Enterprises: how they go about their matters with government.

Each rule is a pure function of plain numbers, so that it can be read aloud and called with a tuple; the engine compiles
them as they stand. ``u`` is always a uniform number in (0, 1) drawn for this enterprise, this matter and this purpose.
"""

import math

MOST_TRIES = 100
"""Nobody tries one matter more often than this. It ends scenarios in which everybody is sent back and nobody gives up,
which would never end where trying takes no time."""


def goes_online(skill, experience, inclination, weight, u):
    """Whether an enterprise applies online where that is possible.

    ``skill`` is its digital skill (0 to 1), ``experience`` how handling online went so far (-1 to 1), ``inclination``
    the share that goes online among the skilled (from skill 0.5 on), ``weight`` how much own experience moves it.
    """
    return u < inclination * min(1.0, 2.0 * skill) + weight * experience


def uses_terminal(skill, u):
    """Whether an enterprise at the hall does it itself at a terminal: the more skilled, the likelier."""
    return u < skill


def asks_for_help(skill, u):
    """Whether an enterprise lets a helper at the hall act for it: the less skilled, the likelier."""
    return u < 1.0 - skill


def joins_queue(waiting, servers):
    """Whether it is worth lining up for voluntary advice: not behind more than two per member of staff."""
    return waiting < 2 * servers


def trip_cost(travel, waiting, servers, service):
    """Minutes that a hall will cost as far as an enterprise can tell: the way there and back, and the line ahead."""
    return 2.0 * travel + waiting * service / max(servers, 1)


def deficiency(per_document, skill_effect, skill, guidance):
    """Probability that one document is deficient.

    ``guidance`` is the share of deficiencies that advice, a helper or an online form have already taken away.
    """
    return min(max(per_document * (1.0 + skill_effect * (0.5 - skill)) * (1.0 - guidance), 0.0), 1.0)


def paperwork_effort(documents, minutes_per_document, skill):
    """Minutes of own work on some documents: half more for the least skilled, half less for the most skilled."""
    return documents * minutes_per_document * (1.5 - skill)


def gives_up(per_return, elapsed, patience, returns, u):
    """Whether an enterprise gives up when an application comes back for the n-th time; twice as likely once its
    patience is over.

    ``elapsed`` and ``patience`` in working days.
    """
    return returns >= MOST_TRIES or u < per_return * (2.0 if elapsed > patience else 1.0)


def applies_again(probability, tries, u):
    """Whether an enterprise that was refused applies for the same item anew, having tried so often."""
    return tries < MOST_TRIES and u < probability


def keeps_promise(compliance, u):
    """Whether an enterprise keeps what it promised under notification and commitment."""
    return u < compliance


def rates(elapsed, statutory, visits, returns, approved, days_weight, visits_weight, returns_weight, u):
    """How an enterprise rates a finished matter, from 1 (bad) to 5 (good).

    Time is judged against what the law allows: ``elapsed`` and ``statutory`` in working days.
    """
    score = 5.0 + (u - 0.5)
    score -= days_weight * elapsed / max(statutory, 1.0)
    score -= visits_weight * visits + returns_weight * returns
    if not approved:
        score -= 2.0
    return int(min(max(math.floor(score + 0.5), 1.0), 5.0))


def complains(rating, share, u):
    """Whether a low rating (1 or 2) becomes a complaint."""
    return rating <= 2 and u < share


def updated(old, new, weight):
    """Exponential smoothing: what one more experience makes of an impression."""
    return old + weight * (new - old)


def violation_probability(odds, inclination, expected_penalty):
    """Probability that an enterprise does not keep the rules of an area (after Becker 1968).

    Keeping them must be worth its cost: ``expected_penalty`` is what a year of violation is expected to cost, in units
    of the yearly cost of compliance; ``inclination`` (0 to 1) is the probability of keeping rules of ordinary ``odds``
    (1) if nobody ever looked.
    """
    if odds <= 0.0:
        return 0.0
    own = min(max(inclination, 0.01), 0.99)
    return odds / (odds + own / (1.0 - own) + expected_penalty)


def seriousness(share, probability):
    """Share of violations that are serious: the surer an enterprise is to violate, the more of them."""
    return min(share * probability, 1.0)


def remembered(rate, elapsed, memory):
    """What is left of the impression of being watched after a time without visits (same unit as ``memory``)."""
    return rate * math.exp(-elapsed / memory)


def believed(own, neighbours, share):
    """Own impression and that of the neighbours, mixed."""
    return (1.0 - share) * own + share * neighbours


def corrects(inclination, eagerness, u):
    """Whether an enterprise that is ordered to put something right does so.

    ``eagerness`` is the share that does among those who do not keep rules of themselves.
    """
    return u < inclination + (1.0 - inclination) * eagerness


def reformed(inclination, gain):
    """Inclination to comply after a compliance reform: the share ``gain`` of what was missing is made good."""
    return inclination + gain * (1.0 - inclination)


def rates_visit(hours, fined, repeated, hours_weight, fine_weight, repeat_weight, u):
    """How an enterprise rates an inspection, from 1 (bad) to 5 (good).

    ``hours`` of business lost, ``fined`` and ``repeated`` (another body was there within thirty days) as 0 or 1.
    """
    score = 5.0 + (u - 0.5) - hours_weight * hours - fine_weight * fined - repeat_weight * repeated
    return int(min(max(math.floor(score + 0.5), 1.0), 5.0))


def cash_gap(cash, fixed, bills, buffer, target):
    """What an enterprise wants to borrow for its daily business, in yuan; nothing unless its cash is short.

    ``fixed`` is a month's fixed cost, ``bills`` what it owes already; with less than ``buffer`` months of fixed cost
    in hand it wants to fill up to ``target``.
    """
    if cash - bills >= buffer * fixed:
        return 0.0
    return target * fixed + bills - cash


def asks_for_loan(believed, reluctance):
    """Whether an enterprise in need asks for a loan: its chances, as it sees them, are worth the trouble to it."""
    return believed >= reluctance


def accepts_price(rate, prime, dearest):
    """Whether an enterprise takes a loan at a rate: at most ``dearest`` above the prime rate."""
    return rate <= prime + dearest


def request_effort(minutes, skill):
    """Minutes of own work on a request for a loan: half more for the least skilled, half less for the most."""
    return minutes * (1.5 - skill)


def renews(cash, principal, fixed, buffer, wanted, u):
    """Whether an enterprise wants a maturing loan renewed: it could not repay it and keep a buffer, or is so inclined.

    ``wanted`` is the share that renews whether or not it must.
    """
    return cash - principal < buffer * fixed or u < wanted


def spare_cash(cash, fixed, months):
    """Cash beyond so many months of fixed cost, in yuan."""
    return max(cash - months * fixed, 0.0)


def next_shock(shock, persistence, volatility, z):
    """The deviation of log revenue from usual, a month on (``z``: a standard normal number).

    The last term keeps mean revenue at usual revenue, however volatile.
    """
    return persistence * shock + volatility * z - volatility * volatility / (2.0 * (1.0 + persistence))


def month_revenue(capacity, season, demand, shock, lost):
    """Revenue of a month in yuan; ``lost`` is the share that an interruption costs."""
    return capacity * season * demand * math.exp(shock) * (1.0 - lost)


def usual_margin(mean, spread, z, worth, standing, most):
    """An enterprise's own margin: that of its sector, luck, and what its standing is worth; ``most`` leaves nothing for
    materials."""
    return min(mean + spread * z + worth * standing, most)


def hired(staff, needed, speed):
    """Staff after a month in which the share ``speed`` of what is missing or too much was hired or laid off."""
    return staff + speed * (needed - staff)


def draws_out(cash, keep, share):
    """What owners take out in a month: a share of the cash beyond what they keep, in yuan."""
    return share * max(cash - keep, 0.0)


def willing_to_pay(due, old, withheld, cleared):
    """What an enterprise is willing to pay its suppliers of what is due, in yuan.

    It holds back the share ``withheld``; of what it holds back of ``old`` debts (due before this month), supervision
    makes it pay the share ``cleared``.
    """
    return (1.0 - withheld) * due + cleared * withheld * old


def months_with_loss(history):
    """How many of the last twelve months, a set of bits, ended with a loss."""
    months, left = 0, int(history)
    while left:
        left &= left - 1
        months += 1
    return months


def stopping_rate(hazard, losses, losing):
    """How often a year an enterprise stops trading: the hazard of its age, more the larger the share of months with a
    loss."""
    return hazard * (1.0 + losses * losing)


def in_difficulty(losing_months, short):
    """Whether an enterprise may plead difficulty: a loss in half of the last year's months, or bills unpaid."""
    return losing_months >= 6 or short > 0


def leaving_rate(rate, days, effort):
    """How often a year an enterprise that has stopped sets about being struck off, if that takes so many days.

    Half as often where it takes ``effort`` days (working days both) as if it took none.
    """
    return rate if days <= 0.0 else rate * effort / (effort + days)


def is_insolvent(short, patience, owes, owns):
    """Whether an enterprise that could not pay for ``short`` months in a row is insolvent: if it owes more than it
    owns."""
    return short > 0 and short >= patience and owes > owns


def happens(rate, years, u):
    """Whether something that happens at a yearly rate happens within some years (or a part of one)."""
    return u < 1.0 - math.exp(-rate * years)


def response(days, usual_days, satisfaction, usual_satisfaction, credit, usual_credit, e_days, e_sat, e_credit, most):
    """How many founders come, relative to the usual: at most ``most`` times as many.

    The shorter starting a business takes, the more satisfied those who trade, the more requests for credit are granted,
    the more come; ``e_...`` are the elasticities. What nothing has been heard of yet (0) draws and deters nobody.
    """
    factor = 1.0
    if days > 0.0 and usual_days > 0.0:
        factor *= (days / usual_days) ** -e_days
    if satisfaction > 0.0 and usual_satisfaction > 0.0:
        factor *= (satisfaction / usual_satisfaction) ** e_sat
    if credit > 0.0 and usual_credit > 0.0:
        factor *= (credit / usual_credit) ** e_credit
    return min(factor, most)


class Enterprise:
    """A view of one enterprise's row."""

    def __init__(self, row, population):
        self._row = row
        self._population = population

    def __getattr__(self, name):
        """Any column of the row; the classes (district, sector, size) by name."""
        if name in CLASSES:
            column, classes = CLASSES[name]
            return list(self._population[classes])[self._row[column]]
        try:
            return self._row[name].item()
        except (ValueError, KeyError):
            raise AttributeError(f"an enterprise has no {name!r}") from None

    def __repr__(self):
        return f"<Enterprise {self.key}: {self.size} {self.sector} in {self.district}>"


CLASSES = {
    "district": ("district", "districts"),
    "sector": ("sector", "sectors"),
    "size": ("size_class", "sizes"),
}


class Enterprises:
    """All enterprises of a region as a sequence of views."""

    def __init__(self, rows, population):
        self._rows = rows
        self._population = population

    def __len__(self):
        return len(self._rows)

    def __getitem__(self, number):
        return Enterprise(self._rows[number], self._population)
