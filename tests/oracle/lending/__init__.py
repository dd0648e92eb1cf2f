"""Lending, written from docs/lending.md: requests as SimPy processes, loans month by month, banks that adapt."""

from tests.oracle.lending.lending import Lending

__all__ = ["Lending"]
