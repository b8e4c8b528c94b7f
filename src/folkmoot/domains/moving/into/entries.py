"""What every kind of archive is read into: one row of entries, the same whenever the archive is read."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from folkmoot.domains.moving.types import Part
from folkmoot.domains.posts.api import MOST_MEDIA, MovedPost, PostDraft, Visibility
from folkmoot.kernel.sentences import sentence

_OF_BOOSTS = {Visibility.PUBLIC, Visibility.UNLISTED, Visibility.FOLLOWERS}
STRANGE = sentence("This is no post that can be read.")


@dataclass(frozen=True, slots=True)
class File:
    """A picture, video or sound of a post; `name` inside the archive."""

    name: str
    description: str = ""
    focus: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to take in. `name` tells the person which; `refusal`: why it cannot be, whatever they choose."""

    part: Part
    name: str
    post: MovedPost | None = None
    files: tuple[File, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)
    refusal: str = ""


def in_fours(entry: Entry) -> list[Entry]:
    """A post has room for four files: what is more follows as answers to it."""
    post = entry.post
    if post is None or len(entry.files) <= MOST_MEDIA:
        return [entry]
    parts = [entry.files[at : at + MOST_MEDIA] for at in range(0, len(entry.files), MOST_MEDIA)]
    first = Entry(Part.POSTS, entry.name, post, parts[0])
    draft = PostDraft(visibility=post.draft.visibility, sensitive=post.draft.sensitive)
    return [first] + [
        Entry(
            Part.POSTS,
            f"{entry.name} ({number})",
            MovedPost(origin=f"{post.origin}#{number}", draft=draft, created_at=post.created_at, reply_to=post.origin),
            files,
        )
        for number, files in enumerate(parts[1:], 2)
    ]


def boosted(address: str, at: datetime | None, visibility: Visibility) -> Entry:
    """A boost of what stands at `address`."""
    if not address or at is None or visibility not in _OF_BOOSTS:
        return refused(address, STRANGE)
    return Entry(Part.BOOSTS, address[:500], values={"at": at, "visibility": visibility})


def refused(name: str, reason: str) -> Entry:
    return Entry(Part.POSTS, name[:500], refusal=reason)


def moment(text: object) -> datetime | None:
    """A time in ISO 8601; without a zone it is UTC."""
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def visibility_of(word: object) -> Visibility:
    """The same here; for nobody but oneself where the word is not known, or names a group that is not here."""
    known = {one.value: one for one in Visibility}
    found = known.get(str(word), Visibility.DIRECT)
    return Visibility.DIRECT if found is Visibility.GROUP else found
