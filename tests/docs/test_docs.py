"""The documentation says what is so: tables, links, commands, examples and purposes are those of the program."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from agents import population
from sim.approvals import purposes as approvals
from sim.cli import app
from sim.economy import ledger
from sim.economy import purposes as economy
from sim.economy.claims import INSTRUMENTS
from sim.inspections import purposes as inspections
from sim.lending import purposes as lending
from sim.scenario import check

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "outputs" / "README.md"])
BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def ids(page):
    return page.relative_to(ROOT).as_posix()


def blocks(page, language):
    return [text for kind, text in BLOCK.findall(page.read_text(encoding="utf-8")) if kind == language]


def anchors(page):
    """What GitHub makes of the headings of a page."""
    headings = re.findall(r"^#+ (.*)$", BLOCK.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_tables_of_keys_and_levers_are_current():
    command = [sys.executable, "docs/reference.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_links_lead_somewhere(page):
    text = BLOCK.sub("", page.read_text(encoding="utf-8"))
    for link in LINK.findall(text):
        if link.startswith("http"):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_commands_exist(page):
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"^(?:\$ )?wutong ([a-z]+)", text, re.MULTILINE) + re.findall(r"`wutong ([a-z]+)", text)
    assert set(named) <= set(app) - {"--help", "-h", "--version"}


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_python_examples_can_be_read(page):
    for code in blocks(page, "python"):
        compile(code, ids(page), "exec")


def test_scenario_examples_are_without_problems(tmp_path):
    folders = {"region": "regions", "measure": "measures/windows", "study": "studies"}
    files = []
    for page in PAGES:
        for text in blocks(page, "yaml"):
            kind, _, name = text.partition("\n")[0].partition(": ")
            if kind in folders:
                files.append(tmp_path / folders[kind] / f"{name}.yaml")
                files[-1].parent.mkdir(parents=True, exist_ok=True)
                files[-1].write_text(text, encoding="utf-8")
    assert len(files) == 4
    assert [str(problem) for file in files for problem in check(file)] == []


def numbered(module):
    return {name: value for name, value in vars(module).items() if name.isupper()}


PURPOSES = {"model.md": approvals, "inspections.md": inspections, "economy.md": economy, "lending.md": lending}


@pytest.mark.parametrize(("page", "purposes"), PURPOSES.items(), ids=list(PURPOSES))
def test_the_model_names_every_purpose_of_a_random_number(page, purposes):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    written = {name: int(number) for number, name in re.findall(r"^\| (\d+) \| ([A-Z_]+) \|", text, re.MULTILINE)}
    assert written == numbered(purposes)


def test_no_number_has_two_purposes():
    numbers = [number for module in (*PURPOSES.values(), population) for number in numbered(module).values()]
    assert len(numbers) == len(set(numbers))


def test_the_page_on_the_economy_names_every_kind_of_payment_and_instrument():
    text = (ROOT / "docs" / "economy.md").read_text(encoding="utf-8")
    sectors = "|".join(ledger.SECTORS)
    rows = re.findall(rf"^\| ((?:`\w+`(?:, )?)+) \| ({sectors}) \| ({sectors}) \|", text, re.MULTILINE)
    written = {kind: (payer, payee) for kinds, payer, payee in rows for kind in re.findall(r"`(\w+)`", kinds)}
    payers, payees = ([ledger.SECTORS[side] for side in sides] for sides in (ledger.PAYER, ledger.PAYEE))
    sides = dict(zip(ledger.KINDS, zip(payers, payees, strict=True), strict=True))
    assert {name: pair for name, pair in written.items() if name not in INSTRUMENTS} == sides
    assert set(INSTRUMENTS) <= set(written)
