"""A small study gives the numbers that were reviewed by eye when they were committed."""

import numpy as np
import pandas as pd

from tests.end_to_end.golden import COLUMNS, TABLE, table


def test_the_golden_study():
    expected, found = pd.read_csv(TABLE), table()
    keys = COLUMNS[:-1]
    assert found[keys].astype(str).equals(expected[keys].astype(str))
    different = ~np.isclose(found["value"], expected["value"], rtol=1e-6, atol=1e-9, equal_nan=True)
    report = found[different].assign(expected=expected.loc[different, "value"])
    assert not different.any(), "\n" + report.head(20).to_string()
