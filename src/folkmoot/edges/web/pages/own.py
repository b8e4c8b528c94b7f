"""One's own settings: profile, account, sessions, invitations."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.apps import api as apps
from folkmoot.domains.media import api as media
from folkmoot.domains.media.api import ProfilePicture
from folkmoot.domains.residency import api as residency
from folkmoot.edges.web.pages.forms import EmailForm, EraseForm, InvitationForm, PasswordForm, ProfileForm
from folkmoot.infra.config import current
from folkmoot.infra.http.answers import say
from folkmoot.infra.http.cookies import clear_session
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import session_id_of, viewer_of
from folkmoot.infra.words import said
from folkmoot.kernel import clock
from folkmoot.kernel.errors import RateLimited
from folkmoot.kernel.ids import parse_id
from folkmoot.kernel.viewer import Viewer

form_page = require_http_methods(["GET", "HEAD", "POST"])
_LINES = 6
_THINGS = (
    ("/explore", "compass", gettext_lazy("Explore")),
    ("/conversations", "mail", gettext_lazy("Direct conversations")),
    ("/bookmarks", "bookmark", gettext_lazy("Bookmarks")),
    ("/favourites", "heart", gettext_lazy("Favourites")),
    ("/groups", "users-round", gettext_lazy("Groups")),
    ("/events", "calendar-days", gettext_lazy("Events")),
    ("/lists", "list", gettext_lazy("Lists")),
    ("/drafts", "file-pen-line", gettext_lazy("Drafts and scheduled posts")),
    ("/notes", "info", gettext_lazy("Context notes")),
    ("/follow-requests", "user-plus", gettext_lazy("Follow requests")),
)


@require_safe
def menu(request: HttpRequest) -> HttpResponse:
    """Everything that is not in the main navigation."""
    viewer_of(request).require_account()
    return render(request, "settings/menu.html", {"things": _THINGS})


@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """Where people look for it who come from elsewhere; the menu has all settings."""
    viewer_of(request).require_account()
    return redirect("/menu")


@form_page
def profile(request: HttpRequest, account_id: int | None = None) -> HttpResponse:
    """One's own profile, or with `account_id` that of a page that one manages."""
    viewer = viewer_of(request)
    own_id = viewer.require_account()
    acting = accounts.act_as(viewer, account_id or own_id)
    account = accounts.access_account(viewer, account_id or own_id)
    first = {name: getattr(account, name) for name in ProfileForm.base_fields if hasattr(account, name)}
    first["attribution_domains"] = "\n".join(account.attribution_domains)
    posted = request.method == "POST"
    form = ProfileForm(request.POST if posted else None, request.FILES if posted else None, initial=first)
    if account.id == own_id:
        form.without_privacy()
    if request.method == "POST" and form.is_valid():
        with form.refusals(RateLimited):
            _save_profile(acting, account, form, _given_lines(request))
            say(request, _("The profile is saved."))
            return redirect(request.path)
    lines = _given_lines(request) or [(line.name, line.value) for line in account.fields]
    lines += [("", "")] * (_LINES - len(lines))
    return form.page(request, "settings/profile.html", {"lines": lines, "me": account})


def _save_profile(viewer: Viewer, before: AccountView, form: ProfileForm, lines: list[tuple[str, str]]) -> None:
    """Pictures first: a file that cannot be used leaves everything as it was."""
    names = ("display_name", "bio", "language", "locked", "discoverable", "indexable", "bot")
    keys = {
        f"{kind}_key": media.upload_profile_picture(viewer, file=file.file, kind=kind, account_id=before.id)
        for kind in ProfilePicture
        if (file := form.cleaned_data[kind.value])
    }
    words: dict[str, Any] = {name: form.cleaned_data[name] for name in names if name in form.fields}
    words["attribution_domains"] = form.cleaned_data["attribution_domains"].split()
    accounts.edit_profile(viewer, change=accounts.ProfileChange(**words | keys, fields=lines))
    for name in keys:
        media.delete_profile_picture(viewer, key=getattr(before, name))


