"""What grew is swept: sessions, tokens, apps, notifications, mails, the record of deeds, files where room is short."""

import os
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import msgspec
import pytest
from django.test import Client

from folkmoot.domains.apps import api as apps
from folkmoot.domains.media import api as media
from folkmoot.domains.moving import api as moving
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.domains.residency import api as residency
from folkmoot.infra import config, mail, worker
from folkmoot.infra.audit import api as audit
from folkmoot.infra.http.cookies import SESSION_COOKIE
from folkmoot.infra.room import api as room
from folkmoot.infra.room.api import Room
from folkmoot.infra.storage import api as storage
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.refs import account_ref
from tests import cast
from tests.domains.media.samples import encoded, picture
from tests.edges.mastodon.api_client import ALL, ApiClient, app_token, client_of, token_of

Drain = Callable[[], None]
_SECOND = timedelta(seconds=1)


def _sign_in(person: cast.Person) -> str:
    return residency.sessions.open_session(person.id, residency.SessionPlace("A browser", "127.0.0.1"))


def test_the_browser_used_least_lately_is_signed_out(monkeypatch: pytest.MonkeyPatch, clock: FrozenClock) -> None:
    monkeypatch.setattr(residency.sessions, "MOST", 3)
    ana, ben = cast.ana(), cast.ben()
    bens = _sign_in(ben)
    first, second, third = (_sign_in(ana) for _ in range(3))
    clock.advance(timedelta(minutes=20))
    client = Client()
    client.cookies[SESSION_COOKIE] = first
    assert client.get("/settings/account").status_code == 200
    fourth = _sign_in(ana)
    alive = [residency.sessions.account_of(token) is not None for token in (first, second, third, fourth, bens)]
    assert alive.count(True) == 4
    assert (alive[0], alive[3], alive[4]) == (True, True, True)


def test_the_token_used_least_lately_ends(monkeypatch: pytest.MonkeyPatch, clock: FrozenClock) -> None:
    monkeypatch.setattr("folkmoot.domains.apps.policy.MOST_TOKENS", 3)
    ana = cast.ana()
    first = client_of(ana)
    first.get("/api/v1/preferences")
    second, third = client_of(ana), client_of(ana)
    bens = client_of(cast.ben())
    clock.advance(timedelta(days=2))
    first.get("/api/v1/preferences")
    third.get("/api/v1/preferences")
    fourth = client_of(ana)
    statuses = []
    for client in (first, second, third, fourth, bens):
        client.get("/api/v1/preferences")
        statuses.append(client.status)
    assert statuses == [200, 401, 200, 200, 200]


def test_tokens_that_ended_and_apps_that_nobody_let_in_go(clock: FrozenClock) -> None:
    ana = cast.ana()
    kept = apps.register_app(name="Kept", redirect_uris=[apps.OUT_OF_BAND], scopes=ALL, address="192.0.2.1")
    living = ApiClient(token_of(ana, ALL, kept))
    alone = ApiClient(app_token())
    unused = apps.register_app(name="Unused", redirect_uris=[apps.OUT_OF_BAND], scopes=ALL, address="192.0.2.1")
    clock.advance(timedelta(days=29))
    apps.sweep()
    alone.get("/api/v1/apps/verify_credentials")
    assert alone.status == 200
    assert _registered(unused)
    clock.advance(timedelta(days=62))
    living.get("/api/v1/preferences")
    apps.sweep()
    assert (_registered(unused), _registered(kept)) == (False, True)
    alone.get("/api/v1/apps/verify_credentials")
    assert alone.status == 200, "it was used 62 days ago"
    clock.advance(timedelta(days=91))
    apps.sweep()
    alone.get("/api/v1/apps/verify_credentials")
    living.get("/api/v1/preferences")
    assert (alone.status, living.status) == (401, 200)


def _registered(app: apps.RegisteredApp) -> bool:
    asked = [("client_id", app.app.client_id), ("redirect_uri", apps.OUT_OF_BAND), ("response_type", "code")]
    try:
        apps.authorize_request([*asked, ("scope", "read")])
    except apps.OAuthRefused:
        return False
    return True


def test_the_oldest_notifications_go(monkeypatch: pytest.MonkeyPatch, drain: Drain) -> None:
    ana = client_of(cast.ana())
    post = ana.post("/api/v1/statuses", {"status": "Hello"})
    for fan in cast.crowd(4):
        client_of(fan).post(f"/api/v1/statuses/{post['id']}/favourite")
        drain()
    before = [one["id"] for one in ana.get("/api/v1/notifications")]
    monkeypatch.setattr("folkmoot.domains.notifications.sweeping.MOST_KEPT", 3)
    notifications.sweep()
    assert [one["id"] for one in ana.get("/api/v1/notifications")] == before[:3]
    notifications.sweep()
    assert [one["id"] for one in ana.get("/api/v1/notifications")] == before[:3]


