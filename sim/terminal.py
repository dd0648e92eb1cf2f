"""What the terminal shows: progress on standard error, tables on standard output."""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from sim.experiment.progress import Silent
from sim.report.catalogue import label, text, title
from sim.report.scope import grouped, side
from sim.report.wording import interval, number, percent, present, with_unit
from sim.results.decomposition import OFF_HOURS
from sim.terminal_economy import books_tables, distribution_table, loan_table, ratio_lines, verdict_on_books

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiment.books import Books
    from sim.experiment.comparison import Comparison
    from sim.experiment.frontier import FrontierResult
    from sim.experiment.validate import Validation
    from sim.experiment.world import World

#: Columns to use where nobody says how wide the page is (a file, a pipe).
PAGE = 140
#: Units that only repeat the name of the outcome they count.
COUNTED = ("visits", "documents", "applications", "steps", "cases")
#: A heading ("" for none) and rows by name.
Section = tuple[str, list[tuple[str, Mapping[str, Any]]]]
COLOURS = {"improved": "green", "worse": "red", "changed": "yellow", "cannot_tell": "dim"}


def console(*, error: bool = False) -> Console:
    """A console on standard output or error; wide where it is not a terminal."""
    stream = sys.stderr if error else sys.stdout
    return Console(file=stream, width=None if stream.isatty() else PAGE, highlight=False, soft_wrap=error)


class TimeLeft(ProgressColumn):
    """The time left, from the mean time a replication took so far in this run."""

    def __init__(self, language: str):
        self.language = language
        super().__init__()

    def render(self, task) -> Text:
        done = task.completed - task.fields["before"]
        if done <= 0 or task.total is None:
            return Text("")
        now = monotonic()
        each = (task.fields["last"] - task.fields["first"]) / done
        left = max((task.total - task.completed) * each - (now - task.fields["last"]), 0)
        return Text(text("cli.progress.left", self.language, time=f"{left // 60:.0f}:{left % 60:02.0f}"))


class Watch:
    """Watches an experiment: a live bar with the time left on a terminal, one plain line otherwise."""

    def __init__(self, study: str, jobs: int, language: str, counted: str = "replications"):
        self._study, self._jobs, self._language, self._counted = study, jobs, language, counted
        self._console = console(error=True)
        columns = [SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()]
        columns += [TimeElapsedColumn(), TimeLeft(language)]
        live = self._console.is_terminal
        self._bar = Bar(*columns, console=self._console, transient=True, disable=not live)
        self._task = None

    def __enter__(self) -> Watch:
        self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.stop()

    def study(self, name: str) -> None:
        """One of several studies begins; its bar is a new one."""
        self._study = name
        if self._task is not None:
            self._bar.remove_task(self._task)
            self._task = None

    def compiling(self) -> None:
        """The simulation is being compiled, which takes a while."""
        self._say("cli.compiling")

    def batch(self, finished: int, target: int, at_most: int) -> None:
        """A first or a further batch of replications begins."""
        if self._task is not None:
            self._bar.update(self._task, total=target, completed=finished)
            return
        now = monotonic()
        name = text(f"cli.progress.bar.{self._counted}", self._language)
        self._task = self._bar.add_task(
            name, total=target, completed=finished, before=finished, first=now, last=now
        )
        if finished:
            self._say(f"cli.progress.resumed.{self._counted}", finished=finished, target=target)
        if finished < target and not self._console.is_terminal:
            self._say(f"cli.progress.plain.{self._counted}", study=self._study, target=at_most, jobs=self._jobs)

    def finished(self, finished: int, target: int) -> None:
        """One more replication is done."""
        self._bar.update(self._task, completed=finished, last=monotonic())

    def _say(self, key: str, **values: object) -> None:
        self._console.print(escape(text(key, self._language, **values)))


class Notices(Silent):
    """Says on standard error what takes a while; for a single world there is nothing else to watch."""

    def __init__(self, language: str):
        self._language = language

    def compiling(self) -> None:
        """The simulation is being compiled."""
        print(text("cli.compiling", self._language), file=sys.stderr)


