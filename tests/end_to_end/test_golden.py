"""Small studies give the numbers that were reviewed by eye when they were committed."""

import numpy as np
import pandas as pd
import pytest

from tests.end_to_end.golden import COLUMNS, STUDIES, path_of, table


@pytest.mark.parametrize("name", STUDIES)
def test_the_golden_study(name):
    expected, found = pd.read_csv(path_of(name)), table(name)
    keys = COLUMNS[:-1]
    assert found[keys].astype(str).equals(expected[keys].astype(str))
    different = ~np.isclose(found["value"], expected["value"], rtol=1e-6, atol=1e-9, equal_nan=True)
    report = found[different].assign(expected=expected.loc[different, "value"])
    assert not different.any(), "\n" + report.head(20).to_string()
