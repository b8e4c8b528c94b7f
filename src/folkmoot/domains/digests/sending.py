"""Who is due gets a mail, once: each run takes some, and a job makes each mail.

Before a mail goes out, its morning is noted; whoever is killed in between leaves it at that. So nobody ever gets two
for one morning; what a killed one should have told, the next one tells.
"""

from datetime import datetime

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.digests import policy
from folkmoot.domains.digests.commands import token_of
from folkmoot.domains.digests.gathering import gather
from folkmoot.domains.digests.models import Subscription
from folkmoot.domains.digests.types import Digest, Frequency
from folkmoot.domains.digests.writing import html_of, subject_of, text_of
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import NO_TREATMENT
from folkmoot.domains.residency import api as residency
from folkmoot.infra import crypto, mail
from folkmoot.infra.config import current
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import NOBODY

A_RUN = 50
_JOB = "digests.send"


def send_due() -> None:
    """Queue the digests that are due, so many at a time; nothing where the site has no mail server."""
    if not current().confirms_email:
        return
    with atomic_write():
        rows = Subscription.objects.select_for_update().filter(due_at__lte=clock.now()).order_by("due_at", "account_id")
        for row in rows[:A_RUN]:
            due = row.due_at
            zone = accounts.preferences_of(row.account_id).time_zone
            row.due_at = policy.next_due(Frequency(row.frequency), zone, clock.now())
            row.save(update_fields=["due_at"])
            jobs.enqueue(_JOB, account_id=row.account_id, due=due.isoformat() if due else "")


def _send(*, account_id: int, due: str) -> None:
    row = Subscription.objects.filter(account_id=account_id).exclude(frequency=Frequency.OFF).first()
    email = _address(account_id) if row else None
    morning = datetime.fromisoformat(due)
    if row is None or email is None or row.begun_for == morning:
        return
    frequency, now = Frequency(row.frequency), clock.now()
    account = accounts.accounts_by_ids([account_id])[account_id]
    digest = gather(account, policy.since(frequency, told_until=row.told_until, now=now))
    if not digest.is_empty:
        _begun(account_id, morning)
        _mail(email, digest, frequency, begun_before=row.begun_for)
    with atomic_write():
        Subscription.objects.filter(account_id=account_id).update(told_until=now)


def _mail(email: str, digest: Digest, frequency: Frequency, *, begun_before: datetime | None) -> None:
    """Send it. What the mail server refuses is tried again."""
    account_id = digest.account.id
    link = f"{current().public_origin}/digest/unsubscribe/{token_of(account_id)}"
    language = accounts.preferences_of(account_id).interface_language or digest.account.language
    try:
        mail.send(
            to=email,
            subject=subject_of(digest),
            body=lambda: text_of(digest, frequency, link),
            html=lambda: html_of(digest, frequency, link),
            headers={
                "List-Unsubscribe": f"<{link}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
            },
            language=language,
        )
    except Exception:
        _begun(account_id, begun_before)
        raise


def _begun(account_id: int, morning: datetime | None) -> None:
    """The hash is written anew, since another operator key makes another token."""
    hashed = crypto.token_hash(token_of(account_id))
    with atomic_write():
        Subscription.objects.filter(account_id=account_id).update(begun_for=morning, token_hash=hashed)


def _address(account_id: int) -> str | None:
    """Where mail goes to; None for whoever cannot sign in or is removed."""
    ref = account_ref(account_id)
    if accounts.viewer_for(account_id) == NOBODY:
        return None
    if integrity.treatments_for([ref]).get(ref, NO_TREATMENT).is_withheld:
        return None
    email = residency.records.find(account_id, residency.RecordKind.EMAIL)
    return email.decode() if email else None


jobs.register(_JOB, _send)
