"""Everything that is done with one damaged file, and what must be true of it.

The file takes its original's place in a copy of the library that it belongs to (or stands beside it). Then it is
checked by the command itself, loaded, what extends or names it is loaded, and from what loads a tiny world is made. All
that may come of it is a result or a ScenarioError of clear sentences, soon, with nothing touched.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import warnings
from collections import Counter
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from sim.cli import main
from sim.scenario import (
    Applied,
    Measure,
    Problem,
    Region,
    ScenarioError,
    Study,
    check,
    digest,
    load_measure,
    load_region,
    load_study,
    show,
)
from tests.fuzz.corpus import KINDS, LITTLE, SHIPPED, Original
from tests.fuzz.mutate import damaged
from tests.fuzz.watch import TooLong, at_most, watched

#: Seconds of work that a file may take to be loaded or refused, and that a tiny world may take; for slow machines.
TO_LOAD, TO_MAKE = 10, 30
LONGEST_SENTENCE = 1500
PEOPLE = 40  # enterprises of a tiny world
LOADERS = {"region": load_region, "measure": load_measure, "study": load_study}
#: Who is loaded besides, from the same library, because it extends or names what was damaged.
USERS = {
    SHIPPED: {
        "region": ["changchun", "siping", "jilin_city"],
        "study": ["changchun-quick", "siping-quick", "jilin-quick"],
    },
    LITTLE: {"region": ["small_town", "market_town"], "study": ["small", "curve"]},
}


class Broken(AssertionError):
    """A damaged file did what none may do."""


class Playground:
    """A folder with copies of the libraries, in which files are damaged one after the other."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.counts: Counter[str] = Counter()
        for library in (SHIPPED, LITTLE):
            shutil.copytree(library, self.library(library))
        (folder / "stray").mkdir()
        for study in USERS[SHIPPED]["study"]:  # what is only opened once: libraries, compiled code
            make(load_study(SHIPPED / "studies" / f"{study}.yaml"))

    def library(self, library: Path) -> Path:
        return self.folder / ("shipped" if library == SHIPPED else "little") / "scenarios"

    def try_seed(self, original: Original, seed: int) -> None:
        """Damage a file as the seed says, and try it."""
        luck = Random(seed)
        self.try_file(original, damaged(original, luck), luck)

    def try_file(self, original: Original, content: bytes, luck: Random) -> None:
        """Put a damaged file in its original's place, see what comes of it, and put the original back.

        Raises Broken, with what happened as its cause.
        """
        library = self.library(original.library)
        place = self.folder / "stray" / original.place if original.stray else library / original.place
        before = {name: os.environ.get(name) for name in ("WUTONG_SCENARIOS",)}
        os.environ["WUTONG_SCENARIOS"] = str(library)
        place.write_bytes(content)
        try:
            self._try(original, place, luck)
        finally:
            if original.stray:
                place.unlink()
            else:
                place.write_text(original.text, encoding="utf-8")
            for name, value in before.items():
                os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)

    def _try(self, original: Original, place: Path, luck: Random) -> None:
        readable = [self.library(original.library), self.folder / "stray"]
        self.counts["files"] += 1
        with watched(readable) as seen, warnings.catch_warnings():
            warnings.simplefilter("error", SyntaxWarning)
            found = self._loaded(original, place, luck)
        if seen:
            raise Broken(f"touched what it may not: {'; '.join(seen[:5])}")
        for scenario in found if luck.random() < 0.3 else ():
            self._make(scenario, readable)

    def _loaded(self, original: Original, place: Path, luck: Random) -> list[Region | Measure | Study]:
        """What loads of the file and of those that use it."""
        try:
            with at_most(TO_LOAD):
                found = [self._check_and_load(original, place, luck)]
                users = USERS[original.library]
                if luck.random() < 0.15 and not original.stray:
                    found.append(loaded("region", luck.choice(users["region"])))
                    found.append(loaded("study", luck.choice(users["study"])))
                told(list(filter(None, found)))
        except (Exception, TooLong) as error:
            raise Broken(f"{type(error).__name__} instead of a clear sentence: {error!s:.300}") from error
        return [one for one in found if one is not None]

    def _check_and_load(self, original: Original, place: Path, luck: Random) -> Region | Measure | Study | None:
        """The file as it is checked, by one in five as the command itself, and as loaders take it: all agree."""
        problems = check(place)
        clear(problems)
        errors = [problem for problem in problems if problem.severity == "error"]
        if luck.random() < 0.2:
            listed = ["--provenance"] if original.kind in ("measure", "study") else []  # a layer alone has no such list
            status, said = command("check", str(place), *listed)
            if status != (2 if errors else 0):
                raise Broken(f"wutong check left with {status} over {len(errors)} errors: {said:.300}")
        found = None
        for kind in KINDS if luck.random() < 0.1 or not original.kind else [original.kind]:
            try:
                found = LOADERS[kind](place) or found
                if errors:
                    raise Broken(f"loads as a {kind} what has errors: {errors[0]}")
            except ScenarioError as error:
                clear(error.problems)
                self.counts["refusals"] += 1
        self.counts["loaded" if found else "refused"] += 1
        return found

    def _make(self, scenario: Region | Measure | Study, readable: Iterable[Path]) -> None:
        """A tiny world of what loaded, with its measures written into it."""
        try:
            with watched(readable) as seen, at_most(TO_MAKE), warnings.catch_warnings():
                warnings.simplefilter("ignore", RuntimeWarning)
                make(scenario)
                self.counts["worlds"] += 1
        except ScenarioError as error:
            clear(error.problems)
            self.counts["refused worlds"] += 1
            seen = []
        except (Exception, TooLong) as error:
            name = f"{type(scenario).__name__.lower()} {scenario.name}"
            raise Broken(f"{type(error).__name__} in making a world of the {name}: {error!s:.300}") from error
        if seen:
            raise Broken(f"touched what it may not: {'; '.join(seen[:5])}")


