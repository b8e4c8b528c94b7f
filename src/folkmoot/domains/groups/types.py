"""What groups are, between layers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from folkmoot.domains.accounts.types import AccountView

RULES_LIMIT = 5_000
REASON_LIMIT = 500


class Admission(StrEnum):
    """How one comes in, and so who reads: an open group is read by everybody, the others by their members."""

    OPEN = "open"
    REQUEST = "request"
    HIDDEN = "hidden"

    @property
    def closed(self) -> bool:
        return self is not Admission.OPEN


class Posting(StrEnum):
    """Who may begin a thread in a group. Every member may answer."""

    MEMBERS = "members"
    MODERATORS = "moderators"


class GroupRole(StrEnum):
    OWNER = "owner"
    MODERATOR = "moderator"
    MEMBER = "member"


class MemberState(StrEnum):
    MEMBER = "member"
    ASKED = "asked"
    INVITED = "invited"


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands to a group."""

    state: MemberState
    role: GroupRole
    since: datetime
    at_home: bool
    """Whether the group's posts stand in their home."""

    @property
    def is_member(self) -> bool:
        return self.state is MemberState.MEMBER

    @property
    def moderates(self) -> bool:
        return self.is_member and self.role in {GroupRole.OWNER, GroupRole.MODERATOR}

    @property
    def owns(self) -> bool:
        return self.is_member and self.role is GroupRole.OWNER


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group as one viewer may know it; `own` is None for who is neither member nor asked nor invited."""

    account: AccountView
    admission: Admission
    posting: Posting
    rules: str
    members: int
    own: Standing | None = None

    @property
    def id(self) -> int:
        return self.account.id

    @property
    def is_member(self) -> bool:
        return self.own is not None and self.own.is_member

    @property
    def moderated_by_viewer(self) -> bool:
        return self.own is not None and self.own.moderates

    @property
    def owned_by_viewer(self) -> bool:
        return self.own is not None and self.own.owns

    @property
    def may_begin(self) -> bool:
        """Whether the viewer may begin a thread here."""
        return self.is_member and (self.posting is Posting.MEMBERS or self.moderated_by_viewer)

    @property
    def may_invite(self) -> bool:
        """Any member of an open group; owners and moderators of a closed one."""
        return self.moderated_by_viewer or (self.is_member and not self.admission.closed)

    @property
    def readable(self) -> bool:
        """Whether the viewer may read what is written now."""
        return self.is_member or not self.admission.closed


@dataclass(frozen=True, slots=True)
class GroupTag:
    """The name of a group beside a post. `account` has the whole name and the address."""

    account: AccountView
    admission: Admission

    @property
    def id(self) -> int:
        return self.account.id


@dataclass(frozen=True, slots=True)
class MemberView:
    """`id` is that of the membership, for pages."""

    id: int
    account: AccountView
    standing: Standing


@dataclass(frozen=True, slots=True)
class Removal:
    """Why somebody had to leave. `banned`: they may not come back until it is lifted. `by`: for moderators."""

    id: int
    group_id: int
    account: AccountView
    reason: str
    banned: bool
    at: datetime
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody may post: the group, and whether what stands there is for members alone."""

    group_id: int
    closed: bool
