"""Joining, signing in, leaving."""

import re
from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from django.core import mail

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import LoginState, RegistrationMode, SignUp
from folkmoot.domains.accounts.models import Account, Login
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import Gap, PostDraft, Visibility
from folkmoot.domains.residency import api as residency
from folkmoot.domains.residency.models import VaultRecord
from folkmoot.infra import config
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Conflict, Gone, Invalid, NotFound, RateLimited
from folkmoot.kernel.viewer import Role
from tests import cast

REQUEST = SignUp(handle="Hana", email="Hana@Example.org", password="long enough for all")


def sign_in(password: str = REQUEST.password, identifier: str = "hana@example.org") -> int:
    return accounts.sign_in(identifier=identifier, password=password, address="192.0.2.1")


def test_who_joins_an_open_community_can_start() -> None:
    account, state = accounts.sign_up(REQUEST, mode=RegistrationMode.OPEN)
    assert (account.handle, state) == ("Hana", LoginState.ACTIVE)
    assert sign_in() == sign_in(identifier="HANA") == account.id


def test_the_address_lies_in_the_vault_only() -> None:
    account, _ = accounts.sign_up(REQUEST, mode=RegistrationMode.OPEN)
    login = Login.objects.get(account_id=account.id)
    assert "hana@example.org" not in str(vars(login))
    assert accounts.own_login(accounts.viewer_for(account.id)).email == "hana@example.org"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"handle": "two words"}, "handle"),
        ({"handle": "admin"}, "handle"),
        ({"handle": "ANA"}, "handle"),
        ({"email": "nowhere"}, "email"),
        ({"email": "ana@example.org "}, "email"),
        ({"password": "short"}, "password"),
        ({"password": "password123"}, "password"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nobody_joins(change: dict[str, str], field: str) -> None:
    cast.ana()
    with pytest.raises(Invalid) as refusal:
        accounts.sign_up(SignUp(**{"handle": "hana", "email": "h@example.org", "password": "long enough", **change}),
                         mode=RegistrationMode.OPEN)  # fmt: skip
    assert refusal.value.field == field
    assert Account.objects.count() == 1


def test_a_refusal_keeps_no_address() -> None:
    with pytest.raises(accounts.InvitationNeeded):
        accounts.sign_up(REQUEST, mode=RegistrationMode.INVITATION)
    assert (Account.objects.count(), VaultRecord.objects.using("vault_home").count()) == (0, 0)


def test_an_invitation_is_good_for_as_many_as_it_says(clock: FrozenClock) -> None:
    invitation = accounts.create_invitation(cast.ana().viewer, uses=1, expires_at=clock.moment + timedelta(days=1))
    with pytest.raises(accounts.InvitationNeeded):
        accounts.sign_up(REQUEST, mode=RegistrationMode.INVITATION)
    invited = SignUp(REQUEST.handle, REQUEST.email, REQUEST.password, invitation=invitation.code)
    accounts.sign_up(invited, mode=RegistrationMode.INVITATION)
    second = SignUp("hugo", "hugo@example.org", REQUEST.password, invitation=invitation.code)
    with pytest.raises(accounts.InvitationNeeded):
        accounts.sign_up(second, mode=RegistrationMode.INVITATION)
    assert accounts.account_by_name("hugo") is None


def test_a_moderator_lets_people_in_or_not(drain: Callable[[], None]) -> None:
    mo = cast.mo().viewer
    with pytest.raises(Invalid):
        accounts.sign_up(REQUEST, mode=RegistrationMode.APPROVAL)
    asking = SignUp(REQUEST.handle, REQUEST.email, REQUEST.password, reason="I live here")
    account, state = accounts.sign_up(asking, mode=RegistrationMode.APPROVAL)
    assert state is LoginState.WAITING
    with pytest.raises(accounts.NotYetActive):
        sign_in()
    (waiting,) = accounts.waiting_members(mo)
    assert (waiting.account.id, waiting.reason) == (account.id, "I live here")
    accounts.approve(mo, account_id=account.id)
    assert sign_in() == account.id
    with pytest.raises(Conflict):
        accounts.reject(mo, account_id=account.id)


def test_a_closed_community_takes_nobody() -> None:
    with pytest.raises(accounts.RegistrationClosed):
        accounts.sign_up(REQUEST, mode=RegistrationMode.CLOSED)
    assert Account.objects.count() == 0


def test_guessing_is_slowed_down_and_time_heals(clock: FrozenClock) -> None:
    accounts.sign_up(REQUEST, mode=RegistrationMode.OPEN)
    for _ in range(10):
        with pytest.raises(accounts.SignInRefused):
            sign_in("wrong password")
    with pytest.raises(RateLimited) as refusal:
        sign_in()
    assert refusal.value.retry_after == 900
    clock.advance(timedelta(minutes=15))
    sign_in()


def test_a_new_password_by_mail_signs_all_browsers_out(drain: Callable[[], None]) -> None:
    ana = cast.ana()
    token = residency.sessions.open_session(ana.id, residency.SessionPlace("Lynx", "192.0.2.1"))
    accounts.request_reset(email=ana.email, address="192.0.2.1")
    accounts.request_reset(email="nobody@example.org", address="192.0.2.1")
    drain()
    (message,) = mail.outbox
    assert message.to == [ana.email]
    found = re.search(r"/reset/(\S+)", str(message.body))
    assert found
    accounts.reset_password(found[1], password="another good one")
    assert accounts.sign_in(identifier=ana.email, password="another good one", address="x") == ana.id
    assert residency.sessions.account_of(token) is None
    with pytest.raises(Gone):
        accounts.reset_password(found[1], password="and once again")


def test_with_mail_an_address_is_confirmed_first(drain: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    with_mail = msgspec.structs.replace(config.current(), mail="smtp://localhost")
    monkeypatch.setattr(config, "_current", with_mail)
    account, state = accounts.sign_up(REQUEST, mode=RegistrationMode.OPEN)
    assert state is LoginState.UNCONFIRMED
    with pytest.raises(accounts.NotYetActive):
        sign_in()
    drain()
    found = re.search(r"/confirm/(\S+)", str(mail.outbox[0].body))
    assert found
    assert accounts.confirm_email(found[1], mode=RegistrationMode.OPEN) is LoginState.ACTIVE
    assert sign_in() == account.id


def test_who_never_confirms_is_forgotten_after_a_week(
    drain: Callable[[], None], monkeypatch: pytest.MonkeyPatch, clock: FrozenClock
) -> None:
    with_mail = msgspec.structs.replace(config.current(), mail="smtp://localhost")
    monkeypatch.setattr(config, "_current", with_mail)
    account, _ = accounts.sign_up(REQUEST, mode=RegistrationMode.OPEN)
    clock.advance(timedelta(days=7))
    accounts.sweep_unconfirmed()
    assert accounts.account_by_name("hana") is not None
    clock.advance(timedelta(seconds=1))
    accounts.sweep_unconfirmed()
    assert accounts.account_by_name("hana") is None
    assert residency.records.find(account.id, residency.RecordKind.EMAIL) is None
    accounts.sign_up(REQUEST, mode=RegistrationMode.OPEN)


def test_who_leaves_takes_the_key_along_and_leaves_a_gap(drain: Callable[[], None]) -> None:
    ana, ben = cast.ana(), cast.ben()
    first = posts.publish(ana.viewer, draft=PostDraft(text="Who remembers?"))
    secret = posts.publish(ana.viewer, draft=PostDraft(text="@ben psst", visibility=Visibility.DIRECT))
    reply = posts.publish(ben.viewer, draft=PostDraft(text="I do", reply_to_id=first.id))
    with pytest.raises(Invalid):
        accounts.erase_account(ana.viewer, password="not hers")
    accounts.erase_account(ana.viewer, password=ana.password)
    drain()
    with pytest.raises(Gone):
        accounts.access_account_by_name(ben.viewer, "ana")
    with pytest.raises(accounts.SignInRefused):
        accounts.sign_in(identifier=ana.email, password=ana.password, address="x")
    thread = posts.thread(ben.viewer, reply.id)
    assert [(one.gap, one.text) for one in thread.ancestors] == [(Gap.ERASED, "")]
    assert thread.post.text == "I do"
    with pytest.raises((NotFound, Gone)):
        posts.access_post(ben.viewer, secret.id)
    with pytest.raises(residency.KeyErased):
        residency.keys.of(ana.id)
    with pytest.raises(Invalid):
        accounts.create_account(handle="ANA", email="other@example.org", password=ana.password)


def test_the_last_operator_stays() -> None:
    olga = cast.olga()
    with pytest.raises(Invalid):
        accounts.erase_account(olga.viewer, password=olga.password)
    with pytest.raises(Invalid):
        accounts.set_role(olga.viewer, account_id=olga.id, role=Role.MEMBER)
    assert accounts.viewer_for(olga.id).is_operator


def test_several_people_manage_an_organisation() -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    library = accounts.create_managed(
        ana.viewer, handle="library", display_name="Town library", kind=accounts.AccountKind.ORGANISATION
    )
    accounts.add_manager(ana.viewer, account_id=library.id, person_id=ben.id)
    acting = accounts.act_as(ben.viewer, library.id)
    post = posts.publish(acting, draft=PostDraft(text="Open until eight"))
    assert post.author.handle == "library"
    with pytest.raises(NotFound):
        accounts.act_as(carla.viewer, library.id)
    accounts.remove_manager(ben.viewer, account_id=library.id, person_id=ana.id)
    with pytest.raises(Invalid):
        accounts.remove_manager(ben.viewer, account_id=library.id, person_id=ben.id)
    assert [one.handle for one in accounts.managers_of(library.id)] == ["ben"]


def test_a_password_is_kept_as_argon2_only() -> None:
    account, _ = accounts.sign_up(REQUEST, mode=RegistrationMode.OPEN)
    login = Login.objects.get(account_id=account.id)
    assert login.password.startswith("argon2$argon2id$")
    assert REQUEST.password not in str(vars(login))


def test_groups_and_services_are_kept_for_later() -> None:
    for kind in (accounts.AccountKind.GROUP, accounts.AccountKind.SERVICE, accounts.AccountKind.PERSON):
        with pytest.raises(Invalid) as refusal:
            accounts.create_managed(cast.ana().viewer, handle="crew", display_name="Crew", kind=kind)
        assert refusal.value.field == "kind"
    assert accounts.account_by_name("crew") is None


def test_who_does_not_want_to_be_found_is_not_in_the_directory() -> None:
    ana = cast.ana()
    accounts.edit_profile(ana.viewer, change=accounts.ProfileChange(discoverable=False))
    assert accounts.directory(limit=5) == ()


def test_a_remote_account_has_its_place() -> None:
    Account.objects.create(
        id=7,
        handle="Bo",
        handle_key="bo",
        domain="other.example",
        kind=accounts.AccountKind.PERSON,
        uri="https://other.example/users/bo",
        url="https://other.example/@bo",
        inbox="https://other.example/users/bo/inbox",
        public_key="-----BEGIN PUBLIC KEY-----",
    )
    found = accounts.access_account_by_name(cast.ana().viewer, "@bo@Other.Example")
    assert (found.acct, found.local, found.url) == ("Bo@other.example", False, "https://other.example/@bo")


def test_a_new_member_is_in_the_region_home() -> None:
    account, _ = accounts.sign_up(REQUEST, mode=RegistrationMode.OPEN)
    assert Account.objects.get(id=account.id).region == residency.HOME == "home"
    assert residency.vaults() == ["vault_home"]


def test_the_address_that_one_had_before_is_not_kept() -> None:
    ana = cast.ana()
    accounts.change_email(ana.viewer, email="new@example.org", password=ana.password)
    addresses = VaultRecord.objects.using("vault_home").filter(owner_id=ana.id)
    assert residency.records.get([row.id for row in addresses]) == {addresses.get().id: b"new@example.org"}
    assert accounts.own_login(ana.viewer).email == "new@example.org"


def test_an_address_that_was_taken_meanwhile_is_refused_and_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    ana, putting = cast.ana(), residency.records.put

    def faster(*args: object) -> int:
        monkeypatch.setattr(residency.records, "put", putting)
        accounts.sign_up(REQUEST, mode=RegistrationMode.OPEN)
        return putting(*args)  # type: ignore[arg-type] # as they came

    monkeypatch.setattr(residency.records, "put", faster)
    with pytest.raises(Invalid) as refusal:
        accounts.change_email(ana.viewer, email=REQUEST.email, password=ana.password)
    assert refusal.value.field == "email"
    assert accounts.own_login(ana.viewer).email == ana.email
