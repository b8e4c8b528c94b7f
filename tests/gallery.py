"""Pages in states that break layouts, as pictures: `python -m tests.gallery` fills build/gallery, with an index.

Each state is taken on a phone and on a desktop, in light and in dark.
"""

import argparse
import html
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.people import Cast, Person
from tests.live import ROOT, LiveSite

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = ROOT / "build" / "gallery"
LOOKS = tuple(
    (f"{device}-{theme}", {"viewport": {"width": width, "height": 800}, "color_scheme": theme})
    for device, width in (("phone", 360), ("desktop", 1280))
    for theme in ("light", "dark")
)
_HIGHEST = 2600
"""Pixels; what is below shows nothing new."""
_LONG = "Wilhelmina-Alexandra Featherstonehaugh-Cholmondeley of the Northern Marches"
_ARABIC = "اجتمع أهل القرية اليوم تحت شجرة البلوط الكبيرة. من يريد أن يتحدث فليتحدث."
_WORDS = "The moot meets under the oak on Saturday, an hour before dusk. Bring what you would like to say. "
_STYLE = (
    "img { max-width: 22rem; max-height: 32rem; border: 1px solid #999 } "
    "td { vertical-align: top } body { font-family: sans-serif }"
)


@dataclass(frozen=True, slots=True)
class State:
    """`body` with `status`: a page that no address leads to. `language`: of the interface."""

    name: str
    path: str
    reader: Person | None = None
    language: str = ""
    status: int = 0
    body: str = ""
    posted: bool = False


def make(folder: Path = FOLDER) -> list[Path]:
    """Every picture, in order, beside an index.html."""
    from tests.browser.chromium import chromium

    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    with LiveSite() as site, Cast(site) as cast, chromium() as browser:
        made += _taken(site, browser, folder, [State("empty community", "/"), State("empty list", "/decisions")])
        made += _taken(site, browser, folder, list(_states(cast)))
        (site.data / "maintenance").write_text("New disks. We are back at noon.", encoding="utf-8")
        made += _taken(site, browser, folder, [State("maintenance", "/")])
    _write_index(folder, made)
    return made


def _states(cast: Cast) -> Iterator[State]:
    newcomer, reader, ana, mo = cast.person("Newcomer"), cast.person("Reader"), cast.person("Ana"), cast.moderator()
    long, emoji, amal = cast.person(_LONG[:50]), cast.person("🦊🌊"), cast.person("أمل الحسيني")
    cast.follow(reader, ana, long, emoji, amal)
    yield State("empty home", "/", newcomer)
    yield State("empty notifications", "/notifications", newcomer)
    yield from _many(cast, reader, ana)
    yield from _names(cast, reader, long, emoji, amal)
    yield from _decided(cast, reader, mo)
    yield from _failed(cast, reader)
    for name, path in (("rules", "/rules"), ("keys", "/keyboard"), ("appearance", "/settings/appearance")):
        yield State(name, path, reader)
    yield State("reports", "/reports", reader)
    yield State("queue", "/console/queue", mo)


def _many(cast: Cast, reader: Person, ana: Person) -> Iterator[State]:
    solo = cast.person("Solo")
    one = cast.publish(solo, "Just one post.")
    cast.counted(one, 10_000)
    yield State("one", solo.page, reader)
    pictures = [cast.picture(ana, "Fog over the harbour", width=500 + 200 * n, height=700) for n in range(4)]
    cast.publish(ana, "Four pictures of very different shapes", media_ids=pictures)
    cast.publish(ana, _WORDS * 40, kind="article", title=_LONG)
    for number in range(24):
        cast.publish(ana, f"{number}. {_WORDS}")
    yield State("ten thousand", f"{solo.page}/{one}", reader)
    yield State("long list", "/", reader)
    yield State("pictures", f"{ana.page}/media", reader)


