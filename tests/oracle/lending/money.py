"""Paying out, repaying, bridging (docs/lending.md, sections 8 and 12)."""

import math

from sim.economy.tables import FUNDED, PERMITTED
from sim.lending import tables
from tests.oracle.clock import DAY

from .books import MONTH, Loan

PLEDGES = {tables.PROPERTY: "pledged", tables.RECEIVABLES: "assigned", tables.IP: "ip_pledged"}


class Money:
    """Every yuan that lending moves between an enterprise, its banks, the guarantor and who bridges."""

    def __init__(self, lending):
        self.lending = lending

    @property
    def ledger(self):
        """The ledger of the economy."""
        return self.lending.economy.ledger

    # ---------------------------------------------------------------------------------- commitments

    def commit(self, request) -> None:
        """A bank has granted a request: nobody else gets this money."""
        self.lending.banks[request.bank].committed += request.amount
        self.lending.guarantor.guaranteed += request.cover * request.amount

    def release(self, request) -> None:
        """The commitment ends."""
        self.lending.banks[request.bank].committed -= request.amount
        self.lending.guarantor.guaranteed -= request.cover * request.amount

    # --------------------------------------------------------------------------------------- payout

    def pay_out(self, request) -> Loan:
        """The steps of section 8, in their order."""
        lending, firm = self.lending, self.lending.firms[request.enterprise]
        self.release(request)
        loan = self._write_down(request, firm)
        self.ledger.receive(firm, "lent", loan.granted)
        lending.banks[loan.bank].money -= loan.granted
        if request.renews:
            self._replace(request, firm)
        self._fees(request, loan, firm)
        if request.reason == tables.INVESTMENT and firm.project == PERMITTED:
            firm.project = FUNDED
        return loan

    def _write_down(self, request, firm) -> Loan:
        lending, row = self.lending, self.lending.world.products[request.product]
        recovery = float(row.recovery)
        if request.online:
            recovery += float(row.online_recovery) * max(float(lending.credit.loss) - recovery, 0.0)
        months = int(row.months)
        loan = Loan(
            number=len(lending.loans),
            enterprise=request.enterprise,
            bank=request.bank,
            product=request.product,
            schedule=int(row.schedule),
            small=lending.economy.small(firm),
            granted=request.amount,
            principal=0.0,
            rate=request.rate,
            pd=request.pd,
            cover=request.cover,
            recovery=recovery,
            months=months,
            begun=lending.now,
            matures=lending.now + months * MONTH,
            request=request.number,
            serial=request.serial,
            security=int(row.security),
        )
        lending.add_loan(loan)
        self.change_principal(loan, request.amount)
        self.ledger.claim("loans", "new", request.amount)
        return loan

    def _replace(self, request, firm) -> None:
        """The new loan repays the old one, or the bridging money that has repaid it."""
        old = request.renews
        if old.alive and old.principal > 0.0:
            self.repay(old, min(old.principal, firm.cash))
        elif firm.bridge > 0.0 and firm.bridged_for == request.number:
            self.pay_for_bridge(firm)
            self.repay_bridge(firm)

    def _fees(self, request, loan, firm) -> None:
        """Fees of bank and guarantor, as far as cash goes."""
        lending, row = self.lending, self.lending.world.products[loan.product]
        share = float(row.fee) * (float(row.online_fee) if request.online else 1.0)
        paid = self.ledger.pay_what_is_there(firm, "loan_fees", float(math.floor(share * loan.granted)))
        bank = lending.banks[loan.bank]
        bank.money += paid
        bank.earned += paid
        loan.fees = paid
        if loan.cover > 0.0:
            fee = float(lending.credit.guarantee_fee) * loan.cover * loan.granted * int(row.months) / 12.0
            paid = self.ledger.pay_what_is_there(firm, "guarantee_fees", float(math.floor(fee)))
            lending.guarantor.money += paid
            loan.fees += paid

    # ------------------------------------------------------------------------------------ principal

    def change_principal(self, loan: Loan, change: float) -> None:
        """Principal grows or shrinks, and with it what the enterprise owes, what is pledged, what is guaranteed."""
        lending, firm, bank = self.lending, self.lending.firms[loan.enterprise], self.lending.banks[loan.bank]
        loan.principal += change
        firm.debt += change
        bank.loans += change
        bank.small += change if loan.small else 0.0
        bank.bad += change if loan.in_default else 0.0
        lending.guarantor.guaranteed += loan.cover * change
        if loan.security in PLEDGES:
            column = PLEDGES[loan.security]
            setattr(firm, column, getattr(firm, column) + change)

    def repay(self, loan: Loan, amount: float) -> None:
        """The enterprise repays so much of a loan; whoever repays all of it is done with it."""
        self._bring_in(loan, "repaid", amount)
        if loan.principal <= 0.0:
            self.close(loan, tables.REPAID)

    def recover(self, loan: Loan, amount: float) -> None:
        """So much of a loan in default is brought in."""
        self._bring_in(loan, "recovered", amount)

    def _bring_in(self, loan: Loan, kind: str, amount: float) -> None:
        if amount > 0.0:
            self.ledger.pay(self.lending.firms[loan.enterprise], kind, amount)
            self.lending.banks[loan.bank].money += amount
            self.change_principal(loan, -amount)
            self.ledger.claim("loans", "repaid", amount)

    def cancel(self, loan: Loan, amount: float) -> None:
        """The bank loses so much of a loan; what was overdue is forgotten."""
        self.change_principal(loan, -amount)
        self.ledger.claim("loans", "cancelled", amount)
        self.lending.banks[loan.bank].lost += amount
        loan.written_off += amount
        loan.arrears = loan.behind = 0.0

    def close(self, loan: Loan, state: int) -> None:
        """A loan of which nothing is left; interest overdue is asked for no more."""
        loan.state = state

    # ------------------------------------------------------------------------------- bridging money

    def bridge(self, loan: Loan, firm) -> None:
        """Bridging money for all of a loan that is being renewed."""
        request = self.lending.requests[loan.renewing]
        self._lend_bridging(firm, loan.principal)
        firm.bridge_since, firm.bridged_for = self.lending.now, request.number
        request.bridged += loan.principal

    def _lend_bridging(self, firm, amount: float) -> None:
        self.ledger.receive(firm, "bridge_lent", amount)
        self.ledger.claim("bridging", "new", amount)
        firm.bridge += amount

    def pay_for_bridge(self, firm) -> None:
        """``[bridge * amount * days]`` for the time since it was last paid for; what cannot be paid is lent too."""
        lending = self.lending
        days = (lending.now - firm.bridge_since) / DAY
        cost = float(math.floor(float(lending.credit.bridge) * firm.bridge * days))
        self._lend_bridging(firm, max(cost - firm.cash, 0.0))
        self.ledger.pay(firm, "bridge_cost", cost)
        firm.bridge_since = lending.now
        request = lending.requests[firm.bridged_for]
        request.bridge_cost += cost
        request.bridge_days += days

    def repay_bridge(self, firm, most: float = math.inf) -> None:
        """Bridging money is repaid as far as cash goes."""
        amount = self.ledger.pay_what_is_there(firm, "bridge_repaid", min(firm.bridge, most))
        firm.bridge -= amount
        self.ledger.claim("bridging", "repaid", amount)
