"""Every text exists in both languages and says the same."""

import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

from sim.report import catalogue, costs, gains, inspections, names
from sim.report.catalogue import LANGUAGES, MissingText, label, text, title
from sim.report.groups import BY_VISITS
from sim.report.page import FILES
from sim.report.plots import regimes, staff
from sim.report.published import library_facts
from sim.report.scope import ECONOMY, INSPECTIONS, LENDING, SIDES, THEMES, THEMES_OF
from sim.report.style import COMPONENT_COLOUR, LOAN_COLOUR, VERDICT_COLOUR
from sim.results import economy, lending
from sim.results import inspections as inspected
from sim.results.decomposition import COMPONENTS, LOAN_COMPONENTS
from sim.results.outcomes import OUTCOMES

KEYS = sorted(catalogue.keys())
#: The name of the other language, and a comma that joins two clauses in Chinese.
OWN_TONGUE = ("page.other_language", "number.clauses.two")
#: A key written out in the source of the program or of a template.
KEY = re.compile(r'\b(?:text|t)\(\s*"([a-z_]+\.[a-zA-Z0-9_.]*[a-zA-Z0-9_])"')
HAN = re.compile(r"[\u4e00-\u9fff]")


def places(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_both_languages_say_it_with_the_same_values():
    different = []
    for key in KEYS:
        used = [set().union(*map(places, catalogue.templates(key, language))) for language in LANGUAGES]
        if used[0] != used[1]:
            different.append((key, used))
    assert KEYS and different == []


def test_each_text_is_in_its_own_language():
    wrong = []
    for key in KEYS:
        english, chinese = ("".join(catalogue.templates(key, language)) for language in LANGUAGES)
        spelled = re.search(r"[A-Za-z]{3}", re.sub(r"\{\w+\}", "", english))
        if key not in OWN_TONGUE and (HAN.search(english) or spelled and not HAN.search(chinese)):
            wrong.append((key, english, chinese))
        if bool(english) != bool(chinese) and not key.startswith(("number.scale.", "answer.between")):
            wrong.append((key, english, chinese))
    assert wrong == []


def test_what_the_program_names_has_a_text():
    needed = [f"outcome.{outcome.id}" for outcome in OUTCOMES]
    needed += [f"unit.{outcome.unit}" for outcome in OUTCOMES]
    needed += [f"component.{name}" for name in COMPONENTS] + [f"component.about.{name}" for name in COMPONENTS]
    needed += [f"component.{name}" for name in COMPONENT_COLOUR]
    needed += [f"loan_component.{name}" for name in (*LOAN_COMPONENTS, *LOAN_COLOUR)]
    needed += [f"loan_component.about.{name}" for name in LOAN_COMPONENTS]
    needed += [f"page.costs.{name}" for name in (*costs.RATIOS, "once", "per_year", "balance")]
    needed += [f"page.costs.said.{ratio}.{kind}" for ratio in costs.RATIOS for kind in ("bought", "free", "unclear")]
    needed += [f"page.column.{name}" for name, _ in gains.COLUMNS]
    needed += [f"page.{side}.{theme}" for side, name in (("credit", LENDING), ("economy", ECONOMY))
               for theme in THEMES_OF[name]]  # fmt: skip
    needed += [f"page.limits.covered.{side}" for side in SIDES]
    needed += [f"verdict.{name}" for name in VERDICT_COLOUR]
    needed += [f"station.{kind}" for kind in staff.KINDS]
    needed += [f"outcome.said.{outcome.id}" for outcome in OUTCOMES]
    needed += [f"group_kind.by.{kind}" for kind in BY_VISITS.kinds]
    needed += [f"page.theme.{theme}" for theme in THEMES]
    needed += [f"page.inspected.column.{name}" for name, *_ in inspections.COLUMNS]
    needed += [f"{kind}.{name}" for kind, fixed in names.FIXED.items() for name in fixed]
    needed += [f"visit_kind.{kind}" for kind in regimes.KINDS]
    assert [key for key in needed if not catalogue.known(key)] == []
    assert set(COMPONENTS) - {"off_hours"} == set(COMPONENT_COLOUR) - {"other"}
    assert set(LOAN_COMPONENTS) - {"off_hours"} == set(LOAN_COLOUR) - {"other"}
    assert set(FILES) == set(LANGUAGES)


@pytest.mark.parametrize(
    ("side", "outcomes"),
    [(INSPECTIONS, inspected.INSPECTIONS), (LENDING, lending.LENDING), (ECONOMY, economy.ECONOMY)],
)
def test_outcomes_are_of_the_side_that_results_have_them_on(side, outcomes):
    assert sorted(name for names in THEMES_OF[side].values() for name in names) == sorted(one.id for one in outcomes)


def test_every_value_of_a_published_fact_has_a_name():
    facts = library_facts()[0]
    nameless = [
        (fact, name) for fact, about in facts.items() for name in about.get("values") or {}
        if not catalogue.known(f"fact_value.{fact}.{name}") and not catalogue.known(f"fact_value.{name}")
    ]  # fmt: skip
    assert len(facts) > 80 and nameless == []


def test_every_key_the_program_asks_for_exists():
    root = Path(catalogue.__file__).parent
    files = [*root.parent.glob("*.py"), *root.rglob("*.py"), *root.rglob("*.j2")]
    asked = {key for file in files for key in KEY.findall(file.read_text(encoding="utf-8"))}
    assert len(asked) > 60
    assert sorted(key for key in asked if not catalogue.known(key)) == []


def test_missing_text_names_the_key_and_the_nearest():
    with pytest.raises(MissingText, match=r"'verdict\.improvd'.*'verdict\.improved'"):
        text("verdict.improvd")
    with pytest.raises(MissingText, match="no text 'nothing.at_all'"):
        text("nothing.at_all")
    with pytest.raises(MissingText, match="'fr'"):
        text("verdict.improved", "fr")


def test_missing_value_is_an_error_not_a_hole():
    with pytest.raises(MissingText, match="needs a value for 'scale'"):
        text("page.approximate")
    with pytest.raises(MissingText, match="'count'"):
        text("figure.replications")


def test_plural_follows_the_count():
    assert text("figure.replications", "en", count=1) == "1 replication"
    assert text("figure.replications", "en", count=20) == "20 replications"
    assert text("figure.replications", "zh", count=1) == "重复 1 次"


def test_values_are_never_read_as_templates():
    assert "{count.__class__}" in text("figure.origin", study="{count.__class__}")


def test_label_shows_what_users_added_as_they_wrote_it():
    assert label("outcome", "visits", "zh") == "跑动次数"
    assert label("unit", "Working days", "en") == "working days"
    assert label("outcome", "jobs_created", "zh") == "jobs created"


def test_title_falls_back_to_the_other_language_then_to_the_default():
    assert title({"en": "Hall", "zh": "大厅"}, "zh") == "大厅"
    assert title({"en": "Hall"}, "zh") == "Hall"
    assert title("Hall", "zh") == "Hall"
    assert title({}, "zh", "hall") == title(None, "en", "hall") == "hall"


def test_imports_fast_and_nothing_heavy():
    code = (
        "import sys, time; start = time.process_time(); from sim.report.catalogue import text;"
        "import sim.report.wording; text('cli.run.title', region=1, days=1, start=1);"
        "taken = time.process_time() - start;"
        "print(taken, [m for m in ('numpy', 'pandas', 'matplotlib', 'jinja2') if m in sys.modules])"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout for _ in "123"
    ]
    assert all(run.split(" ", 1)[1].strip() == "[]" for run in runs)
    assert min(float(run.split()[0]) for run in runs) < 0.06  # 0.03 s on a quiet machine
