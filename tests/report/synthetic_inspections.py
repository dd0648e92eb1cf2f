"""The invented comparison with inspections beside approvals, and an invented frontier of visits against incidents."""

from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
import pandas as pd

from tests.report import synthetic
from tests.report.synthetic import Synthetic

#                            unit                    better    before  after   half-width verdict
OUTCOMES = {
    "inspections": ("visits_year", "lower", 1.842, 1.071, 0.021, "improved"),
    "inspected_often": ("share", "lower", 0.142, 0.051, 0.004, "improved"),
    "overlapping": ("share", "lower", 0.118, 0.032, 0.003, "improved"),
    "inspection_hours": ("hours_year", "lower", 2.61, 1.74, 0.05, "improved"),
    "inspection_loss": ("yuan_year_enterprise", "lower", 1412.0, 1105.0, 61.0, "improved"),
    "inspector_days": ("staff_days_year", "lower", 48_210.0, 31_950.0, 410.0, "improved"),
    "inspector_use": ("share", "none", 0.611, 0.405, 0.005, "changed"),
    "inspections_cancelled": ("share", "lower", 0.012, 0.031, 0.002, "worse"),
    "violations_found": ("violations_year", "higher", 412.0, 371.0, 8.0, "worse"),
    "violations_missed": ("share", "lower", 0.271, 0.268, 0.006, "cannot_tell"),
    "precision": ("share", "higher", 0.204, 0.311, 0.005, "improved"),
    "judgments": ("share", "none", 0.061, 0.048, 0.002, "changed"),
    "fines": ("yuan_year", "none", 18.4e6, 11.2e6, 0.5e6, "changed"),
    "fine_spread": ("ratio", "lower", 0.62, 0.31, 0.02, "improved"),
    "incidents": ("incidents_year", "lower", 7.91, 8.34, 0.19, "worse"),
    "compliance": ("share", "higher", 0.842, 0.835, 0.002, "worse"),
    "joint_share": ("share", "higher", 0.049, 0.628, 0.006, "improved"),
    "complaints_handled": ("share", "higher", 0.71, 0.998, 0.008, "improved"),
}
BY_GROUP = ("inspections", "inspection_hours", "inspection_loss", "incidents", "compliance")
TIERS = {"low": 0.8, "medium": 1.3, "high": 2.4}
BODIES = {
    "market_supervision": ("Market supervision", "市场监督管理局", 0.66, 0.48),
    "fire_rescue": ("Fire and rescue", "消防救援支队", 0.91, 0.52),
    "emergency_management": ("Emergency management", "应急管理局", 0.71, 0.55),
    "ecology": ("Ecology and environment", "生态环境局", 0.58, 0.61),
    "tax": ("Tax", "税务局", 0.44, 0.21),
    "urban_management": ("Urban management", "城市管理综合行政执法局", 0.63, 0.30),
    "health": ("Health", "卫生健康委员会", 0.52, 0.41),
    "archives": ("Archives", "档案局", 0.03, 0.01),
}
REGIMES = {  # visits, found_rate and judgments, before and after
    "discretionary": ((21_400, 2_100), (0.24, 0.31), (0.08, 0.09)),
    "double_random": ((14_900, 9_300), (0.151, 0.148), (0.031, 0.028)),
    "credit_tiered": ((0, 10_800), (np.nan, 0.29), (np.nan, 0.051)),
}
KINDS = {
    "planned": ((36_300, 22_200), (0.2, 0.24)),
    "unplanned": ((13_100, 900), (0.22, 0.23)),
    "complaint": ((3_900, 5_600), (0.41, 0.38)),
    "hazard": ((280, 300), (0.83, 0.82)),
    "triggered": ((0, 1_450), (np.nan, 0.74)),
    "reinspection": ((2_300, 2_200), (0.19, 0.18)),
    "request": ((55, 20), (0.1, 0.09)),
}
MEASURES = (
    ("double_random", "Double random", "双随机、一公开", "inspections.bodies.*.regimes.double_random"),
    ("joint_inspection", "Joint inspection", "综合查一次", "inspections.bodies.*.joint"),
    ("inspection_filing", "Inspections filed and coded", "亮码备案", "inspections.bodies.*.filed"),
)
RATING = ("department_rating", "Departments rated", "企业评议部门", "standings.admonished")


def comparison(
    scale: float = 1.0, replications: int = 20, about: str = "inspections", rating: bool = False
) -> Synthetic:
    """A comparison whose measures are ``about`` "inspections", "approvals" or "both", the same every time."""
    made = synthetic.comparison(scale, replications)
    made.study.region.tree["inspections"] = {"bodies": synthetic._titled(BODIES, inspectors=20)}
    made.table = pd.concat([made.table, pd.DataFrame(_rows(replications))], ignore_index=True)
    made.inspections = _statistics()
    made.replicated = _replicated(made.table, replications)
    reform = made.study.reform if about != "inspections" else ()
    if about != "approvals":
        reform += tuple(_applied(*row) for row in (*MEASURES, *((RATING,) if rating else ())))
    made.study.reform = reform
    if about == "inspections":
        made.study.title = {"en": "Siping, inspection reforms of 2025", "zh": "四平市2025年涉企检查改革"}
        made.study.question = {
            "en": "Do the inspection reforms disturb firms less, and do rules and safety suffer for it?",
            "zh": "涉企检查改革是否减少了对企业的打扰，守法与安全是否受到影响？",
        }
    return made


