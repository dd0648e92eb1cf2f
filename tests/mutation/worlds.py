"""Small worlds on which mutations are tried: drawn by Hypothesis, and known to be equal in engine and oracle.

``draw`` (compiled) chooses them, ``trace`` (plain Python) notes how long each takes and which lines it runs through.
"""

import gc
import pickle
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from sim.region import Region
from sim.scenario import ScenarioError, load_study
from tests.oracle.compare import compare
from tests.oracle.corners import CORNERS, Corner
from tests.oracle.scenarios import PARTS, Scenario, drawn

ROOT = Path(__file__).parents[2]
LEAST, MOST = 100, 6000
"""Events of a world: with fewer nothing happens, with more it takes too long."""


@dataclass
class World:
    """A scenario, what it takes as plain Python (seconds), and the lines that the engine runs through: (file, line)."""

    part: str
    scenario: Scenario | Corner
    events: int
    seconds: float = 0.0
    lines: set[tuple[str, int]] = field(default_factory=set)


class Enough(Exception):
    """There are as many worlds as were asked for."""


def draw(part: str, count: int) -> tuple[list[World], int]:
    """So many worlds of a part, and how many were left out because engine and oracle differ already."""
    found, different = [], []

    @settings(
        max_examples=12 * count,
        phases=[Phase.generate],
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(drawn(part))
    def choose(scenario):
        if len(found) >= count:
            raise Enough
        gc.collect()  # worlds are large, and refer to themselves
        try:
            result = compare(scenario.study.region, scenario.seed, **scenario.options())
        except ScenarioError:
            return
        if result.differences:
            different.append(scenario)
        elif LEAST <= result.events <= MOST:
            found.append(World(part, scenario, result.events))

    with suppress(Enough):
        choose()
    return found, len(different)


def shipped() -> list[World]:
    """Small parts of the shipped regions, with the measures of their studies."""
    found = []
    for name, scale, days in (
        ("changchun-2022", 0.006, 60),
        ("siping-2025", 0.004, 100),
        ("jilin-finance-2020", 0.001, 300),
        ("stabilisation-2022", 0.001, 300),
    ):
        study = load_study(name)
        scenario = Scenario(
            {"region": study.region.name}, start=study.start, days=days, warm_up=40, seed=3, scale=scale
        )
        scenario.study = study
        result = compare(study.region, scenario.seed, **scenario.options())
        if not result.differences:
            found.append(World(study.region.name, scenario, result.events))
    return found


def corners() -> list[World]:
    """The towns in which things coincide."""
    found = []
    for make in CORNERS.values():
        scenario = make()
        result = compare(scenario.study.region, scenario.seed, **scenario.options())
        if not result.differences:
            found.append(World("corner", scenario, result.events))
    return found


def trace(world: World) -> bool:
    """Run a world's engine once more, as plain Python, and note the lines; whether engine and oracle still agree."""
    scenario = world.scenario
    begin = time.perf_counter()
    result = compare(scenario.study.region, scenario.seed, **scenario.options())
    world.seconds = time.perf_counter() - begin
    seen: dict[object, set[int]] = {}
    whole: dict[object, int] = {}

    def follow(frame, event, argument):
        code = frame.f_code
        if not code.co_filename.startswith(str(ROOT)) or code.co_filename.startswith(str(ROOT / "tests")):
            return None
        lines = seen.setdefault(code, {code.co_firstlineno})
        if code not in whole:
            whole[code] = len({line for _, _, line in code.co_lines() if line})
        if len(lines) >= whole[code]:
            return None  # nothing new to see here

        def note(frame, event, argument):
            lines.add(frame.f_lineno)
            return note

        return note

    sys.settrace(follow)
    try:
        Region(scenario.study.region, scenario.seed, **scenario.options()).run()
    finally:
        sys.settrace(None)
    for code, lines in seen.items():
        file = Path(code.co_filename).relative_to(ROOT).as_posix()
        world.lines |= {(file, line) for line in lines}
    return not result.differences


def main() -> None:
    """``draw FILE COUNT [PART …]`` or ``trace FILE``."""
    command, file = sys.argv[1], Path(sys.argv[2])
    if command == "draw":
        worlds = []
        for part in sys.argv[4:] or PARTS:
            found, different = draw(part, int(sys.argv[3]))
            worlds += found
            print(f"{part}: {len(found)} worlds, {different} left out: engine and oracle differ", flush=True)
            file.write_bytes(pickle.dumps(worlds))
        worlds += shipped() + corners()
        print(f"{len(worlds)} worlds in all", flush=True)
    else:
        worlds = pickle.loads(file.read_bytes())
        worlds = [world for world in worlds if trace(world)]
    file.write_bytes(pickle.dumps(worlds))


if __name__ == "__main__":
    from tests.mutation import worlds as itself  # so that what is pickled can be found again

    itself.main()
