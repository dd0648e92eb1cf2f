"""Try a mutated program on some worlds: ``python -m tests.mutation.attempt FILE NUMBER …`` (numbers of worlds).

Leaves with 1 and one sentence as soon as engine and oracle differ, or the engine breaks; with 0 if they never do.
"""

import pickle
import signal
import sys
from pathlib import Path

from tests.oracle.compare import compare


def _hangs(number, frame):
    raise TimeoutError("it does not end")


def main() -> int:
    """1 if some world shows a difference."""
    worlds = pickle.loads(Path(sys.argv[1]).read_bytes())
    signal.signal(signal.SIGVTALRM, _hangs)
    for number in map(int, sys.argv[2:]):
        scenario = worlds[number].scenario
        signal.setitimer(signal.ITIMER_VIRTUAL, 30.0 + 5.0 * worlds[number].seconds)  # of the processor's time
        try:
            result = compare(scenario.study.region, scenario.seed, **scenario.options())
        except Exception as error:
            print(f"world {number}: {type(error).__name__}: {error}")
            return 1
        if result.differences:
            print(f"world {number}: {result.differences[0].sentence}")
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
