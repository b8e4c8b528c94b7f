"""The pictures of a profile come in: in the place of those that are there."""

from io import BytesIO

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import ProfileChange
from folkmoot.domains.media import api as media
from folkmoot.domains.media.api import ProfilePicture
from folkmoot.domains.moving.into.boxes import Box
from folkmoot.domains.moving.into.entries import Entry
from folkmoot.infra.config import current
from folkmoot.kernel.errors import FolkmootError
from folkmoot.kernel.viewer import Viewer


def take_pictures(viewer: Viewer, box: Box, entry: Entry) -> list[tuple[str, str]]:
    """Returns what cannot be used, each with the reason."""
    left_out = []
    for kind in ProfilePicture:
        name = entry.values.get("pictures", {}).get(kind.value)
        if name is None:
            continue
        try:
            _take(viewer, kind, BytesIO(box.read(name, current().image_limit)))
        except FolkmootError as refusal:
            left_out.append((name, str(refusal.safe)))
    return left_out


def _take(viewer: Viewer, kind: ProfilePicture, content: BytesIO) -> None:
    account_id = viewer.require_account()
    before = accounts.access_account(viewer, account_id)
    key = media.upload_profile_picture(viewer, file=content, kind=kind, account_id=account_id)
    if kind is ProfilePicture.AVATAR:
        change, old = ProfileChange(avatar_key=key), before.avatar_key
    else:
        change, old = ProfileChange(header_key=key), before.header_key
    accounts.edit_profile(viewer, change=change)
    if old:
        media.delete_profile_picture(viewer, key=old)
