"""Colours as every screen understands them: 8 bits, sRGB, with or without transparency."""

from io import BytesIO

from PIL import Image, ImageCms

_SRGB = ImageCms.createProfile("sRGB")
_DEEP = 256


def to_srgb(image: Image.Image) -> Image.Image:
    """A new RGB or RGBA picture of the same look, with nothing but pixels. A profile that cannot be read is
    dropped.
    """
    profile = image.info.get("icc_profile")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    plain = _eight_bits(image)
    converted = _with_profile(plain, profile, mode) if profile else None
    result = (converted or plain).convert(mode)
    fresh = Image.new(mode, result.size)
    fresh.paste(result)
    return fresh


def _eight_bits(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.convert("I").point(lambda value: value * (1 / _DEEP)).convert("L")
    if image.mode in {"P", "PA", "1", "LA", "La", "RGBa"}:
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image


def _with_profile(image: Image.Image, profile: bytes, mode: str) -> Image.Image | None:
    """None where the profile is damaged or of another kind of colours than the picture."""
    source = image if image.mode != "L" or _is_grey(profile) else image.convert("RGB")
    out_mode = mode if source.mode in {"RGB", "RGBA"} else "RGB"
    try:
        return ImageCms.profileToProfile(source, ImageCms.ImageCmsProfile(BytesIO(profile)), _SRGB, outputMode=out_mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _is_grey(profile: bytes) -> bool:
    return profile[16:20] == b"GRAY"
