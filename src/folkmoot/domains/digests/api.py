"""The door of digests."""

from folkmoot.domains.digests.commands import (
    choose_frequency,
    frequency_of,
    on_account_erased,
    unsubscribe,
)
from folkmoot.domains.digests.sending import (
    send_due,
)
from folkmoot.domains.digests.types import (
    Frequency,
)

__all__ = [
    "Frequency",
    "choose_frequency",
    "frequency_of",
    "on_account_erased",
    "send_due",
    "unsubscribe",
]
