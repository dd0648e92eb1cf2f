"""How long a person waits: for the help text, and for the first simulated event of a run.

Both are started as new processes. A first start of each is thrown away: it compiles, and warms the disk.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from time import perf_counter

from .noise import spread
from .process import call_wutong, child, wutong

REGION = "changchun"


def measure(rounds: int, say: Callable[[str], None]) -> dict:
    """Seconds until the help has been printed and until the first event of a run, over the rounds."""
    help_seconds, event_seconds = [], []
    for number in range(rounds + 1):
        times = _help(), _first_event()
        if number == 0:
            continue
        help_seconds.append(times[0])
        event_seconds.append(times[1])
        say(f"startup, round {number} of {rounds}: help {times[0]:.2f} s, first event {times[1]:.2f} s")
    return {"rounds": rounds, "help": spread(help_seconds), "first_event": spread(event_seconds)}


def _help() -> float:
    started = perf_counter()
    subprocess.run([wutong(), "--help"], check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - started


def _first_event() -> float:
    """Seconds from starting the process to the first event; all processes share the clock of perf_counter."""
    with tempfile.TemporaryDirectory() as folder:
        started = perf_counter()
        return child(__name__, "run", REGION, "--days", 1, "--out", folder)["first_event_at"] - started


def main() -> None:
    """Run `wutong` with the words given, and print when its first events had happened.

    The clock is read when the engine comes back with events done for the first time, a simulated day at most:
    before that, the compiled code may still have to be loaded, and that is part of the wait.
    """
    from sim.region import Region

    moments = []
    advance_to = Region.advance_to

    def watched(region: Region, minutes: float) -> None:
        advance_to(region, minutes)
        if not moments and region.events:
            moments.append(perf_counter())

    Region.advance_to = watched
    try:
        call_wutong(sys.argv[1:])
    except SystemExit as end:  # a command line ends its process, with or without success
        if end.code:
            raise
    print(json.dumps({"first_event_at": moments[0]}))


if __name__ == "__main__":
    main()
