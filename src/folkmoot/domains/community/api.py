"""The door of community: settings and site pages, for everyone to read and operators to write."""

from folkmoot.domains.community.models import Page, Settings
from folkmoot.domains.community.pages import DEFAULTS, TITLES
from folkmoot.domains.community.types import CommunitySettings, SitePage, SitePageName
from folkmoot.infra.audit.api import record
from folkmoot.infra.text import clean_text, render_document
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.viewer import Viewer

__all__ = [
    "CommunitySettings",
    "SitePage",
    "SitePageName",
    "edit_page",
    "edit_settings",
    "settings",
    "site_page",
]

PAGE_LIMIT = 60_000
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
    )


def edit_settings(viewer: Viewer | None, *, change: CommunitySettings) -> None:
    """Replace the settings. Operators only; `viewer` None is the command line. Raises Invalid, naming the field."""
    actor_id = viewer.require_operator() if viewer is not None else None
    if not 1 <= len(change.name.strip()) <= 80:  # noqa: PLR2004 - the width of the column
        raise Invalid("A community needs a name of 1 to 80 characters.", field="name")
    if change.registration not in REGISTRATIONS:
        raise Invalid("Joining is open, by invitation, by approval or closed.", field="registration")
    values = {
        "name": change.name.strip(),
        "description": clean_text(change.description, limit=2000, field="description"),
        "registration": change.registration,
        "contact_email": change.contact_email.strip()[:254],
        "operator_name": change.operator_name.strip()[:200],
        "languages": list(change.languages) or ["en"],
    }
    with atomic_write():
        Settings.objects.update_or_create(id=1, defaults=values)
        record(actor_id, "settings.edit", "community:1", fields=sorted(values))


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
