"""Groups that tests of this folder begin with."""

from folkmoot.domains.groups import api as groups
from folkmoot.domains.groups.api import Admission, GroupView
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, PostView
from tests import cast
from tests.cast import Person


def group(admission: Admission = Admission.OPEN, *, handle: str = "gardeners", by: Person | None = None) -> GroupView:
    owner = by or cast.ana()
    return groups.make(owner.viewer, handle=handle, display_name="Gardeners", admission=admission)


def let_in(found: GroupView, *people: Person, by: Person | None = None) -> None:
    """People come in by an invitation, whatever the door."""
    for one in people:
        groups.invite((by or cast.ana()).viewer, group_id=found.id, account_id=one.id)
        groups.join(one.viewer, group_id=found.id)


def say(person: Person, found: GroupView, text: str = "Beans are up") -> PostView:
    return posts.publish(person.viewer, draft=PostDraft(text=text, group_id=found.id))
