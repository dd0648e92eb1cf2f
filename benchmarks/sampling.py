"""In which function the time of this process goes, compiled ones too: a sample of where it is, 1003 times a second.

No profiler that can be installed with pip sees into Numba's code. Here `sampler.cpp` notes the next instruction, and
the symbols of the object code that Numba keeps in its cache name the function in which it lies; what the compiler put
into its caller counts there. Instructions elsewhere are named after the library that holds them. Needs g++ and nm.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ctypes import CDLL, c_int, c_long, c_size_t, c_uint64
from pathlib import Path
from subprocess import run
from tempfile import NamedTemporaryFile

from .toolchain import compiled, tool

SOURCE = Path(__file__).with_name("sampler.cpp")
FLAGS = ("-std=c++17", "-O2", "-shared", "-fPIC")
PERIOD = 997_000  # nanoseconds; a prime number of microseconds, to keep out of step with whatever is regular
MOST = 600_000
LENGTH = re.compile(r"\d+")


class Objects:
    """The object code of every library that Numba loads or compiles from now on."""

    def __init__(self):
        from numba.core.codegen import JITCodeLibrary

        self._loaded: list[tuple[object, bytes]] = []
        keep = JITCodeLibrary._set_compiled_object

        def kept(library, code: bytes) -> None:
            self._loaded.append((library, bytes(code)))
            keep(library, code)

        JITCodeLibrary._set_compiled_object = kept

    def functions(self) -> list[tuple[int, int, str]]:
        """First byte, first byte behind, and name of each compiled function in memory, in order."""
        found = []
        for library, code in self._loaded:
            symbols = list(_symbols(code))
            anchor, place = next((name, at) for at, _, kind, name in symbols if kind == "T" and "cpython" not in name)
            base = library.get_pointer_to_function(anchor) - place
            found += [(base + at, base + at + size, function(name)) for at, size, _, name in symbols]
        return sorted(found)


@contextmanager
def sampled(notes: Counter, objects: Objects) -> Iterator[None]:
    """Count in `notes` the samples of each function while the block runs.

    Raises toolchain.Unavailable without a compiler, OSError if the system has no such timers.
    """
    program, _ = compiled(SOURCE, FLAGS)
    sampler = CDLL(str(program))
    sampler.sampler_start.argtypes = (c_uint64 * MOST, c_size_t, c_long)
    sampler.sampler_start.restype, sampler.sampler_stop.restype = c_int, c_size_t
    room = (c_uint64 * MOST)()
    if sampler.sampler_start(room, MOST, PERIOD):
        raise OSError("the timer of the sampler could not be started")
    try:
        yield
    finally:
        taken = min(sampler.sampler_stop(), MOST)
        notes.update(names(room[:taken], objects.functions(), list(_mapped())))


def names(places: Iterable[int], *ranges: list[tuple[int, int, str]]) -> Iterator[str]:
    """For each place the name of the range that holds it, by the first list that knows it; each list is in order."""
    starts = [[first for first, _, _ in one] for one in ranges]
    for place in places:
        for first, one in zip(starts, ranges, strict=True):
            at = bisect_right(first, place) - 1
            if at >= 0 and place < one[at][1]:
                yield one[at][2]
                break
        else:
            yield "?"


def function(symbol: str) -> str:
    """The dotted name in a symbol of Numba: ``_ZN3sim6engine7advance4walkB3v57B54c8…`` is sim.engine.advance.walk."""
    words, at = [], symbol.find("_ZN") + 3
    if at < 3:
        return symbol
    while length := LENGTH.match(symbol, at):
        at = length.end() + int(length[0])
        words.append(symbol[length.end() : at])
    return ".".join(words) or symbol


def _symbols(code: bytes) -> Iterator[tuple[int, int, str, str]]:
    """Place, size, kind and name of each function in one object file."""
    with NamedTemporaryFile(suffix=".o") as file:
        file.write(code)
        file.flush()
        listed = run([tool("nm"), "-S", "--defined-only", file.name], check=True, capture_output=True, text=True)
    for line in listed.stdout.splitlines():
        words = line.split()
        if len(words) == 4 and words[2] in "tTwW":
            yield int(words[0], 16), int(words[1], 16), words[2], words[3]


def _mapped() -> Iterator[tuple[int, int, str]]:
    """First byte, first byte behind, and file name of what this process has mapped to be executed, in order."""
    for line in Path("/proc/self/maps").read_text().splitlines():
        words = line.split()
        if "x" in words[1]:
            first, behind = (int(number, 16) for number in words[0].split("-"))
            yield first, behind, Path(words[5]).name if len(words) > 5 else "?"
