from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile, TemporaryUploadedFile
from PIL import Image

from folkmoot.domains.media import api as media
from folkmoot.domains.media.api import MediaKind
from folkmoot.domains.media.models import Media
from folkmoot.infra import worker
from folkmoot.infra.audit import api as audit
from folkmoot.infra.outbox.models import OutboxEvent
from folkmoot.infra.storage import api as storage
from folkmoot.kernel.errors import Invalid, NotSignedIn
from folkmoot.kernel.refs import media_ref
from folkmoot.kernel.viewer import NOBODY
from tests.domains.media.samples import (
    ANA,
    BEN,
    SECRET,
    animation,
    bomb,
    encoded,
    mp4,
    other_colours,
    picture,
    upload,
    with_metadata,
)

pytestmark = pytest.mark.django_db(databases="__all__")
UNKNOWN = (
    "Files of this kind cannot be shown here. Pictures may be JPEG, PNG, WebP, GIF or AVIF, "
    "videos MP4, WebM or MOV, and sounds MP3, OGG, M4A, WAV or FLAC."
)
MANY_PIXELS = "This picture has more than 50 million pixels. Please make it smaller and add it again."


def files(data_folder: Path) -> list[Path]:
    return [file for file in (data_folder / "media").rglob("*") if file.is_file()]


def refusal(data_folder: Path, file: BytesIO, **more: object) -> tuple[str, str]:
    """The sentence and the field; nothing may be left."""
    with pytest.raises(Invalid) as refused:
        upload(ANA, file, **more)
    assert files(data_folder) == []
    assert not Media.objects.exists()
    return refused.value.safe, refused.value.field


def test_a_picture(data_folder: Path) -> None:
    view = upload(ANA, encoded(picture(1200, 600), "JPEG"), description="Red and blue", focus=(0.5, -0.25))
    assert (view.kind, view.mime, view.width, view.height) == (MediaKind.IMAGE, "image/jpeg", 1200, 600)
    assert (view.small_width, view.small_height, view.description, view.focus) == (
        640,
        320,
        "Red and blue",
        (0.5, -0.25),
    )
    assert (view.account_id, view.post_id, view.public) == (1, None, False)
    assert len(view.blurhash) == 28
    assert view.bytes == storage.path(view.original_key).stat().st_size
    with Image.open(storage.path(view.small_key)) as small:
        assert (small.format, small.size) == ("WEBP", (640, 320))
    assert sorted(files(data_folder)) == sorted(storage.path(key) for key in (view.original_key, view.small_key))
    assert [entry.verb for entry in audit.of_subject(media_ref(view.id))] == ["media.upload"]
    assert OutboxEvent.objects.get().kind == "media.uploaded"


@pytest.mark.parametrize("kind", [InMemoryUploadedFile, TemporaryUploadedFile])
def test_files_as_a_form_brings_them(kind: type) -> None:
    content = encoded(picture(), "PNG").getvalue()
    if kind is TemporaryUploadedFile:
        file: InMemoryUploadedFile | TemporaryUploadedFile = TemporaryUploadedFile(
            "cat.png", "image/png", len(content), None
        )
        file.write(content)
    else:
        file = InMemoryUploadedFile(BytesIO(content), "file", "cat.png", "image/png", len(content), None)
    assert media.upload(ANA, file=cast("BinaryIO", file)).width == 40
    file.close()


