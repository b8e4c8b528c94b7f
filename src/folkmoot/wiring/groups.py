"""What integrity asks about groups, answered by the domains that know."""

from collections.abc import Collection

from folkmoot.domains.groups import api as groups
from folkmoot.domains.posts import api as posts
from folkmoot.kernel.refs import SubjectKind, SubjectRef


class Groups:
    """See `integrity.group_desk.provider.GroupsProvider`."""

    def group_of(self, refs: Collection[SubjectRef], /) -> int | None:
        ids = [ref.id for ref in refs if ref.kind is SubjectKind.POST]
        found = posts.group_of(ids) if ids and len(ids) == len(refs) else {}
        return next(iter(found.values())) if len(found) == len(refs) and len(set(found.values())) == 1 else None

    def moderates(self, account_id: int, group_id: int, /) -> bool:
        return groups.moderates(account_id, group_id)
