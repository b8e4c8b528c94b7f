"""The mails about an account. A job makes the link, so that no token lies in the queue."""

from datetime import timedelta

from folkmoot.domains.accounts.models import Account, LoginToken
from folkmoot.domains.residency import api as residency
from folkmoot.infra import crypto, mail
from folkmoot.infra.config import current
from folkmoot.infra.jobs.api import enqueue, register
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock

LIFETIME = timedelta(hours=24)

_TEXTS = {
    "confirm": (
        "Please confirm your e-mail address",
        (
            "Welcome to {host}, @{handle}.\n\nOpen this address to confirm that this mail reached you:\n\n{link}\n\n"
            "It works once, for 24 hours. If you did not sign up, please ignore this mail.\n"
        ),
    ),
    "reset": (
        "Choose a new password",
        (
            "Somebody, probably you, wants to choose a new password for @{handle} at {host}.\n\n{link}\n\n"
            "The address works once, for 24 hours. If it was not you, nothing changes; please ignore this mail.\n"
        ),
    ),
    "approved": (
        "Welcome: you can sign in now",
        "Your account @{handle} at {host} is ready.\n\n{origin}/sign-in\n",
    ),
}
_PATHS = {"confirm": "/confirm/", "reset": "/reset/"}


def queue_mail(account_id: int, purpose: str) -> None:
    """Have a mail sent: "confirm", "reset" or "approved"."""
    enqueue("accounts.mail", account_id=account_id, purpose=purpose)


def _send(*, account_id: int, purpose: str) -> None:
    account = Account.objects.filter(id=account_id, erased_at=None).first()
    email = residency.records.find(account_id, residency.RecordKind.EMAIL)
    if account is None or email is None:
        return
    config = current()
    subject, body = _TEXTS[purpose]
    link = config.public_origin + _PATHS[purpose] + new_login_token(account_id, purpose) if purpose in _PATHS else ""
    text = body.format(host=config.host, handle=account.handle, link=link, origin=config.public_origin)
    mail.send(to=email.decode(), subject=f"{subject} ({config.host})", body=text)


def new_login_token(account_id: int, purpose: str) -> str:
    """A token for a link, good once within 24 hours."""
    token = crypto.new_token()
    with atomic_write():
        LoginToken.objects.create(
            token_hash=crypto.token_hash(token),
            account_id=account_id,
            purpose=purpose,
            expires_at=clock.now() + LIFETIME,
        )
    return token


def token_owner(token: str, purpose: str) -> int | None:
    """Whose link this is, if it still works."""
    hashed = crypto.token_hash(token)
    row = LoginToken.objects.filter(token_hash=hashed, purpose=purpose, expires_at__gt=clock.now()).first()
    return row.account_id if row else None


def use_token(token: str, purpose: str) -> int | None:
    """The same, and the link works no more. Inside a transaction."""
    owner = token_owner(token, purpose)
    LoginToken.objects.filter(token_hash=crypto.token_hash(token)).delete()
    return owner


def sweep_tokens() -> None:
    """Delete links that work no more."""
    with atomic_write():
        LoginToken.objects.filter(expires_at__lt=clock.now()).delete()


register("accounts.mail", _send)
