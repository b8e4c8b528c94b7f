"""The index follows what happens, and can be built anew."""

from datetime import timedelta

import pytest
from django.db import connection
from typer.testing import CliRunner

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import ProfileChange
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, PostView, Visibility
from folkmoot.domains.search import api
from folkmoot.domains.search.api import SearchKind
from folkmoot.domains.search.models import PersonWords, PostWords, Tag, TagWords, Walk
from folkmoot.edges.cli.commands import search as command
from folkmoot.infra.worker import drain
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.refs import post_ref
from folkmoot.kernel.viewer import NOBODY
from tests import cast
from tests.removing import remove_account


def publish(person: cast.Person, text: str, visibility: Visibility = Visibility.PUBLIC) -> PostView:
    return posts.publish(person.viewer, draft=PostDraft(text=text, visibility=visibility))


def indexed() -> set[int]:
    drain()
    return set(PostWords.objects.values_list("id", flat=True))


def found(query: str) -> list[str]:
    drain()
    return [post.text for post in api.search(NOBODY, query=query, kind=SearchKind.POSTS).posts]


def tags(query: str) -> dict[str, int]:
    drain()
    return dict(api.search(NOBODY, query=query, kind=SearchKind.TAGS).tag_uses)


def test_an_edit_and_a_deletion() -> None:
    ana = cast.ana()
    post = publish(ana, "quince #jam")
    assert (found("quince"), tags("ja")) == (["quince #jam"], {"jam": 1})
    posts.edit(ana.viewer, post_id=post.id, draft=PostDraft(text="medlar #jelly"))
    assert (found("quince"), found("medlar"), tags("ja"), tags("je")) == ([], ["medlar #jelly"], {}, {"jelly": 1})
    posts.delete(ana.viewer, post_id=post.id)
    assert (found("medlar"), tags("je"), indexed()) == ([], {}, set())


def test_only_public_posts_enter() -> None:
    ana = cast.ana()
    for visibility in set(Visibility) - {Visibility.GROUP}:  # only a group's members write for it
        publish(ana, f"quince {visibility}", visibility)
    assert len(indexed()) == 1


def test_a_removed_post_leaves_and_comes_back() -> None:
    ana, mo = cast.ana(), cast.mo()
    post = publish(ana, "quince #jam")
    drain()
    decision = integrity.decide_on(
        mo.viewer, ref=post_ref(post.id), responsible=ana.id, clause_id="threats", treatment="remove"
    )
    assert (found("quince"), tags("jam")) == ([], {})
    integrity.undo(cast.max_().viewer, decision_id=decision.id, note="It was a recipe.")
    assert (found("quince"), tags("jam")) == (["quince #jam"], {"jam": 1})


def test_a_reduced_post_counts_for_no_tag() -> None:
    ana, mo = cast.ana(), cast.mo()
    post = publish(ana, "quince #jam")
    integrity.decide_on(
        mo.viewer, ref=post_ref(post.id), responsible=ana.id, clause_id="bait", treatment="reduce", factor=0.3
    )
    assert (found("quince"), tags("jam")) == (["quince #jam"], {})


def test_a_removed_account_leaves_with_its_posts() -> None:
    ana = cast.ana()
    publish(ana, "quince")
    assert found("quince") == ["quince"]
    remove_account(ana)
    assert found("quince") == []


def test_the_authors_choice() -> None:
    ana = cast.ana()
    publish(ana, "quince")
    for indexable, texts in ((False, []), (True, ["quince"])):
        accounts.edit_profile(ana.viewer, change=ProfileChange(indexable=indexable))
        assert found("quince") == texts


def test_a_block_acts_at_once() -> None:
    ana, ben = cast.ana(), cast.ben()
    publish(ana, "quince")
    drain()
    graph.block(ana.viewer, target_id=ben.id)
    assert api.search(ben.viewer, query="quince").posts == ()


def test_who_is_erased_leaves_nothing() -> None:
    ana = cast.ana()
    publish(ana, "quince #jam")
    assert len(indexed()) == 1
    accounts.erase_account(ana.viewer, password=cast.PASSWORD)
    assert indexed() == set()
    assert not PersonWords.objects.filter(id=ana.id).exists()
    assert (found("quince"), tags("jam")) == ([], {})


def test_people_and_tags_by_the_beginning_of_their_names() -> None:
    ana, ben = cast.ana(), cast.ben()
    cast.person("renee", display_name="Renée Élan")
    cast.person("reno", display_name="Reno")
    cast.person("hidden", display_name="Renata")
    accounts.edit_profile(cast.person("hidden").viewer, change=ProfileChange(discoverable=False))
    graph.follow(ana.viewer, target_id=cast.person("reno").id)
    publish(ben, "#Straße #strand")
    publish(ben, "#strand #Café")
    drain()

    def people(query: str) -> list[str]:
        return [one.handle for one in api.search(ana.viewer, query=query, kind=SearchKind.ACCOUNTS).accounts]

    assert people("ren") == ["reno", "renee"]
    assert (people("elan"), people("lan"), people("elan ren")) == (["renee"], [], ["renee"])
    assert (people("renata"), people("hidden"), people("hidde")) == ([], ["hidden"], [])
    assert tags("stra") == {"strand": 2, "strasse": 1}
    assert (tags("#CAFE"), tags("afe")) == ({"café": 1}, {})


def test_a_rebuild_brings_what_is_missing_and_takes_out_what_is_stale() -> None:
    ana = cast.ana()
    post = publish(ana, "quince #jam")
    drain()
    for table in (PostWords, PersonWords, TagWords, Tag, Walk):
        table.objects.all().delete()
    PostWords.objects.create(id=post.id - 1, words=["quince"], tags="")
    assert api.index_state() == api.IndexState(building=True, missing=0)
    answer = CliRunner().invoke(command.app, ["rebuild"])
    assert (answer.exit_code, answer.output.splitlines()[-1]) == (0, "The index is built.")
    assert set(PostWords.objects.values_list("id", flat=True)) == {post.id}
    assert api.index_state() == api.IndexState(building=False, missing=0)
    assert (found("quince"), tags("jam")) == (["quince #jam"], {"jam": 1})


def test_a_rebuild_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    ana = cast.ana()
    for number in range(5):
        publish(ana, f"quince {number}")
    drain()
    monkeypatch.setattr("folkmoot.domains.search.catching_up.BATCH", 2)
    api.begin_anew()
    PostWords.objects.all().delete()
    while Walk.objects.filter(kind="posts").first() is None:
        api.build_on()
    assert PostWords.objects.count() == 2
    while api.build_on():
        pass
    assert PostWords.objects.count() == 5


def test_the_state_tells_what_is_missing(clock: FrozenClock) -> None:
    post = publish(cast.ana(), "quince")
    drain()
    PostWords.objects.all().delete()
    assert api.index_state().missing == 0
    clock.advance(timedelta(minutes=6))
    assert api.index_state().missing == 1
    api.on_post(posts.PostPublished(post.id, post.author.id))
    assert api.index_state().missing == 0


def test_no_search_reads_the_whole_table() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the plan of SQLite")
    with connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN QUERY PLAN SELECT rowid FROM search_postwords WHERE words MATCH 'a' ORDER BY rowid DESC"
        )
        plan = " ".join(str(row[3]) for row in cursor.fetchall())
    assert "VIRTUAL TABLE INDEX" in plan
    assert "TEMP B-TREE" not in plan
