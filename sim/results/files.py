"""Writing results: files appear whole or not at all, and hold what their format can."""

from __future__ import annotations

import itertools
import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

#: Start of the names of files that are still being written; what a killed process leaves behind carries it.
PARTIAL = ".partial-"
_NUMBERS = itertools.count()


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a path to write to; on leaving, move it over ``path`` in one step, or remove it after an error.

    A reader, or a process killed at any moment, sees the old file or the new one and never half of one; after a power
    cut as well, since the content is on the disk before the name is. Raises OSError as the writing does (folder not
    writable, disk full).
    """
    path = Path(path)
    partial = path.with_name(f"{PARTIAL}{os.getpid()}-{next(_NUMBERS)}-{path.name}")
    try:
        yield partial
        with open(partial, "rb+") as file:
            os.fsync(file.fileno())
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def write_new(path: Path, text: str) -> None:
    """Write a file that must not be there yet; if that fails it is not there afterwards either.

    Raises FileExistsError, and OSError as the writing does.
    """
    file = open(path, "x", encoding="utf-8", newline="\n")
    try:
        with file:
            file.write(text)
    except OSError as error:
        path.unlink()
        raise OSError(error.errno, error.strerror, str(path)) from error


def known(value: Any) -> Any:
    """A value as JSON can hold it: a number that is not known is None."""
    return None if isinstance(value, float) and not math.isfinite(value) else value
