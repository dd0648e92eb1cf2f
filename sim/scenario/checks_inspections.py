"""What must hold between inspections and the rest of a region."""

import math

from .checks_values import number, refers
from .dists import average
from .document import Document
from .fields import spans
from .problems import listed, quote

LATEST_CLOSING = 20 * 60  # minute of the day
_TOP = "inspections"
QUIET = "a day of the month and a later one or the same, not the whole month, or 0 and 0 for none"


def check_inspections(doc: Document, removed: dict) -> None:
    """All checks of ``inspections`` and ``standings``."""
    most = len(doc.rows("departments"))
    if most and number(doc.get("standings", "admonished"), 0) > most:
        found = doc.get("standings", "admonished")
        doc.mismatch(("standings", "admonished"), found, f"at most the number of departments, {most}")
    if not doc.rows(_TOP):
        return
    _names(doc, removed)
    _hours(doc)
    for name in doc.rows(_TOP, "bodies"):
        _quiet(doc, name)
        _inspectors(doc, name)
    _one_body_each(doc)
    _discretion(doc)
    _desk(doc)


def _names(doc: Document, removed: dict) -> None:
    """Areas, departments, sectors and sizes that are named exist."""
    for name, body in doc.rows(_TOP, "bodies").items():
        path = (_TOP, "bodies", name)
        body = body if isinstance(body, dict) else {}
        refers(doc, (*path, "area"), body.get("area"), (_TOP, "areas"), "an area", removed)
        department = body.get("department")
        refers(doc, (*path, "department"), department, ("departments",), "a department", removed)
    for table in ("areas", "bodies"):
        for name in doc.rows(_TOP, table):
            for sector in doc.rows(_TOP, table, name, "sectors"):
                path = (_TOP, table, name, "sectors", sector)
                refers(doc, path, sector, ("population", "sectors"), "a sector", removed)
    for size in doc.rows(_TOP, "sizes"):
        refers(doc, (_TOP, "sizes", size), size, ("population", "sizes"), "a size", removed)


def _hours(doc: Document) -> None:
    """Visits begin on some day, and not so late that none could be finished the same day."""
    hours = {day: times for day, times in doc.rows(_TOP, "hours").items() if isinstance(times, str)}
    if hours and not any(times.strip() for times in hours.values()):
        doc.add((_TOP, "hours"), "found no opening time on any day, expected at least one")
    for day, times in hours.items():
        try:
            late = any(end > LATEST_CLOSING for _, end in spans(times))
        except ValueError:
            continue
        if late:
            doc.mismatch(
                (_TOP, "hours", day),
                times,
                "times that end at 20:00 or before: a visit that has begun is finished the same day",
            )


def _quiet(doc: Document, name: str) -> None:
    path = (_TOP, "bodies", name, "quiet")
    days = [number(doc.get(*path, key), 0) for key in ("from_day", "to_day")]
    if doc.rows(*path) and not can_be_quiet(*days):
        doc.mismatch(path, days, QUIET)


def can_be_quiet(first: float, last: float) -> bool:
    """Whether quiet days are none, or some days of the month but not all."""
    return first == last == 0 or (1 <= first <= last and last - first < 30)


def _inspectors(doc: Document, name: str) -> None:
    """A body with something to do has a team."""
    body, team = doc.rows(_TOP, "bodies", name), number(doc.get(_TOP, "team"), 2)
    if not number(body.get("inspectors")) < team:
        return
    work = []
    if any(number(rate, 0) > 0 for rate in doc.rows(_TOP, "bodies", name, "sectors").values()):
        work.append("it has planned visits")
    if isinstance(body.get("department"), str):
        work.append(f"it verifies the promises made to {body['department']}")
    if work:
        doc.mismatch(
            (_TOP, "bodies", name, "inspectors"),
            body["inspectors"],
            f"at least a team of {team:g}: {' and '.join(work)}",
        )


def _one_body_each(doc: Document) -> None:
    """Warn about departments that several bodies name: promises are verified by the first of them."""
    first: dict[str, str] = {}
    for name, body in doc.rows(_TOP, "bodies").items():
        department = body.get("department") if isinstance(body, dict) else None
        if not isinstance(department, str):
            continue
        if department in first:
            doc.warn(
                (_TOP, "bodies", name, "department"),
                f"found {quote(department)}, which {first[department]} names too; promises made there are verified "
                f"by {first[department]} alone",
            )
        first.setdefault(department, name)


def _discretion(doc: Document) -> None:
    """Warn where teams are not on average as severe as the standard fines say."""
    path = (_TOP, "sanctions", "discretion")
    given = doc.get(*path)
    try:
        mean = average(given) if isinstance(given, dict) and isinstance(given.get("dist"), str) else number(given)
    except ValueError:
        return
    if math.isfinite(mean) and abs(mean - 1) > 1e-9:
        doc.warn(path, f"found a mean of {mean:.6g}, with which the mean fine is not the standard fine of the areas")


def _desk(doc: Document) -> None:
    """Complaints about enterprises have a desk."""
    areas = [name for name in doc.rows(_TOP, "areas") if number(doc.get(_TOP, "areas", name, "complaints"), 0) > 0]
    staff = ("complaints", "staff")
    if areas and doc.get(*staff) == 0 and not doc.reported(staff):
        doc.add(
            staff,
            f"found 0, expected at least 1: enterprises are complained about ({listed(areas)})",
        )
