"""The race on the page."""

from benchmarks.network import model

from .markdown import listed, ranged, table, thousands


def section(network: dict, picture: str | None) -> str:
    """Speeds, means and their agreement."""
    exact = network["exact"]
    blocks = [
        "## Queue network with rework",
        f"Four stations in tandem with {listed(model.SERVERS, 'd')} servers, Poisson arrivals "
        f"({model.ARRIVAL_RATE:g} a minute), exponential service of mean {listed(model.SERVICE_MEANS, 'g')} "
        f"minutes. After the last station {100 * model.REWORK:g} % of the jobs start again at the "
        f"first; every station is {100 * model.BUSY:g} % busy. Each contender runs once a round, in "
        "shuffled order, in a process of its own; imports, compiling and building the model are not timed. "
        f"Rounds: {network['rounds']}. What each contender does is said at the head of its file in `network/`.",
        _speeds(network),
    ]
    if picture:
        blocks.append(f"![Services per second of each contender; wall time against size]({picture})")
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
            thousands(one["rate"]),
            ranged(one["times_simpy"], ".3g"),
            ranged(one["times_cpp"], ".3g"),
        )
        for one in _fastest_last(network)
    ]
    rows += [(name, "", why, "", "") for name, why in network["unavailable"].items()]
    heads = ("contender", "jobs a run", "thousand services/s: median (range)", "over SimPy", "over C++")
    return table(heads, rows)


def _results(network: dict, exact: dict) -> str:
    def row(name: str, sojourn: str, means: dict) -> tuple[str, ...]:
        return name, sojourn, listed(means["wait"], ".2f"), listed(means["utilisation"], ".3f")

    rows = [row("closed form", f"{exact['sojourn']:.2f}", exact)]
    for one in _fastest_last(network):
        rows.append(row(one["contender"], f"{one['sojourn']:.2f} ± {one['half_width']:.2f}", one))
    return table(("", "sojourn", "waits", "utilisation"), rows)


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


def _fastest_last(network: dict) -> list[dict]:
    return sorted(network["contenders"].values(), key=lambda one: one["rate"]["median"])
