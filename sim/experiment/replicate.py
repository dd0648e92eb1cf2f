"""One replication: both worlds of a study with one seed, as one file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.experiment.progress import Progress
from sim.experiment.seeds import replication_seed
from sim.results.distribution import KEPT, gains
from sim.results.economy import economic
from sim.results.files import whole
from sim.results.outcomes import Horizon
from sim.results.tidy import KEYS, tidy, tidy_gains

if TYPE_CHECKING:
    from sim.scenario import Applied, Study

WORLDS = ("baseline", "reform")
#: Simulates one world of a study: (study, world, seed, scale) -> records.
Simulate = Callable[["Study", str, int, float], Any]


def measures_of(study: Study, world: str) -> tuple[Applied, ...]:
    """The measures of a world, each with the date from which it is in force.

    Baseline measures hold from the first simulated day, reform measures from the start of the study,
    unless the study says otherwise.
    """
    first_day = study.start - timedelta(days=study.warm_up)
    measures = [applied if applied.start else replace(applied, start=first_day) for applied in study.baseline]
    if world == "reform":
        measures += [
            applied if applied.start else replace(applied, start=study.start) for applied in study.reform
        ]
    return tuple(measures)


def simulate(study: Study, world: str, seed: int, scale: float):
    """Run one world of a study from its warm-up to the end of its follow-up and return its records."""
    from sim.region import Region

    region = Region(
        study.region,
        seed,
        start=study.start,
        measures=measures_of(study, world),
        scale=scale,
        warm_up=study.warm_up,
        days=study.days,
        follow_up=study.follow_up,
    )
    region.run()
    return region.records()


def compile_once(study: Study, progress: Progress) -> None:
    """Compile the simulation if this version never was: once here, rather than in every worker at once."""
    from sim.engine.jit import is_compiled

    if is_compiled():
        return
    progress.compiling()
    brief = replace(study, days=1, warm_up=0, follow_up=0, baseline=(), reform=())
    simulate(brief, "baseline", 0, 1 / brief.region.tree["population"]["enterprises"])


def replicate(study: Study, seed: int, scale: float, simulate: Simulate, replication: int) -> pd.DataFrame:
    """The tidy table (see ``sim.results.tidy``) of both worlds of one replication of a study."""
    horizon = Horizon(study.warm_up, study.days, study.follow_up)
    own_seed = replication_seed(seed, replication)
    tables, enterprises = [], []
    for world in WORLDS:
        records = simulate(study, world, own_seed, scale)
        tables.append(tidy(records, horizon, scale, world))
        if economic(records):
            enterprises.append(records.firms[KEPT])
        del records  # large, and the other world needs the room
    if enterprises:
        tables.append(tidy_gains(gains(*enterprises)))
    return pd.concat(tables, ignore_index=True)


def replicate_to_file(
    study: Study, seed: int, scale: float, simulate: Simulate, folder: Path, replication: int
) -> None:
    """Run a replication and write its file, whole."""
    write_tidy(replicate(study, seed, scale, simulate, replication), file_of(folder, replication))


def point_to_file(
    points: Sequence[Study], seed: int, scale: float, simulate: Simulate, folder: Path, number: int
) -> None:
    """Run the reform world of one of several studies in one replication and write its file, whole.

    Files are numbered replication by replication, so that more replications add files and change none.
    """
    replication, point = divmod(number, len(points))
    study = points[point]
    horizon = Horizon(study.warm_up, study.days, study.follow_up)
    records = simulate(study, "reform", replication_seed(seed, replication), scale)
    write_tidy(tidy(records, horizon, scale, "reform"), file_of(folder, number))


def file_of(folder: Path, replication: int) -> Path:
    """Where a replication is stored."""
    return folder / f"{replication:04d}.parquet"


def write_tidy(table: pd.DataFrame, path: Path) -> None:
    """Write a tidy table as Parquet, whole; the same table gives the same bytes."""
    columns = {key: pa.array(table[key].to_numpy(object), pa.string()).dictionary_encode() for key in KEYS}
    columns["value"] = pa.array(table["value"].to_numpy(float), pa.float64())
    with whole(path) as partial:
        pq.write_table(pa.table(columns), partial, compression="zstd")


def read_tidy(path: Path) -> pd.DataFrame:
    """Read a tidy table back."""
    return pq.read_table(path, read_dictionary=KEYS).to_pandas()
