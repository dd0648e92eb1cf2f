"""Corners (:mod:`tests.oracle.corners`): engine and oracle say the same where things coincide."""

import pytest

from tests.oracle.compare import assert_equal
from tests.oracle.corners import CORNERS


@pytest.mark.parametrize("name", CORNERS)
def test_corner(name):
    """What the corner is made for happens in it, and both say the same."""
    corner = CORNERS[name]()
    result = assert_equal(corner.region, corner.seed, **corner.options())
    assert result.events > 100
