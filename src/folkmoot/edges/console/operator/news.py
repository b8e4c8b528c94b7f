"""Announcements and custom emojis."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.domains.community import api as community
from folkmoot.domains.community.api import Announcement
from folkmoot.domains.media import api as media
from folkmoot.infra.http.answers import say
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import Conflict, NotFound

form_page = require_http_methods(["GET", "HEAD", "POST"])
_MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class AnnouncementForm(PageForm):
    text = forms.CharField(
        label=gettext_lazy("What you tell everybody"),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        required=False,
    )
    starts_at = forms.DateTimeField(
        label=gettext_lazy("Begins"),
        help_text=gettext_lazy("If it is about something that happens then. Times are in UTC."),
        widget=_MOMENT,
        required=False,
    )
    ends_at = forms.DateTimeField(
        label=gettext_lazy("Ends"),
        help_text=gettext_lazy("It is not shown any more after that."),
        widget=_MOMENT,
        required=False,
    )
    all_day = forms.BooleanField(label=gettext_lazy("Show days without hours"), required=False)
    publish_at = forms.DateTimeField(
        label=gettext_lazy("Publish at"),
        help_text=gettext_lazy("Empty: at once."),
        widget=_MOMENT,
        required=False,
    )


class EmojiForm(PageForm):
    shortcode = forms.CharField(
        label=gettext_lazy("Shortcode"),
        help_text=gettext_lazy("What people write between colons, such as bee in :bee:."),
        required=False,
    )
    category = forms.CharField(label=gettext_lazy("Category"), required=False)
    file = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy("PNG, GIF or WebP. It is made anew, at most 128 pixels wide."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/gif,image/webp,image/jpeg"}),
    )


@form_page
def announcements(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_operator()
    form = AnnouncementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            community.make_announcement(viewer, **form.cleaned_data)
            say(request, _("The announcement is made."))
            return redirect("/console/announcements")
    context = {"form": form, "announcements": community.announcements(viewer)}
    return render(request, "console/operator/announcements.html", context, status=form.status)


@form_page
def announcement(request: HttpRequest, announcement_id: int) -> HttpResponse:
    """Write one anew."""
    viewer = viewer_of(request)
    viewer.require_operator()
    present = _present(request, announcement_id)
    first = {name: getattr(present, name) for name in AnnouncementForm.base_fields}
    form = AnnouncementForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            community.change_announcement(viewer, announcement_id=announcement_id, **form.cleaned_data)
            say(request, _("The announcement is changed."))
            return redirect("/console/announcements")
    context = {"form": form, "present": present}
    return render(request, "console/operator/announcement.html", context, status=form.status)


@require_POST
def remove_announcement(request: HttpRequest, announcement_id: int) -> HttpResponse:
    community.remove_announcement(viewer_of(request), announcement_id=announcement_id)
    say(request, _("The announcement is gone."))
    return redirect("/console/announcements")


@form_page
def emojis(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    viewer.require_operator()
    form = EmojiForm(request.POST, request.FILES) if request.method == "POST" else EmojiForm()
    if form.is_bound and form.is_valid():
        with form.refusals(Conflict):
            community.add_emoji(viewer, **form.cleaned_data)
            say(request, _("The emoji is there."))
            return redirect("/console/emojis")
    context = {
        "form": form,
        "emojis": [(one, media.public_address(one.still_key)) for one in community.custom_emojis()],
    }
    return render(request, "console/operator/emojis.html", context, status=form.status)


@require_POST
def change_emoji(request: HttpRequest, emoji_id: int) -> HttpResponse:
    """Offer it, offer it no more, or take it away."""
    viewer = viewer_of(request)
    do = request.POST.get("do")
    if do == "remove":
        community.remove_emoji(viewer, emoji_id=emoji_id)
        say(request, _("The emoji is gone."))
    else:
        community.change_emoji(viewer, emoji_id=emoji_id, shown=do == "show")
        say(request, _("Pickers offer it now.") if do == "show" else _("Pickers offer it no more."))
    return redirect("/console/emojis")


def _present(request: HttpRequest, announcement_id: int) -> Announcement:
    found = (one for one in community.announcements(viewer_of(request)) if one.id == announcement_id)
    present = next(found, None)
    if present is None:
        raise NotFound(f"announcement {announcement_id}")
    return present
