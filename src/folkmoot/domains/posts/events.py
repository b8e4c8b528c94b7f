from dataclasses import dataclass
from typing import ClassVar

from folkmoot.infra.outbox.api import Event


@dataclass(frozen=True, slots=True)
class PostPublished(Event):
    kind: ClassVar[str] = "posts.published"
    post_id: int
    author_id: int


@dataclass(frozen=True, slots=True)
class PostEdited(Event):
    """`mentioned_ids`: who is mentioned now and was not before."""

    kind: ClassVar[str] = "posts.edited"
    post_id: int
    author_id: int
    mentioned_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PostDeleted(Event):
    """`told_ids`: whom the post mentioned, as nothing else remembers it."""

    kind: ClassVar[str] = "posts.deleted"
    post_id: int
    author_id: int
    told_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PostBoosted(Event):
    kind: ClassVar[str] = "posts.boosted"
    boost_id: int
    post_id: int
    booster_id: int
    author_id: int


@dataclass(frozen=True, slots=True)
class PostUnboosted(Event):
    kind: ClassVar[str] = "posts.unboosted"
    boost_id: int
    post_id: int
    booster_id: int


@dataclass(frozen=True, slots=True)
class PostFavourited(Event):
    kind: ClassVar[str] = "posts.favourited"
    post_id: int
    account_id: int
    author_id: int


@dataclass(frozen=True, slots=True)
class PostUnfavourited(Event):
    kind: ClassVar[str] = "posts.unfavourited"
    post_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class PollEnded(Event):
    kind: ClassVar[str] = "posts.poll_ended"
    post_id: int


@dataclass(frozen=True, slots=True)
class PostsImported(Event):
    """A batch of public posts came in by an import; their ids lie between the two, both included."""

    kind: ClassVar[str] = "posts.imported"
    first_id: int
    last_id: int
