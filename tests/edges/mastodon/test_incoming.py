"""What clients send, in every form in which they send it."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from folkmoot.edges.mastodon.errors import Malformed
from folkmoot.edges.mastodon.incoming import Id, Upload, fields_of, into
from folkmoot.kernel.errors import Invalid, NotFound

make = RequestFactory()


class Inner(msgspec.Struct):
    options: list[str] = []
    expires_in: int = 0
    multiple: bool = False


class Sent(msgspec.Struct):
    status: str = ""
    limit: int | None = None
    sensitive: bool = False
    media_ids: list[Id] = []
    reply: Id | None = None
    at: datetime | None = None
    poll: Inner | None = None
    rows: list[Inner] = []
    file: Upload | None = None


def read(request: Any) -> Sent:
    return into(fields_of(request), Sent)


def json(body: bytes) -> Any:
    return make.post("/x", body, content_type="application/json")


def test_json_is_read_with_its_types() -> None:
    sent = read(
        json(b'{"status": "Hello", "media_ids": ["1", 2], "poll": {"options": ["a"], "expires_in": "60"}, "other": 1}')
    )
    assert (sent.status, sent.media_ids, sent.poll) == ("Hello", [1, 2], Inner(["a"], 60))


def test_a_form_is_read_with_arrays_and_objects() -> None:
    body = (
        "status=Hello&media_ids[]=1&media_ids[]=2&poll[options][]=a&poll[options][]=b&poll[multiple]=true&sensitive=1"
    )
    sent = read(make.post("/x", body, content_type="application/x-www-form-urlencoded"))
    assert (sent.media_ids, sent.sensitive, sent.poll) == ([1, 2], True, Inner(["a", "b"], multiple=True))


def test_numbered_and_repeated_objects_become_lists() -> None:
    numbered = make.post("/x", {"rows[0][expires_in]": "1", "rows[1][expires_in]": "2"})
    assert [row.expires_in for row in read(numbered).rows] == [1, 2]
    repeated = make.post(
        "/x",
        "rows[][expires_in]=1&rows[][multiple]=true&rows[][expires_in]=2",
        content_type="application/x-www-form-urlencoded",
    )
    assert [row.expires_in for row in read(repeated).rows] in ([1, 2], [1])


def test_a_single_value_where_a_list_is_wanted_is_a_list_of_one() -> None:
    assert read(make.post("/x", {"media_ids": "7"})).media_ids == [7]


@pytest.mark.parametrize("method", ["post", "put", "patch"])
def test_multipart_brings_files_with_every_method(method: str) -> None:
    picture = SimpleUploadedFile("boat.png", b"png", content_type="image/png")
    body = encode_multipart(BOUNDARY, {"status": "Look", "file": picture})
    sent = read(make.generic(method.upper(), "/x", body, content_type=MULTIPART_CONTENT))
    assert sent.file is not None
    assert (sent.status, sent.file.name, sent.file.read()) == ("Look", "boat.png", b"png")


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_forms_come_with_other_methods_too(method: str) -> None:
    request = getattr(make, method)("/x", "status=Late", content_type="application/x-www-form-urlencoded")
    assert read(request).status == "Late"
    assert request.method == method.upper()


def test_the_address_is_read_and_the_body_wins() -> None:
    request = make.post("/x?status=address&limit=5", {"status": "body"})
    assert (read(request).status, read(request).limit) == ("body", 5)


def test_empty_fields_of_a_form_are_not_given() -> None:
    sent = read(make.post("/x", {"limit": "", "reply": "", "at": "", "status": ""}))
    assert sent == Sent()


def test_times_are_read() -> None:
    assert read(json(b'{"at": "2026-03-01T12:00:00.000Z"}')).at == datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("body", [b"{", b"[]", b'"text"', b'{"status": "\\ud800"}', b"\xff\xfe", b"[" * 5000])
def test_what_is_no_object_is_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        read(json(body))


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b'{"limit": "many"}', "limit"),
        (b'{"status": {"a": 1}}', "status"),
        (b'{"poll": {"multiple": "perhaps"}}', "poll.multiple"),
    ],
)
def test_a_wrong_type_names_its_field(body: bytes, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(json(body))
    assert refused.value.field == field
    assert refused.value.safe.startswith(f"{field}: Expected ")


@pytest.mark.parametrize("value", [b'"x"', b'"-1"', b"0", b"99999999999999999999", b"[]", b"1.5"])
def test_an_id_that_cannot_be_one_is_of_nothing(value: bytes) -> None:
    with pytest.raises(NotFound):
        read(json(b'{"reply": ' + value + b"}"))


def test_the_character_nought_is_dropped() -> None:
    assert read(json(b'{"status": "a\\u0000b"}')).status == "ab"
    assert read(make.get("/x?status=a%00b")).status == "ab"


def test_a_broken_multipart_body_is_malformed() -> None:
    with pytest.raises(Malformed):
        read(make.post("/x", b"nonsense", content_type="multipart/form-data"))


def test_deep_keys_are_left_out() -> None:
    assert fields_of(make.post("/x", {"a[b][c][d][e][f]": "1", "status": "x"})) == {"status": "x"}


def test_a_value_and_an_object_of_one_name_do_not_break() -> None:
    assert fields_of(make.get("/x?a=1&a[b]=2&a[]=3")) == {"a": "1"}
