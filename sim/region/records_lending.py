"""Reading lending out: requests, loans, and the banks' books month by month as pandas frames."""

import numpy as np
import pandas as pd

from agents.bank import risk_weighted
from sim.engine.clock import DAY, OFFICE, worked
from sim.engine.tokens import OFF_HOURS
from sim.lending import tables as lending
from sim.lending.route import COMPONENTS
from sim.region.records_inspections import in_study, names, who

NONE = "none"


def requests(region) -> pd.DataFrame:
    """One row a request that was begun: where it went, what became of it, and where its time went (working days)."""
    world, tables = region.world, region.compiled.lending
    count = int(world.control[0].requests)
    begun = np.flatnonzero(~np.isnan(world.requests["begun"][:count]))
    rows, paths = world.requests[begun], world.request_paths[begun]
    day = float(world.control[0].day_minutes)
    product = np.maximum(rows["product"], 0)
    off_hours = paths[:, OFF_HOURS] / DAY
    days = np.array([_office(world, end) - _office(world, start) for start, end in rows[["begun", "ended"]]]) / day
    renews = rows["reason"] == lending.ROLLOVER
    return pd.DataFrame(
        {
            "request": begun.astype(np.int64),
            **who(region, rows["enterprise"]),
            "reason": names(rows["reason"], lending.REASONS),
            "search": names(rows["search"], lending.SEARCHES),
            "platform": names(rows["platform"] + 1, (NONE, *tables.platforms)),
            "product": names(rows["product"] + 1, (NONE, *tables.products)),
            "security": names(world.products["security"][product], lending.SECURITIES),
            "bank": names(rows["bank"], tables.banks),
            "first_bank": names(rows["first_bank"], tables.banks),
            "asked": rows["asked"].astype(np.int64),
            "online": rows["online"].astype(bool),
            "urgent": rows["urgent"].astype(bool),
            "result": names(rows["result"], lending.RESULTS),
            "refusal": names(rows["refusal"], lending.REFUSALS),
            "wanted": rows["wanted"],
            "amount": np.where(rows["result"] == lending.PAID_OUT, rows["amount"], 0.0),
            "rate": rows["rate"],
            "fees": np.where(rows["loan"] >= 0, world.loans["fees"][np.maximum(rows["loan"], 0)], 0.0),
            "pd": rows["pd"],
            "begun": rows["begun"],
            "decided": rows["decided"],
            "ended": rows["ended"],
            "cohort": in_study(region, rows["begun"]),
            # A renewal waits for the old loan to fall due, so its days say nothing about speed.
            "days": np.where((rows["result"] == lending.PAID_OUT) & ~renews, days, np.nan),
            **{name: paths[:, column] / day for name, column in COMPONENTS.items()},
            "off_hours": off_hours,
            "bridged": rows["bridged"],
            "bridging_days": rows["bridge_days"],
            "bridging_cost": rows["bridge_cost"],
        }
    )


def _office(world, moment: float) -> float:
    return float("nan") if np.isnan(moment) else worked(world, OFFICE, moment)


def loans(region) -> pd.DataFrame:
    """One row a loan: what was granted, at what price, and what became of it (yuan, shares a year, minutes)."""
    world, tables = region.world, region.compiled.lending
    rows = world.loans[: world.control[0].loans]
    request = np.maximum(rows["request"], 0)
    asked = rows["request"] >= 0
    made = world.requests[request] if len(world.requests) else None
    return pd.DataFrame(
        {
            "loan": np.arange(len(rows)),
            "request": rows["request"].astype(np.int64),
            **who(region, rows["enterprise"]),
            "small": rows["small"].astype(bool),
            "bank": names(rows["bank"], tables.banks),
            "product": names(rows["product"], tables.products),
            "security": names(world.products["security"][rows["product"]], lending.SECURITIES),
            "state": names(rows["state"], lending.STATES),
            "granted": rows["granted"],
            "principal": rows["principal"],
            "rate": rows["rate"],
            "pd": rows["pd"],
            "cover": rows["cover"],
            "begun": rows["begun"],
            "matures": rows["matures"],
            "defaulted": rows["defaulted"],
            "written_off": rows["written_off"],
            "renewal": asked & (made["renews"] >= 0),
            "online": asked & (made["online"] == 1),
            "bridged": asked & (made["bridged"] > 0.0),
            "bridging_principal": np.where(asked, made["bridged"], 0.0),
            "bridging_days": np.where(asked, made["bridge_days"], 0.0),
            "bridging_cost": np.where(asked, made["bridge_cost"], 0.0),
            "fees": rows["fees"],
            "cohort": asked & in_study(region, rows["begun"]),
        }
    )


def book(region) -> pd.DataFrame:
    """Loans at the end of each month by bank and size of enterprise."""
    tables, rows = region.compiled.lending, []
    for month, counted, number, principal, bad in region.books.book:
        for bank, name in enumerate(tables.banks):
            for size, label in enumerate(tables.sizes):
                rows.append((month, counted, name, label, number[bank, size], principal[bank, size], bad[bank, size]))
    columns = ["month", "counted", "bank", "size", "loans", "principal", "nonperforming"]
    return pd.DataFrame(rows, columns=columns).astype({"bank": "category", "size": "category"})


def banks(region) -> pd.DataFrame:
    """The banks at the end of each month."""
    tables, rows = region.compiled.lending, []
    for month, taken in zip(region.books.months, region.banking.months, strict=True):
        for name, row in zip(tables.banks, taken, strict=True):
            weighted = risk_weighted(row["loans"], row["small"], row["other_assets"])
            rows.append(
                {
                    "month": month["month"],
                    "counted": month["counted"],
                    "bank": name,
                    "capital": float(row["capital"]),
                    "capital_ratio": float(row["capital"] / weighted) if weighted > 0 else np.nan,
                    "risk_assets": float(weighted),
                    "loans": float(row["loans"]),
                    "small": float(row["small"]),
                    "nonperforming": float(row["bad"]),
                    "provisions": float(row["provisions"]),
                    "funds": float(row["funds"]),
                    "appetite": float(row["appetite"]),
                    "intercept": float(row["intercept"]),
                    "interest": float(row["earned"]),
                    "losses": float(row["lost"]),
                    "profit": float(row["profit"]),
                }
            )
    return pd.DataFrame(rows)
