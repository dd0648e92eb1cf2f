"""The invented comparison of a region that has an economy and lending beside approvals and inspections."""

from types import SimpleNamespace

import numpy as np
import pandas as pd

from tests.report import synthetic, synthetic_inspections
from tests.report.synthetic import Synthetic

#                        unit                  better    before    after     half-width verdict
LENDING = {
    "requests": ("requests_1000_year", "none", 212.4, 241.8, 2.1, "changed"),
    "asked": ("share", "none", 0.581, 0.652, 0.004, "changed"),
    "discouraged": ("share", "lower", 0.419, 0.348, 0.004, "improved"),
    "approvals": ("share", "higher", 0.962, 0.951, 0.003, "worse"),
    "rejected": ("share", "lower", 0.038, 0.049, 0.003, "worse"),
    "days_to_money": ("working_days", "lower", 18.42, 11.07, 0.21, "improved"),
    "days_to_money_p90": ("working_days", "lower", 36.9, 24.2, 0.8, "improved"),
    "loan_rate": ("share_year", "lower", 0.0528, 0.0479, 0.0004, "improved"),
    "bridging_cost": ("yuan_year", "lower", 61.2e6, 22.4e6, 1.1e6, "improved"),
    "loans_outstanding": ("yuan", "higher", 31.24e9, 32.95e9, 0.12e9, "improved"),
    "loans_growth": ("share_year", "higher", 0.084, 0.121, 0.006, "improved"),
    "nonperforming": ("share", "lower", 0.0311, 0.0325, 0.0006, "worse"),
    "bank_capital": ("yuan", "higher", 5.102e9, 5.098e9, 0.012e9, "cannot_tell"),
    "capital_ratio": ("share", "none", 0.131, 0.127, 0.0008, "changed"),
}
ECONOMY = {
    "entry": ("share_year", "higher", 0.181, 0.194, 0.003, "improved"),
    "exit": ("share_year", "lower", 0.079, 0.082, 0.002, "worse"),
    "enterprises": ("enterprises", "higher", 66_120.0, 66_781.0, 140.0, "improved"),
    "enterprises_growth": ("share_year", "higher", 0.102, 0.113, 0.002, "improved"),
    "trading": ("share", "higher", 0.871, 0.872, 0.002, "cannot_tell"),
    "insolvencies": ("insolvencies_1000_year", "lower", 2.31, 2.18, 0.2, "cannot_tell"),
    "survival": ("share", "higher", 0.694, 0.701, 0.01, "cannot_tell"),
    "jobs": ("people", "higher", 601_204.0, 604_871.0, 910.0, "improved"),
    "revenue": ("yuan_year", "higher", 412.6e9, 413.4e9, 0.31e9, "improved"),
    "profit": ("yuan_year", "higher", 21.9e9, 22.3e9, 0.09e9, "improved"),
    "arrears": ("yuan", "lower", 3.41e9, 3.39e9, 0.05e9, "cannot_tell"),
    "tax_revenue": ("yuan_year", "none", 31.2e9, 31.31e9, 0.03e9, "changed"),
    "fiscal_balance": ("yuan_year", "higher", 9.41e9, 9.36e9, 0.02e9, "worse"),
}
BY_GROUP = ("days_to_money", "approvals", "loan_rate", "jobs", "entry", "exit")
#                  before after
PARTS = {
    "preparation": (2.1, 1.4), "queue_intake": (0.4, 0.3), "intake": (0.12, 0.12), "off_hours": (8.1, 5.0),
    "queue_officer": (3.9, 1.9), "due_diligence": (1.1, 0.8), "outside_wait": (3.6, 1.6), "committee": (2.7, 2.5),
    "registration": (3.4, 1.3), "payout": (1.1, 1.15),
}  # fmt: skip
PRODUCTS = {  # title, title, how much longer than the mean
    "working_capital": ("Working capital", "流动资金贷款", 0.9),
    "mortgage": ("Secured by property", "房产抵押贷款", 1.4),
    "receivables": ("Secured by receivables", "应收账款质押贷款", 0.7),
    "guaranteed": ("Guaranteed", "担保贷款", 1.2),
}
#                  revenue, profit before, change of profit, its half-width; per enterprise, yuan a year
EARNINGS = {
    "self_employed": (412_000.0, 31_200.0, 610.0, 90.0),
    "micro": (2_310_000.0, 121_000.0, 2_900.0, 700.0),
    "small": (18_400_000.0, 861_000.0, 9_100.0, 4_200.0),
    "medium": (121e6, 6.1e6, -41_000.0, 60_000.0),
    "large": (1.31e9, 71.2e6, -1.9e6, 0.8e6),
}
MEASURES = (
    ("finance_platform", "Finance platform", "产融平台", "lending.platforms.finance.reach"),
    ("tax_relief", "Tax relief", "减税降费", "economy.taxes.six_taxes_relief"),
)


def comparison(scale: float = 1.0, replications: int = 20, about: str = "lending") -> Synthetic:
    """A comparison whose measures are ``about`` "lending", "economy", "approvals" or "all", the same every time."""
    made = synthetic_inspections.comparison(scale, replications, about="approvals")
    made.study.region.tree["lending"] = {"products": synthetic._titled(PRODUCTS, months=12)}
    made.table = pd.concat([made.table, pd.DataFrame(_rows(replications))], ignore_index=True)
    made.loan_decomposition = _decomposition()
    made.distribution = _distribution(replications)
    made.ratios = _ratios(replications)
    made.months = _months()
    reform = made.study.reform if about in ("approvals", "all") else ()
    chosen = {"lending": MEASURES[:1], "economy": MEASURES[1:], "all": MEASURES}.get(about, ())
    made.study.reform = reform + tuple(_applied(*row) for row in chosen)
    if about == "lending":
        made.study.title = {"en": "Jilin City, lending reforms of 2020", "zh": "吉林市2020年金融服务改革"}
        made.study.question = {
            "en": "Do small enterprises get credit sooner and cheaper, and do banks pay for it with bad loans?",
            "zh": "小微企业获得贷款是否更快、更便宜？银行是否为此承担更多不良？",
        }
    return made


