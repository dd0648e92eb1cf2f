"""The page to send on: one self-contained file a language, no script, nothing fetched, fit for A4."""

from __future__ import annotations

import os
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.report import costs, credit, economy, gains, inspections, sections
from sim.report.answer import answer
from sim.report.catalogue import HTML_LANGUAGE, LANGUAGES, text, title
from sim.report.evidence import evidence
from sim.report.figures import drawn, write_whole
from sim.report.groups import groups_tables
from sim.report.limits import limits
from sim.report.names import Names
from sim.report.plots.days import parts_by_group
from sim.report.scope import INSPECTIONS, overall_rows, shown, touched

if TYPE_CHECKING:
    from jinja2 import Environment

    from sim.experiment.compare import Comparison

FILES = {"en": "report.html", "zh": "report.zh-CN.html"}


def write_report(comparison: Comparison, folder: str | os.PathLike) -> list[Path]:
    """Write report.html (English) and report.zh-CN.html into ``folder``; return both.

    Each holds everything it shows and links to the other. The same comparison gives the same bytes.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    pages = {language: render(comparison, language).encode("utf-8") for language in LANGUAGES}
    return [write_whole(folder / FILES[language], page) for language, page in pages.items()]


def render(comparison: Comparison, language: str) -> str:
    """The page in ``language`` as HTML."""
    return environment().get_template("report.html.j2").render(content(comparison, language))


def content(comparison: Comparison, language: str) -> dict[str, Any]:
    """Everything the template sets; all words still unescaped, all figures SVG made here."""
    from markupsafe import Markup

    other = next(tongue for tongue in LANGUAGES if tongue != language)
    names, study = Names(comparison, language), comparison.study
    base = evidence(comparison, language)
    reach = touched(comparison)
    return {
        "t": partial(text, language=language),
        "lang": language,
        "tag": HTML_LANGUAGE[language],
        "other": {"file": FILES[other], "tag": HTML_LANGUAGE[other]},
        "study": study,
        "title": title(study.title, language, study.name),
        "question": title(study.question, language),
        "header": sections.header(comparison, names),
        "approximate": f"{comparison.scale:g}" if comparison.scale < 1 else "",
        "single": comparison.replications < 2,
        "answer": answer(overall_rows(comparison), parts_by_group(comparison).get("all", {}), language, reach),
        "cost_sentence": sections.cost_sentence(comparison, language),
        "key_figures": sections.key_figures(comparison, language),
        "outcomes": sections.outcome_table(comparison, names),
        "shown": shown(comparison),
        "inspections": inspections.section(comparison, names) if INSPECTIONS in reach else None,
        "credit": credit.section(comparison, names),
        "economy": economy.section(comparison, names),
        "gains": gains.section(comparison, names),
        "days": sections.days_table(comparison, language),
        "procedures": sections.procedures_table(comparison, names),
        "groups": groups_tables(comparison, names),
        "measures": sections.measures_table(comparison, names),
        "both_worlds": sections.both_worlds(comparison, names),
        "cost": sections.total_cost(comparison),
        "costs": costs.section(comparison, language),
        "evidence": base,
        "simulation": sections.simulation(comparison, names),
        "limits": limits(comparison, base.counts, language),
        "figures": {name: Markup(svg) for name, svg in drawn(comparison, language).items()},
    }


@cache
def environment() -> Environment:
    """The templates of the pages, with the words they may use."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from sim.report.catalogue import label
    from sim.report.wording import number, percent

    made = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"breakable": breakable}
    made.globals |= {"label": label, "number": number, "percent": percent}
    return made


def breakable(path: str) -> Any:
    """A dotted path that may break after its dots and underscores."""
    from markupsafe import Markup, escape

    return Markup(str(escape(path)).replace(".", ".<wbr>").replace("_", "_<wbr>"))
