"""Cases, applications and reviews as frames named after the engine's tables."""

import pandas as pd

from tests.oracle.part import COMPONENTS

CASE_COLUMNS = (
    "procedure serial closed outcome channel lane begun ended visits documents documents_shared handed_in steps returns"
    " firm_minutes cost fee statutory rating complaint complaint_closed purpose ref"
).split()
APPLICATION_COLUMNS = (
    "begun channel self_service advised helped hall documents returns visits undecided accepted"
).split()
REVIEW_COLUMNS = (
    "item_row position outcome accepted decided decided_worked stopped stopped_since limit statutory"
).split()


def bits(positions) -> int:
    """A set of positions as the engine's tables hold it."""
    return sum(1 << position for position in positions)


def frames(cases) -> dict[str, pd.DataFrame]:
    """``cases``, ``case_paths``, ``applications``, ``reviews``, in the order of their numbers."""
    applications = [application for case in cases for application in case.applications]
    reviews = [review for case in cases for review in case.reviews]
    return {
        "cases": _table(
            cases,
            CASE_COLUMNS,
            enterprise=lambda case: case.enterprise.row,
            items=lambda case: len(case.reviews),
            applications=lambda case: len(case.applications),
            decided=lambda case: bits(case.decided),
            delivered=lambda case: bits(case.delivered),
        ),
        "case_paths": pd.DataFrame([case.path or [0.0] * len(COMPONENTS) for case in cases], columns=COMPONENTS),
        "applications": _table(
            applications,
            APPLICATION_COLUMNS,
            case=lambda application: application.case.number,
            items=lambda application: bits(review.position for review in application.reviews),
            covers=lambda application: bits(application.covers),
        ),
        "reviews": _table(
            reviews,
            REVIEW_COLUMNS,
            case=lambda review: review.case.number,
            absorbs=lambda review: bits(review.absorbs),
            application=lambda review: review.application.number if review.application else -1,
        ),
    }


def _table(rows, columns, **more) -> pd.DataFrame:
    values = {name: [getattr(row, name) for row in rows] for name in columns}
    values |= {name: [function(row) for row in rows] for name, function in more.items()}
    return pd.DataFrame(values)
