"""What decisions do on each surface, and for whom."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.feed import api as feed
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import Gap, PostDraft, Surface, Visibility
from folkmoot.domains.search import api as search
from folkmoot.infra.audit import api as audit
from folkmoot.kernel.errors import Forbidden, NotFound
from folkmoot.kernel.pages import Page, PageRequest
from folkmoot.kernel.refs import account_ref, media_ref, post_ref
from folkmoot.kernel.viewer import NOBODY, Viewer
from tests import cast
from tests.domains.media import samples
from tests.removing import remove_account


def decide(post_id: int, responsible: int, clause: str, treatment: str, **more: object) -> integrity.DecisionView:
    return integrity.decide_on(
        cast.mo().viewer,
        ref=post_ref(post_id),
        responsible=responsible,
        clause_id=clause,
        treatment=integrity.Treatment(treatment),
        **more,  # type: ignore[arg-type] # factor or link, as the test says
    )


def test_a_removed_post_is_gone_for_all_but_its_author_until_undone() -> None:
    ana, ben = cast.ana(), cast.ben()
    post = posts.publish(ana.viewer, draft=PostDraft(text="You are lying, and we will come for you"))
    decision = decide(post.id, ana.id, "threats", "remove")
    assert posts.access_post(ben.viewer, post.id).gap is Gap.REMOVED
    assert posts.posts_of_account(ben.viewer, ana.id, PageRequest()).items == ()
    assert posts.public_timeline(NOBODY, PageRequest()).items == ()
    own = posts.access_post(ana.viewer, post.id)
    assert (own.gap, own.text, own.treatments.removed is not None) == (None, post.text, True)
    integrity.undo(cast.mo().viewer, decision_id=decision.id, note="Read again")
    assert posts.access_post(ben.viewer, post.id).text == post.text


def test_a_reduced_post_surface_by_surface() -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    graph.follow(ben.viewer, target_id=ana.id)
    graph.follow(carla.viewer, target_id=ben.id)
    post = posts.publish(ana.viewer, draft=PostDraft(text="They found it in the #water"))
    boost = posts.boost(ben.viewer, post_id=post.id)
    quote = posts.publish(ben.viewer, draft=PostDraft(text="Look", quote_of_id=post.id))
    decide(post.id, ana.id, "bait", "reduce", factor=0.1)

    def folded(view: posts.PostView) -> float | None:
        return view.collapsed.factor if view.collapsed else None

    own_follower = {view.id: view for view in feed.latest(ben.viewer, PageRequest()).items}
    assert (folded(own_follower[post.id]), own_follower[post.id].text) == (None, "They found it in the #water")
    of_booster = {view.id: view for view in feed.latest(carla.viewer, PageRequest()).items}
    assert folded(of_booster[boost.id]) == 0.1
    quoted = of_booster[quote.id].quote
    assert quoted is not None
    assert folded(quoted) == 0.1
    (tagged,) = posts.tag_timeline(carla.viewer, "water", PageRequest()).items
    assert folded(tagged) == 0.1
    assert posts.hydrate(carla.viewer, [post.id], surface=Surface.EXPLORE) == ()
    assert folded(posts.access_post(carla.viewer, post.id)) is None
    (page,) = posts.posts_of_account(NOBODY, ana.id, PageRequest()).items
    assert (folded(page), page.treatments.factor) == (None, 0.1)
    assert feed.why(ana.viewer, post.id).factor == 0.1


def test_what_a_reduced_account_posts_travels_as_far_less_with_the_reason() -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    post = posts.publish(ana.viewer, draft=PostDraft(text="The mayor speaks to you #harbour"))
    graph.follow(carla.viewer, target_id=ben.id)
    boost = posts.boost(ben.viewer, post_id=post.id)
    decision = integrity.decide_on(
        cast.mo().viewer, ref=account_ref(ana.id), responsible=ana.id, clause_id="fake-account", treatment="reduce"
    )
    of_booster = {view.id: view for view in feed.latest(carla.viewer, PageRequest()).items}[boost.id].collapsed
    assert of_booster is not None
    assert (of_booster.decision_id, of_booster.factor) == (decision.id, 0.25)
    assert posts.hydrate(carla.viewer, [post.id], surface=Surface.EXPLORE) == ()
    assert [one.clause_id for one in feed.why(ben.viewer, post.id).reductions] == ["fake-account"]
    decide(post.id, ana.id, "bait", "reduce")
    both = posts.access_post(carla.viewer, post.id)
    assert (both.collapsed, both.treatments.factor) == (None, 0.125)
    integrity.undo(cast.mo().viewer, decision_id=decision.id, note="She is the mayor")
    assert posts.access_post(carla.viewer, post.id).treatments.factor == 0.5


def test_a_reduced_account_is_suggested_to_nobody_and_found_behind_others(drain: Callable[[], None]) -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    for person in (ana, ben):
        accounts.edit_profile(
            person.viewer, change=accounts.ProfileChange(display_name="Harbour watch", discoverable=True)
        )

    def found() -> list[int]:
        return [one.id for one in search.search(carla.viewer, query="harbour").accounts]

    def suggested() -> set[int]:
        return {one.account.id for one in feed.suggestions(carla.viewer)} & {ana.id, ben.id}

    drain()
    first, second = found()
    assert suggested() == {first, second}
    integrity.decide_on(
        cast.mo().viewer, ref=account_ref(first), responsible=first, clause_id="fake-account", treatment="reduce"
    )
    assert found() == [second, first]
    assert suggested() == {second}


def test_a_removed_account_is_met_by_nobody_but_itself_and_staff() -> None:
    ana, ben = cast.ana(), cast.ben()
    post = posts.publish(ana.viewer, draft=PostDraft(text="Hello"))
    remove_account(ana, clause_id="fraud")
    with pytest.raises(NotFound):
        accounts.access_account(ben.viewer, ana.id)
    assert search.search(ben.viewer, query="ana", kind=None, limit=5).accounts == ()
    assert posts.access_post(ben.viewer, post.id).gap is Gap.REMOVED
    assert accounts.access_account(ana.viewer, ana.id).handle == "ana"
    assert accounts.access_account(cast.mo().viewer, ana.id).handle == "ana"


def test_a_moderator_reads_a_private_post_and_that_is_on_record() -> None:
    ana, ben, mo = cast.ana(), cast.ben(), cast.mo()
    post = posts.publish(ana.viewer, draft=PostDraft(text="Among us", visibility=Visibility.FRIENDS))
    direct = posts.publish(ana.viewer, draft=PostDraft(text="@ben only you", visibility=Visibility.DIRECT))
    with pytest.raises(Forbidden):
        posts.review_posts(ben.viewer, [post.id])
    found = posts.review_posts(mo.viewer, [post.id, direct.id])
    assert (found[post.id].text, found[direct.id].gap) == ("Among us", Gap.UNREADABLE)
    assert [row.actor_id for row in audit.of_subject(post_ref(post.id)) if row.verb == "post.review"] == [mo.id]


def test_friends_do_not_judge_each_other() -> None:
    ana, mo = cast.ana(), cast.mo()
    graph.follow(ana.viewer, target_id=mo.id)
    graph.follow(mo.viewer, target_id=ana.id)
    post = posts.publish(ana.viewer, draft=PostDraft(text="Whatever"))
    with pytest.raises(Forbidden):
        decide(post.id, ana.id, "bait", "reduce", factor=0.1)
    assert posts.access_post(ana.viewer, post.id).treatments.factor == 1.0


def test_a_removed_post_is_gone_from_every_surface() -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    graph.follow(ben.viewer, target_id=ana.id)
    post = posts.publish(ana.viewer, draft=PostDraft(text="Come and get him #hunt"))
    boost = posts.boost(carla.viewer, post_id=post.id)
    quote = posts.publish(carla.viewer, draft=PostDraft(text="Look", quote_of_id=post.id))
    for person in (ben, carla):
        posts.favourite(person.viewer, post_id=post.id)
    decide(post.id, ana.id, "threats", "remove")
    for surface in Surface:
        if surface not in {Surface.PAGE, Surface.OWN}:
            assert posts.hydrate(ben.viewer, [post.id, boost.id], surface=surface) == ()
    assert feed.latest(ben.viewer, PageRequest()).items == ()
    assert posts.tag_timeline(ben.viewer, "hunt", PageRequest()).items == ()
    assert posts.favourites(ben.viewer, PageRequest()).items == ()
    assert feed.trending_posts(ben.viewer) == ()
    quoted = posts.access_post(ben.viewer, quote.id).quote
    assert quoted is not None
    assert (quoted.gap, quoted.text) == (Gap.REMOVED, "")
    assert feed.latest(ana.viewer, PageRequest()).items[0].text == "Come and get him #hunt"


def test_who_liked_a_removed_post_and_how_many_is_gone_with_it() -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    post = posts.publish(ana.viewer, draft=PostDraft(text="You are lying, and we will come for you"))
    posts.favourite(ben.viewer, post_id=post.id)
    posts.boost(ben.viewer, post_id=post.id)
    decide(post.id, ana.id, "threats", "remove")
    for who in (posts.favourited_by, posts.boosted_by):
        with pytest.raises(NotFound):
            who(carla.viewer, post.id, PageRequest())
        assert [one.id for one in who(ana.viewer, post.id, PageRequest()).items] == [ben.id]
    assert posts.access_post(carla.viewer, post.id).counts == posts.Counts()
    assert posts.access_post(ana.viewer, post.id).counts == posts.Counts(favourites=1, boosts=1)


def test_the_pictures_of_a_removed_post_are_gone_but_for_its_author() -> None:
    ana, ben = cast.ana(), cast.ben()
    picture = media.upload(ana.viewer, file=samples.encoded(samples.picture(), "PNG"), description="Our bridge")
    post = posts.publish(ana.viewer, draft=PostDraft(text="Look", media_ids=(picture.id,)))
    assert media.open_file(picture.original_key).public
    decision = decide(post.id, ana.id, "threats", "remove")
    with pytest.raises(NotFound):
        media.open_file(picture.original_key)
    with pytest.raises(NotFound):
        media.access_media(ben.viewer, picture.id)
    own = media.address(posts.access_post(ana.viewer, post.id).media[0], media.Size.ORIGINAL)
    signed = parse_qs(urlsplit(own).query)
    assert media.open_file(picture.original_key, signed["e"][0], signed["s"][0]).public is False
    integrity.undo(cast.mo().viewer, decision_id=decision.id, note="Read again")
    assert media.open_file(picture.original_key).public


def test_a_removed_picture_is_gone_from_a_post_that_stays() -> None:
    ana, ben, mo = cast.ana(), cast.ben(), cast.mo()
    files = [
        media.upload(ana.viewer, file=samples.encoded(samples.picture(), "PNG"), description=words)
        for words in ("Our bridge", "Somebody at home")
    ]
    post = posts.publish(ana.viewer, draft=PostDraft(text="Look", media_ids=tuple(file.id for file in files)))
    decision = integrity.decide_on(
        mo.viewer, ref=media_ref(files[1].id), responsible=ana.id, clause_id="intimate-pictures", treatment="remove"
    )
    for reader in (ben.viewer, NOBODY, mo.viewer):
        first, second = posts.access_post(reader, post.id).media
        assert (first.description, first.kept_back, first.public) == ("Our bridge", None, True)
        assert (second.description, second.original_key, second.small_key, second.blurhash) == ("", "", "", "")
        assert second.kept_back is not None
        assert second.kept_back.decision_id == decision.id
    with pytest.raises(NotFound):
        media.open_file(files[1].original_key)
    assert media.open_file(files[0].original_key).public
    own = posts.access_post(ana.viewer, post.id).media[1]
    assert (own.description, own.kept_back is not None) == ("Somebody at home", True)
    assert "?e=" in media.address(own, media.Size.ORIGINAL)
    assert posts.review_posts(mo.viewer, [post.id])[post.id].media[1].original_key == files[1].original_key
    integrity.undo(mo.viewer, decision_id=decision.id, note="She agreed")
    assert posts.access_post(ben.viewer, post.id).media[1].description == "Somebody at home"
    assert media.open_file(files[1].original_key).public


def test_a_removed_account_is_in_no_list_of_people() -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    post = posts.publish(ana.viewer, draft=PostDraft(text="Good morning"))
    for person in (ben, carla):
        graph.follow(person.viewer, target_id=ana.id)
        graph.follow(ana.viewer, target_id=person.id)
        posts.favourite(person.viewer, post_id=post.id)
        posts.boost(person.viewer, post_id=post.id)
    remove_account(ben)
    lists: tuple[Callable[[Viewer], Page[accounts.AccountView]], ...] = (
        lambda viewer: graph.followers(viewer, ana.id, PageRequest()),
        lambda viewer: graph.following(viewer, ana.id, PageRequest()),
        lambda viewer: posts.favourited_by(viewer, post.id, PageRequest()),
        lambda viewer: posts.boosted_by(viewer, post.id, PageRequest()),
    )
    for people in lists:
        assert [one.id for one in people(NOBODY).items] == [carla.id]
        assert [one.id for one in people(cast.dev().viewer).items] == [carla.id]
        assert {one.id for one in people(cast.mo().viewer).items} == {ben.id, carla.id}
