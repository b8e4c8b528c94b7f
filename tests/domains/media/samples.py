"""Small real files, made here."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from folkmoot.domains.media import api as media
from folkmoot.domains.media.api import MediaView
from folkmoot.kernel.viewer import Viewer

ANA = Viewer(account_id=1)
BEN = Viewer(account_id=2)
SECRET = b"Gartenstr. 5, 52.5163 N"
_ORIENTATION, _DESCRIPTION, _GPS = 0x0112, 0x010E, 0x8825


def picture(width: int = 40, height: int = 20, mode: str = "RGB") -> Image.Image:
    """The left half is red, the right half blue."""
    image = Image.new("RGB", (width, height), (255, 0, 0))
    image.paste((0, 0, 255), (width // 2, 0, width, height))
    return image.convert(mode)


def encoded(image: Image.Image, form: str, **options: object) -> BytesIO:
    out = BytesIO()
    image.save(out, form, **options)
    out.seek(0)
    return out


def with_metadata(form: str, orientation: int = 1) -> BytesIO:
    """A picture that says where it was taken, in every way that the format has."""
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    exif[_DESCRIPTION] = SECRET.decode()
    exif.get_ifd(_GPS)[29] = SECRET.decode()
    options: dict[str, object] = {
        "exif": exif,
        "icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    }
    if form == "PNG":
        info = PngInfo()
        info.add_text("Comment", SECRET.decode())
        options["pnginfo"] = info
    elif form == "JPEG":
        options |= {"comment": SECRET, "xmp": b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"}
    else:
        options["xmp"] = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    return encoded(picture(), form, **options)


def other_colours() -> bytes:
    """A profile in which what is stored as red is shown as green, and the other way round."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"____").replace(b"gXYZ", b"rXYZ").replace(b"____", b"gXYZ")


def animation(frames: int = 3, form: str = "GIF", size: int = 16) -> BytesIO:
    images = [Image.new("RGB", (size, size), (number * 40 % 256, number // 6, 0)) for number in range(frames)]
    return encoded(images[0], form, save_all=True, append_images=images[1:], duration=80, loop=0)


def bomb(width: int, height: int) -> BytesIO:
    """A PNG whose header promises more than there is."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return BytesIO(
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(bytes(10_000)))
        + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def upload(viewer: Viewer = ANA, file: BytesIO | None = None, **more: object) -> MediaView:
    return media.upload(viewer, file=file or encoded(picture(), "PNG"), **more)  # type: ignore[arg-type]


def mp4(size: int = 2000) -> BytesIO:
    return BytesIO(struct.pack(">I", 24) + b"ftypisom" + b"\0\0\2\0" + b"isommp41" + bytes(range(256)) * (size // 256))
