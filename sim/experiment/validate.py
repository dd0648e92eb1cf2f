"""Published against simulated: does the shipped study reproduce what Changchun reported?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.experiment.compare import asked_for, check_options, run_study
from sim.experiment.errors import ExperimentError, Interrupted
from sim.experiment.manifest import manifest, write_manifest
from sim.experiment.progress import Progress, Silent
from sim.experiment.replicate import Simulate, simulate
from sim.experiment.statistics import mean_interval
from sim.experiment.store import open_store
from sim.experiment.targets import TARGETS, Replication, tied_numbers
from sim.results.files import whole

if TYPE_CHECKING:
    from sim.scenario import Study

#: The study that holds Changchun's published reforms.
STUDY = "changchun-2022"


@dataclass(frozen=True)
class Validation:
    """Published against simulated, a row a figure.

    ``table``: id, unit, published, simulated, low, high (95 % interval over replications), miss (simulated
    minus published), miss_share (of the published figure), role (fitted or predicted), parameters (the
    numbers that the figure set). Shares are 0 to 1.
    """

    study: Study
    scale: float
    replications: int
    folder: Path
    table: pd.DataFrame

    def to_list(self) -> list[dict[str, Any]]:
        """The rows as plain values for JSON: id, published, simulated, low, high, role."""
        rows = self.table[["id", "published", "simulated", "low", "high", "role"]].to_dict("records")
        return [{name: _known(value) for name, value in row.items()} for row in rows]


def validate(
    study: Study,
    *,
    replications: int | None = None,
    scale: float = 1.0,
    jobs: int = 1,
    seed: int | None = None,
    out: Path | str = "outputs",
    progress: Progress | None = None,
    simulate: Simulate = simulate,
) -> Validation:
    """Hold a study against the published figures and store the table in ``outputs/validation-<digest>/``.

    Replications are shared with ``compare``: those its folder holds are read. Raises as ``compare`` does.
    """
    study = asked_for(study, replications, seed)
    check_options(study.region, scale, jobs)
    store = open_store(study, study.seed, scale, Path(out))
    try:
        with store.writing():
            tables, _ = run_study(study, store, scale, jobs, progress or Silent(), simulate)
        folder = store.folder.with_name(f"validation-{store.digest[:12]}")
        table = held_against_facts(study, list(tables.values()))
        result = Validation(study, scale, len(tables), folder, table)
        _write(result, manifest(store.digest, study.seed, scale, study=study.name, replications=len(tables)))
    except OSError as error:
        raise ExperimentError(f"cannot write to {out}: {error.strerror or error}") from error
    except KeyboardInterrupt:
        raise Interrupted(len(store.finished()), store.folder) from None
    return result


def held_against_facts(study: Study, tables: list[pd.DataFrame]) -> pd.DataFrame:
    """The table of Validation from the tidy tables of a study's replications."""
    facts = _published()
    replications = [Replication(table) for table in tables]
    rows = []
    for target in TARGETS:
        published = float(facts[target.fact]["values"][target.value])
        simulated, low, high = mean_interval([target.measure(replication) for replication in replications])
        tied = tied_numbers(study, target)
        rows.append(
            {
                "id": target.id,
                "unit": target.unit,
                "published": published,
                "simulated": simulated,
                "low": low,
                "high": high,
                "miss": simulated - published,
                "miss_share": (simulated - published) / abs(published),
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
    result.folder.mkdir(parents=True, exist_ok=True)
    with whole(result.folder / "validation.parquet") as partial:
        result.table.to_parquet(partial, index=False)
    with whole(result.folder / "validation.json") as partial:
        partial.write_text(json.dumps(result.to_list(), indent=2) + "\n", encoding="utf-8")
    write_manifest(facts, result.folder)


def _known(value: Any) -> Any:
    return None if isinstance(value, float) and not np.isfinite(value) else value