def show_comparison(comparison: Comparison, files: Iterable[Path], language: str) -> None:
    """Print a comparison as a planner reads it: what changed, where the days go, what it costs."""
    out = console()
    study = comparison.study
    heading = text(
        "cli.table.title",
        language,
        study=title(study.title, language, study.name),
        replications=comparison.replications,
        count=comparison.replications,
        days=study.days,
        start=study.start,
    )
    mark = _mark(comparison, language)
    _print(out, _outcomes(heading, _by_theme(grouped(comparison), language), language), mark)
    is_elapsed = comparison.table["outcome"] == "elapsed_working_days"
    procedures = comparison.table[is_elapsed & (comparison.table["group_kind"] == "procedure")]
    names = procedures["group"].replace(_procedure_names(study.region, language))
    rows = list(zip(names, procedures.to_dict("records"), strict=True))
    _print(out, _outcomes(text("cli.table.procedures", language), [("", rows)], language), mark)
    _print(out, _decomposition(comparison.decomposition, language), mark)
    _off_hours(out, comparison.decomposition, language)
    if len(comparison.loan_decomposition):
        _print(out, loan_table(comparison.loan_decomposition, _table, language), mark)
    if len(comparison.distribution):
        _print(out, distribution_table(comparison, _table, language), mark)
        out.print(escape(text("cli.distribution.note", language)))
    out.print(escape(text("cli.verdict.note", language)))
    _precision(out, comparison, language)
    cost = {name: _yuan(comparison.cost[name], language) for name in ("once", "per_year")}
    in_books = len(comparison.ratios) > 0
    out.print(escape(text("cli.cost_in_books" if in_books else "cli.cost", language, **cost)))
    for line in ratio_lines(comparison, language):
        out.print(escape(line))
    _files(out, comparison.folder, files, language)


def show_world(world: World, folder: Path, language: str) -> None:
    """Print the outcomes of one world and where its files are."""
    out = console()
    name = title(world.region.title, language, world.region.name)
    table = _table(
        text("cli.run.title", language, region=name, days=world.days, start=world.start),
        (text("cli.table.outcome", language), "left"),
        (text("cli.run.value", language), "right"),
        ("", "left"),
    )
    from sim.results.outcomes import OUTCOME

    shown_before = None
    for row in world.outcomes[world.outcomes["group_kind"] == "all"].to_dict("records"):
        if side(row["outcome"]) != shown_before:
            table.add_section()
            shown_before = side(row["outcome"])
        shown = _present(row["value"], OUTCOME[row["outcome"]].unit, language)
        table.add_row(escape(label("outcome", row["outcome"], language)), shown.baseline, shown.unit)
    _print(out, table, _mark(world, language))
    _files(out, folder, sorted(folder.glob("events.*")), language)


def show_books(books: Books, folder: Path, language: str) -> None:
    """Print the balance sheet, what was paid, and whether every yuan is accounted for."""
    out = console()
    mark = _mark(books, language)
    for table in books_tables(books, _table, language):
        _print(out, table, mark)
    out.print(escape(verdict_on_books(books, language)), style="green" if books.balance else "red")
    _files(out, folder, [], language)


def show_validation(validation: Validation, language: str) -> None:
    """Print published against simulated, saying which rows were fitted and by which numbers."""
    out = console()
    columns = ("id", "what", "published", "simulated", "interval", "miss", "role")
    right = ("published", "simulated", "interval", "miss")
    heads = [
        (text(f"cli.validate.{name}", language), "right" if name in right else "left") for name in columns
    ]
    table = _table(text("cli.validate.title", language), *heads)
    for study in validation.studies:
        table.add_section()
        table.add_row("", escape(study.name), style="bold")
        for row in validation.table[validation.table["study"] == study.name].to_dict("records"):
            table.add_row(*map(escape, _validation_row(row, language)))
    _print(out, table, _mark(validation, language))
    for row in validation.table[validation.table["parameters"] != ""].to_dict("records"):
        out.print(f"[dim]{escape(row['id'])}: {escape(_gathered(row['parameters']))}[/]")
    out.print(escape(text("cli.validate.note", language)))
    _files(out, validation.folder, [], language)


