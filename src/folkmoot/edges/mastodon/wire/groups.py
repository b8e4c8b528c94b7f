"""What Folkmoot says of groups."""

from folkmoot.edges.mastodon.wire.accounts import Account
from folkmoot.edges.mastodon.wire.base import Entity


class Group(Entity):
    """A group as the reader may know it. `state` is member, asked or invited, null for who is none of these."""

    id: str
    account: Account
    admission: str
    posting: str
    rules: str
    members_count: int
    state: str | None
    role: str | None
    at_home: bool
    may_post: bool


class GroupMember(Entity):
    account: Account
    role: str
    since: str
