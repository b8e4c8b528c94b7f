"""What posts are, between layers."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from folkmoot.domains.accounts.types import AccountView
from folkmoot.domains.graph.types import FilterMatch
from folkmoot.domains.groups.types import GroupTag
from folkmoot.domains.integrity.types import NO_TREATMENT, Applied, Treatments
from folkmoot.domains.media.types import MediaView

TEXT_LIMIT = 5_000
ARTICLE_LIMIT = 60_000
TITLE_LIMIT = 200
WARNING_LIMIT = 500
MOST_MEDIA = 4


class PostKind(StrEnum):
    POST = "post"
    ARTICLE = "article"
    BOOST = "boost"


class Visibility(StrEnum):
    PUBLIC = "public"
    UNLISTED = "unlisted"
    FOLLOWERS = "followers"
    FRIENDS = "friends"
    GROUP = "group"
    """For the members of one closed group."""
    DIRECT = "direct"

    @property
    def in_vault(self) -> bool:
        """Whether text, description and poll of such a post lie in the vault."""
        return self not in {Visibility.PUBLIC, Visibility.UNLISTED}


class Surface(StrEnum):
    """Where a post is being shown. Treatments act differently on each."""

    PAGE = "page"
    """Its author's own page, a direct link, the thread it stands in: reductions do not act."""
    LATEST = "latest"
    """The chronological home of a reader."""
    LIST = "list"
    RANKED = "ranked"
    PUBLIC = "public"
    """The chronological view of everything public."""
    TAG = "tag"
    SEARCH = "search"
    EXPLORE = "explore"
    """Trends, explore and suggestions: what was reduced is not shown."""
    GROUP = "group"
    """The chronological view of one group."""
    NOTIFICATION = "notification"
    OWN = "own"
    """Bookmarks, favourites, drafts: what the reader has kept."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What readers did with a post, all of them together."""

    replies: int = 0
    boosts: int = 0
    favourites: int = 0
    quotes: int = 0
    up: int = 0
    down: int = 0
    uncounted: int = 0
    """Votes cast by accounts that had only just joined; shown, never counted."""

    @property
    def points(self) -> int:
        return self.up - self.down

    @property
    def votes(self) -> int:
        return self.up + self.down

    @property
    def up_percent(self) -> int:
        """Share of up votes, 0 to 100, rounded half up; 0 without votes."""
        return (200 * self.up + self.votes) // (2 * self.votes) if self.votes else 0

    @property
    def down_percent(self) -> int:
        """So that both percentages add to 100; 0 without votes."""
        return 100 - self.up_percent if self.votes else 0


@dataclass(frozen=True, slots=True)
class OwnMarks:
    """What the viewer did with a post. `vote` is 1, -1 or 0."""

    favourited: bool = False
    boosted: bool = False
    bookmarked: bool = False
    pinned: bool = False
    thread_muted: bool = False
    vote: int = 0


@dataclass(frozen=True, slots=True)
class PollOption:
    text: str
    votes: int


@dataclass(frozen=True, slots=True)
class PollView:
    """`voters` counts people, `votes` choices; `own_choices` are places in `options`.

    `hide_totals`: the figures are not shown yet; false once the poll has ended.
    """

    post_id: int
    options: tuple[PollOption, ...]
    multiple: bool
    hide_totals: bool
    expires_at: datetime | None
    expired: bool
    voters: int
    votes: int
    voted: bool
    own_choices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    account_id: int
    acct: str
    url: str


class Gap(StrEnum):
    """Why the text of a post is not shown where the post itself stands."""

    DELETED = "deleted"
    ERASED = "erased"
    REMOVED = "removed"
    HELD = "held"
    WITHHELD = "withheld"
    """In the country of this reader, and nowhere else."""
    UNREADABLE = "unreadable"
    NOT_FOR_YOU = "not_for_you"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class PostView:
    """A post with everything about it, as one viewer may see it.

    `gap` says why there is no text. `collapsed` is the applied reduction for which a chronological view folds a boosted
    or quoted copy into one line; `filters` are the viewer's own. `treatments` are those of the post itself, or, for a
    boost, of what it carries. `html` is safe to show as it is. `wraps`: the post that a boost carries.
    `withheld`: what keeps it from the viewer's country, the only one in its `countries`. `quote_revoked`: the author of
    what it quotes has taken that out of it.
    """

    id: int
    author: AccountView
    kind: PostKind
    visibility: Visibility
    created_at: datetime
    edited_at: datetime | None
    revision: int
    language: str
    title: str
    warning: str
    sensitive: bool
    text: str
    html: str
    direction: str
    reply_to_id: int | None
    reply_to_author_id: int | None
    thread_id: int
    wraps: "PostView | None" = None
    quote: "PostView | None" = None
    quote_of_id: int | None = None
    media: tuple[MediaView, ...] = ()
    poll: PollView | None = None
    mentions: tuple[Mention, ...] = ()
    tags: tuple[str, ...] = ()
    counts: Counts = field(default_factory=Counts)
    own: OwnMarks = field(default_factory=OwnMarks)
    treatments: Treatments = NO_TREATMENT
    gap: Gap | None = None
    collapsed: Applied | None = None
    filters: tuple[FilterMatch, ...] = ()
    withheld: Applied | None = None
    url: str = ""
    uri: str = ""
    quote_policy: "QuotePolicy" = field(default_factory=lambda: QuotePolicy.PUBLIC)
    quote_revoked: bool = False
    moved_in: bool = False
    """It was written elsewhere, and its author brought it along."""
    group_id: int | None = None
    """The group in which it was written, whatever became of it since; not for outsiders of a hidden one."""
    group: GroupTag | None = None
    """The group in which it stands for this viewer."""
    out_of_group: Applied | None = None
    """For its author: the decision by which moderators took it out of its group."""

    @property
    def shown(self) -> "PostView":
        """The post whose text is shown: what a boost carries, else itself."""
        return self.wraps or self


