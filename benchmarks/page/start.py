"""What a person waits for, on the page."""

from .markdown import ranged, table


def startup(startup: dict) -> str:
    """Help text and first event."""
    run = "`wutong run`, compiled before: from process start to first simulated event"
    rows = [("`wutong --help`", ranged(startup["help"])), (run, ranged(startup["first_event"]))]
    return f"## Start\n\n{table(('what', 'seconds: median (range)'), rows)}"


def compare(compare: dict) -> str:
    """A whole study."""
    return (
        "## A whole comparison\n\n"
        f"`wutong compare {compare['study']} --jobs {compare['jobs']}`: {compare['replications']} "
        f"replications of two worlds with tables, figures and page in {compare['seconds']:.0f} s."
    )
