"""The door of posts."""

from folkmoot.domains.posts.access import (
    access_post,
)
from folkmoot.domains.posts.commands.banking import (
    bank_decided,
)
from folkmoot.domains.posts.commands.boost import (
    boost,
    unboost,
)
from folkmoot.domains.posts.commands.conversations import (
    delete_conversation,
    mark_conversation_read,
)
from folkmoot.domains.posts.commands.delete import (
    delete,
)
from folkmoot.domains.posts.commands.edit import (
    edit,
)
from folkmoot.domains.posts.commands.erase import (
    begin_erasure,
)
from folkmoot.domains.posts.commands.import_posts import (
    import_posts,
    imported_words,
    taken_ids,
)
from folkmoot.domains.posts.commands.marks import (
    MOST_PINS,
    bookmark,
    favourite,
    mute_thread,
    pin,
    unbookmark,
    unfavourite,
    unmute_thread,
    unpin,
)
from folkmoot.domains.posts.commands.publish import (
    publish,
)
from folkmoot.domains.posts.commands.unpublished import (
    cancel_scheduled,
    delete_draft,
    drafts,
    reschedule,
    save_draft,
    schedule,
    scheduled,
    scheduled_post,
)
from folkmoot.domains.posts.commands.vote import (
    vote,
    vote_in_poll,
)
from folkmoot.domains.posts.compose import (
    POLL_OPTION_LIMIT,
    POLL_OPTIONS,
    POLL_SECONDS,
)
from folkmoot.domains.posts.events import (
    PollEnded,
    PostBoosted,
    PostDeleted,
    PostEdited,
    PostFavourited,
    PostPublished,
    PostsImported,
    PostUnboosted,
)
from folkmoot.domains.posts.policy import Standing, standing
from folkmoot.domains.posts.queries.candidates import (
    Liveliness,
    SpreadFacts,
    TagUse,
    attention_by_author,
    free_to_spread,
    home_page,
    list_page,
    lively_posts,
    mark_spread,
    posts_per_author,
    posts_with_tags_since,
    search_ids,
    search_tags,
    spread_facts,
    tag_uses,
    tagged_page,
    unspread,
)
from folkmoot.domains.posts.queries.conversations import (
    conversations,
)
from folkmoot.domains.posts.queries.evidence import (
    evidence,
)
from folkmoot.domains.posts.queries.facts import (
    author_counts,
    count_posts,
    integrity_facts,
    integrity_ids,
    notice_facts,
    poll_voters,
)
from folkmoot.domains.posts.queries.history import (
    revisions,
    source,
)
from folkmoot.domains.posts.queries.marks import (
    bookmarks,
    boosted_by,
    favourited_by,
    favourites,
    thread_muters,
)
from folkmoot.domains.posts.queries.threads import (
    thread,
)
from folkmoot.domains.posts.queries.timelines import (
    posts_of_account,
    public_timeline,
    quotes_of,
    tag_timeline,
)
from folkmoot.domains.posts.reading.hydrate import (
    Explored,
    hydrate,
    hydrate_for_explore,
    review_posts,
)
from folkmoot.domains.posts.sweep import (
    sweep_keys,
    sweep_records,
)
from folkmoot.domains.posts.types import (
    ARTICLE_LIMIT,
    MOST_MEDIA,
    NO_WORDS,
    TEXT_LIMIT,
    TITLE_LIMIT,
    WARNING_LIMIT,
    AuthorCounts,
    Conversation,
    Counts,
    Gap,
    ImportedPost,
    ImportedWords,
    Mention,
    NoticeFacts,
    OwnMarks,
    PollDraft,
    PollOption,
    PollView,
    PostDraft,
    PostKind,
    PostView,
    Revision,
    SavedDraft,
    ScheduledPost,
    Surface,
    Thread,
    Visibility,
)

__all__ = [
    "ARTICLE_LIMIT",
    "MOST_MEDIA",
    "MOST_PINS",
    "NO_WORDS",
    "POLL_OPTIONS",
    "POLL_OPTION_LIMIT",
    "POLL_SECONDS",
    "TEXT_LIMIT",
    "TITLE_LIMIT",
    "WARNING_LIMIT",
    "AuthorCounts",
    "Conversation",
    "Counts",
    "Explored",
    "Gap",
    "ImportedPost",
    "ImportedWords",
    "Liveliness",
    "Mention",
    "NoticeFacts",
    "OwnMarks",
    "PollDraft",
    "PollEnded",
    "PollOption",
    "PollView",
    "PostBoosted",
    "PostDeleted",
    "PostDraft",
    "PostEdited",
    "PostFavourited",
    "PostKind",
    "PostPublished",
    "PostUnboosted",
    "PostView",
    "PostsImported",
    "Revision",
    "SavedDraft",
    "ScheduledPost",
    "SpreadFacts",
    "Standing",
    "Surface",
    "TagUse",
    "Thread",
    "Visibility",
    "access_post",
    "attention_by_author",
    "author_counts",
    "bank_decided",
    "begin_erasure",
    "bookmark",
    "bookmarks",
    "boost",
    "boosted_by",
    "cancel_scheduled",
    "conversations",
    "count_posts",
    "delete",
    "delete_conversation",
    "delete_draft",
    "drafts",
    "edit",
    "evidence",
    "favourite",
    "favourited_by",
    "favourites",
    "free_to_spread",
    "home_page",
    "hydrate",
    "hydrate_for_explore",
    "import_posts",
    "imported_words",
    "integrity_facts",
    "integrity_ids",
    "list_page",
    "lively_posts",
    "mark_conversation_read",
    "mark_spread",
    "mute_thread",
    "notice_facts",
    "pin",
    "poll_voters",
    "posts_of_account",
    "posts_per_author",
    "posts_with_tags_since",
    "public_timeline",
    "publish",
    "quotes_of",
    "reschedule",
    "review_posts",
    "revisions",
    "save_draft",
    "schedule",
    "scheduled",
    "scheduled_post",
    "search_ids",
    "search_tags",
    "source",
    "spread_facts",
    "standing",
    "sweep_keys",
    "sweep_records",
    "tag_timeline",
    "tag_uses",
    "tagged_page",
    "taken_ids",
    "thread",
    "thread_muters",
    "unbookmark",
    "unboost",
    "unfavourite",
    "unmute_thread",
    "unpin",
    "unspread",
    "vote",
    "vote_in_poll",
]
