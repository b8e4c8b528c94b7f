"""See and hear nothing of an account, without its knowledge; write down a note about one."""

from datetime import timedelta

from folkmoot.domains.accounts.api import access_account
from folkmoot.domains.graph.access import refuse_oneself
from folkmoot.domains.graph.events import Muted, Unmuted
from folkmoot.domains.graph.models import AccountNote, Mute
from folkmoot.domains.graph.policy import MOST_SECONDS, NOTE_LIMIT
from folkmoot.domains.graph.queries.relationships import relationship
from folkmoot.domains.graph.types import Relationship
from folkmoot.infra.audit.api import record
from folkmoot.infra.limits import acts
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.text import clean_text
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer


def mute(
    viewer: Viewer,
    *,
    target_id: int,
    notifications: bool = True,
    lasts_seconds: int | None = None,
) -> Relationship:
    """Mute an account, for good or for a time (None or 0: for good). Muting again replaces both settings.

    Raises NotFound or Gone for no such account, Invalid for oneself or an impossible time.
    """
    account_id = viewer.require_account()
    refuse_oneself(account_id, target_id, sentence("You cannot mute yourself."))
    lasts = lasts_seconds or 0
    if not 0 <= lasts <= MOST_SECONDS:
        raise Invalid("A mute lasts up to ten years, or for good.", field="duration")
    access_account(viewer, target_id)
    acts.count(acts.ARRANGING, account_id)
    values = {
        "notifications": notifications,
        "expires_at": clock.now() + timedelta(seconds=lasts) if lasts else None,
    }
    with atomic_write():
        Mute.objects.update_or_create(
            muter_id=account_id,
            muted_id=target_id,
            defaults=values,
            create_defaults={"id": new_id(), **values},
        )
        record(account_id, "mute.begin", account_ref(target_id))
        publish(Muted(account_id, target_id))
    return relationship(viewer, target_id)


def unmute(viewer: Viewer, *, target_id: int) -> Relationship:
    """End a mute. Idempotent."""
    account_id = viewer.require_account()
    with atomic_write():
        if Mute.objects.filter(muter_id=account_id, muted_id=target_id).delete()[0]:
            record(account_id, "mute.end", account_ref(target_id))
            publish(Unmuted(account_id, target_id))
    return relationship(viewer, target_id)


def sweep_mutes() -> None:
    """Delete the mutes that have run out; they count as none already."""
    with atomic_write():
        Mute.objects.filter(expires_at__lte=clock.now()).delete()


def set_note(viewer: Viewer, *, target_id: int, text: str) -> Relationship:
    """Write down something about an account that only the viewer sees; "" takes it away.

    Raises NotFound or Gone for no such account, Invalid for a text that is too long.
    """
    account_id = viewer.require_account()
    access_account(viewer, target_id)
    kept = clean_text(text, limit=NOTE_LIMIT, field="comment")
    acts.count(acts.ARRANGING, account_id)
    with atomic_write():
        if kept:
            AccountNote.objects.update_or_create(
                owner_id=account_id,
                account_id=target_id,
                defaults={"text": kept},
                create_defaults={"id": new_id(), "text": kept},
            )
        else:
            AccountNote.objects.filter(owner_id=account_id, account_id=target_id).delete()
        record(account_id, "note.set", account_ref(target_id))
    return relationship(viewer, target_id)
