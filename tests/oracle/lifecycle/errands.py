"""Errands of a life: conversion, permit, striking off (docs/economy.md, section 16; docs/model.md, section 5)."""

from sim.approvals.tables import CONVERSION, PERMIT, STRIKING_OFF
from sim.economy.tables import CONVERTING, LEAVING, NO_ERRAND
from tests.oracle import agenda
from tests.oracle.clock import DAY, tick
from tests.oracle.economy.economy import MONTH
from tests.oracle.economy.purposes import ERRAND, SIMPLE

WITHIN = 28.0
"""Days within which an errand begins."""
KIND = 2**24
PATIENCE = 6.0
"""Months for which what has come to nothing is left alone."""


class Errands:
    """Sends enterprises on errands."""

    def __init__(self, lifecycle):
        self._lifecycle, self._town = lifecycle, lifecycle.town

    def ask_for_permit(self, firm, opportunity: int) -> None:
        procedure = self._lifecycle.economy.rules.sector(firm).permit
        self._send(firm, procedure, PERMIT, opportunity)

    def convert(self, firm) -> None:
        firm.errand = CONVERTING
        procedure = self._lifecycle.economy.rules.size(firm).conversion
        self._send_on_own(firm, procedure, CONVERSION)

    def leave(self, firm, simple: bool) -> None:
        firm.errand = LEAVING
        rules = self._lifecycle.economy.rules.economy
        self._send_on_own(firm, rules.simple_procedure if simple else rules.procedure, STRIKING_OFF)

    def simple(self, firm) -> bool:
        """Whether it may be struck off by the simple procedure."""
        rules = self._lifecycle.economy.rules.economy
        return rules.simple_procedure >= 0 and self._lifecycle.economy.uniform(firm, SIMPLE) < rules.simple

    def over(self, firm, approved: bool) -> None:
        """A conversion or a striking off has ended."""
        firm.errand = NO_ERRAND
        if not approved:
            firm.errand_after = self._town.now + PATIENCE * MONTH

    def _send_on_own(self, firm, procedure: int, purpose: int) -> None:
        before = firm.errands
        firm.errands += 1
        self._send(firm, procedure, purpose, before)

    def _send(self, firm, procedure: int, purpose: int, before: int) -> None:
        u = self._town.draws.uniform(firm.key, before + KIND * purpose, ERRAND)
        moment = self._town.now + tick(u * WITHIN * DAY)
        self._town.env.process(self._errand(firm, procedure, purpose, before, moment))

    def _errand(self, firm, procedure: int, purpose: int, before: int, moment: float):
        """It begins if the enterprise is still on the register then."""
        yield self._town.env.moment(moment, agenda.ERRAND_BEGINS, 0, self._town.next_errand(), 0)
        if firm.enterprise.active:
            serial = before + KIND * purpose
            self._town.approvals.begin_case(firm.enterprise, procedure, serial, purpose, before)
        elif purpose != PERMIT:
            firm.errand = NO_ERRAND
