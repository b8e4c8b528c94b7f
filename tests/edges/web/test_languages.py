"""Pages in the reader's language, with the reader's dates and numbers."""

from datetime import timedelta

import pytest
from django.template import engines
from django.utils import timezone, translation

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PollDraft, PostDraft
from folkmoot.kernel import clock as clocks
from folkmoot.kernel.clock import FrozenClock
from tests import cast
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of


def shown(source: str, language: str, **context: object) -> str:
    with translation.override(language), timezone.override("Europe/Berlin"):
        return str(engines["django"].from_string(source).render(context))


def test_members_choose_language_time_zone_and_the_language_of_their_posts(browser: Browser) -> None:
    ana = cast.ana()
    client = browser(ana)
    page = client.get("/settings/language")
    assert "العربية" in text_of(page)
    chosen = {"interface_language": "de", "time_zone": "America/Sao_Paulo", "language": "pt"}
    answer = client.post("/settings/language", chosen, follow=True)
    assert "Deine Sprache und deine Zeitzone sind gespeichert." in text_of(answer)
    own = accounts.preferences_of(ana.id)
    assert (own.interface_language, own.time_zone, ana.account.language) == ("de", "America/Sao_Paulo", "pt")
    assert '<html lang="de" dir="ltr"' in client.get("/menu").content.decode()


@pytest.mark.parametrize(
    ("field", "value"), [("interface_language", "tlh"), ("time_zone", "Mars/Olympus"), ("language", "<b>")]
)
def test_what_is_not_offered_is_not_taken(browser: Browser, field: str, value: str) -> None:
    ana = cast.ana()
    chosen = {"interface_language": "de", "time_zone": "", "language": "en"} | {field: value}
    assert browser(ana).post("/settings/language", chosen).status_code == 422
    assert accounts.preferences_of(ana.id) == accounts.DEFAULT_PREFERENCES
    assert ana.account.language == "en"


def test_a_zone_that_an_app_set_stays_on_offer(browser: Browser) -> None:
    ana = cast.ana()
    accounts.set_preferences(ana.viewer, time_zone="Asia/Calcutta")
    page = browser(ana).get("/settings/language").content.decode()
    assert '<option value="Asia/Calcutta" selected>' in page


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("{{ n|number }}", ("12,345", "12.345", "12.345", "12,345")),
        ("{{ x|number:2 }}", ("0.50", "0,50", "0,50", "0.50")),
        ("{{ x|factor }}", ("0.50", "0,50", "0,50", "0.50")),
        ("{{ p|percent }}", ("12%", "12~%", "12~%", "12%")),
        ("{{ n|filesize }}", ("12.1~KB", "12,1~KB", "12,1~KB", "12.1~KB")),
        ("{{ t|day }}", ("1 March 2026", "1. März 2026", "1 de marzo de 2026", "1 مارس 2026")),
        (
            "{{ t|moment }}",
            (
                "1 March 2026, 13:05 CET",
                "1. März 2026, 13:05 CET",
                "1 de marzo de 2026, 13:05 CET",
                "1 مارس 2026, 13:05 CET",
            ),
        ),
        ("{{ t|short_day }}", ("1 Mar", "1. März", "1 mar", "1 مارس")),
        ("{{ t|month }}", ("March 2026", "März 2026", "marzo de 2026", "مارس 2026")),
    ],
)  # fmt: skip
def test_dates_and_numbers_by_locale(source: str, texts: tuple[str, ...], clock: FrozenClock) -> None:
    values = {"n": 12345, "x": 0.5, "p": 12, "t": clocks.now().replace(year=2026, month=3, day=1, hour=12, minute=5)}
    found = (shown(source, language, **values) for language in ("en", "de", "es", "ar"))
    assert tuple(text.replace("\N{NO-BREAK SPACE}", "~") for text in found) == texts


def test_counted_numbers_keep_their_plural() -> None:
    source = "{% blocktranslate count n=n|number %}{{ n }} reply{% plural %}{{ n }} replies{% endblocktranslate %}"
    assert [shown(source, "de", n=number) for number in (1, 2, 1200)] == ["1 Antwort", "2 Antworten", "1.200 Antworten"]


def test_times_stand_on_the_readers_clock(browser: Browser, clock: FrozenClock) -> None:
    ana = cast.ana()
    post = posts.publish(ana.viewer, draft=PostDraft(text="Good morning"))
    accounts.set_preferences(ana.viewer, interface_language="de", time_zone="Asia/Kolkata")
    page = browser(ana).get(f"/@ana/{post.id}").content.decode()
    local = post.created_at + timedelta(hours=5, minutes=30)
    assert f", {local:%H:%M} IST</time>" in page or f', {local:%H:%M} IST"' in page
    assert f'datetime="{post.created_at.isoformat()}"' in page


def test_each_part_of_a_post_carries_its_language_and_direction(browser: Browser) -> None:
    ana = cast.ana()
    draft = PostDraft(
        text="שלום לכולם", warning="זהירות", language="he", poll=PollDraft(options=("כן", "לא"), lasts_seconds=3600)
    )
    post = posts.publish(ana.viewer, draft=draft)
    quoting = posts.publish(ana.viewer, draft=PostDraft(text="See this", language="en", quote_of_id=post.id))
    page = browser(cast.ben()).get(f"/@ana/{quoting.id}").content.decode()
    assert '<div class="text" dir="ltr" lang="en"><p>See this' in page
    assert '<span dir="auto" lang="he">זהירות</span>' in page
    assert '<div class="text" dir="rtl" lang="he"><p>שלום' in page
    own = browser(cast.ben()).get(f"/@ana/{post.id}").content.decode()
    assert '<span dir="auto" lang="he">כן</span>' in own


def test_names_that_run_the_other_way_are_set_apart() -> None:
    assert (
        shown("{% blocktranslate with name=n|isolated %}You follow {{ name }}.{% endblocktranslate %}", "en", n="Ana")
        == "You follow Ana."
    )
    assert shown("{{ n|isolated }}", "en", n="דנה") == "\u2068דנה\u2069"
    assert shown("{{ n|isolated }}", "ar", n="Ana") == "\u2068Ana\u2069"
    assert shown("{{ n|isolated }}", "ar", n="ليلى") == "ليلى"
