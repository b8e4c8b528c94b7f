"""Hash banks, for operators."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import BadFile, Imported
from folkmoot.domains.posts import api as posts
from folkmoot.infra.http.answers import say
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import NotFound

_LARGEST = 64 * 1024 * 1024
_MOST_SHOWN = 20


class ImportForm(PageForm):
    bank = forms.CharField(
        label=gettext_lazy("Bank"),
        help_text=gettext_lazy("Its name, such as terrorism. A new name makes a new bank."),
        max_length=40,
    )
    file = forms.FileField(
        label=gettext_lazy("File of hashes"),
        help_text=gettext_lazy("CSV or JSON, as ThreatExchange and Hasher-Matcher-Actioner write them."),
    )
    aliases = {"name": "bank"}


class DecidedForm(PageForm):
    bank = forms.CharField(label=gettext_lazy("Bank"), max_length=40)
    decision = forms.CharField(
        label=gettext_lazy("Number of the decision"),
        help_text=gettext_lazy("It stands in the address of the decision’s page. The post must have been removed."),
        max_length=20,
    )
    aliases = {"name": "bank"}


@require_safe
def banks(request: HttpRequest) -> HttpResponse:
    return _page(request, ImportForm(prefix="import"), DecidedForm(prefix="decided"))


@require_POST
def import_file(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_operator()
    form = ImportForm(request.POST, request.FILES, prefix="import")
    if form.is_valid():
        with form.refusals():
            text = _text(form)
            if text is not None:
                try:
                    done = integrity.import_hashes(viewer, bank=form.cleaned_data["bank"], text=text)
                except BadFile as error:
                    for problem in error.problems[:_MOST_SHOWN]:
                        form.add_error("file", str(problem))
                else:
                    return _done(request, done)
    return _page(request, form, DecidedForm(prefix="decided"))


@require_POST
def add_decided(request: HttpRequest) -> HttpResponse:
    """Put the pictures of a post that was removed into a bank, so that they are recognised when they come again."""
    viewer = viewer_of(request)
    viewer.require_operator()
    form = DecidedForm(request.POST, prefix="decided")
    if form.is_valid():
        try:
            with form.refusals():
                number, bank = form.cleaned_data["decision"], form.cleaned_data["bank"]
                return _done(request, posts.bank_decided(viewer, decision_id=int(number), bank=bank))
        except (NotFound, ValueError):
            form.add_error("decision", _("There is no such decision about a post."))
    return _page(request, ImportForm(prefix="import"), form)


@require_POST
def switch(request: HttpRequest, bank: str) -> HttpResponse:
    viewer = viewer_of(request)
    enabled = request.POST.get("enabled") == "yes"
    integrity.enable_bank(viewer, name=bank, enabled=enabled)
    say(request, _("The bank is used from now on.") if enabled else _("The bank is not used any more."))
    return redirect("/console/hashes")


@require_http_methods(["GET", "HEAD"])
def export(request: HttpRequest, bank: str) -> HttpResponse:
    as_json = request.GET.get("as") == "json"
    text = integrity.export_hashes(viewer_of(request), bank=bank, as_json=as_json)
    kind, ending = ("application/json", "json") if as_json else ("text/csv; charset=utf-8", "csv")
    disposition = f'attachment; filename="{bank}.{ending}"'
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": disposition})


def _page(request: HttpRequest, import_form: ImportForm, decided_form: DecidedForm) -> HttpResponse:
    context = {
        "banks": integrity.hash_banks(viewer_of(request)),
        "import_form": import_form,
        "decided_form": decided_form,
    }
    return render(request, "console/hashes.html", context, status=max(import_form.status, decided_form.status))


def _text(form: ImportForm) -> str | None:
    file = form.cleaned_data["file"]
    if file.size > _LARGEST:
        form.add_error("file", _("The file is too large for this page. Import it on the command line."))
        return None
    try:
        return str(file.read().decode("utf-8"))
    except UnicodeDecodeError:
        form.add_error("file", _("The file is not text in UTF-8."))
    return None


def _done(request: HttpRequest, done: Imported) -> HttpResponse:
    added = ngettext("%(count)d hash added.", "%(count)d hashes added.", done.added) % {"count": done.added}
    present = ngettext("%(count)d was there already.", "%(count)d were there already.", done.present)
    say(request, f"{added} {present % {'count': done.present}}")
    return redirect("/console/hashes")
