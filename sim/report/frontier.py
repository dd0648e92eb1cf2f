"""The page of a frontier: what less of one outcome costs in another, and which package of measures costs least."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.report import frontier_words, sections
from sim.report.catalogue import HTML_LANGUAGE, LANGUAGES, label, text, title
from sim.report.figures import describe, drawn, figure_of, write_figure, write_whole
from sim.report.limits import own, scope
from sim.report.names import Names
from sim.report.page import environment
from sim.report.scope import APPROVALS, SIDES, side
from sim.report.wording import decimals_for, interval, number, present, unit_name

if TYPE_CHECKING:
    from sim.experiment.frontier import FrontierResult

    Row = Mapping[str, Any]

FILES = {"en": "frontier.html", "zh": "frontier.zh-CN.html"}


def write_frontier(result: FrontierResult, folder: str | os.PathLike) -> list[Path]:
    """Write the pages in English and Chinese and the figure as SVG and PNG into ``folder``; return the files.

    The pages come first. The same result gives the same bytes.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    pages = {language: render(result, language).encode("utf-8") for language in LANGUAGES}
    files = [write_whole(folder / FILES[language], page) for language, page in pages.items()]
    return files + [file for language in LANGUAGES for file in write_figure(result, folder, "frontier", language)]


def render(result: FrontierResult, language: str) -> str:
    """The page in ``language`` as HTML, complete in itself."""
    return environment().get_template("frontier.html.j2").render(content(result, language))


def figure(result: FrontierResult, language: str) -> str:
    """The frontier as an SVG file of its own; empty where there is nothing to draw."""
    from sim.report import svg

    made = figure_of("frontier", result, Names(result, language))
    return svg.standalone(made, language, describe("frontier", language)).decode("utf-8") if made else ""


def content(result: FrontierResult, language: str) -> dict[str, Any]:
    """Everything the template sets; all words still unescaped."""
    from markupsafe import Markup

    other = next(tongue for tongue in LANGUAGES if tongue != language)
    names, study = Names(result, language), result.study
    return {
        "t": partial(text, language=language),
        "lang": language,
        "tag": HTML_LANGUAGE[language],
        "other": {"file": FILES[other], "tag": HTML_LANGUAGE[other]},
        "study": study,
        "title": title(study.title, language, study.name),
        "question": title(study.question, language),
        "header": _header(result, names),
        "approximate": f"{result.scale:g}" if result.scale < 1 else "",
        "single": result.replications < 2,
        "answer": frontier_words.paragraphs(result, names),
        "figures": {name: Markup(made) for name, made in drawn(result, language, ("frontier",)).items()},
        "axes": {axis: label("outcome", getattr(study.frontier, axis), language) for axis in ("x", "y")},
        "units": {axis: _unit(result, getattr(study.frontier, axis), language) for axis in ("x", "y")},
        "points": _points(result, names),
        "others": _others(result, names),
        "limits": _limits(result, language),
        "simulation": _simulation(result, language),
    }


def _header(result: FrontierResult, names: Names) -> list[tuple[str, str]]:
    study, language = result.study, names.language
    values = {
        "region": names.say(study.region.title, study.region.name),
        "lever": study.frontier.lever,
        "packages": str(len(study.frontier.packages)),
        "replications": str(result.replications),
    }
    return [(text(f"frontier.meta.{name}", language), words) for name, words in values.items()]


def _unit(result: FrontierResult, outcome: str, language: str) -> str:
    return unit_name(frontier_words.rows_of(result, outcome)[0]["unit"], language)


def _points(result: FrontierResult, names: Names) -> list[dict[str, Any]]:
    """The points of every package: strength, x, y with its interval, and its difference to today."""
    frontier, language = result.study.frontier, names.language
    of = {axis: frontier_words.rows_of(result, getattr(frontier, axis)) for axis in ("x", "y")}
    today = frontier_words.today_row(result, frontier.y)
    decimals = {axis: decimals_for(map(_as_compared, rows), language) for axis, rows in of.items()}
    groups = []
    for package in frontier.packages:
        x, y = ({row["times"]: row for row in rows if row["package"] == package.name} for rows in of.values())
        groups.append({
            "heading": names.say(package.title, package.name),
            "rows": [
                {
                    "times": f"×{times:g}",
                    "x": _mean(x.get(times), decimals["x"]),
                    "y": _mean(row, decimals["y"]),
                    "y_interval": _ends(row, decimals["y"], language),
                    **_against(row, today, decimals["y"], language),
                }
                for times, row in sorted(y.items())
            ],
        })  # fmt: skip
    return groups


