"""The pictures of profiles: public at once, kept while a profile shows them."""

from typing import BinaryIO

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.media import kinds, pictures
from folkmoot.domains.media.commands.deleting import DELETE_FILES, UNATTACHED_FOR
from folkmoot.domains.media.commands.uploading import count_upload, keep_bytes, refuse_too_large
from folkmoot.domains.media.models import ProfileFile
from folkmoot.domains.media.queries import PROFILE
from folkmoot.domains.media.types import MediaKind, ProfilePicture
from folkmoot.infra.audit import api as audit
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.room import api as room
from folkmoot.infra.room.api import Growth
from folkmoot.infra.storage import api as storage
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.ids import floor_id, new_id
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Viewer

_SIZES = {ProfilePicture.AVATAR: (400, 400), ProfilePicture.HEADER: (1500, 500)}
_BATCH = 200


def upload_profile_picture(viewer: Viewer, *, file: BinaryIO, kind: ProfilePicture, account_id: int) -> str:
    """Make a profile picture of the account that the viewer acts as; returns its key, for the profile.

    What no profile shows after a day is deleted; `delete_profile_picture` does it at once. Raises NotSignedIn,
    NotFound, RateLimited, NoRoom, and Invalid with the field "file".
    """
    if viewer.require_account() != account_id:
        raise NotFound("somebody else's profile")
    room.require(Growth.FILE)
    count_upload(account_id, file)
    key = keep_bytes(_fit(file, kind), kinds.WEBP.extension, label=PROFILE)
    try:
        with atomic_write():
            ProfileFile.objects.create(id=new_id(), account_id=account_id, key=key)
            audit.record(account_id, "media.upload_profile_picture", account_ref(account_id), kind=kind.value)
    except BaseException:
        storage.delete([key])
        raise
    return key


def delete_profile_picture(viewer: Viewer, *, key: str) -> None:
    """Delete a picture that the viewer's profile shows no more. Other keys are left alone."""
    account_id = viewer.require_account()
    with atomic_write():
        if delete_profile_files([key], account_id=account_id):
            audit.record(account_id, "media.delete_profile_picture", account_ref(account_id))


def sweep_profile_pictures() -> None:
    """Delete the pictures that were made more than a day ago and that no profile shows."""
    after, before = 0, floor_id(clock.now() - UNATTACHED_FOR)
    while rows := list(ProfileFile.objects.filter(id__gt=after, id__lt=before).order_by("id")[:_BATCH]):
        after = rows[-1].id
        owners = accounts.accounts_by_ids({row.account_id for row in rows})
        shown = {key for owner in owners.values() for key in (owner.avatar_key, owner.header_key)}
        unseen = [row.key for row in rows if row.key not in shown]
        with atomic_write():
            delete_profile_files(unseen)


def delete_profile_files(keys: list[str], *, account_id: int | None = None) -> int:
    """Delete rows, of one account where it is given, and have their files deleted; inside a write."""
    rows = ProfileFile.objects.filter(key__in=keys)
    rows = rows if account_id is None else rows.filter(account_id=account_id)
    found = list(rows.values_list("key", flat=True))
    if found:
        ProfileFile.objects.filter(key__in=found).delete()
        jobs.enqueue(DELETE_FILES, keys=found)
    return len(found)


def _fit(file: BinaryIO, kind: ProfilePicture) -> bytes:
    file_type = kinds.recognise(file)
    if file_type.kind is not MediaKind.IMAGE:
        raise Invalid("This is no picture. Please choose a JPEG, PNG, WebP, GIF or AVIF.", field="file")
    refuse_too_large(file, file_type.kind)
    return pictures.fit(file, file_type, _SIZES[kind])
