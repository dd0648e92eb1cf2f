"""Keyed random numbers (docs/model.md, section 3)."""

MASK = 0xFFFFFFFF
ROUNDS = 10
MULTIPLIERS = 0xD2511F53, 0xCD9E8D57
WEYL = 0x9E3779B9, 0xBB67AE85


def philox(counter: tuple[int, int, int, int], key: tuple[int, int]) -> tuple[int, int, int, int]:
    """Philox4x32-10: four words of 32 bits, a function of counter and key."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(ROUNDS):
        first, second = MULTIPLIERS[0] * c0, MULTIPLIERS[1] * c2
        c0, c1, c2, c3 = (second >> 32) ^ c1 ^ k0, second & MASK, (first >> 32) ^ c3 ^ k1, first & MASK
        k0, k1 = (k0 + WEYL[0]) & MASK, (k1 + WEYL[1]) & MASK
    return c0, c1, c2, c3


class Draws:
    """All random numbers of a world; each is a function of what it is for."""

    def __init__(self, seed: int):
        self._key = seed & MASK, seed >> 32 & MASK

    def uniform(self, agent: int, serial: int, purpose: int, subject: int = 0, occurrence: int = 0) -> float:
        """The uniform number u(agent, serial, purpose, subject, occurrence)."""
        counter = int(occurrence), (purpose << 16) + int(subject), int(agent) & MASK, int(serial) & MASK
        x0, x1, _, _ = philox(counter, self._key)
        return ((x0 >> 5) * 67108864.0 + (x1 >> 6) + 0.5) / 9007199254740992.0

    def word(self, agent: int, serial: int, purpose: int, subject: int) -> float:
        """The number W(agent, serial, purpose, subject): one of the four that a counter gives."""
        counter = 0, (purpose << 16) + int(subject) // 4, int(agent) & MASK, int(serial) & MASK
        return (philox(counter, self._key)[int(subject) % 4] + 0.5) / 4294967296.0


def binomial(n: int, p: float, u: float) -> int:
    """The smallest k whose cumulative binomial probability is at least u, summed from 0 upwards."""
    if n <= 0 or p <= 0.0:
        return 0
    if p >= 1.0:
        return n
    probability = (1.0 - p) ** n
    cumulative = probability
    k = 0
    while cumulative < u and k < n:
        probability *= (n - k) / (k + 1) * p / (1.0 - p)
        cumulative += probability
        k += 1
    return k
