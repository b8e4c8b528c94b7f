"""What people say about themselves."""

from dataclasses import dataclass

from folkmoot.domains.accounts import policy
from folkmoot.domains.accounts.access import access_acting
from folkmoot.domains.accounts.events import ProfileEdited
from folkmoot.domains.accounts.models import Account
from folkmoot.domains.accounts.queries import view
from folkmoot.domains.accounts.types import AccountView
from folkmoot.infra.audit.api import record
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.text import clean_text, render_plain
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChange:
    """What to change; None leaves it as it is."""

    display_name: str | None = None
    bio: str | None = None
    fields: list[tuple[str, str]] | None = None
    avatar_key: str | None = None
    header_key: str | None = None
    locked: bool | None = None
    discoverable: bool | None = None
    indexable: bool | None = None
    bot: bool | None = None
    attribution_domains: list[str] | None = None
    language: str | None = None


def edit_profile(viewer: Viewer, *, change: ProfileChange) -> AccountView:
    """Change one's own profile. Raises Invalid, naming the field."""
    account_id = viewer.require_account()
    values = _values(change)
    with atomic_write():
        row = access_acting(account_id)
        if values:
            Account.objects.filter(id=account_id).update(**values)
            record(account_id, "profile.edit", account_ref(account_id), fields=sorted(values))
            publish(ProfileEdited(account_id))
            row.refresh_from_db()
    return view(row)


def _values(change: ProfileChange) -> dict[str, object]:
    names = ("avatar_key", "header_key", "locked", "discoverable", "indexable", "bot")
    flags = {name: getattr(change, name) for name in names}
    values: dict[str, object] = {name: value for name, value in flags.items() if value is not None}
    if change.language is not None:
        values["language"] = policy.checked_language(change.language)
    if change.display_name is not None:
        name = policy.one_line(change.display_name, limit=policy.NAME_LIMIT, field="display_name")
        values["display_name"] = name
    if change.bio is not None:
        bio = clean_text(change.bio, limit=policy.BIO_LIMIT, field="bio")
        values |= {"bio": bio, "bio_html": render_plain(bio)}
    if change.attribution_domains is not None:
        values["attribution_domains"] = " ".join(policy.checked_sites(change.attribution_domains))
    if change.fields is not None:
        values["fields"] = [[field.name, field.value] for field in policy.checked_fields(change.fields)]
    return values