def _names(cast: Cast, reader: Person, long: Person, emoji: Person, amal: Person) -> Iterator[State]:
    cast.publish(long, "x" * 300)
    cast.publish(emoji, "🎉🎉🎉🎉🎉🎉🎉🎉")
    said = cast.publish(amal, _ARABIC, language="ar")
    cast.publish(long, "An answer in the other direction", reply_to_id=said)
    yield State("longest names", long.page, reader)
    yield State("emoji only", emoji.page, reader)
    yield State("right to left post", f"{amal.page}/{said}", reader)
    yield State("right to left interface", "/", reader, language="ar")
    yield State("right to left landing", "/", language="ar")


def _decided(cast: Cast, reader: Person, mo: Person) -> Iterator[State]:
    dev = cast.person("Dev")
    cast.follow(reader, dev)
    for treatment, clause in (("remove", "harassment"), ("reduce", "link-wall")):
        post = cast.publish(dev, f"Something to {treatment}. {_WORDS}")
        cast.decide(mo, reader, post, treatment, clause)
        yield State(f"{treatment}d for its author", f"{dev.page}/{post}", dev)
        yield State(f"{treatment}d for a reader", f"{dev.page}/{post}", reader)
    yield State("decisions about me", "/decisions/about-me", dev)


def _failed(cast: Cast, reader: Person) -> Iterator[State]:
    yield State("error in a form", "/sign-up", posted=True)
    yield State("403", "/console/settings", reader)
    yield State("404", "/no-such-page")
    yield State("410", "/reset/no-such-token")
    yield State("500", "/broken", status=500, body=cast.rendered("500.html"))
    yield State("offline", "/offline")


def _taken(site: LiveSite, browser: "Browser", folder: Path, states: list[State]) -> list[Path]:
    made = []
    for look, options in LOOKS:
        for state in states:
            with _page(site, browser, state, options) as page:
                file = folder / f"{state.name.replace(' ', '-')}.{look}.png"
                _take(page, state, file)
                made.append(file)
    return made


@contextmanager
def _page(site: LiveSite, browser: "Browser", state: State, options: Mapping[str, object]) -> "Iterator[Page]":
    context = browser.new_context(base_url=site.url, reduced_motion="reduce", service_workers="block", **options)  # type: ignore[arg-type] # passed through
    context.set_default_timeout(20_000)
    cookies = {"folkmoot_session": state.reader.token if state.reader else "", "folkmoot_language": state.language}
    context.add_cookies([{"name": name, "value": value, "url": site.url} for name, value in cookies.items() if value])
    yield context.new_page()
    context.close()


def _take(page: "Page", state: State, file: Path) -> None:
    if state.status:
        page.route(
            f"**{state.path}",
            lambda route: route.fulfill(status=state.status, body=state.body, content_type="text/html"),
        )
    page.goto(state.path)
    if state.posted:
        page.locator("main form button").last.click()
        page.wait_for_load_state()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("load")
    page.evaluate("scrollTo(0, 0)")
    high = min(_HIGHEST, int(page.evaluate("document.documentElement.scrollHeight")))
    width = (page.viewport_size or {"width": 1280})["width"]
    page.set_viewport_size({"width": width, "height": max(800, high)})
    page.screenshot(path=file)


def _write_index(folder: Path, made: list[Path]) -> None:
    """One row a state, one column a look."""
    names = dict.fromkeys(file.name.split(".")[0] for file in made)
    rows = "".join(
        f"<tr><th>{html.escape(name)}</th>"
        + "".join(
            f'<td><a href="{name}.{look}.png"><img src="{name}.{look}.png" loading="lazy" alt="{look}"></a></td>'
            for look, _ in LOOKS
        )
        + "</tr>"
        for name in names
    )
    head = "".join(f"<th>{look}</th>" for look, _ in LOOKS)
    page = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title><style>{_STYLE}</style>'
        f"<h1>Gallery</h1><table><tr><th></th>{head}</tr>{rows}</table></html>"
    )
    (folder / "index.html").write_text(page, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER)
    made = make(parser.parse_args().out)
    sys.stdout.write(f"{len(made)} pictures; look at {made[0].parent / 'index.html'}\n")


if __name__ == "__main__":
    main()
