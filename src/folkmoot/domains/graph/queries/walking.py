"""What the reads of this domain share: the rows of a page, and which mutes last."""

from typing import Any

from django.db.models import Q, QuerySet

from folkmoot.kernel import clock
from folkmoot.kernel.pages import PageRequest


def walk(rows: QuerySet[Any], page: PageRequest) -> QuerySet[Any]:
    """The rows that `page` asks for and one more, in the order that `kernel.pages.page_ids` expects."""
    if page.max_id is not None:
        rows = rows.filter(id__lt=page.max_id)
    if page.floor is not None:
        rows = rows.filter(id__gt=page.floor)
    return rows.order_by("id" if page.upwards else "-id")[: page.limit + 1]


def lasting() -> Q:
    """Picks what has not run out."""
    return Q(expires_at=None) | Q(expires_at__gt=clock.now())
