"""Media become part of a post, or change before they do."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from folkmoot.domains.media.access import access_own_media
from folkmoot.domains.media.commands.deleting import delete_rows
from folkmoot.domains.media.commands.uploading import clean_description, clean_focus
from folkmoot.domains.media.models import Media
from folkmoot.domains.media.types import MediaView
from folkmoot.infra.audit import api as audit
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Conflict, Invalid
from folkmoot.kernel.refs import media_ref, post_ref
from folkmoot.kernel.viewer import Viewer


def attach(viewer: Viewer, *, media_ids: Sequence[int], post_id: int, public: bool) -> None:
    """Make media part of a post, in this order, in the caller's transaction.

    For a post that is not public the descriptions are blanked here: read them before (`views`) and put them
    into the vault with the text. Raises Invalid with the field "media" unless all are the viewer's and free.
    """
    account_id = viewer.require_account()
    if len(set(media_ids)) != len(media_ids):
        raise Invalid("The same file was added twice.", field="media")
    if not media_ids:
        return
    with atomic_write():
        _refuse_unusable(account_id, media_ids)
        for place, media_id in enumerate(media_ids):
            free = Media.objects.filter(id=media_id, account_id=account_id, post_id=None)
            if not free.update(post_id=post_id, place=place, public=public, **_blank_unless(public)):
                raise Conflict("media were attached meanwhile")
        audit.record(account_id, "media.attach", post_ref(post_id), media_ids=list(media_ids))


def replace_attachments(viewer: Viewer, *, media_ids: Sequence[int], post_id: int, public: bool) -> None:
    """Make exactly these the media of a post that was edited, in the caller's transaction. What is no longer
    part of it is deleted. Raises like `attach`.
    """
    account_id = viewer.require_account()
    with atomic_write():
        present = Media.objects.filter(post_id=post_id, account_id=account_id)
        delete_rows(present.exclude(id__in=media_ids))
        kept = set(present.values_list("id", flat=True))
        attach(viewer, media_ids=[one for one in media_ids if one not in kept], post_id=post_id, public=public)
        for place, media_id in enumerate(media_ids):
            Media.objects.filter(id=media_id, post_id=post_id).update(place=place)


def update(
    viewer: Viewer,
    *,
    media_id: int,
    description: str | None = None,
    focus: tuple[float, float] | None = None,
) -> MediaView:
    """Change the description or focus of own media that belong to no post yet. Raises NotFound, Conflict,
    Invalid.
    """
    access_own_media(viewer, media_id)
    changes: dict[str, object] = {}
    if description is not None:
        changes["description"] = clean_description(description)
    if focus is not None:
        changes["focus_x"], changes["focus_y"] = clean_focus(focus)
    with atomic_write():
        if changes and not Media.objects.filter(id=media_id, post_id=None).update(**changes):
            raise Conflict("attached", safe="This is part of a post already. Please edit the post instead.")
        audit.record(viewer.account_id, "media.update", media_ref(media_id), fields=sorted(changes))
    return access_own_media(viewer, media_id)


def describe(viewer: Viewer, *, post_id: int, descriptions: Mapping[int, str]) -> None:
    """Change what the media of one's own public post are said to show, in the caller's transaction.

    Other media are left alone. For a post that is not public the descriptions belong into the vault instead.
    """
    own = Media.objects.filter(post_id=post_id, account_id=viewer.require_account(), public=True)
    with atomic_write():
        for media_id, text in descriptions.items():
            own.filter(id=media_id).update(description=clean_description(text))


def crop(viewer: Viewer, *, post_id: int, focuses: Mapping[int, tuple[float, float]]) -> None:
    """Change where the media of one's own post are cropped, in the caller's transaction. Raises Invalid."""
    own = Media.objects.filter(post_id=post_id, account_id=viewer.require_account())
    with atomic_write():
        for media_id, focus in focuses.items():
            across, up = clean_focus(focus)
            own.filter(id=media_id).update(focus_x=across, focus_y=up)


def keep(viewer: Viewer, *, media_ids: Sequence[int], until: datetime) -> None:
    """Spare own media that wait for a scheduled post or a draft from the sweeper. Raises Invalid like
    `attach`.
    """
    account_id = viewer.require_account()
    with atomic_write():
        _refuse_unusable(account_id, media_ids)
        Media.objects.filter(id__in=media_ids).update(keep_until=until)


def detach_descriptions(ids: Collection[int]) -> dict[int, str]:
    """Blank the descriptions of media and return those there were, for the vault record of a non-public post.

    Only for use inside the caller's transaction: what is returned must be in the vault before it commits.
    """
    with atomic_write():
        described = Media.objects.filter(id__in=ids).exclude(description="")
        texts = dict(described.values_list("id", "description"))
        described.update(description="")
    return texts


def check_attachable(viewer: Viewer, *, media_ids: Sequence[int], post_id: int | None = None) -> None:
    """Raise Invalid, field "media", unless all are the viewer's and free, or part of `post_id`. Writes nothing."""
    if not media_ids:
        return
    account_id = viewer.require_account()
    own = set(
        Media.objects.filter(id__in=media_ids, account_id=account_id, post_id=post_id).values_list("id", flat=True)
    )
    _refuse_unusable(account_id, [one for one in media_ids if post_id is None or one not in own])


def descriptions(media_ids: Collection[int]) -> dict[int, str]:
    """What media that are not attached yet show, by id; for the vault record of a post that is not public."""
    return dict(Media.objects.filter(id__in=media_ids).values_list("id", "description")) if media_ids else {}


def _blank_unless(public: bool) -> dict[str, str]:
    return {} if public else {"description": ""}


def _refuse_unusable(account_id: int, media_ids: Sequence[int]) -> None:
    found = dict(Media.objects.filter(id__in=media_ids, account_id=account_id).values_list("id", "post_id"))
    if len(found) != len(set(media_ids)):
        raise Invalid("One of the files is not there any more. Please add it again.", field="media")
    if any(post_id is not None for post_id in found.values()):
        raise Invalid("One of the files is part of another post already. Please add it again.", field="media")
