"""The race as a figure: services per second of each contender."""

from pathlib import Path

WIDTH, ROW = 7.0, 0.42  # inches
INK, OURS = "#5b6770", "#b5452c"


def draw(network: dict, file: Path) -> None:
    """Write one row a contender, a dot at its median and a line over its range, on a logarithmic axis."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "wutong"
    from matplotlib import pyplot

    rows = sorted(network["contenders"].items(), key=lambda row: row[1]["rate"]["median"])
    figure, axes = pyplot.subplots(figsize=(WIDTH, 1.1 + ROW * len(rows)), layout="constrained")
    for height, (name, one) in enumerate(rows):
        colour = OURS if name == "wutong" else INK
        rate = one["rate"]
        axes.hlines(height, rate["low"], rate["high"], color=colour, linewidth=2)
        axes.plot(rate["median"], height, "o", color=colour, markersize=7)
        axes.annotate(
            _label(one),
            (rate["median"], height),
            (0, 7),
            textcoords="offset points",
            ha="center",
            fontsize=8.5,
            color=colour,
        )
    axes.set_yticks(range(len(rows)), [one["contender"] for _, one in rows])
    axes.set_ylim(-0.5, len(rows) - 0.3)
    axes.set_xscale("log")
    axes.set_xlim(rows[0][1]["rate"]["low"] / 4, rows[-1][1]["rate"]["high"] * 3)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.set_xlabel("services per second of wall time (logarithmic): median and range over the rounds")
    axes.set_title("The same queue network with rework, one core", loc="left", fontsize=11)
    axes.grid(axis="x", color="#e3e6e8")
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    figure.savefig(file, metadata={"Date": None} if file.suffix == ".svg" else None, dpi=150)
    pyplot.close(figure)


def _label(one: dict) -> str:
    thousands = f"{one['rate']['median'] / 1e3:,.0f} thousand"
    return f"{thousands} · {one['times_simpy']['median']:.3g} × SimPy" if one["times_simpy"] else thousands
