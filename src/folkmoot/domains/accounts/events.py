from dataclasses import dataclass
from typing import ClassVar

from folkmoot.infra.outbox.api import Event


@dataclass(frozen=True, slots=True)
class AccountCreated(Event):
    kind: ClassVar[str] = "accounts.created"
    account_id: int


@dataclass(frozen=True, slots=True)
class Joined(Event):
    """Somebody who signed up may start: the address is confirmed, and nobody has to say yes any more."""

    kind: ClassVar[str] = "accounts.joined"
    account_id: int


@dataclass(frozen=True, slots=True)
class ProfileEdited(Event):
    kind: ClassVar[str] = "accounts.profile_edited"
    account_id: int


@dataclass(frozen=True, slots=True)
class AccountErased(Event):
    kind: ClassVar[str] = "accounts.erased"
    account_id: int


@dataclass(frozen=True, slots=True)
class PasswordReset(Event):
    """Somebody who had lost the password, or had it taken, has a new one: what was signed in before must not stay."""

    kind: ClassVar[str] = "accounts.password_reset"
    account_id: int


@dataclass(frozen=True, slots=True)
class SignedOut(Event):
    """Staff ended every session of an account: its apps must not stay signed in either."""

    kind: ClassVar[str] = "accounts.signed_out"
    account_id: int


@dataclass(frozen=True, slots=True)
class PeopleImported(Event):
    """People came in by an import, so many at once; their ids lie between the two, both included."""

    kind: ClassVar[str] = "accounts.imported"
    first_id: int
    last_id: int
