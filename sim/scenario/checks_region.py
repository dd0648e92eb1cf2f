"""What must hold between the parts of a region: names that exist, shares that sum to one, routes that end.

Every check reads the plain values of a document and reports into it. Values of the wrong shape are reported
elsewhere; here they are passed over, so that all problems of a file appear at once.
"""

import math
from typing import Any

from .checks_economy import check_economy
from .checks_inspections import check_inspections
from .checks_lending import check_lending
from .checks_values import number, refers, some_weight
from .document import Document
from .problems import listed, quote
from .procedure_model import ONE_STAGE

MOST_ITEMS = 60  # of one procedure


def check_region(doc: Document, removed: dict | None = None) -> None:
    """All checks between the parts of a region."""
    for table in ("districts", "sectors", "sizes"):
        _sums_to_one(doc, table)
    _not_reserved(doc)
    _halls(doc, removed or {})
    _items(doc, removed or {})
    _families(doc, removed or {})
    for name in doc.rows("procedures"):
        _procedure(doc, name, removed or {})
    _staffed(doc)
    check_inspections(doc, removed or {})
    check_economy(doc, removed or {})
    check_lending(doc, removed or {})


def _not_reserved(doc: Document) -> None:
    """``title`` names the title of a row, never a row."""
    tables = [("halls",), ("departments",), ("items",), ("families",), ("procedures",)]
    tables += [("population", table) for table in ("districts", "sectors", "sizes")]
    tables += [("inspections", table) for table in ("areas", "bodies")]
    tables += [("lending", table) for table in ("banks", "products", "platforms")]
    for table in tables:
        if "title" in doc.rows(*table):
            doc.mismatch((*table, "title"), "title", "another name for a row")


def _sums_to_one(doc: Document, table: str) -> None:
    rows = doc.rows("population", table)
    shares = [number(row.get("share")) if isinstance(row, dict) else math.nan for row in rows.values()]
    total = math.fsum(shares)
    if rows and math.isfinite(total) and abs(total - 1) > 1e-6:
        doc.add(
            ("population", table),
            f"found shares that sum to {total:.6g}, expected 1",
            found=f"{total:.6g}",
            expected="1",
        )


def _halls(doc: Document, removed: dict) -> None:
    for name, hall in doc.rows("halls").items():
        if not isinstance(hall, dict):
            continue
        path = ("halls", name)
        refers(
            doc, (*path, "district"), hall.get("district"), ("population", "districts"), "a district", removed
        )
        for department in doc.rows("halls", name, "windows", "dedicated"):
            place = (*path, "windows", "dedicated", department)
            refers(doc, place, department, ("departments",), "a department", removed)
        some_weight(doc, (*path, "windows", "dedicated"))
    for table in ("halls", "departments"):
        for name in doc.rows(table):
            _opens(doc, (table, name, "hours"))
    _opens(doc, ("calendar", "hours"))


def _opens(doc: Document, path: tuple) -> None:
    hours = {**doc.rows("calendar", "hours"), **{k: v for k, v in doc.rows(*path).items() if v is not None}}
    if doc.rows(*path) and not any(isinstance(v, str) and v.strip() for v in hours.values()):
        doc.add(path, "found no opening time on any day, expected at least one")


def _items(doc: Document, removed: dict) -> None:
    for name, item in doc.rows("items").items():
        if not isinstance(item, dict):
            continue
        path = ("items", name)
        refers(doc, (*path, "department"), item.get("department"), ("departments",), "a department", removed)
        _limits(doc, path)
        _documents(doc, path)
        _delivery(doc, path)
        _merging(doc, name, item.get("merge_into"), removed)
        if number(item.get("merged"), 0) > 0 and not item.get("merge_into"):
            doc.add(
                (*path, "merged"),
                "found a share above 0 but no merge_into, expected the item it is merged into",
            )
        _repeated(doc, (*path, "allows"), item.get("allows"))
        _without_effect(doc, path, item.get("allows"))


def _limits(doc: Document, path: tuple) -> None:
    promised = number(doc.get(*path, "limit", "promised"))
    statutory = number(doc.get(*path, "limit", "statutory"))
    if promised > statutory:
        doc.mismatch((*path, "limit", "promised"), promised, f"at most the statutory limit of {statutory:g}")


def _documents(doc: Document, path: tuple) -> None:
    total, common = (
        number(doc.get(*path, "documents", "total")),
        number(doc.get(*path, "documents", "common")),
    )
    if common > total:
        doc.mismatch((*path, "documents", "common"), common, f"at most the total of {total:g}")


