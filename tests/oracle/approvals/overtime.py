"""Monthly overtime (docs/model.md, section 15)."""


def look_at_backlogs(town) -> None:
    """On the first of a month each department with overtime calls in extra reviewers, or lets them go."""
    region = town.region
    for number, name in enumerate(region.compiled.departments):
        rule = region.parameter(("departments", name, "overtime"))
        if not rule:
            continue
        station = town.stations[region.compiled.first_review_station + number]
        reviewers = region.parameter(("departments", name, "reviewers"))
        regular, _ = region.compiled.scaled(reviewers)
        backlog = len(station) * station.mean_service / (regular * town.day_minutes) if regular else 0.0
        extra = extra_reviewers(backlog, reviewers, rule, region.writer.extra_staff[name] > 0)
        if extra != region.writer.extra_staff[name]:
            region.set_extra_staff(name, extra)
            town.adopt_parameters()


def extra_reviewers(backlog: float, reviewers: int, rule, already: bool) -> int:
    """Above ``trigger`` working days they are called in, and kept until the backlog is at most half of it; a trigger or
    a share of 0 means none."""
    trigger, share = rule["trigger"], rule["staff"]
    needed = backlog > trigger or (already and backlog > trigger / 2)
    return max(1, round(reviewers * share)) if needed and trigger > 0 and share > 0 else 0
