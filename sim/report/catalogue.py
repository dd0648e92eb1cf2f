"""Every text a person reads, in English and Chinese, from one catalogue.

The texts live in ``texts/<topic>.yaml``; the key ``page.answer.heading`` is the entry ``answer: heading:`` of
``texts/page.yaml``. An entry holds one template per language, or, where English has a plural, two:

    replications: {en: {one: "{count} replication", other: "{count} replications"}, zh: "{count} 次重复"}

A topic is read when its first text is asked for, so that the command line starts without parsing the page's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "zh")
HTML_LANGUAGE = {"en": "en", "zh": "zh-CN"}

_TEXTS = Path(__file__).with_name("texts")


class MissingText(KeyError):
    """A key, or one of its languages, is not in the catalogue."""

    def __str__(self) -> str:
        return self.args[0]


def text(key: str, language: str = "en", **values: object) -> str:
    """The text of ``key`` in ``language``, with ``values`` put in the places named ``{like_this}``.

    Entries with a plural need the value ``count``. Values are inserted as they are, never read as templates.
    Raises MissingText for an unknown key or language, and for a place that no value was given for.
    """
    template = _template(key, language, values)
    try:
        return template.format_map(values)
    except KeyError as missing:
        raise MissingText(f"text {key!r} ({language}) needs a value for {missing}") from None


def label(topic: str, identifier: object, language: str = "en", **values: object) -> str:
    """The name of an identifier of an open set; one the catalogue does not know is shown as it is written."""
    key = f"{topic}.{normal(identifier)}"
    if key not in _entries(topic):
        return str(identifier).replace("_", " ")
    return text(key, language, **values)


def title(mapping: Mapping[str, str] | str | None, language: str = "en", default: str = "") -> str:
    """The words of a scenario file ({en, zh}) in ``language``, else in the other one, else ``default``."""
    if not mapping:
        return default
    if isinstance(mapping, str):
        return mapping
    for wanted in (language, *LANGUAGES):
        if mapping.get(wanted):
            return str(mapping[wanted])
    return default


def known(key: str) -> bool:
    """Whether the catalogue has this text."""
    return key in _entries(key.partition(".")[0])


def keys() -> Iterator[str]:
    """Every key of every topic, for the test that all are complete."""
    for file in sorted(_TEXTS.glob("*.yaml")):
        yield from _entries(file.stem)


def templates(key: str, language: str) -> tuple[str, ...]:
    """The templates of a key as written: one, or the singular and the plural."""
    entry = _entry(key, language)
    return (entry,) if isinstance(entry, str) else (entry["one"], entry["other"])


def normal(identifier: object) -> str:
    """An identifier as the catalogue writes it: "Working days" and "working-days" are ``working_days``."""
    return str(identifier).strip().lower().replace(" ", "_").replace("-", "_")


def _template(key: str, language: str, values: Mapping[str, object]) -> str:
    entry = _entry(key, language)
    if isinstance(entry, str):
        return entry
    if "count" not in values:
        raise MissingText(f"text {key!r} ({language}) has a plural and needs a value for 'count'")
    return entry["one" if values["count"] in (1, "1") else "other"]


def _entry(key: str, language: str) -> str | Mapping[str, str]:
    entries = _entries(key.partition(".")[0])
    if key not in entries:
        raise MissingText(f"no text {key!r} in the catalogue{_nearest(key, entries)}")
    if language not in entries[key]:
        raise MissingText(f"text {key!r} has no {language!r}; it has {', '.join(sorted(entries[key]))}")
    return entries[key][language]


def _nearest(key: str, entries: Mapping[str, object]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, list(entries), n=1)
    return f"; the nearest is {near[0]!r}" if near else ""


@cache
def _entries(topic: str) -> Mapping[str, Mapping]:
    """All entries of a topic by their full key."""
    import yaml

    file = _TEXTS / f"{topic}.yaml"
    if not file.is_file():
        return {}
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return dict(_leaves(topic, yaml.load(file.read_text(encoding="utf-8"), Loader=loader)))


def _leaves(key: str, node: Mapping) -> Iterator[tuple[str, Mapping]]:
    if LANGUAGES[0] in node or LANGUAGES[1] in node:
        yield key, node
        return
    for name, below in node.items():
        yield from _leaves(f"{key}.{name}", below)
