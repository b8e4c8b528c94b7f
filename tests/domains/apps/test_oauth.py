"""Consent, codes and tokens, from registration to revocation."""

import base64
import hashlib
import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core import mail

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.apps import api as apps
from folkmoot.domains.apps.models import Grant, Marker, Token
from folkmoot.infra.audit import api as audit
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Forbidden, Invalid, NotFound, NotSignedIn, RateLimited
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import NOBODY, Role, Viewer

BACK = "https://app.example/back"
VERIFIER = "a-verifier-of-at-least-forty-three-characters-1"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")


@pytest.fixture
def ana() -> Viewer:
    account = accounts.create_account(handle="ana", email="ana@town.example", password="correct horse battery")
    return accounts.viewer_for(account.id)


@pytest.fixture
def registered() -> apps.RegisteredApp:
    return _register()


def _register(*redirects: str, scopes: str = "read write follow") -> apps.RegisteredApp:
    return apps.register_app(
        name="Pinnace",
        redirect_uris=redirects or (BACK, apps.OUT_OF_BAND),
        scopes=scopes,
        website="https://pinnace.example",
        address="192.0.2.1",
    )


def _asks(registered: apps.RegisteredApp, **changes: str) -> list[tuple[str, str]]:
    asked = {
        "response_type": "code",
        "client_id": registered.app.client_id,
        "redirect_uri": BACK,
        "scope": "read write",
        "state": "s1",
    }
    return [(name, value) for name, value in (asked | changes).items() if value]


def _code(registered: apps.RegisteredApp, viewer: Viewer, **changes: str) -> str:
    request = apps.authorize_request(_asks(registered, **changes))
    return apps.grant(viewer, request=request, scopes=request.scopes).code


def _exchange(registered: apps.RegisteredApp, code: str, **changes: str) -> apps.IssuedToken:
    sent = {
        "grant_type": "authorization_code",
        "client_id": registered.app.client_id,
        "client_secret": registered.client_secret,
        "redirect_uri": BACK,
        "code": code,
    }
    return apps.exchange([(name, value) for name, value in (sent | changes).items() if value], headers={})


def _refused(registered: apps.RegisteredApp, code: str, **changes: str) -> str:
    with pytest.raises(apps.OAuthRefused) as refused:
        _exchange(registered, code, **changes)
    return refused.value.code


def test_an_app_registers_and_learns_its_secret_once(registered: apps.RegisteredApp) -> None:
    assert registered.app.name == "Pinnace"
    assert registered.app.scopes == ("read", "write", "follow")
    assert registered.app.redirect_uris == (BACK, apps.OUT_OF_BAND)
    assert len(registered.client_secret) == 43


def test_too_many_registrations_from_one_address_are_refused(clock: FrozenClock) -> None:
    for _ in range(100):
        _register()
    with pytest.raises(RateLimited):
        _register()


def test_a_person_consents_and_the_app_gets_a_token(
    clock: FrozenClock, ana: Viewer, registered: apps.RegisteredApp
) -> None:
    request = apps.authorize_request(_asks(registered, code_challenge=CHALLENGE, code_challenge_method="S256"))
    assert (request.app.name, request.scopes, request.redirect_uri) == ("Pinnace", ("read", "write"), BACK)
    granted = apps.grant(ana, request=request, scopes=request.scopes)
    assert granted.location == f"{BACK}?code={granted.code}&state=s1"
    token = _exchange(registered, granted.code, code_verifier=VERIFIER)
    viewer = apps.viewer_of_token(token.token)
    assert viewer == Viewer(ana.account_id, Role.MEMBER, registered.app.id, frozenset({"read", "write"}))
    assert audit.of_subject(account_ref(ana.require_account()))[0].verb == "app.grant"


def test_tokens_codes_and_secrets_are_stored_as_hashes_only(ana: Viewer, registered: apps.RegisteredApp) -> None:
    code = _code(registered, ana)
    token = _exchange(registered, code).token
    stored = str(list(Grant.objects.values_list())) + str(list(Token.objects.values_list()))
    assert code not in stored
    assert token not in stored


def test_consent_can_be_narrower_than_what_was_asked_but_not_wider(ana: Viewer, registered: apps.RegisteredApp) -> None:
    request = apps.authorize_request(_asks(registered))
    code = apps.grant(ana, request=request, scopes=["read:statuses"]).code
    assert _exchange(registered, code).scopes == ("read:statuses",)
    for scopes in ([], ["follow"]):
        with pytest.raises(apps.OAuthRefused):
            apps.grant(ana, request=request, scopes=scopes)


def test_nobody_cannot_consent(registered: apps.RegisteredApp) -> None:
    request = apps.authorize_request(_asks(registered))
    with pytest.raises(NotSignedIn):
        apps.grant(NOBODY, request=request, scopes=request.scopes)
    assert not Grant.objects.exists()


