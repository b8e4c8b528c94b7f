"""The policy that this process moderates by."""

import functools
from pathlib import Path

from django.conf import settings

from folkmoot.domains.integrity.policy.engine import Policy
from folkmoot.domains.integrity.policy.loading import load_policy


def current_policy() -> Policy:
    """The policy of the settings, read once a process. Raises PolicyError when it cannot be used."""
    return _loaded(settings.FOLKMOOT.policy)


@functools.cache
def _loaded(path: Path) -> Policy:
    return load_policy(path)
