"""What the page says, section by section, as plain words and numbers for the template to set."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sim.report.catalogue import label, normal, text, title
from sim.report.groups import arrow, by_group, columns
from sim.report.names import Names
from sim.report.plots.days import off_hours, parts_by_group
from sim.report.plots.procedures import procedure_rows
from sim.report.scope import APPROVALS, ECONOMY, INSPECTIONS, LENDING, grouped, overall_rows, present_sides, touched
from sim.report.wording import is_share, number, percent, present, with_unit, yuan

if TYPE_CHECKING:
    from sim.experiment.compare import Comparison
    from sim.report.plots.stacks import Parts

    Row = Mapping[str, Any]

HEADLINE = "elapsed_working_days"
KEY_OUTCOMES = (HEADLINE, "visits", "documents", "administrative_cost")
#: The few outcomes of each side above all others.
KEYS = {
    APPROVALS: KEY_OUTCOMES,
    INSPECTIONS: ("inspections", "inspection_hours", "precision", "incidents"),
    LENDING: ("days_to_money", "discouraged", "loan_rate", "nonperforming"),
    ECONOMY: ("enterprises", "jobs", "revenue", "fiscal_balance"),
}


def key_figures(comparison: Comparison, language: str) -> list[list[dict[str, str]]]:
    """The few numbers above all others, a row for all that the measures change: before, after, change."""
    rows = {row["outcome"]: row for row in overall_rows(comparison)}
    return [
        [
            {"name": label("outcome", name, language), "verdict": rows[name]["verdict"], **_key(rows[name], language)}
            for name in KEYS[one]
            if name in rows
        ]
        for one in touched(comparison)
    ]


def _key(row: Row, language: str) -> dict[str, str]:
    """The words of a key figure; a share changes by points, not by percent of a percentage."""
    said = present(row, language)
    points = is_share(row["unit"]) and with_unit(said.difference, said.change_unit, language)
    return vars(said) | ({"percent": points} if points else {})


def outcome_table(comparison: Comparison, names: Names) -> list[dict[str, Any]]:
    """A row an outcome, over everybody, with its verdict in words; under headings where there are inspections."""
    return [
        {"heading": name and text(f"page.theme.{name}", names.language), "rows": [_outcome(row, names) for row in rows]}
        for name, rows in grouped(comparison)
    ]


def _outcome(row: Row, names: Names) -> dict[str, Any]:
    language = names.language
    share, pairs = row.get("share_better"), row.get("pairs")
    said = present(row, language)
    counted = normal(row["unit"]) == normal(row["outcome"])  # "documents" need not be said twice
    known = share is not None and math.isfinite(share) and row["better"] != "none"
    return {
        "name": names.outcome(row["outcome"]),
        **vars(said),
        "unit": "" if counted else said.unit,
        "better_in": text("page.outcomes.better_in", language, better=round(share * pairs), pairs=int(pairs))
        if known
        else "–",
        **verdict_words(row, language),
    }


def verdict_words(row: Row, language: str) -> dict[str, str]:
    """The verdict in words, and why there is none where there is none."""
    reason = label("reason", row["reason"], language) if row.get("reason") else ""
    said = label("verdict", row["verdict"], language)
    if row.get("reason") == "identical":
        said, reason = reason, ""
    return {
        "verdict": row["verdict"],
        "word": said,
        "reason": reason if row["verdict"] == "cannot_tell" else "",
    }


def days_table(comparison: Comparison, language: str) -> dict[str, Any] | None:
    """The parts of the elapsed time over all matters, with their sum and the hours outside of offices."""
    return parts_table(parts_by_group(comparison).get("all"), off_hours(comparison), "component", language)


def parts_table(
    parts: Parts | None, outside: tuple[float, float] | None, topic: str, language: str
) -> dict[str, Any] | None:
    """Parts of a time, named by ``topic``, with their sum and the hours outside of offices; None without parts."""
    if not parts:
        return None
    return {
        "rows": [
            {"name": label(topic, part, language), "about": label(topic, f"about.{part}", language), **_change(days)}
            for part, days in parts.items()
        ],
        "total": _change(tuple(sum(days[world] for days in parts.values()) for world in (0, 1))),
        "off_hours": outside
        and text("page.days.off_hours", language, before=number(outside[0], 1), after=number(outside[1], 1)),
    }


def _change(days: tuple[float, float]) -> dict[str, str]:
    return {
        "before": number(days[0], 2),
        "after": number(days[1], 2),
        "change": number(days[1] - days[0], 2, sign=True),
    }


def procedures_table(comparison: Comparison, names: Names) -> list[dict[str, Any]]:
    """A row a procedure, the longest first: elapsed time with its verdict, and what it asks of a firm."""
    others = by_group(comparison, "procedure")
    decimals = columns(others, KEY_OUTCOMES[1:], names.language)
    return [
        {
            "name": names.of("procedure", row["group"]),
            **vars(present(row, names.language, decimals=1)),
            **verdict_words(row, names.language),
            **{
                name: arrow(others.get((row["group"], name)), names.language, decimals[name])
                for name in KEY_OUTCOMES[1:]
            },
        }
        for row in procedure_rows(comparison)
    ]


def measures_table(comparison: Comparison, names: Names) -> list[dict[str, Any]]:
    """The measures of the reform by group, with dates, coverage, cost and the facts they rest on."""
    groups: dict[str, list] = {}
    for applied in comparison.study.reform:
        groups.setdefault(applied.measure.group, []).append(_measure(applied, names))
    return [{"heading": label("measure_group", name, names.language), "rows": rows} for name, rows in groups.items()]


def _measure(applied: Any, names: Names) -> dict[str, Any]:
    measure, language = applied.measure, names.language
    return {
        "name": names.say(measure.title, measure.name),
        "about": title(measure.about, language),
        "since": _since(applied, language),
        "coverage": percent(applied.coverage, language, 0 if round(100 * applied.coverage, 1) % 1 == 0 else 1),
        "once": money((measure.cost or {}).get("once")),
        "yearly": money((measure.cost or {}).get("per_year")),
        "facts": [one["fact"] for one in measure.sources if one.get("fact")],
        "sources": [one["source"] for one in measure.sources if one.get("source") and not one.get("fact")],
    }


def _since(applied: Any, language: str) -> str:
    start = applied.start
    parts = [text("page.measures.from", language, start=start) if start else text("page.measures.from_start", language)]
    if applied.ramp_days:
        parts.append(text("page.measures.ramp", language, days=applied.ramp_days))
    if applied.until:
        parts.append(text("page.measures.until", language, until=applied.until))
    return text("number.clauses.separator", language).join(parts)


def money(value: Any) -> str:
    """Yuan with grouped thousands; a dash for nothing."""
    return number(float(value), 0) if value else "–"


def total_cost(comparison: Comparison) -> dict[str, str]:
    """What the reform's measures cost together, in yuan."""
    return {name: money(comparison.cost.get(name)) for name in ("once", "per_year")}


