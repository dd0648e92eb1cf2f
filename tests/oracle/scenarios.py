"""Hypothesis strategies for whole scenarios: a region, measures and a study, written as YAML and read by the loader.

:func:`drawn` makes small regions from scratch (:mod:`scenarios_approvals`, :mod:`scenarios_inspections`,
:mod:`scenarios_money`), :func:`edited` lays random edits over a shipped region. Both add measures: random changes of
levers with dates, coverage, ramps and ends. All of it goes through ``load_study`` with all its checks, so that what is
compared could have been written by anybody; :meth:`Scenario.yaml` is what to save in order to see it again.
"""

import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml
from hypothesis import assume
from hypothesis import strategies as st

from sim.scenario import ScenarioError, load_region, load_study
from sim.scenario.levers import LeverError, lever_shape, match_lever, parse
from sim.scenario.region import SHAPE, leaves
from sim.scenario.shape import at
from tests.oracle.scenarios_approvals import OFTEN, SELDOM, towns
from tests.oracle.scenarios_inspections import regimes
from tests.oracle.scenarios_money import SECTORS, SIZES, economies, lendings, needed

PARTS = ("approvals", "inspections", "economy", "lending")
STARTS = (date(2022, 3, 1), date(2021, 12, 20), date(2022, 1, 25), date(2022, 9, 20), date(2023, 4, 20))
SHIPPED = ("changchun", "siping", "jilin_city")
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # the compiled one, where there is one


@dataclass
class Scenario:
    """A region file, measures and how they are applied, and the stretch of time."""

    region: dict
    measures: dict[str, dict] = field(default_factory=dict)
    applied: list[dict] = field(default_factory=list)
    start: date = STARTS[0]
    days: int = 30
    warm_up: int = 0
    follow_up: int = 0
    seed: int = 1
    scale: float = 1.0
    study: object = None

    def files(self) -> dict[str, str]:
        """What to write where."""
        study = {
            "study": "drawn", "title": {"en": "Drawn"}, "region": "drawn", "start": self.start, "days": self.days,
            "warm_up": f"{self.warm_up} days", "follow_up": f"{self.follow_up} days", "baseline": [],
            "reform": self.applied, "replications": 2, "seed": self.seed,
        }  # fmt: skip
        found = {"regions/drawn.yaml": self.region, "studies/drawn.yaml": study}
        found |= {f"measures/process/{name}.yaml": measure for name, measure in self.measures.items()}
        return {
            path: yaml.dump(tree, Dumper=DUMPER, sort_keys=False, allow_unicode=True, width=120)
            for path, tree in found.items()
        }

    def yaml(self) -> str:
        """All files one after another, each under its path, and the command that compares them."""
        files = "\n".join(f"# {path}\n{text}" for path, text in self.files().items())
        days = f"--warm-up {self.warm_up} --days {self.days} --follow-up {self.follow_up}"
        command = f"python -m tests.oracle.compare --study FOLDER/studies/drawn.yaml {days} --seed {self.seed}"
        return f"{files}\n# {command} --scale {self.scale}"

    def save(self, folder) -> Path:
        """Write all files; the path of the study."""
        for path, text in self.files().items():
            file = Path(folder) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return Path(folder) / "studies" / "drawn.yaml"

    def load(self):
        """The study, checked; raises ScenarioError."""
        with tempfile.TemporaryDirectory() as folder:
            self.study = load_study(self.save(folder))
        return self.study

    def options(self) -> dict:
        """The options of a :class:`sim.region.Region`, but for scenario and seed."""
        return {
            "start": self.start, "days": self.days, "warm_up": self.warm_up, "follow_up": self.follow_up,
            "scale": self.scale, "measures": [*self.study.baseline, *self.study.reform],
        }  # fmt: skip

    def _repr_pretty_(self, printer, cycle):
        """How Hypothesis shows what has failed."""
        printer.text(f"\n{self.yaml()}\n")


# --------------------------------------------------------------------------------------------------- regions


