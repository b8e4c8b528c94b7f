"""What integrity asks about groups. Wiring registers who answers; without anybody there are no groups."""

from collections.abc import Collection
from typing import Protocol

from folkmoot.kernel.refs import SubjectRef


class GroupsProvider(Protocol):
    """Knows which posts stand in groups, and who looks after those."""

    def group_of(self, refs: Collection[SubjectRef], /) -> int | None:
        """The one group in which all of these posts stand; None where there is none, or several."""

    def moderates(self, account_id: int, group_id: int, /) -> bool: ...


_providers: list[GroupsProvider] = []


def register_groups(provider: GroupsProvider) -> None:
    _providers[:] = [provider]


def group_of(refs: Collection[SubjectRef]) -> int | None:
    return next((provider.group_of(refs) for provider in _providers), None)


def moderates(account_id: int, group_id: int) -> bool:
    return any(provider.moderates(account_id, group_id) for provider in _providers)
