"""RESULTS.md: the measurements as a page to read."""

from collections.abc import Iterable

from .aims import aims
from .network import model

VERDICTS = {True: "yes", False: "**no**", None: ""}


def page(record: dict, picture: str | None) -> str:
    """Markdown of one record of `run`; `picture` is the name of the figure beside it."""
    parts = record["parts"]
    sections = [_head(record), _aims(parts, record["failures"])]
    if "network" in parts:
        sections.append(_network(parts["network"], record["rounds"], picture))
    if "changchun" in parts:
        sections.append(_changchun(parts["changchun"]))
    if "siping" in parts:
        sections.append(_siping(parts["siping"]))
    if "jilin" in parts:
        sections.append(_jilin(parts["jilin"]))
    if "startup" in parts:
        sections.append(_startup(parts["startup"]))
    if "compare" in parts:
        sections.append(_compare(parts["compare"]))
    return "\n\n".join(sections) + "\n"


def _head(record: dict) -> str:
    machine = record["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in record["versions"].items())
    return (
        "# Measured\n\n"
        "Made by `make bench`; `results.json` holds the numbers. Machines that share their processors are "
        "noisy: trust the ratios, which compare runs of the same round, more than the rates.\n\n"
        f"- {record['date']}, seed {record['seed']}\n"
        f"- {machine['processor']}, {machine['cores']} cores, {machine['memory'] / 2**30:.0f} GiB, "
        f"{machine['system']}; load {machine['load']:.2f} at the start\n"
        f"- {versions}"
    )


def _aims(parts: dict, failures: dict) -> str:
    rows = []
    for aim in aims(parts):
        measured = "not measured" if aim.measured is None else f"{aim.measured:.3g} {aim.unit}"
        rows.append((aim.what, f"{aim.bound} {aim.limit:g} {aim.unit}", measured, VERDICTS[aim.reached]))
    lines = ["## Aims", "", _table(("what", "aim", "measured", "reached"), rows)]
    lines += [f"\nNot measured: {part} failed ({why})." for part, why in failures.items()]
    return "\n".join(lines)


def _network(network: dict, rounds: int, picture: str | None) -> str:
    exact = network["exact"]
    blocks = [
        "## Queue network with rework",
        f"Four stations in tandem with {_list(model.SERVERS, 'd')} servers, Poisson arrivals "
        f"({model.ARRIVAL_RATE:g} a minute), exponential service of mean {_list(model.SERVICE_MEANS, 'g')} "
        f"minutes. After the last station {100 * model.REWORK:g} % of the jobs start again at the "
        f"first; every station is {100 * model.BUSY:g} % busy. Each contender runs once a round, in "
        "shuffled order, in a process of its own; imports, compiling and building the model are not timed. "
        f"Rounds: {rounds}. What each contender does is said at the head of its file in `network/`.",
        _speeds(network),
    ]
    if picture:
        blocks.append(f"![Services per second of each contender]({picture})")
    blocks += [
        "Mean minutes from arrival to leaving, with 95 % confidence intervals by batch means, and per "
        "station the mean wait in queue and the utilisation. The first row is Jackson's closed form.",
        _results(network, exact),
        _agreement(network),
    ]
    return "\n\n".join(blocks)


def _speeds(network: dict) -> str:
    rows = [
        (
            f"{one['contender']} {one['version']}",
            f"{one['jobs']:,}",
            _thousands(one["rate"]),
            _times(one["times_simpy"]),
            _times(one["times_cpp"]),
        )
        for one in _fastest_last(network)
    ]
    rows += [(name, "", why, "", "") for name, why in network["unavailable"].items()]
    heads = ("contender", "jobs a run", "thousand services/s: median (range)", "over SimPy", "over C++")
    return _table(heads, rows)


def _results(network: dict, exact: dict) -> str:
    def row(name: str, sojourn: str, means: dict) -> tuple[str, ...]:
        return name, sojourn, _list(means["wait"], ".2f"), _list(means["utilisation"], ".3f")

    rows = [row("closed form", f"{exact['sojourn']:.2f}", exact)]
    for one in _fastest_last(network):
        rows.append(row(one["contender"], f"{one['sojourn']:.2f} ± {one['half_width']:.2f}", one))
    return _table(("", "sojourn", "waits", "utilisation"), rows)


def _agreement(network: dict) -> str:
    names = {name: one["contender"] for name, one in network["contenders"].items()}
    alone = [name for name, one in network["contenders"].items() if not one["agrees_with_exact"]]
    pairs = [pair["pair"] for pair in network["pairs"] if not pair["agree"]]
    against = [f"{names[name]} and the closed form" for name in alone]
    against += [f"{names[one]} and {names[other]}" for one, other in pairs]
    method = (
        f"{network['checks']} comparisons of mean sojourn times, at a confidence of 95 % for all together: "
        "each contender with the closed form, and each pair by Welch's interval of the difference, since "
        "contenders of different speed run different numbers of jobs."
    )
    return f"{method} {'These disagree: ' + '; '.join(against) if against else 'All agree'}."


def _changchun(changchun: dict) -> str:
    rate = "thousand events/s: median (range)"
    heads = ("scale", "enterprises", "events", "build, s", "run, s", rate, "peak memory")
    rows = [
        (
            f"{one['scale']:g}",
            f"{one['enterprises']:,.0f}",
            f"{one['events']:,.0f}",
            f"{one['build_seconds']:.2f}",
            f"{one['run_seconds']:.2f}",
            _thousands({"median": one["rate"], "low": one["rate_low"], "high": one["rate_high"]}),
            f"{one['peak_memory'] / 2**20:,.0f} MiB",
        )
        for one in changchun["scales"]
    ]
    return (
        "## Changchun's approvals for one year\n\n"
        f"{changchun['days']} days of the reform world in one process, compiled code loaded before "
        f"the clock starts. Medians; rounds: {changchun['rounds']}.\n\n"
        f"{_table(heads, rows)}\n\n"
        f"Events per second at full size over those at a tenth: {changchun['ratio']:.2f}, median of the "
        "ratios within a round."
    )


def _siping(siping: dict) -> str:
    heads = ("world", "events", "build, s", "run, s", "ns an event: median (range)", "peak memory")
    rows = [
        (
            one["world"],
            f"{one['events']:,.0f}",
            f"{one['build_seconds']:.2f}",
            f"{one['run_seconds']:.2f}",
            f"{one['per_event']:,.0f} ({one['per_event_low']:,.0f}–{one['per_event_high']:,.0f})",
            f"{one['peak_memory'] / 2**20:,.0f} MiB",
        )
        for one in siping["worlds"]
    ]
    return (
        "## Siping with inspections and without\n\n"
        "The worlds of the study `siping-2025` from warm-up to follow-up (850 days), against the same region with "
        f"approvals alone. Medians; rounds: {siping['rounds']}.\n\n"
        f"{_table(heads, rows)}\n\n"
        f"Time per event of the two worlds together over approvals alone: {siping['ratio']:.2f}, median of the ratios "
        "within a round."
    )


def _jilin(jilin: dict) -> str:
    heads = ("region", "enterprises", "events", "build, s", "run, s", "of it months' ends, s", "events a second",
             "peak memory")  # fmt: skip
    rows = [
        (
            one["region"],
            f"{one['enterprises']:,.0f}",
            f"{one['events']:,.0f}",
            f"{one['build_seconds']:.1f}",
            f"{one['run_seconds']:.1f}",
            f"{one['accounts_seconds']:.1f}",
            f"{one['rate']:,.0f}",
            f"{one['peak_memory'] / 2**30:.1f} GiB",
        )
        for one in jilin["regions"]
    ]
    return (
        "## A city and a province with money\n\n"
        "One year of approvals, inspections, lending and monthly accounts in one process, without warm-up. Medians; "
        f"rounds: {jilin['rounds']}.\n\n"
        f"{_table(heads, rows)}\n\n"
        f"Events a second in the province over those in the city: {jilin['ratio']:.2f}."
    )


def _startup(startup: dict) -> str:
    run = "`wutong run`, compiled before: from process start to first simulated event"
    rows = [("`wutong --help`", _seconds(startup["help"])), (run, _seconds(startup["first_event"]))]
    return f"## Start\n\n{_table(('what', 'seconds: median (range)'), rows)}"


def _compare(compare: dict) -> str:
    return (
        "## A whole comparison\n\n"
        f"`wutong compare {compare['study']} --jobs {compare['jobs']}`: {compare['replications']} "
        f"replications of two worlds with tables, figures and page in {compare['seconds']:.0f} s."
    )


def _fastest_last(network: dict) -> list[dict]:
    return sorted(network["contenders"].values(), key=lambda one: one["rate"]["median"])


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _thousands(spread: dict) -> str:
    return f"{spread['median'] / 1e3:,.0f} ({spread['low'] / 1e3:,.0f}–{spread['high'] / 1e3:,.0f})"


def _times(spread: dict | None) -> str:
    return f"{spread['median']:.3g} ({spread['low']:.3g}–{spread['high']:.3g})" if spread else ""


def _seconds(spread: dict) -> str:
    return f"{spread['median']:.2f} ({spread['low']:.2f}–{spread['high']:.2f})"


def _list(values: Iterable[float], form: str) -> str:
    return " / ".join(format(value, form) for value in values)
