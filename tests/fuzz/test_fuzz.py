"""Damaged scenario files: some hundred here, thousands in the longer part; and that a fault would be found."""

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.scenario import library, reader, region
from tests.fuzz.campaign import campaign
from tests.fuzz.corpus import SHIPPED, originals
from tests.fuzz.mutate import damaged
from tests.fuzz.trial import Broken, Playground
from tests.fuzz.watch import TooLong, at_most, watched

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="alarms as on POSIX")
NAMES = [one.name for one in originals()]
BY_NAME = {one.name: one for one in originals()}
#: The long run: files, and the seed of the first, far from those that were tried by hand. Tens of thousands take most
#: of an hour: ``python -m tests.fuzz.campaign``.
MANY, FIRST = 4_000, 1_000_000


@pytest.fixture(scope="module")
def playground(tmp_path_factory):
    return Playground(tmp_path_factory.mktemp("playground"))


def original(name):
    return BY_NAME[name]


@settings(max_examples=250, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), print_blob=True)
@given(name=st.sampled_from(NAMES), luck=st.randoms(use_true_random=False))
def test_a_damaged_file_is_loaded_or_refused_in_clear_sentences(playground, name, luck):
    playground.try_file(original(name), damaged(original(name), luck), luck)


@pytest.mark.long
def test_thousands_of_damaged_files():
    counts, broken = campaign(FIRST, MANY, jobs=2)
    print(dict(counts))
    assert broken == []
    assert counts["files"] == MANY
    assert counts["loaded"] > MANY / 20  # damage that goes deeper than the reader


@pytest.mark.parametrize(
    "name",
    ["scenarios/regions/siping.yaml", "scenarios/studies/siping-quick.yaml", "stray/no_window_for_department.yaml"],
)
def test_what_is_not_damaged_is_not_broken(playground, name):
    playground.try_file(original(name), original(name).text.encode(), Random(1))


# ------------------------------------------------------------------ a fault put in on purpose is found


def broken(playground, name="scenarios/regions/siping.yaml", text=None):
    with pytest.raises(Broken) as stopped:
        playground.try_file(original(name), (text or original(name).text).encode(), Random(1))
    return str(stopped.value)


def test_another_error_than_ours_is_found(playground, monkeypatch):
    monkeypatch.setattr(region, "stack", lambda *_: {}["missing"])
    assert "KeyError instead of a clear sentence" in broken(playground)


def test_what_takes_for_ever_is_found(playground, monkeypatch):
    def ever(*_):
        while True:
            pass

    monkeypatch.setattr(region, "stack", ever)
    monkeypatch.setattr("tests.fuzz.trial.TO_LOAD", 0.2)
    assert "TooLong" in broken(playground)


def test_a_file_that_is_written_is_found(playground, monkeypatch, tmp_path):
    real = region.stack
    monkeypatch.setattr(region, "stack", lambda *them: (tmp_path / "x").write_text("") or real(*them))
    assert "opened for writing" in broken(playground)


def test_a_command_that_is_run_is_found(playground, monkeypatch):
    real = region.stack
    monkeypatch.setattr(region, "stack", lambda *them: subprocess.run(["true"]) and real(*them))
    assert "subprocess.Popen" in broken(playground)


def test_a_name_that_leads_out_of_the_folders_is_found(playground, monkeypatch):
    """Were names taken for paths, this one would be read."""
    monkeypatch.setattr(library, "_NAME", library.re.compile(r"[.][.]/.*|[a-z0-9_-]+"))
    monkeypatch.setattr(library, "_inside", lambda *_: True)
    outside = os.path.relpath(SHIPPED / "regions" / "siping", playground.library(SHIPPED) / "regions")
    text = f"region: siping\nextends: {outside}\n"
    assert "of what nobody named" in broken(playground, text=text)


def test_a_sentence_that_steers_the_terminal_is_found(playground, monkeypatch):
    monkeypatch.setattr("sim.scenario.problems.printable", lambda text: text)
    monkeypatch.setattr(reader, "_CONTROL", library.re.compile("(?!)"))
    text = 'region: siping\nextends: northeast_city\n"a\\e[2J": 1\n'
    assert "no clear sentence" in broken(playground, text=text)


# ------------------------------------------------------------------------------------ the watch itself


def test_the_watch_sees_what_is_opened_and_lets_be_what_may_be_read(tmp_path):
    (tmp_path / "may").touch()
    (tmp_path / "may_not").touch()
    with watched([tmp_path / "may"]) as seen:
        (tmp_path / "may").read_text()
        assert seen == []
        (tmp_path / "may_not").read_text()
        (tmp_path / "may").write_text("x")
        os.remove(tmp_path / "may_not")
    assert [one.split(":")[0].split(" ")[0] for one in seen] == ["open", "opened", "os.remove"]
    (tmp_path / "may").unlink()
    assert len(seen) == 3


def test_the_alarm_goes_off_once_and_only_in_here():
    with pytest.raises(TooLong), at_most(0.05):
        while True:
            pass
    with at_most(60):
        pass


def test_every_shipped_file_is_in_the_corpus():
    shipped = {one.place for one in originals() if one.library == SHIPPED}
    assert {path.relative_to(SHIPPED) for path in Path(SHIPPED).rglob("*.yaml")} == shipped
    assert len(originals()) > 300
