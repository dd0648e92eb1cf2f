"""``python -m sim`` is the command ``wutong``."""

from sim.cli import main

main()
