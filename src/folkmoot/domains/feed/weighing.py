"""What a post weighs in one ranking, and why. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from folkmoot.domains.feed.policy import Signals, closeness, conversation, drawn, freshness, rarity, terms
from folkmoot.domains.feed.types import Why
from folkmoot.domains.feed.weights import Weights
from folkmoot.domains.posts.api import PostView
from folkmoot.kernel.ids import floor_id
from folkmoot.kernel.sentences import Sentence, sentence

ATTENTION = timedelta(days=30)
RARITY = timedelta(days=7)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Windows:
    """From which ids on a ranking counts what the reader turned to, and what authors published.

    They begin with a full hour, so that what was counted serves all rankings of that hour.
    """

    attention_from: int
    rarity_from: int


@dataclass(frozen=True, slots=True)
class Weighing:
    """What all candidates of one ranking share. `friends` of the reader; `attention` and `author_posts` by author, as
    `Windows` has them; `authors` and `tags` are whose and what the home is made of; `at` is the minute of the ranking.
    """

    reader_id: int
    friends: Collection[int]
    attention: Mapping[int, int]
    author_posts: Mapping[int, int]
    authors: Collection[int]
    weights: Weights
    at: datetime
    tags: Collection[str] = field(default=())

    def sums(self, views: Iterable[PostView]) -> list[float]:
        """The sums of the terms, by which items are in order, as `why` would have them."""
        weights, of_author = self.weights, dict[int, tuple[float, float]]()
        found: list[float] = []
        for view in views:
            shown = view.shown
            author_id, counts = shown.author.id, shown.counts
            if (known := of_author.get(author_id)) is None:
                known = of_author[author_id] = self._of_author(author_id)
            hours = max(0.0, (self.at - shown.created_at) / _HOUR)
            heard = conversation(replies=counts.replies, boosts=counts.boosts, favourites=counts.favourites)
            found.append(known[0] + freshness(hours) * weights.freshness + heard * weights.conversation + known[1])
        return found

    def _of_author(self, author_id: int) -> tuple[float, float]:
        """Closeness and rarity."""
        close = closeness(friends=author_id in self.friends, attention=self.attention.get(author_id, 0))
        rare = rarity(self.author_posts.get(author_id, 0))
        return close * self.weights.closeness, rare * self.weights.rarity

    def why(self, post: PostView) -> Why:
        treatments = post.treatments
        weighed = terms(self._signals(post), self.weights.of)
        return Why(self._because(post), weighed, treatments.factor, treatments.reductions)

    def is_drawn(self, post: PostView) -> bool:
        """Whether it takes its place in this reader's Ranked, if it is reduced."""
        shown = post.shown
        return shown.author.id == self.reader_id or drawn(shown.id, self.reader_id, post.treatments.factor)

    def _signals(self, post: PostView) -> Signals:
        shown = post.shown
        author_id = shown.author.id
        return Signals(
            author=shown.author.name,
            friends=author_id in self.friends,
            attention=self.attention.get(author_id, 0),
            age=self.at - shown.created_at,
            replies=shown.counts.replies,
            boosts=shown.counts.boosts,
            favourites=shown.counts.favourites,
            author_posts=self.author_posts.get(author_id, 0),
        )

    def _because(self, post: PostView) -> Sentence:
        if post.wraps is not None:
            return sentence("{name}, whom you follow, boosted it.", name=post.author.name)
        if post.author.id == self.reader_id:
            return sentence("It is your own.")
        if post.author.id in self.authors:
            return sentence("You follow {name}.", name=post.author.name)
        shared_tags = [tag for tag in post.tags if tag in self.tags]
        if shared_tags:
            return sentence("You follow {name}.", name=f"#{shared_tags[0]}")
        return sentence("You opened it yourself; it is not in your feed.")


def minute_of(moment: datetime) -> datetime:
    """A ranking is made as of a full minute: what somebody asks twice within it comes in the same order."""
    return moment.replace(second=0, microsecond=0)


def windows_at(moment: datetime) -> Windows:
    hour = moment.replace(minute=0, second=0, microsecond=0)
    return Windows(floor_id(hour - ATTENTION), floor_id(hour - RARITY))
