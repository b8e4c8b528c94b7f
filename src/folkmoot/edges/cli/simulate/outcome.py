"""What two runs came to: a table, JSON, and the sums that the claims are about."""

from dataclasses import dataclass
from typing import Any

from rich.table import Table

from folkmoot.edges.cli.simulate.replay import Views
from folkmoot.edges.cli.simulate.world import Place

_NAMES = {
    Place.LATEST: "Latest",
    Place.RANKED: "Ranked",
    Place.BOOSTS: "Boosts in Latest",
    Place.TAGS: "Tags",
    Place.EXPLORE: "Explore",
}
_FALSE, _OTHER = 1, 0
_STRANGERS, _FOLLOWERS = 0, 1


@dataclass(frozen=True, slots=True)
class Change:
    without: int
    with_: int

    @property
    def percent(self) -> float:
        """By how much the reduction changed it; 0 where there was nothing."""
        return 100 * (self.with_ - self.without) / self.without if self.without else 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """Views without and with the reduction."""

    without: Views
    with_: Views

    @property
    def false_by_others(self) -> Change:
        """Claims rated false, met by anybody but their authors' own followers."""
        return self._change(slice(None), _FALSE, _STRANGERS)

    @property
    def false_by_followers(self) -> Change:
        return self._change(slice(None), _FALSE, _FOLLOWERS)

    @property
    def false_in_all(self) -> Change:
        return self._change(slice(None), _FALSE, slice(None))

    @property
    def other_posts(self) -> Change:
        """All posts but the claims rated false, met by anybody."""
        return self._change(slice(None), _OTHER, slice(None))

    @property
    def everything(self) -> Change:
        return self._change(slice(None), slice(None), slice(None))

    def table(self) -> Table:
        table = Table(title="Views: who met a post on a surface", title_justify="left")
        for heading in ("Surface", "Claims rated false, by others", "…, by the author's followers", "All other posts"):
            table.add_column(heading, justify="left" if heading == "Surface" else "right")
        for place in Place:
            table.add_row(_NAMES[place], *map(_cell, self._row(int(place))))
        table.add_section()
        table.add_row("All", *map(_cell, (self.false_by_others, self.false_by_followers, self.other_posts)))
        return table

    def sentences(self) -> tuple[str, ...]:
        return (
            f"Claims rated false, by anybody but their authors' followers: {_cell(self.false_by_others)}",
            f"Claims rated false, by everybody: {_cell(self.false_in_all)}",
            f"All other posts: {_cell(self.other_posts)}",
            f"All views of all posts: {_cell(self.everything)}",
        )

    def as_json(self) -> dict[str, Any]:
        rows = {place.name.lower(): self._row(int(place)) for place in Place}
        named = ("false_by_others", "false_by_followers", "other_posts")
        return {
            "surfaces": {name: dict(zip(named, map(_figures, row), strict=True)) for name, row in rows.items()},
            **{
                name: _figures(getattr(self, name))
                for name in (*named, "false_in_all", "everything")
            },
        }  # fmt: skip

    def _row(self, place: int) -> tuple[Change, Change, Change]:
        return (
            self._change(place, _FALSE, _STRANGERS),
            self._change(place, _FALSE, _FOLLOWERS),
            self._change(place, _OTHER, slice(None)),
        )

    def _change(self, place: int | slice, truth: int | slice, relation: int | slice) -> Change:
        return Change(int(self.without[place, truth, relation].sum()), int(self.with_[place, truth, relation].sum()))


def _cell(change: Change) -> str:
    return f"{change.without:,} → {change.with_:,} ({change.percent:+.1f}%)"


def _figures(change: Change) -> dict[str, float]:
    return {"without": change.without, "with": change.with_, "percent": round(change.percent, 2)}
