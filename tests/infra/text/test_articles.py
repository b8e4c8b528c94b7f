import pytest

from tests.infra.text.examples import BEN, OUTWARD, article, tag


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("# A\n## B\n### C\n###### D", "<h2>A</h2>\n<h3>B</h3>\n<h4>C</h4>\n<h4>D</h4>"),
        ("one\ntwo\n\nthree", "<p>one<br />\ntwo</p>\n<p>three</p>"),
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("2. a\n3. b", '<ol start="2">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("```py\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"),
        ("[there](https://far.example/)", f'<p><a href="https://far.example/" {OUTWARD}>there</a></p>'),
        ("[no](javascript:alert(1)) [no](/x)", "<p>[no](javascript:alert(1)) [no](/x)</p>"),
        ("<b onclick=x>raw</b>", "<p>&lt;b onclick=x&gt;raw&lt;/b&gt;</p>"),
        (
            "![alt](https://far.example/i.png)",
            f'<p>!<a href="https://far.example/i.png" {OUTWARD}>alt</a></p>',
        ),
        ("    no code", "<p>no code</p>"),
        ("text\n---", "<p>text</p>\n<hr>"),
        ("@ben, #Town", f"<p>{BEN}, {tag('Town', 'town')}</p>"),
        ("\\@ben `@ben`", "<p>@ben <code>@ben</code></p>"),
        ("[@ben](https://far.example/)", f'<p><a href="https://far.example/" {OUTWARD}>@ben</a></p>'),
        (
            "http://far.example/a_b_c*d*==e==",
            (
                f'<p><a href="http://far.example/a_b_c*d*==e==" {OUTWARD}><span class="invisible">http://</span>'
                "<span>far.example/a_b_c*d*==e==</span></a></p>"
            ),
        ),
    ],
)
def test_render_article(source: str, html: str) -> None:
    assert article(source) == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("==high==", "<p><mark>high</mark></p>"),
        ("a ==b *c*== d", "<p>a <mark>b <em>c</em></mark> d</p>"),
        ("日本==強調==語", "<p>日本<mark>強調</mark>語</p>"),
        ("a == b == c", "<p>a == b == c</p>"),
        ("=one= ==open", "<p>=one= ==open</p>"),
        ("===odd===", "<p>=<mark>odd=</mark></p>"),
        ("*a ==b* c==", "<p><em>a ==b</em> c==</p>"),
        ("==see @ben==", f"<p><mark>see {BEN}</mark></p>"),
    ],
)
def test_highlights(source: str, html: str) -> None:
    assert article(source) == html
