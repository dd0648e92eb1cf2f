"""What the service stations did while the cohort formed: arrivals, waits, utilisation."""

import numpy as np
import pandas as pd

from sim.engine.clock import DAY, OFFICE, worked

COUNTED = ("arrivals", "started", "served", "work", "wait_open", "queue_area")


class StationBook:
    """Keeps the counters of all stations between two moments, and the capacity that was there in between."""

    def __init__(self, compiled, opens: float, closes: float):
        self._compiled = compiled
        self._opens, self._closes = opens, closes
        count = len(compiled.world.stations)
        self._capacity = np.zeros(count)  # open minutes times servers
        self._server_days = np.zeros(count)
        self._before = self._snapshot() if opens == 0 else None
        self._after = None

    def _snapshot(self) -> dict[str, np.ndarray]:
        stations, now = self._compiled.world.stations, float(self._compiled.world.control[0].now)
        counters = {name: stations[name].astype(float) for name in COUNTED}
        counters["queue_area"] += stations["length"] * (now - stations["changed"])
        return counters

    def end_day(self, now: float) -> None:
        """Book the capacity of the day that ends; take stock when the cohort opens and closes."""
        world = self._compiled.world
        if self._opens < now <= self._closes:
            minutes = [
                worked(world, calendar, now) - worked(world, calendar, now - DAY)
                for calendar in range(len(world.days))
            ]
            servers = world.stations["servers"].astype(float)
            # Teams work office hours; the calendar of their station only says when visits begin.
            calendars = np.where(world.stations["through"] == 1, OFFICE, world.stations["calendar"])
            self._capacity += servers * np.array(minutes)[calendars]
            self._server_days += servers
        if now == self._opens:
            self._before = self._snapshot()
        if now == self._closes:
            self._after = self._snapshot()

    def frame(self) -> pd.DataFrame:
        """One row a station that existed: means and sums over the cohort's days."""
        names = self._compiled.station_names
        days = max((self._closes - self._opens) / DAY, 1e-9)
        after, before = self._after or self._snapshot(), self._before or self._snapshot()
        counted = {name: after[name] - before[name] for name in COUNTED}
        frame = pd.DataFrame(
            {
                "station": [f"{owner}.{name}" if owner != name else name for _, owner, name in names],
                "kind": pd.Categorical([kind for kind, _, _ in names]),
                "owner": [owner for _, owner, _ in names],
                "servers": self._server_days / days,
                "utilisation": counted["work"] / np.maximum(self._capacity, 1e-9),
                "arrivals": counted["arrivals"].astype(int),
                "served": counted["served"].astype(int),
                "mean_wait": counted["wait_open"] / np.maximum(counted["started"], 1.0),
                "mean_queue": counted["queue_area"] / (self._closes - self._opens),
            }
        )
        return frame[(frame["servers"] > 0) | (frame["arrivals"] > 0)].reset_index(drop=True)