@pytest.mark.parametrize(
    ("form", "kept"), [("JPEG", "JPEG"), ("PNG", "PNG"), ("WEBP", "WEBP"), ("AVIF", "WEBP"), ("GIF", "PNG")]
)
def test_every_format(form: str, kept: str) -> None:
    view = upload(ANA, encoded(picture(), form))
    with Image.open(storage.path(view.original_key)) as image:
        assert (image.format, image.size) == (kept, (40, 20))
        red, _, blue = image.convert("RGB").getpixel((5, 10))  # type: ignore[misc]
        assert red > 240
        assert blue < 15


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_nothing_of_the_camera_stays(form: str) -> None:
    file = with_metadata(form)
    assert SECRET in file.getvalue()
    view = upload(ANA, file)
    for key in (view.original_key, view.small_key):
        content = storage.path(key).read_bytes()
        assert SECRET not in content
        for sign in (b"Exif", b"EXIF", b"eXIf", b"xmp", b"XMP", b"ICC", b"iCCP", b"tEXt", b"\xff\xfe"):
            assert sign not in content[:4096] or sign == b"\xff\xfe"
        with Image.open(BytesIO(content)) as image:
            assert not image.getexif()
            assert "icc_profile" not in image.info
            assert "xmp" not in image.info
            assert "comment" not in image.info


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_orientation_is_applied(form: str) -> None:
    """6: turn it a quarter to the right, so that what was left comes to the top."""
    view = upload(ANA, with_metadata(form, orientation=6))
    assert (view.width, view.height) == (20, 40)
    with Image.open(storage.path(view.original_key)) as image:
        assert image.convert("RGB").getpixel((10, 5))[0] > 240  # type: ignore[index]
        assert image.convert("RGB").getpixel((10, 35))[2] > 240  # type: ignore[index]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_colours_become_those_of_every_screen(form: str) -> None:
    view = upload(ANA, encoded(picture(), form, icc_profile=other_colours()))
    with Image.open(storage.path(view.original_key)) as image:
        red, green, _ = image.convert("RGB").getpixel((5, 10))  # type: ignore[misc]
    assert green > 230
    assert red < 25


def test_a_damaged_profile_is_dropped() -> None:
    view = upload(ANA, encoded(picture(), "PNG", icc_profile=b"no profile"))
    with Image.open(storage.path(view.original_key)) as image:
        assert image.convert("RGB").getpixel((5, 10)) == (255, 0, 0)
        assert "icc_profile" not in image.info


