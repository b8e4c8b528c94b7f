from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SitePageName(StrEnum):
    ABOUT = "about"
    RULES = "rules"
    """What stands above the clauses of the policy, which nobody edits here."""
    TERMS = "terms"
    PRIVACY = "privacy"
    IMPRINT = "imprint"


@dataclass(frozen=True, slots=True)
class CommunitySettings:
    """What operators decide. `registration` is open, invitation, approval or closed."""

    name: str
    description: str
    registration: str
    contact_email: str
    operator_name: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page as its operator wrote it (Markdown) and as it is shown; `edited_at` None: still the text we ship."""

    name: SitePageName
    title: str
    source: str
    html: str
    edited_at: datetime | None
