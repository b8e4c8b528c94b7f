"""What a new post answers or quotes, looked up with the author's eyes."""

import dataclasses
from dataclasses import dataclass

from folkmoot.domains.graph import api as graph
from folkmoot.domains.groups import api as groups
from folkmoot.domains.groups.api import Place
from folkmoot.domains.posts.access import access_post
from folkmoot.domains.posts.policy import may_carry_on, may_quote, narrower
from folkmoot.domains.posts.types import PostDraft, PostView, QuotePolicy, Visibility
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Targets:
    """`thread_id` is None for a post that begins a thread."""

    reply_to: PostView | None
    quote: PostView | None

    @property
    def thread_id(self) -> int | None:
        return self.reply_to.thread_id if self.reply_to else None


def find_targets(viewer: Viewer, draft: PostDraft) -> Targets:
    """Raises Invalid, naming the field, where the author may not see or not carry on what the draft names."""
    reply_to = _seen(viewer, draft.reply_to_id, "reply_to", sentence("The post that you answer is not there any more."))
    quote = _seen(viewer, draft.quote_of_id, "quote", sentence("The post that you quote is not there any more."))
    if reply_to is not None:
        reply_to = reply_to.shown
    if quote is not None:
        quote, author_id = quote.shown, viewer.require_account()
        asked = quote.quote_policy is QuotePolicy.FOLLOWERS
        follows = asked and graph.follows(author_id, quote.author.id)
        if not may_carry_on(quote.visibility, own=quote.author.id == viewer.account_id):
            raise Invalid("This post is not public, so it cannot be quoted.", field="quote")
        if not may_quote(quote.quote_policy, own=quote.author.id == author_id, follows=follows):
            raise Invalid("Its author does not want you to quote this post.", field="quote")
    return Targets(reply_to, quote)


def target_of_mark(viewer: Viewer, post_id: int) -> PostView:
    """The post that a favourite, vote, bookmark or boost is about: of a boost, what it carries. Raises NotFound."""
    shown = access_post(viewer, post_id).shown
    if shown.gap is not None:
        raise NotFound("post is gone")
    return shown


def visibility_of(draft: PostDraft, targets: Targets) -> Visibility:
    """A quote is not shown to more people than what it quotes."""
    return narrower(draft.visibility, targets.quote.visibility) if targets.quote else draft.visibility


def place_of(viewer: Viewer, draft: PostDraft, targets: Targets) -> Place | None:
    """The group in which the post will stand; None outside of groups.

    An answer to what is for members stays with them; an answer in an open group belongs to it where a member writes
    it for everybody. Raises Invalid, and Forbidden where only moderators begin threads.
    """
    answered = targets.reply_to
    if draft.visibility is Visibility.DIRECT:
        return None
    if answered is not None and answered.visibility is Visibility.GROUP:
        return _place_inside(viewer, answered)
    if answered is not None and answered.group is not None and not draft.visibility.in_vault:
        place = groups.place_to_answer(viewer, answered.group.id)
        return place if place is not None and not place.closed else None
    if answered is None and draft.group_id is not None:
        return _checked(groups.place_to_begin(viewer, draft.group_id), draft, targets)
    if draft.visibility is Visibility.GROUP:
        raise Invalid("Please choose the group in which this is to stand.", field="group")
    return None


def visibility_in(place: Place | None, draft: PostDraft, targets: Targets) -> Visibility:
    """Who will see the post. In an open group everybody does, at most it is kept out of lists."""
    if place is not None and place.closed:
        return Visibility.GROUP
    wanted = Visibility.PUBLIC if draft.visibility is Visibility.GROUP else draft.visibility
    return visibility_of(dataclasses.replace(draft, visibility=wanted), targets)


def _place_inside(viewer: Viewer, answered: PostView) -> Place:
    place = groups.place_to_answer(viewer, answered.group_id) if answered.group_id is not None else None
    if place is None:
        raise Invalid("You are not a member of this group any more, so you cannot answer here.", field="reply_to")
    return Place(place.group_id, closed=True)


def _checked(place: Place, draft: PostDraft, targets: Targets) -> Place:
    if not place.closed and visibility_in(place, draft, targets).in_vault:
        raise Invalid("What stands in an open group is for everybody.", field="visibility")
    return place


def _seen(viewer: Viewer, post_id: int | None, field: str, message: str) -> PostView | None:
    if post_id is None:
        return None
    try:
        found = access_post(viewer, post_id)
    except NotFound:
        raise Invalid(message, field=field) from None
    if found.shown.gap is not None:
        raise Invalid(message, field=field)
    return found
