import pytest

from folkmoot.infra.text import clean_html, direction, excerpt, plain
from tests.infra.text.examples import article, post


def test_plain_of_a_post() -> None:
    text = "Hi @ben & <all>\nsee https://www.far.example/a/way/that/takes/a/long/time\n\n#Town"
    assert plain(post(text)) == text


def test_plain_of_an_article() -> None:
    assert plain(article("# Title\none\ntwo\n\n- a\n- b\n\n> said")) == "Title\n\none\ntwo\n\na\nb\n\nsaid"


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("Hello town", 20, "Hello town"),
        ("Hello beautiful town", 17, "Hello beautiful…"),
        ("Hello\n\ntown", 20, "Hello town"),
        ("<p>Hello<br />town</p>", 20, "Hello town"),
        ("日本語の長い文章です", 5, "日本語の…"),
        ("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 2, "👩‍👩‍👧…"),
        ("1 < 2", 20, "1 < 2"),
    ],
)
def test_excerpt(text: str, limit: int, short: str) -> None:
    assert excerpt(text, limit) == short


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ('<p onclick="x">a<script>b</script></p>', "<p>a</p>"),
        ('<a href="javascript:x">a</a>', '<a target="_blank" rel="nofollow noopener noreferrer">a</a>'),
        ('<a href="/x" rel="me">a</a>', '<a target="_blank" rel="nofollow noopener noreferrer">a</a>'),
        (
            '<img src="x"><iframe src="y"></iframe><span class="evil invisible">z</span>',
            '<span class="invisible">z</span>',
        ),
        ("<h1>t</h1><p>a<br>b", "t<p>a<br />b</p>"),
        ("half \ud83d", "half ?"),
    ],
)
def test_clean_html(html: str, clean: str) -> None:
    assert clean_html(html) == clean


@pytest.mark.parametrize(
    ("text", "way"),
    [("Hello", "ltr"), ("123 שלום", "rtl"), ("مرحبا Ana", "rtl"), ("123 !?", "auto"), ("", "auto")],
)
def test_direction(text: str, way: str) -> None:
    assert direction(text) == way
