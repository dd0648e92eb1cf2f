"""The oracle: an independent, readable simulator of the same world as the engine's, written from docs/ alone.

It is process-oriented (SimPy): a case is a process, a station a SimPy resource. It reads the compiled scenario (the
tables of a :class:`sim.region.Region` that is never run) and draws the same keyed random numbers, so that its event
record must be that of the engine, event by event. What the docs leave open shows as a difference.

``Town(region).run()`` simulates; ``tests/oracle/compare.py`` compares.
"""
