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

from . import changchun, compare, jilin, siping, startup
from .aims import aims
from .machine import machine, versions
from .network.race import race
from .picture import draw
from .report import page

HERE = Path(__file__).parent
PICTURE = "results.svg"
ROUNDS = {"network": 7, "changchun": 5, "siping": 5, "jilin": 1, "startup": 5}
FAILURES = (subprocess.CalledProcessError, OSError, ImportError, ValueError)


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
        "rounds": rounds["network"],
        "machine": machine(),
        "versions": versions(),
        "parts": {},
        "failures": {},
    }
    steps: dict[str, Callable[[], dict]] = {
        "network": lambda: race(rounds["network"], seed, 0.2 if quick else 1.0, _say),
        "changchun": lambda: changchun.measure(rounds["changchun"], seed, _say),
        "siping": lambda: siping.measure(rounds["siping"], seed, _say),
        "jilin": lambda: jilin.measure(rounds["jilin"], seed, _say),
        "startup": lambda: startup.measure(rounds["startup"], _say),
        "compare": lambda: compare.measure(_say),
    }
    for part in only:
        try:
            record["parts"][part] = steps[part]()
        except FAILURES as why:
            record["failures"][part] = _reason(why)
            _say(f"{part} failed: {_reason(why)}")
    record["aims"] = [asdict(aim) | {"reached": aim.reached} for aim in aims(record["parts"])]
    return record


def write(record: dict, folder: Path) -> None:
    """Write page, numbers and picture into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    network = record["parts"].get("network")
    if network:
        draw(network, folder / PICTURE)
    numbers = json.dumps(record, indent=2, ensure_ascii=False)
    (folder / "results.json").write_text(numbers + "\n", encoding="utf-8")
    (folder / "RESULTS.md").write_text(page(record, PICTURE if network else None), encoding="utf-8")
    _say(f"written: {folder / 'RESULTS.md'}")


PARTS = ("network", "changchun", "siping", "jilin", "startup", "compare")


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
