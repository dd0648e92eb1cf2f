"""Approvals: what happens at each decision of a case, from the need to the rating."""
