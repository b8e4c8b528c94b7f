"""In whose homes and on which lists one post stands, asked for many readers at once; the same as the timelines answer.

The number of queries does not depend on the number of readers.
"""

from collections.abc import Collection

from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.api import ListHolding, RepliesPolicy
from folkmoot.domains.groups import api as groups
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import NO_TREATMENT
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import SpreadFacts, Trace, Visibility
from folkmoot.kernel.refs import group_post_ref


def homes_holding(post_id: int, readers: Collection[int]) -> frozenset[int]:
    """Those of the readers in whose chronological home the post or boost stands, before the rules of reading."""
    facts = next(iter(posts.spread_facts([post_id])), None)
    if facts is None or not readers:
        return frozenset()
    wanted = frozenset(readers)
    trace = posts.trace_of(post_id)
    if trace is None:
        return frozenset()
    tagged = graph.tag_followers_among(trace.tags, wanted) - {facts.author_id}
    return _by_author(facts, wanted) | tagged | _by_group(trace, wanted)


def lists_holding(post_id: int, list_ids: Collection[int]) -> frozenset[int]:
    """Those of the lists on which the post or boost stands, before the rules of reading."""
    facts = next(iter(posts.spread_facts([post_id])), None)
    if facts is None or not list_ids:
        return frozenset()
    held = graph.lists_holding(facts.author_id, list_ids, answered_id=facts.answers_id)
    held = tuple(one for one in held if _is_for(facts, one.owner_id))
    pairs = graph.following_pairs([(one.owner_id, facts.answers_id) for one in held]) if facts.answers_id else ()
    return frozenset(one.list_id for one in held if _answers_fit(facts, one, pairs))


def _by_author(facts: SpreadFacts, wanted: frozenset[int]) -> frozenset[int]:
    following = graph.followers_among(facts.author_id, wanted)
    following -= graph.exclusive_owners(facts.author_id, following)
    if facts.answers_id:
        knowing = graph.followers_among(facts.answers_id, following)
        knowing -= graph.exclusive_owners(facts.answers_id, knowing)
        following &= knowing | {facts.answers_id}
    homes = following | (wanted & {facts.author_id})
    return frozenset(one for one in homes if _is_for(facts, one))


def _by_group(trace: Trace, wanted: frozenset[int]) -> frozenset[int]:
    """What begins in a group and was not taken out of it."""
    if trace.group_id is None or not trace.begins:
        return frozenset()
    ref = group_post_ref(trace.post_id)
    if integrity.treatments_for([ref]).get(ref, NO_TREATMENT).removed:
        return frozenset()
    return groups.home_readers_among(trace.group_id, wanted)


def _is_for(facts: SpreadFacts, reader: int) -> bool:
    """A direct post stands only with those to whom it is addressed, and one of a closed group not by its author."""
    if reader == facts.author_id or facts.visibility not in {Visibility.DIRECT, Visibility.GROUP}:
        return True
    return facts.visibility is Visibility.DIRECT and reader in facts.mentioned_ids


def _answers_fit(facts: SpreadFacts, held: ListHolding, pairs: Collection[tuple[int, int]]) -> bool:
    if not facts.answers_id or held.owner_id in {facts.author_id, facts.answers_id}:
        return True
    if held.replies_policy is RepliesPolicy.NONE:
        return False
    follows = held.replies_policy is RepliesPolicy.FOLLOWED and (held.owner_id, facts.answers_id) in pairs
    return held.holds_answered or follows
