"""The rulebook: the steps of all routes, and which function answers which decision and event (compiled)."""
