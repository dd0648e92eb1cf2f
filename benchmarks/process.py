"""Fresh Python processes for measurements: nothing is warm in them that a user's process would find cold."""

import json
import re
import subprocess
import sys
from contextlib import suppress
from importlib.metadata import entry_points
from pathlib import Path

ROOT = Path(__file__).parents[1]


def child(module: str, *words: object) -> dict:
    """Run ``python -m module words`` and return the JSON object on the last line it prints.

    Raises CalledProcessError when it fails; what it says on standard error is passed through.
    """
    command = [sys.executable, "-m", module, *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def wutong() -> Path:
    """The command `wutong` of this environment, as its users start it.

    Raises FileNotFoundError when the package is not installed here.
    """
    folder = Path(sys.executable).parent
    for name in ("wutong", "wutong.exe"):
        if (folder / name).exists():
            return folder / name
    raise FileNotFoundError("the command wutong is not installed in this environment")


def call_wutong(words: list[str]) -> None:
    """Call the entry point of `wutong` in this process, with these words on its command line."""
    (command,) = entry_points(group="console_scripts", name="wutong")
    sys.argv = ["wutong", *words]
    command.load()()


def forget_peak() -> None:
    """Let `peak_memory` count from now on, where the system can (Linux)."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def peak_memory() -> int:
    """Most bytes this process has held in memory so far."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage would count the parent's pages too, from before the exec
        return 1024 * int(re.search(r"VmHWM:\s*(\d+) kB", status.read_text())[1])
    if sys.platform == "win32":
        import psutil

        return psutil.Process().memory_info().peak_wset
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes on macOS
