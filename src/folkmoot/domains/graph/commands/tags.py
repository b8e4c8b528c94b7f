"""Follow what is written under a hashtag."""

from folkmoot.domains.graph import policy
from folkmoot.domains.graph.events import TagFollowed
from folkmoot.domains.graph.models import FollowedTag
from folkmoot.infra.audit.api import record
from folkmoot.infra.limits import acts
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer


def follow_tag(viewer: Viewer, *, tag: str) -> str:
    """Follow a hashtag, with or without its #; returns it as it is compared. Idempotent. Raises Invalid."""
    account_id, key = viewer.require_account(), policy.tag_key(tag)
    acts.count(acts.ARRANGING, account_id)
    with atomic_write():
        if FollowedTag.objects.filter(account_id=account_id).count() >= policy.MOST_FOLLOWED_TAGS:
            raise Invalid(
                sentence(
                    "There is room for {most_followed_tags} hashtags.", most_followed_tags=policy.MOST_FOLLOWED_TAGS
                ),
                field="tag",
            )
        row, fresh = FollowedTag.objects.get_or_create(account_id=account_id, tag=key, defaults={"id": new_id()})
        if fresh:
            record(account_id, "tag.follow", account_ref(account_id), followed_tag=row.id)
            publish(TagFollowed(account_id, row.id))
    return key


def unfollow_tag(viewer: Viewer, *, tag: str) -> str:
    """No longer follow a hashtag; returns it as it is compared. Idempotent."""
    account_id, key = viewer.require_account(), policy.tag_key(tag)
    with atomic_write():
        if FollowedTag.objects.filter(account_id=account_id, tag=key).delete()[0]:
            record(account_id, "tag.unfollow", account_ref(account_id))
    return key
