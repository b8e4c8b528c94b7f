"""Nothing that a person reads goes past the translators."""

from pathlib import Path

import pytest

from tests.messages import bare
from tests.messages.extracting import SOURCE

TEMPLATES = sorted(path for path in SOURCE.rglob("*.html") if "templates" in path.parts)
PAGES = sorted(path for edge in ("web", "console") for path in (SOURCE / "edges" / edge).rglob("*.py"))


def test_no_template_says_anything_past_gettext() -> None:
    found = {path.name: bare.in_template(path.read_text(encoding="utf-8")) for path in TEMPLATES}
    assert {name: texts for name, texts in found.items() if texts} == {}
    assert len(TEMPLATES) > 100


def test_no_page_says_anything_past_gettext() -> None:
    found = {path.name: list(bare.in_python(path)) for path in PAGES}
    assert {name: texts for name, texts in found.items() if texts} == {}
    assert len(PAGES) > 50


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ("<p>{% if x %}You have {{ n }} posts{% endif %}</p>", ["You have posts"]),
        ('<input placeholder="Search here">', ["Search here"]),
        ('<a aria-label="Back to {{ name }}">{{ name }}</a>', ["Back to "]),
        ('{% menu_line "/x" "bell" "What is new" %}', ["What is new"]),
        ('<p title="{% translate "Hello" %}">{% translate "Hello" %} · {{ x }}</p>', []),
        ("{% blocktranslate %}Hello <b>you</b>{% endblocktranslate %}{# Hello #}", []),
        ('{% menu_line "/x" "bell" _("What is new") %}', []),
        ("<code>folkmoot run</code><script>let it = be;</script>", []),
    ],
)  # fmt: skip
def test_the_test_finds_what_it_should_in_templates(source: str, found: list[str]) -> None:
    assert bare.in_template(source) == found


def test_the_test_finds_what_it_should_in_pages(tmp_path: Path) -> None:
    page = tmp_path / "page.py"
    page.write_text(
        'say(request, "It is done.")\n'
        'warn(request, f"No {thing} here")\n'
        'CharField(label="Your name", help_text=_("Short, please"))\n'
        'say(request, _("It is done."))\n'
        'say(request, _("Done") if x else "Not so")\n'
    )
    assert list(bare.in_python(page)) == ["It is done.", "f'No {thing} here'", "Your name", "Not so"]
