"""Register an app, end its access, keep how far somebody has read."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from folkmoot.domains.accounts.api import AccountErased, PasswordReset, SignedOut
from folkmoot.domains.apps import policy
from folkmoot.domains.apps.events import AccessEnded
from folkmoot.domains.apps.models import App, Grant, Marker, Token
from folkmoot.domains.apps.queries import app_view, markers
from folkmoot.domains.apps.types import IssuedToken, MarkerView, RegisteredApp
from folkmoot.domains.apps.validator import insert_token
from folkmoot.infra import crypto
from folkmoot.infra.audit.api import record
from folkmoot.infra.limits.api import Limit, hit, network_of
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.room import api as room
from folkmoot.infra.room.api import Growth
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Forbidden, NotFound
from folkmoot.kernel.ids import floor_id, new_id
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Viewer

PER_ADDRESS = Limit("apps registered from one network address", 100, timedelta(hours=1))
TIMELINES = ("home", "notifications")
_KEEP_USED_GRANTS = timedelta(days=1)
_KEEP_ENDED_TOKENS = timedelta(days=30)
_KEEP_TOKENS_OF_APPS = timedelta(days=90)
_KEEP_UNUSED_APPS = timedelta(days=30)
_BATCH = 500


def register_app(
    *, name: str, redirect_uris: Sequence[str], scopes: str = "", website: str = "", address: str
) -> RegisteredApp:
    """Let a program in on its own word; it can do nothing until a person consents. Raises Invalid, RateLimited."""
    secret = crypto.new_token()
    row = App(
        id=new_id(),
        client_id=crypto.new_token(),
        secret_hash=crypto.token_hash(secret),
        name=policy.checked_name(name),
        website=policy.checked_website(website),
        redirect_uris=list(policy.checked_redirects(redirect_uris)),
        scopes=list(policy.parse_scopes(scopes)),
    )
    room.require(Growth.JOINING)
    hit(PER_ADDRESS, network_of(address))
    with atomic_write():
        row.save(force_insert=True)
        record(None, "app.register", f"app:{row.id}")
    return RegisteredApp(app_view(row), secret)


def token_for(viewer: Viewer, *, account_id: int, scopes: Sequence[str] | None = None) -> IssuedToken:
    """A token with which the app that asks speaks for somebody who just joined through it.

    `scopes` None: all that the app's own token has. Raises Forbidden for anything but an app's own token.
    """
    app = App.objects.filter(id=viewer.app_id or 0).first()
    if app is None or viewer.account_id is not None:
        raise Forbidden("not an app", safe="This method requires an app token")
    wanted = list(scopes if scopes is not None else sorted(viewer.scopes or ()))
    if not policy.all_covered(viewer.scopes or (), wanted):
        raise Forbidden("outside scopes", safe="This action is outside the authorized scopes")
    token = crypto.new_token()
    with atomic_write():
        insert_token(token, app=app, scopes=wanted, account_id=account_id)
        record(account_id, "app.grant", account_ref(account_id), app=app.id, scopes=wanted)
    return IssuedToken(token, tuple(wanted), clock.now())


def revoke_app(viewer: Viewer, *, app_id: int) -> None:
    """End everything that an app may do for the person. Raises NotFound where it may do nothing."""
    account_id = viewer.require_account()
    with atomic_write():
        Grant.objects.filter(account_id=account_id, app_id=app_id, used_at=None).delete()
        live = Token.objects.filter(account_id=account_id, app_id=app_id, revoked_at=None)
        if not live.update(revoked_at=clock.now()):
            raise NotFound("no such app")
        record(account_id, "app.revoke", account_ref(account_id), app=app_id)
        publish(AccessEnded(account_id))


def set_markers(viewer: Viewer, *, positions: Mapping[str, int]) -> tuple[MarkerView, ...]:
    """Note how far the person has read; the position may go back. Unknown timelines are left out."""
    account_id = viewer.require_account()
    wanted = {timeline: last for timeline, last in positions.items() if timeline in TIMELINES}
    with atomic_write():
        for timeline, last_read_id in wanted.items():
            _set_marker(account_id, timeline, last_read_id)
    return markers(viewer, wanted)


def sign_out(event: PasswordReset | SignedOut) -> None:
    """End every token of somebody who chose a new password by mail, or whom staff signed out.

    Whoever had the old password may have let apps in.
    """
    Grant.objects.filter(account_id=event.account_id, used_at=None).delete()
    Token.objects.filter(account_id=event.account_id, revoked_at=None).update(revoked_at=clock.now())
    publish(AccessEnded(event.account_id))


def erase(event: AccountErased) -> None:
    """Forget every app, token and reading position of somebody who left."""
    Token.objects.filter(account_id=event.account_id).delete()
    Grant.objects.filter(account_id=event.account_id).delete()
    Marker.objects.filter(account_id=event.account_id).delete()
    publish(AccessEnded(event.account_id))


def sweep() -> None:
    """Delete grants that ran out more than a day ago, tokens that ended a month ago, those of apps alone that nobody
    used for three months, and apps that nobody let in for a month.
    """
    now = clock.now()
    with atomic_write():
        Grant.objects.filter(expires_at__lt=now - _KEEP_USED_GRANTS).delete()
        Token.objects.filter(revoked_at__lt=now - _KEEP_ENDED_TOKENS).delete()
        alone = Token.objects.filter(account_id=None, id__lt=floor_id(now - _KEEP_TOKENS_OF_APPS))
        alone.filter(Q(last_used_on=None) | Q(last_used_on__lt=(now - _KEEP_TOKENS_OF_APPS).date())).delete()
    with atomic_write():
        old = App.objects.filter(id__lt=floor_id(now - _KEEP_UNUSED_APPS)).order_by("id")
        used = Token.objects.filter(app_id=OuterRef("id")), Grant.objects.filter(app_id=OuterRef("id"))
        unused = old.exclude(Exists(used[0])).exclude(Exists(used[1])).values_list("id", flat=True)
        App.objects.filter(id__in=list(unused[:_BATCH])).delete()


def _set_marker(account_id: int, timeline: str, last_read_id: int) -> None:
    row = Marker.objects.filter(account_id=account_id, timeline=timeline).first()
    row = row or Marker(id=new_id(), account_id=account_id, timeline=timeline, version=0)
    row.last_read_id, row.version, row.updated_at = last_read_id, row.version + 1, clock.now()
    row.save()
