"""Groups: one's own, those to find, a group's page, and what its owner changes."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.groups import api as groups
from folkmoot.domains.groups.api import Admission, GroupChange, GroupView, MemberState, Posting
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.media import api as media
from folkmoot.domains.media.api import ProfilePicture
from folkmoot.domains.posts import api as posts
from folkmoot.edges.web.lists import list_page
from folkmoot.edges.web.pages import audience
from folkmoot.edges.web.pages.composing import empty_form
from folkmoot.edges.web.pages.group_forms import EditGroupForm, GroupForm, MakeGroupForm
from folkmoot.edges.web.paths import page_of
from folkmoot.infra.http.answers import go_back, page_request, say, warn
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import Forbidden, Invalid, NotFound, RateLimited
from folkmoot.kernel.viewer import Viewer

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """One's own groups, invitations, and groups to find."""
    viewer, query = viewer_of(request), request.GET.get("q", "").strip()
    signed_in = viewer.account_id is not None
    mine = groups.mine(viewer) if signed_in else ()
    own_ids = {group.id for group in mine}
    context = {
        "mine": mine,
        "invited": groups.mine(viewer, MemberState.INVITED) if signed_in else (),
        "asked": groups.mine(viewer, MemberState.ASKED) if signed_in else (),
        "waiting": groups.waiting_counts(viewer) if signed_in else {},
        "found": [group for group in groups.find(viewer, query) if query or group.id not in own_ids],
        "query": query,
    }
    return render(request, "groups/overview.html", context)


def profile(request: HttpRequest, account: AccountView, tab: str) -> HttpResponse:
    """The page of a group: its posts, what it is about, who is in it."""
    viewer = viewer_of(request)
    group = groups.access_group(viewer, account.id)
    context: dict[str, Any] = {
        "group": group,
        "account": account,
        "tab": tab,
        "waiting": _waiting(viewer, group),
        "reported": _reported(viewer, group),
    }
    if tab == "about":
        context |= {"staff": groups.staff_of(viewer, group.id)}
        return render(request, "groups/about.html", context)
    if tab == "members":
        return _members(request, group, context)
    if tab:
        raise NotFound("no such part of a group")
    page = posts.group_timeline(viewer, group.id, page_request(request))
    if group.may_begin and "max_id" not in request.GET:
        person = accounts.access_account(viewer, viewer.require_account())
        context["form"] = empty_form(person, visibility=audience.value_of(group.id))
    return list_page(request, "groups/posts.html", page, context | {"surface": "page"})


def _members(request: HttpRequest, group: GroupView, context: dict[str, Any]) -> HttpResponse:
    if not group.readable:
        raise NotFound("members of a closed group")
    page = groups.members(viewer_of(request), group.id, page_request(request, 40))
    return list_page(request, "groups/members.html", page, context, items="groups/member_items.html")


def _waiting(viewer: Viewer, group: GroupView) -> int:
    return groups.waiting_counts(viewer).get(group.id, 0) if group.moderated_by_viewer else 0


def _reported(viewer: Viewer, group: GroupView) -> int:
    return integrity.count_of_group(viewer, group.id) if group.moderated_by_viewer else 0


