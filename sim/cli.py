"""The command ``wutong``.

Only what parses the command line is imported here; each command imports what it needs, so that ``--help``
is there at once. Exit status: 0 well, 1 a replication failed, 2 bad input, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, CycloptsError, Parameter, Token

from sim import __version__

BAD_INPUT, FAILED, INTERRUPTED = 2, 1, 130


def _whole(_: type, tokens: Sequence[Token]) -> int:
    """A whole number; 1.5 is an error, where the parser's own conversion would round it."""
    try:
        return int(tokens[0].value)
    except ValueError:
        raise ValueError(f"found {tokens[0].value!r}, expected a whole number") from None


Language = Literal["en", "zh"]
Whole = Annotated[int, Parameter(converter=_whole)]
Flag = Parameter(negative=())
Json = Annotated[bool, Parameter(name="--json", negative=())]

app = App(
    name="wutong",
    help="Simulate what reforms change in a region's business environment, for whom, and how sure we are.",
    version=__version__,
    help_format="plaintext",
    suppress_keyboard_interrupt=False,
)


@app.command
def compare(
    study: str,
    /,
    *,
    replications: Whole | None = None,
    scale: float = 1.0,
    jobs: Whole | None = None,
    seed: Whole | None = None,
    out: Path = Path("outputs"),
    as_json: Json = False,
    language: Language = "en",
) -> None:
    """Compare the world before and after the reform of a study.

    Prints the table and writes tables, figures and report.html to outputs/<study>-<digest>/.

    Parameters
    ----------
    study
        Name of a study, or the path of its file.
    replications
        How often to repeat; by default what the study asks for.
    scale
        Share of population and capacity, up to 1 (full size). Below 1 results are approximate.
    jobs
        Processes that work at once; by default one a processor. Results do not depend on it.
    seed
        Seed to use instead of the study's.
    out
        Folder that results go to.
    as_json
        Print the comparison as JSON, and nothing else, on standard output.
    language
        Language of the table.
    """
    from sim import api
    from sim.experiment.pool import processors
    from sim.scenario import load_study
    from sim.terminal import Watch, show_comparison

    loaded = load_study(study)
    jobs = processors() if jobs is None else jobs
    options = {"replications": replications, "scale": scale, "jobs": jobs, "seed": seed, "out": out}
    with Watch(loaded.name, jobs, language) as watch:
        comparison = api.compare(loaded, **options, progress=watch)
    if as_json:
        _print_json(comparison.to_dict())
    else:
        show_comparison(comparison, sorted(comparison.folder.glob("*.html")), language)


@app.command
def run(
    region: str,
    /,
    *,
    measures: str = "",
    days: Whole = 365,
    start: date | None = None,
    scale: float = 1.0,
    seed: Whole = 1,
    events: Literal["csv", "xes", "parquet"] | None = None,
    out: Path = Path("outputs"),
    language: Language = "en",
) -> None:
    """Run one world of a region and write its records.

    Parameters
    ----------
    region
        Name of a region, or the path of its file.
    measures
        Measures in force from the start, separated by commas.
    days
        Days whose cases are counted.
    start
        First of those days (2022-01-03).
    scale
        Share of population and capacity, up to 1 (full size). Below 1 results are approximate.
    seed
        Seed of all random numbers.
    events
        Export the event record in this form as well.
    out
        Folder that results go to.
    language
        Language of the table.
    """
    from sim import api
    from sim.terminal import Notices, show_world

    first = api.FIRST_DAY if start is None else start
    options = {"seed": seed, "scale": scale, "log": events is not None, "progress": Notices(language)}
    world = api.run(region, _names(measures), start=first, days=days, **options)
    show_world(world, world.save(out, events), language)


@app.command
def accounts(
    name: str,
    /,
    *,
    measures: str = "",
    world: Literal["baseline", "reform"] | None = None,
    days: Whole | None = None,
    start: date | None = None,
    scale: float = 1.0,
    seed: Whole | None = None,
    out: Path = Path("outputs"),
    language: Language = "en",
) -> int:
    """Show the books of one world: who owns and owes what, who paid whom, and whether every yuan is accounted for.

    Writes them as CSV to outputs/<name>-accounts-<digest>/. Exit status 1 if the books do not balance.

    Parameters
    ----------
    name
        Name of a region with an economy, or of a study of one, or the path of its file.
    measures
        Measures in force from the start, separated by commas (of a region; a study has its own).
    world
        Which world of a study; by default the one before the reform.
    days
        Days over which payments are added up, 365 by default (of a region; a study has its own).
    start
        First of those days, 2022-01-03 by default (of a region; a study has its own).
    scale
        Share of population and capacity, up to 1 (full size). Below 1 results are approximate.
    seed
        Seed of all random numbers; by default 1 for a region, and what a study says for a study.
    out
        Folder that results go to.
    language
        Language of the tables.
    """
    from sim import api
    from sim.terminal import Notices, show_books

    options = {"measures": _names(measures), "world": world, "days": days, "start": start, "seed": seed}
    books = api.accounts(name, **options, scale=scale, progress=Notices(language))
    show_books(books, books.save(out), language)
    return 0 if books.balance else FAILED


