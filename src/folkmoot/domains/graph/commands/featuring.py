"""Show accounts and hashtags on one's own page."""

from folkmoot.domains.graph import policy
from folkmoot.domains.graph.events import PageChanged
from folkmoot.domains.graph.models import Endorsement, FeaturedTag
from folkmoot.domains.graph.queries.people import followee_ids
from folkmoot.domains.graph.queries.relationships import relationship
from folkmoot.domains.graph.types import FollowedTagView, Relationship
from folkmoot.infra.audit.api import record
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

MOST_FEATURED_TAGS = 10
MOST_ENDORSED = 100


def endorse(viewer: Viewer, *, target_id: int) -> Relationship:
    """Recommend an account on one's page. Idempotent. Raises Invalid for one that the viewer does not follow."""
    account_id = viewer.require_account()
    with atomic_write():
        if target_id not in followee_ids(account_id):
            raise Invalid("You must be already following the person you want to endorse", field="account")
        rows = Endorsement.objects.filter(owner_id=account_id)
        if rows.count() >= MOST_ENDORSED and not rows.filter(account_id=target_id).exists():
            raise Invalid(sentence("There is room for {count} accounts.", count=MOST_ENDORSED), field="account")
        _, fresh = rows.get_or_create(owner_id=account_id, account_id=target_id, defaults={"id": new_id()})
        if fresh:
            record(account_id, "account.endorse", account_ref(target_id))
            publish(PageChanged(account_id))
    return relationship(viewer, target_id)


def unendorse(viewer: Viewer, *, target_id: int) -> Relationship:
    """No longer recommend an account. Idempotent."""
    account_id = viewer.require_account()
    with atomic_write():
        if Endorsement.objects.filter(owner_id=account_id, account_id=target_id).delete()[0]:
            record(account_id, "account.unendorse", account_ref(target_id))
            publish(PageChanged(account_id))
    return relationship(viewer, target_id)


def feature_tag(viewer: Viewer, *, tag: str) -> FollowedTagView:
    """Show a hashtag on one's page, with or without its #. Idempotent. Raises Invalid."""
    account_id, key = viewer.require_account(), policy.tag_key(tag)
    with atomic_write():
        rows = FeaturedTag.objects.filter(account_id=account_id)
        if rows.count() >= MOST_FEATURED_TAGS and not rows.filter(tag=key).exists():
            raise Invalid("You have already featured the maximum number of hashtags", field="name")
        row, fresh = rows.get_or_create(account_id=account_id, tag=key, defaults={"id": new_id()})
        if fresh:
            record(account_id, "tag.feature", account_ref(account_id), featured_tag=row.id)
            publish(PageChanged(account_id))
    return FollowedTagView(row.id, row.tag)


def unfeature_tag(viewer: Viewer, *, tag: str) -> str:
    """No longer show a hashtag; returns it as it is compared. Idempotent."""
    account_id, key = viewer.require_account(), policy.tag_key(tag)
    with atomic_write():
        if FeaturedTag.objects.filter(account_id=account_id, tag=key).delete()[0]:
            record(account_id, "tag.unfeature", account_ref(account_id))
            publish(PageChanged(account_id))
    return key


def remove_featured_tag(viewer: Viewer, *, featured_id: int) -> None:
    """The same by the id of the row. Raises NotFound, also for somebody else's."""
    account_id = viewer.require_account()
    with atomic_write():
        if not FeaturedTag.objects.filter(id=featured_id, account_id=account_id).delete()[0]:
            raise NotFound("no such featured tag")
        record(account_id, "tag.unfeature", account_ref(account_id), featured_tag=featured_id)
        publish(PageChanged(account_id))
