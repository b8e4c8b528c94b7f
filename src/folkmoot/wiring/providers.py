"""What lower domains ask of higher ones, through protocols that they define."""

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.kernel.refs import SubjectKind


def connect() -> None:
    """Say it once a process; saying it again changes nothing."""
    integrity.register_facts(SubjectKind.POST, posts.integrity_facts)
