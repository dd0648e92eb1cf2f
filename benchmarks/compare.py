"""The whole Changchun comparison as shipped: two worlds, all replications, tables, figures and page."""

import json
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from .changchun import STUDY
from .process import wutong

JOBS = 2


def measure(say: Callable[[str], None]) -> dict:
    """Wall seconds of ``wutong compare``, once, into an empty folder so that no earlier run is resumed."""
    with tempfile.TemporaryDirectory() as folder:
        started = perf_counter()
        command = [wutong(), "compare", STUDY, "--jobs", str(JOBS), "--out", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds = perf_counter() - started
        (manifest,) = Path(folder).rglob("manifest.json")
        replications = json.loads(manifest.read_text(encoding="utf-8")).get("replications")
    say(f"compare: {seconds:.0f} s")
    return {"study": STUDY, "jobs": JOBS, "replications": replications, "seconds": seconds}
