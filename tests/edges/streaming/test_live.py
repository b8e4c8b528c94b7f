"""Streaming at a running site: what is published arrives, at those who may see it, whatever happens to the line."""

import json
import os
import signal
import time
from collections.abc import Iterator
from typing import Any

import pytest
from websockets import Subprotocol
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.edges.streaming.listening import Refused, Stream
from tests.live import LiveSite
from tests.member import Member
from tests.postgres import server

pytestmark = pytest.mark.live
BASE = "/api/v1/streaming"


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def site(request: pytest.FixtureRequest) -> Iterator[LiveSite]:
    if request.param == "sqlite":
        with LiveSite() as running:
            yield running
        return
    with server() as postgres, LiveSite(database=postgres.environment("streaming")) as running:
        yield running


class Town:
    """The people of a site: Ben and Dev follow Ana, Carla nobody."""

    def __init__(self, site: LiveSite) -> None:
        self.site = site
        self.open: list[Stream] = []
        self.base = f"http://localhost:{site.streaming_port}{BASE}"
        self.ana, self.ben, self.carla, self.dev = (Member(site.url, name) for name in ("ana", "ben", "carla", "dev"))
        with self.listen("/user/notification", self.ana) as told:
            for follower in (self.ben, self.dev):
                follower.call("POST", f"/api/v1/accounts/{self.ana.id}/follow")
                assert told.next().data["type"] == "follow", "a test that listens to Ana would hear it otherwise"

    def listen(self, path: str, who: Member | None = None, *, after: str = "") -> Stream:
        self.open.append(Stream(self.base + path, token_of(who) if who else "", after=after))
        return self.open[-1]

    def socket(self, query: str, who: Member | None = None, **more: Any) -> ClientConnection:
        return socket_at(self.site, query, who, **more)


def token_of(member: Member) -> str:
    return member._token


def socket_at(site: LiveSite, query: str, who: Member | None = None, **more: Any) -> ClientConnection:
    headers = {"Authorization": f"Bearer {token_of(who)}"} if who else {}
    address = f"ws://localhost:{site.streaming_port}{BASE}{query}"
    socket: ClientConnection = connect(address, additional_headers=headers, **more)
    return socket


def frame(socket: ClientConnection) -> Any:
    found = json.loads(socket.recv(timeout=15))
    if "payload" in found and found["event"] != "delete":
        found["payload"] = json.loads(found["payload"])
    return found


@pytest.fixture(scope="module")
def whole_town(site: LiveSite) -> Town:
    return Town(site)


@pytest.fixture
def town(whole_town: Town) -> Iterator[Town]:
    """What other tests did has run through: whoever listens from now on hears nothing of it."""
    with whole_town.listen("/user", whole_town.carla) as stream:
        last = whole_town.carla.publish("All quiet?")["id"]
        while stream.next().data["id"] != last:
            pass
    yield whole_town
    while whole_town.open:
        whole_town.open.pop().close()


def test_what_is_published_arrives(town: Town) -> None:
    paths = ("/public", "/public/local", "/hashtag?tag=Moot", "/hashtag/local?tag=moot")
    with town.listen("/user", town.ben) as home, town.listen("/user", town.carla) as strangers:
        public = [town.listen(path) for path in paths]
        remote = town.listen("/public/remote")
        post = town.ana.publish("Come to the #moot")
        for stream in (home, *public):
            heard = stream.next()
            assert (heard.event, heard.data["id"], heard.data["content"]) == ("update", post["id"], post["content"])
        town.ana.call("DELETE", f"/api/v1/statuses/{post['id']}")
        for stream in (home, *public):
            heard = stream.next()
            assert (heard.event, str(heard.data)) == ("delete", post["id"])
        assert strangers.is_quiet()
        assert remote.is_quiet()


def test_edits_boosts_and_notifications_arrive(town: Town) -> None:
    with town.listen("/user", town.ana) as home, town.listen("/user/notification", town.ana) as told:
        town.ben.publish(f"Hello @{town.ana.email.partition('@')[0]}")
        assert home.next().event == "notification"
        heard = told.next()
        assert (heard.event, heard.data["type"]) == ("notification", "mention")
        town.ana.publish("Mine")
        assert home.next().data["content"] == "<p>Mine</p>"


def test_direct_posts_run_as_conversations_to_those_addressed(town: Town) -> None:
    with town.listen("/direct", town.carla) as carla, town.listen("/direct", town.ben) as ben:
        name = town.carla.email.partition("@")[0]
        post = town.ana.publish(f"@{name} a secret", visibility="direct")
        heard = carla.next()
        assert (heard.event, heard.data["last_status"]["id"], heard.data["unread"]) == (
            "conversation",
            post["id"],
            True,
        )
        assert ben.is_quiet()


def test_a_list_has_its_own_stream(town: Town) -> None:
    kept = town.ben.call("POST", "/api/v1/lists", title="Close")
    town.ben.call("POST", f"/api/v1/lists/{kept['id']}/accounts", account_ids=[town.ana.id])
    with town.listen(f"/list?list={kept['id']}", town.ben) as stream:
        post = town.ana.publish("For the list")
        assert stream.next().data["id"] == post["id"]
    with pytest.raises(Refused) as refused:
        town.listen(f"/list?list={kept['id']}", town.carla)
    assert (refused.value.status, refused.value.body["error"]) == (401, "Not authorized to stream this list")


