"""One's own account."""

from typing import Any

import msgspec

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView, ProfileChange
from folkmoot.domains.graph import api as graph
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
    language: str | None = None


class SentProfile(msgspec.Struct):
    display_name: str | None = None
    note: str | None = None
    avatar: Upload | None = None
    header: Upload | None = None
    locked: bool | None = None
    discoverable: bool | None = None
    indexable: bool | None = None
    fields_attributes: list[SentField] | None = None
    source: SentSource | None = None


@routes.get("/api/v1/accounts/verify_credentials", "read:accounts", "profile")
def verify(call: Call) -> CredentialAccount:
    return _own(call.viewer)


@routes.patch("/api/v1/accounts/update_credentials", "write:accounts")
def update(call: Call) -> CredentialAccount:
    sent = call.read(SentProfile)
    before = accounts.access_account(call.viewer, call.viewer.require_account())
    keys = {kind: _stored(call.viewer, kind, getattr(sent, kind.value)) for kind in ProfilePicture}
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
        language=sent.source.language if sent.source else None,
    )
    accounts.edit_profile(call.viewer, change=change)
    _delete_replaced(call.viewer, before, change)
    return _own(call.viewer)


@routes.delete("/api/v1/profile/avatar", "write:accounts")
def delete_avatar(call: Call) -> CredentialAccount:
    return _without(call.viewer, ProfileChange(avatar_key=""))


@routes.delete("/api/v1/profile/header", "write:accounts")
def delete_header(call: Call) -> CredentialAccount:
    return _without(call.viewer, ProfileChange(header_key=""))


@routes.get("/api/v1/preferences", "read:accounts")
def preferences(call: Call) -> wire.Preferences:
    account = accounts.access_account(call.viewer, call.viewer.require_account())
    return wire.Preferences(
        visibility="public",
        sensitive=False,
        language=account.language or None,
        quote_policy="public",
        expand_media="default",
        expand_spoilers=False,
        autoplay=False,
    )


def _own(viewer: Viewer) -> CredentialAccount:
    account_id = viewer.require_account()
    account = accounts.access_account(viewer, account_id)
    waiting = len(graph.follow_requests(viewer, PageRequest(limit=_MOST_REQUESTS)).items)
    return people.credential_account(account, people.about([account_id])[account_id], follow_requests=waiting)


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
