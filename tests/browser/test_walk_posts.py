"""What people write: pictures, polls, quotes, warnings, articles, edits, drafts; for whom; and how it is ranked."""

import re
from datetime import timedelta
from io import BytesIO

from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from folkmoot.kernel import clock
from tests.browser.conftest import NewPage
from tests.browser.people import Cast
from tests.browser.steps import open_menu, post_with, publish, reload_until


def test_a_picture_has_its_description(cast: Cast, new_page: NewPage) -> None:
    ana, ben = cast.people("Ana", "Ben")
    cast.follow(ben, ana)
    page = new_page(ana)
    _begin(page, f"Look! {ana.handle}")
    _open(page, "Pictures")
    page.get_by_label("File 1", exact=True).set_input_files([_picture()])
    page.get_by_label("Description of file 1").fill("A red barn in the snow")
    publish(page)
    for reader in (page, new_page(ben), new_page(ben, java_script_enabled=False)):
        reader.goto("/")
        picture = post_with(reader, f"Look! {ana.handle}").get_by_role("img", name="A red barn in the snow")
        expect(picture).to_be_visible()
        assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 320


def test_a_poll_is_answered_once(cast: Cast, new_page: NewPage) -> None:
    ana, ben = cast.people("Ana", "Ben")
    cast.follow(ben, ana)
    page = new_page(ana)
    _begin(page, "Which day suits you?")
    _open(page, "Poll")
    page.get_by_label("Choice 1").fill("Saturday")
    page.get_by_label("Choice 2").fill("Sunday")
    publish(page)
    voter = new_page(ben)
    voter.goto("/")
    poll = post_with(voter, "Which day suits you?")
    poll.get_by_label("Sunday").check()
    poll.get_by_role("button", name="Choose").click()
    expect(voter.get_by_role("status")).to_contain_text("Your choice is counted.")
    expect(poll).to_contain_text("1 person has chosen")
    expect(poll).to_contain_text(re.compile(r"Saturday\s*0%\s*Sunday\s*your choice\s*100%"))
    expect(poll.get_by_role("button", name="Choose")).to_have_count(0)


def test_a_quote_carries_what_it_quotes(cast: Cast, new_page: NewPage) -> None:
    ana, ben = cast.people("Ana", "Ben")
    post = cast.publish(ana, "The mill turns again.")
    page = new_page(ben)
    page.goto(f"{ana.page}/{post}")
    open_menu(post_with(page, "The mill turns again.")).get_by_role("link", name="Quote").click()
    page.get_by_label("What would you like to say?").fill("Good news!")
    publish(page)
    quote = post_with(page, "Good news!")
    expect(quote.locator("blockquote")).to_contain_text("The mill turns again.")
    page.goto(f"{ana.page}/{post}")
    page.get_by_role("link", name="1 quote").click()
    expect(post_with(page, "Good news!")).to_be_visible()


def test_a_warning_stands_before_the_text(cast: Cast, new_page: NewPage) -> None:
    ana = cast.person("Ana")
    page = new_page(ana)
    _begin(page, "He was the gardener all along.")
    _open(page, "Warning")
    page.get_by_label("Warning shown before the text").fill("The end of the film")
    publish(page)
    visitor = new_page(java_script_enabled=False)
    visitor.goto(ana.page)
    expect(visitor.get_by_text("The end of the film")).to_be_visible()
    expect(visitor.get_by_text("He was the gardener all along.")).to_be_hidden()
    visitor.get_by_text("The end of the film").click()
    expect(visitor.get_by_text("He was the gardener all along.")).to_be_visible()


def test_an_article_has_title_headings_and_highlights(cast: Cast, new_page: NewPage) -> None:
    ana = cast.person("Ana")
    page = new_page(ana)
    page.goto("/compose")
    page.get_by_role("link", name="Write an article instead").click()
    page.get_by_label("Title").fill("A year at the mill")
    page.get_by_label("Text", exact=True).fill(
        "It began in spring.\n\n## The wheel\n\nWe built ==a new wheel== of oak."
    )
    publish(page)
    visitor = new_page()
    visitor.goto(ana.page)
    expect(visitor.get_by_text("It began in spring.")).to_be_visible()
    visitor.get_by_role("link", name="Read the article").click()
    article = visitor.get_by_role("article")
    expect(article.get_by_role("heading", name="A year at the mill")).to_be_visible()
    expect(article.get_by_role("heading", name="The wheel")).to_be_visible()
    expect(article.locator("mark")).to_have_text("a new wheel")


def test_an_edit_leaves_its_history(cast: Cast, new_page: NewPage) -> None:
    ana = cast.person("Ana")
    post = cast.publish(ana, "We meet at seven.")
    page = new_page(ana)
    page.goto(f"{ana.page}/{post}")
    open_menu(post_with(page, "We meet at seven.")).get_by_role("link", name="Edit").click()
    page.get_by_label("What would you like to say?").fill("We meet at eight.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Your change is published.")
    visitor = new_page()
    visitor.goto(f"{ana.page}/{post}")
    expect(post_with(visitor, "We meet at eight.")).to_be_visible()
    visitor.get_by_role("link", name=re.compile("Edited")).click()
    expect(visitor.get_by_role("main")).to_contain_text(re.compile("Now, since.*We meet at eight", re.DOTALL))
    expect(visitor.get_by_role("main")).to_contain_text(re.compile("First published.*We meet at seven", re.DOTALL))


