import pytest

from folkmoot.infra.text import MentionName, Parsed, parse, parse_article
from folkmoot.infra.text.scanning import MOST_LINKS, segments


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@ben", [("ben", None)]),
        ("Hi @Ben, @ben.", [("ben", None)]),
        ("(@ben) .@carla_2!", [("ben", None), ("carla_2", None)]),
        ("@carla@Far.example: hello", [("carla", "far.example")]),
        ("@ben@localhost:8000", [("ben", "localhost:8000")]),
        ("你好@ben", [("ben", None)]),
        ("ben@far.example josé@far.example ben+x@far.example", []),
        ("https://far.example/@ben", []),
        ("@benädict @ @@ @.", []),
        ("/@ben =@ben", []),
    ],
)
def test_mentions(text: str, names: list[tuple[str, str | None]]) -> None:
    assert parse(text).mentions == tuple(MentionName(*name) for name in names)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#Town #town", ("town",)),
        ("#Straße", ("strasse",)),
        ("#हिन्दी #日本語 #العربية #Україна", ("हिन्दी", "日本語", "العربية", "україна")),
        ("#Cafe\u0301", ("café",)),
        ("#1 #2024 #_ # ##", ()),
        ("#2024vote", ("2024vote",)),
        ("#a#b", ("a",)),
        ("x#y &#39; /#z https://far.example/#part", ()),
        ("#" + "a" * 100, ("a" * 100,)),
        ("#" + "a" * 101, ()),
        ("今日#東京", ("東京",)),
        ("#1️⃣ #️⃣", ()),
    ],
)
def test_hashtags(text: str, tags: tuple[str, ...]) -> None:
    assert parse(text).hashtags == tags


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see https://far.example/a?b=1&c=2.", ("https://far.example/a?b=1&c=2",)),
        ("(HTTP://far.example/x_(y))", ("HTTP://far.example/x_(y)",)),
        ("见https://far.example/页。好", ("https://far.example/页。好",)),
        ("https://far.example/页。", ("https://far.example/页",)),
        ("far.example javascript://far.example mailto:ben@far.example ftp://far.example", ()),
        ("http:// https://", ()),
        ("xhttp://far.example", ()),
    ],
)
def test_links(text: str, links: tuple[str, ...]) -> None:
    assert parse(text).links == links


def test_only_so_many_links() -> None:
    text = " ".join(f"https://far.example/{number}" for number in range(MOST_LINKS + 20))
    assert len(parse(text).links) == MOST_LINKS


def test_segments_lose_nothing() -> None:
    text = "Hi @ben, #Town https://far.example/x — @nobody@ # end"
    assert "".join(segment.raw for segment in segments(text)) == text


def test_article_reads_past_code() -> None:
    source = "# To @ben\n`@mo` #town [there](https://far.example/)\n\n```\n@max #code http://in.example\n```\n\\@olga"
    assert parse_article(source) == Parsed((MentionName("ben"),), ("town",), ("https://far.example/",))
