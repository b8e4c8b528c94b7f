"""Who is asking. Every `access_*` and every query takes a Viewer; edges make it, domains read it."""

from dataclasses import dataclass, field
from enum import StrEnum

from folkmoot.kernel.errors import Forbidden, NotSignedIn


class Role(StrEnum):
    MEMBER = "member"
    MODERATOR = "moderator"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person (or nobody) who looks or acts, perhaps through an app.

    `scopes` is None for the person's own browser, which may do all that the person may; through an app it is what
    the person consented to. `country` (ISO 3166-1 alpha-2) is where the request came from, None where nobody knows.
    """

    account_id: int | None = None
    role: Role = Role.MEMBER
    app_id: int | None = None
    scopes: frozenset[str] | None = field(default=None)
    country: str | None = None

    @property
    def is_staff(self) -> bool:
        return self.account_id is not None and self.role in {Role.MODERATOR, Role.OPERATOR}

    @property
    def is_operator(self) -> bool:
        return self.account_id is not None and self.role is Role.OPERATOR

    def require_account(self) -> int:
        """The account that asks. Raises NotSignedIn where nobody is signed in."""
        if self.account_id is None:
            raise NotSignedIn
        return self.account_id

    def require_staff(self) -> int:
        """The moderator or operator who asks. Raises NotSignedIn or Forbidden."""
        account_id = self.require_account()
        if not self.is_staff:
            raise Forbidden("not staff", safe="Only moderators of this community may do that.")
        return account_id

    def require_operator(self) -> int:
        """The operator who asks. Raises NotSignedIn or Forbidden."""
        account_id = self.require_account()
        if not self.is_operator:
            raise Forbidden("not an operator", safe="Only operators of this community may do that.")
        return account_id


NOBODY = Viewer()
"""A visitor who is not signed in."""
