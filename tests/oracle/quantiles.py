"""Values of distributions from their tables of quantiles (docs/model.md, section 3)."""

from math import frexp

OCTAVES, CELLS = 32, 16
HALF = OCTAVES * CELLS + 1  # nodes of a half; in the table the upper half follows, from the outermost node inwards


def value(row, u: float) -> float:
    """Q(dist, u) of the distribution whose table this is: linear between nodes, constant beyond the last."""
    if u > 0.5:
        return _lower_half(row[HALF:], 1.0 - u)
    return _lower_half(row, u)


def _lower_half(row, p: float) -> float:
    """Nodes are p = (0.5 + cell / 32) * 2^-octave, octave 32 first; then 0.5."""
    mantissa, exponent = frexp(p)  # p = mantissa * 2^exponent, mantissa from 0.5 to 1
    octave = -exponent
    if octave > OCTAVES:
        return float(row[0])
    place = (mantissa - 0.5) * 2 * CELLS
    cell = int(place)
    node = (OCTAVES - octave) * CELLS + cell
    low, high = float(row[node]), float(row[node + 1])
    return low + (place - cell) * (high - low)
