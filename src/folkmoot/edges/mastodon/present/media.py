from folkmoot.domains.integrity.api import Applied
from folkmoot.domains.media import api as media
from folkmoot.domains.media.api import MediaState, MediaView, Size
from folkmoot.edges.mastodon.present.addresses import absolute
from folkmoot.edges.mastodon.wire import statuses as wire


def attachment(view: MediaView) -> wire.MediaAttachment:
    """A file; without an address while it is being worked on, and where a decision keeps it from the reader."""
    if view.kept_back is not None and not view.original_key:
        return _kept_back(view, view.kept_back)
    original = absolute(media.address(view, Size.ORIGINAL)) if view.state is MediaState.READY else None
    small = media.address(view, Size.SMALL)
    return wire.MediaAttachment(
        id=str(view.id),
        type=view.kind.value if view.mime != "image/gif" else "image",
        url=original,
        preview_url=absolute(small) if small else original,
        remote_url=None,
        preview_remote_url=None,
        text_url=None,
        meta=_meta(view),
        description=view.description or None,
        blurhash=view.blurhash or None,
    )


def _kept_back(view: MediaView, applied: Applied) -> wire.MediaAttachment:
    """An attachment that cannot be shown, as clients know it, with the reason in place of a description."""
    return wire.MediaAttachment(
        id=str(view.id),
        type="unknown",
        url=None,
        preview_url=None,
        remote_url=None,
        preview_remote_url=None,
        text_url=None,
        meta=wire.MediaMeta(),
        description=applied.reason,
        blurhash=None,
    )


def _meta(view: MediaView) -> wire.MediaMeta:
    if not (view.width and view.height):
        return wire.MediaMeta()
    x, y = view.focus
    return wire.MediaMeta(
        original=_dimensions(view.width, view.height),
        small=_dimensions(view.small_width, view.small_height) if view.small_width and view.small_height else None,
        focus=wire.Focus(x=x, y=y),
    )


def _dimensions(width: int, height: int) -> wire.Dimensions:
    return wire.Dimensions(width=width, height=height, size=f"{width}x{height}", aspect=round(width / height, 6))
