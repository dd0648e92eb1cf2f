"""Standings: enterprises' ratings of a quarter put departments in order, and the worst are admonished."""

import numpy as np
import pandas as pd

from agents.department import admonished


def close_quarter(region) -> None:
    """Make the standings of the quarter that ends; departments that are admonished make an effort in the next."""
    rule = region.parameter(("standings",))
    region.admonished = admonished(standings_of(region), int(rule["admonished"]))
    region.writer.admonish(region.admonished, float(rule["effort"]))


def standings_of(region) -> dict[str, float]:
    """Mean rating of each department's cases and visits since the last call; those nobody rated are left out.

    A body that belongs to a department counts with it, any other one under its own name.
    """
    names, tables = list(region.compiled.departments), [region.world.departments]
    if region.compiled.inspections:
        names += region.compiled.inspections.owners
        tables.append(region.world.bodies)
    frame = pd.DataFrame({column: np.concatenate([table[column] for table in tables]) for column in ("stars", "rated")})
    for table in tables:
        table["stars"] = table["rated"] = 0.0
    total = frame.groupby(np.array(names), sort=False).sum()
    total = total[total["rated"] > 0]
    return dict(total["stars"] / total["rated"])