@pytest.mark.parametrize(("form", "kept"), [("GIF", "GIF"), ("WEBP", "WEBP"), ("AVIF", "WEBP")])
def test_animations_stay_animated(form: str, kept: str) -> None:
    view = upload(ANA, animation(form=form))
    with Image.open(storage.path(view.original_key)) as image:
        image.load()
        assert (image.format, image.n_frames, image.info["duration"]) == (kept, 3, 80)  # type: ignore[attr-defined]
    with Image.open(storage.path(view.small_key)) as small:
        assert getattr(small, "n_frames", 1) == 1


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_odd_modes(mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    image = picture(mode="I").convert("I;16") if mode == "I;16" else picture(mode=mode)
    view = upload(ANA, encoded(image, form))
    assert (view.width, view.height) == (40, 20)


def test_transparency_stays() -> None:
    image = Image.new("RGBA", (4, 4), (0, 0, 0, 0))
    view = upload(ANA, encoded(image, "PNG"))
    with Image.open(storage.path(view.original_key)) as kept:
        assert kept.getpixel((1, 1)) == (0, 0, 0, 0)


def test_large_originals_are_scaled_down() -> None:
    view = upload(ANA, encoded(picture(5000, 50), "PNG"))
    assert (view.width, view.height) == (4096, 41)


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (BytesIO(), "This file is empty."),
        (
            bomb(50_000, 50_000),
            "This picture has more than 50 million pixels. Please make it smaller and add it again.",
        ),
        (bomb(8_000, 6_251), MANY_PIXELS),
        (bomb(16_001, 10), "This picture is 16,001 × 10 pixels large. At most 16,000 on each side are possible."),
        (bomb(400, 400), "This picture is damaged and cannot be opened."),
        (BytesIO(b"\x89PNG\r\n\x1a\n"), "This picture is damaged and cannot be opened."),
        (BytesIO(b"GIF89a"), "This picture is damaged and cannot be opened."),
        (BytesIO(b"\xff\xd8\xff\xe0 and nothing"), "This picture is damaged and cannot be opened."),
        (BytesIO(b"RIFF\x10\0\0\0WEBPVP8 "), "This picture is damaged and cannot be opened."),
        (BytesIO(b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf"), "This picture is damaged and cannot be opened."),
        (
            BytesIO(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
            "Pictures in HEIC cannot be shown by every browser. Please save yours as JPEG and add it again.",
        ),
        (
            BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            UNKNOWN,
        ),
        (BytesIO(b"\xff\xd8\xff" + bytes(2_097_152)), "This picture has 2.0 MB, and 1.90735 MB is the most."),
        (animation(601), "This animation is too long. Please shorten it and add it again."),
    ],
)
def test_refused(data_folder: Path, file: BytesIO, sentence: str) -> None:
    file.seek(0)
    assert refusal(data_folder, file) == (sentence, "file")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_cut_off_files_are_refused(data_folder: Path, form: str) -> None:
    noise = Image.effect_noise((200, 200), 90).convert("RGB")
    whole = encoded(noise, form).getvalue()
    sentence = "This picture is damaged and cannot be opened."
    assert refusal(data_folder, BytesIO(whole[: len(whole) // 2])) == (sentence, "file")


def test_a_name_cannot_lie(data_folder: Path) -> None:
    sentence, field = refusal(data_folder, BytesIO(b"<html><script>"), name="cat.png", content_type="image/png")
    assert (sentence[:40], field) == ("Files of this kind cannot be shown here.", "file")
    assert upload(ANA, encoded(picture(), "PNG"), name="x.html", content_type="text/html").mime == "image/png"


def test_descriptions_have_a_limit(data_folder: Path) -> None:
    sentence = "This is 1,501 characters long, and 1,500 is the most. Please shorten it."
    assert refusal(data_folder, encoded(picture(), "PNG"), description="x" * 1501) == (sentence, "description")
    assert len(upload(description="x" * 1500).description) == 1500


@pytest.mark.parametrize("focus", [(1.1, 0), (0, float("nan")), (float("inf"), 0)])
def test_the_focus_lies_in_the_picture(data_folder: Path, focus: tuple[float, float]) -> None:
    sentence = "The focus must be two numbers from -1 to 1."
    assert refusal(data_folder, encoded(picture(), "PNG"), focus=focus) == (sentence, "focus")


@pytest.mark.parametrize(
    ("content", "kind", "mime"),
    [
        (mp4().getvalue(), MediaKind.VIDEO, "video/mp4"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ....", MediaKind.VIDEO, "video/quicktime"),
        (b"\x1a\x45\xdf\xa3\x93\x42\x82\x88webm", MediaKind.VIDEO, "video/webm"),
        (b"ID3\x04....", MediaKind.AUDIO, "audio/mpeg"),
        (b"\xff\xfb\x90\x00....", MediaKind.AUDIO, "audio/mpeg"),
        (b"OggS....", MediaKind.AUDIO, "audio/ogg"),
        (b"\0\0\0\x14ftypM4A \0\0\0\0M4A ", MediaKind.AUDIO, "audio/mp4"),
        (b"RIFF\0\0\0\0WAVEfmt ", MediaKind.AUDIO, "audio/wav"),
        (b"fLaC....", MediaKind.AUDIO, "audio/flac"),
    ],
)
def test_videos_and_sounds_are_kept_as_they_are(content: bytes, kind: MediaKind, mime: str) -> None:
    view = upload(ANA, BytesIO(content))
    assert (view.kind, view.mime, view.small_key, view.blurhash, view.width) == (kind, mime, "", "", 0)
    assert storage.path(view.original_key).read_bytes() == content


def test_somebody_must_be_signed_in(data_folder: Path) -> None:
    with pytest.raises(NotSignedIn):
        upload(NOBODY)
    assert files(data_folder) == []


@pytest.mark.parametrize(("kind", "size"), [("avatar", (400, 400)), ("header", (1500, 500))])
def test_profile_pictures(kind: str, size: tuple[int, int]) -> None:
    key = media.upload_profile_picture(ANA, file=with_metadata("JPEG"), kind=media.ProfilePicture(kind), account_id=1)
    found = media.open_file(key)
    assert (found.mime, found.public) == ("image/webp", True)
    with Image.open(found.path) as image:
        assert (image.format, image.size) == ("WEBP", size)
    media.delete_profile_picture(BEN, key=key)
    worker.drain()
    assert found.path.exists()
    media.delete_profile_picture(ANA, key=key)
    worker.drain()
    assert not found.path.exists()


def test_a_sound_is_no_profile_picture(data_folder: Path) -> None:
    with pytest.raises(Invalid) as refused:
        media.upload_profile_picture(ANA, file=BytesIO(b"ID3...."), kind=media.ProfilePicture.AVATAR, account_id=1)
    assert refused.value.safe == "This is no picture. Please choose a JPEG, PNG, WebP, GIF or AVIF."
    assert files(data_folder) == []
