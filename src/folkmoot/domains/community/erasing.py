"""What an erased account has put away and answered goes with it."""

from folkmoot.domains.community.models import AnnouncementReaction, AnnouncementRead
from folkmoot.infra.writes import atomic_write


def erase(account_id: int) -> None:
    """Forget the account. Idempotent."""
    with atomic_write():
        AnnouncementRead.objects.filter(account_id=account_id).delete()
        AnnouncementReaction.objects.filter(account_id=account_id).delete()
