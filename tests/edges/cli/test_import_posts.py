"""`folkmoot import posts`: what is read, what is stored, what is refused."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.feed import api as feed
from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts import api as posts
from folkmoot.edges.cli.imports.fields import Unusable, language_code, time_of_text
from folkmoot.edges.cli.imports.showing import show_ranked
from folkmoot.edges.cli.output import Stop
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.viewer import NOBODY
from tests import cast
from tests.conftest import NOON
from tests.edges.cli.importing import LONG_AGO, import_posts, names, public, rejected, rejects_of, texts, write

HEADER = "author,text,created_at\n"
ONE = HEADER + "Rosa,Hello #World,2016-11-08T19:30:00Z\n"


def test_a_post_is_as_if_it_had_been_written_then(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert import_posts(write(tmp_path / "a.csv", ONE)) == 0
    (post,) = public()
    assert (post.author.handle, post.author.name, post.created_at) == ("Rosa", "Rosa", LONG_AGO)
    assert (post.text, post.tags) == ("Hello #World", ("world",))
    assert post.html == '<p>Hello <a href="/tags/world" class="mention hashtag" rel="tag">#<span>World</span></a></p>'
    assert post.author.created_at == LONG_AGO - timedelta(seconds=1)
    assert posts.author_counts([post.author.id])[post.author.id].posts == 1
    assert capsys.readouterr().out.splitlines() == [
        "Looking through a.csv …",
        "Importing a.csv …",
        "Done: 1 posts by 1 people imported, 0 rejected.",
    ]
    assert not rejects_of(tmp_path / "a.csv").exists()


def test_the_same_content_is_never_imported_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert import_posts(write(tmp_path / "a.csv", ONE)) == 0
    capsys.readouterr()
    other = write(tmp_path / "b.csv.gz", ONE, zipped=True)
    assert (import_posts(other), len(public())) == (0, 1)
    assert capsys.readouterr().out == (
        f"The content of {other} was imported before: 1 posts by 1 people imported, 0 rejected. "
        "Nothing was imported now.\n"
    )


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("zipped", [True, False])
def test_separators_and_gzip(tmp_path: Path, separator: str, zipped: bool) -> None:
    content = ONE.replace(",", separator)
    assert import_posts(write(tmp_path / "a", content, zipped=zipped)) == 0
    assert texts() == ["Hello #World"]


def test_a_byte_order_mark_and_quoted_line_breaks(tmp_path: Path) -> None:
    content = "\ufeff" + HEADER + 'Rosa,"one\nand ""two""",2016-11-08T19:30:00Z\r\nRosa,three,2016-11-08T19:31:00Z\r\n'
    assert import_posts(write(tmp_path / "a.csv", content)) == 0
    assert texts() == ["three", 'one\nand "two"']


def test_json_lines(tmp_path: Path) -> None:
    rows = [
        {"Author": "Rosa", "text": "früh\nspät", "created_at": "2016-11-08T19:30:00+01:00", "more": [1]},
        {"Author": "Rosa", "text": "later", "created_at": 1478633400},
        {"Author": "Rosa", "text": "latest", "created_at": 1478633401000},
    ]
    content = "\n".join(json.dumps(row) for row in rows) + "\n\n"
    assert import_posts(write(tmp_path / "a.jsonl", content)) == 0
    assert [(post.text, post.created_at.isoformat()) for post in public()] == [
        ("latest", "2016-11-08T19:30:01+00:00"),
        ("later", "2016-11-08T19:30:00+00:00"),
        ("früh\nspät", "2016-11-08T18:30:00+00:00"),
    ]


