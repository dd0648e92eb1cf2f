"""Damaged scenario files, guided by what code they reach: ``python -m tests.fuzz.atheris_target -max_total_time=300``.

Needs ``pip install .[fuzz]``; arguments are those of libFuzzer. The bytes that the fuzzer tries decide which file is
damaged and how, through ``random.Random``; every fourth input is itself the text of a file.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from random import Random

from tests.fuzz.corpus import LITTLE, originals


class Luck(Random):
    """A random number generator whose numbers are the bytes of the fuzzer, and then those of a seed."""

    def __init__(self, content: bytes):
        self._bytes, self._place = content, 0
        super().__init__(int.from_bytes(content[:8], "little"))

    def _next(self, count: int) -> bytes:
        piece = self._bytes[self._place : self._place + count]
        self._place += count
        return piece

    def random(self) -> float:
        piece = self._next(2)
        return int.from_bytes(piece, "big") / 65536 if len(piece) == 2 else super().random()

    def getrandbits(self, k: int) -> int:
        piece = self._next((k + 7) // 8)
        if len(piece) < (k + 7) // 8:
            return super().getrandbits(k)
        return int.from_bytes(piece, "big") >> (8 * len(piece) - k)


def main() -> None:
    import atheris

    with atheris.instrument_imports(include=["sim.scenario", "yaml"]):
        import sim.scenario  # noqa: F401
    from tests.fuzz.mutate import damaged
    from tests.fuzz.trial import Playground

    files = [one for one in originals() if one.library == LITTLE or one.kind == "measure"]  # quick ones
    with tempfile.TemporaryDirectory(prefix="wutong-atheris-") as folder:
        playground = Playground(Path(folder))

        def one(content: bytes) -> None:
            luck = Luck(content[3:])
            original = files[int.from_bytes(content[:2], "big") % len(files)]
            text = content[3:] if len(content) > 3 and content[2] % 4 == 0 else damaged(original, luck)
            playground.try_file(original, text, luck)

        # What it keeps of inputs goes to that folder, unless it is told where, and not to wherever it is started.
        atheris.Setup([sys.argv[0], f"-artifact_prefix={folder}/", "-report_slow_units=60", *sys.argv[1:]], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
