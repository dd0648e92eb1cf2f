"""What a process opens, changes and starts while it is watched, and how long it may take."""

from __future__ import annotations

import os
import signal
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.engine.jit import CACHE_FOLDER
from tests.fuzz.corpus import ROOT

#: Events of Python's audit that change something, start something or talk to somebody.
ACTS = (
    "os.chdir", "os.chflags", "os.chmod", "os.chown", "os.exec", "os.fork", "os.forkpty", "os.kill", "os.link",
    "os.mkdir", "os.posix_spawn", "os.putenv", "os.remove", "os.rename", "os.rmdir", "os.setxattr", "os.spawn",
    "os.startfile", "os.symlink", "os.system", "os.truncate", "os.unsetenv", "os.utime", "pty.spawn", "shutil.copyfile",
    "shutil.copymode", "shutil.copystat", "shutil.copytree", "shutil.make_archive", "shutil.move", "shutil.rmtree",
    "shutil.unpack_archive", "socket.bind", "socket.connect", "socket.getaddrinfo", "subprocess.Popen",
    "tempfile.mkdtemp", "tempfile.mkstemp", "urllib.Request", "webbrowser.open", "ctypes.dlopen",
)  # fmt: skip
READS = ("os.listdir", "os.scandir", "glob.glob", "glob.glob/2")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
#: What Python and its libraries read of themselves, whenever they first need it.
OWN = tuple(
    {str(Path(one).resolve()) for one in (sys.prefix, sys.base_prefix, *sysconfig.get_paths().values())}
    | {str(ROOT / "sim"), str(ROOT / "agents"), str(CACHE_FOLDER)}
    | {"/usr/share/zoneinfo", "/usr/lib", "/proc", "/sys", "/dev/urandom"}
)


class TooLong(BaseException):
    """What was watched took longer than it may; no ``except Exception`` stops it."""


class _Watcher:
    def __init__(self) -> None:
        self.readable: tuple[str, ...] | None = None
        self.seen: list[str] = []
        self.hooked = False

    def hook(self, event: str, arguments: tuple) -> None:
        if self.readable is None or (event != "open" and event not in ACTS and event not in READS):
            return
        allowed, self.readable = self.readable, None  # nothing done in here is watched itself
        try:
            self._look(event, arguments, allowed)
        finally:
            self.readable = allowed

    def _look(self, event: str, arguments: tuple, allowed: tuple[str, ...]) -> None:
        if event in ACTS:
            self.seen.append(f"{event} {arguments!r:.200}")
            return
        path = arguments[0] if arguments else None
        if isinstance(path, int) or path is None:
            return
        flags = arguments[2] if event == "open" and len(arguments) > 2 and arguments[2] else 0
        if flags & WRITING:
            self.seen.append(f"opened for writing: {path!r:.200}")
        elif event in READS and path in sys.path:
            return  # the import of a module looks for it
        elif not _below(os.path.realpath(os.fsdecode(path)), allowed):
            self.seen.append(f"{event} of what nobody named: {path!r:.200}")


def _below(path: str, folders: Iterable[str]) -> bool:
    return any(path == folder or path.startswith(folder + os.sep) for folder in folders)


_WATCHER = _Watcher()


@contextmanager
def watched(readable: Iterable[Path]) -> Iterator[list[str]]:
    """Gives the list of what is done in here beyond reading ``readable`` and Python's own files.

    Files opened for writing count wherever they lie. A hook can never be taken out of a process again, so there is one,
    which looks only while something is watched.
    """
    if not _WATCHER.hooked:
        sys.addaudithook(_WATCHER.hook)
        _WATCHER.hooked = True
    seen: list[str] = []
    _WATCHER.seen = seen
    _WATCHER.readable = (*(str(path.resolve()) for path in readable), *OWN)
    try:
        yield seen
    finally:
        _WATCHER.readable = None


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises TooLong in here once this process has worked so long (where the system has such an alarm)."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def over(*_: object) -> None:
        raise TooLong(f"more than {seconds:g} seconds")

    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