def _delivery(doc: Document, path: tuple) -> None:
    shares = [number(one, 0) for one in doc.rows(*path, "delivery").values()]
    if sum(shares) > 1 + 1e-9:
        doc.add((*path, "delivery"), f"found shares that sum to {sum(shares):.6g}, expected at most 1")


def _repeated(doc: Document, path: tuple, names: Any) -> None:
    for index, name in enumerate(names if isinstance(names, list) else ()):
        if name in names[:index]:
            doc.mismatch((*path, index), name, "each name once")


_NEEDS = {
    ("online",): "online", ("tolerant",): "tolerant_acceptance", ("commitment",): "notification_commitment",
    ("proactive",): "proactive", ("self_service",): "self_service", ("delivery", "electronic"): "electronic",
    ("delivery", "postal"): "postal",
}  # fmt: skip


def _without_effect(doc: Document, path: tuple, allows: Any) -> None:
    """Warn about shares that do not count because the law does not allow the simplification."""
    for key, needed in _NEEDS.items():
        value = doc.get(*path, *key)
        if number(value, float(value is True)) > 0 and isinstance(allows, list) and needed not in allows:
            doc.warn(
                (*path, *key),
                f"found {quote(value)}, which has no effect as long as allows does not name {needed}",
            )


def _merging(doc: Document, name: str, into: Any, removed: dict) -> None:
    """An item is merged into another one that stands before it on a common route, and not in circles."""
    path = ("items", name, "merge_into")
    if into == name:
        doc.mismatch(path, into, "another item")
    elif into is not None and refers(doc, path, into, ("items",), "an item", removed):
        chain = [name, into]
        while (
            isinstance(following := doc.get("items", chain[-1], "merge_into"), str) and following not in chain
        ):
            chain.append(following)
        if following == name:
            doc.add(path, f"makes a cycle: {' -> '.join([*chain, name])}")
            return
        routes = {p: list(doc.rows("procedures", p, "route")) for p in doc.rows("procedures")}
        used = [p for p, route in routes.items() if name in route]
        if used and not any(into in routes[p] for p in used):
            doc.mismatch(path, into, f"an item on the same route ({listed(used)})")
        for p in used:
            if into in routes[p] and _place(doc, p, into) > _place(doc, p, name):
                doc.mismatch(path, into, f"an item that stands before {name} on the route of {p}")


def _place(doc: Document, procedure: str, item: str) -> tuple[int, int]:
    """Where an item stands on a route: by stage, then in the order of the file."""
    route, stages = doc.rows("procedures", procedure, "route"), _stages(doc, procedure)
    stage = _stage(doc, procedure, item)
    return stages.index(stage) if stage in stages else 0, list(route).index(item)


def _families(doc: Document, removed: dict) -> None:
    for name in doc.rows("families"):
        path = ("families", name)
        for department in doc.rows(*path, "departments"):
            refers(
                doc, (*path, "departments", department), department, ("departments",), "a department", removed
            )
        for sector in doc.rows(*path, "sectors"):
            place = (*path, "sectors", sector)
            refers(doc, place, sector, ("population", "sectors"), "a sector", removed)
        some_weight(doc, (*path, "departments"))
        _documents(doc, path)
        _delivery(doc, path)


def _procedure(doc: Document, name: str, removed: dict) -> None:
    path = ("procedures", name)
    route = doc.rows(*path, "route")
    if len(route) > MOST_ITEMS:
        doc.add((*path, "route"), f"found {len(route)} items, expected at most {MOST_ITEMS}")
    for item in route:
        refers(doc, (*path, "route", item), item, ("items",), "an item", removed)
        after = doc.get(*path, "route", item, "after")
        for index, before in enumerate(after if isinstance(after, list) else ()):
            place = (*path, "route", item, "after", index)
            if isinstance(before, str) and before not in route:
                doc.mismatch(place, before, f"an item of this route ({listed(route)})", route)
        _repeated(doc, (*path, "route", item, "after"), after)
    _acyclic(doc, name)
    _staged(doc, name)
    for table in ("sectors", "sizes"):
        for key in doc.rows(*path, "demand", table):
            place = (*path, "demand", table, key)
            refers(doc, place, key, ("population", table), f"a {table[:-1]}", removed)


