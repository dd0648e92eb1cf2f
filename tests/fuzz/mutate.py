"""Ways to damage a scenario file: its values and keys, its YAML, its bytes.

All chance comes from a ``random.Random`` that is given, so that a seed, Hypothesis or a coverage-guided fuzzer can
decide what happens.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

import yaml

from tests.fuzz.corpus import Original, originals, tree
from tests.fuzz.odd import KEYS, LINES, TOKENS, VALUES, odd_text

LARGEST = 400_000  # characters of a damaged file; larger ones are refused by size, which has a test of its own
Spot = tuple[Any, Any]  # the dict or list, and the key in it


def damaged(original: Original, luck: Random) -> bytes:
    """The file, damaged in one to five ways."""
    text = original.text
    plain = tree(original)
    if plain is not None and luck.random() < 0.75:
        text = dumped(damaged_tree(deepcopy(plain), luck), luck)
    else:
        text = damaged_text(text, luck)
    if luck.random() < 0.1:
        text = damaged_text(text, luck)
    content = text[:LARGEST].encode("utf-8", "surrogatepass")
    return damaged_bytes(content, luck) if luck.random() < 0.06 else content


def dumped(plain: Any, luck: Random) -> str:
    """A tree as YAML, in blocks or on one line."""
    style = luck.choice([False, False, None, True])
    said = {"Dumper": _Dumper, "sort_keys": False, "default_flow_style": style, "width": 100}
    try:
        return yaml.dump(plain, allow_unicode=True, **said)
    except UnicodeEncodeError:  # of half a character, which the dumper in C refuses
        return repr(plain)


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    def ignore_aliases(self, data: Any) -> bool:
        return True


def spots(plain: Any) -> list[Spot]:
    """Every place of a tree that holds a value."""
    found: list[Spot] = []
    waiting = [plain]
    while waiting:
        one = waiting.pop()
        keys = list(one) if isinstance(one, dict) else range(len(one)) if isinstance(one, list) else ()
        for key in keys:
            found.append((one, key))
            waiting.append(one[key])
    return found


def damaged_tree(plain: dict, luck: Random) -> dict:
    """The tree with one to five things done to its values and keys."""
    for _ in range(luck.choice([1, 1, 1, 1, 1, 2, 3, 5])):
        places = spots(plain)
        if not places:
            break
        inside, key = luck.choice(places)
        luck.choice(TREE_WAYS)(plain, inside, key, luck)
    return plain


def _replace(plain: Any, inside: Any, key: Any, luck: Random) -> None:
    inside[key] = deepcopy(luck.choice(VALUES))


def _delete(plain: Any, inside: Any, key: Any, luck: Random) -> None:
    del inside[key]


def _rename(plain: Any, inside: Any, key: Any, luck: Random) -> None:
    if isinstance(inside, dict):
        others = [other for _, other in spots(plain) if isinstance(other, str)]
        inside[luck.choice([luck.choice(KEYS), luck.choice(others or KEYS), f"{key}s"])] = inside.pop(key)


def _duplicate(plain: Any, inside: Any, key: Any, luck: Random) -> None:
    """A row once, or very many times."""
    copies = luck.choice([1, 1, 2, 5, 40, 400])
    copies = min(copies, 40_000 // max(1, len(spots(inside[key]))))
    for number in range(copies):
        if isinstance(inside, dict):
            inside[f"{key}_{number}"] = deepcopy(inside[key])
        else:
            inside.append(deepcopy(inside[key]))


def _swap(plain: Any, inside: Any, key: Any, luck: Random) -> None:
    """The values of two places, with those below them, unless one lies in the other."""
    other, place = luck.choice(spots(plain))
    one, two = inside[key], other[place]
    if _holds(one, other) or _holds(two, inside):
        other[place] = deepcopy(one)
    else:
        inside[key], other[place] = two, one


def _holds(value: Any, what: Any) -> bool:
    return value is what or any(holder[key] is what for holder, key in spots(value))


def _transplant(plain: Any, inside: Any, key: Any, luck: Random) -> None:
    """A value of another file, under its own key or under this one."""
    other = tree(luck.choice(originals()))
    if other:
        there, name = luck.choice(spots(other) or [(other, next(iter(other)))])
        inside[name if isinstance(inside, dict) and luck.random() < 0.6 else key] = deepcopy(there[name])


def _number(plain: Any, inside: Any, key: Any, luck: Random) -> None:
    """A number of the file made larger, smaller or another one."""
    numbers = [(i, k) for i, k in spots(plain) if isinstance(i[k], int | float) and not isinstance(i[k], bool)]
    if numbers:
        inside, key = luck.choice(numbers)
        factor = luck.choice([0, -1, 0.1, 0.5, 0.9, 1.1, 1.5, 2, 10, 1000, 1e6, 1e9, 1e300, 1e-9, 1e-300])
        changed = inside[key] * factor if abs(inside[key]) < 1e200 else factor
        whole = isinstance(inside[key], int) and abs(changed) < 1e18 and luck.random() < 0.8
        inside[key] = int(changed) if whole else changed


def _wrap(plain: Any, inside: Any, key: Any, luck: Random) -> None:
    """A value inside a list, an annotation, or many levels of something."""
    value = inside[key]
    depth = luck.choice([1, 3, 22, 24, 26, 60])
    for _ in range(1 if luck.random() < 0.7 else depth):
        value = [value] if luck.random() < 0.4 else {luck.choice(["value", "a", "dist", "measures"]): value}
    inside[key] = value


def _annotate(plain: Any, inside: Any, key: Any, luck: Random) -> None:
    notes = ("unit", "basis", "range", "fact", "source", "note")
    said = {name: deepcopy(luck.choice([*VALUES, "assumed", "fact", "minutes", [0, 1]])) for name in notes}
    kept = {name: said[name] for name in notes if luck.random() < 0.4}
    inside[key] = {"value": inside[key], **kept}


def _words(plain: Any, inside: Any, key: Any, luck: Random) -> None:
    """A title, a question, a note with whatever people and attackers write."""
    texts = [(i, k) for i, k in spots(plain) if isinstance(i[k], str)]
    inside, key = luck.choice(texts or [(inside, key)])
    inside[key] = odd_text(luck)


TREE_WAYS: list[Callable[[Any, Any, Any, Random], None]] = [
    _replace, _replace, _number, _number, _number, _number, _number, _delete, _rename, _rename, _duplicate, _swap,
    _swap, _transplant, _transplant, _wrap, _annotate, _words, _words,
]  # fmt: skip


def damaged_text(text: str, luck: Random) -> str:
    """The text with something done to its YAML: a token, a line, a tag, an anchor, an indent."""
    for _ in range(luck.choice([1, 1, 2, 4])):
        text = luck.choice(TEXT_WAYS)(text, luck)
        if len(text) > LARGEST:
            break
    return text


def _token(text: str, luck: Random) -> str:
    """A scalar replaced by another token."""
    found = list(re.finditer(r"(?<=[:\[,{] )[^\s,\]}{\[]+|(?<=- )\S+", text))
    if not found:
        return text + luck.choice(TOKENS)
    place = luck.choice(found)
    return text[: place.start()] + luck.choice(TOKENS) + text[place.end() :]


def _prefix(text: str, luck: Random) -> str:
    """A tag, anchor or alias before a value."""
    found = list(re.finditer(r"(?<=: )(?=\S)", text))
    if not found:
        return text
    place = luck.choice(found).start()
    mark = luck.choice(["!!python/name:os.system ", "!!str ", "! ", "&a ", "*a ", "!!set ", "!<tag:x> ", "&a *a ", "? ",
                        "!!binary ", "!!int ", "!!omap ", "| ", "> ", "\"", "'", "{", "[", "% ", "@", "`"])  # fmt: skip
    return text[:place] + mark + text[place:]


def _line(text: str, luck: Random) -> str:
    """A line added, doubled, left out, moved, or otherwise indented."""
    lines = text.splitlines(keepends=True) or [""]
    here, there = luck.randrange(len(lines)), luck.randrange(len(lines))
    way = luck.randrange(7)
    if way == 0:
        lines.insert(here, luck.choice(LINES) + "\n")
    elif way == 1:
        lines.insert(there, lines[here])
    elif way == 2:
        del lines[here]
    elif way == 3:
        lines[here], lines[there] = lines[there], lines[here]
    elif way == 4:
        lines[here] = luck.choice([" ", "  ", "\t", "    ", "- "]) + lines[here]
    elif way == 5:
        lines[here] = lines[here].lstrip()
    else:
        lines[here] = lines[here] * luck.choice([2, 50, 2000])
    return "".join(lines)


def _splice(text: str, luck: Random) -> str:
    """The beginning of this file and the end of another."""
    other = luck.choice(originals()).text
    return text[: luck.randrange(len(text) + 1)] + other[luck.randrange(len(other) + 1) :]


def _cut(text: str, luck: Random) -> str:
    start = luck.randrange(len(text) + 1)
    return text[:start] + text[start + luck.choice([1, 5, 100, 100_000]) :]


def _insert(text: str, luck: Random) -> str:
    place = luck.randrange(len(text) + 1)
    return text[:place] + luck.choice([odd_text(luck), luck.choice(LINES), luck.choice(TOKENS)]) + text[place:]


def _repeat(text: str, luck: Random) -> str:
    """A piece of the text again and again."""
    start = luck.randrange(len(text) + 1)
    piece = text[start : start + luck.choice([1, 2, 7, 40])]
    return text[:start] + piece * luck.choice([2, 30, 1000, 20_000]) + text[start:]


TEXT_WAYS: list[Callable[[str, Random], str]] = [_token, _token, _prefix, _line, _line, _splice, _cut, _insert, _repeat]


def damaged_bytes(content: bytes, luck: Random) -> bytes:
    """The bytes with some of them otherwise, or in another encoding."""
    way = luck.randrange(5)
    if way == 0:
        return content.decode("utf-8", "replace").encode(luck.choice(["utf-16", "utf-32", "gb18030", "utf-8-sig"]))
    if way == 1:
        return content[: luck.randrange(len(content) + 1)]
    changed = bytearray(content or b" ")
    for _ in range(luck.choice([1, 1, 2, 10, 200])):
        changed[luck.randrange(len(changed))] = luck.choice([0, 9, 10, 13, 34, 127, 255, luck.randrange(256)])
    return bytes(changed)
