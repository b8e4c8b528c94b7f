"""What lower domains ask of higher ones, through protocols that they define."""

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.community import api as community
from folkmoot.domains.feed import api as feed
from folkmoot.domains.graph import api as graph
from folkmoot.domains.groups import api as groups
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.media import api as media
from folkmoot.domains.notes import api as notes
from folkmoot.domains.posts import api as posts
from folkmoot.infra.changes import api as changes
from folkmoot.kernel.refs import SubjectKind
from folkmoot.wiring.fastlane.told import TRACKING
from folkmoot.wiring.groups import Groups


def connect() -> None:
    """Say it once a process; saying it again changes nothing."""
    changes.register(TRACKING)
    community.register_emoji_maker(media.make_emoji)
    integrity.register_facts(SubjectKind.POST, posts.integrity_facts)
    integrity.register_facts(SubjectKind.ACCOUNT, accounts.integrity_facts)
    integrity.register_detector(integrity.TextClassifier())
    integrity.register_detector(integrity.FactCheckMatcher())
    integrity.register_facts(SubjectKind.NOTE, notes.integrity_facts)
    integrity.register_evidence(SubjectKind.NOTE, notes.evidence)
    integrity.register_facts(SubjectKind.MEDIA, media.integrity_facts)
    integrity.register_files(media.known_files)
    for detector in integrity.DETECTORS:
        integrity.register_detector(detector)
    integrity.register_evidence(SubjectKind.POST, posts.evidence)
    integrity.register_evidence(SubjectKind.ACCOUNT, accounts.evidence)
    integrity.register_staff(accounts.staff_ids)
    integrity.register_ids(SubjectKind.POST, posts.integrity_ids)
    integrity.register_reach(SubjectKind.POST, feed.shown_of)
    integrity.register_groups(Groups())
    accounts.register_insiders(groups.known_groups)
    integrity.register_conflicts(accounts.manager_conflict)
    integrity.register_conflicts(graph.friendship_conflict)
