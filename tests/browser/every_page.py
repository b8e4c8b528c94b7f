"""Looks once at every page of a filled site: what it weighs, whether it moves, fits and can be read by everybody."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, ViewportSize

from tests.browser.people import Cast, Person
from tests.live import LiveSite

PHONE, DESKTOP = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=900)
WIDTHS = (320, 768, 1440)
_RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
_AXE = Axe()
WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
_SCROLL = """
async () => {
  const rest = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30)));
  for (let at = 0; at < Math.min(document.body.scrollHeight, 6000); at += innerHeight) {
    scrollTo(0, at);
    await rest();
  }
  scrollTo(0, 0);
  await rest();
  return window.shifted;
}
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """One page as one role sees it; `kilobytes` (of 1,024) are those on the wire without media."""

    route: str
    path: str
    role: str
    requests: int
    kilobytes: float
    shift: float
    violations: tuple[str, ...] = ()
    wide: tuple[str, ...] = ()


@dataclass  # playwright keeps its own marks on those who listen, so there are no slots
class _Wire:
    """What comes over the wire for one page: without files of media and what lies in the page itself."""

    session: CDPSession
    sizes: dict[str, float] = field(default_factory=dict)
    skipped: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.session.send("Network.enable")
        self.session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        self.session.on("Network.requestWillBeSent", self._begun)
        self.session.on("Network.loadingFinished", self._ended)

    def _begun(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        if "/media/" in url or url.startswith("data:"):
            self.skipped.add(event["requestId"])

    def _ended(self, event: dict[str, Any]) -> None:
        if event["requestId"] not in self.skipped:
            self.sizes[event["requestId"]] = event["encodedDataLength"]

    def start(self) -> None:
        self.sizes.clear()
        self.skipped.clear()


def look(site: LiveSite, cast: Cast, browser: Browser) -> tuple[list[Seen], list[str]]:
    """Everything, in the order of the table, and the routes that answer no page."""
    found = cast.stops()
    stops = [(str(route), str(path), str(role)) for route, path, role in found["pages"]]
    people = {role: str(token) for role, token in found["tokens"].items()}
    special, reader = community(cast)
    people["reader"] = reader.token
    stops += [(f"special: {name}", path, "reader") for name, path in special.items()]
    seen = []
    for role in dict.fromkeys(stop[2] for stop in stops):
        with _opened(site, browser, people.get(role, "")) as (page, wire):
            seen += [_look_at(page, wire, stop) for stop in stops if stop[2] == role]
    return seen, list(found["others"])


@contextmanager
def _opened(site: LiveSite, browser: Browser, token: str) -> Iterator[tuple[Page, _Wire]]:
    context: BrowserContext = browser.new_context(
        base_url=site.url, viewport=PHONE, reduced_motion="reduce", service_workers="block"
    )
    context.set_default_timeout(20_000)
    if token:
        context.add_cookies([{"name": "folkmoot_session", "value": token, "url": site.url}])
    page = context.new_page()
    page.add_init_script(WATCH_SHIFTS)
    yield page, _Wire(context.new_cdp_session(page))
    context.close()


def _look_at(page: Page, wire: _Wire, stop: tuple[str, str, str]) -> Seen:
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")
    wire.start()
    page.goto(stop[1], wait_until="load")
    requests, weight = len(wire.sizes), sum(wire.sizes.values()) / 1024
    shift = page.evaluate(_SCROLL)
    violations = _violations(page, "light")
    wide = _wide(page)
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme="dark")
    violations += _violations(page, "dark")
    return Seen(*stop, requests, weight, shift, tuple(violations), tuple(wide))


def _violations(page: Page, theme: str) -> list[str]:
    found = _AXE.run(page, options=_RULES).response["violations"]
    return [
        f"{page.url} ({theme}): {one['id']} ({one['impact']}): {one['help']}: "
        + " | ".join(f"{node['html'][:160]} {node['failureSummary'][:160]}" for node in one["nodes"][:3])
        for one in found
    ]


def _wide(page: Page) -> list[str]:
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            found.append(f"{page.url}: {needed} pixels wide on a screen of {width}")
    return found


def community(cast: Cast) -> tuple[dict[str, str], Person]:
    """Posts of every kind, as pages, and somebody who reads them."""
    ana, ben, dev = cast.people("Ana", "Ben", "Dev")
    mo, carla = cast.moderator(), cast.person("Carla")
    cast.follow(carla, ana, ben, dev)
    pictures = [cast.picture(ana, "A boat in the fog", width=600 + 300 * n, height=900) for n in range(3)]
    poll = {"options": ["Saturday", "Sunday"], "lasts_seconds": 86400, "multiple": False, "hide_totals": False}
    text = "It began.\n\n## The wheel\n\nOf ==oak==."
    posts = {
        "pictures": (ana, cast.publish(ana, "Three boats", media_ids=pictures)),
        "one picture": (ben, cast.publish(ben, "One boat", media_ids=[cast.picture(ben, "A boat")])),
        "poll": (ben, cast.publish(ben, "Which day suits you? #mill", poll=poll)),
        "article": (ben, cast.publish(ben, text, kind="article", title="A year at the mill")),
        "warning": (ana, cast.publish(ana, "He was the gardener.", warning="The end of the film")),
        "sensitive": (
            ben,
            cast.publish(ben, "A wound", media_ids=[cast.picture(ben, "A cut finger")], sensitive=True),
        ),
    }
    plain = cast.publish(ana, "The mill turns again. #mill https://mill.example/opening")
    posts["quote"] = (ben, cast.publish(ben, "Good news!", quote_of_id=plain))
    cast.publish(carla, f"@{ana.handle} Wonderful!", reply_to_id=plain)
    posts["thread"] = (ana, plain)
    for treatment, name, clause in (("remove", "removed", "harassment"), ("reduce", "reduced", "link-wall")):
        bad = cast.publish(dev, f"{name} one")
        cast.decide(mo, carla, bad, treatment, clause)
        posts[name] = (dev, bad)
    paths = {name: f"{author.page}/{post}" for name, (author, post) in posts.items()}
    return paths | {"home": "/", "ranked": "/?view=ranked", "profile with pictures": ana.page}, carla
