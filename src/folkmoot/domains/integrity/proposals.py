"""The second guard: what rests on a score or on a matched claim is never decided by automation, and nothing is taken
down because many reported it.

The validator refuses such a clause when a policy is loaded. This stands in the way of acting, and knows nothing of how
the policy came to be.
"""

import functools
from typing import Final

from folkmoot.domains.integrity.policy.cel_alone import cel
from folkmoot.domains.integrity.policy.types import Clause, Treatment

GUESSES: Final = frozenset({"scores", "claims"})
_REPORTS: Final = frozenset({"reports"})
_STAYS = frozenset({Treatment.REDUCE, Treatment.INFORM})


def only_proposes(clause: Clause) -> bool:
    """Whether the clause's condition asks for a score or for matched claims, or takes something down for its reports.

    Also where nobody can tell.
    """
    return _asks(clause.condition, GUESSES) or (
        not _STAYS.issuperset(clause.default) and _asks(clause.condition, _REPORTS)
    )


@functools.lru_cache(maxsize=1024)
def _asks(condition: str, facts: frozenset[str]) -> bool:
    if not condition:
        return False
    try:
        return not facts.isdisjoint(cel.compile(condition).variables())
    except ValueError:
        return True
