"""Invitations: a code that lets somebody join."""

from datetime import datetime

from django.db.models import F, Q

from folkmoot.domains.accounts.errors import InvitationNeeded
from folkmoot.domains.accounts.models import Invitation
from folkmoot.domains.accounts.types import InvitationView
from folkmoot.infra.audit.api import record
from folkmoot.infra.crypto import new_token
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

_MOST_USES = 1000


def create_invitation(viewer: Viewer, *, uses: int = 1, expires_at: datetime | None = None) -> InvitationView:
    """A new code, good for `uses` people. Raises Invalid for fewer than 1 or more than 1000."""
    inviter_id = viewer.require_account()
    if not 1 <= uses <= _MOST_USES:
        raise Invalid(
            sentence("An invitation is good for 1 to {most_uses} people.", most_uses=_MOST_USES), field="uses"
        )
    row = Invitation(id=new_id(), code=new_token()[:16], inviter_id=inviter_id, uses_left=uses, expires_at=expires_at)
    with atomic_write():
        row.save(force_insert=True)
        record(inviter_id, "invitation.create", row.id, uses=uses)
    return _view(row)


def invitations_of(viewer: Viewer) -> tuple[InvitationView, ...]:
    """A member's own invitations, the newest first."""
    rows = Invitation.objects.filter(inviter_id=viewer.require_account()).order_by("-id")
    return tuple(_view(row) for row in rows)


def withdraw_invitation(viewer: Viewer, *, invitation_id: int) -> None:
    """Make one's own invitation good for nobody. Raises NotFound."""
    inviter_id = viewer.require_account()
    with atomic_write():
        deleted, _ = Invitation.objects.filter(id=invitation_id, inviter_id=inviter_id).delete()
        if not deleted:
            raise NotFound("no such invitation")
        record(inviter_id, "invitation.withdraw", invitation_id)


def use_invitation(code: str) -> None:
    """Take one use of a code, inside the transaction of the sign-up. Raises InvitationNeeded."""
    valid = Q(expires_at=None) | Q(expires_at__gt=clock.now())
    found = Invitation.objects.filter(valid, code=code.strip(), uses_left__gt=0)
    if not found.update(uses_left=F("uses_left") - 1):
        raise InvitationNeeded


def _view(row: Invitation) -> InvitationView:
    return InvitationView(row.id, row.code, row.uses_left, row.expires_at)
