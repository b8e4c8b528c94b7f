"""How many notifications a person keeps."""

from django.db.models import Count

from folkmoot.domains.notifications.models import Notification
from folkmoot.infra.writes import atomic_write

MOST_KEPT = 5_000
_BATCH = 100


def sweep() -> None:
    """Delete the oldest of those who have more than MOST_KEPT; of a batch of people."""
    full = Notification.objects.order_by().values("account_id").annotate(n=Count("id")).filter(n__gt=MOST_KEPT)
    for account_id in list(full.order_by("account_id").values_list("account_id", flat=True)[:_BATCH]):
        own = Notification.objects.filter(account_id=account_id)
        oldest = own.order_by("-id").values_list("id", flat=True)[MOST_KEPT - 1]
        with atomic_write():
            own.filter(id__lt=oldest).delete()
