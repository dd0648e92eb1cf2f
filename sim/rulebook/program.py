"""The steps of all routes one after another, and the names of all activities of the event record."""

import numpy as np

from sim.approvals import route as approvals
from sim.inspections import route as inspections
from sim.lending import route as lending

PROGRAM = np.concatenate([approvals.PROGRAM, inspections.PROGRAM, lending.PROGRAM])
ACTIVITIES = (*approvals.ACTIVITIES, *inspections.ACTIVITIES, *lending.ACTIVITIES)
