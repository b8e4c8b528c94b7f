"""Mail, one recipient each. Where no mail server is set, Django's file backend keeps it in the data folder."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from urllib.parse import urlsplit

from django.core.mail import EmailMultiAlternatives

from folkmoot.infra import crypto
from folkmoot.infra.config import current
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.operator_key import secret
from folkmoot.infra.words import said, speaking
from folkmoot.kernel import clock

_KEPT = timedelta(days=30)
_ID_LETTERS = 32
Words = str | Callable[[], str]
"""A text, or what makes it while the recipient's language is active."""


def send(
    *,
    to: str,
    subject: str,
    body: Words,
    language: str = "",
    html: Words = "",
    headers: Mapping[str, str] | None = None,
) -> None:
    """Send at once; call it from a job only, which sends one letter to a person at most. Raises what the mail server's
    library raises.

    A job that is begun again sends a letter with the same Message-ID, by which receivers know it for a double.

    `language`: in which its sentences are said; English where there are no pages in it. `html`: the same as `body` for
    programs that show it.
    """
    with speaking(language):
        mail = EmailMultiAlternatives(
            subject=said(subject),
            body=_made(body),
            from_email=sender_address(),
            to=[to],
            headers={"Message-ID": _message_id(to), **(headers or {})},
        )
        if html:
            mail.attach_alternative(_made(html), "text/html")
    mail.send()


def _message_id(to: str) -> str:
    """Names the site, and neither the machine nor, to whoever has not the operator key, job and person."""
    job = jobs.id_in_hand()
    left = crypto.new_token() if job is None else crypto.keyed_hash(secret("message-id"), f"{job}/{to}")[:_ID_LETTERS]
    host = urlsplit(current().public_origin).hostname or "localhost"
    return f"<{left}@{f'[IPv6:{host}]' if ':' in host else host}>"


def sender_address() -> str:
    """Who writes for this site."""
    config = current()
    return config.mail_from or f"folkmoot@{config.host.partition(':')[0]}"


def _made(words: Words) -> str:
    return said(words) if isinstance(words, str) else words()


def sweep() -> None:
    """Delete the mails that lie in the data folder, for want of a mail server, for more than a month."""
    ended = clock.now().timestamp() - _KEPT.total_seconds()
    for file in (current().data / "mail").glob("*.log"):
        if file.stat().st_mtime < ended:
            file.unlink(missing_ok=True)
