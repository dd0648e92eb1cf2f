"""Measurements of Wutong against its aims; ``python -m benchmarks.run`` makes them all."""
