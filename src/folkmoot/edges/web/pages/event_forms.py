"""The forms of events."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.events.api import EventDraft, EventView
from folkmoot.domains.groups import api as groups
from folkmoot.domains.posts.api import Visibility
from folkmoot.edges.web import time_zones
from folkmoot.edges.web.pages import audience
from folkmoot.edges.web.zones import INPUT_FORMAT
from folkmoot.infra.http.forms import PageForm
from folkmoot.kernel.viewer import Viewer

_TIME = {"type": "datetime-local"}


class _WallTime(forms.DateTimeField):
    """What the clocks show, in whatever zone: it stays without one."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs=_TIME, format=INPUT_FORMAT)
        super().__init__(input_formats=[INPUT_FORMAT], widget=widget, **kwargs)

    @override
    def prepare_value(self, value: Any) -> Any:
        return value

    @override
    def to_python(self, value: Any) -> Any:
        for form in (INPUT_FORMAT, f"{INPUT_FORMAT}:%S"):
            found = _parsed(str(value or ""), form)
            if found is not None:
                return found
        if value:
            raise forms.ValidationError(_("Please give a day and a time."))
        return None


class EventForm(PageForm):
    """What an organiser says about an event."""

    aliases = {"group": "visibility"}

    title = forms.CharField(label=_("Title"), widget=forms.TextInput(attrs={"dir": "auto"}))
    starts = _WallTime(label=_("Beginning"))
    ends = _WallTime(label=_("End"))
    zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Beginning and end are what the clocks there show."), required=False
    )
    place = forms.CharField(
        label=_("Where?"), required=False, widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    )
    link = forms.CharField(
        label=_("Link"), help_text=_("Where it happens online, or where one reads more."), required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )  # fmt: skip
    text = forms.CharField(
        label=_("What happens?"), required=False, widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, chosen = self.fields["zone"], str(self["zone"].value() or "")
        if isinstance(field, forms.ChoiceField):
            known = time_zones.choices()
            names = {name for _region, zones in known if isinstance(zones, list) for name, _city in zones}
            field.choices = known if not chosen or chosen in names else [(chosen, chosen), *known]

    def draft(self, **more: Any) -> EventDraft:
        data = self.cleaned_data
        return EventDraft(
            title=data["title"],
            starts=data["starts"],
            ends=data["ends"],
            zone=data["zone"] or "UTC",
            text=data["text"],
            place=data["place"],
            link=data["link"],
            **more,
        )


class MakeEventForm(EventForm):
    visibility = forms.ChoiceField(label=_("Who sees it?"))
    organiser = forms.ChoiceField(label=_("Who invites?"), required=False)
    by_group = forms.BooleanField(
        label=_("The group itself invites"),
        help_text=_("For a group that you look after. Its other owners and moderators can cancel the event, too."),
        required=False,
    )
    key = forms.CharField(required=False, widget=forms.HiddenInput)

    def offer(self, viewer: Viewer) -> None:
        """One's own groups, and oneself with the pages that one looks after."""
        own = [group for group in groups.mine(viewer) if group.may_begin]
        self._choose(
            "visibility",
            [
                (Visibility.PUBLIC.value, _now("Everybody")),
                (Visibility.FOLLOWERS.value, _now("Followers")),
                *((audience.value_of(group.id), _now("In %(group)s") % {"group": group.account.name}) for group in own),
            ],
        )
        if not any(group.moderated_by_viewer for group in own):
            del self.fields["by_group"]
        managed = accounts.managed_by(viewer.require_account())
        if not managed:
            del self.fields["organiser"]
            return
        me = accounts.accounts_by_ids([viewer.require_account()])[viewer.require_account()]
        self._choose("organiser", [(str(one.id), one.name) for one in (me, *managed)])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    @staticmethod
    def fresh_key() -> str:
        return secrets.token_urlsafe(16)


def first_of(event: EventView) -> dict[str, Any]:
    """What stands in the form of an event that is there already."""
    return {
        "title": event.title,
        "starts": event.starts.replace(tzinfo=None),
        "ends": event.ends.replace(tzinfo=None),
        "zone": "" if event.zone == "UTC" else event.zone,
        "place": event.place,
        "link": event.link,
        "text": event.text,
    }


def _parsed(text: str, form: str) -> Any:
    from datetime import datetime

    try:
        return datetime.strptime(text, form)  # noqa: DTZ007 - the zone stands beside it
    except ValueError:
        return None
