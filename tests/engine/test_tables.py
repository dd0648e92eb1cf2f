"""The tables read the same compiled and in plain Python."""

import numpy as np
import pytest

from sim.approvals import tables as approvals
from sim.approvals.purposes import __dict__ as purposes
from sim.engine import routes
from sim.engine import tables as engine
from sim.engine.handle import Tables
from sim.engine.jit import jit

DTYPES = {
    name: value
    for module in (approvals, engine, routes)
    for name, value in vars(module).items()
    if isinstance(value, np.dtype)
}


@pytest.mark.parametrize("name", sorted(DTYPES))
def test_no_column_is_called_like_an_attribute_of_numpy(name):
    """In plain Python ``row.size`` would be NumPy's size, not ours."""
    assert not [column for column in DTYPES[name].names if hasattr(np.record, column)]


def test_no_purpose_of_a_random_number_is_used_twice():
    numbers = [value for key, value in purposes.items() if key.isupper()]
    assert len(numbers) == len(set(numbers))


@jit
def _read_and_write(tables):
    tables.flat[2] = 2.5
    tables.rows[1].count += 7
    return tables.cube[1, 2, 3], len(tables.rows), tables.cube.shape[1]


def test_compiled_code_reads_and_writes_tables_in_place():
    rows = np.zeros(3, dtype=engine.table(("time", "f8"), ("count", "i8")))
    tables = Tables(flat=np.zeros(4), rows=rows, cube=np.arange(24.0).reshape(2, 3, 4))
    assert _read_and_write(tables) == (23.0, 3, 3)
    assert tables.flat[2] == 2.5
    assert tables.rows[1].count == 7
    tables.replace(rows=np.concatenate([rows, rows]))
    assert _read_and_write(tables)[1] == 6
    assert tables.rows["count"].tolist() == [0, 14, 0, 0, 7, 0]
