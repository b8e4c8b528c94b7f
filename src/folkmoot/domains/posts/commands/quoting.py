"""An author says who may quote a post, and takes a post out of a quote."""

from django.db.models import F

from folkmoot.domains.posts.access import access_post
from folkmoot.domains.posts.models import Post, PostCounts
from folkmoot.domains.posts.types import PostKind, PostView, QuotePolicy
from folkmoot.infra.audit.api import record
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.refs import post_ref
from folkmoot.kernel.viewer import Viewer


def set_quote_policy(viewer: Viewer, *, post_id: int, policy: QuotePolicy) -> PostView:
    """Say who may quote one's own post from now on; quotes that are there stay. Raises NotFound."""
    account_id = viewer.require_account()
    with atomic_write():
        own = Post.objects.filter(id=post_id, author_id=account_id, deleted_at=None).exclude(kind=PostKind.BOOST)
        if not own.update(quote_policy=policy):
            raise NotFound("not the viewer's post")
        record(account_id, "post.set_quote_policy", post_ref(post_id), policy=policy.value)
    return access_post(viewer, post_id)


def revoke_quote(viewer: Viewer, *, post_id: int, quoting_id: int) -> PostView:
    """Take one's own post out of a post that quotes it; that post stays, without it. Idempotent. Raises NotFound.

    Answers with the quoting post.
    """
    account_id = viewer.require_account()
    with atomic_write():
        own = Post.objects.filter(id=post_id, author_id=account_id)
        quoting = Post.objects.filter(id=quoting_id, quote_of_id=post_id, deleted_at=None).first()
        if not own.exists() or quoting is None:
            raise NotFound("no such quote")
        if not quoting.quote_revoked:
            Post.objects.filter(id=quoting_id).update(quote_revoked=True)
            if quoting.record_id is None:
                PostCounts.objects.filter(post_id=post_id, quotes__gt=0).update(quotes=F("quotes") - 1)
            record(account_id, "post.revoke_quote", post_ref(post_id), quoting=quoting_id)
    return access_post(viewer, quoting_id)