@form_page
def make(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_account()
    form = MakeGroupForm(request.POST or None, initial={"admission": Admission.OPEN, "posting": Posting.MEMBERS})
    if request.method == "POST" and form.is_valid():
        with form.refusals(RateLimited, Forbidden):
            data = form.cleaned_data
            made = groups.make(
                viewer, **data | {"admission": Admission(data["admission"]), "posting": Posting(data["posting"])}
            )
            say(request, _("The group is there. Invite people, or write the first post."))
            return redirect(page_of(made.account))
    return form.page(request, "groups/make.html")


@form_page
def edit(request: HttpRequest, group_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    group = _owned(viewer, group_id)
    first = {
        "display_name": group.account.display_name,
        "description": group.account.bio,
        "rules": group.rules,
        "admission": group.admission,
        "posting": group.posting,
    }
    posted = request.method == "POST"
    form = EditGroupForm(request.POST if posted else None, request.FILES if posted else None, initial=first)
    if posted and form.is_valid():
        with form.refusals(RateLimited, Forbidden):
            changed = groups.edit(viewer, group_id=group_id, change=_change(group, form))
            say(request, _("The group is changed."))
            return redirect(page_of(changed.account))
    return form.page(request, "groups/edit.html", {"group": group})


@form_page
def close(request: HttpRequest, group_id: int) -> HttpResponse:
    """Ask first: nobody brings a closed group back."""
    viewer = viewer_of(request)
    group = _owned(viewer, group_id)
    if request.method == "POST":
        groups.close(viewer, group_id=group_id)
        say(request, _("The group is closed."))
        return redirect("/groups")
    return render(request, "groups/close.html", {"group": group})


_Do = Callable[[Viewer, int], object]
_VERBS: dict[str, tuple[_Do, Promise]] = {
    "join": (lambda viewer, which: groups.join(viewer, group_id=which), gettext_lazy("You are in %(group)s.")),
    "leave": (lambda viewer, which: groups.leave(viewer, group_id=which), gettext_lazy("You have left %(group)s.")),
    "show": (
        lambda viewer, which: groups.show_at_home(viewer, group_id=which, shown=True),
        gettext_lazy("What is written in %(group)s stands in your home."),
    ),
    "hide": (
        lambda viewer, which: groups.show_at_home(viewer, group_id=which, shown=False),
        gettext_lazy("What is written in %(group)s no longer stands in your home."),
    ),
}


@require_POST
def act(request: HttpRequest, group_id: int) -> HttpResponse:
    """Join, ask, accept, decline, leave: the verb of the pressed button."""
    viewer = viewer_of(request)
    viewer.require_account()
    before, verb = groups.access_group(viewer, group_id), request.POST.get("verb", "")
    if verb not in _VERBS:
        raise NotFound("no such verb")
    do, sentence = _VERBS[verb]
    try:
        do(viewer, group_id)
    except (Forbidden, Invalid) as error:
        warn(request, error.safe)
        return go_back(request, page_of(before.account))
    say(request, str(_sentence(before, verb, sentence)) % {"group": before.account.name})
    hidden = verb == "leave" and before.admission is Admission.HIDDEN
    return redirect("/groups") if hidden or verb == "leave" else go_back(request, page_of(before.account))


def _sentence(before: GroupView, verb: str, sentence: Promise) -> Promise:
    state = before.own.state if before.own else None
    if verb == "join" and before.admission is Admission.REQUEST and state is not MemberState.INVITED:
        return gettext_lazy("You have asked to come into %(group)s.")
    if verb == "leave" and state is MemberState.INVITED:
        return gettext_lazy("You have declined the invitation to %(group)s.")
    if verb == "leave" and state is MemberState.ASKED:
        return gettext_lazy("You no longer ask to come into %(group)s.")
    return sentence


def _owned(viewer: Viewer, group_id: int) -> GroupView:
    viewer.require_account()
    group = groups.access_group(viewer, group_id)
    if not group.owned_by_viewer:
        raise Forbidden("not an owner", safe=_("Only owners of this group may do that."))
    return group


def _change(group: GroupView, form: GroupForm) -> GroupChange:
    data = form.cleaned_data
    keys = {
        f"{kind}_key": media.upload_profile_picture(
            Viewer(account_id=group.id), file=file.file, kind=kind, account_id=group.id
        )
        for kind in ProfilePicture
        if (file := data[kind.value])
    }
    return GroupChange(
        display_name=data["display_name"],
        description=data["description"],
        rules=data["rules"],
        admission=Admission(data["admission"]),
        posting=Posting(data["posting"]),
        **keys,
    )
