"""Names become files: inside the scenario folders only, next to an explicit file first."""

import os
from pathlib import Path

import pytest

from sim.scenario import ScenarioError, check, library, list_names, load_measure, load_region, load_study
from sim.scenario import library as library_module

STUDY = "study: mine\nregion: town\nstart: 2022-01-01\ndays: 30\nreform: [quick, faster]\n"
QUICK = "measure: quick\ngroup: own\ntitle: {en: Quick}\nchanges: [{lever: items.*.online, to: 0.9}]\n"


def test_names_of_each_kind():
    assert list_names("region") == ["market_town", "small_town"]
    assert list_names("measure") == ["advice", "faster", "more_windows", "notice", "slower"]
    assert list_names("study") == ["curve", "small"]
    with pytest.raises(ValueError, match="region, measure, study"):
        list_names("city")


def test_mere_layers_are_not_listed(write, monkeypatch, tmp_path):
    write("regions/part.yaml", "region: part\nlayer: true\ntitle: {en: Part}\n")
    write("regions/whole.yaml", "region: whole\n")
    monkeypatch.setenv("WUTONG_SCENARIOS", str(tmp_path))
    assert list_names("region") == ["whole"]


@pytest.mark.parametrize("folder", ["", "measures/", "measures/own/"])
def test_names_are_looked_up_next_to_an_explicit_file_first(write, folder):
    write("town.yaml", "region: town\nextends: small_town\n")
    write(f"{folder}quick.yaml", QUICK)
    write(f"{folder}faster.yaml", QUICK.replace("quick", "faster"))
    study = load_study(write("mine.yaml", STUDY))
    assert [applied.measure.name for applied in study.reform] == ["quick", "faster"]
    assert study.reform[1].measure.group == "own"
    assert load_measure("faster").group == "process"


def test_a_library_of_ones_own_has_the_folders_of_the_shipped_one(write):
    write("regions/town.yaml", "region: town\nextends: small_town\n")
    write("measures/own/quick.yaml", QUICK)
    assert load_study(write("studies/mine.yaml", STUDY)).region.layers == ["small_town", "town"]


def test_a_file_may_extend_a_shipped_region_of_its_own_name(write):
    region = load_region(write("small_town.yaml", "region: small_town\nextends: small_town\n"))
    assert region.layers == ["small_town", "small_town"]


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "a/b", "A", "a.yaml", "..", "~", "a b", "名"])
def test_extends_takes_plain_names_only(write, name):
    write("secret.yaml", "region: secret\nextends: small_town\n")
    (problem,) = check(write("sub/town.yaml", f'region: town\nextends: "{name}"\n'))
    assert problem.path == "extends"
    assert "no path" in str(problem)


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights on Windows")
def test_a_symbolic_link_does_not_lead_out_of_the_folders(write, tmp_path, monkeypatch):
    outside = write("outside/secret.yaml", "region: secret\nextends: small_town\n")
    town = write("inside/regions/town.yaml", "region: town\nextends: secret\n")
    (tmp_path / "inside/regions/secret.yaml").symlink_to(outside)
    assert "found 'secret', expected the name of a region" in str(check(town)[0])
    monkeypatch.setenv("WUTONG_SCENARIOS", str(tmp_path / "inside"))
    with pytest.raises(ScenarioError, match="found 'secret'"):
        load_region("secret")


def test_shipped_files_are_called_as_they_say(write, monkeypatch, tmp_path):
    write("measures/windows/quick.yaml", QUICK.replace("measure: quick", "measure: fast"))
    monkeypatch.setenv("WUTONG_SCENARIOS", str(tmp_path))
    file = "scenarios/measures/windows/quick.yaml"
    assert [str(problem) for problem in check("quick")] == [
        f"{file}:1: measure: found 'fast', expected the name of its file, 'quick'",
        f"{file}:2: group: found 'own', expected the name of its folder, 'windows'",
    ]


@pytest.mark.parametrize("kind", ["region", "study"])
def test_shipped_regions_and_studies_too(write, monkeypatch, tmp_path, kind):
    folder = {"region": "regions", "study": "studies"}[kind]
    path = write(f"{folder}/one.yaml", f"{kind}: other\n")
    monkeypatch.setenv("WUTONG_SCENARIOS", str(tmp_path))
    assert f"{kind}: found 'other', expected the name of its file, 'one'" in "\n".join(map(str, check(path)))


def test_a_study_of_a_mere_layer_is_refused(write):
    write("town.yaml", "region: town\nextends: small_town\nlayer: true\n")
    write("quick.yaml", QUICK)
    (problem,) = check(write("mine.yaml", STUDY))
    assert str(problem).endswith("found 'town', expected a whole region; this one is only a layer for others")


def test_a_checkout_comes_before_the_installed_files(monkeypatch, tmp_path):
    monkeypatch.delenv("WUTONG_SCENARIOS")
    monkeypatch.setattr(library_module, "_PACKAGE", tmp_path / "sim")
    assert library.shipped() == tmp_path / "sim" / "_scenarios"
    (tmp_path / "scenarios" / "regions").mkdir(parents=True)
    assert library.shipped() == tmp_path / "scenarios"


def test_the_wrong_kind_of_file_is_named():
    path = Path("tests/scenario/library/studies/small.yaml")
    with pytest.raises(ScenarioError, match="found a study, expected a region"):
        load_region(path)
    with pytest.raises(ScenarioError, match="found 'study' as the first key, expected one of measure"):
        load_measure(path)
