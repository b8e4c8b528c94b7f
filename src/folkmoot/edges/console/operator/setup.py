"""The first steps of a site, each with how it stands by looking at the thing itself."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.community import api as community
from folkmoot.domains.community.api import SetupStep, SitePageName
from folkmoot.domains.integrity import api as integrity
from folkmoot.infra.backup.last import last_backup
from folkmoot.infra.config import current
from folkmoot.infra.http.answers import say, warn
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import Conflict
from folkmoot.kernel.viewer import Viewer

_FIRST_NAME = "Folkmoot"


@dataclass(frozen=True, slots=True)
class Step:
    """One line. `href`: where it is done. `tick`: what an operator says by a button, where the site cannot see it."""

    done: bool
    title: str
    text: str
    href: str = ""
    link: str = ""
    tick: str = ""


@require_safe
def setup(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_operator()
    steps = [*_about(), *_machine(viewer)]
    context = {
        "steps": steps,
        "done": sum(step.done for step in steps),
        "put_away": SetupStep.PUT_AWAY in community.setup_marks(viewer),
    }
    return render(request, "console/operator/setup.html", context)


@require_POST
def mark(request: HttpRequest) -> HttpResponse:
    """Tick what only people know; send the test mail; put the list away, or bring it back."""
    viewer = viewer_of(request)
    viewer.require_operator()
    do = request.POST.get("do", "")
    if do == "mail":
        return _test_mail(request, viewer)
    if do in {SetupStep.KEY_COPIED, SetupStep.PUT_AWAY}:
        community.mark_setup(viewer, step=SetupStep(do), done=request.POST.get("done") != "no")
    return redirect("/console" if do == SetupStep.PUT_AWAY else "/console/setup")


def _test_mail(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    try:
        accounts.send_test_mail(viewer)
        community.mark_setup(viewer, step=SetupStep.MAIL_TRIED)
        say(request, _("A mail to your own address has left this machine. Please look whether it arrives."))
    except Conflict as error:
        warn(request, error.safe)
    return redirect("/console/setup")


def _about() -> list[Step]:
    settings = community.settings()
    pages = {name: community.site_page(name).edited_at is not None for name in SitePageName}
    answered = bool(settings.operator_name and settings.contact_email)
    return [
        Step(
            settings.name != _FIRST_NAME and bool(settings.description),
            _("Name and description"),
            _("What visitors read first."),
            "/console/settings",
            _("Settings"),
        ),
        Step(
            answered,
            _("Who answers for the community"),
            _("A name, and how to reach them. Power is visible here."),
            "/console/settings",
            _("Settings"),
        ),
        Step(
            bool(integrity.versions()),
            _("Rules published"),
            _("The policy that came with Folkmoot acts from the first minute; publishing it gives it a version."),
            "/console/policy",
            _("Policy"),
        ),
        Step(
            pages[SitePageName.IMPRINT] and pages[SitePageName.PRIVACY],
            _("Imprint and privacy pages"),
            _("In your own words: who you are, and what you do with data."),
            "/console/pages",
            _("Pages of the site"),
        ),
        Step(
            len(accounts.staff_ids()) > 1,
            _("A second moderator"),
            _("Removing an account and answering an appeal take somebody else."),
            "/console/people",
            _("People"),
        ),
        Step(True, _("How people join"), _joining(settings.registration), "/console/settings", _("Settings")),
    ]


def _machine(viewer: Viewer) -> list[Step]:
    config, marks, backup = current(), community.setup_marks(viewer), last_backup()
    return [
        Step(
            config.origin.startswith("https:"),
            _("A public address with https"),
            _("%(origin)s is part of every account’s name: set it before anybody joins.")
            % {"origin": config.public_origin},
            "/console/health",
            _("Health"),
        ),
        Step(
            config.confirms_email and SetupStep.MAIL_TRIED in marks,
            _("Mail goes out"),
            _("Set FOLKMOOT_MAIL, then send a mail to yourself."),
            tick="mail" if config.confirms_email else "",
            link=_("Send a test mail"),
        ),
        Step(
            backup is not None,
            _("A backup"),
            _("Run “folkmoot backup” on the machine, every night. Restore one once, to see that it works."),
            "/console/storage",
            _("Storage"),
        ),
        Step(
            SetupStep.KEY_COPIED in marks,
            _("The operator key in another place"),
            _("%(file)s is in no backup, and nothing sensitive opens without it. Copy it to where the backups are not.")
            % {"file": config.operator_key_file},
            tick=SetupStep.KEY_COPIED.value,
            link=_("I have a copy"),
        ),
    ]


def _joining(mode: str) -> str:
    return {
        "open": _("Everybody can join at the moment."),
        "invitation": _("People join with an invitation of a member at the moment."),
        "approval": _("A moderator reads each request at the moment."),
        "closed": _("Nobody can join at the moment."),
    }[mode]
