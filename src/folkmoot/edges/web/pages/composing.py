"""What stands in the composer, and what becomes of it."""

import secrets
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView, Preferences
from folkmoot.domains.posts.api import (
    ARTICLE_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    WARNING_LIMIT,
    PollDraft,
    PostDraft,
    PostKind,
)
from folkmoot.edges.web.pages import attaching, audience
from folkmoot.edges.web.pages.attaching import KeptFile
from folkmoot.edges.web.pages.forms import LANGUAGES, offer_language_of
from folkmoot.edges.web.visibilities import VISIBILITIES
from folkmoot.edges.web.zones import ZonedTimeField, zone_named
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of
from folkmoot.infra.text import length
from folkmoot.kernel.ids import parse_id
from folkmoot.kernel.viewer import Viewer

POLL_PLACES = range(1, 5)
_LASTING = ((300, _("5 minutes")), (3600, _("1 hour")), (21600, _("6 hours")), (86400, _("1 day")),
            (259200, _("3 days")), (604800, _("1 week")))  # fmt: skip


class ComposeForm(PageForm):
    """Everything that can be said about a post before it is one. Files come apart, as `media_1` and so on."""

    aliases = {
        "media": "media_1",
        "file": "media_1",
        "description": "media_1",
        "poll": "poll_1",
        "reply": "text",
        "group": "visibility",
    }

    text = forms.CharField(label=_("Text"), required=False, strip=False, widget=forms.Textarea)
    title = forms.CharField(label=_("Title"), required=False)
    warning = forms.CharField(label=_("Warning shown before the text"), required=False)
    sensitive = forms.BooleanField(label=_("The pictures are sensitive"), required=False)
    visibility = forms.ChoiceField(label=_("Who can see it"), choices=VISIBILITIES, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)
    author = forms.CharField(label=_("Write as"), required=False)
    lasts = forms.TypedChoiceField(
        label=_("The poll lasts"), choices=_LASTING, coerce=int, initial=86400, required=False
    )
    multiple = forms.BooleanField(label=_("People may choose several"), required=False)
    hide_totals = forms.BooleanField(label=_("Show the figures only after the end"), required=False)
    scheduled_at = ZonedTimeField(label=_("Publish at"), required=False)
    kind = forms.ChoiceField(choices=[(PostKind.POST, ""), (PostKind.ARTICLE, "")], required=False)
    key = forms.CharField(required=False)
    reply_to = forms.CharField(required=False)
    quote_of = forms.CharField(required=False)
    draft_id = forms.CharField(required=False)
    scheduled_id = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_language_of(self)
        attaching.add_fields(self)
        for place in POLL_PLACES:
            self.fields[f"poll_{place}"] = forms.CharField(required=False)
        self.writers: frozenset[int] = frozenset()
        self.kept_media: list[str] = self.data.getlist("media_id") if hasattr(self.data, "getlist") else []
        self.described = attaching.given_descriptions(self.data)
        self.taken_in: list[int] = []
        self.arranging = False

    def belongs_to(self, account: AccountView, preferences: Preferences) -> None:
        """Whose composer this is: their languages stand first, and times are in their zone."""
        field, own = self.fields["language"], (account.language, preferences.interface_language)
        if isinstance(field, forms.ChoiceField):
            known = dict(field.choices)  # type: ignore[arg-type] # pairs, without groups
            first = [(code, known[code]) for code in dict.fromkeys(own) if code in known]
            field.choices = first + [pair for pair in known.items() if pair not in first]
        self.fields["scheduled_at"].zone = zone_named(preferences.time_zone)  # type: ignore[attr-defined] # see above

    @property
    def zone(self) -> str:
        return str(self.fields["scheduled_at"].zone)  # type: ignore[attr-defined] # a ZonedTimeField

    @property
    def article(self) -> bool:
        return str(self["kind"].value()) == PostKind.ARTICLE

    @property
    def limit(self) -> int:
        return ARTICLE_LIMIT if self.article else TEXT_LIMIT

    @property
    def left(self) -> int:
        """How many more characters there is room for, as a reader counts."""
        return self.limit - length(str(self["text"].value() or ""))

    @property
    def language_name(self) -> str:
        code = str(self["language"].value() or "")
        return dict(LANGUAGES).get(code, code)

    @property
    def title_limit(self) -> int:
        return TITLE_LIMIT

    @property
    def warning_limit(self) -> int:
        return WARNING_LIMIT

    def opened(self, *names: str) -> bool:
        """Whether a fold of the composer must stand open because something in it is filled in or wrong."""
        return any(self[name].value() or self[name].errors for name in names)

    @property
    def poll_opened(self) -> bool:
        return self.opened("poll_1", "poll_2")

    @property
    def media_opened(self) -> bool:
        return self.arranging or bool(self.kept_media) or bool(self["media_1"].errors)

    @property
    def warning_opened(self) -> bool:
        return self.opened("warning")

    @property
    def schedule_opened(self) -> bool:
        return self.opened("scheduled_at")

    @property
    def media_rows(self) -> list[tuple[int, Any, Any]]:
        free = [place for place in attaching.PLACES if place not in self.taken_in]
        room = free[: len(attaching.PLACES) - len(self.kept_media)]
        return [(place, self[f"media_{place}"], self[f"description_{place}"]) for place in room]

    def understood(self, name: str) -> Any:
        """What a field says; "" where it is wrong, whatever the others say."""
        return "" if name in self.errors else self.cleaned_data[name]

    @property
    def kept_files(self) -> list[KeptFile]:
        return attaching.kept_files(self)

    @property
    def poll_rows(self) -> list[Any]:
        return [self[f"poll_{place}"] for place in POLL_PLACES]


