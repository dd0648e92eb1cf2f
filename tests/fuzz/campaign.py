"""Tens of thousands of damaged files: ``python -m tests.fuzz.campaign --files 20000 --jobs 2``.

A seed decides the file and the damage: ``--first 4711 --files 1`` repeats one. Every broken one is told, with its seed.
"""

from __future__ import annotations

import argparse
import faulthandler
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from random import Random

from tests.fuzz.corpus import Original, originals
from tests.fuzz.mutate import damaged
from tests.fuzz.trial import TO_LOAD, TO_MAKE, Broken, Playground

MEMORY = 6 << 30  # bytes of address space of a process
STUCK = 20 * (TO_LOAD + TO_MAKE)  # seconds after which even compiled code is given up
PIECE = 250


def original_of(seed: int) -> Original:
    """The file that a seed damages: shipped files more often than the many small bad ones."""
    luck = Random(f"file {seed}")
    stray = luck.random() < 0.35
    return luck.choice([one for one in originals() if one.stray == stray])


def run(seeds: range) -> tuple[Counter[str], list[str]]:
    """Try these seeds in this process: counts, and what broke."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    broken = []
    with tempfile.TemporaryDirectory(prefix="wutong-fuzz-") as folder:
        playground = Playground(Path(folder))
        for seed in seeds:
            faulthandler.dump_traceback_later(STUCK, exit=True)
            original = original_of(seed)
            try:
                playground.try_seed(original, seed)
            except Broken as error:
                broken.append(f"seed {seed} ({original.name}): {error}\n{_where(error)}")
        faulthandler.cancel_dump_traceback_later()
    return playground.counts, broken


def _where(error: Broken) -> str:
    cause = error.__cause__
    return "".join(traceback.format_tb(cause.__traceback__)[-4:]) if cause else ""


def campaign(first: int, files: int, jobs: int, seconds: float = float("inf")) -> tuple[Counter[str], list[str]]:
    """Try ``files`` seeds from ``first`` on, in pieces, until the time is over: counts, and what broke."""
    counts, broken, begun = Counter(), [], time.monotonic()
    last = first + files
    pieces = [range(start, min(start + PIECE, last)) for start in range(first, last, PIECE)]
    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        for some, bad in pool.map(run, pieces):
            counts += some
            broken += bad
            print(f"{counts['files']} files, {len(broken)} broken", file=sys.stderr, flush=True)
            for one in bad:
                print(one, file=sys.stderr, flush=True)
            if time.monotonic() - begun > seconds:
                pool.shutdown(cancel_futures=True)
                break
    return counts, broken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print the first damaged file instead of trying it")
    asked = parser.parse_args()
    if asked.show:
        sys.stdout.buffer.write(damaged(original_of(asked.first), Random(asked.first)))
        return 0
    begun = time.monotonic()
    counts, broken = campaign(asked.first, asked.files, asked.jobs)
    print(f"{dict(counts)} in {time.monotonic() - begun:.0f} s; {len(broken)} broken")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
