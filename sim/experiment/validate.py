"""Published against simulated: do the shipped studies reproduce what was reported?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.experiment.compare import asked_for, check_options, run_study
from sim.experiment.lock import saving
from sim.experiment.manifest import manifest, write_manifest
from sim.experiment.progress import Progress, Silent
from sim.experiment.replicate import Simulate, simulate
from sim.experiment.statistics import mean_interval
from sim.experiment.store import open_store
from sim.experiment.target import Replication, tied_numbers
from sim.experiment.targets import targets_of
from sim.results.files import known, whole

if TYPE_CHECKING:
    from sim.scenario import Study


@dataclass(frozen=True)
class Validation:
    """Published against simulated, a row a figure.

    ``table``: study, id, unit, published, published_to (the upper end of a range; NaN otherwise), simulated, low, high
    (95 % interval over replications), miss (simulated minus published; 0 within a range, else from its nearer end),
    miss_share (of the published figure), role (fitted or predicted), parameters (the numbers that the figure set).
    Shares are 0 to 1.
    """

    studies: tuple[Study, ...]
    scale: float
    folder: Path
    table: pd.DataFrame

    def to_list(self) -> list[dict[str, Any]]:
        """The rows as plain values for JSON: study, id, published, published_to, simulated, low, high, role."""
        columns = ["study", "id", "published", "published_to", "simulated", "low", "high", "role"]
        rows = self.table[columns].to_dict("records")
        return [{name: known(value) for name, value in row.items()} for row in rows]


def validate(
    studies: Sequence[Study],
    *,
    replications: int | None = None,
    scale: float = 1.0,
    jobs: int = 1,
    seed: int | None = None,
    out: Path | str = "outputs",
    progress: Progress | None = None,
    simulate: Simulate = simulate,
) -> Validation:
    """Hold studies against the published figures and store the table in ``outputs/validation-<digest>/``.

    Replications are shared with ``compare``: those its folders hold are read. Raises as ``compare`` does.
    """
    studies = tuple(asked_for(study, replications, seed) for study in studies)
    for study in studies:
        check_options(study.region, scale, jobs)
    watching, tables, digests, used = progress or Silent(), [], [], {}
    for study in studies:
        store = open_store(study, study.seed, scale, Path(out))
        watching.study(study.name)
        with store.writing():
            found, _ = run_study(study, store, scale, jobs, watching, simulate)
        tables.append(held_against_facts(study, list(found.values())))
        digests.append(store.digest)
        used[study.name] = len(found)
    digest = digests[0] if len(digests) == 1 else sha256("\n".join(digests).encode()).hexdigest()
    folder = Path(out) / f"validation-{digest[:12]}"
    result = Validation(studies, scale, folder, pd.concat(tables, ignore_index=True))
    with saving(folder):
        _write(result, manifest(digest, studies[0].seed, scale, studies=list(used), replications=used))
    return result


def held_against_facts(study: Study, tables: list[pd.DataFrame]) -> pd.DataFrame:
    """The rows of Validation for one study, from the tidy tables of its replications."""
    facts = _published()
    replications = [Replication(table) for table in tables]
    rows = []
    for target in targets_of(study):
        published, upper = target.published(facts)
        simulated, low, high = mean_interval([target.measure(replication) for replication in replications])
        nearest = float(np.clip(simulated, published, upper))
        tied = tied_numbers(study, target)
        rows.append(
            {
                "study": study.name,
                "id": target.id,
                "unit": target.unit,
                "published": published,
                "published_to": upper if upper > published else np.nan,
                "simulated": simulated,
                "low": low,
                "high": high,
                "miss": simulated - nearest,
                "miss_share": (simulated - nearest) / abs(nearest) if nearest else np.nan,
                "role": "fitted" if tied else "predicted",
                "parameters": ", ".join(tied),
            }
        )
    return pd.DataFrame(rows)


def _published() -> dict[str, dict]:
    from sim.scenario.library import Library
    from sim.scenario.provenance import known_facts

    return known_facts(Library())


def _write(result: Validation, facts: dict) -> None:
    with whole(result.folder / "validation.parquet") as partial:
        result.table.to_parquet(partial, index=False)
    with whole(result.folder / "validation.json") as partial:
        partial.write_text(json.dumps(result.to_list(), indent=2) + "\n", encoding="utf-8")
    write_manifest(facts, result.folder)
