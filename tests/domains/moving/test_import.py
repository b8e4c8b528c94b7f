"""Archives of Mastodon and Facebook, and CSV files, are taken in."""

import io
import os
import stat
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from folkmoot.domains.feed import api as feed
from folkmoot.domains.graph import api as graph
from folkmoot.domains.media import api as media
from folkmoot.domains.moving import api as moving
from folkmoot.domains.moving import files
from folkmoot.domains.moving.api import ArrivalKind, Part
from folkmoot.domains.moving.into import taking
from folkmoot.domains.moving.models import Arrival
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostView, Visibility
from folkmoot.infra.config import current
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Conflict, Invalid, NotFound
from folkmoot.kernel.pages import PageRequest
from tests import cast
from tests.cast import Person
from tests.domains.moving.archives import facebook_files, mastodon_files, tarred, zipped

Drain = Callable[[], None]


def take(person: Person, stream: io.BytesIO, drain: Drain, name: str = "archive.zip") -> moving.ArrivalView:
    arrival_id = moving.receive(person.viewer, file=stream, name=name)
    moving.take_in(person.viewer, arrival_id=arrival_id, parts=list(Part))
    drain()
    return moving.arrival_of(person.viewer, arrival_id)


def of(person: Person) -> list[PostView]:
    return [post for _, post in posts.written_by(person.viewer, after=0, limit=100)]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_mastodon_archive(pack: Callable[[dict[str, bytes]], io.BytesIO], clock: FrozenClock, drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ben.viewer, target_id=ana.id)
    drain()
    taken = take(ana, pack(mastodon_files()), drain)
    assert (taken.kind, taken.counts, taken.done, taken.total) == (
        ArrivalKind.MASTODON, {"posts": 6, "media": 1}, 7, 7
    )  # fmt: skip
    assert moving.left_out(ana.viewer, taken.id) == (("https://far.example/2", "This post is not here."),)
    found = of(ana)
    first, more, followers, direct, stranger, poll = found
    assert (first.text, first.visibility) == ("At the weir\nwith love", Visibility.PUBLIC)
    assert first.created_at == datetime(2020, 5, 1, 10, tzinfo=UTC)
    assert all(post.moved_in for post in found)
    assert [(one.description, one.focus) for one in first.media] == [("Water", (0.5, -0.5))]
    assert (more.reply_to_id, more.warning, more.visibility) == (first.id, "Water", Visibility.UNLISTED)
    assert followers.visibility is Visibility.FOLLOWERS
    assert (direct.text, direct.visibility, direct.mentions) == ("@ben psst", Visibility.DIRECT, ())
    assert (stranger.text, stranger.reply_to_id) == ("To a stranger", None)
    assert poll.poll is not None
    assert ([one.text for one in poll.poll.options], poll.poll.expired) == (["Yes", "No"], True)
    with pytest.raises(NotFound):
        posts.access_post(ben.viewer, direct.id)
    assert notifications.unread_count(ben.viewer) == 0


def test_no_home_takes_it_up_on_top(clock: FrozenClock, drain: Drain) -> None:
    ana, ben = cast.ana(), cast.ben()
    graph.follow(ben.viewer, target_id=ana.id)
    drain()
    posts.publish(ana.viewer, draft=posts.PostDraft(text="Of today"))
    drain()
    take(ana, zipped(mastodon_files()), drain)
    home = feed.latest(ben.viewer, PageRequest())
    assert home.items[0].text == "Of today"


def test_nothing_comes_twice(clock: FrozenClock, drain: Drain) -> None:
    ana = cast.ana()
    take(ana, zipped(mastodon_files()), drain)
    again = take(ana, tarred(mastodon_files()), drain)
    assert (len(of(ana)), again.counts) == (6, {})
    assert {reason for _, reason in moving.left_out(ana.viewer, again.id)} == {
        "You have brought this along already.", "This post is not here."
    }  # fmt: skip


