"""The answer in three sentences: how long it takes, where the time was saved, and what else changed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sim.report.catalogue import known, label, normal, text
from sim.report.wording import join, number, present, relative, with_unit

HEADLINE = "elapsed_working_days"
_NOTABLE = 0.01  # of the time before; a smaller change of a part is not spoken of
_NAMED_FIRST = ("visits", "administrative_cost", "documents", "steps")
_EXAMPLES = 2

Row = Mapping[str, Any]
Parts = Mapping[str, tuple[float, float]]


def answer(rows: Iterable[Row], parts: Parts, language: str) -> list[str]:
    """Up to three sentences from the rows over all matters and the days of each part before and after."""
    rows = list(rows)
    headline = next((row for row in rows if row["outcome"] == HEADLINE), None)
    others = [row for row in rows if not row["outcome"].startswith(HEADLINE) and _measured(row)]
    sentences = [
        _time(headline, language) if headline is not None and _measured(headline) else "",
        _why(parts, language) if parts else "",
        _rest(others, language) if others else "",
    ]
    return [sentence for sentence in sentences if sentence]


def _measured(row: Row) -> bool:
    return math.isfinite(row["baseline"]) and math.isfinite(row["reform"])


def _time(row: Row, language: str) -> str:
    said = present(row, language)
    values = {name: getattr(said, name) for name in ("baseline", "reform", "difference", "interval", "percent")}
    if row.get("reason") == "identical":
        return text("answer.time.identical", language, **values)
    if not (math.isfinite(row["low"]) and math.isfinite(row["high"])):
        return text("answer.time.no_interval", language, **values)
    sizes = [size.lstrip("+\N{MINUS SIGN}") for size in (said.difference, said.low, said.high)]
    low, high = (sizes[2], sizes[1]) if row["difference"] < 0 else (sizes[1], sizes[2])
    verdict = row["verdict"] if row["verdict"] in ("improved", "worse") else "cannot_tell"
    return text(f"answer.time.{verdict}", language, size=sizes[0], low=low, high=high, **values)


def _why(parts: Parts, language: str) -> str:
    before, after = (sum(days[world] for days in parts.values()) for world in (0, 1))
    changes = sorted((days[1] - days[0], part) for part, days in parts.items())
    saved = [change for change in changes if change[0] <= -_NOTABLE * before]
    grown = [change for change in reversed(changes) if change[0] >= _NOTABLE * before]
    shorter = after <= before
    main, counter = (saved, grown) if shorter else (grown, saved)
    if not main:
        return text("answer.why.same", language)
    key = f"answer.why.{'shorter' if shorter else 'longer'}{'_but' if counter else ''}"
    most = {True: 3, False: 1}
    savings = _listed(saved[: most[shorter]], language)
    growth = _listed(grown[: most[not shorter]], language)
    return text(key, language, savings=savings, growth=growth)


def _listed(changes: list[tuple[float, str]], language: str) -> str:
    """ "idle within the limit (−5.1 days) and queue at review (−2.0 days)"."""
    spoken = []
    for days, part in changes:
        name = _said("component", part, language)
        said = number(days, 1 if abs(days) >= 0.5 else 2, sign=True)
        spoken.append(text(f"answer.why.{'part' if spoken else 'first'}", language, part=name, days=said))
    return join(spoken, language)


def _rest(rows: list[Row], language: str) -> str:
    counts = Counter(row["verdict"] for row in rows)
    if all(row.get("reason") in ("one_replication", "no_data") for row in rows):
        return text("answer.rest.no_verdict", language)
    counted = [
        text(f"answer.rest.{verdict}", language, number=counts[verdict])
        for verdict in ("improved", "worse", "changed", "cannot_tell")
        if counts[verdict]
    ]
    values = {"count": len(rows), "counts": join(counted, language, "clauses")}
    examples = [_example(row, language) for row in _telling(rows)]
    if not examples:
        return text("answer.rest.plain", language, **values)
    return text("answer.rest.sentence", language, examples=join(examples, language, "clauses"), **values)


def _telling(rows: list[Row]) -> list[Row]:
    """The outcomes worth naming: what became worse first, then visits and cost, then the largest gains."""

    def rank(row: Row) -> tuple:
        name = row["outcome"]
        place = _NAMED_FIRST.index(name) if name in _NAMED_FIRST else len(_NAMED_FIRST)
        size = relative(row)
        return row["verdict"] != "worse", place, -abs(size) if math.isfinite(size) else 0.0

    return sorted((row for row in rows if row["verdict"] in ("improved", "worse")), key=rank)[:_EXAMPLES]


def _example(row: Row, language: str) -> str:
    said = present(row, language)
    counted = normal(row["unit"]) == normal(row["outcome"])  # "visits 3.8 -> 0.9" need not say visits twice
    values = {name: getattr(said, name) for name in ("baseline", "difference", "percent", "interval")}
    values["outcome"] = _said("outcome", row["outcome"], language)
    values["reform"] = said.reform if counted else with_unit(said.reform, said.unit, language)
    kind = "example_share" if normal(row["unit"]) == "share" else "example"
    return text(f"answer.rest.{kind}", language, **values)


def _said(topic: str, identifier: str, language: str) -> str:
    """The name of a thing as it stands inside a sentence, where the catalogue has one."""
    key = f"{topic}.said.{identifier}"
    return text(key, language) if known(key) else label(topic, identifier, language)