def show_frontier(result: FrontierResult, files: Iterable[Path], language: str) -> None:
    """Print the points of a frontier: a row for each package and factor, both axes, what differs on the second."""
    out = console()
    asked, study = result.study.frontier, result.study
    heading = text(
        "cli.frontier.title",
        language,
        study=title(study.title, language, study.name),
        replications=result.replications,
        count=result.replications,
        lever=asked.lever,
    )
    axes = [result.table[result.table["outcome"] == outcome] for outcome in (asked.x, asked.y)]
    wide = [axis.rename(columns={"mean": "baseline"}).assign(reform=axis["mean"]) for axis in axes]
    names = [_outcome_name(axis.iloc[0].to_dict(), language) for axis in wide]
    table = _table(
        heading,
        (text("cli.frontier.package", language), "left"),
        (text("cli.frontier.times", language), "right"),
        (names[0], "right"),
        (names[1], "right"),
        (text("cli.table.difference", language), "right"),
    )
    titles = {package.name: title(package.title, language, package.name) for package in asked.packages}
    before = None
    for x, y in zip(wide[0].to_dict("records"), wide[1].to_dict("records"), strict=True):
        if x["package"] != before:
            table.add_section()
        change = present(y | {"low": y["difference_low"], "high": y["difference_high"]}, language)
        difference = f"{change.difference}  ({change.interval})" if change.low != "–" else change.difference
        cells = [f"{x['times']:g}", present(x, language).baseline, present(y, language).baseline, difference]
        table.add_row(*map(escape, [titles[x["package"]] if x["package"] != before else "", *cells]))
        before = x["package"]
    _print(out, table, _mark(result, language))
    out.print(escape(text("cli.frontier.note", language, package=titles[asked.packages[0].name])))
    _files(out, result.folder, files, language)


def show_rows(rows: Iterable[Iterable[object]], *heads: str) -> None:
    """Print a plain table: names, origins, provenance."""
    table = _table("", *((head, "left") for head in heads))
    for row in rows:
        table.add_row(*(escape(str(cell)) for cell in row))
    console().print(table)


def _table(heading: str, *columns: tuple[str, str]) -> Table:
    table = Table(
        title=escape(heading) or None, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD
    )
    for head, justify in columns:
        table.add_column(escape(head), justify=justify)
    return table


def _print(out: Console, table: Table, mark: str) -> None:
    """Print a table, with its mark where it is approximate."""
    out.print(table)
    if mark:
        out.print(escape(mark), style="yellow")
        out.print()


def _mark(result: Any, language: str) -> str:
    return text("cli.approximate", language, scale=f"{result.scale:g}") if result.scale < 1 else ""


def _outcomes(heading: str, sections: Iterable[Section], language: str) -> Table:
    """Baseline, reform, difference with its interval, and verdict, under the heading of each section."""
    columns = ("outcome", "baseline", "reform", "difference", "verdict")
    heads = [text(f"cli.table.{column}", language) for column in columns]
    table = _table(heading, *zip(heads, ("left", "right", "right", "right", "left"), strict=True))
    for section, rows in sections:
        if section:
            table.add_section()
            table.add_row(escape(section), style="bold")
        for name, row in rows:
            shown = present(row, language)
            difference = shown.difference if row["reason"] else f"{shown.difference}  ({shown.interval})"
            cells = map(escape, [name, shown.baseline, shown.reform, difference])
            table.add_row(*cells, f"[{COLOURS[row['verdict']]}]{escape(_verdict(row, language))}[/]")
    return table


def _by_theme(groups: Iterable[tuple[str, list[Mapping[str, Any]]]], language: str) -> list[Section]:
    """Outcomes by name under what they tell; without headings where all tell of the same."""
    return [
        (text(f"page.theme.{theme}", language) if theme else "", [(_outcome_name(r, language), r) for r in rows])
        for theme, rows in groups
    ]


def _outcome_name(row: Mapping[str, Any], language: str) -> str:
    """The outcome with its unit, unless that would say the same again."""
    name = label("outcome", row["outcome"], language)
    unit = present(row, language).unit
    return name if row["unit"] in COUNTED or not unit else f"{name} ({unit})"


def _verdict(row: Mapping[str, Any], language: str) -> str:
    """The verdict, and where there is none the reason."""
    if row["reason"] == "identical":
        return text("reason.identical", language)
    said = label("verdict", row["verdict"], language)
    if row["verdict"] == "cannot_tell" and row["reason"]:
        said += f": {text('reason.' + row['reason'], language)}"
    return said


