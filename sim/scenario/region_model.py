"""The shape of a region file: every key, what it means, its unit, its bounds and its default."""

from pydantic import Field

from .economy_model import Economy
from .fields import (
    Name,
    Strict,
    Text,
)
from .inspection_model import Inspections, Standings
from .item_model import Family, Item
from .lending_model import Lending
from .office_model import Complaints, Department, Hall
from .people_model import Behaviour, Calendar, Population
from .procedure_model import Procedure


class RegionFile(Strict):
    """A region: who its enterprises are, what its offices do."""

    region: Name
    """name of the region, equal to the name of its file"""
    extends: Name | None = None
    """the region it is laid over"""
    layer: bool = False
    """whether it is only a layer for others to extend, not yet a whole region"""
    title: Text
    """its name"""
    about: Text | None = None
    """what it describes, in a sentence or two"""
    calendar: Calendar
    """when offices work"""
    population: Population
    """who the enterprises are"""
    behaviour: Behaviour
    """how applicants decide"""
    halls: dict[Name, Hall] = Field(min_length=1)
    """places with windows"""
    departments: dict[Name, Department] = Field(min_length=1)
    """offices that review"""
    complaints: Complaints
    """the complaint desk"""
    items: dict[Name, Item] = Field(min_length=1)
    """administrative items"""
    families: dict[Name, Family] = {}
    """the long tail of other items"""
    procedures: dict[Name, Procedure] = Field(min_length=1)
    """matters of enterprises"""
    inspections: Inspections | None = None
    """who inspects whom; nobody is inspected where left out"""
    standings: Standings = Standings()
    """departments rated by enterprises"""
    economy: Economy | None = None
    """what enterprises earn, pay and owe, when they begin and end; no money is modelled where left out"""
    lending: Lending | None = None
    """banks and loans (needs economy); nobody lends where left out"""