def test_killed_it_goes_on(clock: FrozenClock, drain: Drain, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of two, and the second one is half stored."""
    ana = cast.ana()
    monkeypatch.setattr(taking, "BATCH", 2)
    arrival_id = moving.receive(ana.viewer, file=zipped(mastodon_files()), name="a.zip")
    moving.take_in(ana.viewer, arrival_id=arrival_id, parts=list(Part))
    real, calls = posts.move_in, [0]

    def killed(*given: object, **named: object) -> int:
        calls[0] += 1
        if calls[0] == 3:
            raise SystemExit
        return real(*given, **named)  # type: ignore[arg-type] # passed through

    monkeypatch.setattr(posts, "move_in", killed)
    with pytest.raises(SystemExit):
        drain()
    assert (moving.arrival_of(ana.viewer, arrival_id).done, len(of(ana))) == (2, 2)
    monkeypatch.setattr(posts, "move_in", real)
    clock.advance(timedelta(minutes=1))
    drain()
    after = moving.arrival_of(ana.viewer, arrival_id)
    assert (after.done, after.counts, len(of(ana))) == (7, {"posts": 6, "media": 1}, 6)
    assert after.finished_at is not None


def test_only_what_was_chosen(clock: FrozenClock, drain: Drain) -> None:
    ana = cast.ana()
    arrival_id = moving.receive(ana.viewer, file=zipped(mastodon_files()), name="a.zip")
    with pytest.raises(Invalid):
        moving.take_in(ana.viewer, arrival_id=arrival_id, parts=[])
    moving.take_in(ana.viewer, arrival_id=arrival_id, parts=[Part.POSTS])
    with pytest.raises(Conflict):
        moving.take_in(ana.viewer, arrival_id=arrival_id, parts=[Part.POSTS])
    drain()
    assert [len(post.media) for post in of(ana)] == [0] * 6


def test_a_facebook_download(clock: FrozenClock, drain: Drain) -> None:
    ana = cast.ana()
    taken = take(ana, zipped(facebook_files()), drain)
    assert (taken.kind, taken.counts) == (ArrivalKind.FACEBOOK, {"posts": 3, "media": 5, "friends": 1})
    zurich, five, fifth = of(ana)
    assert (zurich.text, zurich.visibility) == ("Zürich", Visibility.FRIENDS)
    assert zurich.created_at == datetime.fromtimestamp(1_400_000_000, UTC)
    assert [one.description for one in five.media] == ["Café"] * 4
    assert (len(fifth.media), fifth.reply_to_id) == (1, five.id)
    assert [reason for _, reason in moving.left_out(ana.viewer, taken.id)] == [
        "There is neither a text nor a picture in it."
    ]
    assert moving.people_to_invite(ana.viewer) == ("Bela", "Zoë")
    assert moving.people_to_invite(cast.ben().viewer) == ()
    clock.advance(timedelta(days=30))
    assert moving.people_to_invite(ana.viewer) == ()


def test_facebooks_pages_are_refused_with_advice() -> None:
    with pytest.raises(Invalid) as refusal:
        moving.receive(cast.ana().viewer, file=zipped({"posts/your_posts_1.html": b"<p>"}), name="a.zip")
    assert "choose JSON as its format" in refusal.value.safe
    assert moving.arrivals_of(cast.ana().viewer) == ()


def test_csv_files_of_mastodon(clock: FrozenClock, drain: Drain) -> None:
    ana, ben, carla, dev = cast.ana(), cast.ben(), cast.carla(), cast.dev()
    head = "Account address,Show boosts,Notify on new posts,Languages\n"
    follows = f'{head}ben@{current().host},false,true,"en, pt-BR"\nben@far.example,true,false,\n'
    taken = take(ana, io.BytesIO(follows.encode()), drain, "following_accounts.csv")
    assert (taken.kind, taken.counts) == (ArrivalKind.LISTS, {"follows": 1})
    assert moving.left_out(ana.viewer, taken.id) == (("ben@far.example", "Nobody of this name is here."),)
    how = graph.relationship(ana.viewer, ben.id)
    assert (how.following, how.show_boosts, how.notify, how.languages) == (True, False, True, ("en", "pt-br"))
    take(ana, io.BytesIO(b"carla\n"), drain, "blocked_accounts.csv")
    take(ana, io.BytesIO(b"Account address,Hide notifications\ndev,false\n"), drain, "muted.csv")
    take(ana, io.BytesIO(b"Neighbours,ben\nNeighbours,nobody\n"), drain, "lists.csv")
    post = posts.publish(ben.viewer, draft=posts.PostDraft(text="Keep this"))
    take(ana, io.BytesIO(f"{post.uri}\nhttps://far.example/1\n".encode()), drain, "bookmarks.csv")
    assert graph.relationship(ana.viewer, carla.id).blocking
    muted = graph.relationship(ana.viewer, dev.id)
    assert (muted.muting, muted.muting_notifications) == (True, False)
    assert [(one.title, graph.list_member_ids(ana.viewer, one.id)) for one in graph.lists(ana.viewer)] == [
        ("Neighbours", frozenset({ben.id}))
    ]
    assert [one.text for one in posts.bookmarks(ana.viewer, PageRequest()).items] == ["Keep this"]


def _with_link() -> io.BytesIO:
    stream = zipped(mastodon_files())
    info = zipfile.ZipInfo("media_attachments/link")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(info, "/etc/passwd")
    stream.seek(0)
    return stream


HOSTILE: dict[str, Callable[[], io.BytesIO]] = {
    "absolute": lambda: zipped(mastodon_files() | {"/etc/x": b""}),
    "upwards": lambda: tarred(mastodon_files() | {"a/../../x": b""}),
    "upwards in a ZIP": lambda: zipped(mastodon_files() | {"a/../../x": b""}),
    "link": _with_link,
    "no archive": lambda: io.BytesIO(b"Hello"),
    "damaged": lambda: io.BytesIO(zipped(mastodon_files()).read()[:200]),
    "damaged tar": lambda: io.BytesIO(tarred(mastodon_files()).read()[:60]),
    "nothing known": lambda: zipped({"x.txt": b"x"}),
    "outbox of nonsense": lambda: zipped({"outbox.json": b"[1"}),
    "deep nonsense": lambda: zipped({"outbox.json": b"[" * 200_000}),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_hostile_or_broken_changes_nothing(kind: str) -> None:
    ana = cast.ana()
    before = set(files.path_of(0).parent.glob("*"))
    with pytest.raises(Invalid):
        moving.receive(ana.viewer, file=HOSTILE[kind](), name="a.zip")
    assert moving.arrivals_of(ana.viewer) == ()
    assert set(files.path_of(0).parent.glob("*")) == before


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(current()), "archive_limit", property(lambda _self: 100_000))
    bomb = zipped(mastodon_files() | {"x": bytes(500_000)})
    assert len(bomb.getvalue()) < 100_000
    for stream in (bomb, tarred({"outbox.json": bytes(500_000)}), io.BytesIO(b"PK\x03\x04" + bytes(200_000))):
        with pytest.raises(Invalid):
            moving.receive(cast.ana().viewer, file=stream, name="a.zip")
    assert not Arrival.objects.exists()


def test_a_picture_that_is_none_is_left_out_and_its_post_comes(clock: FrozenClock, drain: Drain) -> None:
    ana = cast.ana()
    name = "media_attachments/files/109/original/weir.png"
    taken = take(ana, zipped(mastodon_files() | {name: b"no picture"}), drain)
    assert (taken.counts["posts"], taken.counts["media"]) == (6, 0)
    assert name in [item for item, _ in moving.left_out(ana.viewer, taken.id)]
    assert media.of_posts([post.id for post in of(ana)]) == {}


def test_an_arrival_ends(clock: FrozenClock, drain: Drain) -> None:
    ana = cast.ana()
    arrival_id = moving.receive(ana.viewer, file=zipped(mastodon_files()), name="a.zip")
    assert files.path_of(arrival_id).exists()
    with pytest.raises(NotFound):
        moving.arrival_of(cast.ben().viewer, arrival_id)
    clock.advance(timedelta(days=7))
    moving.sweep_arrivals()
    assert not files.path_of(arrival_id).exists()
    assert moving.arrivals_of(ana.viewer) == ()


def test_files_that_no_row_names_go_after_a_day(clock: FrozenClock, drain: Drain) -> None:
    """Such as that of somebody whose web process was killed while it took their archive in."""
    ana = cast.ana()
    arrival_id = moving.receive(ana.viewer, file=zipped(mastodon_files()), name="archive.zip")
    moving.ask_for_archive(ana.viewer)
    drain()
    archive = moving.archive_of(ana.viewer)
    assert archive is not None
    kept = {files.path_of(arrival_id), files.path_of(archive.id)}
    half = files.path_of(arrival_id + 1)
    half.write_bytes(b"half of it")
    for file in (half, *kept):
        at = (clock.moment - timedelta(hours=23)).timestamp()
        os.utime(file, (at, at))
    moving.sweep_files()
    assert all(file.exists() for file in (half, *kept))
    clock.advance(timedelta(hours=2))
    moving.sweep_files()
    assert (half.exists(), {file for file in kept if file.exists()}) == (False, kept)