def empty_form(account: AccountView, **given: Any) -> ComposeForm:
    """A composer in which nothing is written yet, as its person likes it. Its key makes a double click publish once."""
    preferences = accounts.preferences_of(account.id)
    first = {
        "language": account.language,
        "visibility": str(preferences.default_visibility),
        "sensitive": preferences.default_sensitive,
        "kind": PostKind.POST,
        "lasts": 86400,
    }
    form = ComposeForm(initial=first | given | {"key": secrets.token_urlsafe(16)})
    form.belongs_to(account, preferences)
    audience.offer(form, account.id, VISIBILITIES)
    return form


def form_of(request: HttpRequest, draft: PostDraft, **given: Any) -> ComposeForm:
    """A composer with what was written before."""
    first: dict[str, Any] = {
        name: getattr(draft, name)
        for name in ("text", "title", "warning", "sensitive", "visibility", "language", "kind")
    }
    first |= {"reply_to": draft.reply_to_id, "quote_of": draft.quote_of_id}
    if draft.group_id is not None and draft.reply_to_id is None:
        first["visibility"] = audience.value_of(draft.group_id)
    if draft.poll:
        first |= {f"poll_{place}": text for place, text in zip(POLL_PLACES, draft.poll.options, strict=False)}
        first |= {name: getattr(draft.poll, name) for name in ("multiple", "hide_totals")}
        first["lasts"] = draft.poll.lasts_seconds
    form = ComposeForm(initial=first | given | {"key": secrets.token_urlsafe(16)})
    form.kept_media, form.writers = [str(one) for one in draft.media_ids], _writers(request)
    return _own(request, form)


def given_form(request: HttpRequest) -> ComposeForm:
    form = ComposeForm(request.POST, request.FILES)
    form.writers = _writers(request)
    return _own(request, form)


def _own(request: HttpRequest, form: ComposeForm) -> ComposeForm:
    viewer = viewer_of(request)
    account_id = viewer.require_account()
    form.belongs_to(accounts.access_account(viewer, account_id), accounts.preferences_of(account_id))
    audience.offer(form, account_id, VISIBILITIES)
    return form


def _writers(request: HttpRequest) -> frozenset[int]:
    """The person, and the pages that they manage."""
    account_id = viewer_of(request).require_account()
    return frozenset({account_id, *(page.id for page in accounts.managed_by(account_id))})


def acting_viewer(request: HttpRequest, form: ComposeForm) -> Viewer:
    """As whom the person writes: themselves, or a page that they manage. Raises NotFound."""
    viewer = viewer_of(request)
    chosen = parse_id(form.understood("author"))
    return accounts.act_as(viewer, chosen) if chosen else viewer


def voices(request: HttpRequest) -> list[Viewer]:
    """All as whom the person may act: themselves, then each page that they manage. Raises NotSignedIn."""
    viewer = viewer_of(request)
    pages = accounts.managed_by(viewer.require_account())
    return [viewer, *(accounts.act_as(viewer, page.id) for page in pages)]


def draft_of(form: ComposeForm) -> PostDraft:
    """What was written, as the commands take it."""
    data = form.cleaned_data
    visibility, group_id = audience.chosen(data["visibility"])
    return PostDraft(
        text=data["text"],
        kind=PostKind(data["kind"] or PostKind.POST),
        title=data["title"],
        visibility=visibility,
        group_id=group_id,
        warning=data["warning"],
        sensitive=data["sensitive"],
        language=data["language"],
        reply_to_id=parse_id(data["reply_to"]),
        quote_of_id=parse_id(data["quote_of"]),
        media_ids=tuple(one for text in form.kept_media if (one := parse_id(text)) is not None),
        poll=_poll(data),
    )


def _poll(data: dict[str, Any]) -> PollDraft | None:
    options = tuple(text for place in POLL_PLACES if (text := data[f"poll_{place}"].strip()))
    if not options:
        return None
    return PollDraft(
        options=options,
        lasts_seconds=data["lasts"] or 86400,
        multiple=data["multiple"],
        hide_totals=data["hide_totals"],
    )


def time_of_form(form: ComposeForm) -> datetime | None:
    """When to publish; None: now."""
    moment: datetime | None = form.cleaned_data["scheduled_at"]
    return moment.astimezone(UTC) if moment else None
