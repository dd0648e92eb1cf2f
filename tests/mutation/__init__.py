"""Do the tests notice? Small breakages of what is simulated (``mutations.yaml``), each in a copy of the program of its
own, against the oracle on small generated worlds and then against the quick tests of that part.

    python -m tests.mutation                          # all, a table on the terminal
    python -m tests.mutation --only 3 17 --out table.md
    python -m tests.mutation --part lending --jobs 2
    python -m tests.mutation --list

Everything runs as plain Python (``NUMBA_DISABLE_JIT=1``), because compiling takes longer than all tests of a mutation.
The worlds are drawn once (:mod:`tests.mutation.worlds`), with a note of which lines of the program each of them runs
through; a mutation is tried on those that pass its lines, the quickest first, until engine and oracle differ. One that
survives should get a test, or a reason why nobody can see it (``equivalent``).
"""
