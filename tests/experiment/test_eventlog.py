"""The event record as CSV, XES and Parquet."""

import xml.etree.ElementTree as ElementTree

import pandas as pd
import pytest

from sim.results import eventlog
from sim.results.eventlog import write_events

XES = "{http://www.xes-standard.org/}"


@pytest.fixture
def events():
    return pd.DataFrame(
        {
            "time": pd.to_datetime(
                ["2022-01-04 09:00", "2022-01-03 08:30", "2022-01-03 08:45:00.250", "2022-01-05"],
                format="ISO8601",
            ),
            "case": [2, 1, 1, 2],
            "procedure": pd.Categorical(["permit", "licence", "licence", "permit"]),
            "activity": pd.Categorical(["submit", "submit", "review <1> & more", "collect"]),
            "item": pd.Categorical(["plan", "stamp", None, None]),
            "resource": pd.Categorical(["hall", None, "office", "hall"]),
            "lifecycle": pd.Categorical(["complete", "start", "complete", "complete"]),
        }
    )


def values(element):
    return {child.get("key"): child.get("value") for child in element}


@pytest.mark.parametrize("chunk", [1, 2, 100])
def test_xes_has_a_trace_for_each_case(events, tmp_path, monkeypatch, chunk):
    monkeypatch.setattr(eventlog, "CHUNK", chunk)
    log = ElementTree.parse(write_events(events, tmp_path / "log.xes", "xes")).getroot()
    traces = log.findall(f"{XES}trace")
    assert [trace.find(f"{XES}string[@key='concept:name']").get("value") for trace in traces] == ["1", "2"]
    first, second = traces[0].findall(f"{XES}event")
    assert values(first) == {
        "concept:name": "submit",
        "time:timestamp": "2022-01-03T08:30:00.000+08:00",
        "lifecycle:transition": "start",
        "item": "stamp",
    }
    assert values(second)["concept:name"] == "review <1> & more"
    assert values(second)["org:resource"] == "office"
    assert {extension.get("prefix") for extension in log.findall(f"{XES}extension")} == {
        "concept",
        "time",
        "org",
        "lifecycle",
    }


def test_an_empty_log_is_still_a_log(events, tmp_path):
    log = ElementTree.parse(write_events(events.iloc[:0], tmp_path / "log.xes", "xes")).getroot()
    assert log.findall(f"{XES}trace") == []


def test_csv_is_ordered_by_case_and_time(events, tmp_path):
    table = pd.read_csv(write_events(events, tmp_path / "log.csv", "csv"))
    assert table["case"].tolist() == [1, 1, 2, 2]
    assert table["time"][0] == "2022-01-03T08:30:00+08:00"


def test_parquet_keeps_the_table(events, tmp_path):
    table = pd.read_parquet(write_events(events, tmp_path / "log.parquet", "parquet"))
    assert table["activity"].tolist() == ["submit", "review <1> & more", "submit", "collect"]


def test_a_failed_export_leaves_nothing(events, tmp_path):
    with pytest.raises(KeyError):
        write_events(events.drop(columns="activity"), tmp_path / "log.xes", "xes")
    assert list(tmp_path.iterdir()) == []


def test_unknown_form(events, tmp_path):
    with pytest.raises(ValueError, match="expected one of csv, xes, parquet"):
        write_events(events, tmp_path / "log.txt", "txt")


@pytest.fixture
def mixed(events):
    """Cases and visits with the same numbers; visits belong to no procedure."""
    visits = events.assign(kind="visit", procedure=None, activity="inspect", time=events["time"] - pd.Timedelta(days=9))
    return pd.concat([visits, events.assign(kind="case")], ignore_index=True).astype({"kind": "category"})


@pytest.mark.parametrize("chunk", [1, 3, 100])
def test_visits_have_traces_of_their_own_after_those_of_cases(mixed, tmp_path, monkeypatch, chunk):
    monkeypatch.setattr(eventlog, "CHUNK", chunk)
    log = ElementTree.parse(write_events(mixed, tmp_path / "log.xes", "xes")).getroot()
    traces = log.findall(f"{XES}trace")
    said = [values(trace).get("concept:name") for trace in traces]
    assert said == ["1", "2", "visit 1", "visit 2"]
    assert [values(trace).get("procedure") for trace in traces] == ["licence", "permit", None, None]
    assert [len(trace.findall(f"{XES}event")) for trace in traces] == [2, 2, 2, 2]


def test_csv_says_what_is_a_visit(mixed, tmp_path):
    table = pd.read_csv(write_events(mixed, tmp_path / "log.csv", "csv"))
    assert table["kind"].tolist() == ["case"] * 4 + ["visit"] * 4


def test_requests_for_loans_have_traces_of_their_own(mixed, tmp_path):
    loans = mixed[mixed["kind"] == "visit"].assign(kind="loan", activity="ask")
    log = write_events(pd.concat([mixed, loans], ignore_index=True), tmp_path / "log.xes", "xes")
    traces = ElementTree.parse(log).getroot().findall(f"{XES}trace")
    said = [values(trace).get("concept:name") for trace in traces]
    assert said == ["1", "2", "loan:1", "loan:2", "visit 1", "visit 2"]
    assert [len(trace.findall(f"{XES}event")) for trace in traces] == [2] * 6
