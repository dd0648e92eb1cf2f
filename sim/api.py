"""Wutong from Python: load what is described, run a world, compare two.

    import sim

    study = sim.load("changchun-2022")
    comparison = sim.compare(study, scale=0.1, jobs=2)
    comparison.table.query("group_kind == 'all'")

    world = sim.run("changchun", measures=["one_window"], days=90, scale=0.1)
    world.records.cases.groupby("procedure")["elapsed_working_days"].describe()

Results are pandas frames. With more than one job, a script (not a notebook) needs its calls below
``if __name__ == "__main__":``, because the worker processes import it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.experiment.books import Books
    from sim.experiment.comparison import Comparison
    from sim.experiment.frontier import FrontierResult
    from sim.experiment.progress import Progress
    from sim.experiment.validate import Validation
    from sim.experiment.world import World
    from sim.scenario import Applied, Measure, Region, Study

__all__ = ["accounts", "compare", "frontier", "load", "run", "validate"]

FIRST_DAY = date(2022, 1, 3)


def load(name: str | PathLike) -> Region | Measure | Study:
    """Load a region, measure or study by its name in the shipped library, or by the path of its file.

    Raises ScenarioError with every problem of the file.
    """
    from sim import scenario
    from sim.scenario.library import KINDS, locate
    from sim.scenario.reader import kind_of, read

    path, library = locate(None, name)
    node, _ = read(path, library.shown(path))
    loaders = {"region": scenario.load_region, "measure": scenario.load_measure, "study": scenario.load_study}
    return loaders[kind_of(node, KINDS)](name)


def run(
    region: str | PathLike | Region,
    measures: Sequence[str | PathLike | Applied] = (),
    *,
    start: date = FIRST_DAY,
    days: int = 365,
    seed: int = 1,
    scale: float = 1.0,
    log: bool = False,
    progress: Progress | None = None,
) -> World:
    """Simulate one world of a region with some measures in force from ``start``.

    ``days`` is how long cases are counted; the simulation runs a warm-up before and a follow-up after.
    ``log`` keeps the event record (``World.events``). Nothing is written; ``World.save`` does.
    """
    from sim.experiment.world import run_world
    from sim.scenario import Applied, load_measure, load_region

    if isinstance(region, str | PathLike):
        region = load_region(region)
    applied = [one if isinstance(one, Applied) else Applied(load_measure(one)) for one in measures]
    options = {"seed": seed, "scale": scale, "log": log, "progress": progress}
    return run_world(region, applied, start=start, days=days, **options)


def accounts(
    name: str | PathLike | Region | Study,
    *,
    measures: Sequence[str | PathLike | Applied] = (),
    world: str | None = None,
    start: date | None = None,
    days: int | None = None,
    seed: int | None = None,
    scale: float = 1.0,
    progress: Progress | None = None,
) -> Books:
    """The books of a world of a region (with ``measures``, ``start``, ``days``) or of a study (``world``).

    Nothing is written; ``Books.save`` does. Raises ScenarioError, and ExperimentError for options that do not suit what
    was named and for a region without an economy.
    """
    from sim.experiment import books
    from sim.experiment.errors import ExperimentError
    from sim.scenario import Region, Study

    found = load(name) if isinstance(name, str | PathLike) else name
    if isinstance(found, Study):
        if measures or start is not None or days is not None:
            raise ExperimentError(f"{found.name}: a study has its own measures, start and days; expected none of them")
        chosen = world or "baseline"
        return books.books_of_study(found, chosen, seed=seed, scale=scale, progress=progress)
    if not isinstance(found, Region):
        raise ExperimentError(f"{name}: found a measure, expected a region or a study")
    if world is not None:
        raise ExperimentError(f"{found.name}: found world {world!r}, which only a study has; expected measures")
    books.needs_economy(found.name, bool(found.tree.get("economy")))
    options = {"start": start or FIRST_DAY, "days": 365 if days is None else days, "seed": 1 if seed is None else seed}
    return books.books_of_world(run(found, measures, **options, scale=scale, progress=progress))


def compare(
    study: str | PathLike | Study,
    *,
    replications: int | None = None,
    scale: float = 1.0,
    jobs: int = 1,
    seed: int | None = None,
    out: str | PathLike = "outputs",
    report: bool = True,
    progress: Progress | None = None,
) -> Comparison:
    """Compare the two worlds of a study; tables, figures and report.html go to ``outputs/<study>-<digest>/``.

    What that folder already holds of the same study, sources and seed is read, not run again.
    Raises ScenarioError, ExperimentError, or Interrupted (a KeyboardInterrupt) keeping what is finished.
    """
    from sim.experiment import compare as experiment

    options = {"replications": replications, "scale": scale, "jobs": jobs, "seed": seed, "out": Path(out)}
    finish = write_report if report else None
    return experiment.compare(_study(study), **options, progress=progress, finish=finish)


def validate(
    study: str | PathLike | Study | Sequence[str | PathLike | Study] | None = None,
    *,
    replications: int | None = None,
    scale: float = 1.0,
    jobs: int = 1,
    seed: int | None = None,
    out: str | PathLike = "outputs",
    progress: Progress | None = None,
) -> Validation:
    """Hold studies (by default the shipped ones of published reforms) against the published figures."""
    from sim.experiment import validate as experiment
    from sim.experiment.targets import STUDIES

    asked = STUDIES if study is None else study if isinstance(study, list | tuple) else [study]
    studies = [_study(one) for one in asked]
    return experiment.validate(
        studies, replications=replications, scale=scale, jobs=jobs, seed=seed, out=Path(out), progress=progress
    )


def frontier(
    study: str | PathLike | Study,
    *,
    replications: int | None = None,
    scale: float = 1.0,
    jobs: int = 1,
    seed: int | None = None,
    out: str | PathLike = "outputs",
    report: bool = True,
    progress: Progress | None = None,
) -> FrontierResult:
    """Trace what each package of a study achieves at each intensity, with the study's ``frontier``.

    Table, figure and page go to ``outputs/<study>-frontier-<digest>/``; what that folder already holds is read,
    not run again. Raises as ``compare`` does, and ExperimentError for a study without ``frontier``.
    """
    from sim.experiment import frontier as experiment

    options = {"replications": replications, "scale": scale, "jobs": jobs, "seed": seed, "out": Path(out)}
    finish = write_frontier if report else None
    return experiment.frontier(_study(study), **options, progress=progress, finish=finish)


def write_report(comparison: Comparison) -> list[Path]:
    """Write report.html and the figures of a comparison into its folder; returns their paths."""
    from sim.report.figures import write_figures
    from sim.report.page import write_report

    with _writing(comparison.folder):
        return [*write_report(comparison, comparison.folder), *write_figures(comparison, comparison.folder)]


def write_frontier(result: FrontierResult) -> list[Path]:
    """Write the page and the figure of a frontier into its folder; returns their paths."""
    from sim.report.frontier import write_frontier

    with _writing(result.folder):
        return write_frontier(result, result.folder)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Say in one sentence that a folder cannot be written."""
    from sim.experiment.errors import ExperimentError

    try:
        yield
    except OSError as error:
        raise ExperimentError(f"cannot write to {folder}: {error.strerror or error}") from error


def _study(study: str | PathLike | Study) -> Study:
    if isinstance(study, str | PathLike):
        from sim.scenario import load_study

        return load_study(study)
    return study
