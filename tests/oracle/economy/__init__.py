"""The oracle's reading of docs/economy.md: accounts, the month's end, government's books."""

from tests.oracle.economy.economy import Economy

__all__ = ["Economy"]
