"""What members and moderators are told."""

from collections.abc import Callable

from folkmoot.domains.groups import api as groups
from folkmoot.domains.groups.api import Admission, GroupRole
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.notifications.api import NotificationKind
from folkmoot.kernel.pages import PageRequest
from tests import cast
from tests.cast import Person
from tests.domains.groups.making import group, let_in

Drain = Callable[[], None]


def _told(person: Person, drain: Drain) -> list[tuple[NotificationKind, str, str]]:
    drain()
    found = notifications.notifications_of(person.viewer, PageRequest()).items
    return [(one.kind, one.actor.handle if one.actor else "", one.reason) for one in found]


def test_who_asks_is_news_until_it_is_answered(drain: Drain) -> None:
    made, ben = group(Admission.REQUEST), cast.ben()
    groups.join(ben.viewer, group_id=made.id)
    assert _told(cast.ana(), drain) == [(NotificationKind.GROUP_ASKED, "ben", "")]
    groups.answer(cast.ana().viewer, group_id=made.id, account_id=ben.id, accept=True)
    assert _told(cast.ana(), drain) == []
    assert _told(ben, drain) == [(NotificationKind.GROUP_ACCEPTED, "gardeners", "")]


def test_invitation_role_and_removal(drain: Drain) -> None:
    made, ben = group(Admission.HIDDEN), cast.ben()
    let_in(made, ben)
    assert _told(ben, drain) == [(NotificationKind.GROUP_INVITED, "gardeners", "")]
    groups.set_role(cast.ana().viewer, group_id=made.id, account_id=ben.id, role=GroupRole.MODERATOR)
    assert _told(ben, drain)[0] == (NotificationKind.GROUP_ROLE, "gardeners", "")
    groups.remove_member(cast.ana().viewer, group_id=made.id, account_id=ben.id, reason="Off topic, again")
    assert _told(ben, drain) == [(NotificationKind.GROUP_REMOVED, "gardeners", "Off topic, again")]