def cost_sentence(comparison: Comparison, language: str) -> str:
    """What the measures cost, in a sentence; none where there is no measure."""
    if not comparison.study.reform:
        return ""
    sums = {name: yuan(float(comparison.cost.get(name) or 0), language) for name in ("once", "per_year")}
    return text("page.answer.cost", language, **sums)


def both_worlds(comparison: Comparison, names: Names) -> Iterable[str]:
    """The measures that are in force in both worlds."""
    return [names.say(one.measure.title, one.measure.name) for one in comparison.study.baseline]


def simulation(comparison: Comparison, names: Names) -> list[dict[str, Any]]:
    """How the result came about and how to get it again: label, words, and whether they are to be typed."""
    study, language, manifest = comparison.study, names.language, comparison.manifest
    versions = manifest.get("versions") or {}
    rows = [
        ("study", study.name, True),
        ("region", ", ".join(study.region.layers) or study.region.name, True),
        ("period", text("page.simulation.period_value", language, warm_up=study.warm_up, days=study.days,
                        follow_up=study.follow_up), False),
        ("replications", _replications(comparison, language), False),
        ("seed", str(comparison.seed), True),
        ("scale", scale(comparison, language), False),
        ("digest", str(manifest.get("digest", "")), True),
        ("commit", str(manifest.get("git_commit") or ""), True),
        ("versions", ", ".join(f"{name} {version}" for name, version in versions.items()), False),
        ("again", command(comparison), True),
    ]  # fmt: skip
    return [
        {"name": text(f"page.simulation.{key}", language), "words": words, "typed": typed}
        for key, words, typed in rows
        if words
    ]


def _replications(comparison: Comparison, language: str) -> str:
    asked, reached = (comparison.precision.get(name) for name in ("asked", "reached"))
    if asked is None or reached is None or not math.isfinite(reached):
        return str(comparison.replications)
    outcome = text(f"outcome.said.{comparison.precision.get('outcome', 'elapsed_working_days')}", language)
    values = {"asked": percent(asked, language, 1), "reached": percent(reached, language, 1), "outcome": outcome}
    return text("page.simulation.precision", language, count=comparison.replications, **values)


def scale(comparison: Comparison, language: str) -> str:
    """How large the simulated region was."""
    enterprises = comparison.study.region.tree.get("population", {}).get("enterprises", math.nan)
    key = "scale_part" if comparison.scale < 1 else "scale_full"
    values = {"scale": f"{comparison.scale:g}", "enterprises": number(float(enterprises), 0)}
    return text(f"page.simulation.{key}", language, **values)


def command(comparison: Comparison) -> str:
    """The command that makes this comparison again."""
    scale = f" --scale {comparison.scale:g}" if comparison.scale < 1 else ""
    counted = f"--replications {comparison.replications} --seed {comparison.seed}"
    return f"wutong compare {comparison.study.name} {counted}{scale}"


def header(comparison: Comparison, names: Names) -> list[tuple[str, str]]:
    """The facts under the title: where, when, how many measures and replications."""
    study, language = comparison.study, names.language
    end = study.start + timedelta(days=study.days - 1)
    values = {
        "region": names.say(study.region.title, study.region.name),
        "period": text("page.meta.period_value", language, start=study.start, end=end, days=study.days),
        "measures": text("page.meta.measures_value", language, count=len(study.reform)),
        "replications": text("page.meta.replications_value", language, count=comparison.replications),
    }
    there = present_sides(comparison)
    counted = "all_counted" if {LENDING, ECONOMY} & {*there} else "counted" if INSPECTIONS in there else "period"
    if counted != "period":
        values = {counted if name == "period" else name: words for name, words in values.items()}
    return [(text(f"page.meta.{name}", language), words) for name, words in values.items()]
