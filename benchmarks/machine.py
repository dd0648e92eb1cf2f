"""What a measurement was made on."""

import os
import platform
import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

PACKAGES = ("wutong", "numba", "numpy", "simpy", "ciw", "salabim", "mesa", "pandas", "scipy")


def machine() -> dict:
    """Processor, memory, system and present load, without anything that names the host."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory": psutil.virtual_memory().total,
        "system": f"{platform.system()} {platform.machine()}",
        "load": round(psutil.getloadavg()[0], 2),
    }


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that matter here; those not installed are left out."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    if described.exists():
        named = re.search(r"^model name\s*:\s*(.+)$", described.read_text(), re.MULTILINE)
        if named:
            return named[1]
    return platform.processor() or platform.machine()
