"""What must hold between the economy and the rest of a region."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from .checks_values import entries, number, refers, some_weight
from .document import Document
from .problems import listed, nearest, quote

_TOP = "economy"
_LARGEST_CLASS = 1e7  # people: of a size class that does not say how many


def check_economy(doc: Document, removed: dict) -> None:
    """All checks of ``economy``."""
    if not doc.rows(_TOP):
        return
    for table, what in (("sizes", "size"), ("sectors", "sector")):
        _complete(doc, table, what, removed)
    _growing(doc)
    _conversion(doc, removed)
    for sector in doc.rows(_TOP, "sectors"):
        _sector(doc, sector, removed)
    _shocks(doc, removed)
    _founders(doc)
    _exit(doc, removed)


def _complete(doc: Document, table: str, what: str, removed: dict) -> None:
    """Every size and every sector of the population, no other, in the same order."""
    rows, wanted = doc.rows(_TOP, table), list(doc.rows("population", table))
    known = [refers(doc, (_TOP, table, name), name, ("population", table), f"a {what}", removed) for name in rows]
    meant = {nearest(name, wanted) for name in rows if name not in wanted}
    for name in wanted if rows else ():
        if name not in rows and name not in meant:
            doc.add((_TOP, table, name), f"is missing; expected what the enterprises of this {what} are like")
    if all(known) and len(rows) == len(wanted) and list(rows) != wanted:
        message = f"found the order {', '.join(rows)}, expected that of population.{table}: {', '.join(wanted)}"
        doc.add((_TOP, table), message)


def _growing(doc: Document) -> None:
    """An enterprise that outgrows its class moves into the next, which is for larger ones."""
    smaller, most, rows = "", 0.0, doc.rows(_TOP, "sizes")
    for name in filter(rows.__contains__, doc.rows("population", "sizes")):
        path = (_TOP, "sizes", name, "most_staff")
        own = number(doc.get(*path), _LARGEST_CLASS)
        if smaller and own <= most:
            doc.mismatch(path, own, f"more than the {most:,.10g} people of {smaller}: size classes in growing order")
        smaller, most = name, own


def _conversion(doc: Document, removed: dict) -> None:
    """There is no class above the last."""
    sizes = list(doc.rows("population", "sizes"))
    for name in doc.rows(_TOP, "sizes"):
        path = (_TOP, "sizes", name, "conversion")
        procedure = doc.get(*path)
        if procedure is not None and sizes and name == sizes[-1]:
            doc.mismatch(path, procedure, f"nothing: there is no size class above {name}")
        else:
            needed_by_enterprises(doc, path, procedure, removed)


def _sector(doc: Document, sector: str, removed: dict) -> None:
    path = (_TOP, "sectors", sector)
    for customer in doc.rows(*path, "customers"):
        refers(doc, (*path, "customers", customer), customer, ("population", "sectors"), "a sector", removed)
    some_weight(doc, (*path, "customers"))
    needed_by_enterprises(doc, (*path, "permit", "procedure"), doc.get(*path, "permit", "procedure"), removed)
    _costs(doc, path)
    months = [number(one, 1) for one in entries(doc, *path, "season")]
    if months and not sum(months) > 0:
        doc.add((*path, "season"), "found no month above 0, expected at least one")


def _costs(doc: Document, path: tuple) -> None:
    """What is not margin, wages, rent or utilities is materials, and no less than nothing."""
    wages = number(doc.get(*path, "wage")) / max(number(doc.get(*path, "productivity")), 1e-9)
    left = 1 - wages - number(doc.get(*path, "rent"), 0.05) - number(doc.get(*path, "utilities"), 0.02)
    margin = number(doc.get(*path, "margin"))
    if margin > left + 1e-9:
        doc.mismatch((*path, "margin"), margin, f"at most the {left:.4g} that wages, rent and utilities leave")


def _shocks(doc: Document, removed: dict) -> None:
    for index, shock in enumerate(entries(doc, _TOP, "shocks")):
        path, shock = (_TOP, "shocks", index), shock if isinstance(shock, dict) else {}
        begins, until = shock.get("from"), shock.get("until")
        if isinstance(begins, date) and isinstance(until, date) and until <= begins:
            doc.mismatch((*path, "until"), until, f"a day after {begins}, on which it begins")
        demand = shock.get("demand")
        for sector in demand if isinstance(demand, dict) else ():
            refers(doc, (*path, "demand", sector), sector, ("population", "sectors"), "a sector", removed)


def _founders(doc: Document) -> None:
    """Whoever founds an enterprise needs one approval, with which the business opens."""
    reason = "in a region with an economy every enterprise opens with the approval that its founders need"
    founding = [name for name, demand in _demands(doc) if demand.get("by") == "founders"]
    if len(founding) != 1 and doc.rows("procedures"):
        found = f"found {listed(founding)}" if founding else "found no procedure"
        doc.add(("procedures",), f"{found} needed by founders, expected exactly one: {reason}")
    for name in founding:
        path = ("procedures", name, "demand", "share")
        share = number(doc.get(*path), 1)
        if share != 1 and len(founding) == 1 and not doc.reported(path):
            doc.mismatch(path, share, f"1: {reason}")


def _demands(doc: Document) -> Iterator[tuple[str, dict]]:
    for name in doc.rows("procedures"):
        yield name, doc.rows("procedures", name, "demand")


def _exit(doc: Document, removed: dict) -> None:
    """Striking off is an approval that ends the enterprise; when it is asked for is the economy's to say."""
    path = (_TOP, "exit")
    for key in ("procedure", "simple_procedure"):
        name = doc.get(*path, key)
        if not refers(doc, (*path, key), name, ("procedures",), "a procedure", removed):
            continue
        if doc.get("procedures", name, "closes") is not True:
            doc.mismatch((*path, key), name, "a procedure that ends the enterprise (closes: true)")
            continue
        if doc.get("procedures", name, "demand", "by") == "founders":
            doc.mismatch((*path, key), name, "a procedure needed by enterprises, not by founders")
        rate = doc.get("procedures", name, "demand", "per_year")
        place = ("procedures", name, "demand", "per_year")
        if number(rate, 0) > 0 and not doc.reported(place):
            doc.warn(place, f"found {quote(rate)}, which comes on top of what economy.exit brings about; expected 0")
    if number(doc.get(*path, "simple"), 0) > 0 and doc.get(*path, "simple_procedure") is None:
        told = "found a share above 0 but no simple_procedure, expected the simplified procedure"
        doc.add((*path, "simple"), told)


def needed_by_enterprises(doc: Document, path: tuple, name: Any, removed: dict) -> None:
    """Report a procedure that an enterprise cannot ask for while it goes on: unknown, founders', or its end."""
    if not refers(doc, path, name, ("procedures",), "a procedure", removed):
        return
    if doc.get("procedures", name, "closes") is True:
        doc.mismatch(path, name, "a procedure that does not end the enterprise")
    elif doc.get("procedures", name, "demand", "by") == "founders":
        doc.mismatch(path, name, "a procedure needed by enterprises, not by founders")
