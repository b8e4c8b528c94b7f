"""What an erased account has uploaded goes with it."""

from folkmoot.domains.accounts.api import AccountErased
from folkmoot.domains.media.commands.deleting import delete_rows
from folkmoot.domains.media.commands.profile import delete_profile_files
from folkmoot.domains.media.models import Media, ProfileFile
from folkmoot.infra.jobs import api as jobs
from folkmoot.infra.writes import atomic_write

_ERASE = "media.erase"
_BATCH = 200


def erase(event: AccountErased) -> None:
    """Subscriber: have everything deleted that the account has uploaded."""
    jobs.enqueue(_ERASE, account_id=event.account_id)


def _erase(*, account_id: int) -> None:
    while _erase_batch(account_id):
        pass
    with atomic_write():
        delete_profile_files(list(ProfileFile.objects.filter(account_id=account_id).values_list("key", flat=True)))


def _erase_batch(account_id: int) -> int:
    with atomic_write():
        ids = list(Media.objects.filter(account_id=account_id).values_list("id", flat=True)[:_BATCH])
        delete_rows(Media.objects.filter(id__in=ids))
    return len(ids)


jobs.register(_ERASE, _erase)
