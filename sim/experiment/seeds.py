"""Seeds of replications."""

from __future__ import annotations

from hashlib import sha256


def replication_seed(seed: int, replication: int) -> int:
    """The 64-bit seed of one replication of a study.

    A hash, not ``seed + replication``: neighbouring studies would otherwise share replications.
    """
    return int.from_bytes(sha256(f"{seed}:{replication}".encode()).digest()[:8], "big")
