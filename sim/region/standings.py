"""Standings: enterprises' ratings of a quarter put departments in order, and the worst are admonished."""

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
    stars: dict[str, float] = {}
    rated: dict[str, float] = {}
    rows = list(zip(region.compiled.departments, region.world.departments, strict=True))
    if region.compiled.inspections:
        rows += list(zip(region.compiled.inspections.owners, region.world.bodies, strict=True))
    for name, row in rows:
        stars[name] = stars.get(name, 0.0) + float(row["stars"])
        rated[name] = rated.get(name, 0.0) + float(row["rated"])
        row["stars"] = row["rated"] = 0.0
    return {name: stars[name] / rated[name] for name in stars if rated[name] > 0}
