"""The command: ``python -m tests.mutation``."""

import argparse
import ast
import json
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
TABLE = Path(__file__).with_name("mutations.yaml")
RESULTS = Path(__file__).with_name("results.json")
COPIED = ("agents", "sim", "tests", "scenarios", "pyproject.toml")
MOST_WORLDS, MOST_SECONDS = 150, 1200.0
"""Worlds on which a mutation is tried, and how long that may take at most."""

TESTS = {
    "engine": ["tests/engine/test_clock.py", "tests/engine/test_draws.py", "tests/engine/test_events.py"],
    "approvals": ["tests/region/test_money.py"],
    "inspections": ["tests/inspections/test_rules.py"],
    "economy": ["tests/economy/test_rules.py", "tests/economy/test_trade.py"],
    "lifecycle": ["tests/economy/test_rules.py"],
    "lending": ["tests/lending/test_rules.py"],
}
"""Tests of a part that are quick as plain Python."""


@dataclass
class Mutation:
    """A small breakage; ``old`` stands in ``file`` exactly once."""

    number: int
    file: str
    old: str
    new: str
    breaks: str
    part: str
    equivalent: str = ""

    def lines(self) -> set[tuple[str, int]]:
        """The lines it changes."""
        text = (ROOT / self.file).read_text(encoding="utf-8")
        begin = text[: text.index(self.old)].count("\n") + 1
        ends, changed = self.old.splitlines(), self.new.splitlines()
        ends += [""] * (len(changed) - len(ends))
        changed += [""] * (len(ends) - len(changed))
        return {(self.file, begin + place) for place, (a, b) in enumerate(zip(ends, changed, strict=True)) if a != b}

    def is_everywhere(self) -> bool:
        """Whether it changes no function but a constant, which no world passes and every world may use."""
        tree = ast.parse((ROOT / self.file).read_text(encoding="utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        return not any(one.lineno <= line <= one.end_lineno for one in functions for _, line in self.lines())

    def apply(self, folder: Path) -> None:
        """Break a copy of the program."""
        path = folder / self.file
        text = path.read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise ValueError(
                f"mutation {self.number}: found {text.count(self.old)} times in {self.file}, expected once"
            )
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")


@dataclass
class Verdict:
    """What became of a mutation."""

    mutation: Mutation
    by: str  # "oracle", "tests", "" (survived)
    how: str
    seconds: float
    passed: int  # worlds that pass its lines


def mutations() -> list[Mutation]:
    """The table."""
    return [Mutation(number, **row) for number, row in enumerate(yaml.safe_load(TABLE.read_text(encoding="utf-8")))]


def copy_of(root: Path, folder: Path) -> None:
    """A copy of the program."""
    for name in COPIED:
        source, target = root / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target)


def python(folder: Path, *arguments: str, seconds: float, plain: bool = True) -> tuple[int | None, str]:
    """Run Python in a folder; (its code, None if it hung; the last it said)."""
    environment = os.environ | ({"NUMBA_DISABLE_JIT": "1"} if plain else {}) | {"PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=folder, env=environment, timeout=seconds, capture_output=True, text=True
        )
    except subprocess.TimeoutExpired:
        return None, f"still running after {seconds:.0f} s"
    return done.returncode, (done.stdout.strip() or done.stderr.strip())[-600:]


def attempt(mutation: Mutation, file: Path, worlds: list, tests: bool) -> Verdict:
    """Break a copy of the program and see who notices."""
    begin, lines, everywhere = time.perf_counter(), mutation.lines(), mutation.is_everywhere()
    passing = sorted(
        (world.seconds, number) for number, world in enumerate(worlds) if everywhere or lines & world.lines
    )
    chosen = [str(number) for _, number in passing][:MOST_WORLDS]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_of(ROOT, folder)
        mutation.apply(folder)
        by, how = "", "no world passes it" if not chosen else ""
        if chosen:
            code, said = python(folder, "-m", "tests.mutation.attempt", str(file), *chosen, seconds=MOST_SECONDS)
            if code != 0:
                by, how = "oracle", said
        if not by and tests and not mutation.equivalent:
            command = ("-m", "pytest", "-x", "-q", "-m", "not long", "-p", "no:cacheprovider", *TESTS[mutation.part])
            code, said = python(folder, *command, seconds=MOST_SECONDS)
            if code not in (0, None):
                by, how = "tests", said.splitlines()[-1] if said else ""
    return Verdict(mutation, by, " ".join(how.split()), time.perf_counter() - begin, len(passing))


def prepared(given: str | None, count: int) -> Path:
    """The file of worlds: one given, or drawn anew."""
    if given and Path(given).exists():
        return Path(given).resolve()
    file = Path(given or tempfile.mkstemp(suffix=".worlds")[1]).resolve()
    for arguments, plain in ((("draw", str(file), str(count)), False), (("trace", str(file)), True)):
        code, said = python(ROOT, "-m", "tests.mutation.worlds", *arguments, seconds=3600, plain=plain)
        print(said, flush=True)
        if code:
            raise SystemExit(f"no worlds: {said}")
    return file


def row_of(verdict: Verdict) -> str:
    """A row of the table, in Markdown."""
    one = verdict.mutation
    fate = verdict.by or ("equivalent" if one.equivalent else "**survived**")
    how = verdict.how.replace("|", "/")[:110]
    return f"| {one.number} | {one.file} | {one.breaks} | {fate} | {how} | {verdict.passed} | {verdict.seconds:.0f} |"


def results() -> list[dict]:
    """The last verdict on each mutation that was tried: number, file, breaks, and by what it was caught."""
    return json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else []


def note(verdict: Verdict) -> None:
    """Write a verdict down in place of an earlier one on the same mutation."""
    one = verdict.mutation
    fate = verdict.by or ("equivalent" if one.equivalent else "survived")
    known = {row["number"]: row for row in results()}
    known[one.number] = {"number": one.number, "file": one.file, "breaks": one.breaks, "caught_by": fate}
    rows = (json.dumps(known[number], ensure_ascii=False) for number in sorted(known))
    RESULTS.write_text("[\n" + ",\n".join(rows) + "\n]\n", encoding="utf-8")


HEAD = "| no. | file | breakage | caught by | how | worlds | s |\n| ---: | --- | --- | --- | --- | ---: | ---: |"


def main() -> int:
    """Try all mutations, or some; 1 if one survives that is not said to be equivalent."""
    arguments = _parser().parse_args()
    chosen = [one for one in mutations() if not arguments.part or one.part in arguments.part]
    if arguments.only:
        chosen = [one for one in chosen if one.number in arguments.only]
    if arguments.list:
        for one in chosen:
            print(f"{one.number:4} {one.part:12} {one.file:32} {one.breaks}")
        return 0
    file = prepared(arguments.worlds, arguments.count)
    worlds = pickle.loads(file.read_bytes())
    verdicts = []
    print(HEAD)
    with ThreadPoolExecutor(arguments.jobs) as pool:
        for verdict in pool.map(lambda one: attempt(one, file, worlds, not arguments.oracle_only), chosen):
            verdicts.append(verdict)
            note(verdict)
            print(row_of(verdict), flush=True)
            if arguments.out:
                Path(arguments.out).write_text("\n".join([HEAD, *map(row_of, verdicts), ""]), encoding="utf-8")
    survivors = [one for one in verdicts if not one.by and not one.mutation.equivalent]
    counts = {by: sum(one.by == by for one in verdicts) for by in ("oracle", "tests", "")}
    print(
        f"{len(verdicts)} mutations: {counts['oracle']} caught by the oracle, {counts['tests']} by other tests, "
        f"{counts[''] - len(survivors)} equivalent, {len(survivors)} survived"
    )
    return int(bool(survivors))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.mutation", description=__doc__)
    parser.add_argument("--only", type=int, nargs="+", help="numbers of mutations")
    parser.add_argument("--part", nargs="+", help="parts: engine, approvals, inspections, economy, lifecycle, lending")
    parser.add_argument("--jobs", type=int, default=1, help="mutations tried side by side")
    parser.add_argument("--out", help="write the table here as well (Markdown)")
    parser.add_argument("--worlds", help="file of worlds to use, or to write if it is not there")
    parser.add_argument("--count", type=int, default=20, help="worlds of each part")
    parser.add_argument("--oracle-only", action="store_true", help="leave the other tests out")
    parser.add_argument("--list", action="store_true", help="only name the mutations")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