@st.composite
def drawn(draw, part: str = "approvals", most_measures: int = 3):
    """A scenario with a region from scratch, up to and including one of ``PARTS``."""
    rank = PARTS.index(part)
    if rank >= 2:
        tree = draw(towns(list(SECTORS), list(SIZES), most=25, rates=SELDOM))
        needed(draw, tree)
        tree["economy"] = draw(economies(tree))
        if rank == 3:
            tree["lending"] = draw(lendings(tree))
    else:
        tree = draw(towns(rates=SELDOM if rank else OFTEN))
    if rank == 1 or rank > 1 and draw(st.booleans()):
        tree["inspections"] = draw(regimes(tree))
    days = (15, 30, 45) if rank == 0 else (45, 90) if rank == 1 else (75, 130, 260)
    scenario = Scenario(
        tree,
        start=draw(st.sampled_from(STARTS)),
        days=draw(st.sampled_from(days)),
        warm_up=draw(st.sampled_from((0, 5, 31))),
        follow_up=draw(st.sampled_from((0, 10))),
        seed=draw(st.integers(0, 9)),
        scale=draw(st.sampled_from((1.0, 1.0, 0.6))),
    )
    return draw(with_measures(scenario, most_measures))


@st.composite
def edited(draw, name: str = "", most_measures: int = 3):
    """A shipped region at a small scale with some of its values changed, and measures."""
    name = name or draw(st.sampled_from(SHIPPED))
    tree: dict = {"region": "drawn", "extends": name, "title": {"en": "Drawn"}}
    levers = numeric_levers(name)
    for path in draw(st.lists(st.sampled_from(levers), max_size=6, unique=True)):
        operation = draw(operations(shipped(name).tree, path))
        value = _result(shipped(name).tree, path, operation)
        here = tree
        for key in path[:-1]:
            here = here.setdefault(key, {})
        here[path[-1]] = value
    scales = {"changchun": 0.002, "siping": 0.002, "jilin_city": 0.0003}
    scenario = Scenario(
        _whole(tree, shipped(name).tree),
        start=draw(st.sampled_from(STARTS)),
        days=draw(st.sampled_from((40, 95))),
        warm_up=draw(st.sampled_from((0, 20))),
        seed=draw(st.integers(0, 9)),
        scale=scales[name],
    )
    return draw(with_measures(scenario, most_measures))


@cache
def shipped(name):
    """A shipped region."""
    return load_region(name)


def _whole(tree, base):
    """Distributions replace one another as a whole: write all of one of which a parameter is changed."""
    for key, value in tree.items():
        if isinstance(value, dict) and isinstance(base.get(key) if isinstance(base, dict) else None, dict):
            if "dist" in base[key]:
                tree[key] = {**base[key], **value}
            else:
                _whole(value, base[key])
    return tree


# -------------------------------------------------------------------------------------------------- measures


@cache
def numeric_levers(name):
    """Paths of all numbers of a shipped region that measures may change."""
    return levers_of(shipped(name).tree)


def levers_of(tree):
    """Paths of all values of a tree that measures may change."""
    found = []
    for path in leaves(tree):
        lever = ".".join(map(str, path))
        try:
            shape = lever_shape(parse(lever))
        except (LeverError, TypeError, AttributeError):
            continue
        if (
            shape.kind in ("share", "number", "whole", "dist", "flag", "choice", "text")
            and _value(tree, path) is not None
        ):
            found.append(path)
    return found


def _value(tree, path):
    for key in path:
        tree = tree[key]
    return tree


@st.composite
def operations(draw, tree, path):
    """What to do to a value, within its bounds where that is easy: set it, multiply it, add to it."""
    value, shape = _value(tree, path), lever_shape(parse(".".join(path)))
    if shape.kind == "flag":
        return {"to": draw(st.booleans())}
    if shape.kind == "choice":
        return {"to": draw(st.sampled_from(shape.choices))}
    if shape.kind == "text":
        return {"to": draw(st.sampled_from(("09:00-17:00", "00:00-24:00", "10:00-11:00, 12:00-12:30")))}
    if isinstance(value, dict):
        return {"times": draw(st.sampled_from((0.5, 2.0, 1.3)))}
    options = [{"to": float(one)} for one in (0, 1, 0.5, 2, 30)] + [{"times": one} for one in (0.5, 0.0, 2.0, 0.9)]
    options += [{"add": one} for one in (0.1, 1.0, -0.1)]
    if shape.kind == "whole":
        options = [{"to": one} for one in (0, 1, 2, 3, 12)] + [{"times": 2}, {"add": 1}, {"add": -1}]
    fitting = [one for one in options if _fits(tree, path, one)]
    assume(fitting)
    return draw(st.sampled_from(fitting))