def test_an_app_without_an_address_shows_the_code(ana: Viewer, registered: apps.RegisteredApp) -> None:
    request = apps.authorize_request(_asks(registered, redirect_uri=apps.OUT_OF_BAND))
    granted = apps.grant(ana, request=request, scopes=request.scopes)
    assert granted.location == ""
    assert _exchange(registered, granted.code, redirect_uri=apps.OUT_OF_BAND).scopes == ("read", "write")
    assert apps.denial(request) == ""


def test_a_no_goes_back_to_the_app(registered: apps.RegisteredApp) -> None:
    request = apps.authorize_request(_asks(registered))
    assert apps.denial(request) == f"{BACK}?error=access_denied&state=s1"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"redirect_uri": "https://evil.example/"}, "invalid_request"),
        ({"client_id": "unknown"}, "invalid_request"),
        ({"client_id": ""}, "invalid_request"),
        ({"redirect_uri": "nonsense"}, "invalid_request"),
    ],
)
def test_an_untrusted_request_is_told_to_the_person_only(
    registered: apps.RegisteredApp, changes: dict[str, str], code: str
) -> None:
    with pytest.raises(apps.OAuthRefused) as refused:
        apps.authorize_request(_asks(registered, **changes))
    assert (refused.value.code, refused.value.location) == (code, "")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"scope": "admin:read"}, "invalid_scope"),
        ({"scope": "everything"}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge": CHALLENGE}, "invalid_request"),
        ({"code_challenge": CHALLENGE, "code_challenge_method": "plain"}, "invalid_request"),
    ],
)
def test_a_wrong_request_of_a_known_app_goes_back_to_it(
    registered: apps.RegisteredApp, changes: dict[str, str], code: str
) -> None:
    with pytest.raises(apps.OAuthRefused) as refused:
        apps.authorize_request(_asks(registered, **changes))
    assert refused.value.code == code
    assert refused.value.location.startswith(f"{BACK}?error={code}&")


def test_a_code_works_once_and_its_replay_ends_the_token(ana: Viewer, registered: apps.RegisteredApp) -> None:
    code = _code(registered, ana)
    token = _exchange(registered, code)
    assert apps.viewer_of_token(token.token).account_id == ana.account_id
    assert _refused(registered, code) == "invalid_grant"
    with pytest.raises(apps.TokenInvalid):
        apps.viewer_of_token(token.token)


def test_a_code_runs_out_after_ten_minutes(ana: Viewer, registered: apps.RegisteredApp, clock: FrozenClock) -> None:
    code = _code(registered, ana)
    clock.advance(timedelta(minutes=10))
    assert _refused(registered, code) == "invalid_grant"
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"redirect_uri": apps.OUT_OF_BAND}, "invalid_request"),
        ({"client_secret": "wrong"}, "invalid_client"),
        ({"client_secret": ""}, "invalid_client"),
        ({"code": "unknown"}, "invalid_grant"),
        ({"code_verifier": "another-verifier-of-forty-three-characters-12"}, "invalid_grant"),
        ({"grant_type": "password", "username": "ana", "password": "x"}, "unsupported_grant_type"),
    ],
)
def test_what_the_exchange_refuses(
    ana: Viewer, registered: apps.RegisteredApp, changes: dict[str, str], code: str
) -> None:
    given = _code(registered, ana, code_challenge=CHALLENGE, code_challenge_method="S256")
    assert _refused(registered, **({"code": given, "code_verifier": VERIFIER} | changes)) == code
    assert not Token.objects.exists()


def test_a_code_with_a_challenge_needs_its_verifier(ana: Viewer, registered: apps.RegisteredApp) -> None:
    code = _code(registered, ana, code_challenge=CHALLENGE, code_challenge_method="S256")
    assert _refused(registered, code) == "invalid_request"


def test_the_code_of_one_app_is_useless_to_another(ana: Viewer, registered: apps.RegisteredApp) -> None:
    code = _code(registered, ana)
    assert _refused(_register(), code) == "invalid_grant"


def test_an_app_signs_in_as_itself_also_by_http_basic(registered: apps.RegisteredApp) -> None:
    secret = f"{registered.app.client_id}:{registered.client_secret}".encode()
    header = {"Authorization": f"Basic {base64.b64encode(secret).decode()}"}
    token = apps.exchange([("grant_type", "client_credentials"), ("scope", "read")], headers=header)
    viewer = apps.viewer_of_token(token.token)
    assert viewer == Viewer(None, Role.MEMBER, registered.app.id, frozenset({"read"}))
    assert apps.app_of(viewer) == registered.app


def test_a_new_member_gets_a_token_from_the_app_that_signed_them_up(
    ana: Viewer, registered: apps.RegisteredApp
) -> None:
    app = Viewer(app_id=registered.app.id, scopes=frozenset({"read", "write"}))
    token = apps.token_for(app, account_id=ana.require_account())
    assert apps.viewer_of_token(token.token).account_id == ana.account_id
    with pytest.raises(Forbidden):
        apps.token_for(ana, account_id=ana.require_account())
    with pytest.raises(Forbidden):
        apps.token_for(app, account_id=ana.require_account(), scopes=["admin:write"])


