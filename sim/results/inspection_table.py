"""Statistics of inspections that validation and the report are made of, as one long table.

Columns kind, entity, name, value. Counts are of the cohort and at full size. Rates are per on-site visit:
``found_rate`` is the share that found a violation, ``issues`` the mean number found, ``judgments`` the share
that ended in a formal judgment.

| kind       | entity               | name                                                                |
|------------|----------------------|---------------------------------------------------------------------|
| body       | body                 | inspectors, listed_items, staff_days, utilisation, visits, offsite, |
|            |                      | cancelled, precision, violations_found, judgments, fines, hours,    |
|            |                      | plans, joint_plans                                                  |
| visit_kind | kind of visit        | visits, found_rate, judgments, hours                                |
| regime     | regime               | visits, found_rate, issues, judgments; matched_issues,              |
|            |                      | matched_judgments                                                   |
| history    | 0 to 3               | visits, found_rate, serious_rate                                    |
| tier       | low, medium, high    | visits, found_rate, serious_rate                                    |
| sanction   | severest consequence | share                                                               |
| number     | 0 to 10              | share of enterprises with so many visits (10: or more)              |
| day        | 1 to 31              | visits of the kinds that quiet days bar                             |
| area       | field of rules       | incidents, violating, harm, reports                                 |
| order      | plans                | plans, first_half                                                   |
| effect     | double_random        | drawn, observed, expected                                           |
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from sim.results.definitions import MINUTES_PER_DAY, Horizon, Row, numbered, ratio, total
from sim.results.effect import random_effect
from sim.results.inspections import TIERS, checks, cohort, on_site

COLUMNS = ["kind", "entity", "name", "value"]
#: Kinds of visit that do not take place on quiet days; the others have a cause that cannot wait.
BARRED = ("planned", "unplanned", "triggered", "reinspection")
#: A plan with fewer visits than this says nothing about their order.
ENOUGH = 10
#: Regimes whose rates are matched to the same bodies and sectors.
MATCHED = ("double_random", "discretionary")
HISTORIES = ("0", "1", "2", "3")
MANY = 10


def inspection_table(records, horizon: Horizon, scale: float = 1.0) -> pd.DataFrame:
    """The statistics above, of one world. What cannot be known is NaN."""
    visits = records.visits
    done = checks(visits)
    site = on_site(done)
    rows: list[Row] = [
        *_bodies(records, scale),
        *_visit_kinds(site, scale),
        *_regimes(site, scale),
        *_random(site, scale),
        *_sanctions(site),
        *_numbers(records.conduct),
        *_days(site, records, scale),
        *_areas(records, scale),
        *_order(records),
        *random_effect(records),
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _rows(kind: str, entities, **values: np.ndarray) -> Iterator[Row]:
    for number, entity in enumerate(entities):
        for name, of_entities in values.items():
            yield kind, str(entity), name, float(of_entities[number])


def _rates(visits: pd.DataFrame, codes: np.ndarray, count: int, **about: str) -> dict[str, np.ndarray]:
    """Visits in each of ``count`` groups as simulated, and the share with something in some columns."""
    number = total(codes, count)
    shares = {name: ratio(total(codes, count, visits[column] > 0), number) for name, column in about.items()}
    return {"visits": number, **shares}


def _full_size(values: dict[str, np.ndarray], scale: float, *counted: str) -> dict[str, np.ndarray]:
    return values | {name: values[name] / scale for name in ("visits", *counted)}


def _bodies(records, scale: float) -> Iterator[Row]:
    about = records.inspectors
    names = about["body"].astype(str).tolist()
    count = len(names)
    visits = cohort(records.visits)
    codes = numbered(visits["body"], names)
    done, desk = (visits["status"] == "done").to_numpy(), visits["offsite"].to_numpy(bool)
    site, of_site = visits[done & ~desk], codes[done & ~desk]
    plans = cohort(records.plans)
    of_plans = numbered(plans["body"], names)
    rates = _rates(site, of_site, count, precision="found", judgments="judged")
    yield from _rows(
        "body",
        names,
        inspectors=about["inspectors"].to_numpy(float),
        listed_items=about["listed_items"].to_numpy(float),
        staff_days=about["staff_days"].to_numpy(float) / scale,
        utilisation=about["utilisation"].to_numpy(float),
        **_full_size(rates, scale),
        offsite=total(codes[done & desk], count) / scale,
        cancelled=total(codes[(visits["status"] == "cancelled").to_numpy()], count) / scale,
        violations_found=total(of_site, count, site["found"]) / scale,
        fines=total(of_site, count, site["fine"]) / scale,
        hours=ratio(total(of_site, count, site["hours"]), rates["visits"]),
        plans=total(of_plans, count),
        joint_plans=total(of_plans, count, plans["joint"]),
    )


def _visit_kinds(site: pd.DataFrame, scale: float) -> Iterator[Row]:
    names = _present(site["kind"])
    codes = numbered(site["kind"], names)
    rates = _rates(site, codes, len(names), found_rate="found", judgments="judged")
    hours = ratio(total(codes, len(names), site["hours"]), rates["visits"])
    yield from _rows("visit_kind", names, **_full_size(rates, scale), hours=hours)


def _present(column: pd.Series) -> list[str]:
    """The values of a column that occur, in the order of its categories."""
    return [str(name) for name in column.astype("category").cat.remove_unused_categories().cat.categories]


def _regimes(site: pd.DataFrame, scale: float) -> Iterator[Row]:
    """Planned visits by the way their targets were chosen.

    A regime is more common with some bodies and in some sectors than with others, so its plain rates also tell
    who uses it. The matched ones do not: they are means over the bodies and sectors in which targets were both
    drawn at random and chosen at discretion, weighted by the number of random visits there.
    """
    planned = site[(site["kind"] == "planned").to_numpy()]
    names = _present(planned["regime"])
    codes = numbered(planned["regime"], names)
    rates = _rates(planned, codes, len(names), found_rate="found", judgments="judged")
    issues = ratio(total(codes, len(names), planned["found"]), rates["visits"])
    yield from _rows("regime", names, **_full_size(rates, scale), issues=issues)
    body, sector = (planned[name].astype("category").cat for name in ("body", "sector"))
    cells = body.codes.to_numpy(np.intp) * len(sector.categories) + sector.codes.to_numpy(np.intp)
    count = len(body.categories) * len(sector.categories)
    of = {name: numbered(planned["regime"], [name]) for name in MATCHED}
    visits = {name: total(np.where(of[name] == 0, cells, -1), count) for name in MATCHED}
    weight = np.where(np.all([visits[name] > 0 for name in MATCHED], axis=0), visits["double_random"], 0.0)
    for name in MATCHED:
        for matched, column in (("matched_issues", "found"), ("matched_judgments", "judged")):
            sums = total(np.where(of[name] == 0, cells, -1), count, planned[column])
            mean = np.divide(sums, visits[name], out=np.zeros(count), where=visits[name] > 0)
            yield "regime", name, matched, float(weight @ mean / weight.sum()) if weight.sum() else np.nan


def _random(site: pd.DataFrame, scale: float) -> Iterator[Row]:
    """How often something is found at enterprises drawn at random, by what was found there before."""
    random = site[((site["kind"] == "planned") & (site["regime"] == "double_random")).to_numpy()]
    for kind, names in (("history", HISTORIES), ("tier", TIERS)):
        codes = numbered(random[kind], names)
        rates = _rates(random, codes, len(names), found_rate="found", serious_rate="serious_found")
        yield from _rows(kind, names, **_full_size(rates, scale))


def _sanctions(site: pd.DataFrame) -> Iterator[Row]:
    names = _present(site["sanction"])
    share = total(numbered(site["sanction"], names), len(names)) / max(len(site), 1)
    yield from _rows("sanction", names, share=share)


def _numbers(conduct: pd.DataFrame) -> Iterator[Row]:
    visits = np.minimum(conduct["visits"].to_numpy(np.intp), MANY)
    share = np.bincount(visits, minlength=MANY + 1) / max(len(conduct), 1)
    yield from _rows("number", range(MANY + 1), share=share)


def _days(site: pd.DataFrame, records, scale: float) -> Iterator[Row]:
    barred = site[site["kind"].isin(BARRED).to_numpy()]
    first = pd.Timestamp(records.daily["date"].iloc[0])
    day = (first + pd.to_timedelta(barred["started"] // MINUTES_PER_DAY, unit="D")).dt.day.to_numpy(np.intp)
    yield from _rows("day", range(1, 32), visits=np.bincount(day, minlength=32)[1:] / scale)


def _areas(records, scale: float) -> Iterator[Row]:
    incidents, reports = cohort(records.incidents), cohort(records.reports)
    names = sorted({*incidents["area"].astype(str), *reports["area"].astype(str)})
    codes, count = numbered(incidents["area"], names), len(names)
    number = total(codes, count)
    yield from _rows(
        "area",
        names,
        incidents=number / scale,
        violating=ratio(total(codes, count, incidents["violating"]), number),
        harm=total(codes, count, incidents["harm"]) / scale,
        reports=total(numbered(reports["area"], names), count) / scale,
    )


def _order(records) -> Iterator[Row]:
    """Share of what a plan's visits found that the first half of them found, in order of time.

    Over all violations found in plans of the cohort with enough visits; the middle one of an odd number of
    visits counts half.
    """
    visits, plans = records.visits, records.plans
    counted = visits["plan"].isin(plans.loc[plans["cohort"].to_numpy(bool), "plan"]) & (visits["kind"] == "planned")
    done = on_site(visits[(counted & (visits["status"] == "done")).to_numpy()])
    done = done.sort_values(["plan", "started"], kind="stable")
    by_plan = done.groupby("plan", sort=False)
    rank, size = by_plan.cumcount().to_numpy(), by_plan["plan"].transform("size").to_numpy()
    found = np.where(size >= ENOUGH, done["found"].to_numpy(float), 0.0)
    early = found @ np.clip(size / 2 - rank, 0.0, 1.0)
    share = early / found.sum() if found.sum() else np.nan
    number = float((by_plan.size() >= ENOUGH).sum())
    yield from _rows("order", ["plans"], plans=np.array([number]), first_half=np.array([share]))
