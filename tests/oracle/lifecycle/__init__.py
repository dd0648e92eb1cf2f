"""The oracle's reading of docs/economy.md, sections 12 to 18: how enterprises begin, stop, fail, grow and end."""

from tests.oracle.lifecycle.lifecycle import Lifecycle

__all__ = ["Lifecycle"]
