"""Programs in C++ that the measurements need, compiled here and kept until source, flags or compiler change."""

import shutil
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from subprocess import run

BUILD = Path(__file__).with_name(".build")


class Unavailable(Exception):
    """What a measurement needs is not on this machine; the message says what is missing."""


def tool(name: str) -> str:
    """Where a program of the system is.

    Raises Unavailable if it is not installed.
    """
    found = shutil.which(name)
    if found is None:
        raise Unavailable(f"no {name}")
    return found


@cache
def compiled(source: Path, flags: Sequence[str]) -> tuple[Path, str]:
    """The program made of a source file, and the compiler's name and version.

    Raises Unavailable without g++, CalledProcessError if the source does not compile.
    """
    compiler = tool("g++")
    asked = run([compiler, "-dumpfullversion"], check=True, capture_output=True, text=True)
    version = f"g++ {asked.stdout.strip()}"
    key = sha256(source.read_bytes() + f"{version} {' '.join(flags)}".encode()).hexdigest()[:16]
    program = BUILD / f"{source.stem}-{key}"
    if not program.exists():
        BUILD.mkdir(exist_ok=True)
        fresh = program.with_suffix(".new")
        run([compiler, *flags, "-o", fresh, source], check=True)
        fresh.replace(program)
    return program, version
