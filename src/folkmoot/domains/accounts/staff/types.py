from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from folkmoot.domains.accounts.types import AccountView, LoginState
from folkmoot.domains.integrity.api import NO_TREATMENT, Treatment, Treatments
from folkmoot.domains.residency.api import Session
from folkmoot.kernel.viewer import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFilter:
    """Which accounts of this community. Empty and None: all. `email` is a whole address, found by its keyed hash.

    `words`: a part of the name or of the name that is shown. `under`: one of these treatments acts on the account.
    `not_under`: none of these does.
    """

    words: str = ""
    handle: str = ""
    display_name: str = ""
    email: str = ""
    roles: tuple[Role, ...] = ()
    states: tuple[LoginState, ...] = ()
    under: tuple[Treatment, ...] = ()
    not_under: tuple[Treatment, ...] = ()
    joined_since: datetime | None = None
    joined_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class StaffPerson:
    """An account as staff see it in passing: nothing that lies in the vault but the day of the last visit.

    `state` and `role` are None for an account without a login: a page, an organisation, an imported person.
    """

    account: AccountView
    role: Role | None
    state: LoginState | None
    treatments: Treatments = NO_TREATMENT
    seen_on: date | None = None

    @property
    def acted_on(self) -> bool:
        """Whether any decision acts on the account now."""
        return self.treatments != NO_TREATMENT


class LookReason(StrEnum):
    """Why somebody reads what lies in a person's vault. It is recorded."""

    ASKED = "asked"
    """The person asked for help."""
    ABUSE = "abuse"
    """Several accounts may be one person's, to get around a decision."""
    LAW = "law"
    """A law or an order obliges to answer."""


@dataclass(frozen=True, slots=True)
class Contact:
    """What lies in the vault: the e-mail address, and where browsers are signed in, the last used first."""

    email: str
    sessions: tuple[Session, ...]
