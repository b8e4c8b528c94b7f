from dataclasses import dataclass
from typing import ClassVar

from folkmoot.infra.outbox.api import Event


@dataclass(frozen=True, slots=True)
class GroupAsked(Event):
    kind: ClassVar[str] = "groups.asked"
    group_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class GroupAccepted(Event):
    """Somebody who asked was let in."""

    kind: ClassVar[str] = "groups.accepted"
    group_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class GroupInvited(Event):
    kind: ClassVar[str] = "groups.invited"
    group_id: int
    account_id: int
    inviter_id: int


@dataclass(frozen=True, slots=True)
class GroupRoleSet(Event):
    kind: ClassVar[str] = "groups.role_set"
    group_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class GroupMemberRemoved(Event):
    kind: ClassVar[str] = "groups.member_removed"
    group_id: int
    account_id: int
    removal_id: int


@dataclass(frozen=True, slots=True)
class GroupRequestEnded(Event):
    """A request was answered or taken back: it is no news any more."""

    kind: ClassVar[str] = "groups.request_ended"
    group_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class GroupMemberLeft(Event):
    """A member went of their own accord."""

    kind: ClassVar[str] = "groups.member_left"
    group_id: int
    account_id: int
