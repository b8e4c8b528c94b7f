"""Signing in, slowed down for who guesses; confirming an address; choosing a new password."""

from datetime import timedelta

from folkmoot.domains.accounts import policy, secrets
from folkmoot.domains.accounts.commands.mails import queue_mail, token_owner, use_token
from folkmoot.domains.accounts.errors import NotYetActive, SignInRefused
from folkmoot.domains.accounts.events import Joined, PasswordReset
from folkmoot.domains.accounts.models import Account, Login
from folkmoot.domains.accounts.types import LoginState, RegistrationMode
from folkmoot.domains.residency import api as residency
from folkmoot.infra.audit.api import record
from folkmoot.infra.limits.api import Limit, check, forget, hit, network_of
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Gone, Invalid
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Viewer

PER_LOGIN = Limit("sign-in of one login", 10, timedelta(minutes=15))
PER_ADDRESS = Limit("sign-in from one network address", 60, timedelta(minutes=15))
PER_RESET = Limit("password mails", 5, timedelta(hours=1))


def sign_in(*, identifier: str, password: str, address: str) -> int:
    """Check an e-mail address (or name) and a password; returns the account's id.

    `address` is the network address, only counted. Raises SignInRefused, NotYetActive, RateLimited.
    """
    subject, address = identifier.strip().lower(), network_of(address)
    check(PER_LOGIN, subject)
    check(PER_ADDRESS, address)
    login = _find(subject)
    if not secrets.password_matches(password, login.password if login else None) or login is None:
        hit(PER_LOGIN, subject)
        hit(PER_ADDRESS, address)
        raise SignInRefused("wrong name or password")
    if login.state != LoginState.ACTIVE:
        raise NotYetActive(f"login is {login.state}")
    forget(PER_LOGIN, subject)
    return login.account_id


def confirm_email(token: str, *, mode: RegistrationMode) -> LoginState:
    """Follow the link of the mail; returns what the person may do now. Raises Gone for a link that is used up."""
    with atomic_write():
        account_id = use_token(token, "confirm")
        login = Login.objects.filter(account_id=account_id or 0).first()
        if login is None:
            raise Gone(
                "used link",
                safe="This link has been used or is too old. Please sign in, or ask for a new one.",
            )
        if login.state == LoginState.UNCONFIRMED:
            waits = login.needs_approval or mode is RegistrationMode.APPROVAL
            login.state = LoginState.WAITING if waits else LoginState.ACTIVE
            login.save(update_fields=["state"])
            record(login.account_id, "login.confirm", account_ref(login.account_id))
            if not waits:
                publish(Joined(login.account_id))
    return LoginState(login.state)


def request_reset(*, email: str, address: str) -> None:
    """Send a link for a new password, if there is such a login. Says the same either way."""
    hit(PER_RESET, network_of(address))
    login = Login.objects.filter(email_hash=secrets.email_hash(policy.normal_email(email))).first()
    if login is not None:
        queue_mail(login.account_id, "reset")


def reset_works(token: str) -> bool:
    """Whether the link of a mail still works."""
    return token_owner(token, "reset") is not None


def reset_password(token: str, *, password: str) -> None:
    """Choose a new password with the link of a mail. Signs all browsers and apps out. Raises Gone, Invalid."""
    hashed = secrets.hashed_password(password)
    with atomic_write():
        account_id = use_token(token, "reset")
        if account_id is None:
            raise Gone("used link", safe="This link has been used or is too old. Please ask for a new one.")
        _set_password(account_id, hashed, "password.reset")
        publish(PasswordReset(account_id))
    residency.sessions.revoke_all(account_id)


def change_password(viewer: Viewer, *, current: str, password: str, keep_session: int | None = None) -> None:
    """Replace one's password. Signs other browsers out. Raises Invalid where the current one is wrong."""
    account_id = viewer.require_account()
    check_password(account_id, current)
    hashed = secrets.hashed_password(password)
    with atomic_write():
        _set_password(account_id, hashed, "password.change")
    residency.sessions.revoke_all(account_id, keep=keep_session)


def check_password(account_id: int, password: str) -> None:
    """Raise Invalid unless this is the person's password; guessing is slowed down."""
    check(PER_LOGIN, account_id)
    login = Login.objects.filter(account_id=account_id).first()
    if login is None or not secrets.password_matches(password, login.password):
        hit(PER_LOGIN, account_id)
        raise Invalid("This is not your present password.", field="current")


def _set_password(account_id: int, hashed: str, verb: str) -> None:
    Login.objects.filter(account_id=account_id).update(password=hashed)
    record(account_id, verb, account_ref(account_id))


def _find(subject: str) -> Login | None:
    if "@" in subject:
        return Login.objects.filter(email_hash=secrets.email_hash(subject)).first()
    account = Account.objects.filter(handle_key=subject, domain="").first()
    return Login.objects.filter(account_id=account.id).first() if account else None