@app.command
def validate(
    *,
    study: str | None = None,
    replications: Whole | None = None,
    scale: float = 1.0,
    jobs: Whole | None = None,
    seed: Whole | None = None,
    out: Path = Path("outputs"),
    as_json: Json = False,
    language: Language = "en",
) -> None:
    """Hold simulations against the figures that were published.

    Parameters
    ----------
    study
        Hold only this study against them; by default all shipped ones of published reforms.
    replications
        How often to repeat; by default what the study asks for.
    scale
        Share of population and capacity, up to 1 (full size). Below 1 results are approximate.
    jobs
        Processes that work at once; by default one a processor.
    seed
        Seed to use instead of the study's.
    out
        Folder that results go to.
    as_json
        Print the rows as JSON, and nothing else, on standard output.
    language
        Language of the table.
    """
    from sim import api
    from sim.experiment.pool import processors
    from sim.experiment.targets import STUDIES
    from sim.scenario import load_study
    from sim.terminal import Watch, show_validation

    studies = [load_study(name) for name in ([study] if study else STUDIES)]
    jobs = processors() if jobs is None else jobs
    options = {"replications": replications, "scale": scale, "jobs": jobs, "seed": seed, "out": out}
    with Watch(studies[0].name, jobs, language) as watch:
        validation = api.validate(studies, **options, progress=watch)
    if as_json:
        _print_json(validation.to_list())
    else:
        show_validation(validation, language)


@app.command
def frontier(
    study: str,
    /,
    *,
    replications: Whole | None = None,
    scale: float = 1.0,
    jobs: Whole | None = None,
    seed: Whole | None = None,
    out: Path = Path("outputs"),
    as_json: Json = False,
    language: Language = "en",
) -> None:
    """Trace what packages of measures achieve at each intensity, as the study's frontier asks.

    Prints the table and writes it, a figure and a page to outputs/<study>-frontier-<digest>/.

    Parameters
    ----------
    study
        Name of a study with a frontier, or the path of its file.
    replications
        How often to repeat each point; by default the least that the study asks for.
    scale
        Share of population and capacity, up to 1 (full size). Below 1 results are approximate.
    jobs
        Processes that work at once; by default one a processor. Results do not depend on it.
    seed
        Seed to use instead of the study's.
    out
        Folder that results go to.
    as_json
        Print the points as JSON, and nothing else, on standard output.
    language
        Language of the table.
    """
    from sim import api
    from sim.experiment.pool import processors
    from sim.scenario import load_study
    from sim.terminal import Watch, show_frontier

    loaded = load_study(study)
    jobs = processors() if jobs is None else jobs
    options = {"replications": replications, "scale": scale, "jobs": jobs, "seed": seed, "out": out}
    with Watch(loaded.name, jobs, language, counted="worlds") as watch:
        result = api.frontier(loaded, **options, progress=watch)
    if as_json:
        _print_json(result.to_dict())
    else:
        show_frontier(result, sorted(result.folder.glob("*.html")), language)


@app.command
def check(*files: str, provenance: Annotated[bool, Flag] = False, language: Language = "en") -> int:
    """Report every problem of scenario files.

    Parameters
    ----------
    files
        Files to check (or names of regions, measures, studies).
    provenance
        List the numbers of each file by where they come from.
    language
        Language of the messages around the problems.
    """
    from sim import scenario
    from sim.report.catalogue import text
    from sim.terminal import show_rows

    if not files:
        return _complain("check: found no file, expected one or more files (or names) to check")
    bad = 0
    for file in files:
        problems = scenario.check(file)
        for problem in problems:
            _complain(f"{problem}" if problem.severity == "error" else f"{problem} (a remark, no error)")
        errors = [problem for problem in problems if problem.severity == "error"]
        bad += len(errors)
        if not problems:
            print(text("cli.check.ok", language, file=file))
        if provenance and not errors:
            rows = scenario.provenance(file)
            cells = [
                (row.basis, row.path, row.value, row.unit, row.fact or row.source or "", row.origin)
                for row in rows
            ]
            show_rows(cells, "basis", "path", "value", "unit", "fact or source", "origin")
    return BAD_INPUT if bad else 0


