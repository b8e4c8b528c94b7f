"""How large a request may be, before anything looks into it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from folkmoot.infra.config import Config

_MEGABYTE = 1024 * 1024

HEADERS = 64 * 1024
"""Bytes of all headers together; the web server answers 431 to more."""
HEADERS_WITHIN = 15_000
"""Milliseconds within which they must have come."""
QUERY = 16 * 1024
"""Bytes of what stands behind the question mark of an address."""
SMALL_BODY = 4 * _MEGABYTE
"""Bytes of a body without files, and of all fields beside files."""
MOST_FIELDS = 1000
MOST_FILES = 10
_FILES_OF_A_POST = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Addresses that take files: `path` is matched against the whole path."""

    path: re.Pattern[str]
    what: str

    def most(self, config: Config) -> int:
        """Bytes of a whole request: its files and a little for the fields beside them."""
        return _MOST[self.what](config) + SMALL_BODY


_MOST: dict[str, Callable[[Config], int]] = {
    "one file": lambda config: max(config.image_limit, config.video_limit),
    "the files of a post": lambda config: _FILES_OF_A_POST * max(config.image_limit, config.video_limit),
    "two pictures": lambda config: 2 * config.image_limit,
    "an archive": lambda config: config.archive_limit,
    "a bank of hashes": lambda _config: 64 * _MEGABYTE,
}
PLACES = (
    Place(re.compile(r"/api/v[12]/media(/\d+)?/?"), "one file"),
    Place(re.compile(r"/api/v1/(accounts/update_credentials|profile)/?"), "two pictures"),
    Place(re.compile(r"/(compose|posts/\d+/edit)"), "the files of a post"),
    Place(re.compile(r"/settings/(profile|pages/\d+/profile)|/groups/\d+/edit"), "two pictures"),
    Place(re.compile(r"/settings/import"), "an archive"),
    Place(re.compile(r"/console/hashes/import"), "a bank of hashes"),
)


def most_of(path: str, kind: str, config: Config) -> int:
    """How many bytes a request to `path` with a body of the media type `kind` may have."""
    if not kind.lower().startswith("multipart/form-data"):
        return SMALL_BODY
    place = next((place for place in PLACES if place.path.fullmatch(path)), None)
    return place.most(config) if place else SMALL_BODY
