"""Fills the tables of verification.md: theory, worlds compared with the oracle, mutations.

    python docs/verification.py             all of them but mutations, which tests/mutation/ writes (about ten minutes)
    python docs/verification.py theory      one of them: theory, worlds or mutations

Tables stand between comments as those of docs/reference.py do.
"""

import json
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

PAGE = HERE / "verification.md"
THEORY_TESTS = (
    "tests/engine/test_theory.py",
    "tests/region/test_approvals.py::test_fork_and_join",
    "tests/inspections/test_theory.py",
    "tests/lending/test_theory.py",
)
MUTATIONS = HERE.parent / "tests" / "mutation" / "results.json"
SEED = 20261123


def main(names: list[str]) -> int:
    """Write the tables that were asked for."""
    from reference import filled

    text = PAGE.read_text(encoding="utf-8")
    for name in names or list(TABLES):
        text = filled(text, name, "verification", TABLES[name]())
        PAGE.write_text(text, encoding="utf-8", newline="\n")
    return 0


def theory() -> str:
    """What the theory tests compare, in the order in which they run."""
    import pytest

    from tests.theory import COMPARISONS

    COMPARISONS.clear()
    status = pytest.main(["-q", "-p", "no:cacheprovider", *(str(HERE.parent / test) for test in THEORY_TESTS)])
    if status:
        raise SystemExit("theory tests fail: no table")
    rows = (
        (one.what, one.theory, digits(one.expected), f"{digits(one.mean)} ± {digits(one.half)}", one.unit or "share")
        for one in COMPARISONS
    )
    return table(("quantity", "after", "theory", "simulated", "unit"), rows)


def worlds() -> str:
    """Shipped regions, larger than in the tests and with other seeds, with all measures of their studies."""
    from tests.oracle.compare import compare
    from tests.oracle.test_shipped import LARGER, WORLDS, measures_of

    rows = []
    for name, (region, study, _) in WORLDS.items():
        options = LARGER[name] | {"start": study.start}
        for how, measures in (("as it is", []), ("with the study's measures", measures_of(study))):
            result = compare(region(), SEED, measures=measures, **options)
            days = options["warm_up"] + options["days"] + options["follow_up"]
            world = f"{name}, {how}, {options['scale']:g} of full size, {days} days"
            others = result.compared - result.events
            rows.append((world, f"{result.events:,}", f"{others:,}", len(result.differences)))
    head = ("world", "events compared", "rows of other tables", "differences")
    return table(head, rows)


def mutations() -> str:
    """What tests/mutation/ found when it was last run: how many were caught, and every one that was not."""
    found = json.loads(MUTATIONS.read_text(encoding="utf-8"))
    folders: dict[str, Counter] = {}
    for one in found:
        folders.setdefault(one["file"].rpartition("/")[0], Counter())[one["caught_by"] or "survived"] += 1
    outcomes = ("oracle", "tests", "equivalent", "survived", "not run")
    heads = ("folder", "broken in", "caught by the oracle", "by other tests", "changes nothing", "survived", "not run")
    rows = ((f"`{name}`", sum(count.values()), *(count[one] for one in outcomes)) for name, count in folders.items())
    left = [(f"`{one['file']}`", one["breaks"]) for one in found if (one["caught_by"] or "survived") == "survived"]
    return table(heads, rows) + ("\n\nSurvived:\n\n" + table(("file", "what is broken"), left) if left else "")


def table(head: tuple, rows) -> str:
    """A Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def digits(value: float) -> str:
    """Four significant digits."""
    return f"{value:,.4g}" if abs(value) < 10_000 else f"{value:,.0f}"


TABLES = {"theory": theory, "worlds": worlds, "mutations": mutations}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
