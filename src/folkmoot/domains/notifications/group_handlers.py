"""What happens in groups and concerns somebody; connected in wiring."""

from folkmoot.domains.groups import api as groups
from folkmoot.domains.notifications.kinds import NotificationKind
from folkmoot.domains.notifications.models import Notification
from folkmoot.domains.notifications.telling import store, tell


def on_group_asked(event: groups.GroupAsked) -> None:
    moderators = groups.moderator_ids(event.group_id)
    tell(moderators, NotificationKind.GROUP_ASKED, actor_id=event.account_id, subject_id=event.group_id)


def on_group_request_ended(event: groups.GroupRequestEnded) -> None:
    """A request that was answered or taken back is no news any more."""
    Notification.objects.filter(
        kind=NotificationKind.GROUP_ASKED, actor_id=event.account_id, subject_id=event.group_id
    ).delete()


def on_group_accepted(event: groups.GroupAccepted) -> None:
    _tell_anew(event.group_id, event.account_id, NotificationKind.GROUP_ACCEPTED)


def on_group_invited(event: groups.GroupInvited) -> None:
    _tell_anew(event.group_id, event.account_id, NotificationKind.GROUP_INVITED)


def on_group_role(event: groups.GroupRoleSet) -> None:
    _tell_anew(event.group_id, event.account_id, NotificationKind.GROUP_ROLE)


def on_group_removed(event: groups.GroupMemberRemoved) -> None:
    """The reason stands with the removal. What the group told before is no news to who is no member any more."""
    Notification.objects.filter(account_id=event.account_id, actor_id=event.group_id).delete()
    store({event.account_id: NotificationKind.GROUP_REMOVED}, actor_id=event.group_id, subject_id=event.removal_id)


def _tell_anew(group_id: int, account_id: int, kind: NotificationKind) -> None:
    """Whatever the same group told them before of this kind is old."""
    Notification.objects.filter(account_id=account_id, actor_id=group_id, kind=kind).delete()
    store({account_id: kind}, actor_id=group_id, subject_id=group_id)
