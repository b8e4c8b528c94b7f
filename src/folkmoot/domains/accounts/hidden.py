"""Accounts that outsiders do not find: for them they are like names that are not there.

Who is inside, a higher domain knows; wiring registers it. Without it, hidden accounts are found by staff alone.
"""

from collections.abc import Collection
from typing import Protocol

from folkmoot.kernel.viewer import Viewer


class InsidersProvider(Protocol):
    """Those of the hidden accounts `ids` of which the person may know."""

    def __call__(self, person_id: int, ids: Collection[int], /) -> frozenset[int]: ...


_providers: list[InsidersProvider] = []


def register_insiders(provider: InsidersProvider) -> None:
    _providers[:] = [provider]


def known_to(viewer: Viewer, ids: Collection[int]) -> frozenset[int]:
    """Those of these hidden accounts that the viewer may meet. Asking for an id that is not there costs the same."""
    if viewer.is_staff:
        return frozenset(ids)
    if viewer.account_id is None or not ids:
        return frozenset()
    return frozenset(one for provider in _providers for one in provider(viewer.account_id, ids))