@dataclass(frozen=True, slots=True, kw_only=True)
class PollDraft:
    options: tuple[str, ...]
    lasts_seconds: int
    multiple: bool = False
    hide_totals: bool = False


class QuotePolicy(StrEnum):
    """Who besides the author may quote a post that may be quoted at all."""

    PUBLIC = "public"
    FOLLOWERS = "followers"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostDraft:
    """What somebody wants to publish. `visibility` None: the author's default."""

    text: str = ""
    kind: PostKind = PostKind.POST
    title: str = ""
    visibility: Visibility = Visibility.PUBLIC
    warning: str = ""
    sensitive: bool = False
    language: str = ""
    reply_to_id: int | None = None
    quote_of_id: int | None = None
    media_ids: tuple[int, ...] = ()
    poll: PollDraft | None = None
    quote_policy: QuotePolicy = QuotePolicy.PUBLIC
    group_id: int | None = None
    """The group in which a new thread begins. An answer stands where what it answers does."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of a post that was edited; `number` 0 is the first."""

    number: int
    created_at: datetime
    title: str
    warning: str
    text: str
    html: str
    sensitive: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """A post between what it answers (the first post first) and what answers it (in reading order)."""

    ancestors: tuple[PostView, ...]
    post: PostView
    descendants: tuple[PostView, ...]


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """A reply at its depth (from 1), or, where `post` is None, `more` of them: the replies to `under` after `after`."""

    depth: int
    post: PostView | None = None
    more: int = 0
    under: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class ThreadPart:
    """A post with what it answers and a part of what answers it. `skipped` of the posts above are left out after the
    first one. `replies`: how many the viewer may read below it.
    """

    post: PostView
    ancestors: tuple[PostView, ...]
    skipped: int
    lines: tuple[ThreadLine, ...]
    replies: int


@dataclass(frozen=True, slots=True)
class ScheduledPost:
    id: int
    draft: PostDraft
    scheduled_at: datetime


@dataclass(frozen=True, slots=True)
class SavedDraft:
    id: int
    draft: PostDraft
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Conversation:
    """A direct thread as one participant sees it; `accounts` are the others."""

    id: int
    accounts: tuple[AccountView, ...]
    last: PostView
    unread: bool


@dataclass(frozen=True, slots=True)
class AuthorCounts:
    posts: int = 0
    last_post_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """Who should hear of a post. `subscribers_may_hear`: whether those who asked to be told of each post see it;
    `direct`: only those whom it mentions read it.
    """

    post_id: int
    author_id: int
    reply_to_author_id: int | None
    mentioned_ids: tuple[int, ...]
    quoted_author_id: int | None
    subscribers_may_hear: bool
    direct: bool


@dataclass(frozen=True, slots=True)
class ImportedWords:
    text: str
    html: str
    tags: tuple[str, ...]


NO_WORDS = ImportedWords("", "", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPost:
    """A public post that an import brings along; its id encodes its time. A boost has NO_WORDS.

    `replies` and `boosts` count what the same import brings, whether before this post or after it.
    """

    id: int
    author_id: int
    words: ImportedWords = NO_WORDS
    language: str = ""
    url: str = ""
    reply_to_id: int | None = None
    reply_to_author_id: int | None = None
    thread_id: int | None = None
    boost_of_id: int | None = None
    replies: int = 0
    boosts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPost:
    """A post of one's own that stood elsewhere. `origin`: what the archive calls it, the same whenever it is read.

    `reply_to` and `quote_of` are origins, too; what was not moved in by the same account is left out. `poll` with its
    end, which may be past; `states` are those before edits, the first one first.
    """

    origin: str
    draft: PostDraft
    created_at: datetime
    edited_at: datetime | None = None
    reply_to: str = ""
    quote_of: str = ""
    poll_ends_at: datetime | None = None
    states: tuple["Revision", ...] = ()
