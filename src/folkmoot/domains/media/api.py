"""The door of media."""

from folkmoot.domains.media import columns
from folkmoot.domains.media.access import access_media
from folkmoot.domains.media.addresses import address, public_address
from folkmoot.domains.media.commands.attaching import (
    attach,
    check_attachable,
    crop,
    describe,
    descriptions,
    detach_descriptions,
    keep,
    replace_attachments,
    update,
)
from folkmoot.domains.media.commands.deleting import delete_of_posts, sweep, sweep_early
from folkmoot.domains.media.commands.erasing import erase
from folkmoot.domains.media.commands.profile import (
    delete_profile_picture,
    sweep_profile_pictures,
    upload_profile_picture,
)
from folkmoot.domains.media.commands.retiring import retire_originals
from folkmoot.domains.media.commands.uploading import LONGEST_DESCRIPTION, clean_description, clean_focus, upload
from folkmoot.domains.media.commands.withdrawing import withdraw
from folkmoot.domains.media.emojis import make_emoji
from folkmoot.domains.media.events import MediaUploaded
from folkmoot.domains.media.hashes import entries_of_post, integrity_facts, known_files
from folkmoot.domains.media.kinds import BY_EXTENSION
from folkmoot.domains.media.pictures import MOST_PIXELS
from folkmoot.domains.media.queries import of_posts, open_file, views
from folkmoot.domains.media.types import MediaFile, MediaKind, MediaState, MediaView, ProfilePicture, Size
from folkmoot.domains.media.usage import KindUsage, orphans, unattached, usage

__all__ = [
    "LONGEST_DESCRIPTION",
    "MIME_TYPES",
    "MOST_PIXELS",
    "KindUsage",
    "MediaFile",
    "MediaKind",
    "MediaState",
    "MediaUploaded",
    "MediaView",
    "ProfilePicture",
    "Size",
    "access_media",
    "address",
    "attach",
    "check_attachable",
    "clean_description",
    "clean_focus",
    "columns",
    "crop",
    "delete_of_posts",
    "delete_profile_picture",
    "describe",
    "descriptions",
    "detach_descriptions",
    "entries_of_post",
    "erase",
    "integrity_facts",
    "keep",
    "known_files",
    "make_emoji",
    "of_posts",
    "open_file",
    "orphans",
    "public_address",
    "replace_attachments",
    "retire_originals",
    "sweep",
    "sweep_early",
    "sweep_profile_pictures",
    "unattached",
    "update",
    "upload",
    "upload_profile_picture",
    "usage",
    "views",
    "withdraw",
]

MIME_TYPES = tuple(sorted({file_type.mime for file_type in BY_EXTENSION.values()}))
"""The kinds of files that are taken in."""
