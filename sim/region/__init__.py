"""One world: a region as a Mesa model, with SimPy as its policy clock and the compiled engine underneath."""

from sim.region.model import Region
from sim.region.records import Records

__all__ = ["Records", "Region"]