def test_every_unusable_line_has_its_number_and_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        b"author,text,created_at",
        b"Rosa,fine,2016-11-08T19:30:00Z",
        b",no author,2016-11-08T19:30:00Z",
        b"Rosa,,2016-11-08T19:30:00Z",
        b"Rosa,when,",
        b"Rosa,when,yesterday",
        b"Rosa,old,1969-12-31T23:59:59Z",
        b"Rosa,new,2999-01-01",
        b"Rosa,broken \xff bytes,2016-11-08T19:30:00Z",
        b"Rosa,a bell \x07,2016-11-08T19:30:00Z",
        b"Rosa,two columns",
        b'Rosa,"on two\nlines",never',
        b"Rosa," + b"a" * 5_001 + b",2016-11-08T19:30:00Z",
        b"Rosa,fine too,2016-11-08T19:31:00Z",
    ]
    path = write(tmp_path / "a.csv", b"\n".join(lines))
    assert import_posts(path) == 3
    assert texts() == ["fine too", "fine"]
    assert rejected(path) == [
        ("3", "The author is missing."),
        ("4", "The text is empty."),
        ("5", "The time is missing."),
        ("6", '"yesterday" is not a time like 2016-11-08T19:30:00Z.'),
        ("7", "It is from before 1970."),
        ("8", "It is from the future."),
        ("9", "It is not valid UTF-8."),
        ("10", "The text contains a control character (U+0007) that cannot be shown. Please remove it."),
        ("11", "It has 2 columns and the header 3."),
        ("12", '"never" is not a time like 2016-11-08T19:30:00Z.'),
        ("14", "This is 5,001 characters long, and 5,000 is the most. Please shorten it."),
    ]
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"Done: 2 posts by 1 people imported, 11 rejected (see {rejects_of(path)})."
    )


