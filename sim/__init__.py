"""Wutong simulates a region's business environment: enterprises, departments, and the reforms between them.

Start with ``sim.load``, ``sim.run`` and ``sim.compare`` (see ``sim.api``). They are imported when
first used, so that the command line starts fast.
"""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["accounts", "compare", "frontier", "load", "run", "validate"]


def __getattr__(name: str):
    if name in __all__:
        from sim import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
