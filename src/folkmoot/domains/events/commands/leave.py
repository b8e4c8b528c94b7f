"""Who is no member of a closed group any more does not come to its events."""

from folkmoot.domains.events.models import EventAnswer
from folkmoot.domains.groups import api as groups
from folkmoot.domains.groups.api import GroupMemberLeft, GroupMemberRemoved
from folkmoot.domains.posts.api import Visibility
from folkmoot.infra.writes import atomic_write


def take_back_answers(event: GroupMemberLeft | GroupMemberRemoved) -> None:
    """Subscriber: their answers to events for members alone go; what they may read, having come back meanwhile, keeps
    them.
    """
    inside = EventAnswer.objects.filter(
        account_id=event.account_id, event__group_id=event.group_id, event__visibility=Visibility.GROUP
    )
    with atomic_write():
        answered = list(inside.values_list("id", "event__post_id"))
        gone = [one for one, post_id in answered if not _may_read(event, post_id)]
        EventAnswer.objects.filter(id__in=gone).delete()


def _may_read(event: GroupMemberLeft | GroupMemberRemoved, post_id: int | None) -> bool:
    return bool(groups.members_among(event.group_id, [event.account_id], post_id=post_id or 0))
