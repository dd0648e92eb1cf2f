"""Many worlds: replications, their store, their comparison, and the check against published figures."""
