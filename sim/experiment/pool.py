"""Work on several processors, in an order that does not matter.

Processes are started fresh ("spawn"). Forking a process that has compiled code, thread pools and file locks
copies them in a broken state, and does not exist on Windows; starting fresh costs two seconds a worker, once,
and behaves alike everywhere. The method is fixed here, whatever a library (Mesa does) sets as the default.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait as wait_for_any

from sim.experiment.errors import ExperimentError
from sim.scenario import ScenarioError

#: What became of a task: its number, and the text of its error ("" if it went well).
Result = tuple[int, str]
Task = Callable[[int], object]


def processors() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers:
    """``jobs`` processes that call tasks; as a context they end with it, at once if it is left by an error.

    A task must be importable by a fresh process (a function of a module, or a partial of one) and leave its
    result in a file. One job needs no process of its own and runs in this one.
    """

    def __init__(self, jobs: int):
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None
        self._others: set = set()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type | None, *_: object) -> None:
        if self._pool is None:
            return
        if kind is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            for child in set(multiprocessing.active_children()) - self._others:
                child.terminate()
        self._pool.shutdown(wait=True)

    def run(self, task: Task, numbers: Iterable[int]) -> Iterator[Result]:
        """Call ``task(number)`` for each number; yields results as they come. Errors of a task are results.

        Raises ExperimentError if a worker dies, and ScenarioError and OSError as tasks do.
        """
        if self._jobs == 1:
            yield from ((number, attempt(task, number)) for number in numbers)
            return
        try:
            waiting = {self._executor().submit(attempt, task, number): number for number in numbers}
            while waiting:
                done, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for future in sorted(done, key=waiting.get):
                    yield waiting.pop(future), future.result()
        except BrokenProcessPool as error:
            raise ExperimentError(
                "a worker process died (out of memory, or killed): what finished is kept; try fewer jobs"
                " (a Python script that compares with several jobs needs the guard if __name__ == '__main__')"
            ) from error

    def _executor(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._others = set(multiprocessing.active_children())
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._jobs, mp_context=context, initializer=_prepare_worker)
        return self._pool


def attempt(task: Task, number: int) -> str:
    """Call the task; the text of the error it raised, or "".

    What would stop every other task as well is raised: a scenario that cannot be used, a disk that is full.
    """
    try:
        task(number)
    except (ScenarioError, OSError):
        raise
    except Exception:
        return traceback.format_exc()
    return ""


def _prepare_worker() -> None:
    """Leave Ctrl-C to the parent, which decides; and never outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    wait_for_any([multiprocessing.parent_process().sentinel])
    os._exit(1)
