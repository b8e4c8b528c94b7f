from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from folkmoot.kernel.viewer import Role


class AccountKind(StrEnum):
    PERSON = "person"
    PAGE = "page"
    ORGANISATION = "organisation"
    GROUP = "group"
    SERVICE = "service"


class RegistrationMode(StrEnum):
    """How people become members."""

    OPEN = "open"
    INVITATION = "invitation"
    APPROVAL = "approval"
    CLOSED = "closed"


class LoginState(StrEnum):
    UNCONFIRMED = "unconfirmed"
    WAITING = "waiting"
    ACTIVE = "active"


@dataclass(frozen=True, slots=True)
class ProfileField:
    """One line that people write about themselves: "Town" and "Exeter"."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class AccountView:
    """What everybody may know of an account. `domain` is "" for accounts of this community."""

    id: int
    handle: str
    domain: str
    kind: AccountKind
    display_name: str
    bio: str
    bio_html: str
    fields: tuple[ProfileField, ...]
    avatar_key: str
    header_key: str
    locked: bool
    discoverable: bool
    indexable: bool
    language: str
    created_at: datetime
    erased: bool
    url: str
    hidden: bool = False
    """Only those inside know that it is there: see `hidden`."""
    bot: bool = False
    """Its owner says that a program writes here."""
    attribution_domains: tuple[str, ...] = ()
    """Sites that may name the account as the author of what they publish."""

    @property
    def acct(self) -> str:
        """The name by which this site calls the account: `ana`, or `ben@other.example`."""
        return f"{self.handle}@{self.domain}" if self.domain else self.handle

    @property
    def name(self) -> str:
        """The name to show; never empty."""
        return self.display_name or self.handle

    @property
    def local(self) -> bool:
        return not self.domain


@dataclass(frozen=True, slots=True)
class OwnLogin:
    """What people see of their own login."""

    account_id: int
    email: str
    role: Role
    state: LoginState


@dataclass(frozen=True, slots=True)
class SignUp:
    """What somebody fills in to join. `reason` is asked for where moderators approve new members."""

    handle: str
    email: str
    password: str
    language: str = "en"
    reason: str = ""
    invitation: str = ""


@dataclass(frozen=True, slots=True)
class WaitingMember:
    """Somebody who asked to join and waits for a moderator."""

    account: AccountView
    reason: str


@dataclass(frozen=True, slots=True)
class InvitationView:
    id: int
    code: str
    uses_left: int
    expires_at: datetime | None
