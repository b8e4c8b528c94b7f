"""Tell the moderators."""

import msgspec

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.edges.mastodon.call import Call
from folkmoot.edges.mastodon.incoming import Id
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.present import misc
from folkmoot.edges.mastodon.routing import Routes
from folkmoot.edges.mastodon.wire.misc import Report
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.refs import SubjectRef, account_ref, post_ref

routes = Routes()
_MOST_POSTS = 50


class SentReport(msgspec.Struct):
    account_id: Id | None = None
    status_ids: list[Id] = []
    comment: str = ""
    forward: bool = False
    category: str = "other"
    rule_ids: list[str] = []


@routes.post("/api/v1/reports", "write:reports", sends=SentReport)
def report(call: Call) -> Report:
    """The first post named is what the report is about, or the account where none is."""
    sent = call.read(SentReport)
    if sent.account_id is None:
        raise NotFound("no account named")
    target = accounts.access_account(call.viewer, sent.account_id)
    refs = _posts_of(call, target.id, sent.status_ids[:_MOST_POSTS]) or [account_ref(target.id)]
    filed = integrity.report(
        call.viewer,
        ref=refs[0],
        responsible=target.id,
        clause_id=sent.rule_ids[0] if sent.rule_ids else "",
        comment=sent.comment,
        forward=sent.forward,
        related=tuple(refs[1:]),
    )
    return misc.report(filed, people.one(target))


def _posts_of(call: Call, author_id: int, ids: list[Id]) -> list[SubjectRef]:
    """The posts that the reporter may see and that are the account's own. Raises NotFound for others."""
    found = posts.hydrate(call.viewer, [int(one) for one in ids], surface=posts.Surface.PAGE)
    if len(found) != len(set(ids)) or any(post.author.id != author_id for post in found):
        raise NotFound("not posts of that account")
    return [post_ref(post.id) for post in found]
