from folkmoot.edges.cli.output import Stop
from folkmoot.edges.cli.simulate.world import Place

_NAMES = {place.name.lower(): place for place in Place}


def parsed(text: str) -> tuple[float, ...]:
    """Shares by place from `latest=0.4,ranked=0.6`; places that are not named share what is left. Raises Stop."""
    found: dict[Place, float] = {}
    for part in text.split(","):
        name, _, number = part.partition("=")
        if name.strip() not in _NAMES:
            raise Stop(f"There is no surface {name.strip()!r}; there are {', '.join(_NAMES)}.")
        found[_NAMES[name.strip()]] = _number(number)
    left = 1 - sum(found.values())
    unnamed = [place for place in Place if place not in found]
    if left < -1e-9 or (not unnamed and left > 1e-9):  # noqa: PLR2004 - what floats lose
        raise Stop("The shares of all surfaces add to 1.")
    shares = [found.get(place, max(left, 0.0) / max(len(unnamed), 1)) for place in Place]
    return tuple(one / sum(shares) for one in shares)


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise Stop(f"A share is a number from 0 to 1, not {text.strip()!r}.")
    return number
