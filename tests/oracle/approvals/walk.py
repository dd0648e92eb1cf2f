"""What all stretches of a case's way have in common."""


class Walk:
    """A stretch of the way of an application or a review: its part and short names for what rules ask."""

    def __init__(self, approvals, part, application):
        self.approvals, self.town = approvals, approvals.town
        self.part, self.application = part, application
        self.case, self.enterprise = application.case, application.case.enterprise
        self.draw = part.draw

    @property
    def behaviour(self):
        """Enterprises' behaviour, by the values now in force."""
        return self.town.tables.behaviour[0]

    def department(self, review):
        """The department of an item, by the values now in force."""
        return self.town.tables.departments[review.item["department"]]

    def desk(self, review):
        """The review desk of an item's department."""
        return self.town.stations[self.department(review)["station"]]

    def quantile(self, table: int, purpose: int, subject: int, occurrence: int = 0) -> float:
        """A value drawn from a distribution."""
        return self.town.quantile(table, self.draw(purpose, subject, occurrence))

    def every(self, column: str, purpose: int) -> bool:
        """Whether a simplification applies to each item: U(PURPOSE, position) below the item's share."""
        return all(self.draw(purpose, review.position) < review.item[column] for review in self.application.reviews)
