"""Pages walk down and up without losing or repeating anything."""

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.kernel.pages import Page, PageRequest, page_ids

IDS = st.sets(st.integers(1, 1000), max_size=60)


def find(everything: set[int], request: PageRequest) -> Page[int]:
    """What a query does, on a set."""
    kept = [
        one
        for one in everything
        if (request.max_id is None or one < request.max_id) and (request.floor is None or one > request.floor)
    ]
    kept.sort(reverse=not request.upwards)
    return page_ids(kept[: request.limit + 1], request)


@given(everything=IDS, limit=st.integers(1, 10))
def test_walking_down_meets_everything_once(everything: set[int], limit: int) -> None:
    met: list[int] = []
    request: PageRequest | None = PageRequest(limit=limit)
    while request is not None:
        page = find(everything, request)
        met += page.items
        request = PageRequest(limit=limit, max_id=page.next_max_id) if page.next_max_id else None
    assert met == sorted(everything, reverse=True)


@given(everything=IDS, limit=st.integers(1, 10))
def test_walking_up_meets_everything_once(everything: set[int], limit: int) -> None:
    met: list[int] = []
    page = find(everything, PageRequest(limit=limit, min_id=0))
    while page.items:
        met += reversed(page.items)
        page = find(everything, PageRequest(limit=limit, min_id=page.prev_min_id))
    assert met == sorted(everything)


def test_nothing_is_a_page_too() -> None:
    assert page_ids([], PageRequest()) == Page(())