def _result(tree, path, operation):
    value = _value(tree, path)
    op, amount = next(iter(operation.items()))
    if isinstance(value, dict):
        sizes = [one[-1] for one in match_lever(tree, ".".join(path))]
        return {key: one * amount if key in sizes else one for key, one in value.items()}
    return amount if op == "to" else value * amount if op == "times" else value + amount


def _fits(tree, path, operation):
    value, shape = _result(tree, path, operation), at(SHAPE, path)
    return shape is None or shape.holds(value) and not (shape.kind == "share" and not 0 <= value <= 1)


@st.composite
def with_measures(draw, scenario, most):
    """Add measures to a scenario and load it; those that the loader refuses are not compared."""
    try:
        scenario.load()
    except ScenarioError as error:
        if "extends" not in scenario.region:
            raise AssertionError(f"a drawn region does not pass the checks:\n{error}\n{scenario.yaml()}") from None
        assume(False)
    tree = scenario.study.region.tree
    paths = levers_of(tree)
    for number in range(draw(st.integers(0, most))):
        changes = []
        for _ in range(draw(st.integers(1, 3))):
            path = draw(st.sampled_from(paths))
            changes.append({"lever": draw(st.sampled_from(_names(path, tree))), **draw(operations(tree, path))})
        scenario.measures[f"m{number}"] = {
            "measure": f"m{number}", "group": "process", "title": {"en": "Drawn"}, "changes": changes,
        }  # fmt: skip
        scenario.applied.append({f"m{number}": draw(applications(scenario))})
    if scenario.measures:
        try:
            scenario.load()
        except ScenarioError:
            _drop_refused(scenario)
    return scenario


def _names(path, tree):
    """The lever of one value, and with ``*`` for all rows of its table where that matches."""
    names = [".".join(path)]
    for place in range(1, len(path) - 1):
        starred = ".".join((*path[:place], "*", *path[place + 1 :]))
        try:
            match_lever(tree, starred)
        except (ScenarioError, TypeError):
            continue
        names.append(starred)
    return names


@st.composite
def applications(draw, scenario):
    """From when, how far, until when a measure is in force."""
    options = {}
    if draw(st.booleans()):
        options["start"] = scenario.start + timedelta(days=draw(st.integers(0, scenario.days - 1)))
    begin = options.get("start", scenario.start)
    left = (scenario.start + timedelta(days=scenario.days + scenario.follow_up) - begin).days
    if draw(st.booleans()):
        options["coverage"] = draw(st.sampled_from((0.5, 0.0, 0.2, 1.0)))
    if draw(st.booleans()):
        options["ramp"] = f"{draw(st.integers(0, min(left, 20)))} days"
    if left > 1 and draw(st.booleans()):
        options["until"] = begin + timedelta(days=draw(st.integers(1, left - 1)))
    return options


def _drop_refused(scenario):
    """Keep, one after another, those measures with which the study passes the checks."""
    measures, applied = scenario.measures, scenario.applied
    scenario.measures, scenario.applied = {}, []
    for entry in applied:
        name, options = next(iter(entry.items()))
        for attempt in ({name: options}, {name: {key: options[key] for key in options if key in ("start", "until")}}):
            before = dict(scenario.measures), list(scenario.applied)
            scenario.measures, scenario.applied = {**before[0], name: measures[name]}, [*before[1], attempt]
            try:
                scenario.load()
                break
            except ScenarioError:
                scenario.measures, scenario.applied = before
    scenario.load()
