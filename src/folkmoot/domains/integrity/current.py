"""The policy that this process moderates by, and the one that it tries in shadow."""

import functools
import logging
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from folkmoot.domains.integrity.models import PolicyVersion
from folkmoot.domains.integrity.policy.engine import Policy
from folkmoot.domains.integrity.policy.loading import load_policy, load_text
from folkmoot.domains.integrity.policy.types import PolicyError
from folkmoot.infra.fresh import Fresh

logger = logging.getLogger(__name__)

PUBLISHED, SHADOW, PAST = "published", "shadow", "past"


@dataclass(frozen=True, slots=True)
class InForce:
    """What is in force and what is in shadow; `digests` tells whether the tables say something newer."""

    digests: tuple[tuple[str, int, str], ...] = ()
    published: Policy | None = None
    shadow: Policy | None = None
    shadow_id: int = 0


def current_policy() -> Policy:
    """The version that is in force; before any was published, the policy of the settings.

    A newer version, published by whatever process, is noticed within seconds. Raises PolicyError when the policy
    cannot be used.
    """
    return in_force().published or _of_file(settings.FOLKMOOT.policy)


def in_force() -> InForce:
    """What is published and what is in shadow, as this process knows it."""
    return _known.get()


def refresh() -> None:
    """Look at once: what was just published acts in this process from now on."""
    _known.refresh()


def pin(policy: Policy) -> None:
    """Moderate by this policy in this process until something is published. For measurements."""
    _known.pin(InForce(published=policy))


def _look(known: InForce) -> InForce:
    rows = PolicyVersion.objects.filter(state__in=[PUBLISHED, SHADOW]).order_by("id")
    digests = tuple(rows.values_list("state", "id", "digest"))
    if digests == known.digests:
        return known
    ids = {state: identifier for state, identifier, _ in digests}
    return InForce(digests, _stored(ids.get(PUBLISHED)), _tried(ids.get(SHADOW)), ids.get(SHADOW, 0))


def _tried(identifier: int | None) -> Policy | None:
    """Nothing that is only tried stands in the way of what is in force: a later release may read it more strictly."""
    try:
        return _stored(identifier)
    except PolicyError:
        logger.exception("the policy in shadow cannot be used any more")
        return None


def _stored(identifier: int | None) -> Policy | None:
    return of_text(PolicyVersion.objects.values_list("text", flat=True).get(id=identifier)) if identifier else None


@functools.lru_cache(maxsize=8)
def of_text(text: str) -> Policy:
    """A stored text as a policy; parsing one takes a tenth of a second."""
    return load_text(text)


@functools.cache
def _of_file(path: Path) -> Policy:
    return load_policy(path)


_known = Fresh(InForce(), _look)