def change(made: Synthetic, outcome: str, **values) -> Synthetic:
    """The comparison with other values in the row of an outcome over everybody."""
    rows = (made.table["outcome"] == outcome) & (made.table["group_kind"] == "all")
    for name, value in values.items():
        made.table.loc[rows, name] = value
    return made


def _rows(replications: int) -> list[dict]:
    rows = [synthetic._row("all", "all", name, *values, replications) for name, values in OUTCOMES.items()]
    groups = {kind: {name: 1 + 0.25 * place for place, name in enumerate(names)}
              for kind, names in synthetic.GROUPS.items()}  # fmt: skip
    for kind, parts in (groups | {"tier": TIERS}).items():
        for name, part in parts.items():
            for outcome in BY_GROUP:
                unit, better, before, after, half, verdict = OUTCOMES[outcome]
                spread = 1.0 if unit == "share" else part
                values = (before * spread, after * spread, 3 * half, verdict)
                rows.append(synthetic._row(kind, name, outcome, unit, better, *values, replications))
    return rows


def _statistics() -> pd.DataFrame:
    rows = []
    for world, name in enumerate(("baseline", "reform")):
        for body, values in BODIES.items():
            use = values[2 + world]
            numbers = {"utilisation": use, "visits": 9000 * use, "offsite": 800.0 * world, "fines": 3.1e6 * use,
                       "cancelled": 60.0 + 90 * world, "violations_found": 2400 * use, "staff_days": 7000 * use,
                       "precision": 0.2 + 0.1 * world}  # fmt: skip
            rows += [(name, "body", body, statistic, value) for statistic, value in numbers.items()]
        for kind, table in (("regime", REGIMES), ("visit_kind", KINDS)):
            for entity, values in table.items():
                pairs = zip(("visits", "found_rate", "judgments"), values, strict=False)
                rows += [(name, kind, entity, statistic, pair[world]) for statistic, pair in pairs]
    return pd.DataFrame(rows, columns=["world", "kind", "entity", "name", "value"])


def _replicated(table: pd.DataFrame, replications: int) -> pd.DataFrame:
    draw = np.random.default_rng(2)
    chosen = table[table["outcome"] == "inspections"]
    return pd.DataFrame([
        {"world": world, "replication": number, "group_kind": row.group_kind, "group": row.group,
         "outcome": row.outcome, "value": getattr(row, world) * (1 + draw.normal(0, 0.05))}
        for row in chosen.itertuples() for world in ("baseline", "reform") for number in range(replications)
    ])  # fmt: skip


def _applied(name: str, english: str, chinese: str, lever: str) -> SimpleNamespace:
    applied = synthetic._applied(name, "inspection", english, chinese, None, 0, 1.0, 2e5, 1e5, ["P08"])
    applied.measure.changes[0].lever = lever
    return applied


@dataclass
class Frontier:
    """Looks like sim.experiment.frontier.FrontierResult."""

    study: SimpleNamespace
    table: pd.DataFrame
    manifest: dict
    scale: float = 1.0
    replications: int = 20
    seed: int = 20250102

    @property
    def approximate(self) -> bool:
        return self.scale < 1


TIMES = (0.0, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
PACKAGES = {  # title, title, how much further a visit reaches, visits at full strength
    "as_it_was": ("As it was", "原有做法", 1.0, 1.84),
    "by_credit": ("By credit class", "信用分级检查", 1.25, 1.84),
    "joint_by_credit": ("Jointly and by credit class", "联合加信用分级检查", 1.9, 1.31),
}


def frontier(scale: float = 1.0, replications: int = 20) -> Frontier:
    """The same invented frontier every time: the more visits the fewer incidents, under three packages."""
    study = synthetic.comparison().study
    study.name = "inspection-dilemma"
    study.title = {"en": "Fewer inspections or fewer incidents", "zh": "少检查与少事故的两难"}
    study.question = {
        "en": "What does it cost in safety to disturb firms less, and can better choice of targets pay for it?",
        "zh": "少打扰企业要付出多少安全代价？更好地选择检查对象能否弥补？",
    }
    packages = tuple(
        SimpleNamespace(name=name, title={"en": english, "zh": chinese}, measures=())
        for name, (english, chinese, _, _) in PACKAGES.items()
    )
    study.frontier = SimpleNamespace(
        lever="inspections.frequency", times=TIMES, x="inspections", y="incidents", packages=packages
    )
    made = synthetic.comparison(scale, replications)
    return Frontier(study, pd.DataFrame(_curve(replications)), made.manifest, scale, replications)


def _curve(replications: int) -> list[dict]:
    rows, known = [], replications > 1
    present = {}
    for name, (_, _, reach, most) in PACKAGES.items():
        for times in TIMES:
            visits = 0.21 + most * times
            values = {"inspections": (visits, 0.02), "incidents": (5.2 + 6.1 * np.exp(-0.62 * reach * visits), 0.16),
                      "precision": (0.2 + 0.03 * reach - 0.02 * times, 0.004)}  # fmt: skip
            for outcome, (mean, half) in values.items():
                unit, better, *_ = OUTCOMES[outcome]
                if times == 1 and name == "as_it_was":
                    present[outcome] = mean
                rows.append({"package": name, "times": times, "outcome": outcome, "unit": unit, "better": better,
                             "mean": mean, "half": half if known else np.nan})  # fmt: skip
    for row in rows:
        half, difference = row.pop("half"), row["mean"] - present[row["outcome"]]
        exact = 0.0 if abs(difference) < 1e-12 else 0.9 * half
        row |= {"low": row["mean"] - half, "high": row["mean"] + half, "difference": difference,
                "difference_low": difference - exact, "difference_high": difference + exact}  # fmt: skip
    return rows
