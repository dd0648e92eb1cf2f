"""What can stop an experiment, each with one sentence for the person at the keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class ExperimentError(Exception):
    """An experiment cannot be run or finished; ``str(error)`` is one clear sentence."""


class Busy(ExperimentError):
    """Another process is writing the same study."""


@dataclass(frozen=True)
class Failure:
    """A replication that raised an error; ``seed`` reproduces it."""

    replication: int
    seed: int
    error: str
    file: Path

    def __str__(self) -> str:
        return (
            f"replication {self.replication} (seed {self.seed}) failed: {self.error} (details in {self.file})"
        )


class ReplicationsFailed(ExperimentError):
    """Some replications failed; the others are kept, and the next run tries the failed ones again."""

    def __init__(self, failures: list[Failure]):
        self.failures = failures
        super().__init__("\n".join(map(str, failures)))


class Interrupted(KeyboardInterrupt):
    """The user stopped the experiment; ``finished`` replications (or what else is counted) are in ``folder``."""

    def __init__(self, finished: int, folder: Path, counted: str = "replications"):
        self.finished, self.folder, self.counted = finished, folder, counted
        super().__init__(f"{finished} finished {counted} are kept in {folder}")
