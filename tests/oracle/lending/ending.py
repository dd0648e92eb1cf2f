"""Loans in default, called, reorganised, written off (docs/lending.md, section 11), and who shares the loss (14)."""

import math

from sim.lending import tables

from .books import Loan

LONGEST_AFTER_REORGANISATION = 24


class Ending:
    """What happens to the loans of enterprises that cannot or need not pay."""

    def __init__(self, lending):
        self.lending = lending

    # ------------------------------------------------------------------------------------- default

    def default(self, loan: Loan) -> None:
        """A loan becomes non-performing: the enterprise is marked, the guarantor pays its share."""
        if loan.in_default:
            return
        lending, bank = self.lending, self.lending.banks[loan.bank]
        loan.state, loan.defaulted = tables.DEFAULTED, lending.now
        bank.seen += 1.0
        bank.bad += loan.principal
        lending.mark(lending.firms[loan.enterprise])
        if loan.cover > 0.0:
            self._guarantor_pays(loan)

    def _guarantor_pays(self, loan: Loan) -> None:
        lending, firm = self.lending, self.lending.firms[loan.enterprise]
        paid = float(math.floor(min(loan.cover * loan.principal, lending.guarantor.money)))
        lending.guarantor.guaranteed -= loan.cover * loan.principal
        loan.cover = 0.0
        loan.guaranteed_paid += paid
        lending.guarantor.money -= paid
        lending.banks[loan.bank].money += paid
        lending.economy.ledger.transfer("guarantee_paid", paid)
        lending.economy.ledger.claim("loans", "repaid", paid)
        lending.money.change_principal(loan, -paid)
        share = float(lending.credit.compensation_guarantor) if self._fund_is_for(firm) else 0.0
        compensation = float(math.floor(min(share * paid, lending.fund)))
        lending.fund -= compensation
        lending.guarantor.money += compensation
        lending.economy.ledger.transfer("compensation_guarantor", compensation)

    def _fund_is_for(self, firm) -> bool:
        return bool(self.lending.world.aided[0, self.lending.size_of(firm)] > 0.0)

    # ------------------------------------------------------------------------------------- writing off

    def sell_security(self, loan: Loan) -> None:
        """Security is sold for ``[recovery * principal]``, which the bank receives."""
        lending, firm = self.lending, self.lending.firms[loan.enterprise]
        amount = float(math.floor(loan.recovery * loan.principal))
        if amount <= 0.0:
            return
        lending.economy.ledger.receive(firm, "assets_sold", amount)
        lending.money.recover(loan, amount)
        if loan.security == tables.PROPERTY:
            firm.property = max(firm.property - amount, 0.0)
        elif loan.security == tables.IP:
            firm.ip = max(firm.ip - amount, 0.0)

    def write_off(self, loan: Loan) -> None:
        """What is left is lost; the fund makes part of it good for loans without security."""
        lending, firm, lost = self.lending, self.lending.firms[loan.enterprise], loan.principal
        lending.money.cancel(loan, lost)
        if loan.security == tables.UNSECURED and self._fund_is_for(firm):
            share = float(lending.credit.compensation_bank)
            compensation = float(math.floor(min(share * lost, lending.fund)))
            bank = lending.banks[loan.bank]
            lending.fund -= compensation
            bank.money += compensation
            bank.earned += compensation
            lending.economy.ledger.transfer("compensation_bank", compensation)
        lending.money.close(loan, tables.WRITTEN_OFF)

    # ------------------------------------------------------------------- what lives of enterprises bring

    def _latest_first(self, firm) -> list[Loan]:
        return self.lending.loans_of(firm)[::-1]

    def reorganise(self, firm) -> None:
        """The share ``haircut`` is lost, the rest performs and has at least 24 months to go."""
        lending = self.lending
        haircut = float(lending.world.economy[0].haircut)
        for loan in self._latest_first(firm):
            lending.banks[loan.bank].bad -= loan.principal if loan.in_default else 0.0
            loan.state, loan.overdue, loan.arrears, loan.behind = tables.PERFORMING, 0, 0.0, 0.0
            loan.months = max(loan.months, LONGEST_AFTER_REORGANISATION)
            lending.money.cancel(loan, float(math.floor(haircut * loan.principal)))
            if loan.principal <= 0.0:
                lending.money.close(loan, tables.REPAID)

    def call(self, firm) -> None:
        """An enterprise stops: loans are repaid from cash beyond its other debts, the rest is due; then bridging."""
        lending = self.lending
        for loan in self._latest_first(firm):
            lending.money.repay(loan, min(loan.principal, self._beyond_other_debts(firm)))
            if loan.alive:
                loan.months = min(loan.months, 0)
        lending.money.repay_bridge(firm, self._beyond_other_debts(firm))

    @staticmethod
    def _beyond_other_debts(firm) -> float:
        debts = firm.bills + firm.utility_bills + firm.taxes_owed + firm.payable
        return max(firm.cash - debts, 0.0)

    def wind_up(self, firm) -> None:
        """The end: default, guarantor, security, what is left of cash in proportion, bridging money, write-off."""
        lending, loans = self.lending, self._latest_first(firm)
        for loan in loans:
            self.default(loan)
            self.sell_security(loan)
        share = min(firm.cash / firm.debt, 1.0) if firm.debt > 0.0 else 0.0
        for loan in loans:
            lending.money.recover(loan, float(math.floor(share * loan.principal)))
            self.write_off(loan)
        lending.money.repay_bridge(firm)
        if firm.bridge > 0.0:
            lending.economy.ledger.claim("bridging", "cancelled", firm.bridge)
            firm.bridge = 0.0
