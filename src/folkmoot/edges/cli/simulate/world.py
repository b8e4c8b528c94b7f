"""What is fixed before anybody reads: people, posts, who reads when, and who would carry on what."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int32]
Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Bytes: TypeAlias = NDArray[np.uint8]

HOURS_A_DAY = 24
WOULD_BOOST = 128
"""The bit of `World.marks` that says that this reader carries this post on once it was met."""
_TAGS_OF_ORDINARY = 2
_INTERESTS = 5
_WAKING = (7, 23)


class Place(IntEnum):
    """The surfaces of the model. BOOSTS are the copies in Latest that followed people carried on."""

    LATEST = 0
    RANKED = 1
    BOOSTS = 2
    TAGS = 3
    EXPLORE = 4


@dataclass(frozen=True, slots=True)
class Claim:
    text: str
    is_false: bool
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Habits:
    """How people are assumed to behave. `shares`: of all readings, by place; they add to 1."""

    shares: tuple[float, ...] = (0.4, 0.3, 0.1, 0.1, 0.1)
    days: int = 7
    readings_a_day: int = 3
    page: int = 20
    boosts: float = 0.01
    """How probably a reader carries on a post that is met for the first time, whatever it says."""
    ordinary: float = 10.0
    """Other posts for each claim."""


@dataclass(frozen=True, slots=True)
class Posts:
    """All posts in the order of their hour, so that an index is an age. `claim` is -1 for ordinary ones."""

    hour: Ints
    author: Ints
    claim: Ints
    is_false: Flags
    of_tag: tuple[Ints, ...]

    def __len__(self) -> int:
        return len(self.hour)


@dataclass(frozen=True, slots=True)
class World:
    """`follows[a, b]`: a and b are friends. `readings`: rows of (hour, reader, place, tag), in order of the hour."""

    follows: Flags
    posts: Posts
    homes: tuple[Ints, ...]
    """By reader, the posts of those whom the reader follows."""
    readings: Ints
    would_boost: Bytes
    """By reader and post: WOULD_BOOST or 0."""

    @property
    def people(self) -> int:
        return len(self.follows)


def make_world(pairs: Ints, claims: Sequence[Claim], habits: Habits, *, seed: int, readers: int | None) -> World:
    """Deal everything out by one seed. `pairs`: friendships between numbers from 0; `readers`: how many of all read."""
    chance = np.random.default_rng(seed)
    follows = _friends(pairs)
    posts = _posts(len(follows), claims, habits, chance)
    would_boost = _would_boost(len(follows), len(posts), habits.boosts, chance)
    who = chance.permutation(len(follows))[: readers or len(follows)]
    return World(follows, posts, _homes(follows, posts.author), _readings(who, len(posts.of_tag), habits, chance),
                 would_boost)  # fmt: skip


def small_world(people: int, friends: int, *, seed: int, rewired: float = 0.1) -> Ints:
    """Friendships like those of Watts and Strogatz (1998): a ring of neighbours, some of them far away."""
    chance = np.random.default_rng(seed)
    first = np.repeat(np.arange(people), friends // 2)
    second = (first + np.tile(np.arange(1, friends // 2 + 1), people)) % people
    far = chance.random(len(first)) < rewired
    second = np.where(far, chance.integers(people, size=len(first)), second)
    pairs: Ints = np.stack([first, second], axis=1)[first != second].astype(np.int32)
    return pairs


def _friends(pairs: Ints) -> Flags:
    follows = np.zeros((int(pairs.max()) + 1,) * 2, dtype=np.bool_)
    follows[pairs[:, 0], pairs[:, 1]] = True
    follows[pairs[:, 1], pairs[:, 0]] = True
    return follows


def _posts(people: int, claims: Sequence[Claim], habits: Habits, chance: np.random.Generator) -> Posts:
    """Claims and ordinary posts, mixed; anybody may write any, at any waking hour."""
    count = len(claims) + round(len(claims) * habits.ordinary)
    hour = np.sort(_waking_hours(count, habits.days, chance)).astype(np.int32)
    claim = np.full(count, -1, dtype=np.int32)
    claim[: len(claims)] = np.arange(len(claims))
    chance.shuffle(claim)
    truth = np.array([*(one.is_false for one in claims), False])
    author = chance.integers(people, size=count).astype(np.int32)
    return Posts(hour, author, claim, truth[claim], _tagged(claim, claims, chance))


def _tagged(claim: Ints, claims: Sequence[Claim], chance: np.random.Generator) -> tuple[Ints, ...]:
    """Ordinary posts carry tags as often as claims do the same tags."""
    names = {name: place for place, name in enumerate(sorted({tag for one in claims for tag in one.tags}))}
    uses = np.array([names[tag] for one in claims for tag in one.tags])
    posts_of: list[list[int]] = [[] for _ in names]
    drawn = chance.choice(uses, size=(len(claim), _TAGS_OF_ORDINARY)).tolist() if names else [[]] * len(claim)
    for post, number in enumerate(claim.tolist()):
        for tag in {names[tag] for tag in claims[number].tags} if number >= 0 else set(drawn[post]):
            posts_of[tag].append(post)
    return tuple(np.array(found, dtype=np.int32) for found in posts_of)


def _waking_hours(count: int, days: int, chance: np.random.Generator) -> NDArray[np.int64]:
    return chance.integers(days, size=count) * HOURS_A_DAY + chance.integers(*_WAKING, size=count)


def _homes(follows: Flags, author: Ints) -> tuple[Ints, ...]:
    return tuple(np.flatnonzero(row[author]).astype(np.int32) for row in follows)


def _would_boost(people: int, posts: int, probability: float, chance: np.random.Generator) -> Bytes:
    marks = np.zeros((people, posts), dtype=np.uint8)
    for row in marks:
        row[chance.random(posts, dtype=np.float32) < probability] = WOULD_BOOST
    return marks


def _readings(who: NDArray[np.int64], tags: int, habits: Habits, chance: np.random.Generator) -> Ints:
    count = len(who) * habits.days * habits.readings_a_day
    reader = np.repeat(who, habits.days * habits.readings_a_day)
    day = np.tile(np.repeat(np.arange(habits.days), habits.readings_a_day), len(who))
    hour = day * HOURS_A_DAY + chance.integers(*_WAKING, size=count)
    place = chance.choice(len(Place), size=count, p=habits.shares)
    interests = chance.integers(max(tags, 1), size=(int(who.max()) + 1, _INTERESTS))
    tag = interests[reader, chance.integers(_INTERESTS, size=count)]
    rows: Ints = np.stack([hour, reader, place, tag], axis=1).astype(np.int32)
    return rows[np.argsort(rows[:, 0], kind="stable")]
