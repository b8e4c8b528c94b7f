import pytest

from tests.infra.text.examples import BEN, CARLA, OUTWARD, post, tag


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("  \n ", ""),
        ("Hello", "<p>Hello</p>"),
        ("one\ntwo\n\nthree\n\n\nfour", "<p>one<br />two</p><p>three</p><p>four</p>"),
        ("<b>1 < 2 & 3</b>", "<p>&lt;b&gt;1 &lt; 2 &amp; 3&lt;/b&gt;</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("Hi @ben!", f"<p>Hi {BEN}!</p>"),
        ("@Carla@far.example", f"<p>{CARLA}</p>"),
        ("@nobody", "<p>@nobody</p>"),
        ("to #Straße", f"<p>to {tag('Straße', 'strasse')}</p>"),
        (
            "https://far.example/a?b=1&c=2",
            (f'<p><a href="https://far.example/a?b=1&amp;c=2" {OUTWARD}><span class="invisible">https://</span>'
            "<span>far.example/a?b=1&amp;c=2</span></a></p>"),
        ),
        (
            "https://www.far.example/a/way/that/takes/a/long/time",
            (f'<p><a href="https://www.far.example/a/way/that/takes/a/long/time" {OUTWARD}>'
            '<span class="invisible">https://www.</span><span class="ellipsis">far.example/a/way/that/takes/a</span>'
            '<span class="invisible">/long/time</span></a></p>'),
        ),
        ('http://far.example/"onclick="x', ('<p><a href="http://far.example/&quot;onclick=&quot;x" '
         f'{OUTWARD}><span class="invisible">http://</span><span>far.example/"onclick="x</span></a></p>')),
    ],
)  # fmt: skip
def test_render_post(text: str, html: str) -> None:
    assert post(text) == html
