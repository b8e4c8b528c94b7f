"""The door of community: settings, site pages, emojis and announcements, which operators write and all read."""

import re

from folkmoot.domains.community import columns
from folkmoot.domains.community.announcements.answers import (
    dismiss_announcement,
    react_to_announcement,
    unreact_to_announcement,
)
from folkmoot.domains.community.announcements.commands import (
    change_announcement,
    make_announcement,
    remove_announcement,
)
from folkmoot.domains.community.announcements.queries import access_announcement, announcements, current_announcements
from folkmoot.domains.community.emojis.commands import add_emoji, change_emoji, remove_emoji
from folkmoot.domains.community.emojis.pictures import register_emoji_maker
from folkmoot.domains.community.emojis.queries import (
    custom_emojis,
    emoji_pattern,
    emojis_in,
    kept_emoji_files,
    known_emojis,
)
from folkmoot.domains.community.erasing import erase
from folkmoot.domains.community.events import (
    AnnouncementAnswered,
    AnnouncementChanged,
    AnnouncementRemoved,
    EmojisChanged,
)
from folkmoot.domains.community.models import Page, Settings
from folkmoot.domains.community.pages import DEFAULTS, TITLES
from folkmoot.domains.community.servers.commands import (
    allow_server,
    block_server,
    change_server_block,
    forget_server,
    public_server_blocks,
    server_allow,
    server_allows,
    server_block,
    server_blocks,
)
from folkmoot.domains.community.servers.types import ServerAllowView, ServerBlockView, ServerRule, ServerSeverity
from folkmoot.domains.community.setup.marks import SetupStep, mark_setup, setup_marks
from folkmoot.domains.community.types import (
    Announcement,
    CommunitySettings,
    CustomEmoji,
    EmojiPicture,
    Reaction,
    SitePage,
    SitePageName,
)
from folkmoot.infra.audit.api import record
from folkmoot.infra.text import clean_text, render_document
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.viewer import Viewer

__all__ = [
    "Announcement",
    "AnnouncementAnswered",
    "AnnouncementChanged",
    "AnnouncementRemoved",
    "CommunitySettings",
    "CustomEmoji",
    "EmojiPicture",
    "EmojisChanged",
    "Reaction",
    "ServerAllowView",
    "ServerBlockView",
    "ServerRule",
    "ServerSeverity",
    "SetupStep",
    "SitePage",
    "SitePageName",
    "access_announcement",
    "add_emoji",
    "allow_server",
    "announcements",
    "block_server",
    "change_announcement",
    "change_emoji",
    "change_server_block",
    "columns",
    "current_announcements",
    "custom_emojis",
    "dismiss_announcement",
    "edit_page",
    "edit_settings",
    "emoji_pattern",
    "emojis_in",
    "erase",
    "forget_server",
    "kept_emoji_files",
    "known_emojis",
    "make_announcement",
    "mark_setup",
    "public_server_blocks",
    "react_to_announcement",
    "register_emoji_maker",
    "remove_announcement",
    "remove_emoji",
    "server_allow",
    "server_allows",
    "server_block",
    "server_blocks",
    "settings",
    "setup_marks",
    "site_page",
    "unreact_to_announcement",
]

PAGE_LIMIT = 60_000
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
REGISTRATIONS = ("open", "invitation", "approval", "closed")
_DEFAULT = CommunitySettings(
    name="Folkmoot",
    description="",
    registration="open",
    contact_email="",
    operator_name="",
    languages=("en",),
)


def settings() -> CommunitySettings:
    """What the operators decided; sensible values before they did."""
    row = Settings.objects.filter(id=1).first()
    if row is None:
        return _DEFAULT
    return CommunitySettings(
        name=row.name,
        description=row.description,
        registration=row.registration,
        contact_email=row.contact_email,
        operator_name=row.operator_name,
        languages=tuple(row.languages),
        refuse_ai_crawlers=row.refuse_ai_crawlers,
    )


def edit_settings(viewer: Viewer | None, *, change: CommunitySettings) -> None:
    """Replace the settings. Operators only; `viewer` None is the command line. Raises Invalid, naming the field."""
    actor_id = viewer.require_operator() if viewer is not None else None
    if not 1 <= len(change.name.strip()) <= 80:  # noqa: PLR2004 - the width of the column
        raise Invalid("A community needs a name of 1 to 80 characters.", field="name")
    if change.registration not in REGISTRATIONS:
        raise Invalid("Joining is open, by invitation, by approval or closed.", field="registration")
    _check_contact(change)
    values = {
        "name": change.name.strip(),
        "description": clean_text(change.description, limit=2000, field="description"),
        "registration": change.registration,
        "contact_email": change.contact_email.strip()[:254],
        "operator_name": change.operator_name.strip()[:200],
        "languages": list(change.languages) or ["en"],
        "refuse_ai_crawlers": change.refuse_ai_crawlers,
    }
    with atomic_write():
        Settings.objects.update_or_create(id=1, defaults=values)
        record(actor_id, "settings.edit", "community:1", fields=sorted(values))


def _check_contact(change: CommunitySettings) -> None:
    """An address that mail can go to, and languages that browsers know; neither has to be given."""
    if change.contact_email.strip() and not _EMAIL.fullmatch(change.contact_email.strip()):
        raise Invalid("This does not look like an e-mail address.", field="contact_email")
    if not all(_LANGUAGE.fullmatch(code) for code in change.languages):
        raise Invalid("A language is written like en, de or pt-BR.", field="languages")


def site_page(name: SitePageName) -> SitePage:
    """A page as it stands."""
    row = Page.objects.filter(name=name).first()
    if row is None:
        return SitePage(name, TITLES[name], DEFAULTS[name], render_document(DEFAULTS[name]), None)
    return SitePage(name, TITLES[name], row.source, row.html, row.edited_at)


def edit_page(viewer: Viewer, *, name: SitePageName, source: str) -> SitePage:
    """Write a page, in Markdown. Operators only. Raises Invalid."""
    actor_id = viewer.require_operator()
    text = clean_text(source, limit=PAGE_LIMIT, field="source")
    values = {"source": text, "html": render_document(text), "edited_at": clock.now()}
    with atomic_write():
        Page.objects.update_or_create(name=name, defaults=values)
        record(actor_id, "page.edit", f"page:{name}")
    return site_page(name)
