"""Revenue, orders, rations and sales (docs/economy.md, section 7)."""

import math
from datetime import date, timedelta

from sim.economy.tables import GONE, NOT_YET, TRADING
from tests.oracle.economy.purposes import MONTH

CREDIT_SHARE = 0.8
"""Share of its materials that a customer takes on credit at most."""


def earn(economy) -> None:
    """Step 2 of a month's end."""
    for firm in economy.firms:
        firm.invoiced = firm.bought = 0.0
        if firm.status == TRADING:
            _revenue(economy, firm)
        else:
            firm.revenue = firm.materials = 0.0
    shifts = _reserved_purchases(economy)
    purchases = {}
    for firm in economy.trading():
        purchases[firm.row] = _government_buys(economy, firm, shifts.get((firm.sector, economy.small(firm)), 0.0))
    for firm in economy.trading():
        firm.materials = math.floor(economy.rules.material_share(firm) * firm.revenue)
    rationed = rationed_offers(economy, purchases)
    for firm in economy.firms:
        if firm.status not in (NOT_YET, GONE):
            _government_pays(economy, firm, purchases.get(firm.row, 0.0))
    for firm in economy.trading():
        offer, ration = rationed.get(firm.row, (0.0, 1.0))
        invoice = float(math.floor(ration * offer))
        economy.ledger.receive(firm, "sales_outside", firm.revenue - purchases[firm.row] - invoice)
        if invoice:
            _invoice(economy, firm, invoice)


def _revenue(economy, firm) -> None:
    rules, sector = economy.rules, economy.rules.sector(firm)
    persistence, volatility = rules.economy.persistence, sector.volatility
    luck = economy.normal(economy.word(firm, MONTH, 0))
    firm.shock = persistence * firm.shock + volatility * luck - volatility**2 / (2.0 * (1.0 + persistence))
    lost = 0.0
    if firm.utility_bills > 0.0 and firm.utility_bills > rules.economy.grace * sector.utilities * firm.capacity:
        lost = rules.economy.cut_off
        economy.count("cut_off")
    usual = firm.capacity * economy.season[firm.sector] * economy.demand[firm.sector]
    firm.revenue = float(math.floor(usual * math.exp(firm.shock) * (1.0 - lost) * economy.month_share))


def _reserved_purchases(economy) -> dict[tuple[int, bool], float]:
    """By sector and whether small: how much more of its revenue is bought by government."""
    sales: dict[tuple[int, bool], float] = {}
    for firm in economy.trading():
        cell = firm.sector, economy.small(firm)
        sales[cell] = sales.get(cell, 0.0) + firm.revenue
    shifts = {}
    for number, sector in enumerate(economy.rules.sectors):
        small, large = sales.get((number, True), 0.0), sales.get((number, False), 0.0)
        reserved = economy.rules.economy.reserved * sector.government
        if reserved != 0.0 and small != 0.0:
            shifts[number, True], shifts[number, False] = reserved * large / small, -reserved
    return shifts


def _government_buys(economy, firm, shift: float) -> float:
    """Revenue moves by the shift; what government buys of it."""
    firm.revenue = float(math.floor(firm.revenue * (1.0 + shift)))
    if 1.0 + shift <= 0.0:
        return 0.0
    share = economy.rules.sector(firm).government
    return float(math.floor(firm.revenue * (share + shift) / (1.0 + shift)))


def _government_pays(economy, firm, purchase: float) -> None:
    """It owes at once, and pays late."""
    rules, ledger = economy.rules.economy, economy.ledger
    before = firm.government_owes
    firm.government_owes += purchase
    ledger.claim("government_arrears", "new", purchase)
    part = economy.month_share / (1.0 + rules.late)
    paid = math.floor(part * firm.government_owes + rules.cleared * (1.0 - part) * before)
    paid = float(min(paid, firm.government_owes))
    firm.government_owes -= paid
    ledger.receive(firm, "sales_government", paid)
    ledger.claim("government_arrears", "repaid", paid)


def rationed_offers(economy, purchases) -> dict[int, tuple[float, float]]:
    """By supplier: what it would like to sell to its customer, and the share of it that the customer takes."""
    rationed = {}
    for customer in economy.trading():
        offers = {}
        for supplier in customer.suppliers:
            if supplier.status == TRADING:
                wish = float(math.floor(economy.rules.sector(supplier).chain * supplier.revenue))
                offers[supplier.row] = min(wish, supplier.revenue - purchases[supplier.row])
        most, offered = CREDIT_SHARE * customer.materials, sum(offers.values())
        ration = most / offered if offered > most else 1.0
        for row, offer in offers.items():
            rationed[row] = offer, ration
    return rationed


def _invoice(economy, supplier, amount: float) -> None:
    customer = economy.firms[supplier.customer]
    supplier.invoiced = amount
    supplier.receivable += amount
    customer.payable += amount
    customer.bought += amount
    economy.ledger.claim("trade_credit", "new", amount)


def demand_under_shocks(tree, sector: str, first: date, after: date) -> float:
    """Product over shocks, each by the share of the month's days on which it holds."""
    product, days = 1.0, (after - first).days
    for shock in tree["economy"]["shocks"]:
        begins, ends = (_day(shock[name]) for name in ("from", "until"))
        held = sum(begins <= first + timedelta(days=number) < ends for number in range(days))
        product *= 1.0 + held / days * (shock["demand"].get(sector, 1.0) - 1.0)
    return product


def _day(value) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
