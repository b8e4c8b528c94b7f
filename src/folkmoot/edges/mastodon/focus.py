"""Where a picture is cropped, as clients write it."""

from folkmoot.kernel.errors import Invalid

_TWO = 2


def focus_of(sent: str | None) -> tuple[float, float] | None:
    """Two numbers from -1 to 1, across and up; None where nothing was sent. Raises Invalid."""
    if not sent:
        return None
    parts = sent.split(",")
    try:
        x, y = (float(part) for part in parts) if len(parts) == _TWO else (float("nan"), float("nan"))
    except ValueError:
        raise Invalid("Focus must be two numbers, such as 0.0,0.5", field="focus") from None
    return x, y
