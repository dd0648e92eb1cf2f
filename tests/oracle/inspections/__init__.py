"""Inspections as an executable reading of docs/inspections.md.

``part.Inspections`` is what a town owns and other parts call. ``rules`` says whether rules are kept and what is
believed, ``beginning`` what is there before the first event, ``planning`` whom bodies plan to visit, ``visiting`` how a
visit goes, ``answers`` what it finds and how that is answered, ``signals`` which incidents and complaints happen.
"""

from tests.oracle.inspections.part import Inspections

__all__ = ["Inspections"]
