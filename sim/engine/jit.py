"""Compiling Python with Numba, once per version of the sources.

Numba's own cache looks at the file of the function it compiles, not at the functions that one calls. So the cache
lives in a folder named after a hash of every source that is compiled: change one, and all are compiled afresh.
``NUMBA_DISABLE_JIT=1`` runs everything as plain Python, for debugging and coverage.
"""

import hashlib
import os
import sys
import tempfile
from pathlib import Path

import numba

COMPILED_FOLDERS = (
    "agents",
    "sim/engine",
    "sim/approvals",
    "sim/inspections",
    "sim/economy",
    "sim/lending",
    "sim/lifecycle",
    "sim/rulebook",
)


def source_hash() -> str:
    """Hash of all sources that take part in compilation and of the compiler's version (16 hex digits)."""
    root = Path(__file__).resolve().parents[2]
    digest = hashlib.sha256(f"{numba.__version__} {sys.version_info[:2]}".encode())
    for folder in COMPILED_FOLDERS:
        for path in sorted((root / folder).glob("*.py")):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _cache_root() -> Path:
    if override := os.environ.get("WUTONG_CACHE"):
        return Path(override)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "wutong" / "cache"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "wutong"


def _cache_folder() -> Path:
    name = f"compiled-{source_hash()}"
    folder = _cache_root() / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    except OSError:
        pass
    return Path(tempfile.gettempdir()) / f"wutong-{os.getuid() if hasattr(os, 'getuid') else 'user'}" / name


CACHE_FOLDER = _cache_folder()
numba.config.CACHE_DIR = str(CACHE_FOLDER)


def is_compiled() -> bool:
    """Whether this version of the sources has been compiled on this machine before."""
    return bool(numba.config.DISABLE_JIT) or any(CACHE_FOLDER.rglob("advance.advance*.nbc"))


jit = numba.njit(cache=True, error_model="numpy")

inlined = numba.njit(cache=True, error_model="numpy", inline="always")
"""For functions near the top of the call graph: each one compiled by itself optimises all below it once more."""
