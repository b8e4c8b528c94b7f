"""One's own account."""

from typing import Any, Literal

import msgspec

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView, ProfileChange
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.media import api as media
from folkmoot.domains.media.api import ProfilePicture
from folkmoot.edges.mastodon.call import Call
from folkmoot.edges.mastodon.incoming import Upload
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.routing import Routes
from folkmoot.edges.mastodon.wire import misc as wire
from folkmoot.edges.mastodon.wire.accounts import CredentialAccount
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.viewer import Viewer

routes = Routes()
_MOST_REQUESTS = 40


class SentField(msgspec.Struct):
    name: str = ""
    value: str = ""


class SentSource(msgspec.Struct):
    """What new posts begin with. `privacy` also takes Folkmoot's own words, followers and friends."""

    privacy: Literal["public", "unlisted", "private", "followers", "friends"] | None = None
    sensitive: bool | None = None
    language: str | None = None
    quote_policy: Literal["public", "followers", "nobody"] | None = None


class SentProfile(msgspec.Struct):
    display_name: str | None = None
    note: str | None = None
    avatar: Upload | None = None
    header: Upload | None = None
    locked: bool | None = None
    discoverable: bool | None = None
    indexable: bool | None = None
    hide_collections: bool | None = None
    bot: bool | None = None
    attribution_domains: list[str] | None = None
    fields_attributes: list[SentField] | None = None
    source: SentSource | None = None


@routes.get("/api/v1/accounts/verify_credentials", "read:accounts", "profile")
def verify(call: Call) -> CredentialAccount:
    return _own(call.viewer)


@routes.patch("/api/v1/accounts/update_credentials", "write:accounts", sends=SentProfile)
def update(call: Call) -> CredentialAccount:
    change_profile(call.viewer, call.read(SentProfile))
    return _own(call.viewer)


def change_profile(viewer: Viewer, sent: SentProfile) -> None:
    """Change what was sent. Raises Invalid, naming the field."""
    before = accounts.access_account(viewer, viewer.require_account())
    keys = {kind: _stored(viewer, kind, getattr(sent, kind.value)) for kind in ProfilePicture}
    fields = sent.fields_attributes
    change = ProfileChange(
        display_name=sent.display_name,
        bio=sent.note,
        fields=None if fields is None else [(field.name, field.value) for field in fields],
        avatar_key=keys[ProfilePicture.AVATAR],
        header_key=keys[ProfilePicture.HEADER],
        locked=sent.locked,
        discoverable=sent.discoverable,
        indexable=sent.indexable,
        bot=sent.bot,
        attribution_domains=sent.attribution_domains,
        language=sent.source.language if sent.source else None,
    )
    accounts.edit_profile(viewer, change=change)
    _delete_replaced(viewer, before, change)
    preferences = _preferences(sent)
    if preferences:
        accounts.set_preferences(viewer, **preferences)


def _preferences(sent: SentProfile) -> dict[str, str | bool]:
    source = sent.source or SentSource()
    wanted = {
        "default_visibility": "followers" if source.privacy == "private" else source.privacy,
        "default_sensitive": source.sensitive,
        "default_quote_policy": source.quote_policy,
        "hide_collections": sent.hide_collections,
    }
    return {name: value for name, value in wanted.items() if value is not None}


@routes.delete("/api/v1/profile/avatar", "write:accounts")
def delete_avatar(call: Call) -> CredentialAccount:
    return _without(call.viewer, ProfileChange(avatar_key=""))


@routes.delete("/api/v1/profile/header", "write:accounts")
def delete_header(call: Call) -> CredentialAccount:
    return _without(call.viewer, ProfileChange(header_key=""))


@routes.get("/api/v1/preferences", "read:accounts")
def preferences(call: Call) -> wire.Preferences:
    account = accounts.access_account(call.viewer, call.viewer.require_account())
    chosen = accounts.preferences_of(account.id)
    return wire.Preferences(
        visibility=people.privacy(chosen),
        sensitive=chosen.default_sensitive,
        language=account.language or None,
        quote_policy=chosen.default_quote_policy.value,
        expand_media=chosen.show_media.value,
        expand_spoilers=chosen.expand_warnings,
        autoplay=chosen.autoplay,
    )


def _own(viewer: Viewer) -> CredentialAccount:
    account_id = viewer.require_account()
    account = accounts.access_account(viewer, account_id)
    waiting = len(graph.follow_requests(viewer, PageRequest(limit=_MOST_REQUESTS)).items)
    return people.credential_account(
        account,
        people.about([account_id])[account_id],
        follow_requests=waiting,
        strikes=len(integrity.strikes_of(account_id)),
        chosen=accounts.preferences_of(account_id),
    )


def _stored(viewer: Viewer, kind: ProfilePicture, file: Any) -> str | None:
    if file is None:
        return None
    return media.upload_profile_picture(viewer, file=file, kind=kind, account_id=viewer.require_account())


def _without(viewer: Viewer, change: ProfileChange) -> CredentialAccount:
    before = accounts.access_account(viewer, viewer.require_account())
    accounts.edit_profile(viewer, change=change)
    _delete_replaced(viewer, before, change)
    return _own(viewer)


def _delete_replaced(viewer: Viewer, before: AccountView, change: ProfileChange) -> None:
    """The files of pictures that the profile no longer shows."""
    for old, new in ((before.avatar_key, change.avatar_key), (before.header_key, change.header_key)):
        if old and new is not None and old != new:
            media.delete_profile_picture(viewer, key=old)
