"""What somebody decides acts on the very next request, and what is unusual goes on to Django."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps as django_apps
from typing_extensions import override

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.models import Login
from folkmoot.domains.apps.models import Token
from folkmoot.domains.feed.models import Reader
from folkmoot.domains.feed.skeleton import PULL_ABOVE
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.infra.metrics.counted import REQUESTS
from folkmoot.kernel import clock as kernel_clock
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.refs import post_ref
from folkmoot.wiring.fastlane import notifications, profile, statements, thread
from folkmoot.wiring.fastlane.copies import Copies
from folkmoot.wiring.fastlane.sources import DjangoSource, Unreadable
from tests import cast
from tests.conftest import NOON
from tests.wiring.fastlane.both import HOME, MOST_STATEMENTS, Both


@pytest.fixture
def both(drain: Callable[[], None], clock: FrozenClock) -> Both:
    """Ben follows Ana, his home is filled, and the lane knows both. The clock stands: headers tell the time."""
    assert clock.moment == NOON
    made = Both()
    graph.follow(cast.ben().viewer, target_id=cast.ana().id)
    made.same(cast.ben())
    drain()
    posts.publish(cast.ana().viewer, draft=PostDraft(text="Good morning"))
    drain()
    assert b"Good morning" in made.same(cast.ben())[2]
    assert made.fast > 0
    return made


def said(both: Both) -> bytes:
    before = both.fast
    body: bytes = both.same(cast.ben())[2]
    assert both.fast > before, "Django answered"
    return body


def environ(both: Both, **more: str) -> dict[str, object]:
    return both.environ(HOME, "", both.token(cast.ben()), **more)


def test_a_revoked_token_is_refused(both: Both) -> None:
    Token.objects.update(revoked_at=kernel_clock.now())
    assert both.through(environ(both))
    assert both.same(cast.ben())[0].startswith("401")


def test_a_token_without_the_scope_is_refused(both: Both) -> None:
    Token.objects.update(scopes=["read:accounts"])
    assert both.same(cast.ben())[0].startswith("403")


def test_a_login_that_was_shut_is_refused(both: Both) -> None:
    Login.objects.filter(account_id=cast.ben().id).update(state="suspended")
    assert both.same(cast.ben())[0].startswith("40")


@pytest.mark.parametrize("verb", ["block", "mute", "unfollow"])
def test_what_the_reader_does_to_the_author_acts_at_once(both: Both, verb: str) -> None:
    getattr(graph, verb)(cast.ben().viewer, target_id=cast.ana().id)
    assert b"Good morning" not in said(both)


def test_a_block_by_the_author_acts_at_once(both: Both) -> None:
    graph.block(cast.ana().viewer, target_id=cast.ben().id)
    assert b"Good morning" not in said(both)


def test_a_decision_acts_at_once_and_so_does_its_end(both: Both) -> None:
    (post,) = posts.hydrate(cast.ben().viewer, ids_of(), surface=posts.Surface.PAGE)
    made = integrity.decide_on(
        cast.mo().viewer, ref=post_ref(post.id), responsible=cast.ana().id, clause_id="threats", treatment="remove"
    )
    assert b"Good morning" not in said(both)
    integrity.undo(cast.mo().viewer, decision_id=made.id, note="A mistake")
    assert b"Good morning" in said(both)


def test_what_an_author_erases_is_gone_at_once(both: Both, drain: Callable[[], None]) -> None:
    accounts.erase_account(cast.ana().viewer, password=cast.PASSWORD)
    both.same(cast.ben())
    drain()
    assert b"Good morning" not in both.same(cast.ben())[2]


def test_a_favourite_is_counted_and_marked_at_once(both: Both) -> None:
    posts.favourite(cast.ben().viewer, post_id=ids_of()[0])
    body = said(both)
    assert b'"favourites_count":1' in body
    assert b'"favourited":true' in body


def ids_of() -> list[int]:
    found = django_apps.get_model("posts.Post").objects.order_by("id")
    return list(found.values_list("id", flat=True))


@pytest.mark.parametrize(
    "more",
    [
        {"REQUEST_METHOD": "HEAD"},
        {"REQUEST_METHOD": "POST"},
        {"QUERY_STRING": "local=true"},
        {"QUERY_STRING": "max_id=12&max_id=13"},
        {"QUERY_STRING": "max_id=x"},
        {"HTTP_AUTHORIZATION": ""},
        {"HTTP_AUTHORIZATION": "Basic abc"},
        {"HTTP_AUTHORIZATION": "Bearer nobody's"},
        {"CONTENT_LENGTH": "3"},
        {"CONTENT_TYPE": "text/plain; charset=latin-1"},
        {"HTTP_HOST": "a b"},
    ],
)
def test_what_is_unusual_goes_on_to_django(both: Both, more: dict[str, str]) -> None:
    assert not both.through(environ(both))
    assert both.through(environ(both, **more))


@pytest.mark.parametrize("unusual", ["tag", "list", "sleeping", "new follow"])
def test_homes_of_more_than_entries_go_on_to_django(both: Both, unusual: str) -> None:
    ben = cast.ben().viewer
    if unusual == "tag":
        graph.follow_tag(ben, tag="bridge")
    elif unusual == "list":
        graph.create_list(ben, title="Apart", exclusive=True)
    elif unusual == "sleeping":
        Reader.objects.all().delete()
    else:
        graph.follow(ben, target_id=cast.carla().id)
    assert both.through(environ(both))


def test_who_follows_somebody_in_some_languages_is_answered_by_django(both: Both) -> None:
    ben, ana = cast.ben(), cast.ana()
    graph.follow(ben.viewer, target_id=ana.id, languages=["de"])
    assert both.through(environ(both))
    assert b"Good morning" not in both.same(ben)[2]
    graph.follow(ben.viewer, target_id=ana.id, languages=[])
    assert b"Good morning" in said(both)


def test_compressed_bodies_hold_the_same(both: Both) -> None:
    import gzip

    from tests.wiring.fastlane.both import answer

    status, headers, body = answer(both._lane, environ(both, HTTP_ACCEPT_ENCODING="gzip"))
    assert status == "200 OK"
    assert dict(headers)["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == said(both)


def test_at_most_four_statements(both: Both) -> None:
    posts.publish(cast.ana().viewer, draft=PostDraft(text="Bread", visibility=posts.Visibility.FRIENDS))
    posts.boost(cast.ana().viewer, post_id=posts.publish(cast.carla().viewer, draft=PostDraft(text="Rain")).id)
    both.same(cast.ben())
    assert both.statements(cast.ben()) <= MOST_STATEMENTS


def test_the_number_of_statements_does_not_depend_on_that_of_posts(both: Both, drain: Callable[[], None]) -> None:
    before = both.statements(cast.ben())
    for number in range(15):
        posts.publish(cast.ana().viewer, draft=PostDraft(text=f"Number {number}"))
    drain()
    both.same(cast.ben())
    assert both.statements(cast.ben()) == before


def test_a_page_of_which_all_is_as_before_is_not_worked_out_again(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    both.same(cast.ben())
    homes = both._lane._answering[HOME]._homes
    monkeypatch.setattr(homes, "_found", lambda *_: None)
    assert not both.through(environ(both))
    posts.favourite(cast.carla().viewer, post_id=ids_of()[0])
    assert not both.through(environ(both)), "a number of one post is no other page"
    graph.mute(cast.ben().viewer, target_id=cast.carla().id)
    assert both.through(environ(both))


def test_what_was_compared_as_a_part_of_another_post_is_new_in_its_own_place(
    both: Both, drain: Callable[[], None]
) -> None:
    (post_id,) = ids_of()
    graph.follow(cast.dev().viewer, target_id=cast.carla().id)
    both.same(cast.dev())
    drain()
    posts.boost(cast.carla().viewer, post_id=post_id)
    drain()
    assert b"Good morning" in both.same(cast.dev())[2]
    posts.edit(cast.ana().viewer, post_id=post_id, draft=PostDraft(text="Good evening"))
    assert b"Good evening" in both.same(cast.dev())[2]
    assert b"Good evening" in said(both)


def test_declared_columns_are_those_of_the_models() -> None:
    for declared in statements.ALIASES.values():
        meta = django_apps.get_model(declared.model)._meta
        assert declared.table == meta.db_table
        assert set(declared.columns) <= {field.column for field in meta.concrete_fields}, declared.model


def test_statements_read_declared_columns_only() -> None:
    import re

    source = DjangoSource()
    read = list(vars(statements.statements_for(source)).values())
    read.append(profile.statement(source, frozenset({"exclude_replies", "only_media"}), upwards=True))
    read += [thread.statement(source), notifications.statement(source, upwards=False)]
    for statement in read:
        for alias, column in re.findall(r"\b([a-z]{1,2})\.([a-z_]+)\b", statement):
            assert column in statements.ALIASES[alias].columns, (alias, column)


def test_the_index_of_big_accounts_is_that_of_pulling() -> None:
    (index,) = django_apps.get_model("graph.GraphCounts")._meta.indexes
    assert str(PULL_ABOVE) in str(index.condition)
    assert f"followers > {PULL_ABOVE}" in statements.statements_for(DjangoSource()).home


def test_every_column_of_a_post_but_its_words_is_compared() -> None:
    columns = {field.column for field in django_apps.get_model("posts.Post")._meta.concrete_fields}
    assert columns - set(posts.columns.POST.columns) == {"title", "text", "html", "warning"}


def test_a_database_that_does_not_answer_leaves_it_to_django(both: Both, caplog: pytest.LogCaptureFixture) -> None:
    both._lane._answering[HOME]._homes.readers._source.rows = unreadable
    assert both.same(cast.ben())[0] == "200 OK"
    assert both.through(environ(both))
    assert "Django answers" in caplog.text


def test_a_post_that_another_request_had_forgotten_meanwhile_is_left_to_django(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    both.same(cast.ben())
    assert not both.through(environ(both))
    chosen = Copies.keys

    def forgetting(copies: Copies, *about: Any) -> list[Any]:
        found = chosen(copies, *about)
        copies._store._forget()
        return found

    with monkeypatch.context() as patched:
        patched.setattr(Copies, "keys", forgetting)
        both._lane._answering[HOME]._homes._store._forget()
        both._lane._answering[HOME]._homes._pages.clear()
        assert both.through(environ(both))
    assert both.same(cast.ben())[0] == "200 OK"
    assert not both.through(environ(both))


def test_two_surroundings_that_are_met_at_once_are_never_one(both: Both) -> None:
    """Copies for one language or country would be shown in the other."""

    class Met(dict[Any, int]):
        @override
        def setdefault(self, key: Any, default: int = 0, /) -> int:
            if key == ("de",):
                copies._base("fr")
            return super().setdefault(key, default)

    copies = both._lane._answering[HOME]._homes._copies
    copies._bases = Met()
    assert copies._base("de") != copies._base("fr")


def unreadable(_statement: str, _values: object) -> None:
    raise Unreadable


def test_its_answers_are_counted_as_those_of_django_are(both: Both) -> None:
    def counted() -> float:
        (metric,) = REQUESTS.collect()
        samples = [one for one in metric.samples if one.name.endswith("_total") and one.labels["status"] == "200"]
        return sum(one.value for one in samples if one.labels["route"] == "^api/v1/timelines/home/?$")

    before = counted()
    both.same(cast.ben())
    assert counted() - before == 3, "once by Django, twice by the lane"