def test_nobody_sees_what_is_not_for_them(town: Town) -> None:
    with town.listen("/user", town.ben) as follower, town.listen("/public") as public:
        hidden = town.ana.publish("Only for followers", visibility="private")
        shown = town.ana.publish("For all")
        assert [follower.next().data["id"] for _ in range(2)] == [hidden["id"], shown["id"]]
        assert public.next().data["id"] == shown["id"]
        town.ben.call("POST", f"/api/v1/accounts/{town.ana.id}/mute")
        town.ana.publish("Unheard")
        seen = town.ben.publish("My own")
        assert follower.next().data["id"] == seen["id"]
        town.ben.call("POST", f"/api/v1/accounts/{town.ana.id}/unmute")


def test_filters_mark_what_they_find_and_their_change_is_told(town: Town) -> None:
    with town.listen("/user", town.ben) as home:
        made = town.ben.call(
            "POST", "/api/v2/filters", title="Spoilers", context=["home"], keywords_attributes=[{"keyword": "ending"}]
        )
        assert home.next().event == "filters_changed"
        town.ana.publish("The ending is sad")
        assert [found["filter"]["title"] for found in home.next().data["filtered"]] == ["Spoilers"]
        town.ben.call("DELETE", f"/api/v2/filters/{made['id']}")


def test_several_streams_over_one_socket(town: Town) -> None:
    with town.socket("?stream=user", town.ben) as socket:
        socket.send(json.dumps({"type": "subscribe", "stream": "hashtag", "tag": "moot"}))
        socket.send(json.dumps({"type": "subscribe", "stream": "nonsense"}))
        assert frame(socket) == {"error": "Unknown stream type", "status": 400}
        socket.send(json.dumps({"type": "subscribe", "stream": "hashtag"}))
        assert frame(socket) == {"error": "Missing tag name parameter", "status": 400}
        town.ana.publish("#moot")
        streams = sorted(tuple(frame(socket)["stream"]) for _ in range(2))
        assert streams == [("hashtag", "moot"), ("user",)]
        socket.send(json.dumps({"type": "unsubscribe", "stream": "user"}))
        socket.send(json.dumps({"type": "subscribe", "stream": "list"}))
        assert frame(socket) == {"error": "Missing list name parameter", "status": 400}
        town.ana.publish("#moot again")
        assert frame(socket)["stream"] == ["hashtag", "moot"]


@pytest.mark.parametrize("way", ["header", "address", "protocol"])
def test_a_token_comes_in_each_way_that_clients_have(town: Town, way: str) -> None:
    token = token_of(town.ben)
    query = f"?stream=user&access_token={token}" if way == "address" else "?stream=user"
    protocols = [Subprotocol(token)] if way == "protocol" else None
    with town.socket(query, town.ben if way == "header" else None, subprotocols=protocols) as socket:
        post = town.ana.publish("Hello")
        assert frame(socket)["payload"]["id"] == post["id"]


def test_without_a_token_that_works_nobody_listens_to_what_is_personal(town: Town) -> None:
    with pytest.raises(Refused) as none:
        town.listen("/user")
    assert (none.value.status, none.value.body) == (401, {"error": "Missing access token", "status": 401})
    with pytest.raises(Refused) as unknown:
        town.listen("/nonsense")
    assert unknown.value.status == 404
    with pytest.raises(InvalidStatus) as wrong:
        town.socket("?stream=user&access_token=wrong")
    assert wrong.value.response.status_code == 401


def test_a_stream_ends_with_its_token(town: Town) -> None:
    with town.listen("/user", town.dev) as stream, town.socket("?stream=user", town.dev) as socket:
        town.dev.call("POST", "/oauth/revoke", token=token_of(town.dev), **town.dev.app)
        assert stream.ended.wait(15)
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=15)


def test_a_dropped_line_goes_on_without_a_gap_or_a_double(town: Town) -> None:
    with town.listen("/user", town.ben) as first:
        town.ana.publish("one")
        seen = first.next()
    missed = [town.ana.publish(text)["id"] for text in ("two", "three")]
    time.sleep(1.5)  # the worker has to have taken them up: they are to be missed, and not to arrive live
    with town.listen("/user", town.ben, after=seen.id) as again:
        live = town.ana.publish("four")["id"]
        heard = [again.next() for _ in range(3)]
        assert [one.data["id"] for one in heard] == [*missed, live]
        assert again.is_quiet()
    with town.socket(f"?stream=user&last_event_id={seen.id}", town.ben) as socket:
        frames = [frame(socket) for _ in range(3)]
        assert [(one["id"], one["payload"]["id"]) for one in frames] == [(one.id, one.data["id"]) for one in heard]


def test_the_web_server_points_to_streaming_and_knows_whether_it_runs(town: Town) -> None:
    instance = town.ana.call("GET", "/api/v2/instance")
    assert instance["configuration"]["urls"]["streaming"] == f"ws://localhost:{town.site.streaming_port}"
    with connect(f"ws://localhost:{town.site.port}{BASE}?stream=public") as socket:
        post = town.ana.publish("By way of the web server")
        assert frame(socket)["payload"]["id"] == post["id"]


def test_streaming_is_started_again_when_it_is_killed(town: Town) -> None:
    with town.listen("/user", town.ben) as first:
        town.ana.publish("before")
        seen = first.next()
        os.kill(town.site.children()["streaming"], signal.SIGKILL)
        assert first.ended.wait(15)
    missed = town.ana.publish("meanwhile")["id"]
    town.site.wait_for_line("streaming ended unexpectedly (signal 9)")
    with _patiently(lambda: town.listen("/user", town.ben, after=seen.id)) as again:
        assert again.next().data["id"] == missed


def _patiently(listen: Any) -> Any:
    """Until the process listens again."""
    last_moment = time.monotonic() + 60
    while True:
        try:
            return listen()
        except OSError:
            if time.monotonic() > last_moment:
                raise
            time.sleep(0.2)