def _given_lines(request: HttpRequest) -> list[tuple[str, str]]:
    names, values = request.POST.getlist("line_name"), request.POST.getlist("line_value")
    return list(zip(names, values, strict=False))[:_LINES]


@sensitive_post_parameters()
@form_page
def account(request: HttpRequest) -> HttpResponse:
    """Three forms on one page; the button that was pressed names which."""
    viewer = viewer_of(request)
    login = accounts.own_login(viewer)
    which = request.POST.get("form", "")
    forms: dict[str, PageForm] = {
        "email": EmailForm(request.POST if which == "email" else None),
        "password": PasswordForm(request.POST if which == "password" else None),
    }
    if which in forms and forms[which].is_valid():
        with forms[which].refusals(RateLimited):
            return (_change_email if which == "email" else _change_password)(request, forms[which])
    return forms.get(which, forms["email"]).page(request, "settings/account.html", {"login": login, "forms": forms})


def _change_email(request: HttpRequest, form: PageForm) -> HttpResponse:
    data = form.cleaned_data
    accounts.change_email(viewer_of(request), email=data["email"], password=data["current"])
    say(request, _("Your new e-mail address is saved."))
    return redirect("/settings/account")


def _change_password(request: HttpRequest, form: PageForm) -> HttpResponse:
    data = form.cleaned_data
    accounts.change_password(
        viewer_of(request), current=data["current"], password=data["password"], keep_session=session_id_of(request)
    )
    say(request, _("Your new password works. Other browsers have been signed out."))
    return redirect("/settings/account")


@sensitive_post_parameters()
@form_page
def erase(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_account()
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals(RateLimited):
            accounts.erase_account(viewer, password=form.cleaned_data["current"])
            say(request, _("Your account is erased. Farewell."))
            response = redirect("/")
            clear_session(response)
            return response
    return form.page(request, "settings/erase.html")


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    own = residency.sessions.sessions_of(viewer_of(request).require_account())
    return render(request, "settings/sessions.html", {"sessions": own, "this": session_id_of(request)})


@require_POST
def revoke_session(request: HttpRequest) -> HttpResponse:
    """End one session, or with `which=others` all but this one."""
    account_id = viewer_of(request).require_account()
    which = request.POST.get("which", "")
    if which == "others":
        residency.sessions.revoke_all(account_id, keep=session_id_of(request))
        say(request, _("All other browsers are signed out."))
    elif residency.sessions.revoke(account_id, parse_id(which) or 0):
        say(request, _("That browser is signed out."))
    return redirect("/settings/sessions")


@require_safe
def own_apps(request: HttpRequest) -> HttpResponse:
    """The apps that the person let in, and what each may do."""
    let_in = [(one, [said(apps.describe(scope)) for scope in one.scopes]) for one in apps.apps_of(viewer_of(request))]
    return render(request, "settings/apps.html", {"apps": let_in})


@require_POST
def end_app(request: HttpRequest, app_id: int) -> HttpResponse:
    apps.revoke_app(viewer_of(request), app_id=app_id)
    say(request, _("The app can do nothing for you any more."))
    return redirect("/settings/apps")


@form_page
def invitations(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    own = accounts.invitations_of(viewer)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        days = form.cleaned_data["days"]
        until = clock.now() + timedelta(days=days) if days else None
        with form.refusals():
            accounts.create_invitation(viewer, uses=form.cleaned_data["uses"], expires_at=until)
            return redirect("/settings/invitations")
    context = {"form": form, "invitations": own, "origin": current().public_origin, "now": clock.now()}
    return form.page(request, "settings/invitations.html", context)


@require_POST
def withdraw_invitation(request: HttpRequest, invitation_id: int) -> HttpResponse:
    accounts.withdraw_invitation(viewer_of(request), invitation_id=invitation_id)
    say(request, _("The invitation is withdrawn."))
    return redirect("/settings/invitations")
