"""A comparison of plausible invented numbers, shaped like the real one, for looking at figures and pages.

Nothing here was simulated: the numbers only have to be of the right size, and the same every time.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd

from sim.scenario import Note

PROCEDURES = {
    # identifier: title, title, elapsed working days before and after
    "start_business": ("Starting a business", "企业开办", 14.6, 4.1),
    "food_licence": ("Food licence", "食品经营许可", 27.9, 11.2),
    "government_project": ("Government building project", "政府投资房建项目", 168.0, 92.4),
    "low_risk_project": ("Low-risk private project", "社会投资低风险项目", 61.0, 18.3),
    "utility_connection": ("Utility connection", "水电气热联合报装", 33.5, 16.0),
    "property_registration": ("Property registration", "不动产登记", 12.8, 3.0),
    "change_registration": ("Change of registration", "变更登记", 9.1, 5.2),
    "policy_benefit": ("Policy benefit claim", "惠企政策兑现", 41.0, 25.6),
    "deregistration": ("Deregistration", "企业注销", 49.0, 49.6),
    "other_items": ("All other items", "其他事项", 26.4, 10.9),
}
GROUPS = {
    "size": {
        "self_employed": ("Self-employed", "个体工商户"),
        "micro": ("Micro", "微型企业"),
        "small": ("Small", "小型企业"),
        "medium": ("Medium", "中型企业"),
        "large": ("Large", "大型企业"),
    },
    "sector": {
        "retail": ("Retail and wholesale", "批发零售"),
        "catering": ("Catering", "餐饮住宿"),
        "manufacturing": ("Manufacturing", "制造业"),
        "construction": ("Construction", "建筑业"),
        "services": ("Services", "服务业"),
    },
    "district": {
        "nanguan": ("Nanguan", "南关区"),
        "chaoyang": ("Chaoyang", "朝阳区"),
        "erdao": ("Erdao", "二道区"),
        "jiutai": ("Jiutai", "九台区"),
    },
}
DEPARTMENTS = {
    "market_supervision": ("Market supervision", "市场监管局", 46, 0.91, 0.74),
    "housing_construction": ("Housing and construction", "住建局", 28, 0.88, 0.81),
    "natural_resources": ("Planning and natural resources", "规划和自然资源局", 34, 0.84, 0.79),
    "tax": ("Tax", "税务局", 40, 0.72, 0.58),
    "human_resources": ("Human resources", "人社局", 22, 0.66, 0.61),
    "industry": ("Industry and information", "工信局", 12, 0.55, 0.83),
}
#                            unit            better    before  after    half-width verdict
OUTCOMES = {
    "elapsed_working_days": ("working_days", "lower", 25.31, 11.62, 0.24, "improved"),
    "elapsed_working_days_median": ("working_days", "lower", 19.80, 8.31, 0.18, "improved"),
    "elapsed_working_days_p90": ("working_days", "lower", 52.90, 27.40, 0.95, "improved"),
    "visits": ("visits", "lower", 3.84, 0.91, 0.02, "improved"),
    "documents": ("documents", "lower", 9.61, 4.27, 0.03, "improved"),
    "applications": ("applications", "lower", 2.05, 1.38, 0.01, "improved"),
    "steps": ("steps", "lower", 5.92, 3.10, 0.02, "improved"),
    "administrative_cost": ("yuan", "lower", 1312.0, 633.0, 9.0, "improved"),
    "administrative_cost_year": ("yuan_year", "lower", 112.6e6, 54.9e6, 0.9e6, "improved"),
    "in_time": ("share", "higher", 0.871, 0.964, 0.004, "improved"),
    "completed": ("share", "higher", 0.931, 0.949, 0.002, "improved"),
    "given_up": ("share", "lower", 0.052, 0.034, 0.002, "improved"),
    "backlog": ("cases", "lower", 8452.0, 3671.0, 120.0, "improved"),
    "window_use": ("share", "none", 0.873, 0.412, 0.006, "changed"),
    "reviewer_use": ("share", "none", 0.762, 0.744, 0.004, "changed"),
    "satisfaction": ("rating", "higher", 3.21, 4.12, 0.02, "improved"),
    "complaints": ("share", "lower", 0.0121, 0.0118, 0.0006, "cannot_tell"),
}
PARTS_BEFORE = {
    "preparation": 3.9, "travel": 0.13, "queue_window": 0.09, "window_service": 0.04, "off_hours": 9.6,
    "queue_review": 3.6, "review_effort": 0.21, "outside_wait": 4.8, "pacing": 8.9, "rework": 2.7,
    "supplement": 1.2, "delivery": 0.9,
}  # fmt: skip
PARTS_AFTER = {
    "preparation": 2.1, "travel": 0.03, "queue_window": 0.01, "window_service": 0.02, "off_hours": 5.1,
    "queue_review": 0.9, "review_effort": 0.19, "outside_wait": 3.9, "pacing": 3.1, "rework": 0.6,
    "supplement": 0.5, "delivery": 1.1,
}  # fmt: skip
MEASURES = (
    # measure, group, English, Chinese, start, ramp, coverage, once, per year, facts
    ("one_window", "windows", "One window for everything", "无差别综合受理", None, 0, 1.0, 1.2e6, 0, ["C01"]),
    ("hall_expansion", "windows", "Bigger hall", "政务大厅扩建", None, 0, 1.0, 38e6, 5.4e6, ["C01", "C02"]),
    (
        "online_service",
        "online",
        "Full online service",
        "全程网办",
        date(2022, 3, 1),
        90,
        0.8,
        6e6,
        1.5e6,
        ["C06"],
    ),
    ("data_sharing", "online", "Data sharing", "数据共享", date(2022, 3, 1), 0, 0.53, 4.5e6, 8e5, ["C13"]),
    (
        "one_time_notice",
        "process",
        "One-time notice",
        "一次性告知",
        date(2022, 1, 15),
        0,
        1.0,
        0,
        1.2e5,
        ["C05"],
    ),
    ("parallel_review", "process", "Parallel review", "并联审批", date(2022, 4, 1), 60, 0.8, 0, 3e5, ["C11"]),
    ("time_limit", "process", "Shorter limits", "限时办结", date(2022, 2, 1), 30, 1.0, 0, 0, ["C04", "C05"]),
)
ABOUT = "What the measure does is said here in a sentence or two that a planner can repeat to a colleague."
ABOUT_ZH = "此处用一两句平实的话说明该措施做什么，便于规划人员转述。"


@dataclass
class Synthetic:
    """Looks like sim.experiment.compare.Comparison."""

    study: SimpleNamespace
    table: pd.DataFrame
    decomposition: pd.DataFrame
    stations: pd.DataFrame
    daily: pd.DataFrame
    measures: pd.DataFrame
    cost: dict
    manifest: dict
    scale: float = 1.0
    replications: int = 20
    seed: int = 20220901
    folder: Path = Path(".")
    inspections: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=["world", "kind", "entity", "name", "value"])
    )
    loan_decomposition: pd.DataFrame = field(default_factory=pd.DataFrame)
    distribution: pd.DataFrame = field(default_factory=pd.DataFrame)
    ratios: pd.DataFrame = field(default_factory=pd.DataFrame)
    months: pd.DataFrame = field(default_factory=pd.DataFrame)
    replicated: pd.DataFrame = field(default_factory=pd.DataFrame)
    precision: dict = field(default_factory=lambda: {"asked": 0.02, "reached": 0.017, "at_least": 10, "at_most": 60})

    @property
    def approximate(self) -> bool:
        return self.scale < 1


def comparison(scale: float = 1.0, replications: int = 20) -> Synthetic:
    """The same invented comparison every time."""
    table = pd.DataFrame(_rows(replications))
    return Synthetic(
        study=_study(),
        table=table,
        decomposition=_decomposition(),
        stations=_stations(),
        daily=_daily(),
        measures=_measures(),
        cost={"once": 49.7e6, "per_year": 8.12e6, "study": 57.8e6},
        manifest={
            "digest": "6f1d0c9ab84e77d2f0a5c1b3e9d8476655aa0b1c2d3e4f5061728394a5b6c7d8",
            "seed": 20220901,
            "versions": {"wutong": "0.1.0", "python": "3.11.9", "numpy": "2.4.6", "numba": "0.68.1"},
            "git_commit": "0123456789abcdef0123456789abcdef01234567",
        },
        scale=scale,
        replications=replications,
    )


def with_titles(words: str) -> Synthetic:
    """A comparison whose every title, in both languages, contains ``words``."""
    made = comparison()
    both = {"en": f"A {words} title", "zh": f"标题 {words}"}
    for place in ("title", "question"):
        setattr(made.study, place, both)
    made.study.region.title = both
    tree = made.study.region.tree
    for section in (tree["procedures"], tree["departments"], tree["halls"], *tree["population"].values()):
        for node in section.values() if isinstance(section, dict) else ():
            if isinstance(node, dict):
                node["title"] = both
    for applied in made.study.reform:
        applied.measure.title = applied.measure.about = both
    made.measures[["title_en", "title_zh"]] = words
    made.study.region.notes = {
        "behaviour.returns.give_up": _note("assumed", [0.02, 0.1], source=words, note=words, unit=words)
    }
    return made


def _rows(replications: int) -> list[dict]:
    rows = [_row("all", "all", name, *values, replications) for name, values in OUTCOMES.items()]
    for name, (_, _, before, after) in PROCEDURES.items():
        verdict = "cannot_tell" if name == "deregistration" else "improved"
        half = 0.02 * before + 0.1
        time = ("elapsed_working_days", "working_days", "lower", before, after, half, verdict)
        rows.append(_row("procedure", name, *time, replications))
        for outcome, factor in (("visits", 1.1), ("documents", 1.2), ("administrative_cost", 0.9)):
            unit, better, base, reform, width, _ = OUTCOMES[outcome]
            values = (unit, better, base * factor, reform * factor, width * 3, "improved")
            rows.append(_row("procedure", name, outcome, *values, replications))
    for kind, groups in GROUPS.items():
        for index, name in enumerate(groups):
            for outcome in ("elapsed_working_days", "visits", "administrative_cost"):
                unit, better, base, reform, width, _ = OUTCOMES[outcome]
                part = 1 + 0.06 * index
                rows.append(_row(kind, name, outcome, unit, better, base * part, reform * (2 - part) * part,
                                 width * (1 + index), "improved", replications))  # fmt: skip
    return rows


def _row(kind, group, outcome, unit, better, before, after, half, verdict, replications) -> dict:
    alone = replications < 2
    return {
        "outcome": outcome, "group_kind": kind, "group": group, "unit": unit, "better": better,
        "baseline": before, "reform": after, "difference": after - before,
        "low": np.nan if alone else after - before - half, "high": np.nan if alone else after - before + half,
        "share_better": np.nan if alone or better == "none" else 0.55 if verdict == "cannot_tell" else 1.0,
        "p": np.nan if alone else 0.2 if verdict == "cannot_tell" else 1e-9,
        "p_adjusted": np.nan if alone else 0.4 if verdict == "cannot_tell" else 1e-8,
        "pairs": replications, "verdict": "cannot_tell" if alone else verdict,
        "reason": "one_replication" if alone else "",
    }  # fmt: skip


def _decomposition() -> pd.DataFrame:
    rows = []
    for name, (_, _, before, after) in {"all": (0, 0, 25.31, 11.62), **PROCEDURES}.items():
        lean = {part: 1 + 0.35 * np.sin(index + len(name)) for index, part in enumerate(PARTS_BEFORE)}
        for part in PARTS_BEFORE:
            sums = [sum(days[p] * lean[p] for p in days if p != "off_hours") for days in (PARTS_BEFORE, PARTS_AFTER)]
            rows.append({
                "component": part, "group_kind": "all" if name == "all" else "procedure", "group": name,
                "baseline_days": PARTS_BEFORE[part] * lean[part] * before / sums[0],
                "reform_days": PARTS_AFTER[part] * lean[part] * after / sums[1],
            })  # fmt: skip
    return pd.DataFrame(rows)


def _stations() -> pd.DataFrame:
    rows = []
    for world, column in (("baseline", 3), ("reform", 4)):
        for name, values in DEPARTMENTS.items():
            rows.append((world, f"{name}.review", "review", name, values[2], values[column]))
        rows.append((world, "main.windows", "window", "main", 14 if world == "baseline" else 48,
                     0.87 if world == "baseline" else 0.41))  # fmt: skip
        rows.append((world, "main.terminals", "self_service", "main", 8 if world == "baseline" else 20,
                     0.22 if world == "baseline" else 0.35))  # fmt: skip
        if world == "reform":
            rows.append((world, "main.guides", "guide", "main", 4, 0.63))
        rows.append((world, "complaints", "complaint", "complaints", 3, 0.31 if world == "baseline" else 0.12))
    frame = pd.DataFrame(rows, columns=["world", "station", "kind", "owner", "servers", "utilisation"])
    return frame.assign(arrivals=1000.0, served=990.0, mean_wait=12.0, mean_queue=3.0)


def _daily() -> pd.DataFrame:
    days = pd.date_range("2021-10-03", "2023-08-28")
    since = np.arange(len(days)) - 90
    draw = np.random.default_rng(1)
    frames = []
    for world in ("baseline", "reform"):
        filling = 8400 * np.clip((since + 90) / 130, 0, 1) * np.where(since > 365, np.exp(-(since - 365) / 60), 1)
        effect = 1 if world == "baseline" else 1 - 0.57 * np.clip((since - 5) / 120, 0, 1)
        open_cases = filling * effect * (1 + 0.03 * np.sin(since / 9)) + draw.normal(0, 25, len(days))
        frames.append(pd.DataFrame({
            "world": world, "date": days, "open_cases": np.clip(open_cases, 0, None),
            "backlog_reviews": np.clip(open_cases * (0.3 if world == "baseline" else 0.18), 0, None),
            "queue_windows": 12.0, "begun": 230.0, "ended": 229.0,
        }))  # fmt: skip
    return pd.concat(frames, ignore_index=True)


def _measures() -> pd.DataFrame:
    return pd.DataFrame([
        {"world": "reform", "measure": name, "group": group, "title_en": english, "title_zh": chinese,
         "coverage": coverage, "start": start, "ramp_days": ramp, "until": None, "cost_once": once,
         "cost_per_year": yearly}
        for name, group, english, chinese, start, ramp, coverage, once, yearly, _ in MEASURES
    ])  # fmt: skip


def _study() -> SimpleNamespace:
    return SimpleNamespace(
        name="changchun-2022",
        title={"en": "Changchun, approval reforms of 2022", "zh": "长春市2022年审批改革"},
        question={
            "en": "What did Changchun’s published approval reforms change, for whom, and why?",
            "zh": "长春市公开的审批改革改变了什么，对谁，为什么？",
        },
        region=_region(),
        start=date(2022, 1, 1),
        days=365,
        warm_up=90,
        follow_up=240,
        baseline=(),
        reform=tuple(_applied(*row) for row in MEASURES),
        replications=SimpleNamespace(at_least=10, at_most=60, precision=0.02),
        seed=20220901,
        notes={},
    )


def _applied(name, group, english, chinese, start, ramp, coverage, once, yearly, facts) -> SimpleNamespace:
    change = SimpleNamespace(lever="halls.*.windows.pooled", op="to", value=0.9, coverage_of=None, expected_from=None)
    measure = SimpleNamespace(
        name=name, group=group, title={"en": english, "zh": chinese}, about={"en": ABOUT, "zh": ABOUT_ZH},
        changes=(change,), cost={"once": once, "per_year": yearly}, expect={"visits": "down"},
        sources=tuple({"fact": fact} for fact in facts),
        notes={"changes.0.to": _note("assumed", [0.7, 1.0], note="share of windows that serve everybody")},
    )  # fmt: skip
    return SimpleNamespace(measure=measure, coverage=coverage, start=start, ramp_days=ramp, until=None)


def _note(basis, limits=None, fact=None, source=None, unit=None, note=None) -> Note:
    return Note(basis, limits, fact, source, unit, note, "scenarios/regions/changchun.yaml", 12)


def _titled(pairs: dict, **more) -> dict:
    return {name: {"title": {"en": values[0], "zh": values[1]}, **more} for name, values in pairs.items()}


def _region() -> SimpleNamespace:
    tree = {
        "population": {
            "enterprises": 60_000,
            "districts": _titled(GROUPS["district"], share=0.25),
            "sectors": _titled(GROUPS["sector"], share=0.2),
            "sizes": _titled(GROUPS["size"], share=0.2),
            "age": {"dist": "gamma", "mean": 5.0, "cv": 0.9},
        },
        "behaviour": {
            "preparation": {"effort": {"dist": "lognorm", "mean": 55, "cv": 0.8}, "attention": 0.25},
            "deficiency": {"per_document": 0.09, "skill": 0.6},
            "returns": {"give_up": 0.05, "patience": 60},
        },
        "halls": {"main": {"title": {"en": "Main hall", "zh": "市政务服务大厅"}, "windows": {"total": 14}}},
        "departments": _titled(DEPARTMENTS, reviewers=40, pacing={"dist": "beta", "mean": 0.6, "concentration": 8}),
        "procedures": _titled(PROCEDURES, priority=0.0),
        "families": {},
    }
    notes = {
        "population.enterprises": _note("assumed", [40_000, 90_000], unit="enterprises",
                                        note="firms that meet the hall in a year"),
        "behaviour.preparation.effort": _note("assumed", [30, 90], unit="minutes"),
        "behaviour.preparation.attention": _note("assumed", [0.1, 0.5]),
        "behaviour.deficiency.per_document": _note("fitted", fact="C05"),
        "behaviour.returns.give_up": _note("assumed", [0.02, 0.1], note="per return"),
        "halls.main.windows.total": _note("fact", fact="C01"),
        "departments.market_supervision.pacing": _note("fitted", fact="C04"),
        "population.age": _note("literature", source="R06"),
    }  # fmt: skip
    for name in DEPARTMENTS:
        notes[f"departments.{name}.reviewers"] = _note("assumed", [20, 60], unit="staff")
    title = {"en": "Changchun", "zh": "长春市"}
    layers = ["northeast_city", "changchun"]
    about = {"en": "", "zh": ""}
    return SimpleNamespace(name="changchun", title=title, about=about, tree=tree, notes=notes, layers=layers)
