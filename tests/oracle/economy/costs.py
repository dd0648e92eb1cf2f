"""Costs of a month, paid as far as cash goes, and bills of earlier months (docs/economy.md, section 8)."""

import math

from sim.economy.tables import DORMANT, GONE, INSOLVENT, NOT_YET, TRADING


def pay_bills(economy) -> None:
    """Step 3 of a month's end."""
    for firm in economy.firms:
        if firm.status == TRADING:
            _trading(economy, firm)
        elif firm.status == DORMANT:
            _dormant(economy, firm)
        if firm.status not in (NOT_YET, GONE, INSOLVENT):
            economy.ledger.repay(firm, "utility_bills", "arrears_paid")
            economy.ledger.repay(firm, "bills", "arrears_paid")


def _trading(economy, firm) -> None:
    rules, sector, share, ledger = economy.rules, economy.rules.sector(firm), economy.month_share, economy.ledger
    wages = math.floor(firm.staff * rules.pay(firm) * share)
    social = math.floor(rules.economy.social * wages) if rules.company(firm) else 0
    utilities = math.floor(sector.utilities * firm.capacity * share)
    rent = math.floor(rent_of(economy, firm) * share)
    ledger.settle(firm, "wages", wages, "bills")
    ledger.settle(firm, "social_insurance", social, "taxes_owed")
    economy.count_taxes(firm, social)
    ledger.settle(firm, "materials", firm.materials - firm.bought, "bills")
    ledger.settle(firm, "utilities", utilities, "utility_bills")
    _pay_rent(economy, firm, rent)
    firm.profit = float(firm.revenue - wages - social - firm.materials - utilities - rent)


def _dormant(economy, firm) -> None:
    rules, sector, share, ledger = economy.rules, economy.rules.sector(firm), economy.month_share, economy.ledger
    kept = rules.economy.dormant_cost
    wages = math.floor(kept * economy.staff_needed(firm) * rules.pay(firm) * share)
    utilities = math.floor(kept * sector.utilities * firm.capacity * share)
    rent = math.floor(kept * rent_of(economy, firm) * share)
    ledger.settle(firm, "wages", wages, "bills")
    ledger.settle(firm, "utilities", utilities, "utility_bills")
    _pay_rent(economy, firm, rent)
    firm.profit = float(-wages - utilities - rent)


def rent_of(economy, firm) -> float:
    """Rent of a whole month: small ones in state premises are let off part of it."""
    rent = economy.rules.sector(firm).rent * firm.capacity
    if firm.state_premises and economy.small(firm):
        rent *= 1.0 - economy.rules.economy.rent_relief
    return rent


def _pay_rent(economy, firm, rent: float) -> None:
    if firm.state_premises:
        economy.ledger.settle(firm, "state_rent", rent, "taxes_owed")
    else:
        economy.ledger.settle(firm, "rent", rent, "bills")
