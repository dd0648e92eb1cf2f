"""Damaged scenario files by the thousand: they are loaded, or refused in clear sentences, and nothing else happens.

- ``corpus``: the files to damage, all that are shipped and all that tests have;
- ``mutate``: ways to damage one, as a tree of values and as bytes;
- ``watch``: what a process opens and starts while it reads one, and how long it may take;
- ``trial``: everything that is done with a damaged file, and what must be true of it;
- ``campaign``: tens of thousands of them: ``python -m tests.fuzz.campaign --files 20000 --jobs 2``;
- ``atheris_target``: the same, guided by coverage: ``python -m tests.fuzz.atheris_target``.
"""
