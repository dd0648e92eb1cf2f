"""The three sentences say what the numbers say, also when that is little."""

import math

import pytest

from sim.report.answer import answer
from sim.report.plots.days import parts_by_group
from sim.report.scope import overall_rows
from tests.report import synthetic

PARTS = {"pacing": (8.0, 4.0), "queue_review": (4.0, 1.0), "delivery": (1.0, 2.0), "travel": (0.01, 0.02)}


def time_row(before, after, half, verdict, reason=""):
    difference = after - before
    return {"outcome": "elapsed_working_days", "unit": "working_days", "better": "lower", "baseline": before,
            "reform": after, "difference": difference, "low": difference - half, "high": difference + half,
            "verdict": verdict, "reason": reason}  # fmt: skip


def test_three_sentences_with_sizes_and_intervals(comparison):
    time, why, rest = answer(overall_rows(comparison), parts_by_group(comparison)["all"], "en")
    assert "11.6 working days" in time and "13.7 fewer" in time and "13.4 to 13.9 fewer" in time
    assert "files lying idle within the limit (−4.1 working days), queues at review (−3.9)" in why
    assert "14 outcomes 11 improved, 2 changed" in rest and "1 cannot be told from chance" in rest
    assert "visits per matter went from 3.84 to 0.91" in rest


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("row", "english", "chinese"),
    [
        (time_row(10, 14, 0.5, "worse"), "interval 3.5 to 4.5 more)", "延长 4.0"),
        (time_row(10, 9.5, 1, "cannot_tell"), "cannot be told from chance", "无法与偶然波动区分"),
        (time_row(10, 8, math.nan, "cannot_tell", "one_replication"), "gives no interval", "仅一次重复"),
        (time_row(10, 10, 0, "cannot_tell", "identical"), "does not change", "未改变"),
    ],
)  # fmt: skip
def test_first_sentence_follows_the_verdict(row, english, chinese, language):
    (sentence,) = answer([row], {}, language)
    assert (english if language == "en" else chinese) in sentence


def test_second_sentence_names_savings_and_what_grew():
    (why,) = answer([], PARTS, "en")
    assert why == (
        "The largest savings are in files lying idle within the limit (−4.0 working days)"
        " and queues at review (−3.0); more time goes into delivery of certificates (+1.0 working days)."
    )
    reversed_parts = {part: (after, before) for part, (before, after) in PARTS.items()}
    (why,) = answer([], reversed_parts, "en")
    assert why.startswith("Most of the additional time goes into files lying idle within the limit (+4.0")
    assert "time is saved in delivery of certificates" in why


def test_what_became_worse_is_named_first():
    rows = overall_rows(synthetic.comparison())
    for row in rows:
        if row["outcome"] == "complaints":
            row |= {"verdict": "worse", "reform": 0.03, "difference": 0.0179, "low": 0.017, "high": 0.0188}
    rest = answer(rows, {}, "en")[-1]
    assert "1 became worse" in rest
    assert rest.index("the share complained about") < rest.index("visits per matter")


def test_no_verdict_is_given_where_there_is_none():
    rows = overall_rows(synthetic.comparison(replications=1))
    assert answer(rows, {}, "en")[-1] == "For none of the outcomes can a verdict be given; run more replications."
    assert answer([], {}, "zh") == []
