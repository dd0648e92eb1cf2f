"""Where a study's replications live: ``outputs/<study>-<digest>/``, addressed by what determines them.

The digest covers the resolved scenario, the sources that simulate and measure, the seed, the scale and the
versions of the packages that numbers depend on. It leaves out how many replications are run and on how many
processes: those only decide how much of the folder is filled. So a study that was killed, or is asked for
with more replications, finds what it has; a changed rule or number starts a new folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from sim.experiment.errors import ExperimentError, Failure, Interrupted
from sim.experiment.lock import LOCK, locked, remove_partial
from sim.experiment.replicate import file_of, read_tidy
from sim.experiment.seeds import replication_seed
from sim.results.files import whole

if TYPE_CHECKING:
    from sim.scenario import Study

#: Packages whose version can change a simulated number.
PACKAGES = ("holidays", "mesa", "numba", "numpy", "pandas", "scipy", "simpy")
#: Parts of the program that cannot: they show results, or decide how many to make.
_SHOWING = ("sim/__init__.py", "sim/api.py", "sim/cli.py", "sim/terminal", "sim/report/", "sim/dashboard/")
_DECIDING = ("sim/experiment/replicate.py", "sim/experiment/seeds.py")
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Store:
    """The folder of one study at one seed and scale.

    A file holds a replication or, where there are ``each`` files of one, one of its worlds.
    """

    folder: Path
    digest: str
    seed: int
    each: int = 1

    @property
    def replications(self) -> Path:
        return self.folder / "replications"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Create the folder if need be and hold its lock. A folder that stays without any result is removed.

        Raises Busy if another process holds it, ExperimentError if it cannot be written, before or meanwhile, and
        Interrupted after Ctrl-C.
        """
        try:
            self.replications.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ExperimentError(f"cannot write to {self.folder.parent}: {error.strerror}") from error
        try:
            with locked(self.folder):
                self.replications.mkdir(exist_ok=True)  # another run may have removed it, empty, before it was locked
                remove_partial(self.folder)
                try:
                    yield
                finally:
                    self._remove_if_empty()
        except OSError as error:
            raise ExperimentError(f"cannot write to {self.folder}: {error.strerror or error}") from error
        except KeyboardInterrupt:
            counted = "replications" if self.each == 1 else "worlds"
            raise Interrupted(len(self.finished()), self.folder, counted) from None

    def finished(self) -> list[int]:
        """Numbers of the files that are there and whole, in order; others are made again."""
        return sorted(int(file.stem) for file in self.replications.glob("[0-9]*.parquet") if _is_parquet(file))

    def read(self, number: int) -> pd.DataFrame:
        """The tidy table of a finished file. Raises ExperimentError if something has damaged it."""
        file = file_of(self.replications, number)
        try:
            return read_tidy(file)
        except (pa.ArrowException, KeyError, OSError) as error:
            raise ExperimentError(f"{file} is damaged and cannot be read: delete it, and run this again") from error

    def record_failure(self, number: int, error: str) -> Failure:
        """Keep the error of a file with the replication it belongs to and the seed that reproduces it."""
        replication = number // self.each
        seed = replication_seed(self.seed, replication)
        file = self.folder / "failures" / f"{number:04d}.json"
        file.parent.mkdir(exist_ok=True)
        content = {"replication": replication, "seed": seed, "study_seed": self.seed, "error": error}
        with whole(file) as partial:
            partial.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        return Failure(replication, seed, error.strip().splitlines()[-1], file)

    def forget_failure(self, number: int) -> None:
        """What failed before has now succeeded."""
        (self.folder / "failures" / f"{number:04d}.json").unlink(missing_ok=True)
        with suppress(OSError):
            (self.folder / "failures").rmdir()

    def _remove_if_empty(self) -> None:
        """Leave nothing behind when nothing came of it (``rmdir`` removes empty folders only)."""
        with suppress(OSError):
            self.replications.rmdir()
            (self.folder / LOCK).unlink(missing_ok=True)
            self.folder.rmdir()


def _is_parquet(file: Path) -> bool:
    """Whether a file begins and ends as Parquet does, which one cut short or emptied by a power cut does not."""
    with open(file, "rb") as content:
        start = content.read(4)
        content.seek(-min(4, len(start)), os.SEEK_END)
        return start == content.read(4) == b"PAR1"


def open_store(study: Study, seed: int, scale: float, out: Path) -> Store:
    """The store of a study below ``out``; nothing is created yet."""
    digest = study_digest(study, seed, scale)
    return Store(Path(out) / f"{study.name}-{digest[:12]}", digest, seed)


def study_digest(study: Study, seed: int, scale: float) -> str:
    """What determines every replication of a study, as one hash."""
    from sim.scenario import digest

    same = replace(
        study, seed=seed, replications=replace(study.replications, at_least=1, at_most=1, precision=None)
    )
    return digest_of("study", digest(same), str(seed), repr(float(scale)))


def digest_of(*parts: str) -> str:
    """Hash of some texts together with the program and the packages it stands on."""
    packages = [f"{package}={package_version(package)}" for package in PACKAGES]
    return sha256("\n".join([*parts, sources_digest(), *packages]).encode()).hexdigest()


@cache
def sources_digest() -> str:
    """Hash of the sources that simulate and measure: all but those that only show results."""
    total = sha256()
    for file in sorted([*(_ROOT / "agents").rglob("*.py"), *(_ROOT / "sim").rglob("*.py")]):
        name = file.relative_to(_ROOT).as_posix()
        if _simulates(name):
            total.update(name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return total.hexdigest()


def _simulates(name: str) -> bool:
    """Whether a source file can change what a replication holds."""
    return not name.startswith((*_SHOWING, "sim/experiment/")) or name in _DECIDING


def package_version(name: str) -> str:
    """Installed version of a package, "none" without it."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
