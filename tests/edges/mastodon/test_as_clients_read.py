"""What clients of 2026 read in answers, and take for granted."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import ProfileChange
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.kernel.clock import FrozenClock
from tests import cast
from tests.edges.mastodon.api_client import ApiClient, client_of

Drain = Callable[[], None]
_TAG_LINK = '<a href="http://localhost:8000/tags/{0}" class="mention hashtag" rel="tag">#<span>{0}</span></a>'


def test_links_in_texts_are_whole_addresses() -> None:
    ana = client_of(cast.ana())
    accounts.edit_profile(cast.ana().viewer, change=ProfileChange(bio="I like #tea"))
    made = ana.post("/api/v1/statuses", {"status": "More #tea"})
    ana.put(f"/api/v1/statuses/{made['id']}", {"status": "Much more #tea"})
    assert made["content"] == f"<p>More {_TAG_LINK.format('tea')}</p>"
    assert made["account"]["note"] == f"<p>I like {_TAG_LINK.format('tea')}</p>"
    states = ana.get(f"/api/v1/statuses/{made['id']}/history")
    assert [one["content"] for one in states] == [
        f"<p>More {_TAG_LINK.format('tea')}</p>",
        f"<p>Much more {_TAG_LINK.format('tea')}</p>",
    ]


def test_a_text_that_looks_like_a_link_stays_a_text() -> None:
    made = client_of(cast.ana()).post("/api/v1/statuses", {"status": 'Write <a href="/tags"> there'})
    assert made["content"] == '<p>Write &lt;a href="/tags"&gt; there</p>'


def test_a_post_begins_as_its_author_prefers() -> None:
    ana = client_of(cast.ana())
    ana.patch(
        "/api/v1/accounts/update_credentials",
        {"source": {"privacy": "private", "sensitive": True, "quote_policy": "nobody"}},
    )
    plain = ana.post("/api/v1/statuses", {"status": "Good morning"})
    assert (plain["visibility"], plain["sensitive"]) == ("private", True)
    said = ana.post(
        "/api/v1/statuses",
        {"status": "Good night", "visibility": "public", "sensitive": False, "quote_approval_policy": "public"},
    )
    assert (said["visibility"], said["sensitive"]) == ("public", False)
    assert said["quote_approval"]["automatic"] == ["public"]
    kept = ana.post("/api/v1/statuses", {"status": "Noon", "visibility": "public"})
    assert (kept["quote_approval"]["automatic"], kept["quote_approval"]["current_user"]) == ([], "automatic")


def test_who_may_quote_is_preferred_and_told() -> None:
    ana = client_of(cast.ana())
    changed = ana.patch("/api/v1/accounts/update_credentials", {"source": {"quote_policy": "followers"}})
    assert changed["source"]["quote_policy"] == "followers"
    assert ana.get("/api/v1/preferences")["posting:default:quote_policy"] == "followers"
    ana.patch("/api/v1/accounts/update_credentials", {"source": {"quote_policy": "friends"}})
    assert ana.status == 422
    assert ana.get("/api/v1/preferences")["posting:default:quote_policy"] == "followers"


def test_who_may_quote_changes_with_an_edit() -> None:
    ana = client_of(cast.ana())
    made = ana.post("/api/v1/statuses", {"status": "Hello"})
    changed = ana.put(f"/api/v1/statuses/{made['id']}", {"status": "Hello!", "quote_approval_policy": "followers"})
    assert changed["quote_approval"]["automatic"] == ["followers"]
    again = ana.put(f"/api/v1/statuses/{made['id']}", {"status": "Hello!!"})
    assert again["quote_approval"]["automatic"] == ["followers"]


def test_the_weeks_of_the_community(clock: FrozenClock) -> None:
    ana, ben = cast.ana(), cast.ben()
    posts.publish(ana.viewer, draft=PostDraft(text="One"))
    posts.publish(ana.viewer, draft=PostDraft(text="Two"))
    gone = posts.publish(ben.viewer, draft=PostDraft(text="Three"))
    posts.delete(ben.viewer, post_id=gone.id)
    monday = clock.read().date() - timedelta(days=clock.read().weekday())
    clock.advance(timedelta(days=7))
    posts.publish(ben.viewer, draft=PostDraft(text="Four"))
    weeks = ApiClient().get("/api/v1/instance/activity")
    assert [one["statuses"] for one in weeks] == ["1", "2", *["0"] * 10]
    assert [one["logins"] for one in weeks] == ["1", "1", *["0"] * 10]
    assert [one["registrations"] for one in weeks] == ["0", "2", *["0"] * 10]
    second = int(weeks[1]["week"])
    assert (second % 86_400, int(weeks[0]["week"]) - second) == (0, 7 * 86_400)
    assert datetime.fromtimestamp(second, UTC).date() == monday


def test_other_hashtags_widen_and_narrow_a_timeline() -> None:
    ana = client_of(cast.ana())
    for text in ("#tea", "#tea #milk", "#coffee", "#tea #sugar", "#tea #milk #sugar"):
        ana.post("/api/v1/statuses", {"status": f"I like {text}"})

    def found(query: str) -> list[str]:
        told = ApiClient().get(f"/api/v1/timelines/tag/tea?{query}")
        return [" ".join(tag["name"] for tag in one["tags"]) for one in told]

    assert found("any[]=coffee") == ["tea milk sugar", "tea sugar", "coffee", "tea milk", "tea"]
    assert found("all[]=milk") == ["tea milk sugar", "tea milk"]
    assert found("all[]=milk&all[]=Sugar") == ["tea milk sugar"]
    assert found("none[]=milk") == ["tea sugar", "tea"]
    assert found("any[]=coffee&none[]=milk&none[]=sugar") == ["coffee", "tea"]
    assert found("any[]=coffee&limit=3") == ["tea milk sugar", "tea sugar", "coffee"]
    assert (len(found("local=true")), found("remote=true")) == (4, [])


def test_a_hashtag_tells_how_it_was_used_day_by_day(clock: FrozenClock, drain: Drain) -> None:
    ana, ben = client_of(cast.ana()), client_of(cast.ben())
    ana.post("/api/v1/statuses", {"status": "#tea"})
    ana.post("/api/v1/statuses", {"status": "#tea again"})
    ana.post("/api/v1/statuses", {"status": "#tea for you", "visibility": "unlisted"})
    clock.advance(timedelta(days=1))
    ben.post("/api/v1/statuses", {"status": "#tea"})
    gone = ana.post("/api/v1/statuses", {"status": "#tea"})
    ana.delete(f"/api/v1/statuses/{gone['id']}")
    ana.post("/api/v1/tags/tea/follow")
    drain()
    midnight = clock.read().replace(hour=0, minute=0, second=0, microsecond=0)
    days = [str(int((midnight - timedelta(days=back)).timestamp())) for back in range(7)]
    expected = [("1", "1"), ("2", "1"), *[("0", "0")] * 5]
    tags = [
        ana.get("/api/v1/tags/tea"),
        *ana.get("/api/v1/followed_tags"),
        *ana.get("/api/v2/search", q="tea", type="hashtags")["hashtags"],
        *ApiClient().get("/api/v1/trends/tags"),
    ]
    assert len(tags) == 4
    for one in tags:
        assert [day["day"] for day in one["history"]] == days
        assert [(day["uses"], day["accounts"]) for day in one["history"]] == expected


def test_single_notifications_name_the_group_that_they_belong_to(drain: Drain) -> None:
    ana = client_of(cast.ana())
    post = posts.publish(cast.ana().viewer, draft=PostDraft(text="Hello"))
    posts.favourite(cast.ben().viewer, post_id=post.id)
    posts.favourite(cast.carla().viewer, post_id=post.id)
    drain()
    posts.publish(cast.ben().viewer, draft=PostDraft(text="@ana hello"))
    drain()
    mention, *favourites = ana.get("/api/v1/notifications")
    groups = ana.get("/api/v2/notifications")["notification_groups"]
    assert mention["group_key"] == f"ungrouped-{mention['id']}" == groups[0]["group_key"]
    assert [one["group_key"] for one in favourites] == [groups[1]["group_key"]] * 2
    apart = ana.get("/api/v2/notifications", **{"grouped_types[]": "follow"})["notification_groups"]
    assert [one["group_key"] for one in apart] == [f"ungrouped-{one['id']}" for one in (mention, *favourites)]


def test_searching_for_reviewed_hashtags_alone_finds_the_same_as_nobody_reviews_any(drain: Drain) -> None:
    ana = client_of(cast.ana())
    ana.post("/api/v1/statuses", {"status": "#tea"})
    drain()
    found = [ana.get("/api/v2/search", q="tea", exclude_unreviewed=asked)["hashtags"] for asked in ("true", "false")]
    assert [[tag["name"] for tag in tags] for tags in found] == [["tea"], ["tea"]]


def test_of_a_quote_in_a_quote_the_id_is_told() -> None:
    ana = client_of(cast.ana())
    first = ana.post("/api/v1/statuses", {"status": "One"})
    second = ana.post("/api/v1/statuses", {"status": "Two", "quoted_status_id": first["id"]})
    third = client_of(cast.ben()).post("/api/v1/statuses", {"status": "Three", "quoted_status_id": second["id"]})
    assert second["quote"]["quoted_status"]["id"] == first["id"]
    assert second["quote"]["quoted_status"]["quote"] is None
    inner = third["quote"]["quoted_status"]
    assert (inner["id"], inner["quote"]) == (second["id"], {"state": "accepted", "quoted_status_id": first["id"]})
    ana.post(f"/api/v1/statuses/{first['id']}/quotes/{second['id']}/revoke")
    again = client_of(cast.ben()).get(f"/api/v1/statuses/{third['id']}")["quote"]["quoted_status"]
    assert again["quote"] == {"state": "revoked", "quoted_status_id": None}
