"""What a message says, in the fields that Mastodon's apps know and in the person's language."""

import html
import re

import msgspec
from django.utils import translation
from django.utils.translation import gettext as _

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.notifications.api import NotificationView
from folkmoot.edges.mastodon.present import notifications as present
from folkmoot.edges.mastodon.wire.base import Entity, encode
from folkmoot.edges.mastodon.wire.notifications import Notification
from folkmoot.infra.config import current
from folkmoot.kernel.viewer import Viewer

_MOST = 140
_TAG = re.compile(r"<[^>]*>")


class Pushed(Entity):
    """The id is a number here and nowhere else: so the apps decode it."""

    access_token: str
    preferred_locale: str
    notification_id: int
    notification_type: str
    icon: str
    title: str
    body: str


def payload(viewer: Viewer, view: NotificationView, *, token: str) -> bytes:
    """JSON of at most about two kilobytes, as a push service takes no more than four."""
    language = accounts.preferences_of(viewer.require_account()).interface_language or "en"
    with translation.override(language):
        told = present.many(viewer, [view])[0]
        pushed = Pushed(
            access_token=token,
            preferred_locale=language,
            notification_id=view.id,
            notification_type=told.type,
            icon=told.account.avatar,
            title=_short(_title(told)),
            body=_short(_body(told)),
        )
    return encode(pushed)


def _title(told: Notification) -> str:
    name = told.account.display_name or told.account.username
    sentences = {
        "mention": _("%(name)s mentioned you"),
        "quote": _("%(name)s quoted your post"),
        "status": _("%(name)s published a post"),
        "reblog": _("%(name)s boosted your post"),
        "favourite": _("%(name)s likes your post"),
        "follow": _("%(name)s follows you"),
        "follow_request": _("%(name)s asks to follow you"),
        "poll": _("A poll has ended"),
        "update": _("%(name)s edited a post"),
        "quoted_update": _("%(name)s edited a post"),
        "admin.sign_up": _("%(name)s has joined"),
        "admin.report": _("%(name)s has sent a report"),
        "moderation_warning": _("The moderators have decided something about you"),
    }
    sentence = sentences.get(told.type)
    return sentence % {"name": name} if sentence else _("News from %(host)s") % {"host": current().host}


def _body(told: Notification) -> str:
    """The post, or its warning alone; else who it was."""
    if isinstance(told.status, msgspec.UnsetType):
        return f"@{told.account.acct}"
    text = told.status.spoiler_text or html.unescape(_TAG.sub(" ", told.status.content))
    return " ".join(text.split())


def _short(text: str) -> str:
    return text if len(text) <= _MOST else text[: _MOST - 1] + "…"
