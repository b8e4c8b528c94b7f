"""What a new post answers or quotes, looked up with the author's eyes."""

from dataclasses import dataclass

from folkmoot.domains.posts.access import access_post
from folkmoot.domains.posts.policy import may_carry_on, narrower
from folkmoot.domains.posts.types import PostDraft, PostView, Visibility
from folkmoot.kernel.errors import Invalid, NotFound
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
    reply_to = _seen(viewer, draft.reply_to_id, "reply_to", "The post that you answer is not there any more.")
    quote = _seen(viewer, draft.quote_of_id, "quote", "The post that you quote is not there any more.")
    if reply_to is not None:
        reply_to = reply_to.shown
    if quote is not None:
        quote = quote.shown
        if not may_carry_on(quote.visibility, own=quote.author.id == viewer.account_id):
            raise Invalid("This post is not public, so it cannot be quoted.", field="quote")
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
