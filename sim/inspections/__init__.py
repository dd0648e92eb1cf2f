"""Inspections: plans, visits, findings and what they teach enterprises (compiled)."""