def loaded(kind: str, name: str) -> Any:
    """A scenario of the library; None where it is refused, as what it stands on is damaged."""
    try:
        return LOADERS[kind](name)
    except ScenarioError as error:
        clear(error.problems)
        return None


def clear(problems: Iterable[Problem]) -> None:
    """Every problem is one sentence on one line that can be printed and read."""
    problems = list(problems)
    if not problems and not isinstance(problems, list):
        raise Broken("refused without saying why")
    for problem in problems[:500]:
        said = str(problem)
        if not (problem.file and problem.message and said.isprintable() and len(said) <= LONGEST_SENTENCE):
            raise Broken(f"no clear sentence: {said!r:.400}")
        said.encode("utf-8")


def command(*arguments: str) -> tuple[int, str]:
    """The command in this process: its exit status and what it says on standard error."""
    out, errors = io.StringIO(), io.StringIO()
    try:
        with redirect_stdout(out), redirect_stderr(errors):
            main(list(arguments))
    except SystemExit as left:
        return int(left.code or 0), errors.getvalue()
    raise Broken("the command did not leave")


def told(scenarios: list[Region | Measure | Study]) -> None:
    """What commands say of scenarios can be said of these."""
    for one in scenarios:
        if isinstance(one, Region):
            json.dumps([list(map(str, row)) for row in show(one)])
        if not isinstance(one, Measure):
            digest(one)
        for warning in one.warnings:
            clear([warning])
    sys.stdout.flush()


def make(scenario: Region | Measure | Study) -> None:
    """Compile a world of about forty enterprises, with the measures of a study from its first day."""
    from sim.region import Region as World

    if isinstance(scenario, Measure):
        return
    region = scenario.region if isinstance(scenario, Study) else scenario
    start = scenario.start if isinstance(scenario, Study) else date(2022, 1, 3)
    people = region.tree["population"]["enterprises"]
    measures = (*scenario.baseline, *scenario.reform) if isinstance(scenario, Study) else ()
    in_force: list[Applied] = [replace(one, start=one.start or start) for one in measures]
    times = {"start": start, "warm_up": 1, "days": 1, "follow_up": 1}
    world = World(region, 1, measures=in_force, scale=min(1.0, PEOPLE / people), **times)
    world.levers.apply(start)