def test_mails_that_could_not_be_sent_go_after_a_month(clock: FrozenClock) -> None:
    folder = config.current().data / "mail"
    folder.mkdir(exist_ok=True)
    files = {name: folder / name for name in ("old.log", "new.log", "kept.txt")}
    for name, days in (("old.log", 31), ("new.log", 29), ("kept.txt", 99)):
        files[name].write_text("a mail", encoding="utf-8")
        at = (clock.moment - timedelta(days=days)).timestamp()
        os.utime(files[name], (at, at))
    mail.sweep()
    assert [file.exists() for file in files.values()] == [False, True, True]


def test_the_record_of_deeds_is_kept_for_the_days_of_the_setting(
    monkeypatch: pytest.MonkeyPatch, clock: FrozenClock
) -> None:
    ana = cast.ana()
    apps_before = client_of(ana)
    apps_before.post(f"/api/v1/accounts/{cast.ben().id}/follow")
    clock.advance(timedelta(days=729))
    assert audit.sweep() == 0
    assert "follow.begin" in {row.verb for row in audit.of_subject(account_ref(cast.ben().id))}
    clock.advance(timedelta(days=2))
    assert audit.sweep() > 0
    assert audit.of_subject(account_ref(cast.ben().id)) == []
    client_of(ana).post(f"/api/v1/accounts/{cast.ben().id}/unfollow")
    clock.advance(timedelta(days=9999))
    monkeypatch.setattr(config, "_current", msgspec.structs.replace(config.current(), audit_days=0))
    assert audit.sweep() == 0


def _post_with_picture(person: cast.Person) -> media.MediaView:
    made = media.upload(person.viewer, file=encoded(picture(2000, 1000), "JPEG"))
    posts.publish(person.viewer, draft=PostDraft(text="The weir", media_ids=(made.id,)))
    return made


def test_old_originals_give_way_to_their_previews_where_the_operator_wants(
    monkeypatch: pytest.MonkeyPatch, clock: FrozenClock, drain: Drain
) -> None:
    ana = cast.ana()
    old = _post_with_picture(ana)
    clock.advance(timedelta(days=31))
    new = _post_with_picture(ana)
    assert media.retire_originals() == 0, "the setting is 0"
    monkeypatch.setattr(config, "_current", msgspec.structs.replace(config.current(), originals_days=30))
    assert media.retire_originals() == 1
    drain()
    shown = media.views([old.id, new.id])
    assert (shown[old.id].original_key, shown[old.id].small_key) == (old.small_key, old.small_key)
    assert (shown[old.id].width, shown[old.id].height, shown[old.id].mime) == (640, 320, "image/webp")
    assert shown[old.id].bytes == storage.path(old.small_key).stat().st_size
    assert not storage.path(old.original_key).exists()
    assert shown[new.id].original_key == new.original_key
    assert storage.path(new.original_key).exists()
    address = media.address(shown[old.id], media.Size.ORIGINAL)
    answer = Client().get(address)
    answer.close()
    assert answer.status_code == 200
    with pytest.raises(NotFound):
        media.open_file(old.original_key)
    assert media.retire_originals() == 0


@pytest.mark.parametrize(("percent", "gone"), [(89, False), (90, True)])
def test_from_90_on_archives_and_idle_uploads_go_early(
    monkeypatch: pytest.MonkeyPatch, clock: FrozenClock, drain: Drain, percent: int, gone: bool
) -> None:
    ana = cast.ana()
    moving.ask_for_archive(ana.viewer)
    drain()
    clock.advance(timedelta(hours=23))
    idle = media.upload(ana.viewer, file=BytesIO(encoded(picture(), "PNG").getvalue()))
    clock.advance(timedelta(hours=2) + _SECOND)
    young = media.upload(ana.viewer, file=encoded(picture(), "PNG"))
    monkeypatch.setattr(room, "room_of", lambda _config: Room(percent, 100))
    monkeypatch.setattr(room._walk, "next_at", 0.0)
    worker.drain()
    assert (moving.archive_of(ana.viewer) is None, idle.id not in media.views([idle.id])) == (gone, gone)
    assert young.id in media.views([young.id])
