from datetime import timedelta

import pytest
from django.test import Client

from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PollDraft, PostDraft, Visibility
from folkmoot.edges.web.tags import points
from folkmoot.infra import worker
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.refs import post_ref
from tests import cast
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of
from tests.queries import assert_same_query_count


@pytest.mark.parametrize(
    ("up", "down", "shares", "said"),
    [
        (8, 0, (100, 0), "8 points, 8 up, 0 down, 100% / 0%"),
        (8, 2, (80, 20), "6 points, 10 votes, 80% / 20%"),
        (1, 0, (100, 0), "1 point, 1 up, 0 down, 100% / 0%"),
        (0, 1, (0, 100), "-1 point, 1 vote, 0% / 100%"),
    ],
)
def test_votes_are_said_with_both_counts_and_both_shares(
    up: int, down: int, shares: tuple[int, int], said: str
) -> None:
    assert points(up, down, *shares) == said


def test_a_double_click_counts_once(browser: Browser, clock: FrozenClock) -> None:
    ben = cast.ben()
    ana = cast.ana()
    clock.advance(timedelta(days=30))
    post = posts.publish(ben.viewer, draft=PostDraft(text="Vote on this"))
    client = browser(ana)
    for _ in range(2):
        client.post(f"/posts/{post.id}/act", {"verb": "up", "back": "/"})
    assert "1 point, 1 up, 0 down, 100% / 0%" in text_of(client.get(f"/@ben/{post.id}"))
    client.post(f"/posts/{post.id}/act", {"verb": "unvote", "back": "/"})
    assert "No votes yet" in text_of(client.get(f"/@ben/{post.id}"))


def test_htmx_gets_only_the_part_that_changed(browser: Browser) -> None:
    post = posts.publish(cast.ben().viewer, draft=PostDraft(text="Like this"))
    client = browser(cast.ana())
    form = {"verb": "favourite", "row": str(post.id), "back": "/"}
    part = client.post(f"/posts/{post.id}/act", form, headers={"HX-Request": "true"})
    assert part.content.decode().startswith('<form class="does"')
    assert 'value="unfavourite" aria-pressed="true"' in part.content.decode()


def test_a_warning_folds_the_text(browser: Browser) -> None:
    post = posts.publish(cast.ben().viewer, draft=PostDraft(text="She dies", warning="The ending"))
    page = browser(cast.ana()).get(f"/@ben/{post.id}").content.decode()
    assert page.index("The ending</span></summary>") < page.index("She dies</p>")


def test_text_of_people_never_becomes_markup(browser: Browser) -> None:
    posts.publish(cast.ben().viewer, draft=PostDraft(text="<script>alert(1)</script> <b>x</b>", warning="<i>w</i>"))
    page = browser(cast.ana()).get("/@ben").content.decode()
    assert "<script>alert" not in page
    assert "&lt;i&gt;w&lt;/i&gt;" in page


def test_latest_goes_on_by_a_real_link(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ana.viewer, target_id=ben.id)
    for number in range(25):
        posts.publish(ben.viewer, draft=PostDraft(text=f"Number {number:02}"))
    client = browser(ana)
    first = client.get("/").content.decode()
    assert "Number 05" in first
    assert "Number 04" not in first
    link = first.split('hx-get="/?')[1].split('"')[0]
    link = f"/?{link}"
    assert f'href="{link}"' in first
    whole = client.get(link.replace("&amp;", "&")).content.decode()
    part = client.get(link.replace("&amp;", "&"), headers={"HX-Request": "true"}).content.decode()
    assert "Number 04" in whole
    assert whole.startswith("<!doctype html>")
    assert "Number 04" in part
    assert "<html" not in part


def test_ranked_is_chosen_in_its_place_and_remembered(browser: Browser) -> None:
    client = browser(cast.ana())
    assert '<a href="/?view=latest" aria-current="page">' in client.get("/").content.decode()
    client.get("/?view=ranked")
    assert '<a href="/?view=ranked" aria-current="page">' in client.get("/").content.decode()


def test_why_shows_terms_sum_factor_and_score(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ana.viewer, target_id=ben.id)
    post = posts.publish(ben.viewer, draft=PostDraft(text="Kingfishers"))
    words = text_of(browser(ana).get(f"/@ben/{post.id}/why"))
    assert "You follow Ben Okafor." in words
    for part in ("Closeness", "Freshness", "Sum", "Distribution factor", "× 1.00", "Score"):
        assert part in words