@app.command
def schema() -> None:
    """Print the JSON schema of scenario files, for editors."""
    from sim.scenario import json_schema

    _print_json(json_schema())


@app.command(name="list")
def list_(kind: Literal["regions", "measures", "studies"], /, *, language: Language = "en") -> None:
    """List the regions, measures or studies that can be named.

    Parameters
    ----------
    kind
        What to list.
    language
        Language of the titles.
    """
    from sim import api, scenario
    from sim.report.catalogue import text, title
    from sim.terminal import show_rows

    def said(name: str) -> str:
        try:
            return title(api.load(name).title, language)
        except scenario.ScenarioError as error:
            return str(error.problems[0])

    rows = [(name, said(name)) for name in scenario.list_names(kind)]
    show_rows(rows, text("cli.list.name", language), text("cli.list.title", language))


@app.command
def show(region: str, /, *, language: Language = "en") -> None:
    """Print every value of a region, all its layers resolved, with where it comes from.

    Parameters
    ----------
    region
        Name of a region, or the path of its file.
    language
        Language of the headings.
    """
    from sim import scenario
    from sim.report.catalogue import text
    from sim.terminal import show_rows

    heads = [text(f"cli.show.{name}", language) for name in ("path", "value", "origin")]
    show_rows(scenario.show(scenario.load_region(region)), *heads)


@app.command
def new(
    name: str,
    /,
    *,
    base: Annotated[str, Parameter(name="--from")],
    out: Path | None = None,
    language: Language = "en",
) -> int:
    """Write a commented region file to start from.

    Parameters
    ----------
    name
        Name of the new region.
    base
        Region it extends.
    out
        File to write; by default NAME.yaml here.
    language
        Language of the message.
    """
    from sim.report.catalogue import text
    from sim.results.files import write_new
    from sim.scenario import new_region

    content = new_region(name, base)
    path = out or Path(f"{name}.yaml")
    try:
        write_new(path, content)
    except FileExistsError:
        return _complain(f"{path} exists already and is not overwritten: choose another name or --out")
    print(text("cli.new.written", language, file=path))
    return 0


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit status."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # None where the caller has closed it
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")
    sys.exit(
        _status(lambda: app(arguments, exit_on_error=False, print_error=False, result_action="return_value"))
    )


def _status(command: Callable[[], object]) -> int:
    """The exit status of a command; every error becomes sentences on standard error."""
    try:
        result = command()
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except CycloptsError as error:
        return _complain(_sentence(error))
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        return _complain(f"{error.filename or 'standard output'}: {error.strerror or error}")
    except KeyboardInterrupt as error:
        return _interrupted(error)
    except Exception as error:
        return _explain(error)


def _names(measures: str) -> list[str]:
    """Names separated by commas."""
    return [name.strip() for name in measures.split(",") if name.strip()]


def _explain(error: Exception) -> int:
    from sim.experiment.errors import ExperimentError, ReplicationsFailed
    from sim.scenario import ScenarioError

    if isinstance(error, ScenarioError):
        return _complain(*map(str, error.problems))
    if isinstance(error, ReplicationsFailed):
        _complain(*map(str, error.failures))
        return FAILED
    if isinstance(error, ExperimentError):
        return _complain(str(error))
    raise error


def _interrupted(error: KeyboardInterrupt) -> int:
    from sim.report.catalogue import text

    finished = getattr(error, "finished", 0)
    if finished:
        key = f"cli.interrupted.{error.counted}"
        _complain(text(key, finished=finished, count=finished, folder=error.folder))
    else:
        _complain(text("cli.nothing_finished"))
    return INTERRUPTED


def _sentence(error: CycloptsError) -> str:
    """What is wrong with the command line, without the parser's decoration."""
    words = " ".join(str(error).split())
    return f"{words} (wutong --help says what can be asked)"


def _complain(*sentences: str) -> int:
    with suppress(OSError):  # there is nobody left to tell
        for sentence in sentences:
            print(sentence, file=sys.stderr)
    return BAD_INPUT


def _print_json(content: object) -> None:
    import json

    print(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False))


if __name__ == "__main__":
    main()
