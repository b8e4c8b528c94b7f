"""Sign up, sign in, sign out, confirm an address, choose a new password."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import LoginState, NotYetActive, RegistrationClosed, RegistrationMode, SignInRefused
from folkmoot.domains.community import api as community
from folkmoot.domains.residency import api as residency
from folkmoot.edges.web.pages.forms import NewPasswordForm, ResetRequestForm, SignInForm, SignUpForm
from folkmoot.infra.config import current
from folkmoot.infra.http.answers import safe_path, say
from folkmoot.infra.http.cookies import clear_session, set_session
from folkmoot.infra.http.requests import address_of, session_id_of, viewer_of
from folkmoot.kernel.errors import Forbidden, Gone, RateLimited

_CODE_LENGTHS = {2, 3}  # of ISO 639
form_page = require_http_methods(["GET", "HEAD", "POST"])


@sensitive_post_parameters("password")
@form_page
def sign_up(request: HttpRequest) -> HttpResponse:
    if viewer_of(request).account_id:
        return redirect("/")
    settings = community.settings()
    first = {"invitation": request.GET.get("invitation", "")}
    form = SignUpForm(request.POST or None, initial=first).only_for(settings.registration)
    if request.method == "POST" and form.is_valid():
        with form.refusals(RegistrationClosed, Forbidden):
            return _joined(request, form, RegistrationMode(settings.registration))
    return form.page(request, "join/sign_up.html")


def _joined(request: HttpRequest, form: SignUpForm, mode: RegistrationMode) -> HttpResponse:
    wish = accounts.SignUp(**form.cleaned_data, language=_language(request))
    account, state = accounts.sign_up(wish, mode=mode, address=address_of(request))
    if state is not LoginState.ACTIVE:
        return redirect(f"/waiting?for={state.value}")
    say(request, _("Welcome, @%(name)s. Write something, or look for people to follow.") % {"name": account.handle})
    return _signed_in(request, account.id, "/explore")


def _language(request: HttpRequest) -> str:
    wanted = request.headers.get("Accept-Language", "en").partition(",")[0].partition("-")[0].strip().lower()
    return wanted if wanted.isascii() and wanted.isalpha() and len(wanted) in _CODE_LENGTHS else "en"


@require_http_methods(["GET", "HEAD"])
def waiting(request: HttpRequest) -> HttpResponse:
    """Shown after joining, where something must happen before the first sign-in."""
    return render(request, "join/waiting.html", {"unconfirmed": request.GET.get("for") == LoginState.UNCONFIRMED})


@sensitive_post_parameters("password")
@form_page
def sign_in(request: HttpRequest) -> HttpResponse:
    back = safe_path(request.POST.get("next") or request.GET.get("next"))
    if viewer_of(request).account_id:
        return redirect(back)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals(SignInRefused, NotYetActive, RateLimited):
            account_id = accounts.sign_in(**form.cleaned_data, address=address_of(request))
            return _signed_in(request, account_id, back)
    return form.page(request, "join/sign_in.html", {"next": back})


def _signed_in(request: HttpRequest, account_id: int, path: str) -> HttpResponse:
    place = residency.SessionPlace(request.headers.get("User-Agent", "")[:300], address_of(request))
    response = redirect(path)
    set_session(response, residency.sessions.open_session(account_id, place))
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    viewer, session_id = viewer_of(request), session_id_of(request)
    if viewer.account_id and session_id:
        residency.sessions.revoke(viewer.account_id, session_id)
    response = redirect("/")
    clear_session(response)
    return response


@form_page
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail. Only the button confirms: programs that look at mail open every link in it."""
    if request.method != "POST":
        return render(request, "join/confirm.html", {"token": token})
    state = accounts.confirm_email(token, mode=RegistrationMode(community.settings().registration))
    if state is LoginState.ACTIVE:
        say(request, _("Thank you, your address is confirmed. You can sign in now."))
        return redirect("/sign-in")
    return redirect("/waiting?for=waiting")


@form_page
def reset(request: HttpRequest) -> HttpResponse:
    form = ResetRequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals(RateLimited):
            accounts.request_reset(email=form.cleaned_data["email"], address=address_of(request))
            return render(request, "join/reset_sent.html", {"mail": current().confirms_email})
    return form.page(request, "join/reset.html")


@sensitive_post_parameters("password")
@form_page
def new_password(request: HttpRequest, token: str) -> HttpResponse:
    if not accounts.reset_works(token):
        raise Gone("used link", safe=_("This link has been used or is too old. Please ask for a new one."))
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            accounts.reset_password(token, password=form.cleaned_data["password"])
            say(request, _("Your new password works. Please sign in with it."))
            return redirect("/sign-in")
    return form.page(request, "join/new_password.html")
