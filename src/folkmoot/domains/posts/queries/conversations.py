"""Direct threads of a person."""

from django.db.models import Q

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.posts.models import ConversationState, Post, PostMention
from folkmoot.domains.posts.queries.pages import page_of
from folkmoot.domains.posts.reading.hydrate import hydrate
from folkmoot.domains.posts.types import Conversation, Surface, Visibility
from folkmoot.kernel.pages import Page, PageRequest
from folkmoot.kernel.viewer import Viewer


def conversations(viewer: Viewer, page: PageRequest) -> Page[Conversation]:
    """The one with the newest post first; the page's ids are those of the last posts."""
    own_id = viewer.require_account()
    found = page_of(ConversationState.objects.filter(account_id=own_id), page, "last_post_id")
    states = {
        row.last_post_id: row
        for row in ConversationState.objects.filter(account_id=own_id, last_post_id__in=found.items)
    }
    posts = {post.id: post for post in hydrate(viewer, found.items, surface=Surface.OWN)}
    others = _others(own_id, [row.thread_id for row in states.values()])
    known = accounts.accounts_by_ids({one for ids in others.values() for one in ids})
    items = tuple(
        Conversation(
            states[one].id,
            tuple(known[other] for other in sorted(others[states[one].thread_id]) if other in known),
            posts[one],
            states[one].unread,
        )
        for one in found.items
        if one in posts
    )
    return Page(items, next_max_id=found.next_max_id, prev_min_id=found.prev_min_id)


def _others(own_id: int, thread_ids: list[int]) -> dict[int, set[int]]:
    """Who else takes part in these threads, as far as the person can read them.

    Two people may each have written to the same author below one post, and neither is to learn of the other.
    """
    taking_part: dict[int, set[int]] = {thread_id: set() for thread_id in thread_ids}
    told = PostMention.objects.filter(account_id=own_id).values("post_id")
    direct = Post.objects.filter(thread_id__in=thread_ids, visibility=Visibility.DIRECT)
    readable = direct.filter(Q(author_id=own_id) | Q(id__in=told))
    posts = list(readable.values_list("id", "thread_id", "author_id"))
    thread_of = {post_id: thread_id for post_id, thread_id, _ in posts}
    for _, thread_id, author_id in posts:
        taking_part[thread_id].add(author_id)
    for post_id, account_id in PostMention.objects.filter(post_id__in=thread_of).values_list("post_id", "account_id"):
        taking_part[thread_of[post_id]].add(account_id)
    return {thread_id: ids - {own_id} for thread_id, ids in taking_part.items()}
