"""The published facts that a scenario names, in words, under where they were published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sim.report.catalogue import known, label, text, title
from sim.report.wording import percent, plain

#: Names of values that are shares though the fact as a whole is not.
_SHARES = ("share", "_change", "_shared", "required", "rate", "operating", "management_time", "deduction_low",
           "deduction_high")  # fmt: skip


def published(identifiers: Iterable[str], language: str) -> list[dict[str, Any]]:
    """The facts with these ids, headed by their publication; an unknown one has only its id."""
    facts, sources = library_facts()
    groups: dict[str, list] = {}
    for name in identifiers:
        fact = facts.get(name, {})
        source = sources.get(str(fact.get("source")), {})
        heading = ", ".join(str(source[key]) for key in ("title", "publisher", "date") if source.get(key))
        groups.setdefault(heading, []).append(_fact(name, fact, language))
    return [{"heading": heading, "rows": rows} for heading, rows in groups.items()]


def library_facts() -> tuple[dict[str, Any], dict[str, Any]]:
    """The facts and their sources in the scenario library, by id; none where there is no list."""
    from sim.scenario.library import Library
    from sim.scenario.reader import read

    facts: dict[str, Any] = {}
    sources: dict[str, Any] = {}
    for root in reversed(Library().roots):
        path = root / "facts.yaml"
        if path.is_file():
            tree = _bare(read(path, path.name)[0])
            facts |= tree.get("facts") or {}
            sources |= tree.get("sources") or {}
    return facts, sources


def _fact(identifier: str, fact: Mapping[str, Any], language: str) -> dict[str, str]:
    values, unit = fact.get("values") or {}, str(fact.get("unit", ""))
    share = unit.startswith("share")
    named = [f"{_name(identifier, name, language)} {_value(name, value, share, language)}"
             for name, value in values.items()]  # fmt: skip
    return {
        "id": identifier,
        "what": title(fact.get("what"), language),
        "value": text("number.list.separator", language).join(named),
        "unit": "" if share or unit in values else label("dimension", unit, language),
    }


def _name(identifier: str, name: str, language: str) -> str:
    """What a value of a fact is called, in this fact or in general."""
    own = f"fact_value.{identifier}.{name}"
    return text(own, language) if known(own) else label("fact_value", name, language)


def _value(name: str, value: Any, share: bool, language: str) -> str:
    """A published value; shares, among which a count may stand, in percent."""
    share = share or name.endswith(_SHARES)
    if share and isinstance(value, (int, float)) and abs(value) <= 1:
        return percent(value, language, 1)
    return plain(value)


def _bare(node: Any) -> Any:
    """A node of the strict reader as plain values."""
    if node.is_mapping:
        return {name: _bare(inner) for name, inner in node.value.items()}
    return [_bare(inner) for inner in node.value] if isinstance(node.value, list) else node.value
