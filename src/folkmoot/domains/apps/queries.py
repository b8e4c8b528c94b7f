"""Apps and tokens, read."""

from collections.abc import Collection

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.apps.errors import LoginInactive, TokenInvalid
from folkmoot.domains.apps.models import App, Marker, Token
from folkmoot.domains.apps.policy import covers
from folkmoot.domains.apps.types import AppAccess, AppView, LivingToken, MarkerView
from folkmoot.infra import crypto
from folkmoot.infra.rows import Lookup
from folkmoot.infra.writes import atomic_write, in_passing
from folkmoot.kernel import clock
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.viewer import Role, Viewer

_LIVING = Lookup(Token, "token_hash = %s AND revoked_at IS NULL")


def viewer_of_token(token: str, *, needed: Collection[str] = ()) -> Viewer:
    """Who speaks through a token. Raises TokenInvalid, or LoginInactive for somebody who may not start yet.

    `needed`: the scopes that the request asks for, each of which would do. A moderator acts as one only where an admin
    scope is asked for that the token covers; for all else as any member, whatever the token could do besides.
    """
    return token_of(token, needed=needed).viewer


def token_of(token: str, *, needed: Collection[str] = ()) -> LivingToken:
    """The same with the id of the token."""
    row = _LIVING.first(crypto.token_hash(token))
    if row is None:
        raise TokenInvalid("unknown token")
    _touch(row)
    return LivingToken(row.id, _viewer_of(row, needed))


def living(token_ids: Collection[int]) -> frozenset[int]:
    """Those of the tokens that still work, and whose owners' logins are active; two queries."""
    owners = dict(Token.objects.filter(id__in=token_ids, revoked_at=None).values_list("id", "account_id"))
    active = accounts.active_ids({owner for owner in owners.values() if owner is not None})
    return frozenset(one for one, owner in owners.items() if owner is None or owner in active)


def token_owners(token_ids: Collection[int]) -> dict[int, Viewer]:
    """Whom those of the tokens that still work speak for, as any member; apps' own tokens are left out."""
    rows = Token.objects.filter(id__in=living(token_ids)).exclude(account_id=None)
    return {row.id: Viewer(row.account_id, app_id=row.app_id, scopes=frozenset(row.scopes)) for row in rows}


def _viewer_of(row: Token, needed: Collection[str]) -> Viewer:
    scopes = frozenset(row.scopes)
    if row.account_id is None:
        return Viewer(app_id=row.app_id, scopes=scopes)
    person = accounts.viewer_for(row.account_id)
    if person.account_id is None:
        raise LoginInactive("login not active")
    as_staff = any(scope.startswith("admin:") and covers(scopes, scope) for scope in needed)
    role = person.role if as_staff else Role.MEMBER
    return Viewer(account_id=row.account_id, role=role, app_id=row.app_id, scopes=scopes)


def unconfirmed_of_token(token: str) -> Viewer:
    """The person behind a token who need not have confirmed an address yet, for the little that such a person may do.

    Raises TokenInvalid, also for an app's own token.
    """
    row = Token.objects.filter(token_hash=crypto.token_hash(token), revoked_at=None).first()
    if row is None or row.account_id is None:
        raise TokenInvalid("no person's token")
    return Viewer(account_id=row.account_id, app_id=row.app_id, scopes=frozenset(row.scopes))


def app_of(viewer: Viewer) -> AppView:
    """The app through which somebody asks. Raises NotFound in a browser."""
    row = App.objects.filter(id=viewer.app_id or 0).first()
    if row is None:
        raise NotFound("no app")
    return app_view(row)


def apps_by_ids(ids: Collection[int]) -> dict[int, AppView]:
    return {row.id: app_view(row) for row in App.objects.filter(id__in=set(ids))} if ids else {}


def apps_of(viewer: Viewer) -> tuple[AppAccess, ...]:
    """The apps that a person let in, the newest consent first; several tokens of one app are one line."""
    account_id = viewer.require_account()
    rows = Token.objects.filter(account_id=account_id, revoked_at=None).select_related("app").order_by("-id")
    by_app: dict[int, list[Token]] = {}
    for row in rows:
        by_app.setdefault(row.app_id, []).append(row)
    return tuple(_access(tokens) for tokens in by_app.values())


def markers(viewer: Viewer, timelines: Collection[str]) -> tuple[MarkerView, ...]:
    """How far the person has read."""
    rows = Marker.objects.filter(account_id=viewer.require_account(), timeline__in=timelines).order_by("timeline")
    return tuple(MarkerView(row.timeline, row.last_read_id, row.version, row.updated_at) for row in rows)


def app_view(row: App) -> AppView:
    return AppView(
        id=row.id,
        client_id=row.client_id,
        name=row.name,
        website=row.website,
        redirect_uris=tuple(row.redirect_uris),
        scopes=tuple(row.scopes),
    )


def _access(tokens: list[Token]) -> AppAccess:
    scopes = sorted({scope for token in tokens for scope in token.scopes})
    days = [token.last_used_on for token in tokens if token.last_used_on]
    return AppAccess(
        app=app_view(tokens[0].app),
        scopes=tuple(scopes),
        since=time_of(tokens[-1].id),
        last_used_on=max(days, default=None),
    )


def _touch(row: Token) -> None:
    """Note the day, not the moment: enough to find forgotten apps, too little to follow a person."""
    today = clock.now().date()
    if row.last_used_on != today:
        with in_passing(), atomic_write():
            Token.objects.filter(id=row.id).update(last_used_on=today)
