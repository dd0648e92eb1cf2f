"""Small studies for the real command, the processes that run it, and what they leave."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from sim.results.files import PARTIAL

ROOT = Path(__file__).resolve().parents[2]
STUDY = """\
study: faults
title: {en: Faults}
region: siping
start: 2025-01-01
days: 60
warm_up: 30 days
follow_up: 30 days
baseline: []
reform: [credit_tiered, quiet_days]
frontier:
  lever: inspections.frequency
  times: [0.5, 1, 2]
  x: inspections
  y: incidents
  packages:
    none: {title: {en: None}, measures: []}
    tiers: {title: {en: Tiers}, measures: [credit_tiered]}
replications: 6
seed: 3
"""
#: What says when, where and how something was run, and what has been committed meanwhile.
OCCASION = ("written", "machine", "command", "git_commit")


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "sim", *map(str, arguments)]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **more}


def write_study(folder: Path) -> Path:
    """The study's file, in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "faults.yaml"
    path.write_text(STUDY, encoding="utf-8")
    return path


def wutong(*arguments: object, cwd: Path, timeout: float = 900, **options) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, to its end."""
    options = {"env": environment(), "capture_output": True, "text": True} | options
    return subprocess.run(command(*arguments), cwd=cwd, timeout=timeout, **options)


def begun(*arguments: object, cwd: Path, **options) -> subprocess.Popen[str]:
    """Start the command in a process group of its own."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    options = {"start_new_session": True, "preexec_fn": _heeds_ctrl_c} | pipes | options
    return subprocess.Popen(command(*arguments), cwd=cwd, env=environment(), **options)


def _heeds_ctrl_c() -> None:
    """What a shell starts in the background does not, and hands that down to what it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def children(process: int) -> list[int]:
    """The processes that a process has started and that still live, Linux only."""
    found = []
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError, IndexError):
            if int(entry.name) and int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1]) == process:
                found.append(int(entry.name))
    return sorted(found)


def workers(process: int) -> list[int]:
    """Those of its children that simulate."""
    found = []
    for child in children(process):
        with contextlib.suppress(OSError):
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(child)
    return found


def left(out: Path) -> dict[str, object]:
    """All files below a folder but for locks, by name: their bytes, and of manifests and pages what is not the
    occasion."""
    found: dict[str, object] = {}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if path.is_dir() or path.name == ".lock":
            continue
        found[name] = path.read_bytes()
        if path.name == "manifest.json":
            facts = json.loads(path.read_text(encoding="utf-8"))
            found[name] = {key: value for key, value in facts.items() if key not in OCCASION}
        if path.suffix == ".html":
            found[name] = _without_revision(path)
    return found


def _without_revision(page: Path) -> bytes:
    """A page but for the revision of the sources, which it takes from the manifest beside it."""
    manifest = page.with_name("manifest.json")
    revision = json.loads(manifest.read_text(encoding="utf-8"))["git_commit"] if manifest.exists() else None
    return page.read_bytes().replace(revision.encode(), b"") if revision else page.read_bytes()


def different(one: dict[str, object], other: dict[str, object]) -> list[str]:
    """Names of what is not the same in two folders."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def whole_files(out: Path) -> list[str]:
    """Names of the replications that are there; everything below ``out`` must be whole or called partial."""
    import pyarrow.parquet as pq

    for path in out.rglob("*"):
        if path.is_file() and not path.name.startswith((PARTIAL, ".lock")):
            assert path.stat().st_size > 0, f"{path} is empty"
            if path.suffix == ".parquet":
                pq.read_table(path)
            elif path.suffix == ".json":
                json.loads(path.read_text(encoding="utf-8"))
            elif path.suffix in (".html", ".svg"):
                assert path.read_text(encoding="utf-8").rstrip().endswith(("</html>", "</svg>")), f"{path} is cut short"
    return sorted(path.name for path in out.rglob("replications/*.parquet") if not path.name.startswith(PARTIAL))


def clear_sentence(said: str) -> str:
    """What was said on standard error about what went wrong: one line without a traceback."""
    assert "Traceback" not in said, said
    progress = ("running ", "read, not rerun")
    lines = [line for line in said.splitlines() if line and not any(words in line for words in progress)]
    assert len(lines) == 1, said
    return lines[0]
