"""Results that something has damaged since, and what is written besides the tables."""

import pytest

from sim.experiment.compare import compare
from sim.experiment.errors import Busy, ExperimentError, Interrupted
from sim.experiment.lock import locked
from tests.experiment import synthetic
from tests.faults.studies import different, left


@pytest.fixture
def finished(tmp_path):
    """A made-up study, its folder, and what it holds."""

    def again():
        return compare(synthetic.study(3), out=tmp_path, simulate=synthetic.simulate)

    return again, again().folder, left(tmp_path)


@pytest.mark.parametrize("size", [0, 3, 8, 2000])
def test_a_replication_that_was_cut_short_is_made_again(finished, tmp_path, size):
    again, folder, before = finished
    file = folder / "replications" / "0001.parquet"
    file.write_bytes(file.read_bytes()[:size])
    again()
    assert different(left(tmp_path), before) == []


def test_a_replication_of_zeros_is_told_in_one_sentence(finished):
    again, folder, _ = finished
    file = folder / "replications" / "0001.parquet"
    content = file.read_bytes()
    file.write_bytes(b"PAR1" + bytes(len(content) - 8) + b"PAR1")
    with pytest.raises(ExperimentError, match="0001.parquet is damaged and cannot be read: delete it"):
        again()
    file.unlink()
    again()
    assert file.read_bytes() == content


def test_the_page_is_written_while_the_folder_is_locked(tmp_path):
    def finish(comparison):
        with pytest.raises(Busy), locked(comparison.folder):
            raise AssertionError("somebody else may write")
        (comparison.folder / "page").touch()

    folder = compare(synthetic.study(2), out=tmp_path, simulate=synthetic.simulate, finish=finish).folder
    assert (folder / "page").exists()


def test_ctrl_c_while_the_page_is_written_says_what_is_kept(tmp_path):
    def finish(_):
        raise KeyboardInterrupt

    with pytest.raises(Interrupted, match="2 finished replications are kept"):
        compare(synthetic.study(2), out=tmp_path, simulate=synthetic.simulate, finish=finish)


def test_a_full_disk_while_the_page_is_written_is_one_sentence(tmp_path):
    def finish(_):
        raise OSError(28, "No space left on device")

    with pytest.raises(ExperimentError, match="cannot write to .*: No space left on device"):
        compare(synthetic.study(2), out=tmp_path, simulate=synthetic.simulate, finish=finish)
