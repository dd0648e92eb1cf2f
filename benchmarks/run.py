"""Measure Wutong and its peers on this machine: ``python -m benchmarks.run``.

Writes RESULTS.md, results.json and results.svg beside this file. With ``--only`` it measures some parts, and
prints the page instead, unless ``--out`` names a folder. Exit status 1 if a part failed; a missed aim is a
result, not a failure.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from time import perf_counter

from . import changchun, compare, jilin, oracle, scaling, shares, siping, startup
from .aims import aims
from .machine import machine, versions
from .network.race import race
from .page import page
from .picture import draw
from .toolchain import Unavailable

HERE = Path(__file__).parent
PICTURE = "results.svg"
ROUNDS = {"network": 5, "oracle": 1, "scaling": 2, "changchun": 3, "siping": 3, "jilin": 1, "startup": 3}
FAILURES = (subprocess.CalledProcessError, OSError, ImportError, ValueError, Unavailable)
QUICK_MOST = 300_000  # enterprises
QUICK_SCALE = 0.01


def main() -> None:
    """Measure what was asked for and write it down."""
    options = _options()
    record = measure(options.only, options.seed, options.quick)
    out = options.out or (HERE if options.only == PARTS else None)
    if out:
        write(record, out)
    else:
        print(page(record, None))
    sys.exit(1 if record["failures"] else 0)


def measure(only: tuple[str, ...], seed: int, quick: bool) -> dict:
    """Record of machine, versions and the measured parts; a part that fails is named with its reason."""
    rounds = {part: 1 for part in ROUNDS} if quick else ROUNDS
    record = {
        "date": date.today().isoformat(),
        "seed": seed,
        "machine": machine(),
        "versions": versions(),
        "parts": {},
        "seconds": {},
        "failures": {},
    }
    steps: dict[str, Callable[[], dict]] = {
        "network": lambda: race(rounds["network"], seed, 0.5 if quick else 1.0, _say),
        "oracle": lambda: oracle.measure(rounds["oracle"], seed, QUICK_SCALE if quick else oracle.SCALE, _say),
        "scaling": lambda: scaling.measure(
            rounds["scaling"], seed, QUICK_MOST if quick else max(scaling.POPULATIONS), _say
        ),
        "shares": lambda: shares.measure(seed, quick, _say),
        "changchun": lambda: changchun.measure(rounds["changchun"], seed, _say),
        "siping": lambda: siping.measure(rounds["siping"], seed, _say),
        "jilin": lambda: jilin.measure(rounds["jilin"], seed, quick, _say),
        "startup": lambda: startup.measure(rounds["startup"], _say),
        "compare": lambda: compare.measure(_say),
    }
    for part in only:
        started = perf_counter()
        try:
            record["parts"][part] = steps[part]()
        except FAILURES as why:
            record["failures"][part] = _reason(why)
            _say(f"{part} failed: {_reason(why)}")
        record["seconds"][part] = round(perf_counter() - started, 1)
        _say(f"{part} took {record['seconds'][part]:.0f} s")
    record["aims"] = [asdict(aim) | {"reached": aim.reached} for aim in aims(record["parts"])]
    return record


def write(record: dict, folder: Path) -> None:
    """Write page, numbers and picture into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = "network" in record["parts"]
    if drawn:
        draw(record["parts"], folder / PICTURE)
    numbers = json.dumps(record, indent=2, ensure_ascii=False)
    (folder / "results.json").write_text(numbers + "\n", encoding="utf-8")
    (folder / "RESULTS.md").write_text(page(record, PICTURE if drawn else None), encoding="utf-8")
    _say(f"written: {folder / 'RESULTS.md'}")


PARTS = ("network", "oracle", "scaling", "shares", "changchun", "siping", "jilin", "startup", "compare")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="measure these parts only")
    parser.add_argument("--seed", type=int, default=20220901)
    parser.add_argument("--quick", action="store_true", help="one short round, to see that everything runs")
    parser.add_argument("--out", type=Path, help="folder for the results")
    options = parser.parse_args()
    options.only = tuple(part for part in PARTS if part in options.only)
    return options


def _reason(why: Exception) -> str:
    if isinstance(why, subprocess.CalledProcessError):
        return f"a process ended with status {why.returncode}"
    return str(why)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
