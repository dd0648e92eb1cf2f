"""Standings of departments and inspecting bodies, each quarter (docs/model.md, section 15)."""

import pandas as pd


class Standings:
    """Ratings by the name of who is rated: a body counts with its department, one without under its own name."""

    def __init__(self, town):
        self._town = town
        self.admonished: list[str] = []
        self._ratings: dict[str, list[float]] = {}

    def rate(self, name: str, rating: float) -> None:
        """A case or a visit was rated, and it counts for whom the name is of."""
        self._ratings.setdefault(name, []).append(rating)

    def close_quarter(self) -> None:
        """The worst are admonished until the next time, all others are not, by the rules of the quarter that ends."""
        rule = self._town.region.parameter(("standings",))
        means = {name: sum(ratings) / len(ratings) for name, ratings in self._ratings.items()}
        worst = sorted(means, key=lambda name: (means[name], name))
        self.admonished = worst[: int(rule["admonished"])]
        self._town.region.writer.admonish(self.admonished, float(rule["effort"]))
        self._ratings.clear()

    def frame(self) -> pd.DataFrame:
        """Sum and number of the ratings of the quarter at hand, by name."""
        rows = [(name, sum(ratings), float(len(ratings))) for name, ratings in sorted(self._ratings.items())]
        return pd.DataFrame(rows, columns=["name", "stars", "rated"])
