"""What an operator writes about a demand, checked."""

import re
from datetime import datetime

from folkmoot.domains.transparency.types import DemandContent
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.sentences import sentence

_COUNTRY = re.compile(r"[A-Z]{2}")
_LIMITS = {"authority": 200, "legal_basis": 500, "asks": 2000}
_NAMES = {
    "authority": sentence("the authority"),
    "legal_basis": sentence("the legal basis"),
    "asks": sentence("what is demanded"),
}


def checked(content: DemandContent) -> DemandContent:
    """The content without outer space. Raises Invalid with what to write instead."""
    if not _COUNTRY.fullmatch(content.country):
        raise Invalid("Please give the state by its two capital letters, such as DE.", field="country")
    said = {name: _said(getattr(content, name), name) for name in _LIMITS}
    if content.received_at > clock.now():
        raise Invalid(
            "A demand was received before it is registered: this moment has not come yet.", field="received_at"
        )
    if content.binding_until is not None and content.binding_until < content.received_at:
        raise Invalid("This lies before the demand was received.", field="binding_until")
    return DemandContent(
        country=content.country,
        received_at=content.received_at,
        binding_until=content.binding_until,
        state=content.state,
        **said,
    )


def refuse_past_ban(ban_until: datetime | None) -> None:
    """A ban that has ended forbids nothing. Raises Invalid."""
    if ban_until is not None and ban_until <= clock.now():
        raise Invalid("This ban has ended. Leave it empty: the demand can be told at once.", field="ban_until")


def _said(text: str, name: str) -> str:
    cleaned = "".join(sign for sign in text if sign.isprintable() or sign == "\n").strip()
    if not cleaned:
        raise Invalid(sentence("Please say {what}.", what=_NAMES[name]), field=name)
    if len(cleaned) > _LIMITS[name]:
        raise Invalid(
            sentence(
                "Please keep this to {limit} characters. It has {count}.", limit=_LIMITS[name], count=len(cleaned)
            ),
            field=name,
        )
    return cleaned
