"""What the terminal shows of money: books, days to the money, what gains cost, who gains and who loses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd
from rich.markup import escape
from rich.table import Table

from sim.report.catalogue import known, label, text, title
from sim.report.names import Names
from sim.report.wording import interval, number, percent, with_unit, yuan
from sim.results.accounts import NET_WORTH, sector_flows
from sim.results.decomposition import OFF_HOURS

if TYPE_CHECKING:
    from sim.experiment.books import Books
    from sim.experiment.comparison import Comparison

#: Multiples in which a whole table of sums of money is counted, the larger one for sums of a hundred of it.
MULTIPLES = {"en": (("huge", 1e9), ("large", 1e6)), "zh": (("huge", 1e8), ("large", 1e4))}
FROM = 100.0
#: What is shown of who gains and who loses; the rest is in the table on disk.
SHOWN_BY = "size"

MakeTable = Callable[..., Table]


def books_tables(books: Books, make: MakeTable, language: str) -> Iterable[Table]:
    """The balance sheet, what was paid in a year, and what each sector received and paid."""
    multiple, factor = _multiple([books.sheet.abs().to_numpy().max()], language)
    heading = _heading("cli.accounts.sheet", books, language, unit=_unit(multiple, "yuan", language))
    sectors = list(books.sheet.columns)
    heads = [("", "left"), *((_sector(one, language), "right") for one in sectors)]
    table = make(heading, *heads, (text("cli.accounts.sum", language), "right"))
    for instrument, row in books.sheet.iterrows():
        if instrument == NET_WORTH:
            table.add_section()
        name = text(f"cli.accounts.instrument.{instrument}", language)
        cells = [number(value * factor, 1) for value in (*row, row.sum())]
        table.add_row(escape(name), *cells, style="bold" if instrument == NET_WORTH else None)
    yield table
    yield _flows(books, make, language)
    yield _sectors(books, make, language)


def verdict_on_books(books: Books, language: str) -> str:
    """One sentence: the books balance, or how many equations do not hold, and the first of them."""
    if books.balance:
        return text("cli.accounts.hold", language, checks=f"{books.checks:,}")
    first = books.violations.iloc[0]
    values = {"expected": number(first["expected"], 0), "found": number(first["found"], 0)}
    values |= {"month": f"{pd.Timestamp(first['month']):%Y-%m}", "of": _of(first["of"], language)}
    identity = text(f"cli.accounts.identity.{first['identity']}", language)
    counts = {"broken": f"{len(books.violations):,}", "checks": f"{books.checks:,}"}
    return text("cli.accounts.broken", language, identity=identity, **counts, **values)


def ratio_lines(comparison: Comparison, language: str) -> list[str]:
    """What each gain costs the government, or why that cannot be told."""
    lines = []
    for row in comparison.ratios.to_dict("records"):
        name = text(f"cli.ratio.{row['ratio']}", language)
        if row["reason"]:
            said = text(f"cli.ratio.reason.{row['reason']}", language)
        else:
            bounds = interval(row["low"], row["high"], language, 0)
            said = f"{yuan(row['value'], language)} ({bounds})"
        lines.append(text("cli.ratio.line", language, name=name, value=said))
    return lines


def distribution_table(comparison: Comparison, make: MakeTable, language: str) -> Table:
    """Profit per enterprise of each size class in both worlds, and how many of them gain and lose."""
    rows = comparison.distribution
    heads = [(text(f"cli.distribution.{name}", language), "left" if name == "class" else "right")
             for name in ("class", "before", "difference", "rose", "fell", "jobs")]  # fmt: skip
    table = make(text("cli.distribution.title", language), *heads)
    names = Names(comparison, language)
    for kind in ("all", SHOWN_BY):
        of_kind = dict(iter(rows[(rows["group_kind"] == kind).to_numpy()].groupby("group", sort=False)))
        for group in sorted(of_kind, key=[*names.order(kind), *of_kind].index):
            by = {row["statistic"]: row for row in of_kind[group].to_dict("records")}
            name = text("cli.distribution.all", language) if kind == "all" else names.of(kind, group)
            table.add_row(escape(name), *map(escape, _gains(by, language)))
    return table


def loan_table(parts: pd.DataFrame, make: MakeTable, language: str) -> Table:
    """Where the days to the money go, over all loans paid out, in working days."""
    rows = parts[((parts["group_kind"] == "all") & (parts["component"] != OFF_HOURS)).to_numpy()]
    keys = ("cli.decomposition.component", "cli.table.baseline", "cli.table.reform")
    heads = [(text(key, language), justify) for key, justify in zip(keys, ("left", "right", "right"), strict=True)]
    table = make(text("cli.loan.title", language), *heads)
    for row in rows.to_dict("records"):
        days = (number(row[f"{world}_days"], 2) for world in ("baseline", "reform"))
        table.add_row(escape(label("loan_component", row["component"], language)), *days)
    table.add_section()
    totals = (number(rows[f"{world}_days"].sum(min_count=1), 2) for world in ("baseline", "reform"))
    table.add_row(escape(text("cli.decomposition.total", language)), *totals, style="bold")
    return table


def _flows(books: Books, make: MakeTable, language: str) -> Table:
    flows = books.flows[(books.flows["amount"].abs() > 0).to_numpy()]
    multiple, factor = _multiple(flows["amount"].abs(), language)
    heading = _heading("cli.accounts.flows", books, language, unit=_unit(multiple, "yuan_year", language))
    heads = [(text(f"cli.accounts.{name}", language), "left") for name in ("kind_of_payment", "payer", "payee")]
    table = make(heading, *heads, (text("cli.accounts.amount", language), "right"))
    for row in flows.to_dict("records"):
        kind = text(f"cli.accounts.kind.{row['kind']}", language)
        sides = (_sector(row[side], language) for side in ("payer", "payee"))
        table.add_row(*map(escape, [kind, *sides]), number(row["amount"] * factor, 1))
    return table


def _sectors(books: Books, make: MakeTable, language: str) -> Table:
    sums = sector_flows(books.flows)
    multiple, factor = _multiple([sums.abs().to_numpy().max()], language)
    heading = _heading("cli.accounts.sectors", books, language, unit=_unit(multiple, "yuan_year", language))
    heads = [("", "left"), *((text(f"cli.accounts.{name}", language), "right") for name in sums.columns)]
    table = make(heading, *heads)
    for sector, row in sums.iterrows():
        table.add_row(escape(_sector(sector, language)), *(number(value * factor, 1) for value in row))
    return table


def _gains(by: dict[str, dict[str, Any]], language: str) -> list[str]:
    profit = by["profit"]
    difference = number(profit["difference"], 0, sign=True)
    if profit["reason"] in ("", "same_in_all"):
        difference += f"  ({interval(profit['low'], profit['high'], language, 0, sign=True)})"
    moved = [percent(by[name]["reform"], language, 1) if name in by else "–" for name in ("rose", "fell")]
    return [number(profit["baseline"], 0), difference, *moved, number(by["jobs"]["difference"], 3, sign=True)]


def _heading(key: str, books: Books, language: str, unit: str) -> str:
    name = title(books.title, language, books.name)
    if books.world:
        name = with_unit(name, text(f"cli.accounts.world.{books.world}", language), language)
    return text(key, language, name=name, start=books.start, days=books.days, unit=unit)


def _sector(sector: str, language: str) -> str:
    return text(f"cli.accounts.sector.{sector}", language)


def _of(name: str, language: str) -> str:
    topics = ("sector", "instrument")
    found = [f"cli.accounts.{topic}.{name}" for topic in topics if known(f"cli.accounts.{topic}.{name}")]
    return text(found[0], language) if found else name


def _unit(multiple: str, unit: str, language: str) -> str:
    return text(f"number.scale.{multiple}", language) + label("unit", unit, language)


def _multiple(sums: Iterable[float], language: str) -> tuple[str, float]:
    """In which multiple a table of sums is counted, and what to multiply its numbers by."""
    largest = max(sums, default=0.0)
    (huge, much), (large, some) = MULTIPLES[language]
    return (huge, 1 / much) if largest >= FROM * much else (large, 1 / some)
