"""Make a group, change it, close it."""

from dataclasses import dataclass
from datetime import timedelta

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import ProfileChange
from folkmoot.domains.groups import access
from folkmoot.domains.groups.models import Group, Membership
from folkmoot.domains.groups.policy import MOST_A_DAY
from folkmoot.domains.groups.types import RULES_LIMIT, Admission, GroupRole, GroupView, Posting
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.residency import api as residency
from folkmoot.infra.audit.api import record
from folkmoot.infra.limits import api as limits
from folkmoot.infra.text import clean_text
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import RateLimited
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

LIMIT = limits.Limit("groups made", most=MOST_A_DAY, within=timedelta(days=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChange:
    """What to change; None leaves it as it is."""

    display_name: str | None = None
    description: str | None = None
    rules: str | None = None
    admission: Admission | None = None
    posting: Posting | None = None
    avatar_key: str | None = None
    header_key: str | None = None


def make(
    viewer: Viewer,
    *,
    handle: str,
    display_name: str,
    admission: Admission,
    description: str = "",
    rules: str = "",
    posting: Posting = Posting.MEMBERS,
) -> GroupView:
    """Make a group; whoever makes it owns it. Raises Invalid, naming the field, and RateLimited after 3 in a day."""
    person_id = viewer.require_account()
    integrity.refuse_restricted(person_id, [integrity.Limited.POST])
    said = clean_text(rules, limit=RULES_LIMIT, field="rules")
    about = clean_text(description, limit=accounts.BIO_LIMIT, field="description")
    _refuse_too_many(person_id)

    def within(group_id: int) -> None:
        Group.objects.create(id=group_id, admission=admission, posting=posting, rules=said, members=1)
        Membership.objects.create(
            id=new_id(), group_id=group_id, account_id=person_id, role=GroupRole.OWNER, since=clock.now()
        )
        record(person_id, "group.make", account_ref(group_id), admission=admission)

    me = accounts.access_account(viewer, person_id)
    account = accounts.create_group(
        viewer,
        handle=handle,
        display_name=display_name,
        language=me.language,
        hidden=admission is Admission.HIDDEN,
        within=within,
    )
    limits.hit(LIMIT, person_id)
    if about:
        accounts.edit_profile(Viewer(account_id=account.id), change=ProfileChange(bio=about))
    return access.access_group(viewer, account.id)


def edit(viewer: Viewer, *, group_id: int, change: GroupChange) -> GroupView:
    """Change a group. Owners only.

    Closing an open group hides none of its old public posts; opening a closed one shows none of its old posts.
    """
    group = access.access_as_owner(viewer, group_id)
    values: dict[str, object] = {
        name: value for name, value in (("admission", change.admission), ("posting", change.posting)) if value
    }
    if change.rules is not None:
        values["rules"] = clean_text(change.rules, limit=RULES_LIMIT, field="rules")
    with atomic_write():
        access.hold(group_id)
        access.refuse_outranked(group_id, viewer.require_account(), least=GroupRole.OWNER)
        _edit_profile(group_id, change)
        if values:
            Group.objects.filter(id=group_id).update(**values)
            record(viewer.account_id, "group.edit", account_ref(group_id), fields=sorted(values))
        if change.admission is not None and change.admission is not group.admission:
            accounts.set_hidden(group_id, hidden=change.admission is Admission.HIDDEN)
    return access.access_group(viewer, group_id)


def close(viewer: Viewer, *, group_id: int) -> None:
    """Close a group for good. Owners only. Its open posts stay with their authors, the others with them alone."""
    access.access_as_owner(viewer, group_id)
    with atomic_write():
        access.hold(group_id)
        access.refuse_outranked(group_id, viewer.require_account(), least=GroupRole.OWNER)
        close_held(group_id, viewer.require_account())
    residency.erase_person(group_id)


def close_held(group_id: int, actor_id: int | None) -> None:
    """Close a group that is held, inside the caller's `atomic_write`."""
    Group.objects.filter(id=group_id).update(closed_at=clock.now(), members=0, rules="")
    Membership.objects.filter(group_id=group_id).delete()
    record(actor_id, "group.close", account_ref(group_id))
    accounts.close_group(group_id)


def _edit_profile(group_id: int, change: GroupChange) -> None:
    said = ProfileChange(
        display_name=change.display_name,
        bio=change.description,
        avatar_key=change.avatar_key,
        header_key=change.header_key,
    )
    if said != ProfileChange():
        accounts.edit_profile(Viewer(account_id=group_id), change=said)


def _refuse_too_many(person_id: int) -> None:
    try:
        limits.check(LIMIT, person_id)
    except RateLimited as error:
        wait = error.retry_after
        safe = sentence("You have made {count} groups today. Please make the next one tomorrow.", count=MOST_A_DAY)
        raise RateLimited("groups of a day", safe=safe, retry_after=wait) from None
