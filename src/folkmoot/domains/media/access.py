"""The only way to a piece of media on somebody's behalf."""

import dataclasses

from folkmoot.domains.media.models import Media
from folkmoot.domains.media.queries import for_everybody, view_of
from folkmoot.domains.media.types import MediaView
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.viewer import Viewer


def access_media(viewer: Viewer, media_id: int) -> MediaView:
    """What the viewer has uploaded, or what belongs to a public post. Raises NotFound.

    Media of non-public posts are seen through `posts`, which knows who may.
    """
    row = Media.objects.filter(id=media_id).first()
    public = row is not None and for_everybody(row)
    if row is None or not (public or row.account_id == viewer.account_id):
        raise NotFound("no such media for this viewer")
    return dataclasses.replace(view_of(row), public=public)


def access_own_media(viewer: Viewer, media_id: int) -> MediaView:
    """What the viewer has uploaded. Raises NotSignedIn or NotFound."""
    row = Media.objects.filter(id=media_id, account_id=viewer.require_account()).first()
    if row is None:
        raise NotFound("not the viewer's media")
    return view_of(row)
