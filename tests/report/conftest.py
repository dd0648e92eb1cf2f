"""A made-up comparison and what was written from it, made once for all tests of the report."""

import pytest

from sim.report.figures import write_figures
from sim.report.page import write_report
from tests.report import synthetic


@pytest.fixture(scope="session")
def comparison():
    return synthetic.comparison()


@pytest.fixture(scope="session")
def written(comparison, tmp_path_factory):
    """The folder with the pages and figures of the comparison."""
    folder = tmp_path_factory.mktemp("report")
    write_report(comparison, folder)
    write_figures(comparison, folder)
    return folder
