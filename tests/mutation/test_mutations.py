"""The table of mutations fits the program as it is."""

import ast

import pytest

from tests.mutation.__main__ import ROOT, TESTS, mutations, results


@pytest.mark.parametrize("mutation", mutations(), ids=lambda one: f"{one.number} {one.breaks}")
def test_mutation_fits(mutation):
    """What is to be broken stands in the file once; broken, it is still Python."""
    text = (ROOT / mutation.file).read_text(encoding="utf-8")
    assert text.count(mutation.old) == 1
    assert mutation.part in TESTS
    broken = text.replace(mutation.old, mutation.new)
    assert ast.dump(ast.parse(broken)) != ast.dump(ast.parse(text))


def test_verdicts_are_on_the_mutations_of_the_table():
    """Every mutation has been tried as it stands in the table, and none was left that survives."""
    table = [(one.number, one.file, one.breaks) for one in mutations()]
    assert [(row["number"], row["file"], row["breaks"]) for row in results()] == table
    assert {row["caught_by"] for row in results()} <= {"oracle", "tests", "equivalent"}
