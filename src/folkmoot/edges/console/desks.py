"""The start of the console; queues and desks; how long handling takes."""

from itertools import pairwise

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.integrity import api as integrity
from folkmoot.edges.console.operator.waiting import what_waits
from folkmoot.infra.http.answers import say, warn
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of
from folkmoot.infra.words import isolated, said
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.ids import parse_id

_LINKS = (
    ("/console/queue", "scale", gettext_lazy("Reports and cases")),
    ("/console/appeals", "gavel", gettext_lazy("Appeals")),
    ("/console/waves", "shield-alert", gettext_lazy("Waves of spam")),
    ("/console/policy", "book-open", gettext_lazy("Policy")),
    ("/console/queues", "list-filter", gettext_lazy("Queues")),
    ("/console/figures", "chart-column", gettext_lazy("Handling times")),
    ("/console/flaggers", "shield-check", gettext_lazy("Trusted flaggers")),
    ("/console/waiting", "user-check", gettext_lazy("People who ask to join")),
    ("/console/people", "users", gettext_lazy("People")),
    ("/console/log", "scroll-text", gettext_lazy("Public log")),
)
_OPERATOR_LINKS = (
    ("/console/settings", "sliders-horizontal", gettext_lazy("Settings of the community")),
    ("/console/pages", "file-text", gettext_lazy("Pages of the site")),
    ("/console/announcements", "megaphone", gettext_lazy("Announcements")),
    ("/console/emojis", "smile", gettext_lazy("Emojis")),
    ("/console/blocks", "ban", gettext_lazy("Who cannot sign up")),
    ("/console/jobs", "wrench", gettext_lazy("Background work")),
    ("/console/storage", "hard-drive", gettext_lazy("Storage")),
    ("/console/health", "heart-pulse", gettext_lazy("Health")),
    ("/console/setup", "list-checks", gettext_lazy("First steps")),
)


class QueueForm(PageForm):
    name = forms.CharField(label=gettext_lazy("Name"))
    clauses = forms.MultipleChoiceField(
        label=gettext_lazy("Rules"),
        help_text=gettext_lazy("Cases that were reported or suggested under one of them. None: all cases."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    languages = forms.CharField(
        label=gettext_lazy("Languages"),
        help_text=gettext_lazy("Codes with commas between them, such as en, ar. Empty: all."),
        required=False,
    )
    people = forms.CharField(
        label=gettext_lazy("Who looks after it"),
        help_text=gettext_lazy("Names of moderators, with commas between them. Others may work on it too."),
        required=False,
    )

    def __init__(self, *args: object, **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type] # what a form takes
        field = self.fields["clauses"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(one.id, one.title) for one in integrity.current_policy().clauses]


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """What waits, since when, and where to go."""
    viewer = viewer_of(request)
    viewer.require_staff()
    context = {
        "waiting": integrity.waiting(viewer),
        "queues": integrity.queues(viewer),
        "oldest": integrity.oldest_open(viewer),
        "links": [link for link in (*_LINKS, *(_OPERATOR_LINKS if viewer.is_operator else ())) if _is_there(link[0])],
        "waits": what_waits(viewer),
    }
    return render(request, "console/landing.html", context)


def _is_there(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


@require_POST
def sit_down(request: HttpRequest) -> HttpResponse:
    """Choose the queue and the languages that one works on."""
    viewer = viewer_of(request)
    viewer.require_staff()
    try:
        languages = tuple(request.POST.get("languages", "").split(","))
        integrity.sit_down(viewer, queue_id=parse_id(request.POST.get("queue", "")), languages=languages)
    except Invalid as error:
        warn(request, said(error.safe))
    return redirect("/console/queue")


@require_http_methods(["GET", "HEAD", "POST"])
def queues(request: HttpRequest, queue_id: int | None = None) -> HttpResponse:
    """All queues and the form of a new one; with an id, the form of that one."""
    viewer = viewer_of(request)
    viewer.require_staff()
    known = integrity.queues(viewer)
    people = accounts.accounts_by_ids({one for queue in known for one in queue.people})
    present = next((one for one in known if one.id == queue_id), None)
    if queue_id is not None and present is None:
        raise NotFound(f"queue {queue_id}")
    form = QueueForm(request.POST or None, initial=_first(present, people))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            _save(request, form, queue_id)
            say(request, _("The queue is saved."))
            return redirect("/console/queues")
    context = {
        "form": form,
        "queues": known,
        "present": present,
        "people": people,
        "waiting": integrity.waiting(viewer),
        "clauses": {clause.id: clause for clause in integrity.current_policy().clauses},
    }
    return render(request, "console/queues.html", context, status=form.status)


def _first(queue: integrity.QueueView | None, people: dict[int, AccountView]) -> dict[str, object]:
    if queue is None:
        return {}
    return {
        "name": queue.name,
        "clauses": list(queue.clauses),
        "languages": ", ".join(queue.languages),
        "people": ", ".join(people[one].handle for one in queue.people if one in people),
    }


def _save(request: HttpRequest, form: QueueForm, queue_id: int | None) -> None:
    data = form.cleaned_data
    integrity.save_queue(
        viewer_of(request),
        queue_id=queue_id,
        name=data["name"],
        clauses=tuple(data["clauses"]),
        languages=tuple(data["languages"].split(",")),
        people=tuple(_person(name) for name in data["people"].split(",") if name.strip()),
    )


def _person(name: str) -> int:
    found = accounts.account_by_name(name.strip().lstrip("@"))
    if found is None or found.id not in set(accounts.staff_ids()):
        raise Invalid(_("There is no moderator called %(name)s.") % {"name": isolated(name.strip())}, field="people")
    return found.id


@require_POST
def delete_queue(request: HttpRequest, queue_id: int) -> HttpResponse:
    integrity.delete_queue(viewer_of(request), queue_id=queue_id)
    say(request, _("The queue is gone. Its cases are still in “All”."))
    return redirect("/console/queues")


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """How long handling takes: by week, rule and queue; never by moderator."""
    found = integrity.figures(viewer_of(request))
    most = max((week.decided.p90 or 0 for _monday, week in found.weeks), default=0)
    context = {
        "figures": found,
        "most": most,
        "ages": list(zip(_ages(), found.open_by_age, strict=True)),
        "open": sum(found.open_by_age),
        "clauses": {clause.id: clause for clause in integrity.current_policy().clauses},
    }
    return render(request, "console/figures.html", context)


def _ages() -> list[str]:
    names = [_("an hour"), _("a day"), _("three days"), _("a week")]
    between = [_("%(one)s to %(other)s") % {"one": one, "other": other} for one, other in pairwise(names)]
    return [_("under %(one)s") % {"one": names[0]}, *between, _("over %(one)s") % {"one": names[-1]}]
