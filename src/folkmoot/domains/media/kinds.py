"""What a file is, by its first bytes. What its name or its sender says does not count."""

from dataclasses import dataclass
from typing import BinaryIO

from folkmoot.domains.media.types import MediaKind
from folkmoot.kernel.errors import Invalid

_HEAD = 64


@dataclass(frozen=True, slots=True)
class FileType:
    kind: MediaKind
    mime: str
    extension: str
    pillow: str = ""


JPEG = FileType(MediaKind.IMAGE, "image/jpeg", "jpg", "JPEG")
PNG = FileType(MediaKind.IMAGE, "image/png", "png", "PNG")
GIF = FileType(MediaKind.IMAGE, "image/gif", "gif", "GIF")
WEBP = FileType(MediaKind.IMAGE, "image/webp", "webp", "WEBP")
AVIF = FileType(MediaKind.IMAGE, "image/avif", "avif", "AVIF")
MP4 = FileType(MediaKind.VIDEO, "video/mp4", "mp4")
MOV = FileType(MediaKind.VIDEO, "video/quicktime", "mov")
WEBM = FileType(MediaKind.VIDEO, "video/webm", "webm")
MP3 = FileType(MediaKind.AUDIO, "audio/mpeg", "mp3")
M4A = FileType(MediaKind.AUDIO, "audio/mp4", "m4a")
OGG = FileType(MediaKind.AUDIO, "audio/ogg", "ogg")
WAV = FileType(MediaKind.AUDIO, "audio/wav", "wav")
FLAC = FileType(MediaKind.AUDIO, "audio/flac", "flac")

ALL = (JPEG, PNG, GIF, WEBP, AVIF, MP4, MOV, WEBM, MP3, M4A, OGG, WAV, FLAC)
BY_EXTENSION = {file_type.extension: file_type for file_type in ALL}

_BEGINNINGS = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"OggS", OGG),
    (b"fLaC", FLAC),
    (b"ID3", MP3),
)
_RIFF = {b"WEBP": WEBP, b"WAVE": WAV}
_BRANDS = {b"avif": AVIF, b"avis": AVIF, b"qt  ": MOV, b"M4A ": M4A, b"M4B ": M4A}
_MP4_BRANDS = {
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"dash",
    b"3gp4",
    b"3gp5",
}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_MP3_FRAMES = {0xFB, 0xFA, 0xF3, 0xF2, 0xE3, 0xE2}

_UNKNOWN = (
    "Files of this kind cannot be shown here. Pictures may be JPEG, PNG, WebP, GIF or AVIF, videos MP4, WebM or MOV, "
    "and sounds MP3, OGG, M4A, WAV or FLAC."
)
_HEIC = "Pictures in HEIC cannot be shown by every browser. Please save yours as JPEG and add it again."


def recognise(stream: BinaryIO) -> FileType:
    """The type of what `stream` holds; leaves it at its beginning. Raises Invalid with the field "file"."""
    stream.seek(0)
    head = stream.read(_HEAD)
    stream.seek(0)
    if not head:
        raise Invalid("This file is empty.", field="file")
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS and not {b"avif", b"avis"} & _brands(head):
        raise Invalid(_HEIC, field="file")
    found = _by_beginning(head) or _by_container(head)
    if found is None:
        raise Invalid(_UNKNOWN, field="file")
    return found


def _by_beginning(head: bytes) -> FileType | None:
    for beginning, file_type in _BEGINNINGS:
        if head.startswith(beginning):
            return file_type
    if head[0] == 0xFF and len(head) > 1 and head[1] in _MP3_FRAMES:  # noqa: PLR2004 - the sync byte of MPEG audio
        return MP3
    return None


def _by_container(head: bytes) -> FileType | None:
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return WEBM if b"webm" in head else None
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    return None


def _by_brand(head: bytes) -> FileType | None:
    brands = _brands(head)
    if {b"avif", b"avis"} & brands:
        return AVIF
    if head[8:12] in _BRANDS:
        return _BRANDS[head[8:12]]
    return MP4 if brands & _MP4_BRANDS else None


def _brands(head: bytes) -> set[bytes]:
    """The brand that leads and those that are compatible, as many as lie in the head."""
    size = min(int.from_bytes(head[:4], "big"), len(head))
    return {head[8:12]} | {head[at : at + 4] for at in range(16, size - 3, 4)}