def _before(doc: Document, procedure: str, item: str) -> list[str]:
    after = doc.get("procedures", procedure, "route", item, "after")
    route = doc.rows("procedures", procedure, "route")
    return [one for one in after if isinstance(one, str) and one in route] if isinstance(after, list) else []


def _acyclic(doc: Document, procedure: str) -> None:
    """Report one cycle of the route, naming the items on it."""
    done: set[str] = set()
    for start in doc.rows("procedures", procedure, "route"):
        trail: list[str] = []
        stack = [(start, iter(_before(doc, procedure, start)))] if start not in done else []
        trail += [start] if stack else []
        while stack:
            following = next(stack[-1][1], None)
            if following is None:
                done.add(stack.pop()[0])
                trail.pop()
            elif following in trail:
                cycle = [*trail[trail.index(following) :], following]
                path = ("procedures", procedure, "route", following)
                doc.add(
                    path, f"makes a cycle: {' waits for '.join(cycle)}", expected="a route without cycles"
                )
                return
            elif following not in done:
                trail.append(following)
                stack.append((following, iter(_before(doc, procedure, following))))


def _stages(doc: Document, procedure: str) -> list[str]:
    return list(doc.rows("procedures", procedure, "stages")) or [ONE_STAGE]


def _stage(doc: Document, procedure: str, item: str) -> Any:
    stages = _stages(doc, procedure)
    given = doc.get("procedures", procedure, "route", item, "stage")
    return given if given is not None or len(stages) > 1 else stages[0]


def _staged(doc: Document, procedure: str) -> None:
    """Every item is in a stage, no stage is empty, and no item waits for one of a later stage."""
    stages, route = _stages(doc, procedure), doc.rows("procedures", procedure, "route")
    stage_of = {item: _stage(doc, procedure, item) for item in route}
    for item, stage in stage_of.items():
        path = ("procedures", procedure, "route", item)
        if stage is None:
            doc.add(path, f"names no stage, expected one of {listed(stages)}", expected=listed(stages))
        elif stage not in stages:
            doc.mismatch((*path, "stage"), stage, f"one of the stages {listed(stages)}", stages)
    for item, stage in stage_of.items():
        for before in _before(doc, procedure, item):
            other = stage_of[before]
            if stage in stages and other in stages and stages.index(other) > stages.index(stage):
                path = ("procedures", procedure, "route", item)
                doc.add(
                    path,
                    f"found {item} of the stage {stage} waiting for {before} of the later stage {other}; "
                    "expected items to wait only for the same stage or earlier ones",
                )
    for stage in stages:
        if route and stage not in stage_of.values():
            doc.add(
                ("procedures", procedure, "stages", stage),
                "found a stage without items, expected at least one",
            )


def _staffed(doc: Document) -> None:
    """Offices that have work have people, and complaints have a desk."""
    work: dict[str, str] = {}
    for item, row in doc.rows("items").items():
        department = row.get("department") if isinstance(row, dict) else None
        if isinstance(department, str):
            work.setdefault(department, f"the item {item}")
    for family in doc.rows("families"):
        for department, weight in doc.rows("families", family, "departments").items():
            if number(weight, 0) > 0:
                work.setdefault(department, f"the family {family}")
    for department, reason in work.items():
        if doc.get("departments", department, "reviewers") == 0:
            doc.add(
                ("departments", department, "reviewers"),
                f"found 0, expected at least 1: the department reviews {reason}",
                found="0",
                expected="1 or more",
            )
    _windows(doc, work)
    if number(doc.get("behaviour", "rating", "complaint"), 0) > 0 and doc.get("complaints", "staff") == 0:
        doc.add(
            ("complaints", "staff"), "found 0, expected at least 1: behaviour.rating.complaint is above 0"
        )


def _windows(doc: Document, work: dict[str, str]) -> None:
    """Every department with work is served at some window."""
    halls = doc.rows("halls")
    if halls and all(doc.get("halls", hall, "windows", "total") == 0 for hall in halls):
        doc.add(("halls",), "found no window in any hall, expected at least one")
    for department, reason in work.items():
        if (
            department in doc.rows("departments")
            and halls
            and not any(_serves(doc, h, department) for h in halls)
        ):
            doc.add(("halls",), f"found no window for {department}, expected one: it reviews {reason}")


def _serves(doc: Document, hall: str, department: str) -> bool:
    dedicated = doc.rows("halls", hall, "windows", "dedicated")
    pooled = number(doc.get("halls", hall, "windows", "pooled"), 0)
    return pooled > 0 or not dedicated or number(dedicated.get(department, 0), 1) > 0
