"""Studies and measures as loaded; digests; the numbers by basis."""

import pickle
import time
from datetime import date

import pytest

from sim.scenario import (
    Change,
    Replications,
    digest,
    load_measure,
    load_region,
    load_study,
    provenance,
)

STUDY = """study: mine
region: small_town
start: 2022-01-01
days: 90
warm_up: 30 days
reform:
  - faster
  - more_windows: {coverage: 0.5, start: 2022-02-01}
seed: 7
"""


def test_a_measure_as_loaded():
    measure = load_measure("faster")
    assert (measure.name, measure.group) == ("faster", "process")
    assert measure.title == {"en": "Faster", "zh": "提速"}
    assert measure.changes == (
        Change("items.*.limit.share", "to", 0.5, "items", None),
        Change("items.*.effort", "times", 0.8, "items", None),
    )
    assert measure.cost == {"once": 1000, "per_year": 500}
    assert measure.expect == {"elapsed_working_days": "down"}
    assert measure.sources == ({"fact": "T02"},)
    assert measure.notes["changes.0.to"].range == (0.3, 0.8)
    assert load_measure("more_windows").changes[0].expected_from == 4


def test_a_study_as_loaded():
    study = load_study("small")
    assert (study.start, study.days, study.warm_up, study.follow_up) == (date(2022, 1, 1), 90, 30, 56)
    assert study.replications == Replications(4, 8, 0.05)
    assert [applied.measure.name for applied in study.baseline] == ["notice"]
    plain, partial = study.reform
    assert (plain.coverage, plain.start, plain.ramp_days, plain.until) == (1.0, None, 0, None)
    assert (partial.coverage, partial.start, partial.ramp_days) == (0.5, date(2022, 2, 1), 30)
    assert partial.until == date(2022, 3, 31)
    assert study.region.name == "small_town"
    assert study.question == {"en": "", "zh": ""}


def test_a_plain_number_of_replications_asks_for_no_precision(write):
    study = load_study(write("mine.yaml", STUDY + "replications: 6\n"))
    assert study.replications == Replications(6, 6, None)


def test_a_study_survives_the_way_to_another_process():
    study = load_study("small")
    assert pickle.loads(pickle.dumps(study)) == study


def test_coverage_can_say_where_it_comes_from(write):
    text = STUDY.replace("coverage: 0.5", "coverage: {value: 0.5, basis: fact, fact: T01}")
    study = load_study(write("mine.yaml", text))
    assert study.reform[1].coverage == 0.5
    rows = {row.path: row for row in provenance(write("mine.yaml", text))}
    assert rows["reform.1.more_windows.coverage"].fact == "T01"


def test_measures_that_follow_one_another_do_not_contradict(write):
    text = STUDY.replace("- faster\n", "- faster: {until: 2022-01-31}\n  - slower: {start: 2022-02-01}\n")
    assert len(load_study(write("mine.yaml", text)).reform) == 3


def test_baseline_measures_are_what_the_reform_starts_from(write):
    twice = "measure: again\ngroup: own\ntitle: {en: Again}\nchanges:\n"
    write("again.yaml", twice + "  - {lever: departments.*.one_time_notice, to: 1.0, from: 1.0}\n")
    assert load_study(write("mine.yaml", STUDY.replace("- faster", "- again") + "baseline: [notice]\n"))


def test_the_digest_knows_what_matters(write):
    base = digest(load_study(write("mine.yaml", STUDY)))
    same = [
        STUDY.replace("  - faster\n", "") .replace("seed", "  - faster\nseed"),
        "# a comment\n" + STUDY.replace("days: 90", "days:   90   # as ever"),
        STUDY + "title: {en: Another title}\n",
        STUDY.replace("coverage: 0.5", "coverage: {value: 0.5, basis: assumed, range: [0, 1]}"),
        STUDY.replace("- faster", "- faster: {coverage: 1}"),
        STUDY.replace("30 days", "30 days").replace("study: mine", "study: yours"),
    ]  # fmt: skip
    other = [
        STUDY.replace("seed: 7", "seed: 8"),
        STUDY.replace("days: 90", "days: 91"),
        STUDY.replace("warm_up: 30 days", "warm_up: 31 days"),
        STUDY.replace("coverage: 0.5", "coverage: 0.6"),
        STUDY.replace("2022-02-01", "2022-02-02"),
        STUDY.replace("  - faster\n", ""),
        STUDY.replace("  - faster\n", "").replace("seed", "baseline: [faster]\nseed"),
        STUDY + "replications: 9\n",
    ]
    assert len(base) == 64
    assert {digest(load_study(write("mine.yaml", text))) for text in same} == {base}
    assert len({base, *(digest(load_study(write("mine.yaml", text))) for text in other)}) == len(other) + 1


def test_the_digest_of_a_region_is_that_of_its_content(write):
    def of(text):
        return digest(load_region(write("town.yaml", "region: town\nextends: small_town\n" + text)))

    assert of("") == digest(load_region("small_town"))
    assert of("items:\n  seal: {fee: 300.0}\n") == of("items:\n  seal: {title: {en: Stamp}}\n") == of("")
    assert of("items:\n  seal: {fee: 301}\n") != of("")


def test_numbers_are_listed_by_basis():
    rows = provenance("small_town")
    bases = [row.basis for row in rows]
    assert bases == sorted(bases, key="fact literature fitted assumed unstated default".split().index)
    first = rows[0]
    assert (first.path, first.value, first.unit, first.fact) == (
        "halls.main.windows.total",
        4,
        "windows",
        "T01",
    )
    by_path = {row.path: row for row in rows}
    assert by_path["departments.tax.pacing"].basis == "fitted"
    assert by_path["items.invoices.limit.statutory"].source == "a law"
    assert by_path["items.licence.limit.statutory"].unit == "working days"
    assert {row.basis for row in provenance("faster")} == {"assumed", "unstated"}
    assert "faster: changes.0.to" in {row.path for row in provenance("small")}


def test_loading_is_fast():
    load_study("small")
    begun = time.process_time()
    load_study("small")
    assert time.process_time() - begun < 0.3


@pytest.mark.parametrize("kind", ["region", "measure", "study"])
def test_heavy_packages_wait_until_they_are_needed(kind):
    import subprocess
    import sys

    loads = {
        "region": "load_region('small_town')",
        "measure": "load_measure('faster')",
        "study": "None",
    }
    code = f"import sys; from sim.scenario import *; {loads[kind]}; print(*sys.modules)"
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = (
        {"numpy", "pandas", "numba", "mesa", "holidays"}
        if kind != "region"
        else {"numba", "mesa", "holidays"}
    )
    assert not heavy & set(out)
