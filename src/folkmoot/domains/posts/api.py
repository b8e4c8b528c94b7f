"""The door of posts."""

from folkmoot.domains.posts.access import access_post
from folkmoot.domains.posts.commands.boost import boost, unboost
from folkmoot.domains.posts.commands.conversations import delete_conversation, mark_conversation_read
from folkmoot.domains.posts.commands.delete import delete
from folkmoot.domains.posts.commands.edit import edit
from folkmoot.domains.posts.commands.erase import begin_erasure
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
from folkmoot.domains.posts.commands.publish import publish
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
from folkmoot.domains.posts.commands.vote import vote, vote_in_poll
from folkmoot.domains.posts.compose import POLL_OPTION_LIMIT, POLL_OPTIONS, POLL_SECONDS
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
from folkmoot.domains.posts.queries.candidates import (
    Liveliness,
    SpreadFacts,
    TagUse,
    attention_by_author,
    home_page,
    list_page,
    lively_posts,
    mark_spread,
    posts_per_author,
    posts_with_tag_since,
    search_ids,
    search_tags,
    spread_facts,
    tag_uses,
    tagged_page,
    unspread,
)
from folkmoot.domains.posts.queries.conversations import conversations
from folkmoot.domains.posts.queries.facts import author_counts, integrity_facts, notice_facts, poll_voters
from folkmoot.domains.posts.queries.history import revisions, source
from folkmoot.domains.posts.queries.marks import boosted_by, bookmarks, favourited_by, favourites, thread_muters
from folkmoot.domains.posts.queries.threads import thread
from folkmoot.domains.posts.queries.timelines import posts_of_account, public_timeline, quotes_of, tag_timeline
from folkmoot.domains.posts.reading.hydrate import hydrate
from folkmoot.domains.posts.sweep import sweep_records
from folkmoot.domains.posts.types import (
    ARTICLE_LIMIT,
    MOST_MEDIA,
    TEXT_LIMIT,
    TITLE_LIMIT,
    WARNING_LIMIT,
    AuthorCounts,
    Conversation,
    Counts,
    Gap,
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
    "MOST_PINS", "POLL_OPTIONS", "POLL_OPTION_LIMIT", "POLL_SECONDS",
    "ARTICLE_LIMIT", "MOST_MEDIA", "TEXT_LIMIT", "TITLE_LIMIT", "WARNING_LIMIT", "AuthorCounts", "Conversation", "Counts",
    "Gap", "Liveliness", "Mention", "NoticeFacts", "OwnMarks", "PollDraft", "PollEnded", "PollOption", "PollView", "PostBoosted",
    "PostDeleted", "PostDraft", "PostEdited", "PostFavourited", "PostKind", "PostPublished", "PostUnboosted", "PostView",
    "PostsImported", "Revision", "SavedDraft", "ScheduledPost", "SpreadFacts", "Surface", "TagUse", "Thread", "Visibility", "access_post",
    "attention_by_author", "author_counts", "begin_erasure", "bookmark", "bookmarks", "boost", "boosted_by", "cancel_scheduled",
    "conversations", "delete", "delete_conversation", "delete_draft", "drafts", "edit", "favourite", "favourited_by",
    "favourites", "home_page", "hydrate", "integrity_facts", "list_page", "lively_posts", "mark_conversation_read", "mark_spread", "mute_thread", "notice_facts", "pin",
    "posts_of_account", "posts_per_author", "posts_with_tag_since", "public_timeline", "publish", "quotes_of", "reschedule", "revisions", "save_draft", "schedule",
    "scheduled", "scheduled_post", "search_ids", "search_tags", "source", "spread_facts", "sweep_records", "tag_timeline", "tag_uses", "tagged_page", "thread", "thread_muters", "unbookmark",
    "unboost", "unfavourite", "unmute_thread", "unpin", "unspread", "vote", "vote_in_poll",
    "favourites", "hydrate", "integrity_facts", "mark_conversation_read", "mute_thread", "notice_facts", "pin",
    "poll_voters", "posts_of_account", "public_timeline", "publish",
    "quotes_of", "reschedule", "revisions", "save_draft", "schedule",
    "scheduled", "scheduled_post", "source", "sweep_records", "tag_timeline", "thread", "thread_muters", "unbookmark",
    "unboost", "unfavourite", "unmute_thread", "unpin", "vote", "vote_in_poll",
]  # fmt: skip