def test_what_is_for_later_waits_and_what_is_a_draft_is_private(cast: Cast, new_page: NewPage) -> None:
    ana = cast.person("Ana")
    page, visitor = new_page(ana), new_page()
    _begin(page, "Happy new year!")
    _open(page, "Later")
    page.get_by_label("Publish at").fill(f"{clock.now() + timedelta(days=2):%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status")).to_contain_text("Your post is scheduled.")
    line = page.get_by_role("listitem").filter(has_text="Happy new year!")
    visitor.goto(ana.page)
    expect(visitor.get_by_text("Nothing here yet")).to_be_visible()
    line.get_by_text("Change", exact=True).click()
    line.get_by_role("button", name="Do not publish").click()
    expect(page.get_by_role("status")).to_contain_text("Its text is kept as a draft.")

    page.get_by_role("link", name="Happy new year!").click()
    page.get_by_label("What would you like to say?").fill("Happy new year, all!")
    _open(page, "Later")
    page.get_by_role("button", name="Keep as draft").click()
    visitor.goto(ana.page)
    expect(visitor.get_by_text("Nothing here yet")).to_be_visible()
    page.get_by_role("link", name="Happy new year, all!").click()
    publish(page)
    page.goto("/drafts")
    expect(page.get_by_text("Nothing is waiting")).to_be_visible()
    visitor.goto(ana.page)
    expect(post_with(visitor, "Happy new year, all!")).to_be_visible()


def test_posts_for_some_do_not_exist_for_others(cast: Cast, new_page: NewPage) -> None:
    ana, ben, carla = cast.people("Ana", "Ben", "Carla")
    cast.follow(ben, ana)
    page = new_page(ana)
    _begin(page, "For those who follow me.")
    page.get_by_label("Who can see it").select_option("Followers")
    publish(page)
    _begin(page, f"@{ben.handle} only you and I know.")
    page.get_by_label("Who can see it").select_option("Only people named here")
    publish(page)
    followers_only = _address(page, ana.page, "For those who follow me.")
    direct = _address(page, "/", "only you and I know.")

    friend = new_page(ben)
    for path, text in ((followers_only, "For those who follow me."), (direct, "only you and I know.")):
        friend.goto(path)
        expect(post_with(friend, text)).to_be_visible()
    for other in (new_page(carla), new_page()):
        for path in (followers_only, direct):
            answer = other.goto(path)
            assert answer is not None
            assert answer.status == 404
        for path in (ana.page, "/public", "/explore"):
            other.goto(path)
            expect(other.get_by_text("For those who follow me.")).to_have_count(0)
            expect(other.get_by_text("only you and I know.")).to_have_count(0)


def test_ranked_gives_its_reasons(cast: Cast, new_page: NewPage) -> None:
    ana, ben = cast.people("Ana", "Ben")
    cast.follow(ben, ana)
    cast.follow(ana, ben)
    text = f"The harvest is in. {ana.handle}"
    cast.publish(ana, text)
    page = new_page(ben)
    page.goto("/")
    page.get_by_role("link", name="Ranked").click()
    expect(page.get_by_role("link", name="Ranked")).to_have_attribute("aria-current", "page")
    open_menu(post_with(page, text)).get_by_role("link", name="Why am I seeing this?").click()
    expect(page.get_by_role("main")).to_contain_text("You follow Ana.")
    page.get_by_text("The same as a table").click()
    rows = page.get_by_role("table").locator("tbody tr")
    expect(rows).to_have_count(4)
    points = [float(cell) for cell in rows.locator("td:last-child").all_inner_texts()]
    sums = page.get_by_role("table").locator("tfoot tr")
    expect(sums).to_have_count(3)
    total, factor, score = (words.split()[-1] for words in sums.all_inner_texts())
    assert abs(float(total) - sum(points)) < 0.03
    assert factor == "1.00"
    assert score == total
    page.goto("/")
    expect(page.get_by_role("link", name="Ranked")).to_have_attribute("aria-current", "page")
    page.get_by_role("link", name="Latest").click()
    expect(post_with(page, text)).to_be_visible()


def test_marks_stay(cast: Cast, new_page: NewPage) -> None:
    ana, ben = cast.people("Ana", "Ben")
    post = cast.publish(ana, "Bread at five.")
    page = new_page(ben)
    page.goto(f"{ana.page}/{post}")
    for name in ("Favourite", "Bookmark", "Boost"):
        page.get_by_role("button", name=name).click()
        expect(page.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
    for path in ("/bookmarks", "/favourites"):
        page.goto(path)
        expect(post_with(page, "Bread at five.")).to_be_visible()
    author = new_page(ana)
    author.goto("/notifications")
    reload_until(author, author.get_by_text("boosted your post"))
    reload_until(author, author.get_by_text("favourited your post"))


def _begin(page: Page, text: str) -> None:
    page.goto("/")
    page.get_by_label("What would you like to say?").fill(text)


def _open(page: Page, fold: str) -> None:
    """Open a fold of the composer."""
    page.locator("summary", has_text=fold).click()


def _address(page: Page, path: str, text: str) -> str:
    """The address of the post with this text, as a list links it."""
    page.goto(path)
    return post_with(page, text).locator("a.at").get_attribute("href") or ""


def _picture() -> FilePayload:
    """A red picture, 320 by 200."""
    file = BytesIO()
    Image.new("RGB", (320, 200), (200, 30, 30)).save(file, "JPEG")
    return {"name": "barn.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}
