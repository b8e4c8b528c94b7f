"""Accounts and how they stand to each other."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountKind, AccountView, Preferences, ProfileField
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import NO_TREATMENT, Treatments
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import api as posts
from folkmoot.edges.mastodon.present import reasons
from folkmoot.edges.mastodon.present.addresses import NO_AVATAR, NO_HEADER, absolute, whole_links
from folkmoot.edges.mastodon.present.emojis import emojis_in
from folkmoot.edges.mastodon.wire import accounts as wire
from folkmoot.edges.mastodon.wire.base import day, moment_or_none
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Role

_ROLES = {
    Role.MEMBER: wire.Role(id="-99", name="", permissions="65536", color="", highlighted=False),
    Role.MODERATOR: wire.Role(id="1", name="Moderator", permissions="1308", color="", highlighted=True),
    Role.OPERATOR: wire.Role(id="3", name="Operator", permissions="458751", color="", highlighted=True),
}


@dataclass(frozen=True, slots=True)
class About:
    """What stands around an account and is not part of it."""

    followers: int = 0
    following: int = 0
    posts: int = 0
    last_post_at: datetime | None = None
    role: Role = Role.MEMBER
    treatments: Treatments = NO_TREATMENT
    hides_collections: bool = False


def about(ids: Collection[int]) -> dict[int, About]:
    """Numbers and roles of many accounts and what acts on them, in five queries."""
    wanted = set(ids)
    relations, authors, roles = graph.counts(wanted), posts.author_counts(wanted), accounts.roles_of(wanted)
    acting = integrity.treatments_for([account_ref(account_id) for account_id in wanted])
    hiding = accounts.hiding_collections(wanted)
    return {
        account_id: About(
            followers=relations[account_id].followers,
            following=relations[account_id].following,
            posts=authors[account_id].posts if account_id in authors else 0,
            last_post_at=authors[account_id].last_post_at if account_id in authors else None,
            role=roles.get(account_id, Role.MEMBER),
            treatments=acting.get(account_ref(account_id), NO_TREATMENT),
            hides_collections=account_id in hiding,
        )
        for account_id in wanted
    }


def many(views: Iterable[AccountView]) -> list[wire.Account]:
    """Accounts in their order."""
    kept = list(views)
    known = about([view.id for view in kept])
    return [account(view, known[view.id]) for view in kept]


def one(view: AccountView) -> wire.Account:
    return many([view])[0]


def by_id(views: Iterable[AccountView]) -> dict[int, wire.Account]:
    """The same, to be found by id."""
    kept = {view.id: view for view in views}
    return dict(zip(kept, many(kept.values()), strict=True))


def account(view: AccountView, known: About) -> wire.Account:
    return wire.Account(**_account(view, known))


def credential_account(
    view: AccountView,
    known: About,
    *,
    follow_requests: int,
    strikes: int = 0,
    chosen: Preferences = accounts.DEFAULT_PREFERENCES,
) -> wire.CredentialAccount:
    """One's own account, with the profile as it was written."""
    source = wire.Source(
        privacy=privacy(chosen),
        sensitive=chosen.default_sensitive,
        language=view.language or None,
        note=view.bio,
        fields=[wire.Field(name=field.name, value=field.value) for field in view.fields],
        follow_requests_count=follow_requests,
        hide_collections=chosen.hide_collections,
        discoverable=view.discoverable,
        indexable=view.indexable,
        quote_policy=chosen.default_quote_policy.value,
        attribution_domains=list(view.attribution_domains),
    )
    shown = _account(view, known)
    if known.treatments != NO_TREATMENT or strikes:
        shown["folkmoot"] = reasons.on_own_account(known.treatments, strikes)
    return wire.CredentialAccount(**shown, source=source, role=_ROLES[known.role])


def role(held: Role) -> wire.Role:
    return _ROLES[held]


def privacy(chosen: Preferences) -> str:
    """For whom new posts are, in Mastodon's words: friends, whom it does not know, count as followers."""
    word = chosen.default_visibility.value
    return "private" if word in {"followers", "friends"} else word


def relationship(found: graph.Relationship) -> wire.Relationship:
    return wire.Relationship(
        id=str(found.account_id),
        following=found.following,
        showing_reblogs=found.following and found.show_boosts,
        notifying=found.following and found.notify,
        languages=list(found.languages) or None,
        followed_by=found.followed_by,
        blocking=found.blocking,
        blocked_by=found.blocked_by,
        muting=found.muting,
        muting_notifications=found.muting_notifications,
        muting_expires_at=moment_or_none(found.mute_expires_at),
        requested=found.requested,
        requested_by=found.requested_by,
        domain_blocking=False,
        endorsed=found.endorsed,
        note=found.note,
    )


def familiar_followers(found: Mapping[int, Sequence[AccountView]]) -> list[wire.FamiliarFollowers]:
    people = by_id(view for views in found.values() for view in views)
    return [
        wire.FamiliarFollowers(id=str(account_id), accounts=[people[view.id] for view in views])
        for account_id, views in found.items()
    ]


def _account(view: AccountView, known: About) -> dict[str, Any]:
    avatar = absolute(media.public_address(view.avatar_key) if view.avatar_key else NO_AVATAR)
    header = absolute(media.public_address(view.header_key) if view.header_key else NO_HEADER)
    return {
        "id": str(view.id),
        "username": view.handle,
        "acct": view.acct,
        "display_name": view.display_name,
        "locked": view.locked,
        "bot": view.bot or view.kind is AccountKind.SERVICE,
        "discoverable": view.discoverable,
        "indexable": view.indexable,
        "group": view.kind is AccountKind.GROUP,
        "created_at": f"{day(view.created_at)}T00:00:00.000Z",
        "note": whole_links(view.bio_html),
        "url": view.url,
        "uri": absolute(f"/users/{view.handle}") if view.local else view.url,
        "avatar": avatar,
        "avatar_static": avatar,
        "header": header,
        "header_static": header,
        "followers_count": known.followers,
        "following_count": known.following,
        "statuses_count": known.posts,
        "last_status_at": day(known.last_post_at) if known.last_post_at else None,
        "hide_collections": known.hides_collections,
        "noindex": not view.indexable,
        "emojis": emojis_in(
            view.display_name, view.bio, *(part for field in view.fields for part in (field.name, field.value))
        ),
        "roles": [_brief(known.role)] if known.role is not Role.MEMBER else [],
        "fields": [_field(field) for field in view.fields],
        **({"suspended": True} if view.erased else {}),
        **({"folkmoot": reasons.on_account(known.treatments)} if _told_to_all(known.treatments) else {}),
    }


def _told_to_all(treatments: Treatments) -> bool:
    return bool(treatments.reductions or treatments.informs)


def _brief(role: Role) -> wire.BriefRole:
    full = _ROLES[role]
    return wire.BriefRole(id=full.id, name=full.name, color=full.color)


def _field(field: ProfileField) -> wire.Field:
    """Clients show a value as HTML; an address becomes a link."""
    value = escape(field.value)
    if field.value.startswith(("https://", "http://")) and " " not in field.value:
        value = f'<a href="{value}" rel="nofollow noopener noreferrer me" target="_blank">{value}</a>'
    return wire.Field(name=field.name, value=value)
