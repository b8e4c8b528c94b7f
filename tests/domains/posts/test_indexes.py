"""Reads and writes of one post that must not walk over all of them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from folkmoot.domains.feed.models import HomeEntry
from folkmoot.domains.integrity.models import Effect
from folkmoot.domains.posts.models import Mark, Post

ROWS: dict[str, Callable[[], "QuerySet[Any]"]] = {
    "post_boosts": lambda: Post.objects.filter(boost_of_id__in=[1, 2]),
    "post_quotes": lambda: Post.objects.filter(quote_of_id=1).order_by("-id"),
    "post_thread": lambda: Post.objects.filter(thread_id=1).order_by("id"),
    "post_boosted_once": lambda: Post.objects.filter(author_id=1, boost_of_id__in=[1, 2]),
    "effect_active": lambda: Effect.objects.filter(subject_kind="post", subject_id__in=[1, 2], ended_at=None),
    "mark_post": lambda: Mark.objects.filter(post_id=1, kind="favourite").order_by("-id"),
    "home_post": lambda: HomeEntry.objects.filter(post_id=1),
}


@pytest.mark.parametrize("index", sorted(ROWS))
def test_an_index_finds_them(index: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a server plans by the number of rows, and here are none")
    assert f"USING INDEX {index} " in ROWS[index]().explain()
