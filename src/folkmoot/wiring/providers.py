"""What lower domains ask of higher ones, through protocols that they define."""

from collections.abc import Collection, Mapping

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.feed import api as feed
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.kernel.refs import SubjectKind


def connect() -> None:
    """Say it once a process; saying it again changes nothing."""
    integrity.register_facts(SubjectKind.POST, posts.integrity_facts)
    integrity.register_facts(SubjectKind.ACCOUNT, accounts.integrity_facts)
    integrity.register_evidence(SubjectKind.POST, posts.evidence)
    integrity.register_evidence(SubjectKind.ACCOUNT, accounts.evidence)
    integrity.register_staff(accounts.staff_ids)
    integrity.register_ids(SubjectKind.POST, posts.integrity_ids)
    integrity.register_reach(SubjectKind.POST, _shown)
    integrity.register_conflicts(graph.friendship_conflict)


def _shown(post_ids: Collection[int], /) -> Mapping[int, int]:
    return {one: reach.shown for one, reach in feed.reach_of(post_ids).items()}
