"""The mails about an account. A job makes the link, so that no token lies in the queue."""

from datetime import timedelta

from folkmoot.domains.accounts.models import Account, LoginToken
from folkmoot.domains.accounts.preferences import preferences_of
from folkmoot.domains.residency import api as residency
from folkmoot.infra import crypto, mail
from folkmoot.infra.config import current
from folkmoot.infra.jobs.api import enqueue, register
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.sentences import Sentence, sentence

LIFETIME = timedelta(hours=24)

_SUBJECTS = {
    "confirm": sentence("Please confirm your e-mail address"),
    "reset": sentence("Choose a new password"),
    "reset_made": sentence("An operator made a link for a new password"),
    "approved": sentence("Welcome: you can sign in now"),
}
_PATHS = {"confirm": "/confirm/", "reset": "/reset/"}


def queue_mail(account_id: int, purpose: str) -> None:
    """Have a mail sent: "confirm", "reset", "reset_made" or "approved"."""
    enqueue("accounts.mail", account_id=account_id, purpose=purpose)


def _send(*, account_id: int, purpose: str) -> None:
    account = Account.objects.filter(id=account_id, erased_at=None).first()
    email = residency.records.find(account_id, residency.RecordKind.EMAIL)
    if account is None or email is None:
        return
    config = current()
    link = config.public_origin + _PATHS[purpose] + new_login_token(account_id, purpose) if purpose in _PATHS else ""
    subject = sentence("{subject} ({host})", subject=_SUBJECTS[purpose], host=config.host)
    text = _body(purpose, account.handle, link or f"{config.public_origin}/sign-in")
    language = preferences_of(account_id).interface_language or account.language
    mail.send(to=email.decode(), subject=subject, body=text, language=language)


def _body(purpose: str, handle: str, link: str) -> Sentence:
    host = current().host
    if purpose == "confirm":
        return sentence(
            "Welcome to {host}, @{handle}.\n\nOpen this address to confirm that this mail reached you:\n\n{link}\n\n"
            "It works once, for 24 hours. If you did not sign up, please ignore this mail.\n",
            host=host,
            handle=handle,
            link=link,
        )
    if purpose == "reset":
        return sentence(
            "Somebody, probably you, wants to choose a new password for @{handle} at {host}.\n\n{link}\n\n"
            "The address works once, for 24 hours. If it was not you, nothing changes; please ignore this mail.\n",
            host=host,
            handle=handle,
            link=link,
        )
    if purpose == "reset_made":
        return sentence(
            "An operator of {host} made a link with which a new password for @{handle} can be chosen, to hand it to "
            "you. If you did not ask for that, please answer this mail or write to another operator.\n",
            host=host,
            handle=handle,
        )
    return sentence("Your account @{handle} at {host} is ready.\n\n{link}\n", handle=handle, host=host, link=link)


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
