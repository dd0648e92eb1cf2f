"""What must hold between lending and the rest of a region."""

from collections.abc import Iterator
from datetime import date

from .checks_economy import needed_by_enterprises
from .checks_values import entries, number, refers, some_weight
from .document import Document

_TOP = "lending"
_REGISTERED = ("property", "ip")  # kinds of security that a registry keeps
_UNREGISTERED = ("none", "receivables", "guarantee")


def check_lending(doc: Document, removed: dict) -> None:
    """All checks of ``lending``."""
    if not doc.rows(_TOP):
        return
    if not doc.rows("economy"):
        doc.add(("economy",), "is missing; expected an economy: lending needs what enterprises earn and owe")
    for path, table in _classed(doc):
        for name in doc.rows(*path):
            what = "a size" if table == "sizes" else "a sector"
            refers(doc, (*path, name), name, ("population", table), what, removed)
    needed_by_enterprises(doc, (_TOP, "registration"), doc.get(_TOP, "registration"), removed)
    _prime_rate(doc)
    _banks(doc)
    _products(doc)
    _buffer(doc)


def _classed(doc: Document) -> Iterator[tuple[tuple, str]]:
    """Tables by size class or sector, each with the table of the population that names its rows."""
    for product in doc.rows(_TOP, "products"):
        for table in ("sizes", "sectors"):
            yield (_TOP, "products", product, table), table
    for platform in doc.rows(_TOP, "platforms"):
        yield (_TOP, "platforms", platform, "sizes"), "sizes"
    for table in ("indebted", "property"):
        yield (_TOP, "borrowers", table), "sizes"
    yield (_TOP, "borrowers", "ip"), "sectors"
    for part in ("compensation", "interest_subsidy"):
        yield (_TOP, part, "sizes"), "sizes"


def _prime_rate(doc: Document) -> None:
    before = None
    for index, rate in enumerate(entries(doc, _TOP, "prime_rate")):
        day = rate.get("from") if isinstance(rate, dict) else None
        if not isinstance(day, date):
            continue
        if before and day <= before:
            doc.mismatch((_TOP, "prime_rate", index, "from"), day, f"a day after {before}: days in growing order")
        before = day


def _banks(doc: Document) -> None:
    banks = doc.rows(_TOP, "banks")
    shares = [number(doc.get(_TOP, "banks", name, "share"), 1) for name in banks]
    if banks and not sum(shares) > 0:
        doc.add((_TOP, "banks"), "found no bank with a share above 0, expected at least one")
    for name in banks:
        path = (_TOP, "banks", name, "officers")
        if doc.get(*path) == 0:
            doc.mismatch(path, 0, "at least 1: requests that reach the bank must be handled")


def _products(doc: Document) -> None:
    """Only what a registry keeps is registered; a product is open to somebody."""
    for name, product in doc.rows(_TOP, "products").items():
        path, product = (_TOP, "products", name), product if isinstance(product, dict) else {}
        security = product.get("security", "none")
        if product.get("registered") is True and security in _UNREGISTERED:
            wanted = f"false: only {' and '.join(_REGISTERED)} can be registered, and its security is {security}"
            doc.mismatch((*path, "registered"), True, wanted)
        for table in ("sizes", "sectors"):
            weights = doc.rows(*path, table)
            if set(weights) >= set(doc.rows("population", table)):
                some_weight(doc, (*path, table))


def _buffer(doc: Document) -> None:
    path = (_TOP, "borrowers")
    buffer, target = number(doc.get(*path, "buffer"), 1.0), number(doc.get(*path, "target"), 2.0)
    if target < buffer:
        doc.mismatch((*path, "target"), target, f"at least the buffer of {buffer:g}")
