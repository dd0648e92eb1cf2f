"""An enterprise's paperwork (docs/model.md, sections 8 and 8.1)."""

from math import floor

from tests.oracle.approvals.purposes import CERTIFICATES, HELD_DOCUMENTS
from tests.oracle.draws import binomial


def paperwork(enterprise, documents: float, minutes: float) -> float:
    """Minutes for so many documents."""
    return documents * minutes * (1.5 - enterprise.skill)


def documents_of(part, application) -> tuple[int, int]:
    """Documents to hand in, and those that one office had from another."""
    own = common = held = held_common = 0
    for review in application.reviews:
        item, position = review.item, review.position
        total = floor(item["documents"] + 0.5)
        shareable = min(floor(item["common"] + 0.5), total)
        at_offices, certificates = part.draw(HELD_DOCUMENTS, position), part.draw(CERTIFICATES, position)

        def left(count, item=item, at_offices=at_offices, certificates=certificates):
            shared = binomial(count, float(item["shared"]), at_offices)
            return count - shared - binomial(count - shared, float(item["electronic"]), certificates), shared

        rest, shared = left(total - shareable)
        common_rest, common_shared = left(shareable)
        own += rest
        common = max(common, common_rest)
        held += shared
        held_common = max(held_common, common_shared)
    return own + common, held + held_common