def without(made: Synthetic, *outcomes: str) -> Synthetic:
    """The comparison without these outcomes."""
    made.table = made.table[~made.table["outcome"].isin(outcomes)]
    return made


def _rows(replications: int) -> list[dict]:
    known = LENDING | ECONOMY
    rows = [synthetic._row("all", "all", name, *values, replications) for name, values in known.items()]
    for kind, groups in synthetic.GROUPS.items():
        for place, name in enumerate(groups):
            for outcome in BY_GROUP:
                unit, better, before, after, half, verdict = known[outcome]
                part = 1.0 if unit.startswith("share") else 0.6 + 0.3 * place
                if outcome == "jobs":
                    part /= 6
                values = (before * part, after * part, 2 * half * part, verdict)
                rows.append(synthetic._row(kind, name, outcome, unit, better, *values, replications))
    return rows


def _decomposition() -> pd.DataFrame:
    groups = [("all", "all", 1.0)] + [("product", name, values[2]) for name, values in PRODUCTS.items()]
    groups += [("size", name, 0.8 + 0.1 * place) for place, name in enumerate(synthetic.GROUPS["size"])]
    return pd.DataFrame([
        {"component": part, "group_kind": kind, "group": group, "baseline_days": before * longer,
         "reform_days": after * longer}
        for kind, group, longer in groups for part, (before, after) in PARTS.items()
    ])  # fmt: skip


def _distribution(replications: int) -> pd.DataFrame:
    groups = [("all", "all", *EARNINGS["micro"])]
    groups += [("size", name, *values) for name, values in EARNINGS.items()]
    for kind in ("sector", "district"):
        for place, name in enumerate(synthetic.GROUPS[kind]):
            groups.append((kind, name, 2.4e6 * (1 + place), 1.2e5 * (1 + place), 3_100.0 - 1_400 * place, 1_100.0))
    rows = []
    for kind, group, revenue, profit, change, half in groups:
        values = {"revenue": (revenue, 4 * change, 4 * half), "profit": (profit, change, half),
                  "time_cost": (3_100.0, -410.0, 20.0), "taxes": (0.03 * revenue, -0.2 * change, 0.1 * half),
                  "interest": (0.004 * revenue, 120.0, 190.0)}  # fmt: skip
        for statistic, value in values.items():
            rows.append(_statistic(kind, group, statistic, "yuan_year", *value, replications))
        rows.append(_statistic(kind, group, "jobs", "people", revenue / 4e5, 0.03, 0.01, replications))
        for statistic, share in (("rose", 0.214), ("fell", 0.087)):
            rows.append(_statistic(kind, group, statistic, "share", np.nan, share, 0.004, replications))
    return pd.DataFrame(rows)


def _statistic(kind, group, statistic, unit, before, change, half, replications) -> dict:
    share = np.isnan(before)
    middle = change
    return {
        "group_kind": kind, "group": group, "statistic": statistic, "unit": unit, "baseline": before,
        "reform": change if share else before + change, "difference": np.nan if share else change,
        "low": np.nan if replications < 2 else middle - half, "high": np.nan if replications < 2 else middle + half,
        "pairs": replications, "reason": "one_replication" if replications < 2 else "",
    }  # fmt: skip


def _ratios(replications: int) -> pd.DataFrame:
    alone = replications < 2
    rows = [
        ("cost_per_job", 13_600.0, 8_100.0, 20_900.0, 50e6, 3_667.0, ""),
        ("cost_per_day_saved", np.nan, np.nan, np.nan, 50e6, 9_000.0, "cannot_tell"),
    ]
    return pd.DataFrame([
        {"ratio": name, "unit": "yuan", "value": np.nan if alone else value, "low": np.nan if alone else low,
         "high": np.nan if alone else high, "cost": cost, "gained": gained, "pairs": replications,
         "reason": "one_replication" if alone else reason}
        for name, value, low, high, cost, gained, reason in rows
    ])  # fmt: skip


def _months() -> pd.DataFrame:
    frames = []
    for world, gain in (("baseline", 0.0), ("reform", 1.0)):
        month = pd.date_range("2021-10-01", "2023-08-01", freq="MS")
        since = np.clip(np.arange(len(month)) - 3, 0, None)
        frames.append(pd.DataFrame({
            "world": world, "month": month, "registered": 60_000 * 1.008 ** np.arange(len(month)) + 55 * gain * since,
            "jobs": 601_000 + 300 * np.sin(np.arange(len(month))) + 310 * gain * since,
            "principal": 28e9 * 1.006 ** np.arange(len(month)) + 1.4e8 * gain * since,
        }))  # fmt: skip
    return pd.concat(frames, ignore_index=True)


def _applied(name: str, english: str, chinese: str, lever: str) -> SimpleNamespace:
    applied = synthetic._applied(name, "finance", english, chinese, None, 0, 1.0, 2.4e6, 8e5, ["J08"])
    applied.measure.changes[0].lever = lever
    return applied
