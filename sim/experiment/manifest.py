"""What a folder of results was made of, so that it can be cited and made again."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import sim
from sim.experiment.store import PACKAGES, package_version
from sim.results.files import whole

_ROOT = Path(__file__).resolve().parents[2]


def manifest(digest: str, seed: int, scale: float, **more: object) -> dict:
    """The facts of a run that do not change when it is repeated in the same place (no times)."""
    return {
        "digest": digest,
        "seed": seed,
        "scale": scale,
        "approximate": scale < 1,
        **more,
        "versions": {
            "wutong": sim.__version__,
            "python": platform.python_version(),
            **{package: package_version(package) for package in (*PACKAGES, "pyarrow", "matplotlib")},
        },
        "git_commit": git_commit(),
    }


def write_manifest(content: dict, folder: Path) -> Path:
    """Write manifest.json; only here are the time, the machine and the command that was typed."""
    occasion = {
        "written": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"system": platform.platform(), "processor": platform.machine()},
        "command": sys.argv,
    }
    path = folder / "manifest.json"
    with whole(path) as partial:
        text = json.dumps(content | occasion, indent=2, ensure_ascii=False, default=str)
        partial.write_text(text + "\n", encoding="utf-8")
    return path


def git_commit() -> str | None:
    """The commit of the checkout this runs from ("-modified" if files differ); None outside of one."""
    if not (_ROOT / ".git").exists():
        return None
    try:
        commit = _git("rev-parse", "HEAD")
        return f"{commit}-modified" if _git("status", "--porcelain", "--untracked-files=no") else commit
    except (OSError, subprocess.SubprocessError):
        return None


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(_ROOT), *arguments], capture_output=True, text=True, check=True, timeout=10
    )
    return done.stdout.strip()