def _decomposition(parts: pd.DataFrame, language: str) -> Table:
    rows = parts[(parts["group_kind"] == "all") & (parts["component"] != OFF_HOURS)]
    names = ("cli.decomposition.component", "cli.table.baseline", "cli.table.reform")
    heads = [
        (text(key, language), justify) for key, justify in zip(names, ("left", "right", "right"), strict=True)
    ]
    table = _table(text("cli.decomposition.title", language), *heads)
    for row in rows.to_dict("records"):
        days = (number(row[f"{world}_days"], 2) for world in ("baseline", "reform"))
        table.add_row(escape(label("component", row["component"], language)), *days)
    table.add_section()
    totals = (number(rows[f"{world}_days"].sum(min_count=1), 2) for world in ("baseline", "reform"))
    table.add_row(escape(text("cli.decomposition.total", language)), *totals, style="bold")
    return table


def _off_hours(out: Console, parts: pd.DataFrame, language: str) -> None:
    rows = parts[(parts["group_kind"] == "all") & (parts["component"] == OFF_HOURS)]
    for row in rows.to_dict("records"):
        days = {world: number(row[f"{world}_days"], 1) for world in ("baseline", "reform")}
        out.print(escape(text("cli.decomposition.off_hours", language, **days)))


def _precision(out: Console, comparison: Comparison, language: str) -> None:
    precision = comparison.precision
    if precision["asked"] is None:
        return
    key = "cli.precision.reached" if precision["reached"] <= precision["asked"] else "cli.precision.missed"
    shares = {name: percent(precision[name], language, 1) for name in ("asked", "reached")}
    out.print(escape(text(key, language, replications=comparison.replications, **shares)))


def _files(out: Console, folder: Path, files: Iterable[Path], language: str) -> None:
    """Where the files are; the page first, paths unbroken so that they can be copied."""
    out.print()
    page = [path for path in files if path.suffix == ".html"]
    others = [path for path in files if path.name.startswith("events.")]
    for path in page:
        out.print(f"{text('cli.files.page', language)}: [bold]{escape(str(path))}[/]", soft_wrap=True)
    for path in others:
        out.print(escape(str(path)), soft_wrap=True)
    out.print(f"{text('cli.files.folder', language)}: {escape(str(folder))}", soft_wrap=True)


def _validation_row(row: Mapping[str, Any], language: str) -> list[str]:
    in_percent, in_yuan = row["unit"] == "share", "yuan" in row["unit"]
    factor, decimals, unit = (100, 1, "%") if in_percent else (1, 0 if in_yuan else 2, "")

    def say(*values: float) -> str:
        shown = number(values[0], decimals) if len(values) == 1 else interval(*values, language, decimals)
        return with_unit(shown, unit, language) if unit and shown != "–" else shown

    miss = number(factor * row["miss"], decimals, sign=True)
    if in_percent and math.isfinite(row["miss"]):
        miss = with_unit(miss, label("unit", "share_change", language), language)
    if math.isfinite(row["miss_share"]):
        miss += f" ({percent(row['miss_share'], language, sign=True)})"
    ends = [factor * row[name] for name in ("published", "published_to") if math.isfinite(row[name])]
    values = [say(*ends), say(factor * row["simulated"])]
    bounds = say(factor * row["low"], factor * row["high"])
    role = text(f"cli.role.{row['role']}", language)
    return [row["id"], text(f"validate.{row['id']}", language), *values, bounds, miss, role]


def _gathered(numbers: str) -> str:
    """Paths that differ in one place only, as one with ``*`` there and how many it stands for."""
    paths = [tuple(path.split(".")) for path in numbers.split(", ")]
    alike = Counter((path[0], *path[2:]) for path in paths)
    said = []
    for path in paths:
        key = (path[0], *path[2:])
        several = f"{path[0]}.*.{'.'.join(path[2:])} ({alike[key]})"
        said.append(several if alike[key] > 2 else ".".join(path))
    return ", ".join(dict.fromkeys(said))


def _present(value: float, unit: str, language: str):
    same = {
        "baseline": value,
        "reform": value,
        "difference": 0.0,
        "low": math.nan,
        "high": math.nan,
        "unit": unit,
    }
    return present(same, language)


def _yuan(value: float, language: str) -> str:
    shown = _present(value, "yuan", language)
    return f"{shown.baseline} {shown.unit}"


def _procedure_names(region: Any, language: str) -> dict[str, str]:
    rows = {**region.tree.get("families", {}), **region.tree.get("procedures", {})}
    return {name: title(row.get("title"), language, name) for name, row in rows.items()}
