"""The event record of a world as a file: CSV, Parquet, or XES for process-mining tools."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO
from xml.sax.saxutils import quoteattr

import numpy as np
import pandas as pd

from sim.results.files import whole

#: Every region shipped keeps China's one time.
TIME_ZONE = "+08:00"
#: Rows turned into text at a time: bounds the memory an export needs whatever the length of the log.
CHUNK = 100_000

#: What stands before the number of a trace; the kind of what is numbered and a space where nothing is named.
BEFORE = {"case": "", "loan": "loan:"}

XES_HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <global scope="trace">
    <string key="concept:name" value=""/>
  </global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <date key="time:timestamp" value="1970-01-01T00:00:00+00:00"/>
    <string key="lifecycle:transition" value="complete"/>
  </global>
  <classifier name="Activity" keys="concept:name"/>
  <classifier name="Activity and transition" keys="concept:name lifecycle:transition"/>
"""


def write_events(events: pd.DataFrame, path: Path, form: str) -> Path:
    """Write an event log (``Region.event_log()``) whole, ordered by case and time; returns its path.

    ``form`` is "csv", "xes" (IEEE 1849, one trace a case) or "parquet". Times are local (UTC+8). Where there is
    a column ``kind``, what is numbered in ``case`` is a case, a visit or what else it says; each has numbers
    and traces of its own, cases first. The request for a loan with the number 7 is the trace ``loan:7``.
    Raises ValueError for another form and OSError if it cannot be written.
    """
    if form not in WRITERS:
        raise ValueError(f"unknown form of event log {form!r}: expected one of {', '.join(WRITERS)}")
    keys = ["kind", "case", "time"] if "kind" in events else ["case", "time"]
    if "kind" in events:
        events = events.assign(kind=events["kind"].astype(str))
    ordered = events.sort_values(keys, kind="stable", ignore_index=True)
    with whole(path) as partial:
        WRITERS[form](ordered, partial)
    return path


def _write_csv(events: pd.DataFrame, path: Path) -> None:
    stamped = events.assign(time=events["time"].dt.strftime(f"%Y-%m-%dT%H:%M:%S{TIME_ZONE}"))
    stamped.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def _write_parquet(events: pd.DataFrame, path: Path) -> None:
    events.to_parquet(path, index=False, compression="zstd")


def _write_xes(events: pd.DataFrame, path: Path) -> None:
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(XES_HEADER)
        open_case = None
        for start in range(0, len(events), CHUNK):
            open_case = _write_traces(file, events.iloc[start : start + CHUNK], open_case)
        if open_case is not None:
            file.write("  </trace>\n")
        file.write("</log>\n")


def _write_traces(file: TextIO, events: pd.DataFrame, open_case: str | None) -> str | None:
    """Write some events, opening and closing traces as cases change; returns the case left open."""
    rows = zip(
        _traces(events),
        _quoted(events["procedure"]),
        _quoted(events["activity"]),
        _quoted(events["item"]),
        _quoted(events["resource"]),
        _quoted(events["lifecycle"]),
        _stamps(events["time"]),
        strict=True,
    )
    for case, procedure, activity, item, resource, lifecycle, stamp in rows:
        if case != open_case:
            if open_case is not None:
                file.write("  </trace>\n")
            file.write(f'  <trace>\n    <string key="concept:name" value="{case}"/>\n')
            if procedure != '""':
                file.write(f'    <string key="procedure" value={procedure}/>\n')
            open_case = case
        file.write(f'    <event>\n      <string key="concept:name" value={activity}/>\n')
        file.write(f'      <date key="time:timestamp" value="{stamp}"/>\n')
        file.write(f'      <string key="lifecycle:transition" value={lifecycle}/>\n')
        if resource != '""':
            file.write(f'      <string key="org:resource" value={resource}/>\n')
        if item != '""':
            file.write(f'      <string key="item" value={item}/>\n')
        file.write("    </event>\n")
    return open_case


def _traces(events: pd.DataFrame) -> Iterator[str]:
    """The name of the trace of each event: the number of a case, and for others with what they are."""
    numbers = events["case"].astype(str)
    if "kind" in events:
        before = events["kind"].map(lambda kind: BEFORE.get(kind, f"{kind} "))
        numbers = before + numbers
    return iter(numbers)


def _quoted(column: pd.Series) -> Iterator[str]:
    """The column as quoted XML attribute values; each distinct value is escaped once."""
    codes, values = pd.factorize(column.astype(object), use_na_sentinel=True)
    quoted = np.array([quoteattr(str(value)) for value in values] + ['""'], dtype=object)
    return iter(quoted[codes])


def _stamps(times: pd.Series) -> Iterator[str]:
    return (f"{stamp}{TIME_ZONE}" for stamp in np.datetime_as_string(times.to_numpy(), unit="ms"))


WRITERS: dict[str, Callable[[pd.DataFrame, Path], None]] = {
    "csv": _write_csv,
    "xes": _write_xes,
    "parquet": _write_parquet,
}
