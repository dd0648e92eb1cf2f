"""Every distribution that a file may name can also be drawn from, at the very ends of what its parameters allow."""

import itertools
import math
import warnings

import numpy as np
import pytest

from sim.engine.quantiles import tabulate
from sim.scenario.dists import BUILT_IN

BETWEEN = 0.5
OVER = 0.02  # of the range: how far the correction of the mean carries the ends for the wildest parameters
KINDS = ("gt", "ge", "le")  # of bounds


def ends(field) -> list[float]:
    """Least and greatest value that a field allows, and one between."""
    bounds = {kind: getattr(bound, kind) for bound in field.metadata for kind in KINDS if hasattr(bound, kind)}
    least = math.nextafter(bounds["gt"], math.inf) if "gt" in bounds else bounds["ge"]
    return [least, BETWEEN, bounds["le"]]


def extremes():
    for name in ("lognorm", "gamma", "expon", "beta", "uniform", "triangular", "constant"):
        fields = {key: field for key, field in BUILT_IN[name].model_fields.items() if key != "dist"}
        for values in itertools.product(*map(ends, fields.values())):
            parameters = dict(zip(fields, values, strict=True))
            if "low" not in fields or (sorted(values) == list(values) and parameters["low"] < parameters["high"]):
                yield {"dist": name, **parameters}


@pytest.mark.parametrize("distribution", list(extremes()), ids=str)
def test_the_ends_of_what_is_allowed_can_be_drawn(distribution):
    law = BUILT_IN[distribution["dist"]].model_validate(distribution)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        lower, upper = np.split(tabulate(distribution), 2)
    rising = np.append(lower, upper[::-1])
    assert np.isfinite(rising).all()
    assert (np.diff(rising) >= -1e-9 * np.abs(rising[1:])).all()
    reach = OVER * (law.highest - law.lowest)
    assert rising[0] >= law.lowest - reach and rising[-1] <= law.highest + reach
    if law.lowest >= 0:
        assert rising[0] >= 0
