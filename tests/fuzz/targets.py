"""What strangers can hand to a parser, as one function of bytes for each parser.

A target returns nothing: it raises where the parser breaks, and where what comes out is not what was promised. Refusals
are part of the promise. `SEEDS` are sound examples from which changed ones are made.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from io import BytesIO
from typing import Any, cast
from unittest import mock

from django.http import HttpRequest
from django.test import RequestFactory

from folkmoot.domains.integrity.banks import formats
from folkmoot.domains.integrity.banks.types import BadFile
from folkmoot.domains.integrity.claims import parsing as claims
from folkmoot.domains.integrity.policy import conditions, lists, loading
from folkmoot.domains.integrity.policy.types import PolicyError
from folkmoot.domains.media import kinds, pictures
from folkmoot.domains.media.types import MediaKind
from folkmoot.domains.moving.into import csvs, reading
from folkmoot.domains.moving.into.boxes import Box, refuse_hostile
from folkmoot.domains.search import parsing as search
from folkmoot.edges.mastodon import incoming
from folkmoot.infra import fetching, text
from folkmoot.infra.http.answers import safe_path
from folkmoot.infra.http.requests import believed_address
from folkmoot.infra.text.bidi import balance
from folkmoot.kernel.errors import FolkmootError, Invalid
from folkmoot.kernel.ids import parse_id
from folkmoot.wiring.languages import _asked_for
from tests.attacked.harmless import is_closed, problems_in
from tests.domains.media.samples import animation, encoded, mp4, picture
from tests.domains.moving.archives import facebook_files, mastodon_files
from tests.hostile import MARK

_TODAY = date(2026, 3, 1)
_LIMIT = 5000
_MOST_BYTES = 200_000
_FORMS = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")
_PART = b'\2--x\r\nContent-Disposition: form-data; name="a[]"\r\n\r\nb\r\n--x--\r\n'


def _words(data: bytes) -> str:
    """As JSON brings it, with halves of characters; else with marks for what is no UTF-8."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def posts(data: bytes) -> None:
    """The text of a post, from what was typed to its HTML."""
    with suppress(Invalid):
        clean = text.clean_text(_words(data), limit=_LIMIT, field="text")
        assert is_closed(clean)
        assert text.clean_text(clean, limit=_LIMIT * 8, field="text") == clean
        made = text.render_post(clean, mentions={}, tag_url=text.tag_path)
        assert problems_in(made) == []
        text.excerpt(made, 80)
        text.length(text.plain(made))


def articles(data: bytes) -> None:
    """Markdown."""
    source = balance(_words(data)[:20_000])
    text.parse_article(source)
    assert problems_in(text.render_article(source, mentions={}, tag_url=text.tag_path)) == []
    assert problems_in(text.render_document(source)) == []


def html(data: bytes) -> None:
    """What another server or an archive calls HTML."""
    clean = text.clean_html(_words(data))
    assert [one for one in problems_in(clean) if "turns" not in one] == [], "directions are for `clean_text`"
    assert text.clean_html(clean) == clean


def hosts(data: bytes) -> None:
    """Addresses: their hosts, and whether they may be fetched."""
    link = _words(data)
    text.is_address(text.host_of(link))
    with suppress(fetching.FetchError):
        fetching.check_address(link)
        host, _path = fetching._checked(link)
        assert not set(host) & set("/\\@ \r\n")
    assert not safe_path(link).startswith(("//", "/\\", "http"))


def policies(data: bytes) -> None:
    """The rules of a community: YAML with conditions."""
    with suppress(PolicyError):
        loading.load_text(_words(data))


def expressions(data: bytes) -> None:
    """One condition, and one pattern of a list; the reader of policies has refused halves of characters."""
    conditions.problems_of(data.decode("utf-8", "replace"))
    lists.pattern_problem(data.decode("utf-8", "replace"))


def banks(data: bytes) -> None:
    """Lists of hashes."""
    with suppress(BadFile):
        formats.read(_words(data))


def feeds(data: bytes) -> None:
    """What a site of fact-checkers answers."""
    with suppress(claims.NoFeed):
        for review in claims.parse(data, _TODAY).reviews:
            assert review.url.startswith(("https://", "http://"))


def queries(data: bytes) -> None:
    """What is typed into the search."""
    search.parse(_words(data))


