"""People: find them among thousands; one person's page, and what staff do for them."""

from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import LoginState, LookReason, PeopleFilter, RegistrationMode, StaffPerson
from folkmoot.domains.community import api as community
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import Treatment
from folkmoot.edges.console.choices import DecisionForm, choices_for
from folkmoot.infra.http.answers import page_request, say, warn
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import Conflict, Forbidden, Invalid
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import SubjectKind, account_ref
from folkmoot.kernel.viewer import Role, Viewer

_PER_PAGE = 50
_DAY = forms.DateInput(attrs={"type": "date"})
_ANY = ("", gettext_lazy("Any"))
_ACTING = {
    "removed": (Treatment.REMOVE,),
    "reduced": (Treatment.REDUCE,),
    "restricted": (Treatment.RESTRICT,),
    "held": (Treatment.HOLD,),
    "any": tuple(Treatment),
}


class PeopleForm(forms.Form):
    """What is asked for stands in the address, so that a search can be kept and passed on."""

    q = forms.CharField(label=gettext_lazy("Name"), required=False)
    email = forms.CharField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("The whole address. It is compared by its hash."),
        required=False,
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[
            _ANY,
            (Role.MEMBER.value, gettext_lazy("Member")),
            (Role.MODERATOR.value, gettext_lazy("Moderator")),
            (Role.OPERATOR.value, gettext_lazy("Operator")),
        ],
        required=False,
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[
            _ANY,
            (LoginState.ACTIVE.value, gettext_lazy("Can sign in")),
            (LoginState.WAITING.value, gettext_lazy("Waits for a moderator")),
            (LoginState.UNCONFIRMED.value, gettext_lazy("Has not confirmed the address")),
        ],
        required=False,
    )
    acting = forms.ChoiceField(
        label=gettext_lazy("Decision that acts"),
        choices=[
            _ANY,
            ("any", gettext_lazy("One at least")),
            ("removed", gettext_lazy("Removed")),
            ("restricted", gettext_lazy("Restricted")),
            ("reduced", gettext_lazy("Reduced")),
            ("held", gettext_lazy("Held")),
            ("free", gettext_lazy("None")),
        ],
        required=False,
    )
    since = forms.DateField(label=gettext_lazy("Joined on or after"), widget=_DAY, required=False)
    until = forms.DateField(label=gettext_lazy("Joined on or before"), widget=_DAY, required=False)

    def wanted(self) -> PeopleFilter:
        data = self.cleaned_data if self.is_valid() else {}
        acting = data.get("acting", "")
        return PeopleFilter(
            words=data.get("q", ""),
            email=data.get("email", ""),
            roles=(Role(data["role"]),) if data.get("role") else (),
            states=(LoginState(data["state"]),) if data.get("state") else (),
            under=_ACTING.get(acting, ()),
            not_under=tuple(Treatment) if acting == "free" else (),
            joined_since=_midnight(data.get("since")),
            joined_until=_midnight(data.get("until"), days=1),
        )


class RoleForm(PageForm):
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[
            (Role.MEMBER.value, gettext_lazy("Member: no role")),
            (Role.MODERATOR.value, gettext_lazy("Moderator: decides about reports and new members")),
            (Role.OPERATOR.value, gettext_lazy("Operator: everything, also settings, pages and roles")),
        ],
        widget=forms.RadioSelect,
    )


