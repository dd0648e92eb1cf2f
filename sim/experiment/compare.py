"""Compare two worlds: run the replications a study asks for, and say what differs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.experiment import replicate
from sim.experiment.comparison import Comparison, build
from sim.experiment.errors import ExperimentError, ReplicationsFailed
from sim.experiment.manifest import manifest, write_manifest
from sim.experiment.pool import Task, Workers
from sim.experiment.progress import Progress, Silent
from sim.experiment.replicate import Simulate
from sim.experiment.sequential import boundaries, precision
from sim.experiment.store import Store, open_store
from sim.results.tidy import part

if TYPE_CHECKING:
    from sim.scenario import Region, Study

__all__ = ["Comparison", "compare", "run_missing", "run_study"]


def compare(
    study: Study,
    *,
    replications: int | None = None,
    scale: float = 1.0,
    jobs: int = 1,
    seed: int | None = None,
    out: Path | str = "outputs",
    progress: Progress | None = None,
    simulate: Simulate = replicate.simulate,
    finish: Callable[[Comparison], object] | None = None,
) -> Comparison:
    """Compare the baseline and the reform of a study and write the tables and the manifest to its folder.

    ``replications`` and ``seed`` override the study's; ``scale`` (0 < scale <= 1) shrinks population and
    capacity together; ``jobs`` processes work at once and change nothing else. Finished replications that the
    folder already holds are read, not run. ``finish`` writes what else belongs into the folder (a page), so that all
    of it is of the same comparison.

    Raises ExperimentError (bad option, folder not writable or in use, replications that failed) and
    Interrupted after Ctrl-C; what was finished stays in either case.
    """
    study = asked_for(study, replications, seed)
    check_options(study.region, scale, jobs)
    store = open_store(study, study.seed, scale, Path(out))
    with store.writing():
        tables, reached = run_study(study, store, scale, jobs, progress or Silent(), simulate)
        comparison = _build(study, store, scale, tables, reached)
        comparison.write_tables()
        write_manifest(comparison.manifest, store.folder)
        if finish:
            finish(comparison)
    return comparison


def asked_for(study: Study, replications: int | None, seed: int | None) -> Study:
    """The study with the number of replications and the seed asked for instead of its own."""
    if replications is not None:
        if replications < 1:
            raise ExperimentError(f"replications: found {replications}, expected 1 or more")
        fixed = replace(study.replications, at_least=replications, at_most=replications, precision=None)
        study = replace(study, replications=fixed)
    if seed is not None:
        check_seed(seed)
        study = replace(study, seed=seed)
    return study


def check_seed(seed: int) -> None:
    """Raise ExperimentError for a seed that is negative or has more than 64 bits."""
    if not 0 <= seed < 2**64:
        raise ExperimentError(f"seed: found {seed}, expected 0 or more and at most {2**64 - 1}")


def check_options(region: Region, scale: float, jobs: int = 1) -> None:
    """Raise ExperimentError for a scale outside (0, 1] or that leaves nobody, and for less than one job."""
    if not 0 < scale <= 1:
        raise ExperimentError(f"scale: found {scale:g}, expected more than 0 and at most 1 (1 is full size)")
    enterprises = region.tree["population"]["enterprises"]
    if enterprises * scale < 1:
        raise ExperimentError(f"scale: found {scale:g}, which leaves none of {enterprises:,} enterprises")
    if jobs < 1:
        raise ExperimentError(f"jobs: found {jobs}, expected 1 or more")


def run_study(
    study: Study, store: Store, scale: float, jobs: int, progress: Progress, simulate: Simulate
) -> tuple[dict[int, pd.DataFrame], float]:
    """Run replications until the study's rule is satisfied; their tidy tables, and the precision reached.

    The caller holds the store's lock. Which replications are used depends on the rule alone: more that the
    folder may hold from an earlier, longer run are left aside.
    """
    rule = study.replications
    task = partial(replicate.replicate_to_file, study, study.seed, scale, simulate, store.replications)
    tables: dict[int, pd.DataFrame] = {}
    reached = np.inf
    if simulate is replicate.simulate and len(store.finished()) < rule.at_least:
        replicate.compile_once(study, progress)
    with Workers(min(jobs, rule.at_most)) as workers:
        for target in boundaries(rule.at_least, rule.at_most):
            run_missing(task, store, target, rule.at_most, workers, progress)
            tables |= {number: store.read(number) for number in range(len(tables), target)}
            reached = precision(*_decisive(tables, rule.outcome))
            if rule.precision is not None and reached <= rule.precision:
                break
    return tables, float(reached)


def run_missing(
    task: Task, store: Store, target: int, at_most: int, workers: Workers, progress: Progress
) -> None:
    """Run those of the first ``target`` files that are missing; raise at the end if any failed."""
    missing = sorted(set(range(target)) - set(store.finished()))
    finished = target - len(missing)
    progress.batch(finished, target, at_most)
    failures = []
    for number, error in workers.run(task, missing):
        if error:
            failures.append(store.record_failure(number, error))
            continue
        store.forget_failure(number)
        finished += 1
        progress.finished(finished, target)
    if failures:
        raise ReplicationsFailed(sorted(failures, key=lambda failure: failure.replication))


def _decisive(tables: dict[int, pd.DataFrame], outcome: str) -> tuple[list[float], list[float]]:
    """The outcome that decides on the number of replications, in both worlds."""
    worlds: dict[str, list[float]] = {"baseline": [], "reform": []}
    for table in tables.values():
        outcomes = part(table, "outcome")
        chosen = outcomes[(outcomes["kind"] == "all") & (outcomes["name"] == outcome)]
        for world, values in worlds.items():
            values.extend(chosen.loc[chosen["world"] == world, "value"])
    return worlds["baseline"], worlds["reform"]


def _build(
    study: Study, store: Store, scale: float, tables: dict[int, pd.DataFrame], reached: float
) -> Comparison:
    rule = study.replications
    facts = manifest(store.digest, study.seed, scale, study=study.name, replications=len(tables))
    return build(
        study,
        tables,
        scale=scale,
        seed=study.seed,
        folder=store.folder,
        manifest=facts,
        precision={
            "asked": rule.precision,
            "outcome": rule.outcome,
            "reached": reached,
            "at_least": rule.at_least,
            "at_most": rule.at_most,
        },
    )
