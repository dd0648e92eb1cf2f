"""Routes: procedures as small programs of steps that tokens walk through.

A step serves, waits, splits off, branches, decides or ends. What a decision means is not known here: a step of kind
DECIDE names a rule, and the rule answers with the step at which the token goes on.
"""

from dataclasses import dataclass, field

import numpy as np

SERVE = 0  # queue at a station and be served there
DELAY = 1  # wait for an amount of time, on a calendar or around the clock
DECIDE = 2  # ask a rule
CHANCE = 3  # with some probability go on at target, a round later
SPAWN = 4  # send a fresh token on its way at target
GOTO = 5  # go on at target
END = 6  # leave

AROUND_THE_CLOCK = -1
OWN = -1  # take station or amount from the token, where a rule has put it

STEP = np.dtype(
    (
        np.record,
        [
            ("op", "i8"),
            ("station", "i8"),
            ("table", "i8"),
            ("calendar", "i8"),
            ("waiting_component", "i8"),
            ("working_component", "i8"),
            ("rework_component", "i8"),
            ("activity", "i8"),
            ("target", "i8"),
            ("chance", "f8"),
            ("rule", "i8"),
        ],
    )
)


@dataclass
class Route:
    """A program under construction: steps with labels, compiled to an array of STEP records."""

    first: int = 0  # number of its first step in the program of all routes
    steps: list[dict] = field(default_factory=list)
    labels: dict[str, int] = field(default_factory=dict)
    activities: list[str] = field(default_factory=list)

    def label(self, name: str) -> None:
        """Let the next step be known by a name."""
        self.labels[name] = self.first + len(self.steps)

    def serve(self, activity: str, *, waiting: int, working: int, rework: int | None = None,
              station: int = OWN, table: int = OWN) -> None:
        """Queue and be served; time books to the components given (``rework`` in later rounds)."""
        self._add(SERVE, activity, station=station, table=table, waiting_component=waiting,
                  working_component=working, rework_component=rework)

    def delay(self, activity: str, *, component: int, rework: int | None = None,
              calendar: int = AROUND_THE_CLOCK, table: int = OWN) -> None:
        """Wait for the token's amount of minutes, or for a draw from ``table``."""
        self._add(DELAY, activity, calendar=calendar, table=table, waiting_component=component,
                  working_component=component, rework_component=rework)

    def decide(self, rule: int) -> None:
        """Ask a rule where to go on."""
        self._add(DECIDE, "", rule=rule)

    def chance(self, probability: float, target: str) -> None:
        """Branch at random."""
        self._add(CHANCE, "", chance=probability, target=target)

    def spawn(self, target: str) -> None:
        """Start a fresh token at ``target``."""
        self._add(SPAWN, "", target=target)

    def goto(self, target: str) -> None:
        """Go on elsewhere."""
        self._add(GOTO, "", target=target)

    def end(self) -> None:
        """Leave."""
        self._add(END, "")

    def _add(self, op: int, activity: str, **values) -> None:
        if activity and activity not in self.activities:
            self.activities.append(activity)
        if values.get("rework_component") is None:
            values["rework_component"] = values.get("working_component", 0)
        self.steps.append({"op": op, "activity": activity, **values})

    def compile(self, first_activity: int = 0) -> np.ndarray:
        """The program as an array of STEP records; labels become step numbers, activities their index.

        ``first_activity`` is the number of its first activity among those of all routes.
        """
        program = np.zeros(len(self.steps), dtype=STEP)
        for number, step in enumerate(self.steps):
            for name in ("station", "table"):
                program[number][name] = step.get(name, OWN)
            program[number]["calendar"] = step.get("calendar", AROUND_THE_CLOCK)
            for name in ("op", "waiting_component", "working_component", "rework_component", "rule", "chance"):
                program[number][name] = step.get(name, 0)
            if step["activity"]:
                program[number]["activity"] = first_activity + self.activities.index(step["activity"])
            if "target" in step:
                program[number]["target"] = self.labels[step["target"]]
        return program
