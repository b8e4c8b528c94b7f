from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple


class MentionName(NamedTuple):
    """Whom a text names, in lower case. `domain` is None for somebody of this site: `@ben`."""

    name: str
    domain: str | None = None


@dataclass(frozen=True, slots=True)
class MentionTarget:
    """Whom a mention turned out to mean: `handle` is shown behind the @, `url` is the profile."""

    handle: str
    url: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text refers to, each once, in the order of the text. Hashtags are case-folded, without the #."""

    mentions: tuple[MentionName, ...]
    hashtags: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plain:
    """A piece of text that refers to nothing."""

    raw: str


@dataclass(frozen=True, slots=True)
class Mention:
    raw: str
    name: MentionName


@dataclass(frozen=True, slots=True)
class Hashtag:
    """`raw` is what was written, with the #; `tag` what it is found by."""

    raw: str
    tag: str


@dataclass(frozen=True, slots=True)
class Link:
    raw: str


Segment = Plain | Mention | Hashtag | Link


@dataclass(frozen=True, slots=True)
class References:
    """Where the mentions and hashtags of a text lead. A mention that is not in `mentions` stays text."""

    mentions: Mapping[MentionName, MentionTarget]
    tag_url: Callable[[str], str]
