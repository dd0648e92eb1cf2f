"""Tables and numbers in Markdown."""

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, one line a row."""
    lines = [heads, ["---" for _ in heads], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def ranged(spread: dict | None, form: str = ".2f", unit: float = 1.0) -> str:
    """Median and range of repeated measurements, in units; nothing where there were none."""
    if not spread:
        return ""
    median, low, high = (format(spread[key] / unit, form) for key in ("median", "low", "high"))
    return f"{median} ({low}–{high})"


def thousands(spread: dict) -> str:
    """Median and range in whole thousands."""
    return ranged(spread, ",.0f", 1e3)


def listed(values: Iterable[float], form: str) -> str:
    """Values one after another."""
    return " / ".join(format(value, form) for value in values)


def interval(fit: dict, key: str, form: str = ".3f", unit: float = 1.0) -> str:
    """A fitted number with its 95 % confidence interval."""
    value, low, high = (format(fit[name] / unit, form) for name in (key, "low", "high"))
    return f"{value} ({low} to {high})"
