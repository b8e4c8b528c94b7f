"""What is known about a subject, in types that every layer may read. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """How many open or answered reports there are, and by how many different people."""

    count: int = 0
    distinct: int = 0


NO_REPORTS = ReportFacts()


@dataclass(frozen=True, slots=True)
class Facts:
    """What the policy's conditions may ask about a subject.

    The domain that owns the subject fills the first part. The second part is filled by integrity itself; leave it.
    """

    kind: str
    """ "post" or "account"."""
    text: str = ""
    """The words as people read them, without markup. For an account: name and bio."""
    languages: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    """The hosts that are linked to, in lower case."""
    hashtags: tuple[str, ...] = ()
    mention_count: int = 0
    has_media: bool = False
    is_reply: bool = False
    account_age_hours: float = 0.0
    posts_last_hour: int = 0
    """How much its author published in the hour before, this one not counted."""
    strangers_mentioned: int = 0
    """How many of the mentioned accounts do not follow the author."""
    shortened_links: int = 0
    """How many links lead through a service that hides the address behind a short one."""

    reports: ReportFacts = NO_REPORTS
    labels: tuple[str, ...] = ()
    word_lists: tuple[str, ...] = ()
    """The names of the policy's word and pattern lists that the text hits."""
    link_lists: tuple[str, ...] = ()
    """The names of the policy's link lists that a link hits."""
    hash_banks: tuple[str, ...] = ()
    """The names of the hash banks that the text or a picture hits."""
    scores: tuple[tuple[str, float], ...] = ()
    """What detectors measured, by name, from 0 to 1. What is absent is 0."""
    detected_language: str = ""
    """ISO 639-1; empty where nobody can tell."""
    similar_accounts: int = 0
    """How many other accounts posted nearly the same text within 24 hours."""
    similar_posts: int = 0
    claims: int = 0
    """How many published fact-checks speak of something like this."""
