"""Reads, in bulk."""

from collections.abc import Collection

from django.db.models import Q

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.media import addresses
from folkmoot.domains.media.kinds import BY_EXTENSION
from folkmoot.domains.media.models import Media
from folkmoot.domains.media.pictures import small_size
from folkmoot.domains.media.types import MediaFile, MediaKind, MediaState, MediaView
from folkmoot.infra.storage import api as storage
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.refs import account_ref, media_ref, post_ref

PROFILE = "profile"
_FOR_EVERYBODY = (f"-{PROFILE}", "-emoji")
"""The ends of the names of files that were public from their making."""


def views(ids: Collection[int]) -> dict[int, MediaView]:
    """Media by id; one query. The caller knows that the viewer may see them."""
    return {row.id: view_of(row) for row in Media.objects.filter(id__in=ids)} if ids else {}


def of_posts(post_ids: Collection[int]) -> dict[int, tuple[MediaView, ...]]:
    """The media of each post that has any, in their order; one query."""
    found: dict[int, tuple[MediaView, ...]] = {}
    rows = Media.objects.filter(post_id__in=post_ids).order_by("post_id", "place") if post_ids else []
    for row in rows:
        if row.post_id is not None:
            found[row.post_id] = (*found.get(row.post_id, ()), view_of(row))
    return found


def view_of(row: Media) -> MediaView:
    small_width, small_height = small_size(row.width, row.height) if row.small_key else (0, 0)
    return MediaView(
        id=row.id,
        account_id=row.account_id,
        kind=MediaKind(row.kind),
        state=MediaState(row.state),
        mime=row.mime,
        original_key=row.original_key,
        small_key=row.small_key or "",
        width=row.width,
        height=row.height,
        small_width=small_width,
        small_height=small_height,
        bytes=row.bytes,
        blurhash=row.blurhash,
        description=row.description,
        focus=(row.focus_x, row.focus_y),
        post_id=row.post_id,
        public=row.public,
        created_at=time_of(row.id),
    )


def open_file(key: str, expires: str = "", signature: str = "") -> MediaFile:
    """The file behind an address. Raises NotFound, for an address that has ended or was changed as well."""
    path = storage.path(key)
    public = key.partition(".")[0].endswith(_FOR_EVERYBODY) or _is_public(key)
    if not public:
        addresses.check(key, expires, signature)
    if not path.is_file():
        raise NotFound("no such file")
    return MediaFile(path, BY_EXTENSION[key.rpartition(".")[2]].mime, public=public)


def _is_public(key: str) -> bool:
    row = Media.objects.filter(Q(original_key=key) | Q(small_key=key)).first()
    if row is None:
        raise NotFound("no such media")
    return for_everybody(row)


def for_everybody(row: Media) -> bool:
    """Whether it belongs to a public post, and nothing was removed or is held: the file, its post or its author."""
    if not row.public or row.post_id is None:
        return row.public
    treatments = integrity.treatments_for([media_ref(row.id), post_ref(row.post_id), account_ref(row.account_id)])
    return not any(found.is_withheld for found in treatments.values())
