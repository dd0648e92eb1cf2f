"""Writing results: files appear whole or not at all, and hold what their format can."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

#: Start of the names of files that are still being written; what a killed process leaves behind carries it.
PARTIAL = ".partial-"


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a path to write to; on leaving, move it over ``path`` in one step, or remove it after an error.

    A reader, or a process killed at any moment, sees the old file or the new one and never half of one.
    Raises OSError as the writing does (folder not writable, disk full).
    """
    path = Path(path)
    partial = path.with_name(f"{PARTIAL}{os.getpid()}-{path.name}")
    try:
        yield partial
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def known(value: Any) -> Any:
    """A value as JSON can hold it: a number that is not known is None."""
    return None if isinstance(value, float) and not math.isfinite(value) else value
