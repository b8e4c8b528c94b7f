"""A community under load, and a model of what was acknowledged to its members.

Everybody asks again until they are answered, as people and clients do. Afterwards the site must hold what it
acknowledged, each thing once, and nothing half of it.
"""

import http.client
import json
import random
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from typing_extensions import override

from tests.browser.people import Cast, Person
from tests.live import LiveSite
from tests.member import Member, Refused, Unanswered

T = TypeVar("T")
PATIENCE = 300.0
_CASES = 8
_CROWD = 30
_STRANGERS = 3
_GO, _TOO_MUCH = 302, 429
_ANSWERED = frozenset({200, _GO, 422})
_NOT_NOW = frozenset({503, 507})
_SECRET = "a" * 32
_DECIDED_BEFORE = ("This case has been decided already.", "This is your own decision")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    @override
    def redirect_request(self, *args: object, **named: object) -> None:
        return None


def send_form(site: LiveSite, person: Person, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
    """Send a form, or get a page, as a browser does; status, body, Retry-After. Raises Unanswered."""
    data = urllib.parse.urlencode(form).encode() if form is not None else None
    headers = {"Cookie": f"folkmoot_session={person.token}; csrftoken={_SECRET}", "X-CSRFToken": _SECRET}
    asked = urllib.request.Request(site.url + path, data, headers)  # noqa: S310 - http only
    try:
        return _answer_to(asked)
    except (OSError, http.client.HTTPException, ValueError) as error:  # also in the middle of an answer
        raise Unanswered(type(error).__name__) from None


def _answer_to(asked: urllib.request.Request) -> tuple[int, str, str]:
    try:
        with urllib.request.build_opener(_NoRedirect).open(asked, timeout=20) as answer:
            return answer.status, answer.read().decode(), ""
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace"), error.headers.get("Retry-After") or ""


@dataclass
class Acknowledged:
    """`posts`: text by id, for each author. `follows`: who follows Ana. `decided`: the cases that are."""

    posts: dict[str, dict[str, str]] = field(default_factory=dict)
    follows: set[int] = field(default_factory=set)
    decided: set[str] = field(default_factory=set)
    refused: Counter[int] = field(default_factory=Counter)
    unanswered: int = 0

    @property
    def total(self) -> int:
        return sum(map(len, self.posts.values())) + len(self.follows) + len(self.decided)


class Town:
    """Ana is mentioned and followed; Ben and Carla write, the neighbours follow, Mo decides; strangers do nothing."""

    def __init__(self, site: LiveSite, cast: Cast, seed: int) -> None:
        self.site, self._cast = site, cast
        self.seed = seed
        self.model = Acknowledged()
        self.ana = Member(site.url, "ana")
        self.authors = {name: Member(site.url, name) for name in ("ben", "carla")}
        people = cast.crowd(_CROWD + _STRANGERS)
        self.crowd, self.strangers = people[:_CROWD], people[_CROWD:]
        self.mo = cast.moderator()
        self.accused = self.crowd[:_CASES]
        self._cases = self._report_some()
        self._stop = threading.Event()
        self._errors: list[BaseException] = []
        self._progress = threading.Condition()

    def _report_some(self) -> list[str]:
        """One case for each of the accused."""
        for author in self.accused:
            self._cast.report(
                [self.crowd[-1]], self._cast.publish(author, f"You lie, says {author.name}"), "harassment"
            )
        _, page, _ = send_form(self.site, self.mo, "/console/queue")
        cases = sorted(set(re.findall(r"/console/cases/(\d+)", page)))
        assert len(cases) == _CASES
        return cases

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Everybody acts during the block; afterwards each has the answer to what they asked last."""
        self._stop.clear()
        deeds: list[Callable[[], None]] = [self._follow_all, self._decide_all]
        deeds += [lambda name=name: self._write(name) for name in self.authors]  # type: ignore[misc] # bound now
        threads = [threading.Thread(target=self._watched, args=(deed,), daemon=True) for deed in deeds]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join(PATIENCE)
        assert not self._errors, f"seed {self.seed}: {self._errors}"
        assert not any(thread.is_alive() for thread in threads), "somebody still waits for an answer"

    def get_on(self, number: int) -> None:
        """Wait until so many things more were acknowledged."""
        with self._progress:
            enough = self.model.total + number
            done = self._progress.wait_for(lambda: self.model.total >= enough or bool(self._errors), PATIENCE)
        assert not self._errors, f"seed {self.seed}: {self._errors}"
        assert done, f"the site does not answer any more: {self.model.unanswered} unanswered, {self.model.refused}"

    def _watched(self, deed: Callable[[], None]) -> None:
        try:
            deed()
        except BaseException as error:  # noqa: BLE001 - the test reads it
            self._errors.append(error)

    def _until_answered(self, ask: Callable[[], T]) -> T:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return ask()
            except Unanswered:
                self.model.unanswered += 1
            except Refused as refusal:
                if refusal.status not in _NOT_NOW:
                    raise
                self.model.refused[refusal.status] += 1
            assert time.monotonic() < deadline, "nobody answers"
            threading.Event().wait(0.05)

    def _note(self, change: Callable[[], None]) -> None:
        with self._progress:
            change()
            self._progress.notify_all()

    def _write(self, name: str) -> None:
        chance = random.Random(f"{self.seed} {name}")
        own = self.model.posts.setdefault(name, {})
        while not self._stop.is_set():
            visibility = chance.choice(("public", "unlisted", "private"))
            try:
                self._publish(name, own, visibility)
            except Refused as refusal:
                if refusal.status != _TOO_MUCH:
                    raise
                self._stop.wait(0.5)  # on a quick machine the allowance is used up before the rest is done

    def _publish(self, name: str, own: dict[str, str], visibility: str) -> None:
        text = f"{name} {len(own)} for @ana"
        post = self._until_answered(lambda: self.authors[name].publish(text, visibility=visibility, key=text))
        assert post["id"] not in own
        self._note(lambda: own.update({post["id"]: text}))

    def _follow_all(self) -> None:
        for person in self.crowd:
            if person.id not in self.model.follows and not self._stop.wait(0.1):
                self._follow(person)

    def _follow(self, person: Person) -> None:
        self._form(person, "/@ana/relate", {"verb": "follow"})
        self._note(lambda: self.model.follows.add(person.id))

    def _decide_all(self) -> None:
        for case in self._cases:
            if case not in self.model.decided and not self._stop.wait(0.2):
                self._decide(case)

    def _decide(self, case: str) -> None:
        status, page = self._form(self.mo, f"/console/cases/{case}/decide", {"choice": "harassment:remove"})
        assert status == _GO or any(words in page for words in _DECIDED_BEFORE), page[-2000:]
        self._note(lambda: self.model.decided.add(case))

    def _form(self, person: Person, path: str, form: dict[str, str]) -> tuple[int, str]:
        def ask() -> tuple[int, str]:
            status, page, _ = send_form(self.site, person, path, form)
            if status not in _ANSWERED:
                raise Refused(status, page)
            return status, page

        return self._until_answered(ask)

    def check(self) -> None:
        """Everything that was acknowledged is there once and whole. Waits for the worker first."""
        acknowledged = Counter(post_id for own in self.model.posts.values() for post_id in own)
        assert self._told("mention", acknowledged.total(), lambda one: one["status"]["id"]) == acknowledged
        followers = Counter(self.model.follows)
        assert self._told("follow", followers.total(), lambda one: int(one["account"]["id"])) == followers
        for name, member in self.authors.items():
            _check_author(member, self.model.posts[name])
        self._check_followers()
        self._check_decisions()
        self._check_home()
        doctor = self.site.command("doctor")
        assert doctor.returncode == 0, doctor.stdout

    def _told(self, kind: str, expected: int, about: Callable[[Any], T]) -> Counter[T]:
        """How often Ana was told of each thing, once all work is done: a killed worker's jobs wait for their lease."""
        found: Counter[T] = Counter()
        for _ in range(int(PATIENCE / 0.5)):
            notices = self.ana.all_pages(f"/api/v1/notifications?types[]={kind}&limit=80")
            found = Counter(about(one) for one in notices)
            if found.total() >= expected:
                return found
            threading.Event().wait(0.5)
        raise AssertionError(f"Ana was told of {found.total()} ({kind}) and not of {expected}; seed {self.seed}")

    def _check_followers(self) -> None:
        path = f"/api/v1/accounts/{self.ana.id}"
        assert self.ana.call("GET", path)["followers_count"] == len(self.model.follows)
        listed = Counter(int(one["id"]) for one in self.ana.call("GET", f"{path}/followers?limit=80"))
        assert listed == Counter(self.model.follows)

    def _check_decisions(self) -> None:
        """As many decisions as were acknowledged, each with its entry in the public log and one notice."""
        number = len(self.model.decided)
        assert sum(_waited_for(number, lambda: [self._decisions_in_the_log()])) == number
        strikes = [self._cast.strikes(one) for one in self.accused]
        assert (sum(strikes), max(strikes)) == (number, min(number, 1))
        told = _waited_for(number, lambda: [self._cast.notices(one, "decision") for one in self.accused])
        assert told == strikes

    def _decisions_in_the_log(self) -> int:
        entries = self.ana.call("GET", "/transparency/log/entries?limit=500")["entries"]
        return sum(json.loads(one["body"])["kind"] == "decision" for one in entries)

    def _check_home(self) -> None:
        """A follower's home has every post that they may read, once."""
        ben = self.authors["ben"]
        ids = Counter(one["id"] for one in ben.all_pages("/api/v1/timelines/home?limit=40"))
        assert ids == Counter(list(self.model.posts["ben"]))


def _waited_for(expected: int, ask: Callable[[], list[int]]) -> list[int]:
    """What is there once it is so much: entries get their places a moment later, and what a killed worker had taken
    waits for the end of its lease.
    """
    found = ask()
    for _ in range(int(PATIENCE / 0.5)):
        if sum(found) >= expected:
            break
        threading.Event().wait(0.5)
        found = ask()
    return found


def _check_author(member: Member, own: dict[str, str]) -> None:
    there = {post["id"]: post["content"] for post in member.posts()}
    assert there.keys() == own.keys()
    assert max(Counter(there.values()).values(), default=1) == 1
    assert member.call("GET", f"/api/v1/accounts/{member.id}")["statuses_count"] == len(own)
