"""What an experiment tells about itself while it runs."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Somebody who watches: the terminal, a notebook, a web page. Calls come from the starting process."""

    def study(self, name: str) -> None:
        """Work on this one of several studies begins."""

    def compiling(self) -> None:
        """The simulation is being compiled, which happens once for each version of its sources."""

    def batch(self, finished: int, target: int, at_most: int) -> None:
        """``finished`` of ``target`` replications are there; up to ``at_most`` if precision asks for them."""

    def finished(self, finished: int, target: int) -> None:
        """One more replication is done."""


class Silent:
    """Nobody watches."""

    def study(self, name: str) -> None:
        pass

    def compiling(self) -> None:
        pass

    def batch(self, finished: int, target: int, at_most: int) -> None:
        pass

    def finished(self, finished: int, target: int) -> None:
        pass
