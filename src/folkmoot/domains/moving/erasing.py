"""What happens to what moves when somebody erases their account."""

from folkmoot.domains.accounts.api import AccountErased
from folkmoot.domains.moving import files
from folkmoot.domains.moving.models import Archive, Arrival, Invitees
from folkmoot.infra.writes import atomic_write


def erase(event: AccountErased) -> None:
    """Subscriber: files go, and so do the rows; the keys in the vault were erased before."""
    archives = Archive.objects.filter(account_id=event.account_id).values_list("id", "key_record")
    arrivals = Arrival.objects.filter(account_id=event.account_id).values_list("id", "key_record")
    found = [*archives, *arrivals]
    with atomic_write():
        for model in (Archive, Arrival, Invitees):
            model.objects.filter(account_id=event.account_id).delete()
    files.delete([one for one, _ in found], [key for _, key in found])
