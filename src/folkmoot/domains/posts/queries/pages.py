"""Pages of posts from a query for ids."""

from typing import Any

from django.db.models import QuerySet

from folkmoot.kernel.pages import Page, PageRequest, page_ids


def page_of(found: "QuerySet[Any, Any]", request: PageRequest, column: str = "id") -> Page[int]:
    """The page of values of `column` that `request` asks for; `found` need not be ordered."""
    if request.max_id is not None:
        found = found.filter(**{f"{column}__lt": request.max_id})
    if request.floor is not None:
        found = found.filter(**{f"{column}__gt": request.floor})
    order = column if request.upwards else f"-{column}"
    return page_ids(list(found.order_by(order).values_list(column, flat=True)[: request.limit + 1]), request)
