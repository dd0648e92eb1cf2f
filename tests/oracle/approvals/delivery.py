"""How a certificate reaches the enterprise (docs/model.md, section 8.11)."""

from sim.approvals.tables import PROACTIVE, SELF_SERVICE, WINDOW
from tests.oracle.approvals import purposes
from tests.oracle.approvals.hall import HallVisit
from tests.oracle.clock import DAY, tick


class Delivery(HallVisit):
    """The delivery of an application's certificates."""

    def process(self):
        """At once, by post or in person."""
        application = self.application
        electronic = min(float(item["deliver_electronic"]) for item in application.items)
        postal = min(float(item["deliver_postal"]) for item in application.items)
        u = self.draw(purposes.DELIVERY, application.first)
        if application.channel == PROACTIVE or u < electronic:
            pass
        elif u < electronic + (1.0 - electronic) * postal:
            yield from self.by_post()
        else:
            yield from self.in_person()
        self.approvals.delivered(application, self.part)

    def by_post(self):
        """Days around the clock."""
        self.case.cost += float(self.behaviour["postage"])
        days = self.quantile(self.behaviour["delivery_days"], purposes.POST, self.application.first)
        yield from self.part.wait(tick(days * DAY), "post certificate", "delivery")

    def in_person(self):
        """A trip, a line, the window."""
        application = self.application
        self.case.steps += 1
        if application.channel != WINDOW:
            application.hall = self.nearest_hall()
        yield from self.trip("travel to collect", "delivery")
        counter = self.counter
        minutes = tick(self.quantile(counter.row["collection"], purposes.COLLECTION, application.first))
        terminal = counter.station(SELF_SERVICE)
        station = terminal if application.self_service and terminal.servers else counter.line
        booked = {"waiting": "delivery", "working": "delivery"}
        yield from self.serve(station, minutes, "collect certificate", **booked)
        self.spend_stay()
