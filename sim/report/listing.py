"""Numbers of scenario files as rows to read; what several departments or items share is one row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sim.report.catalogue import label, text
from sim.report.wording import in_full, plain

if TYPE_CHECKING:
    from sim.scenario import Source

    Numbers = Iterable[tuple[str, Source]]  # with the measure a number belongs to, "" for the region's own


def grouped(numbers: Numbers, titles: Mapping[str, str], tree: Mapping, language: str) -> list[dict[str, Any]]:
    """Rows under the part of the region's file they belong to; those of measures under their own heading."""
    groups: dict[str, list] = {}
    for measure, number in numbers:
        part = "measures" if measure else number.path.partition(".")[0]
        groups.setdefault(label("part", part, language), []).append((measure, number))
    return [{"heading": heading, "rows": listed(rows, titles, tree, language)} for heading, rows in groups.items()]


def listed(numbers: Numbers, titles: Mapping[str, str], tree: Mapping, language: str) -> list[dict[str, str]]:
    """Rows of path, value, unit, range, fact and note, in the order met.

    A number that rows of a table share stands once, as ``departments.[tax, health].refusal``, or as
    ``departments.*.refusal`` where it is that of every row the region's ``tree`` has.
    """
    alike: dict[tuple, list[str]] = {}
    for measure, number in numbers:
        table, _, rest = number.path.partition(".")
        member, _, key = rest.partition(".")
        same = tuple(_row(number, titles.get(measure, ""), language).items())
        alike.setdefault((table, key, same) if key else (number.path, "", same), []).append(member)
    return [
        {"path": _path(table, members, key, tree.get(table, ())), **dict(same)}
        for (table, key, same), members in alike.items()
    ]


def _row(number: Source, measure: str, language: str) -> dict[str, str]:
    return {
        "measure": measure,
        "value": plain(number.value),
        "unit": label("dimension", number.unit, language) if number.unit else "",
        "range": _range(number.range, language),
        "fact": number.fact or "",
        "note": "; ".join(filter(None, (number.note, number.source))),
    }


def _range(limits: tuple[float, float] | None, language: str) -> str:
    if not limits:
        return ""
    return text("number.interval", language, low=in_full(limits[0]), high=in_full(limits[1]))


def _path(table: str, members: list[str], key: str, everybody: Iterable[str]) -> str:
    if not key:
        return table
    if len(members) == 1:
        return f"{table}.{members[0]}.{key}"
    shared = "*" if set(members) == set(everybody) else f"[{', '.join(members)}]"
    return f"{table}.{shared}.{key}"
