"""The measurements as a figure: the race of the simulators, and how wall time grows with size."""

from math import log10
from pathlib import Path

from .fit import Power

WIDTH, HEIGHT = 7.6, 8.4  # inches
INK, PALE, OURS, SECOND = "#3f4a52", "#c9d0d4", "#b5452c", "#2f6f8f"
SMALL = 8.5


def draw(parts: dict, file: Path) -> None:
    """Write the panels for which there are measurements."""
    import matplotlib

    matplotlib.use("Agg")
    style = {"svg.hashsalt": "wutong", "svg.fonttype": "none", "axes.edgecolor": INK, "text.color": INK,
             "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK, "font.size": 9.5}  # fmt: skip
    with matplotlib.rc_context(style):
        from matplotlib import pyplot

        panels = [_race, _growth] if "scaling" in parts else [_race]
        figure, several = pyplot.subplots(
            len(panels), figsize=(WIDTH, HEIGHT * len(panels) / 2), layout="constrained", squeeze=False
        )
        figure.get_layout_engine().set(h_pad=0.16)
        for panel, axes in zip(panels, several[:, 0], strict=True):
            panel(parts, axes)
        figure.savefig(file, metadata={"Date": None} if file.suffix == ".svg" else None, dpi=150)
        pyplot.close(figure)


def _race(parts: dict, axes) -> None:
    """One row a contender: a dot at its median, a bar over its range, on a logarithmic axis."""
    rows = sorted(parts["network"]["contenders"].items(), key=lambda row: row[1]["rate"]["median"])
    left = rows[0][1]["rate"]["low"] / 3
    for height, (name, one) in enumerate(rows):
        colour = OURS if name == "wutong" else INK
        rate = one["rate"]
        axes.hlines(height, left, rate["median"], color=PALE, linewidth=1, zorder=1)
        axes.hlines(height, rate["low"], rate["high"], color=colour, linewidth=6, alpha=0.35, zorder=2)
        axes.plot(rate["median"], height, "o", color=colour, markersize=6, zorder=3)
        axes.annotate(_label(one), (rate["high"], height), (9, 0), textcoords="offset points", va="center",
                      fontsize=SMALL, color=colour)  # fmt: skip
    axes.set_yticks(range(len(rows)), [one["contender"] for _, one in rows])
    for text, (name, _) in zip(axes.get_yticklabels(), rows, strict=True):
        text.set_color(OURS if name == "wutong" else INK)
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.set_xscale("log")
    axes.set_xlim(left, rows[-1][1]["rate"]["high"] * 25)
    axes.set_xticks([ten for ten in (1e4, 1e5, 1e6, 1e7) if ten > left])
    axes.minorticks_off()
    axes.xaxis.set_major_formatter(_number)
    axes.set_xlabel("services a second of wall time: median and range over the rounds")
    _title(axes, "The same queue network with rework in six simulators, on one core")
    axes.grid(axis="x", color="#e8ebed")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", length=0)


def _growth(parts: dict, axes) -> None:
    """Wall time of a simulated year against the number of enterprises, with the fitted power laws."""
    population = parts["scaling"]["population"]
    points = population["points"]
    shown = [(one["enterprises"], one["seconds"]) for one in points]
    _series(axes, shown, population["fit"], OURS, "approvals alone (Changchun)", "o")
    if "jilin" in parts:
        jilin = parts["jilin"]
        province = [one for one in jilin["regions"] if one["region"] == "jilin_province"]
        shown = [(one["enterprises"], dict.fromkeys(("low", "median", "high"), one["run_seconds"])) for one in province]
        _series(axes, shown, jilin["fit"], SECOND, "with inspections, loans and accounts (Jilin province)", "s")
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.minorticks_off()
    axes.xaxis.set_major_formatter(_number)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g} s")
    _proportion(axes)
    axes.set_xlabel("enterprises")
    axes.set_ylabel("wall time of a simulated year")
    _title(axes, "Wall time against size, each point a process of its own")
    axes.grid(color="#e8ebed")
    axes.tick_params(length=0)
    axes.legend(loc="upper left", frameon=True, framealpha=1.0, edgecolor="none", fontsize=SMALL, borderaxespad=0.3)


def _series(axes, points: list, fit: dict, colour: str, name: str, marker: str) -> None:
    law = Power(**fit)
    sizes = [size for size, _ in points]
    label = f"{name}\nexponent {law.exponent:.2f} ({law.low:.2f} to {law.high:.2f})"
    axes.plot(sizes, [law(size) for size in sizes], color=colour, linewidth=1.2, zorder=2)
    axes.vlines(sizes, [one["low"] for _, one in points], [one["high"] for _, one in points], color=colour,
                linewidth=6, alpha=0.35, zorder=2)  # fmt: skip
    axes.plot(sizes, [one["median"] for _, one in points], marker, color=colour, markersize=6, label=label, zorder=3)


def _proportion(axes) -> None:
    """Pale lines along which wall time would be in proportion to size."""
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    for power in range(-12, 4):
        start = 10.0**power
        ends = start * left, start * right
        axes.plot((left, right), ends, color=PALE, linewidth=0.8, linestyle=(0, (4, 4)), zorder=0)
    axes.set_xlim(left, right)
    axes.set_ylim(low, high * 10 ** (0.22 * log10(high / low)))
    axes.annotate("dashed: in proportion to size", (1, 0), (-4, 6), xycoords="axes fraction", ha="right",
                  textcoords="offset points", fontsize=SMALL, color="#7b868d",
                  bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5})  # fmt: skip


def _title(axes, text: str) -> None:
    axes.set_title(text, loc="left", fontsize=11.5, pad=10)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)


def _number(value: float, _) -> str:
    return f"{value / 1e6:g} million" if value >= 1e6 else f"{value:,.0f}"


def _label(one: dict) -> str:
    rate = one["rate"]["median"]
    text = f"{rate / 1e6:.1f} million" if rate >= 1e6 else f"{rate / 1e3:,.0f} thousand"
    return f"{text} · {one['times_simpy']['median']:.2g} × SimPy" if one["times_simpy"] else text
