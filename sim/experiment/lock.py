"""One writer a folder, be it another process or another thread of this one.

The operating system's own file lock: it disappears with its process, however that ends, so a killed study
never has to be unlocked by hand. Only who holds the lock may remove the file; whoever waited for it then sees that the
folder has it no more, and begins anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from sim.experiment.errors import Busy, ExperimentError
from sim.results.files import PARTIAL

LOCK = ".lock"
#: Seconds to wait for another process that saves the same results, and between two looks at it.
WAIT, _PAUSE = 60.0, 0.05
#: The locked byte lies far behind the text, so that Windows lets others read who holds the lock.
_BYTE = 1 << 30


@contextmanager
def locked(folder: Path, wait: float = 0.0) -> Iterator[None]:
    """Create the folder if need be and hold its lock.

    Raises Busy, naming the process, if somebody else still does after ``wait`` seconds, and OSError if the folder
    cannot be written.
    """
    file = _taken(folder, monotonic() + wait)
    try:
        os.truncate(file, 0)
        os.write(file, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(file)


@contextmanager
def saving(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder whose files are only written now, all of them; wait for whoever writes the same.

    What a process that was killed left half-written is removed. Raises Busy, and ExperimentError if it cannot be
    written.
    """
    try:
        with locked(folder, WAIT):
            remove_partial(folder)
            yield
            (folder / LOCK).unlink()
    except OSError as error:
        raise ExperimentError(f"cannot write to {folder}: {error.strerror or error}") from error


def remove_partial(folder: Path) -> None:
    """Remove what is left half-written below a folder. The caller holds its lock."""
    for file in folder.rglob(f"{PARTIAL}*"):
        file.unlink(missing_ok=True)


def _taken(folder: Path, until: float) -> int:
    """The folder's lock file, open and locked."""
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            file = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        except FileNotFoundError:
            continue  # its holder has just removed a folder that stayed empty
        ours = False
        try:
            _lock(file)
            ours = os.path.samestat(os.fstat(file), os.stat(folder / LOCK))
        except (BlockingIOError, PermissionError) as error:
            if monotonic() > until:
                holder = os.read(file, 20).decode(errors="replace").strip()
                process = f" (process {holder})" if holder else ""
                message = f"{folder} is being written by another run of the same study{process}"
                raise Busy(f"{message}: wait for it, or choose another folder with --out") from error
            sleep(_PAUSE)
        except FileNotFoundError:
            pass  # likewise: what was locked is not in the folder any more
        finally:
            if not ours:
                os.close(file)
        if ours:
            return file


if os.name == "nt":
    import msvcrt

    def _lock(file: int) -> None:
        os.lseek(file, _BYTE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
