"""One writer a folder.

The operating system's own file lock: it disappears with its process, however that ends, so a killed study
never has to be unlocked by hand. The file itself stays; removing it would let two processes lock two files.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.experiment.errors import Busy

LOCK = ".lock"
#: The locked byte lies far behind the text, so that Windows lets others read who holds the lock.
_BYTE = 1 << 30


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; raises Busy, naming the process, if somebody else does."""
    file = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            _lock(file)
            os.stat(folder / LOCK)  # gone if its holder has just removed a folder that stayed empty
        except (BlockingIOError, PermissionError, FileNotFoundError) as error:
            holder = os.read(file, 20).decode(errors="replace").strip()
            process = f" (process {holder})" if holder else ""
            message = f"{folder} is being written by another run of the same study{process}"
            raise Busy(f"{message}: wait for it, or choose another folder with --out") from error
        os.truncate(file, 0)
        os.write(file, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(file)


if os.name == "nt":
    import msvcrt

    def _lock(file: int) -> None:
        os.lseek(file, _BYTE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _BYTE)