class _Files:
    """An archive of a few files that are there already."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = files
        self.names = tuple(files)

    def holds(self, name: str) -> bool:
        return name in self._files

    def read(self, name: str, most: int) -> bytes:
        if name not in self._files or len(self._files[name]) > most:
            raise Invalid("No such file.", field="file")
        return self._files[name]

    def json(self, name: str) -> Any:
        return Box.json(cast("Box", self), name)


def _arriving(name: str) -> Callable[[bytes], None]:
    """One file of an archive."""

    def target(data: bytes) -> None:
        with suppress(Invalid):
            for entry in reading.entries_of(cast("Box", _Files({name: data}))):
                assert len(entry.name) <= 500

    target.__doc__ = f"{name} of an archive that somebody brings along."
    return target


def boxes(data: bytes) -> None:
    """A whole archive."""
    laid = mock.patch("folkmoot.domains.moving.files.reader", return_value=BytesIO(data))
    with suppress(Invalid), laid, Box(1, 1, len(data)) as box:
        for name in box.names:
            refuse_hostile(name, link=False)
            with suppress(Invalid):
                box.read(name, _MOST_BYTES)


def lists_of_accounts(data: bytes) -> None:
    """A CSV file."""
    with suppress(Invalid):
        csvs.kind_of("", data)
    with suppress(Invalid):
        list(csvs.entries(cast("Box", _Files({"following_accounts.csv": data, "lists.csv": data})), ""))


def images(data: bytes) -> None:
    """The header of a file, and the picture if it is one."""
    with suppress(Invalid):
        found = kinds.recognise(BytesIO(data))
        if found.kind is MediaKind.IMAGE and len(data) < _MOST_BYTES:
            made = pictures.remake(BytesIO(data), found)
            assert MARK.encode() not in made.original + made.small


def bodies(data: bytes) -> None:
    """What apps send: the first byte says in which form."""
    kind = _FORMS[data[0] % len(_FORMS)] if data else _FORMS[0]
    request = RequestFactory().generic("POST", "/api/v1/statuses", data[1:], content_type=kind)
    with suppress(FolkmootError):
        json.dumps(incoming.fields_of(cast("HttpRequest", request)), default=str)


def headers(data: bytes) -> None:
    """Headers that are read: languages, addresses, ids."""
    said = data.decode("latin-1")
    request = RequestFactory().get("/", headers={"accept-language": said})
    _asked_for(cast("HttpRequest", request))
    believed_address("192.0.2.1", said)
    number = parse_id(said)
    assert number is None or 0 <= number < 2**63


_FEED = {
    "@context": "https://schema.org",
    "@type": "DataFeed",
    "dataFeedElement": [
        {
            "@type": "ClaimReview",
            "url": "https://facts.example/1",
            "claimReviewed": "The mill is closed.",
            "datePublished": "2026-02-01",
            "author": {"@type": "Organization", "name": "Facts", "url": "https://facts.example"},
            "itemReviewed": {"@type": "Claim", "name": "The mill", "author": {"name": "Ana"}},
            "reviewRating": {"ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "False"},
            "inLanguage": "en",
        }
    ],
}
_OWN = {
    "folkmoot": 1,
    "account": {"handle": "ana", "display_name": "Ana", "fields": [{"name": "Town", "value": "Here"}]},
    "preferences": {"theme": "dark"},
    "posts": [
        {
            "id": "https://old.example/posts/1",
            "kind": "article",
            "created_at": "2020-05-01T10:00:00Z",
            "edited_at": "2020-05-02T10:00:00Z",
            "text": "Hello",
            "title": "A",
            "visibility": "public",
            "poll": {"options": ["a", "b"], "ends_at": "2020-05-03T10:00:00Z"},
            "media": [{"file": "media/1.png", "description": "Water", "focus": [0.5, 0.5]}],
            "edits": [{"created_at": "2020-05-01T10:00:00Z", "text": "Hi"}],
        }
    ],
    "follows": [{"account": "ben"}],
    "lists": [{"title": "Rowers", "members": ["ben"]}],
    "filters": [{"title": "Oars"}],
    "blocks": ["carla"],
    "bookmarks": ["https://old.example/posts/1"],
}
_BANK = [{"type": "HASH_PDQ", "indicator": "0" * 64, "status": "MALICIOUS", "tags": ["a"]}]
_POLICY = b"""
version: '1'
lists:
  words:
    bad: [oar]
clauses:
  - id: spam
    title: Spam
    condition: post.links > 3
"""

TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one
    for one in (
        posts, articles, html, hosts, policies, expressions, banks, feeds, queries, boxes, lists_of_accounts, images,
        bodies, headers,
    )
} | {
    "mastodon_outbox": _arriving("outbox.json"),
    "facebook_posts": _arriving("posts/your_posts_1.json"),
    "facebook_friends": _arriving("friends_and_followers/friends.json"),
    "folkmoot_archive": _arriving("folkmoot.json"),
}  # fmt: skip

SEEDS: dict[str, tuple[bytes, ...]] = {
    "posts": (b"@ben #mill https://mill.example/ :oar:",),
    "articles": (b"# Mill\n\n> *a* **b** ==c== [d](https://e.example) `f`\n\n1. g\n",),
    "html": (b'<p>a <a href="https://b.example" class="mention">c</a><br><ul><li>d</ul>',),
    "policies": (_POLICY,),
    "expressions": (b"post.links > 3 && 'x' in words",),
    "banks": (json.dumps(_BANK).encode(), b"signal_type,content\nHASH_MD5," + b"0" * 32),
    "feeds": (json.dumps(_FEED).encode(),),
    "queries": (b'"a b" from:ben -has:media before:2026-01-01 lang:en',),
    "lists_of_accounts": (b"Account address,Show boosts,Notify on new posts,Languages\nben@a.example,true,false,en\n",),
    "images": (
        *(encoded(picture(), form).getvalue() for form in ("PNG", "JPEG", "GIF", "WEBP")),
        animation().getvalue(),
        mp4().getvalue(),
    ),
    "bodies": (b'\0{"status":"a","poll":{"options":["b"]}}', b"\1status=a&poll[options][]=b", _PART),
    "headers": (b"de-CH,de;q=0.9,en;q=0.5", b"203.0.113.7, 10.0.0.1"),
    "hosts": (b"https://a.example:443/b?c#d", b"http://0x7f.1/"),
    "mastodon_outbox": (mastodon_files()["outbox.json"],),
    "facebook_posts": (facebook_files()["posts/your_posts_1.json"],),
    "facebook_friends": (facebook_files()["friends_and_followers/friends.json"],),
    "folkmoot_archive": (json.dumps(_OWN).encode(),),
}
