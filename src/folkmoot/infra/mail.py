"""Plain mail, one recipient each. Where no mail server is set, Django's file backend keeps it in the data folder."""

from django.core.mail import EmailMessage

from folkmoot.infra.config import current


def send(*, to: str, subject: str, body: str) -> None:
    """Send at once; call it from a job only. Raises what the mail server's library raises."""
    config = current()
    sender = config.mail_from or f"folkmoot@{config.host.partition(':')[0]}"
    EmailMessage(subject=subject, body=body, from_email=sender, to=[to]).send()
