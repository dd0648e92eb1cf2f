"""A case is opened: its lane, route, merged items, order and applications (docs/model.md, section 7)."""

from sim.approvals.tables import MERGED as REVIEWED_WITHIN
from tests.oracle.approvals.matters import Application, Case, Review
from tests.oracle.approvals.purposes import FAMILY_ITEM, GREEN_CHANNEL, MERGED, ONE_FORM, PARALLEL

STAGES = 64  # numbers of stages are drawn modulo this


def open_case(town, number: int, enterprise, procedure: int, serial: int, purpose: int, ref: int) -> Case:
    """A case with its reviews and applications, by the values now in force."""

    def draw(purpose, subject=0):
        return town.draw(enterprise, serial, purpose, subject)

    row = town.tables.procedures[procedure]
    lane = 0 if draw(GREEN_CHANNEL) < row["priority"] else 1
    case = Case(number, enterprise, procedure, serial, lane, town.now, purpose, ref)
    routes = town.tables.routes[int(row["first"]) : int(row["first"] + row["items"])]
    if row["family"]:
        routes = [_member(routes, draw(FAMILY_ITEM))]
    items = town.tables.items
    for position, step in enumerate(routes):
        need = {other for other in range(len(routes)) if int(step["after"]) >> other & 1}
        item = int(step["item_row"])
        review = Review(case, -1, position, item, items, int(step["stage"]), need, float(items[item]["statutory"]))
        case.reviews.append(review)
    case.statutory = sum(review.statutory for review in case.reviews)
    _merge(case, draw)
    stages = {review.stage: town.tables.stages[review.stage] for review in case.reviews}
    _put_in_order(case, stages, draw)
    _make_applications(case, stages, draw)
    return case


def _member(routes, u: float):
    """A case of a family is about one member (section 6)."""
    total = float(routes[-1]["popularity"])
    return next(step for step in routes if step["popularity"] > u * total)


def _merge(case: Case, draw) -> None:
    """Step 3: items that are reviewed within another one drop out."""
    for review in case.reviews:
        item = review.item
        if item["merge_into"] < 0 or not draw(MERGED, review.position) < item["merged"]:
            continue
        before = case.reviews[: review.position]
        host = next((other for other in before if other.item_row == item["merge_into"]), None)
        if host is None or host.merged_into:
            continue
        review.merged_into, review.outcome = host, REVIEWED_WITHIN
        host.absorbs.add(review.position)
        host.need |= {position for position in review.need if position < host.position}
    within = {review.position: review.merged_into.position for review in case.reviews if review.merged_into}
    for review in case.reviews:
        review.need = {within.get(position, position) for position in review.need} - {review.position}


def reviewed(case: Case) -> list[Review]:
    """The reviews that take place, in order of position."""
    return [review for review in case.reviews if not review.merged_into]


def _put_in_order(case: Case, stages, draw) -> None:
    """Step 4: in a stage that is reviewed one after another each item needs all before it."""
    in_turn = {stage for stage, row in stages.items() if draw(PARALLEL, stage % STAGES) >= row["parallel"]}
    for review in reviewed(case):
        if review.stage in in_turn:
            review.need |= {other.position for other in reviewed(case) if other.position < review.position}


def _make_applications(case: Case, stages, draw) -> None:
    """Step 5: one application for a stage, or one for each item."""
    one_form = {stage for stage, row in stages.items() if draw(ONE_FORM, stage % STAGES) < row["one_form"]}
    groups: dict[tuple[str, int], list[Review]] = {}
    for review in reviewed(case):
        key = ("stage", review.stage) if review.stage in one_form else ("item", review.position)
        groups.setdefault(key, []).append(review)
    for reviews in groups.values():
        covers = {review.position for review in reviews}.union(*(review.absorbs for review in reviews))
        need = set().union(*(review.need for review in reviews)) - covers
        application = Application(case, -1, reviews, covers, need)
        case.applications.append(application)
        for review in reviews:
            review.application = application
