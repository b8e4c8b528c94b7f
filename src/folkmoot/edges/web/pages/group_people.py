"""For the owners and moderators of a group: who asks, who is invited, who had to go, and who does what."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.groups import api as groups
from folkmoot.domains.groups.api import GroupRole, MemberState
from folkmoot.edges.web.pages.group_forms import InviteForm, RemoveForm
from folkmoot.edges.web.paths import page_of
from folkmoot.infra.http.answers import say, warn
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import Forbidden, Invalid, NotFound, RateLimited
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.viewer import Viewer

form_page = require_http_methods(["GET", "HEAD", "POST"])
_SHOWN = 80


@form_page
def people(request: HttpRequest, group_id: int) -> HttpResponse:
    """Invite somebody; for moderators also the requests, invitations and removals."""
    viewer = viewer_of(request)
    group = groups.access_as_member(viewer, group_id)
    if not group.may_invite:
        raise Forbidden("may not invite", safe=_("In this group owners and moderators invite."))
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals(RateLimited, NotFound):
            person = accounts.access_account_by_name(viewer, form.cleaned_data["person"])
            groups.invite(viewer, group_id=group_id, account_id=person.id)
            say(request, _("%(name)s is invited.") % {"name": person.name})
            return redirect(request.path)
    context: dict[str, object] = {"group": group, "form": form}
    if group.moderated_by_viewer:
        page = PageRequest(limit=_SHOWN)
        context |= {
            "asking": groups.members(viewer, group_id, page, state=MemberState.ASKED).items,
            "invited": groups.members(viewer, group_id, page, state=MemberState.INVITED).items,
            "removals": groups.removals(viewer, group_id),
            "bans": {one.account.id for one in groups.removals(viewer, group_id, banned=True)},
        }
    return form.page(request, "groups/people.html", context)


_Do = Callable[[Viewer, int, int], object]


def _role(role: GroupRole) -> _Do:
    return lambda viewer, group, who: groups.set_role(viewer, group_id=group, account_id=who, role=role)


_VERBS: dict[str, _Do] = {
    "accept": lambda viewer, group, who: groups.answer(viewer, group_id=group, account_id=who, accept=True),
    "decline": lambda viewer, group, who: groups.answer(viewer, group_id=group, account_id=who, accept=False),
    "lift": lambda viewer, group, who: groups.lift_ban(viewer, group_id=group, account_id=who),
    "owner": _role(GroupRole.OWNER),
    "moderator": _role(GroupRole.MODERATOR),
    "member": _role(GroupRole.MEMBER),
    "hand_over": lambda viewer, group, who: groups.hand_over(viewer, group_id=group, account_id=who),
}


@require_POST
def change(request: HttpRequest, group_id: int, account_id: int) -> HttpResponse:
    """Answer a request, give a role, lift a ban: the verb of the pressed button."""
    viewer = viewer_of(request)
    viewer.require_account()
    group, verb = groups.access_as_moderator(viewer, group_id), request.POST.get("verb", "")
    if verb not in _VERBS:
        raise NotFound("no such verb")
    try:
        _VERBS[verb](viewer, group_id, account_id)
    except (Forbidden, Invalid) as error:
        warn(request, error.safe)
    else:
        say(request, _("Done."))
    with_members = verb in {"owner", "moderator", "member", "hand_over"}
    return redirect(f"{page_of(group.account)}/members" if with_members else f"/groups/{group_id}/people")


@form_page
def remove(request: HttpRequest, group_id: int, account_id: int) -> HttpResponse:
    """Say why; they are told."""
    viewer = viewer_of(request)
    group = groups.access_as_moderator(viewer, group_id)
    person = accounts.access_account(viewer, account_id)
    form = RemoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals(Forbidden):
            groups.remove_member(viewer, group_id=group_id, account_id=account_id, **form.cleaned_data)
            say(request, _("%(name)s is no longer in the group, and is told why.") % {"name": person.name})
            return redirect(f"{page_of(group.account)}/members")
    return form.page(request, "groups/remove.html", {"group": group, "person": person, "form": form})