class LookForm(PageForm):
    reason = forms.ChoiceField(
        label=gettext_lazy("Why"),
        choices=[
            (LookReason.ASKED.value, gettext_lazy("The person asked for help")),
            (LookReason.ABUSE.value, gettext_lazy("Several accounts may be one person’s")),
            (LookReason.LAW.value, gettext_lazy("A law or an order obliges us")),
        ],
        widget=forms.RadioSelect,
    )


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Fifty people a page, the newest first."""
    viewer = viewer_of(request)
    viewer.require_staff()
    form = PeopleForm(request.GET)
    wanted = form.wanted()
    found = accounts.people(viewer, wanted, page_request(request, _PER_PAGE))
    asked = {name: value for name, value in request.GET.items() if name in form.fields and value}
    context = {
        "form": form,
        "people": found.items,
        "count": accounts.count_people(viewer, wanted),
        "asked": asked,
        "older": urlencode({**asked, "max_id": found.next_max_id}) if found.next_max_id else "",
    }
    return render(request, "console/operator/people.html", context)


@require_safe
def person(request: HttpRequest, account_id: int) -> HttpResponse:
    return _page(request, account_id)


@require_POST
def act(request: HttpRequest, account_id: int) -> HttpResponse:
    """What is no decision: a confirmed address, an answer to a request, a new password, an end of sessions."""
    viewer = viewer_of(request)
    viewer.require_staff()
    try:
        link = _done(request, viewer, account_id)
    except (Conflict, Invalid) as error:
        warn(request, error.safe)
        link = ""
    if link:
        return _page(request, account_id, link=link)
    gone = request.POST.get("do") == "reject"
    return redirect("/console/people" if gone else f"/console/people/{account_id}")


@require_POST
def change_role(request: HttpRequest, account_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_operator()
    form = RoleForm(request.POST)
    if form.is_valid():
        with form.refusals():
            accounts.set_role(viewer, account_id=account_id, role=Role(form.cleaned_data["role"]))
            say(request, _("The role is changed."))
            return redirect(f"/console/people/{account_id}")
    return _page(request, account_id, role_form=form)


@require_POST
def look(request: HttpRequest, account_id: int) -> HttpResponse:
    """The e-mail address and the sessions, once, for a reason that is recorded. No browser keeps the page."""
    viewer = viewer_of(request)
    viewer.require_staff()
    form = LookForm(request.POST)
    contact = None
    if form.is_valid():
        contact = accounts.read_contact(viewer, account_id=account_id, reason=LookReason(form.cleaned_data["reason"]))
    answer = _page(request, account_id, look_form=form, contact=contact)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def decide(request: HttpRequest, account_id: int) -> HttpResponse:
    """A decision about the account, under a rule, with its statement; a removal is proposed to a second person."""
    viewer = viewer_of(request)
    viewer.require_staff()
    form = DecisionForm(request.POST)
    if form.is_valid():
        with form.refusals(Conflict, Forbidden):
            _decide(request, viewer, account_id, form)
            return redirect(f"/console/people/{account_id}")
    return _page(request, account_id, form=form)


def _decide(request: HttpRequest, viewer: Viewer, account_id: int, form: DecisionForm) -> None:
    order: dict[str, Any] = form.order()
    about = {"ref": account_ref(account_id), "responsible": account_id}
    if order["treatment"] == Treatment.REMOVE:
        proposed = {name: order[name] for name in ("clause_id", "link", "note")}
        integrity.propose_removal(viewer, **about, **proposed)  # type: ignore[arg-type] # its own fields
        say(request, _("Proposed. Nothing happens to the account until a second person confirms it."))
        return
    del order["answer"]
    integrity.decide_on(viewer, **about, **order)  # type: ignore[arg-type] # its own fields
    say(request, _("Decided. The person is told, with the reasons and how to appeal."))


def _done(request: HttpRequest, viewer: Viewer, account_id: int) -> str:
    """Do what the button says; returns the link for a new password where one was made."""
    do = request.POST.get("do", "")
    if do == "link":
        return accounts.make_reset_link(viewer, account_id=account_id)
    if do == "approve":
        accounts.approve(viewer, account_id=account_id)
        say(request, _("They are a member now, and are told so by mail."))
    elif do == "reject":
        accounts.reject(viewer, account_id=account_id)
        say(request, _("The request is turned down. What they wrote is deleted."))
    elif do == "confirm":
        mode = RegistrationMode(community.settings().registration)
        accounts.confirm_for(viewer, account_id=account_id, mode=mode)
        say(request, _("The address counts as confirmed."))
    elif do == "mail":
        accounts.send_reset(viewer, account_id=account_id)
        say(request, _("A mail with a link for a new password is on its way."))
    elif do == "sign-out":
        accounts.end_sessions(viewer, account_id=account_id)
        say(request, _("Signed out everywhere, apps included."))
    return ""


def _page(
    request: HttpRequest,
    account_id: int,
    *,
    form: DecisionForm | None = None,
    role_form: RoleForm | None = None,
    look_form: LookForm | None = None,
    **more: Any,
) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_staff()
    one = accounts.staff_person(viewer, account_id)
    shown = form or DecisionForm()
    forms_of_page = (shown, role_form, look_form)
    context = {
        "person": one.account,
        "one": one,
        "own": viewer.account_id == account_id,
        "form": shown,
        "role_form": role_form or RoleForm(initial={"role": one.role.value if one.role else ""}),
        "look_form": look_form or LookForm(),
        "reason": _reason(viewer, one),
        "choices": choices_for({SubjectKind.ACCOUNT}, set()),
        **_history(viewer, account_id),
        **more,
    }
    status = max(each.status for each in forms_of_page if each is not None)
    return render(request, "console/operator/person.html", context, status=status)


def _reason(viewer: Viewer, one: StaffPerson) -> str:
    """What somebody who waits wrote."""
    if one.state is not LoginState.WAITING:
        return ""
    waiting = accounts.waiting_members(viewer)
    return next((each.reason for each in waiting if each.account.id == one.account.id), "")


def _history(viewer: Viewer, account_id: int) -> dict[str, Any]:
    """What was decided and reported; nobody reads here who reported themselves."""
    cases = integrity.cases_of(viewer, account_id)
    notes = integrity.notes_about(viewer, account_id)
    filed = integrity.reports_page(viewer, PageRequest(limit=1), reporter=account_id)
    names = accounts.accounts_by_ids({note.author for note in notes})
    return {
        "record": integrity.account_record(viewer, account_id),
        "decisions": integrity.decisions_on(viewer, account_id),
        "cases": cases,
        "proposed": next((case for case in cases if case.proposal), None),
        "notes": notes,
        "people": names,
        "reports": bool(filed.items),
    }


def _midnight(day: Any, *, days: int = 0) -> datetime | None:
    return make_aware(datetime.combine(day, time())) + timedelta(days=days) if day else None
