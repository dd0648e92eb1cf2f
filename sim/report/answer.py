"""The answer in a few sentences: how long it takes and why, inspections, credit, the economy, and what else changed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sim.report.catalogue import known, label, normal, text
from sim.report.scope import APPROVALS, ECONOMY, INSPECTIONS, LENDING, SIDES, side
from sim.report.wording import is_share, join, number, present, relative, with_unit

HEADLINE = "elapsed_working_days"
_NOTABLE = 0.01  # of the time before; a smaller change of a part is not spoken of
_NAMED_FIRST = ("visits", "administrative_cost", "documents", "steps")
_EXAMPLES = 2
#: What the sentences on inspections speak of: visits and what they cost, what they find, what they prevent.
_VISITS, _COST, _FOUND = "inspections", ("inspection_hours", "inspection_loss"), ("precision", "violations_found")
_HARM, _KEPT = "incidents", ("compliance",)
#: What the sentences on credit speak of: who asks and gets it, at what price, and what it does to banks.
_MONEY, _GRANTED, _BANKS = "days_to_money", ("discouraged", "approvals", "loan_rate"), ("nonperforming", "bank_capital")
#: And those on the economy: enterprises and jobs, and the public purse.
_STOCK = ("enterprises", "jobs", "revenue", "fiscal_balance")
_SPOKEN = (_VISITS, *_COST, *_FOUND, _HARM, *_KEPT, _MONEY, *_GRANTED, *_BANKS, *_STOCK)
_UNKNOWN = ("one_replication", "no_data")

Row = Mapping[str, Any]
Parts = Mapping[str, tuple[float, float]]


def answer(rows: Iterable[Row], parts: Parts, language: str, touched: tuple[str, ...] = (APPROVALS,)) -> list[str]:
    """The sentences from the rows over everybody and the days of each part before and after.

    ``touched`` says what the measures change (see ``sim.report.scope``); the rest is mentioned in one sentence.
    """
    rows = list(rows)
    headline = next((row for row in rows if row["outcome"] == HEADLINE), None)
    measured = [row for row in rows if not row["outcome"].startswith(HEADLINE) and _measured(row)]
    others = [row for row in measured if side(row["outcome"]) in touched]
    sentences = []
    found = {row["outcome"]: row for row in others}
    for one in touched:
        if one in _ON:
            sentences += _ON[one](found, language)
        else:
            sentences.append(_time(headline, language) if headline is not None and _measured(headline) else "")
            sentences.append(_why(parts, language) if parts else "")
    others = [row for row in others if row["outcome"] not in _SPOKEN]
    sentences.append(_rest(others, language) if others else "")
    for one in SIDES:
        beside = [row for row in rows if _measured(row) and side(row["outcome"]) == one and one not in touched]
        sentences.append(_beside(beside, language) if beside else "")
    return [sentence for sentence in sentences if sentence]


def moved(rows: Iterable[Row], language: str, brief: bool = True) -> str:
    """What became of some outcomes: those that changed with their numbers, then those of which nothing is known."""
    rows = [row for row in rows if _measured(row) and row.get("reason") not in _UNKNOWN]
    clear = [_example(row, language, "brief" if brief else "example") for row in rows if _changed(row)]
    same = [row for row in rows if row.get("reason") == "identical"]
    unclear = [row for row in rows if not _changed(row) and row.get("reason") != "identical"]
    said = [text("answer.moved.clear", language, changes=_capital(join(clear, language, "clauses")))] if clear else []
    for key, left in (("same", same), ("unclear", unclear)):
        if left:
            names = join([spoken("outcome", row["outcome"], language) for row in left], language)
            said.append(_capital(text(f"answer.moved.{key}", language, names=names)))
    return text("answer.between", language).join(said)


def _changed(row: Row) -> bool:
    return row["verdict"] in ("improved", "worse", "changed")


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _measured(row: Row) -> bool:
    return math.isfinite(row["baseline"]) and math.isfinite(row["reform"])


def _time(row: Row, language: str) -> str:
    return _headline(row, "answer.time", language)


def _headline(row: Row, words: str, language: str) -> str:
    """The sentence on a headline outcome that fits its verdict."""
    said = present(row, language)
    values = {name: getattr(said, name) for name in ("baseline", "reform", "difference", "interval", "percent")}
    if row.get("reason") == "identical":
        return text(f"{words}.identical", language, **values)
    if not (math.isfinite(row["low"]) and math.isfinite(row["high"])):
        return text(f"{words}.no_interval", language, **values)
    sizes = [size.lstrip("+\N{MINUS SIGN}") for size in (said.difference, said.low, said.high)]
    low, high = (sizes[2], sizes[1]) if row["difference"] < 0 else (sizes[1], sizes[2])
    verdict = row["verdict"] if row["verdict"] in ("improved", "worse") else "cannot_tell"
    return text(f"{words}.{verdict}", language, size=sizes[0], low=low, high=high, **values)


def _inspections(rows: Mapping[str, Row], language: str) -> list[str]:
    """Visits and what they cost, what they find, and what becomes of the harm they are to prevent."""
    visits, harm = rows.get(_VISITS), rows.get(_HARM)
    burden = _headline(visits, "answer.visits", language) if visits else ""
    price = _harm(harm, visits, language) if harm else ""
    return [
        _after(burden, _COST, rows, language),
        _after("", _FOUND, rows, language),
        _after(price, _KEPT, rows, language),
    ]


def _credit(rows: Mapping[str, Row], language: str) -> list[str]:
    """How long a loan takes, who gets one at what price, and what becomes of banks."""
    time = _headline(rows[_MONEY], "answer.money", language) if _MONEY in rows else ""
    return [_after(time, _GRANTED, rows, language), _after("", _BANKS, rows, language)]


def _economy(rows: Mapping[str, Row], language: str) -> list[str]:
    """Enterprises, jobs and revenue, and the public purse."""
    return [_after("", _STOCK, rows, language)]


def _after(first: str, names: tuple[str, ...], rows: Mapping[str, Row], language: str) -> str:
    """A sentence, and what became of some outcomes beside it."""
    more = moved([rows[name] for name in names if name in rows], language, brief=False)
    return text("answer.between", language).join(filter(None, (first, more)))


_ON = {INSPECTIONS: _inspections, LENDING: _credit, ECONOMY: _economy}


def _harm(row: Row, visits: Row | None, language: str) -> str:
    if row.get("reason") in _UNKNOWN:
        return ""
    relieved = visits is not None and visits["verdict"] == "improved"
    words = "answer.harm.price" if row["verdict"] == "worse" and relieved else "answer.harm"
    return _headline(row, words, language)


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
    found = []
    for days, part in changes:
        name = spoken("component", part, language)
        said = number(days, 1 if abs(days) >= 0.5 else 2, sign=True)
        found.append(text(f"answer.why.{'part' if found else 'first'}", language, part=name, days=said))
    return join(found, language)


def _rest(rows: list[Row], language: str) -> str:
    if all(row.get("reason") in _UNKNOWN for row in rows):
        return text("answer.rest.no_verdict", language)
    values = {"count": len(rows), "counts": _counts(rows, language)}
    examples = [_example(row, language) for row in _telling(rows)]
    if not examples:
        return text("answer.rest.plain", language, **values)
    return text("answer.rest.sentence", language, examples=join(examples, language, "clauses"), **values)


def _beside(rows: list[Row], language: str) -> str:
    """What the measures do not touch, in one sentence."""
    words = f"answer.beside.{side(rows[0]['outcome'])}"
    if all(row.get("reason") == "identical" for row in rows):
        return text(f"{words}_same", language)
    if all(row.get("reason") in _UNKNOWN for row in rows):
        return ""
    return text(words, language, count=len(rows), counts=_counts(rows, language))


def _counts(rows: list[Row], language: str) -> str:
    """ "3 improved, 1 became worse and 2 cannot be told from chance"."""
    counts = Counter(row["verdict"] for row in rows)
    counted = [
        text(f"answer.rest.{verdict}", language, number=counts[verdict])
        for verdict in ("improved", "worse", "changed", "cannot_tell")
        if counts[verdict]
    ]
    return join(counted, language, "clauses")


def _telling(rows: list[Row]) -> list[Row]:
    """The outcomes worth naming: what became worse first, then visits and cost, then the largest gains."""

    def rank(row: Row) -> tuple:
        name = row["outcome"]
        place = _NAMED_FIRST.index(name) if name in _NAMED_FIRST else len(_NAMED_FIRST)
        size = relative(row)
        return row["verdict"] != "worse", place, -abs(size) if math.isfinite(size) else 0.0

    return sorted((row for row in rows if row["verdict"] in ("improved", "worse")), key=rank)[:_EXAMPLES]


def _example(row: Row, language: str, kind: str = "example") -> str:
    said = present(row, language)
    counted = normal(row["unit"]) == normal(row["outcome"])  # "visits 3.8 -> 0.9" need not say visits twice
    values = {name: getattr(said, name) for name in ("baseline", "difference", "percent", "interval")}
    values["outcome"] = spoken("outcome", row["outcome"], language)
    values["reform"] = said.reform if counted else with_unit(said.reform, said.unit, language)
    share = "_share" if is_share(row["unit"]) else ""
    return text(f"answer.rest.{kind}{share}", language, verdict=label("verdict", row["verdict"], language), **values)


def spoken(topic: str, identifier: str, language: str) -> str:
    """The name of a thing as it stands inside a sentence, where the catalogue has one."""
    key = f"{topic}.said.{identifier}"
    return text(key, language) if known(key) else label(topic, identifier, language)
