"""One world on its own: what ``wutong run`` does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from sim.experiment.compare import check_options, check_seed
from sim.experiment.errors import ExperimentError
from sim.experiment.lock import saving
from sim.experiment.manifest import manifest, write_manifest
from sim.experiment.progress import Progress
from sim.experiment.store import digest_of
from sim.results.decomposition import decomposition, loan_decomposition
from sim.results.economy import ECONOMY_FRAMES, economic
from sim.results.eventlog import write_events
from sim.results.files import whole
from sim.results.inspections import FRAMES, inspected
from sim.results.lending import LENDING_FRAMES, lent
from sim.results.outcomes import Horizon, outcomes

if TYPE_CHECKING:
    from sim.scenario import Applied, Region

#: Days simulated before the first one that counts, so that desks and queues are not found empty.
WARM_UP = 60
#: Days simulated after the last one that counts, so that most of its cases can end.
FOLLOW_UP = 180


@dataclass(frozen=True)
class World:
    """A simulated world: its records and what they come to, as pandas frames.

    ``records`` has cases, reviews, stations and daily and, where enterprises are inspected, visits, plans,
    incidents, reports, conduct and inspectors; where there is an economy, accounts, balances, claims, months, firms,
    entrants and exits; where anybody lends, requests, loans, lending and banks. ``outcomes`` has group_kind, group,
    outcome, value; ``decomposition`` has group_kind, group, component, days. ``events`` is the event log, if asked for.
    """

    region: Region
    measures: tuple[Applied, ...]
    start: date
    days: int
    seed: int
    scale: float
    records: Any
    outcomes: pd.DataFrame
    decomposition: pd.DataFrame
    events: pd.DataFrame | None

    @property
    def approximate(self) -> bool:
        """Run below full size: waits in queues do not scale."""
        return self.scale < 1

    @property
    def digest(self) -> str:
        """What determines this world, as one hash."""
        from sim.scenario import digest

        measures = [
            repr((one.measure.name, one.measure.changes, one.coverage, one.start, one.ramp_days, one.until))
            for one in self.measures
        ]
        numbers = f"{self.start} {self.days} {WARM_UP} {FOLLOW_UP} {self.seed} {self.scale!r}"
        return digest_of("world", digest(self.region), *measures, numbers)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table of the world by name: those of its records, and what they come to."""
        records = self.records
        names = ["cases", "reviews", "stations", "daily"]
        for there, frames in ((inspected, FRAMES), (economic, ECONOMY_FRAMES), (lent, LENDING_FRAMES)):
            names += frames if there(records) else ()
        tables = {name: getattr(records, name) for name in names}
        tables |= {"outcomes": self.outcomes, "decomposition": self.decomposition}
        return tables | ({"loan_decomposition": loan_decomposition(records)} if lent(records) else {})

    def save(self, out: Path | str = "outputs", events: str | None = None) -> Path:
        """Write tables, manifest and, in the form asked for, the event log below ``out``; returns the folder.

        Raises ExperimentError if it cannot be written.
        """
        folder = Path(out) / f"{self.region.name}-{self.digest[:12]}"
        with saving(folder):
            for name, table in self.tables().items():
                with whole(folder / f"{name}.parquet") as partial:
                    table.to_parquet(partial, index=False, compression="zstd")
            if events is not None and self.events is not None:
                write_events(self.events, folder / f"events.{events}", events)
            measures = [applied.measure.name for applied in self.measures]
            facts = {"region": self.region.name, "measures": measures, "start": self.start, "days": self.days}
            write_manifest(manifest(self.digest, self.seed, self.scale, **facts), folder)
        return folder


def run_world(
    region: Region,
    measures: Sequence[Applied] = (),
    *,
    start: date,
    days: int = 365,
    seed: int = 1,
    scale: float = 1.0,
    log: bool = False,
    progress: Progress | None = None,
) -> World:
    """Simulate one world of a region; measures are in force from ``start`` unless they say otherwise.

    ``log`` keeps the event record as well; ``progress`` is told if the simulation has to be compiled first.
    Raises ExperimentError for an option out of its range.
    """
    from sim.engine.jit import is_compiled
    from sim.region import Region as Model
    from sim.scenario.checks_study import EARLIEST, LATEST
    from sim.scenario.fields import LONGEST

    check_options(region, scale)
    if not EARLIEST <= start.year <= LATEST:
        raise ExperimentError(f"start: found {start}, expected a day in the years {EARLIEST} to {LATEST}")
    check_seed(seed)
    if not 1 <= days <= LONGEST:
        raise ExperimentError(f"days: found {days}, expected 1 to {LONGEST}")
    if progress and not is_compiled():
        progress.compiling()
    in_force = tuple(one if one.start else replace(one, start=start) for one in measures)
    times = {"start": start, "warm_up": WARM_UP, "days": days, "follow_up": FOLLOW_UP}
    model = Model(region, seed, measures=in_force, scale=scale, log=log, **times)
    model.run()
    records = model.records()
    return World(
        region=region,
        measures=in_force,
        start=start,
        days=days,
        seed=seed,
        scale=scale,
        records=records,
        outcomes=outcomes(records, Horizon(WARM_UP, days, FOLLOW_UP), scale),
        decomposition=decomposition(records),
        events=model.event_log() if log else None,
    )
