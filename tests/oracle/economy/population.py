"""The first day: who enterprises are, and what they own and owe (docs/economy.md, sections 4 and 5)."""

import math

from sim.economy.tables import IDLE, NOT_YET, TRADING
from tests.oracle.economy.customers import Market
from tests.oracle.economy.purposes import (
    CASH,
    FIRST_SHOCK,
    IS_IDLE,
    MARGIN,
    STAFF,
    STANDING,
    STATE_PREMISES,
    TRAITS,
)
from tests.oracle.economy.revenue import rationed_offers

FIRST_FOUNDER = 2**31
"""Keys from here on are those of founders (docs/model.md, section 4)."""
COLUMNS = (
    "status",
    "staff",
    "capacity",
    "standing",
    "margin",
    "shock",
    "state_premises",
    "cash",
    "bond",
    "customer",
    "revenue",
    "government_owes",
    "receivable",
    "payable",
)
"""What is drawn or follows here; all else begins at nothing, or is lending's."""


def populate(economy) -> None:
    """Draw all firms of an economy anew, over what the engine has drawn."""
    for firm in economy.firms:
        firm.suppliers.clear()
        firm.customer, firm.receivable, firm.payable = -1, 0.0, 0.0
        _draw(economy, firm)
    market = Market(economy)
    for firm in economy.trading():
        market.look_for_customer(firm, 0)
    _debts(economy)


def _draw(economy, firm) -> None:
    """Section 4."""
    rules, sector, size = economy.rules, economy.rules.sector(firm), economy.rules.size(firm)
    traits = [economy.word(firm, TRAITS, subject, 0) for subject in range(FIRST_SHOCK + 1)]
    drawn = economy.town.quantile(size.staff, traits[STAFF])
    firm.staff = min(max(drawn, 0.0), size.most_staff)
    firm.capacity = firm.staff * sector.productivity * size.productivity
    firm.standing = economy.normal(traits[STANDING])
    quality = rules.economy.margin_spread * economy.normal(traits[MARGIN])
    margin = sector.margin + quality + rules.economy.standing_worth * firm.standing
    firm.margin = min(margin, rules.most_margin(firm))
    variance = sector.volatility**2 / (1.0 - min(rules.economy.persistence, 0.99) ** 2)
    firm.shock = math.sqrt(variance) * economy.normal(traits[FIRST_SHOCK]) - variance / 2.0
    firm.state_premises = int(traits[STATE_PREMISES] < rules.economy.state_premises)
    firm.cash = firm.bond = firm.revenue = firm.government_owes = 0.0
    if firm.key >= FIRST_FOUNDER:
        firm.status = NOT_YET
    elif traits[IS_IDLE] < rules.economy.idle:
        firm.status = IDLE
        firm.staff = firm.capacity = 0.0
    else:
        firm.status = TRADING
        months = max(economy.town.quantile(size.cash, traits[CASH]), 0.0)
        firm.cash = float(math.floor(months * economy.fixed_cost(firm)))
        firm.bond = float(math.floor(rules.usual_bond(firm) * rules.economy.bonds_in_cash))


def _debts(economy) -> None:
    """What is usually owed by government and to suppliers (section 5, step 3)."""
    rules, purchases = economy.rules, {}
    for firm in economy.trading():
        sector = rules.sector(firm)
        firm.revenue = float(math.floor(firm.capacity * sector.demand))
        firm.materials = math.floor(rules.material_share(firm) * firm.revenue)
        purchases[firm.row] = float(math.floor(sector.government * firm.revenue))
        firm.government_owes = float(math.floor(rules.economy.late * sector.government * firm.revenue))
    for row, (_, ration) in rationed_offers(economy, purchases).items():
        supplier = economy.firms[row]
        sector = rules.sector(supplier)
        invoice = min(sector.chain, 1.0 - sector.government) * supplier.revenue * ration
        supplier.receivable = float(math.floor(rules.economy.term * invoice))
        economy.firms[supplier.customer].payable += supplier.receivable