def test_the_rejects_file_exactly(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", ONE.encode() + b'Rosa,"x ""y"" \xff",2016-11-08\nRosa,x\n')
    assert import_posts(path) == 3
    assert rejects_of(path).read_text() == (
        "line,reason,row\n"
        '3,It is not valid UTF-8.,"Rosa,""x """"y"""" �"",2016-11-08"\n'
        '4,It has 2 columns and the header 3.,"Rosa,x"\n'
    )


def test_unusable_json_lines(tmp_path: Path) -> None:
    good = '{"author": "Rosa", "text": "fine", "created_at": "2016-11-08T19:30:00Z"}\n'
    bad = ['{"author": "Rosa"', "[1]", '{"author": {"id": 1}, "text": "x", "created_at": "2016-11-08"}', "{}"]
    path = write(tmp_path / "a.jsonl", good + "\n".join(bad) + "\n" + '{"a": "' + "a" * 1_000_001 + '"}\n' + good)
    assert import_posts(path) == 3
    assert rejected(path) == [
        ("2", "It is not a JSON object."),
        ("3", "It is not a JSON object."),
        ("4", "A field holds neither text nor a number."),
        ("5", "The author is missing."),
        ("6", "It is longer than 1,000,000 characters."),
    ]
    assert texts() == ["fine", "fine"]


@pytest.mark.parametrize(
    ("content", "columns", "line"),
    [
        (
            "who,text,when\n",
            {},
            '{file} has no column "author". It has: who, text, when. Say which one to take with --author COLUMN.',
        ),
        (
            ONE,
            {"url": "to"},
            '{file} has no column "to". It has: author, text, created_at. Say which one to take with --url COLUMN.',
        ),
        (ONE, {"reply_to": "text"}, "--reply-to and --boost-of name posts by their ids, so they need --id."),
        ("", {}, "{file} is empty."),
        ("{nonsense\n", {}, "The first line of {file} is neither a header nor a JSON object."),
    ],
)
def test_a_file_that_does_not_fit_is_one_line(tmp_path: Path, content: str, columns: dict[str, str], line: str) -> None:
    path = write(tmp_path / "a.csv", content)
    with pytest.raises(Stop) as stop:
        import_posts(path, columns)
    assert str(stop.value) == line.format(file=path)


def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    whole = write(tmp_path / "a.csv.gz", ONE * 100, zipped=True).read_bytes()
    for content, line in (
        (whole[:-10], "{file} is damaged: it is not a whole gzip file."),
        (ONE.encode("utf-16"), "{file} is in UTF-16. Please convert it: iconv -f UTF-16 -t UTF-8."),
    ):
        path = write(tmp_path / "b.csv", content)
        with pytest.raises(Stop) as stop:
            import_posts(path)
        assert str(stop.value) == line.format(file=path)
    with pytest.raises(Stop) as stop:
        import_posts(tmp_path / "absent")
    assert str(stop.value) == f"{tmp_path / 'absent'} cannot be read: No such file or directory."
    assert public() == ()


def test_columns_by_other_names(tmp_path: Path) -> None:
    content = "who,what,when,lang,link\nRosa,Bonjour,2016-11-08,French,https://old.example/1\n"
    path = write(tmp_path / "a.csv", content)
    columns = {"author": "who", "text": "what", "created_at": "when", "language": "lang", "url": "link"}
    assert import_posts(path, columns) == 0
    (post,) = public()
    assert (post.language, post.url) == ("fr", "https://old.example/1")


def test_times_in_another_format(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", HEADER + "Rosa,one,11/8/2016 19:30\nRosa,two,2016-11-08\n")
    assert import_posts(path, time_format="%m/%d/%Y %H:%M") == 3
    assert [post.created_at for post in public()] == [LONG_AGO]
    assert rejected(path) == [("3", '"2016-11-08" is not a time like %m/%d/%Y %H:%M.')]


def test_the_newest_is_moved_to_now(tmp_path: Path, clock: FrozenClock) -> None:
    content = HEADER + "Rosa,second,2016-11-08T19:30:00Z\nRosa,first,2016-11-08T18:30:00Z\n"
    assert import_posts(write(tmp_path / "a.csv", content), shift_to_now=True) == 0
    assert [(post.text, post.created_at) for post in public()] == [
        ("second", NOON),
        ("first", NOON - timedelta(hours=1)),
    ]


def test_answers_and_boosts_wherever_they_stand_in_the_file(tmp_path: Path) -> None:
    content = (
        "id,author,text,created_at,re,of\n"
        "3,Ines,second answer,2016-11-08T19:32:00Z,2,\n"
        "2,Jan,an answer,2016-11-08T19:31:00Z,1,\n"
        "1,Rosa,a question,2016-11-08T19:30:00Z,,\n"
        "4,Jan,,2016-11-08T19:33:00Z,,1\n"
        "5,Jan,,2016-11-08T19:34:00Z,,1\n"
        "6,Jan,,2016-11-08T19:34:00Z,,99\n"
        "7,Jan,to nobody here,2016-11-08T19:35:00Z,99,\n"
        "7,Jan,the same id,2016-11-08T19:36:00Z,,\n"
        "8,Jan,,2016-11-08T19:37:00Z,,4\n"
    )
    path = write(tmp_path / "a.csv", content)
    assert import_posts(path, {"id": "id", "reply_to": "re", "boost_of": "of"}) == 3
    assert rejected(path) == [
        ("6", "Another line before it boosts the same post for the same author."),
        ("7", "It boosts no earlier post of this file."),
        ("9", "Another line before it has the same id."),
        ("10", "It boosts no earlier post of this file."),
    ]
    by_text = {post.text: post for post in public() if post.wraps is None}
    question = by_text["a question"]
    assert (question.counts.replies, question.counts.boosts) == (1, 1)
    thread = posts.thread(NOBODY, question.id)
    assert [post.text for post in thread.descendants] == ["an answer", "second answer"]
    assert by_text["second answer"].reply_to_author_id == by_text["an answer"].author.id
    assert by_text["to nobody here"].reply_to_id is None


def test_a_member_never_speaks_by_an_import(tmp_path: Path) -> None:
    ana = cast.ana()
    assert import_posts(write(tmp_path / "a.csv", HEADER + "ANA,not mine,2016-11-08\n")) == 0
    (post,) = public()
    assert post.author.id != ana.id
    assert post.author.handle.startswith("ANA_")
    assert names() == {post.author.handle}


def test_the_same_author_in_another_file_is_the_same_person(tmp_path: Path) -> None:
    for number, name in enumerate(("Rosa", "ROSA", "Zoë & Co", "Zoë & Co", "Zoe & Co", "12")):
        import_posts(write(tmp_path / str(number), f"{HEADER}{name},text {number},2016-11-0{number + 1}\n"))
    found = {post.text[-1]: post.author for post in public()}
    assert found["0"].id == found["1"].id
    assert found["2"].id == found["3"].id != found["4"].id
    assert (found["2"].name, found["5"].handle) == ("Zoë & Co", "person_12")


def test_the_erased_stay_erased(tmp_path: Path) -> None:
    ana = cast.ana()
    accounts.erase_account(ana.viewer, password=ana.password)
    path = write(tmp_path / "a.csv", HEADER + "ana,back again,2016-11-08\n")
    assert import_posts(path) == 3
    assert (public(), names()) == ((), set())
    assert rejected(path) == [
        ("2", "The account of this author was erased, or the name holds nothing that can be shown.")
    ]


def test_authors_are_spread_over_the_people_who_are_there(tmp_path: Path) -> None:
    with pytest.raises(Stop) as stop:
        import_posts(write(tmp_path / "a.csv", ONE), spread=True)
    assert str(stop.value) == "Nobody has been imported yet. First: folkmoot import graph FILE."
    joined = {f"person{number}": LONG_AGO - timedelta(days=number) for number in range(4)}
    people = accounts.import_people(joined)
    content = HEADER + "".join(f"author{number},text {number},2016-11-08\n" for number in range(6))
    assert import_posts(write(tmp_path / "b.csv", content), spread=True) == 0
    assert {post.author.id for post in public()} == set(people.values())
    assert names() == set(joined)


def test_two_files_with_posts_of_the_same_moment_do_not_collide(tmp_path: Path) -> None:
    for number in range(3):
        rows = "".join(f"Rosa,{number} {row},2016-11-08\n" for row in range(300))
        assert import_posts(write(tmp_path / str(number), HEADER + rows)) == 0
    assert len(public()) == 900


def test_feeds_show_what_came_in(tmp_path: Path) -> None:
    ana = cast.ana()
    assert feed.latest(ana.viewer, PageRequest()).items == ()
    rosa = accounts.import_people({"Rosa": LONG_AGO})["Rosa"]
    graph.import_follows([(ana.id, rosa)])
    assert import_posts(write(tmp_path / "a.csv", ONE)) == 0
    assert [post.text for post in feed.latest(ana.viewer, PageRequest()).items] == ["Hello #World"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2016-11-08", LONG_AGO.replace(hour=0, minute=0)),
        ("2016-11-08 19:30:00", LONG_AGO),
        ("2016-11-08T20:30+01:00", LONG_AGO),
        ("Tue Nov 08 19:30:00 +0000 2016", LONG_AGO),
        ("1478633400.5", LONG_AGO + timedelta(milliseconds=500)),
    ],
)
def test_times(written: str, meant: datetime) -> None:
    assert time_of_text(written) == meant
    assert time_of_text(written).tzinfo is UTC


@pytest.mark.parametrize("written", ["", "soon", "2016-13-01", "0001-01-01T00:00+23:00", "9999-12-31T23:59-23:00", "7"])
def test_what_is_no_time(written: str) -> None:
    with pytest.raises(Unusable):
        time_of_text(written)


@pytest.mark.parametrize(
    ("written", "code"),
    [("en", "en"), ("pt-BR", "pt-BR"), ("English", "en"), ("Tagalog (Filipino)", "tl"), ("LANGUAGE UNDEFINED", "")],
)
def test_languages(written: str, code: str) -> None:
    assert language_code(written) == code


def test_the_feed_of_an_imported_person_is_shown_with_its_reasons(
    tmp_path: Path, clock: FrozenClock, capsys: pytest.CaptureFixture[str]
) -> None:
    people = accounts.import_people({"Rosa": LONG_AGO, "Jan": LONG_AGO})
    graph.import_follows([(people["Jan"], people["Rosa"])])
    assert import_posts(write(tmp_path / "a.csv", ONE), shift_to_now=True) == 0
    capsys.readouterr()
    show_ranked("@jan", 5)
    assert capsys.readouterr().out.splitlines() == [
        "Ranked for Jan (@Jan), who follows 1:",
        "",
        "1. Rosa, 2026-03-01 12:00: Hello #World",
        "   You follow Rosa.",
        "    0.00  Closeness: You have not turned to Rosa lately.",
        "    4.00  Freshness: It is less than a minute old; half of this is lost every 12 hours.",
        "    0.00  Conversation: 0 replies, 0 boosts and 0 favourites so far.",
        "    1.50  Rarity of the author: Rosa published once in the last 7 days; rare voices count more.",
        "    5.50  = 5.50 × 1",
    ]


def test_the_feed_of_a_member_is_not_shown() -> None:
    cast.ana()
    for name in ("ana", "nobody_here"):
        with pytest.raises(Stop) as stop:
            show_ranked(name, 5)
        assert str(stop.value) == f"{name} is no imported person of this site."
