"""What must hold between a study, its region and its measures: dates, coverage, levers, no contradictions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from .checks_inspections import QUIET, can_be_quiet
from .document import Document
from .fields import LONGEST, days_of
from .levers import NO_MATCH, kind_of_lever, match_lever, rows_of, value_at
from .measure import Change
from .measure_model import ECONOMY_OUTCOMES, INSPECTION_OUTCOMES, LENDING_OUTCOMES, OPERATIONS
from .problems import ScenarioError, dotted, quote
from .region import SHAPE, Region
from .shape import at

if TYPE_CHECKING:
    from .study import Entry

BASELINE_KEYS = ("coverage",)
EARLIEST, LATEST = 1990, 2100
_ONLY_WITH = (
    ("inspections", INSPECTION_OUTCOMES, "nobody is inspected"),
    ("lending", LENDING_OUTCOMES, "nobody lends"),
    ("economy", ECONOMY_OUTCOMES, "no money is modelled"),
)
"""Parts that a region may go without, the outcomes that it then does not have, and why."""


def check_study(doc: Document, region: Region | None, entries: dict[str, list["Entry"]]) -> "Settings":
    """All checks of a study against what it names; which values its baseline sets."""
    span = span_of(doc)
    for entry in entries["baseline"]:
        for key in entry.options:
            if key not in BASELINE_KEYS:
                doc.add(
                    (*entry.path, key),
                    f"found {key} on a baseline measure, which is in force from the "
                    "beginning in both worlds; expected only coverage",
                )
    for entry in entries["reform"]:
        if span:
            check_dates(doc, entry, span)
    check_listed_once(doc, [*entries["baseline"], *entries["reform"]])
    check_outcome(doc, ("replications", "of"), doc.get("replications", "of"), region)
    if not region:
        return {}
    baseline = check_changes(doc, region, entries["baseline"], {}, span)
    check_changes(doc, region, entries["reform"], baseline, span)
    if span:
        _holidays(doc, region, span)
    return baseline


def check_outcome(doc: Document, path: tuple, outcome: Any, region: Region | None) -> None:
    """Report an outcome that the region does not have."""
    for part, outcomes, why in _ONLY_WITH if region else ():
        if outcome in outcomes and not region.tree[part]:
            reason = f"found {quote(outcome)}, but {why} in the region {region.name}"
            doc.add(path, f"{reason}; expected an outcome that it has", found=outcome)


@dataclass(frozen=True)
class Span:
    """The days of a study: simulated from ``begin``, measured from ``start`` to ``close``, run to ``end``."""

    begin: date
    start: date
    close: date
    end: date


def span_of(doc: Document) -> Span | None:
    """The days of the study; None where they are not written well enough to tell."""
    start, days = doc.get("start"), doc.get("days")
    if not isinstance(start, date) or type(days) is not int or not 0 < days <= LONGEST:
        return None
    if not EARLIEST <= start.year <= LATEST:
        doc.mismatch(("start",), str(start), f"a day in the years {EARLIEST} to {LATEST}")
        return None
    close = start + timedelta(days=days)
    begin = start - timedelta(days=_duration(doc.get("warm_up")))
    return Span(begin, start, close, close + timedelta(days=_duration(doc.get("follow_up"))))


def _duration(text: Any) -> int:
    """Days of a duration; 0 where it is left out, or wrong and reported elsewhere."""
    try:
        return days_of(text)
    except ValueError:
        return 0


def check_dates(doc: Document, entry: "Entry", span: Span) -> None:
    """A measure starts, ramps up and ends within the study."""
    start, until = entry.options.get("start"), entry.options.get("until")
    first, last = span.start, span.close - timedelta(days=1)
    over = span.end - timedelta(days=1)
    if isinstance(start, date) and not first <= start <= last:
        doc.mismatch((*entry.path, "start"), str(start), f"a day of the study, {first} to {last}")
    begins = start if isinstance(start, date) else first
    if isinstance(until, date):
        if not first <= until <= over:
            doc.mismatch((*entry.path, "until"), str(until), f"a day of the study, {first} to {over}")
        elif until <= begins:
            doc.mismatch((*entry.path, "until"), str(until), f"a day after the measure starts on {begins}")
    ramp = _duration(entry.options.get("ramp"))
    if ramp and begins + timedelta(days=ramp) > span.end:
        left = (span.end - begins).days
        doc.mismatch(
            (*entry.path, "ramp"),
            entry.options["ramp"],
            f"at most the {left} days from its start to the end of the study",
        )


def check_listed_once(doc: Document, entries: Iterable["Entry"]) -> None:
    """No measure is listed twice."""
    first: dict[str, tuple] = {}
    for entry in entries:
        if entry.name in first:
            listing = dotted(takewhile(lambda key: not isinstance(key, int), first[entry.name]))
            doc.add(
                entry.path,
                f"lists {entry.name} a second time (first in {listing}); expected each measure once",
            )
        first.setdefault(entry.name, entry.path)


@dataclass(frozen=True)
class Setting:
    """A value that a measure sets somewhere, and when."""

    measure: str
    value: Any
    begin: date | None
    until: date | None

    def meets(self, other: "Setting") -> bool:
        """Whether both are in force on some day."""
        starts_late = self.begin and other.until and self.begin >= other.until
        ends_early = other.begin and self.until and other.begin >= self.until
        return not (starts_late or ends_early)


Settings = dict[tuple[str, ...], list[Setting]]


def check_changes(
    doc: Document, region: Region, entries: list["Entry"], before: Settings, span: Span | None
) -> Settings:
    """Check each change of the measures against the region; which values they set, for the next side."""
    settings: Settings = {path: list(found) for path, found in before.items()}
    for entry in entries:
        for change in entry.measure.changes if entry.measure else ():
            try:
                paths = match_lever(region.tree, change.lever)
            except ScenarioError as error:
                _unmatched(doc, region, entry, change, error)
                continue
            _expected(doc, region, entry, change, paths, before)
            _result(doc, region, entry, change, paths)
            _covered(doc, entry, change)
            if change.op == "to":
                _conflicts(doc, entry, change, paths, settings, span)
        _bodies(doc, region, entry, before)
    return settings


def _unmatched(doc: Document, region: Region, entry: "Entry", change: Change, error: ScenarioError) -> None:
    problem = error.problems[0]
    reason = "" if problem.message == NO_MATCH else f" ({problem.message})"
    doc.add(
        entry.path,
        f"{entry.name} changes {change.lever}, which matches nothing in the region {region.name}{reason}",
        found=change.lever,
        nearest=problem.nearest,
    )


def _expected(
    doc: Document, region: Region, entry: "Entry", change: Change, paths: list, before: Settings
) -> None:
    """The values before the measure are those it says it starts from."""
    if change.expected_from is None:
        return
    for path in paths:
        found = _in_force(region, before, path)
        if found != change.expected_from:
            doc.add(
                entry.path,
                f"{entry.name} expects {dotted(path)} to be {quote(change.expected_from)} before, "
                f"but found {quote(found)} in the region {region.name}",
                found=quote(found),
                expected=quote(change.expected_from),
            )
            return


def _in_force(region: Region, before: Settings, path: tuple[str, ...]) -> Any:
    """A value of the region as the baseline leaves it."""
    return before[path][-1].value if path in before else value_at(region.tree, path)


def _result(doc: Document, region: Region, entry: "Entry", change: Change, paths: list) -> None:
    """What a change makes of a value is a value that the key can hold."""
    sizes = {path[:-1] for path in paths if path[-1] in ("low", "mode", "high", "loc", "scale")}
    if change.op == "to" and any(sum(p[:-1] == one for p in paths) > 1 for one in sizes):
        doc.add(
            entry.path,
            f"{entry.name} sets {change.lever} to one value, but it is a distribution between "
            "bounds; expected times or add",
        )
        return
    for path in paths:
        old = value_at(region.tree, path)
        if isinstance(old, bool) or not isinstance(old, (int, float)) or isinstance(change.value, str):
            continue
        new = _changed(old, change)
        here = at(SHAPE, path)
        if here and not here.holds(new):
            doc.add(
                entry.path,
                f"{entry.name} makes {dotted(path)} {quote(new)}, expected {here.wanted(new)}",
                found=quote(new),
                expected=here.wanted(new),
            )
            return


def _changed(old: Any, change: Change) -> Any:
    return {"to": change.value, "times": old * change.value, "add": old + change.value}[change.op]


def _bodies(doc: Document, region: Region, entry: "Entry", before: Settings) -> None:
    """A measure leaves every inspecting body quiet days that can be meant, and a team."""
    changed: dict[tuple[str, ...], Any] = {}
    changes = entry.measure.changes if entry.measure and region.tree["inspections"] else ()
    for change in sorted(changes, key=lambda one: OPERATIONS.index(one.op)):
        for path in _matched(region, change.lever):
            if path[:2] == ("inspections", "bodies") and path[3] in ("quiet", "inspectors"):
                old = changed[path] if path in changed else _in_force(region, before, path)
                changed[path] = _changed(old, change)
    for row in dict.fromkeys(path[:4] for path in changed):
        if row[3] == "quiet":
            days = [(*row, key) for key in ("from_day", "to_day")]
            left: Any = [changed[day] if day in changed else _in_force(region, before, day) for day in days]
            good, wanted = can_be_quiet(*left), QUIET
        else:
            left, team = changed[row], region.tree["inspections"]["team"]
            good, wanted = left >= min(team, value_at(region.tree, row)), f"at least a team of {team}"
        if not good:
            told = f"{entry.name} makes {dotted(row)} {quote(left)}, expected {wanted}"
            doc.add(entry.path, told, found=quote(left), expected=wanted)
            return


def _matched(region: Region, lever: str) -> list[tuple[str, ...]]:
    try:
        return match_lever(region.tree, lever)
    except ScenarioError:
        return []  # reported where its change is checked


def _covered(doc: Document, entry: "Entry", change: Change) -> None:
    """Only what has rows, or is a share, can be in force in part; a distribution that a family shares cannot."""
    partial = entry.options.get("coverage", 1.0) != 1.0
    if (partial or entry.options.get("ramp")) and _one_for_a_family(change.lever):
        doc.add(
            entry.path,
            f"{entry.name} changes {change.lever}, one distribution for the whole family, which cannot be in force in "
            "part; expected neither coverage nor ramp",
        )
        return
    if partial and rows_of(change.lever) is None and kind_of_lever(change.lever) != "share":
        doc.add(
            (*entry.path, "coverage"),
            f"{entry.name} changes {change.lever}, which cannot be in force in part; expected no coverage",
        )


def _one_for_a_family(lever: str) -> bool:
    """Whether a lever changes a distribution that all items of a family draw from."""
    names = [name.strip() for name in lever.split(".")]
    return names[0] == "families" and len(names) > 2 and names[2] in ("effort_per_limit_day", "outside_wait")


def _conflicts(
    doc: Document, entry: "Entry", change: Change, paths: list, settings: Settings, span: Span | None
):
    """No two measures in force at once set the same value differently."""
    begin = entry.options.get("start") or (span.start if span else None)
    until = entry.options.get("until")
    mine = Setting(
        entry.name,
        change.value,
        begin if isinstance(begin, date) else None,
        until if isinstance(until, date) else None,
    )
    told = False
    for path in paths:
        for other in settings.get(path, []):
            if other.value != mine.value and mine.meets(other) and not told:
                told = True
                doc.add(
                    entry.path,
                    f"{entry.name} sets {dotted(path)} to {quote(mine.value)}, but {other.measure} "
                    f"sets it to {quote(other.value)} at the same time; expected no contradiction",
                    found=quote(mine.value),
                    expected=quote(other.value),
                )
        settings.setdefault(path, []).append(mine)


def _holidays(doc: Document, region: Region, span: Span) -> None:
    """Warn about years whose make-up workdays the package ``holidays`` does not know."""
    if region.tree["calendar"]["holidays"] != "China":
        return
    from holidays.countries.china import ChinaStaticHolidays

    years = [year for year in ChinaStaticHolidays.special_public_holidays if isinstance(year, int)]
    known = range(min(years), max(years) + 1)
    unknown = [year for year in range(span.begin.year, span.end.year + 1) if year not in known]
    if unknown:
        doc.warn(
            ("start",),
            f"found days in {', '.join(map(str, unknown))}, for which make-up workdays are not known "
            f"(known: {known[0]} to {known[-1]}); weekends and public holidays count as usual",
        )
