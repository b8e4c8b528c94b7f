"""The second guard: what rests on a score or on a matched claim is never decided by automation.

The validator refuses such a clause when a policy is loaded. This stands in the way of acting, and knows nothing of how
the policy came to be.
"""

import functools
from typing import Final

import cel

from folkmoot.domains.integrity.policy.types import Clause

GUESSES: Final = frozenset({"scores", "claims"})


def only_proposes(clause: Clause) -> bool:
    """Whether the clause's condition asks for a score or for matched claims; also where nobody can tell."""
    return _guesses(clause.condition)


@functools.lru_cache(maxsize=1024)
def _guesses(condition: str) -> bool:
    if not condition:
        return False
    try:
        return not GUESSES.isdisjoint(cel.compile(condition).variables())
    except ValueError:
        return True
