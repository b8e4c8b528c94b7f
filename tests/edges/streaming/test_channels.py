"""What one can listen to, by name; which channels a public post runs in."""

import pytest

from folkmoot.edges.streaming.channels import BadStream, Channel, Kind, channel_of, channel_of_path
from folkmoot.edges.streaming.messages import Message, as_event, as_frame


@pytest.mark.parametrize(
    ("path", "params", "channel"),
    [
        ("/user", {}, Channel(Kind.USER)),
        ("/user/notification", {}, Channel(Kind.NOTIFICATIONS)),
        ("/public", {}, Channel(Kind.PUBLIC)),
        ("/public/local", {"only_media": "true"}, Channel(Kind.LOCAL_MEDIA)),
        ("/public/remote", {"only_media": "false"}, Channel(Kind.REMOTE)),
        ("/hashtag", {"tag": "#Moot"}, Channel(Kind.TAG, tag="moot")),
        ("/hashtag/local", {"tag": "ÉTÉ"}, Channel(Kind.LOCAL_TAG, tag="été")),
        ("/list", {"list": "7"}, Channel(Kind.LIST, list_id=7)),
        ("/direct", {}, Channel(Kind.DIRECT)),
    ],
)
def test_paths_name_channels(path: str, params: dict[str, str], channel: Channel) -> None:
    assert channel_of_path(path, params) == channel


@pytest.mark.parametrize(
    ("name", "params", "text"),
    [
        ("nonsense", {}, "Unknown stream type"),
        ("hashtag", {"tag": " # "}, "Missing tag name parameter"),
        ("hashtag", {"tag": "a" * 101}, "Missing tag name parameter"),
        ("list", {"list": "x"}, "Missing list name parameter"),
    ],
)
def test_what_is_no_channel_is_refused_in_mastodons_words(name: str, params: dict[str, str], text: str) -> None:
    with pytest.raises(BadStream) as refused:
        channel_of(name, params)
    assert (refused.value.text, refused.value.status) == (text, 400)


@pytest.mark.parametrize(
    ("kind", "local", "has_media", "runs"),
    [
        (Kind.PUBLIC, True, False, True),
        (Kind.PUBLIC, False, False, True),
        (Kind.LOCAL, False, True, False),
        (Kind.LOCAL_MEDIA, True, False, False),
        (Kind.LOCAL_MEDIA, True, True, True),
        (Kind.REMOTE, True, True, False),
        (Kind.REMOTE_MEDIA, False, True, True),
        (Kind.USER, True, True, False),
    ],
)
def test_a_public_post_runs_where_its_origin_and_files_fit(
    kind: Kind, *, local: bool, has_media: bool, runs: bool
) -> None:
    assert Channel(kind).takes_public(local=local, has_media=has_media) is runs


def test_a_tagged_post_runs_under_its_tags() -> None:
    assert Channel(Kind.TAG, tag="moot").takes_tagged(frozenset({"moot"}), local=False)
    assert not Channel(Kind.LOCAL_TAG, tag="moot").takes_tagged(frozenset({"moot"}), local=False)
    assert not Channel(Kind.TAG, tag="moot").takes_tagged(frozenset({"other"}), local=True)


def test_both_forms_of_a_message() -> None:
    message = Message(7, "update", '{"id":"1"}')
    assert as_event(message) == b'id: 7\nevent: update\ndata: {"id":"1"}\n\n'
    tagged = Channel(Kind.TAG, tag="moot")
    assert as_frame(message, tagged, numbered=False) == (
        '{"stream":["hashtag","moot"],"event":"update","payload":"{\\"id\\":\\"1\\"}"}'
    )
    changed = Message(8, "filters_changed", None)
    assert as_event(changed) == b"id: 8\nevent: filters_changed\ndata: undefined\n\n"
    assert as_frame(changed, Channel(Kind.USER, told=True), numbered=True) == (
        '{"stream":["user"],"event":"filters_changed","id":"8"}'
    )


def test_a_deleted_post_is_taken_away_where_it_may_have_run() -> None:
    assert [kind for kind in Kind if Channel(kind).may_have_shown(local=True)] == [
        Kind.PUBLIC,
        Kind.PUBLIC_MEDIA,
        Kind.LOCAL,
        Kind.LOCAL_MEDIA,
        Kind.TAG,
        Kind.LOCAL_TAG,
    ]
    assert [kind for kind in Kind if Channel(kind).may_have_shown(local=False)] == [
        Kind.PUBLIC,
        Kind.PUBLIC_MEDIA,
        Kind.REMOTE,
        Kind.REMOTE_MEDIA,
        Kind.TAG,
    ]
