"""Runs what the documentation shows and puts the results into it: ``python docs/examples.py``.

Everything together takes one to two hours the first time, most of it Jilin City at full size.

- Tables, words and figures of the shipped studies, between ``<!-- NAME: made by docs/examples.py -->`` and
  ``<!-- end of NAME -->``; the figures of docs/images and the sample of outputs/sample.
- What a Python example prints: the plain block that follows a Python block.
- The measure and the study of docs/measures.md, taken from that page as a reader would take them.

Results go to outputs/, as those of the commands do; what is there already is read.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from reference import HERE, filled, table

ROOT = HERE.parent
STUDY, QUICK = "changchun-2022", "changchun-quick"
INSPECTIONS, FRONTIER, CREDIT = "siping-2025", "inspection-dilemma", "jilin-finance-2020"
FRONTIER_REPLICATIONS = 2  # of each point: enough to see the curves
IMAGES = ("days.png", "days.zh-CN.png")
FIGURES = {"en": "frontier.png", "zh": "frontier.zh-CN.png"}
READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh-CN.md"}
PYTHON_EXAMPLE = re.compile(r"```python\n(?P<code>[^`]*)```\n\n```\n[^`]*```\n")
YAML_EXAMPLE = re.compile(r"```yaml\n(?P<text>(?P<kind>measure|study): (?P<name>evening\w*)\n[^`]*)```")
NOT_IN_SAMPLE = ("report page:", "folder:")


def main() -> None:
    """Run everything and write it down."""
    for language, page in READMES.items():
        write(page, shipped_study(language) | {"frontier": frontier(language)})
        for name, study in (("siping", INSPECTIONS), ("jilin", CREDIT)):
            write(page, about_more_than_approvals(name, study, language))
    copy_figures_and_sample()
    write(HERE / "measures.md", {"result": measure_example()})
    for page in (*READMES.values(), HERE / "python.md"):
        page.write_text(with_python_results(page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def write(page: Path, blocks: dict[str, str]) -> None:
    """Put blocks into a page."""
    text = page.read_text(encoding="utf-8")
    for name, block in blocks.items():
        text = filled(text, name, "examples", block)
    page.write_text(text, encoding="utf-8", newline="\n")


def wutong(*arguments: str, folder: Path = ROOT) -> str:
    """What the command prints, trailing blanks taken off."""
    command = [sys.executable, "-m", "sim.cli", *arguments]
    return _trimmed(subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout)


def shipped_study(language: str) -> dict[str, str]:
    """What the README shows of the study of Changchun, and where the numbers of all studies are from."""
    printed = wutong("compare", STUDY, "--language", language)
    return {
        "table": fenced(outcomes_of(printed, language)),
        "answer": quoted(page_of(STUDY, language)["answer"], language),
        "validation": validation(STUDY, language),
        "numbers": numbers(language),
    }


def about_more_than_approvals(name: str, study: str, language: str) -> dict[str, str]:
    """What the README shows of the studies of Siping and Jilin City: outcomes before approvals, words, validation."""
    from sim.report.catalogue import text

    printed = outcomes_of(wutong("compare", study, "--language", language), language)
    shown, _, _ = printed.partition(f"\n  {text('page.theme.approvals', language)}")
    return {
        name: fenced(_trimmed(shown)),
        f"{name} answer": quoted(page_of(study, language)["answer"], language),
        f"{name} validation": validation(study, language),
    }


def frontier(language: str) -> str:
    """The figure and the words of the frontier; the figure goes to docs/images."""
    from sim import api
    from sim.report.frontier import content

    wutong("frontier", FRONTIER, "--replications", str(FRONTIER_REPLICATIONS), "--language", language)
    result = api.frontier(FRONTIER, replications=FRONTIER_REPLICATIONS, out=ROOT / "outputs", report=False)
    shutil.copy(result.folder / FIGURES[language], HERE / "images" / FIGURES[language])
    page = content(result, language)
    image = f"![{page['title']}](docs/images/{FIGURES[language]})"
    return f"{image}\n\n{quoted(page['answer'], language)}"


def page_of(study: str, language: str) -> dict:
    """What the report page of a study says."""
    from sim import api
    from sim.report.page import content

    return content(api.compare(study, out=ROOT / "outputs", report=False), language)


def quoted(paragraphs: list[str], language: str) -> str:
    """Paragraphs of a page in one, as a quotation."""
    return "> " + ("" if language == "zh" else " ").join(paragraphs)


def numbers(language: str) -> str:
    """How many numbers of the region and the measures of each study come from where."""
    from sim.report.catalogue import text, title
    from sim.report.evidence import BASES

    pages = [page_of(study, language) for study in (STUDY, INSPECTIONS, CREDIT)]
    regions = [title(page["study"].region.title, language) for page in pages]
    counts = [page["evidence"].counts for page in pages]
    rows = [
        (text(f"provenance.{basis}", language), *(str(count.get(basis, 0)) for count in counts)) for basis in BASES
    ]
    return table((text("page.evidence.basis", language), *regions), rows)


def outcomes_of(printed: str, language: str) -> str:
    """The first table of a printed comparison."""
    from sim.report.catalogue import text

    return _trimmed(printed.partition(text("cli.table.procedures", language))[0])


def validation(study: str, language: str) -> str:
    """Published against simulated for one study, as a table of the page."""
    from sim import api
    from sim.report.catalogue import text
    from sim.terminal import _validation_row as validation_row

    columns = ("id", "what", "published", "simulated", "interval", "miss", "role")
    heads = tuple(text(f"cli.validate.{name}", language) for name in columns)
    rows = api.validate(study, out=ROOT / "outputs").table.to_dict("records")
    return table(heads, [tuple(validation_row(row, language)) for row in rows])


def copy_figures_and_sample() -> None:
    """Figures of the study for the README; table, words and a figure of the quick study as the sample."""
    from sim import api

    folder = api.compare(STUDY, out=ROOT / "outputs", report=False).folder
    for name in IMAGES:
        shutil.copy(folder / name, HERE / "images" / name)
    sample = ROOT / "outputs" / "sample"
    sample.mkdir(parents=True, exist_ok=True)
    printed = wutong("compare", QUICK).splitlines()
    said = [line for line in printed if not line.startswith(NOT_IN_SAMPLE)]
    (sample / "table.txt").write_text(_trimmed("\n".join(said)) + "\n", encoding="utf-8", newline="\n")
    quick = api.compare(QUICK, out=ROOT / "outputs", report=False)
    shutil.copy(quick.folder / "days.svg", sample / "days.svg")
    rows = quick.table[quick.table["group_kind"].isin(["all", "procedure"])]
    rows.to_csv(sample / "comparison.csv", index=False, float_format="%.6g", lineterminator="\n")


def measure_example() -> str:
    """Follow the steps of docs/measures.md and give the table they end in."""
    with TemporaryDirectory() as name:
        places = {"measure": "measures/windows", "study": "studies"}
        for found in YAML_EXAMPLE.finditer((HERE / "measures.md").read_text(encoding="utf-8")):
            file = Path(name, "my", places[found["kind"]], f"{found['name']}.yaml")
            file.parent.mkdir(parents=True)
            file.write_text(found["text"], encoding="utf-8")
            wutong("check", str(file), folder=Path(name))
        return fenced(outcomes_of(wutong("compare", "my/studies/evening.yaml", folder=Path(name)), "en"))


def with_python_results(text: str) -> str:
    """The page with what its Python examples print."""

    def run(found: re.Match) -> str:
        with TemporaryDirectory() as name:
            script = Path(name, "example.py")
            script.write_text(found["code"], encoding="utf-8")
            done = subprocess.run([sys.executable, script.name], cwd=name, check=True, capture_output=True, text=True)
        return f"```python\n{found['code']}```\n\n{fenced(_trimmed(done.stdout))}\n"

    return PYTHON_EXAMPLE.sub(run, text)


def fenced(text: str) -> str:
    """The text as a block of a page."""
    return f"```\n{text}\n```"


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


if __name__ == "__main__":
    main()