def test_a_reduced_post_is_a_line_where_it_is_boosted_and_whole_for_followers(browser: Browser) -> None:
    ana, ben, carla, mo = cast.ana(), cast.ben(), cast.carla(), cast.mo()
    graph.follow(ana.viewer, target_id=ben.id)
    graph.follow(cast.dev().viewer, target_id=carla.id)
    post = posts.publish(carla.viewer, draft=PostDraft(text="The toll was doubled in secret"))
    integrity.decide_on(
        mo.viewer, ref=post_ref(post.id), responsible=carla.id, clause_id="found-false", treatment="reduce",
        link="https://check.example/toll",
    )  # fmt: skip
    posts.boost(ben.viewer, post_id=post.id)
    folded = text_of(browser(ana).get("/"))
    assert "Ben Okafor boosted a post by Carla Rossi that travels less (×0.10):" in folded
    whole = text_of(browser(cast.dev()).get("/"))
    assert "travels less" not in whole
    assert "The toll was doubled in secret" in whole
    own = text_of(browser(carla).get(f"/@carla/{post.id}"))
    assert "Where posts spread by themselves this one counts 0.10 times." in own


def test_a_poll_is_answered_once(browser: Browser) -> None:
    poll = PollDraft(options=("Tuesday", "Wednesday"), lasts_seconds=3600)
    post = posts.publish(cast.ben().viewer, draft=PostDraft(text="When?", poll=poll))
    client = browser(cast.ana())
    client.post(f"/posts/{post.id}/poll", {"choice": "1", "back": f"/@ben/{post.id}"})
    again = client.post(f"/posts/{post.id}/poll", {"choice": "0", "back": f"/@ben/{post.id}"}, follow=True)
    assert "You have voted in this poll." in text_of(again)
    assert "Wednesday your choice 100% " in text_of(again)
    assert "1 person has chosen" in text_of(again)


def test_a_direct_post_is_found_by_nobody_else(browser: Browser, client: Client) -> None:
    cast.ana()
    post = posts.publish(cast.ben().viewer, draft=PostDraft(text="@ana a word", visibility=Visibility.DIRECT))
    assert browser(cast.ana()).get(f"/@ben/{post.id}").status_code == 200
    assert browser(cast.mo()).get(f"/@ben/{post.id}").status_code == 404
    assert client.get(f"/@ben/{post.id}").status_code == 404


def test_a_right_to_left_post_says_its_direction_and_language(browser: Browser) -> None:
    posts.publish(cast.ben().viewer, draft=PostDraft(text="صباح الخير", language="ar"))
    assert '<div class="text" dir="rtl" lang="ar">' in browser(cast.ana()).get("/@ben").content.decode()


def test_home_asks_as_much_for_two_posts_as_for_twenty(browser: Browser) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ana.viewer, target_id=ben.id)
    client = browser(ana)
    assert_same_query_count(
        lambda number: posts.publish(ben.viewer, draft=PostDraft(text=f"Post {number}")), lambda: client.get("/")
    )


@pytest.mark.parametrize("up_to", ["9999999999999999999", "\u00b2", "-1", ""])
def test_an_odd_place_in_the_notifications_marks_nothing_read(browser: Browser, up_to: str) -> None:
    ana, ben = cast.ana(), cast.ben()
    client = browser(ana)
    graph.follow(ben.viewer, target_id=ana.id)
    worker.drain()
    assert client.post("/notifications/read", {"up_to": up_to}).status_code == 302
    assert notifications.unread_count(ana.viewer) == 1


def test_a_refused_act_of_htmx_goes_back_whatever_the_way_back_holds(browser: Browser) -> None:
    ana = cast.ana()
    post = posts.publish(ana.viewer, draft=PostDraft(text="Mine"))
    form = {"verb": "up", "back": "/tags/bees\r\nX-Odd: 1"}
    answer = browser(ana).post(f"/posts/{post.id}/act", form, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/tags/bees%0D%0AX-Odd:%201")


def test_figures_that_wait_for_the_end_of_a_poll_are_shown_to_nobody_before(
    browser: Browser, clock: FrozenClock
) -> None:
    poll = PollDraft(options=("Tuesday", "Wednesday"), lasts_seconds=3600, hide_totals=True)
    post = posts.publish(cast.ben().viewer, draft=PostDraft(text="When?", poll=poll))
    client = browser(cast.ana())
    client.post(f"/posts/{post.id}/poll", {"choice": "1"})
    voted = text_of(client.get(f"/@ben/{post.id}"))
    assert "Wednesday your choice" in voted
    assert "100%" not in voted
    clock.advance(timedelta(hours=2))
    assert "Wednesday your choice 100% " in text_of(client.get(f"/@ben/{post.id}"))