@pytest.mark.parametrize(
    ("granted", "needed", "role"),
    [
        ("read", (), Role.MEMBER),
        ("read admin:read", (), Role.MEMBER),
        ("read admin:read", ("read:statuses",), Role.MEMBER),
        ("read admin:read", ("admin:read:reports",), Role.MODERATOR),
        ("read admin:read", ("admin:write:reports",), Role.MEMBER),
        ("read admin:read:reports", ("admin:read:accounts",), Role.MEMBER),
        ("read admin:read:reports", ("admin:read:accounts", "admin:read:reports"), Role.MODERATOR),
    ],
)
def test_a_moderator_is_one_only_where_an_admin_scope_is_asked_for_and_covered(
    granted: str, needed: tuple[str, ...], role: Role
) -> None:
    account = accounts.create_account(
        handle="mo", email="mo@town.example", password="correct horse battery", role=Role.MODERATOR
    )
    registered = _register(scopes=granted)
    token = _exchange(registered, _code(registered, accounts.viewer_for(account.id), scope=granted))
    assert apps.viewer_of_token(token.token, needed=needed).role is role


def test_a_token_is_revoked_by_its_app_and_by_no_other(ana: Viewer, registered: apps.RegisteredApp) -> None:
    token = _exchange(registered, _code(registered, ana)).token
    other = _register()
    for app in (other, registered):
        assert apps.viewer_of_token(token).account_id == ana.account_id
        sent = [("client_id", app.app.client_id), ("client_secret", app.client_secret), ("token", token)]
        apps.revoke(sent, headers={})
    with pytest.raises(apps.TokenInvalid):
        apps.viewer_of_token(token)


def test_revoking_needs_the_secret(ana: Viewer, registered: apps.RegisteredApp) -> None:
    token = _exchange(registered, _code(registered, ana)).token
    with pytest.raises(apps.OAuthRefused) as refused:
        apps.revoke([("client_id", registered.app.client_id), ("token", token)], headers={})
    assert refused.value.code == "invalid_client"
    assert apps.viewer_of_token(token).account_id == ana.account_id


def test_people_see_their_apps_and_end_them(ana: Viewer, registered: apps.RegisteredApp, clock: FrozenClock) -> None:
    tokens = [_exchange(registered, _code(registered, ana, scope=scope)).token for scope in ("read", "write")]
    apps.viewer_of_token(tokens[0])
    (access,) = apps.apps_of(ana)
    assert (access.app, access.scopes, access.last_used_on) == (registered.app, ("read", "write"), date(2026, 3, 1))
    apps.revoke_app(ana, app_id=registered.app.id)
    assert apps.apps_of(ana) == ()
    for token in tokens:
        with pytest.raises(apps.TokenInvalid):
            apps.viewer_of_token(token)
    with pytest.raises(NotFound):
        apps.revoke_app(ana, app_id=registered.app.id)


def test_reading_positions_are_kept_for_all_apps(ana: Viewer, clock: FrozenClock) -> None:
    apps.set_markers(ana, positions={"home": 5, "elsewhere": 9})
    apps.set_markers(ana, positions={"home": 7, "notifications": 3})
    kept = apps.markers(ana, ["home", "notifications"])
    assert [(marker.timeline, marker.last_read_id, marker.version) for marker in kept] == [
        ("home", 7, 2),
        ("notifications", 3, 1),
    ]


def test_nothing_of_an_erased_account_stays(
    ana: Viewer, registered: apps.RegisteredApp, drain: Callable[[], None]
) -> None:
    token = _exchange(registered, _code(registered, ana)).token
    _code(registered, ana)
    apps.set_markers(ana, positions={"home": 5})
    accounts.erase_account(ana, password="correct horse battery")
    drain()
    assert [model.objects.count() for model in (Token, Grant, Marker)] == [0, 0, 0]
    with pytest.raises(apps.TokenInvalid):
        apps.viewer_of_token(token)


def test_a_new_password_by_mail_ends_every_token(
    ana: Viewer, registered: apps.RegisteredApp, drain: Callable[[], None]
) -> None:
    token = _exchange(registered, _code(registered, ana)).token
    waiting = _code(registered, ana)
    accounts.request_reset(email="ana@town.example", address="192.0.2.1")
    drain()
    accounts.reset_password(_mailed_token(), password="another horse battery")
    drain()
    with pytest.raises(apps.TokenInvalid):
        apps.viewer_of_token(token)
    assert _refused(registered, waiting) == "invalid_grant"


def _mailed_token() -> str:
    found = re.search(r"/reset/(\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_old_grants_are_swept(ana: Viewer, registered: apps.RegisteredApp, clock: FrozenClock) -> None:
    _code(registered, ana)
    clock.advance(timedelta(days=1))
    apps.sweep()
    assert Grant.objects.count() == 1
    clock.advance(timedelta(minutes=11))
    apps.sweep()
    assert Grant.objects.count() == 0


def test_a_nameless_app_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        apps.register_app(name=" \n", redirect_uris=[BACK], address="192.0.2.1")
    assert refused.value.safe == "Name can't be blank"
