"""Files that are not what they say, or two things at once. Each carries `MARK`, so that what is kept can be told."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.domains.media.samples import animation, bomb, picture
from tests.domains.moving.archives import zipped
from tests.hostile import MARK

SCRIPT = f"<script>{MARK}(1)</script>".encode()
_HTML = b"<!doctype html><html><body>" + SCRIPT


def pictures() -> dict[str, bytes]:
    """Real pictures with something else inside or behind them."""
    whole = {form: _saved(form) for form in ("JPEG", "PNG", "GIF", "WEBP", "AVIF")}
    behind = {f"{form} with a page behind it": content + _HTML for form, content in whole.items()}
    return behind | {
        "JPEG with a comment": _saved("JPEG", comment=SCRIPT),
        "JPEG with words of the camera": _saved("JPEG", exif=_exif()),
        "JPEG with a profile": _saved("JPEG", icc_profile=SCRIPT * 9),
        "JPEG with XMP": _saved("JPEG", xmp=SCRIPT),
        "PNG with a text": _saved("PNG", pnginfo=_texts()),
        "PNG with an archive behind it": whole["PNG"] + zipped({"x.html": SCRIPT}).getvalue(),
        "PNG with a chunk of its own": _with_chunk(whole["PNG"], b"htMl", _HTML),
        "GIF that is a script": whole["GIF"].replace(b"GIF89a", b"GIF89a", 1) + f"=0;{MARK}()//".encode(),
        "GIF with a comment": _saved("GIF", comment=SCRIPT),
        "WebP with words": _saved("WEBP", xmp=SCRIPT, exif=_exif()),
        "moving GIF with a page behind it": animation(3).getvalue() + _HTML,
        "moving PNG with a page behind it": animation(3, form="PNG").getvalue() + _HTML,
    }


def players() -> dict[str, bytes]:
    """What begins like a video or a sound, and goes on like a page. Kept as it is, so it must be served so."""
    return {
        "MP4": struct.pack(">I", 24) + b"ftypisom\0\0\2\0isommp41" + _HTML,
        "WebM": b"\x1a\x45\xdf\xa3\x93\x42\x82\x88webm" + _HTML,
        "WAV": b"RIFF\0\0\0\0WAVEfmt " + _HTML,
        "MP3": b"ID3\x04" + _HTML,
        "OGG": b"OggS" + _HTML,
        "FLAC": b"fLaC" + _HTML,
    }


def refused() -> dict[str, bytes]:
    """What nobody could show, or what would take all the memory."""
    return {
        "a page": _HTML,
        "SVG": f"<svg xmlns='http://www.w3.org/2000/svg' onload='{MARK}()'/>".encode(),
        "SVG behind XML": f"<?xml version='1.0'?><svg onload='{MARK}()'/>".encode(),
        "SVG behind a mark of UTF-16": f"<svg onload='{MARK}()'/>".encode("utf-16"),
        "PDF": b"%PDF-1.7\n" + SCRIPT,
        "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n" + SCRIPT,
        "Flash": b"FWS\x09" + SCRIPT,
        "BMP": _saved("BMP") + SCRIPT,
        "TIFF": _saved("TIFF") + SCRIPT,
        "ICO": _saved("ICO") + SCRIPT,
        "an archive": zipped({"x.html": SCRIPT}).getvalue(),
        "a program": b"\x7fELF" + SCRIPT,
        "a script": b"#!/bin/sh\n" + SCRIPT,
        "Java": b"\xca\xfe\xba\xbe" + SCRIPT,
        "GIF in name only": b"GIF89a" + _HTML,
        "PNG in name only": b"\x89PNG\r\n\x1a\n" + _HTML,
        "JPEG in name only": b"\xff\xd8\xff\xe0" + _HTML,
        "WebP in name only": b"RIFF\x20\0\0\0WEBP" + _HTML,
        "AVIF in name only": b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + _HTML,
        "PNG of 50,000 pixels": bomb(50_000, 50_000).getvalue(),
        "PNG wider than a page": bomb(100_000, 1).getvalue(),
        "GIF of 65,535 pixels": b"GIF89a\xff\xff\xff\xff\xf7\0\0" + bytes(768) + b",\0\0\0\0\xff\xff\xff\xff\0\x08\0;",
        "GIF of too many pictures": animation(601).getvalue(),
        "PNG whose text is a bomb": _with_chunk(_saved("PNG"), b"zTXt", b"x\0\0" + zlib.compress(bytes(70_000_000))),
        "nothing": b"",
    }


def _saved(form: str, **more: Any) -> bytes:
    out = BytesIO()
    picture(64, 32).save(out, form, **more)
    return out.getvalue()


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = SCRIPT.decode()
    return exif


def _texts() -> PngInfo:
    info = PngInfo()
    info.add_text("Comment", SCRIPT.decode())
    info.add_itxt("XML:com.adobe.xmp", SCRIPT.decode())
    return info


def _with_chunk(png: bytes, name: bytes, body: bytes) -> bytes:
    """The chunk stands before the pixels."""
    chunk = struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return png[:33] + chunk + png[33:]