def _as_compared(row: Row) -> dict[str, Any]:
    """The row in the form in which decimals are chosen."""
    return {"baseline": row["mean"], "reform": row["mean"], "low": row["low"], "high": row["high"], "unit": row["unit"]}


def _factor(row: Row) -> float:
    return 100.0 if row["unit"] == "share" else 1.0


def _mean(row: Row | None, decimals: int) -> str:
    return number(_factor(row) * row["mean"] if row else math.nan, decimals)


def _ends(row: Row, decimals: int, language: str) -> str:
    return interval(_factor(row) * row["low"], _factor(row) * row["high"], language, decimals)


def _against(row: Row, today: Row | None, decimals: int, language: str) -> dict[str, str]:
    """The difference to today with its paired interval, and whether it is more than chance."""
    if today is None:
        return {"difference": "–", "interval": "–", "verdict": "cannot_tell", "word": "–"}
    if row["package"] == today["package"] and row["times"] == today["times"]:
        return {"difference": "–", "interval": "–", "verdict": "cannot_tell", "word": text("frontier.today", language)}
    said = present(frontier_words.compared(row, today), language, decimals)
    verdict = frontier_words.verdict(row)
    known = math.isfinite(row["difference_low"])
    return {
        "difference": said.difference,
        "interval": said.interval,
        "verdict": verdict,
        "word": label("verdict", verdict, language) if known else "–",
    }


def _others(result: FrontierResult, names: Names) -> dict[str, Any] | None:
    """Means of the other outcomes that were recorded, a column each."""
    frontier, language = result.study.frontier, names.language
    outcomes = [name for name in dict.fromkeys(result.table["outcome"]) if name not in (frontier.x, frontier.y)]
    if not outcomes:
        return None
    rows = {name: frontier_words.rows_of(result, name) for name in outcomes}
    decimals = {name: decimals_for(map(_as_compared, of), language) for name, of in rows.items()}
    found = {(row["package"], row["times"], name): row for name, of in rows.items() for row in of}

    def cells(package: str, times: float) -> list[str]:
        return [_mean(found.get((package, times, name)), decimals[name]) for name in outcomes]

    return {
        "columns": [(label("outcome", name, language), _unit(result, name, language)) for name in outcomes],
        "groups": [
            {
                "heading": names.say(package.title, package.name),
                "rows": [(f"×{times:g}", cells(package.name, times)) for times in frontier.times],
            }
            for package in frontier.packages
        ],
    }


def _limits(result: FrontierResult, language: str) -> list[str]:
    frontier = result.study.frontier
    sides = {APPROVALS, side(frontier.x), side(frontier.y)}
    there = [one for one in SIDES if one in sides]
    keys = [*own(there), "works"]
    keys += ["approximate"] * (result.scale < 1) + ["single"] * (result.replications < 2)
    said = [text(f"page.limits.{key}", language, scale=f"{result.scale:g}") for key in keys]
    first = [text("frontier.limits.lever", language), text("page.limits.chance", language)]
    return [*first, scope(there, language), *said]


def _simulation(result: FrontierResult, language: str) -> list[dict[str, Any]]:
    """How the result came about, in the words of the report of a comparison."""
    study, manifest = result.study, result.manifest
    versions = manifest.get("versions") or {}
    rows = [
        ("study", study.name, True),
        ("region", ", ".join(study.region.layers) or study.region.name, True),
        ("period", text("page.simulation.period_value", language, warm_up=study.warm_up, days=study.days,
                        follow_up=study.follow_up), False),
        ("replications", str(result.replications), False),
        ("seed", str(result.seed), True),
        ("scale", sections.scale(result, language), False),
        ("digest", str(manifest.get("digest", "")), True),
        ("commit", str(manifest.get("git_commit") or ""), True),
        ("versions", ", ".join(f"{name} {version}" for name, version in versions.items()), False),
    ]  # fmt: skip
    return [
        {"name": text(f"page.simulation.{key}", language), "words": words, "typed": typed}
        for key, words, typed in rows
        if words
    ]
