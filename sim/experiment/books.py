"""The books of one world: what ``wutong accounts`` shows and writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from sim.experiment.compare import asked_for, check_options
from sim.experiment.errors import ExperimentError
from sim.experiment.lock import saving
from sim.experiment.manifest import manifest, write_manifest
from sim.experiment.progress import Progress
from sim.experiment.replicate import Simulate, measures_of, simulate
from sim.experiment.seeds import replication_seed
from sim.experiment.store import digest_of, study_digest
from sim.results.accounts import balance_sheet, flow_matrix, identities, violations
from sim.results.economy import economic
from sim.results.files import whole

if TYPE_CHECKING:
    from sim.experiment.world import World
    from sim.scenario import Study


@dataclass(frozen=True)
class Books:
    """Who owns and owes what at the end, who paid whom in a year, and whether the books balance.

    ``sheet`` has a row an instrument and a column a sector, net worth last; ``flows`` kind, payer, payee, amount (yuan
    a year); both at full size. ``checks`` is the number of equations that were checked, ``violations`` those of them
    that do not hold to the yuan (see ``sim.results.accounts``).
    """

    name: str
    title: Mapping[str, str]
    world: str
    start: date
    days: int
    seed: int
    scale: float
    digest: str
    measures: tuple[str, ...]
    sheet: pd.DataFrame
    flows: pd.DataFrame
    checks: int
    violations: pd.DataFrame

    @property
    def balance(self) -> bool:
        """Whether every equation holds."""
        return self.violations.empty

    def save(self, out: Path | str = "outputs") -> Path:
        """Write the tables as CSV, and the manifest, below ``out``; returns the folder.

        Raises ExperimentError if it cannot be written.
        """
        folder = Path(out) / f"{self.name}-accounts-{self.digest[:12]}"
        tables = {"balance_sheet": self.sheet.reset_index(), "flows": self.flows}
        tables |= {} if self.balance else {"violations": self.violations}
        facts = {"name": self.name, "world": self.world, "measures": self.measures}
        facts |= {"start": self.start, "days": self.days}
        with saving(folder):
            for name, table in tables.items():
                with whole(folder / f"{name}.csv") as partial:
                    table.to_csv(partial, index=False, encoding="utf-8", lineterminator="\n")
            write_manifest(manifest(self.digest, self.seed, self.scale, **facts), folder)
        return folder


def books_of_world(world: World) -> Books:
    """The books of a world that was run. Raises ExperimentError if its region has no economy."""
    return _books(
        world.records,
        name=world.region.name,
        title=world.region.title,
        world="",
        start=world.start,
        days=world.days,
        seed=world.seed,
        scale=world.scale,
        digest=world.digest,
        measures=tuple(applied.measure.name for applied in world.measures),
    )


def books_of_study(
    study: Study,
    world: str = "baseline",
    *,
    seed: int | None = None,
    scale: float = 1.0,
    progress: Progress | None = None,
    simulate: Simulate = simulate,
) -> Books:
    """The books of one of the worlds of a study, in its first replication. Raises ExperimentError as ``compare`` does.

    Also raises it if the study's region has no economy.
    """
    from sim.engine.jit import is_compiled

    study = asked_for(study, None, seed)
    check_options(study.region, scale)
    needs_economy(study.region.name, bool(study.region.tree.get("economy")))
    if progress and not is_compiled():
        progress.compiling()
    return _books(
        simulate(study, world, replication_seed(study.seed, 0), scale),
        name=study.name,
        title=study.title,
        world=world,
        start=study.start,
        days=study.days,
        seed=study.seed,
        scale=scale,
        digest=digest_of("accounts", study_digest(study, study.seed, scale), world),
        measures=tuple(applied.measure.name for applied in measures_of(study, world)),
    )


def _books(records: Any, name: str, scale: float, **facts: Any) -> Books:
    needs_economy(name, economic(records))
    return Books(
        name=name,
        scale=scale,
        sheet=balance_sheet(records, scale),
        flows=flow_matrix(records, scale),
        checks=len(identities(records)),
        violations=violations(records),
        **facts,
    )


def needs_economy(name: str, there: bool) -> None:
    """Raise ExperimentError for a region without an economy."""
    if not there:
        raise ExperimentError(f"{name}: found a region without an economy, which has no books; expected one with it")
