"""The people of the walks: made beside the running site, each walk its own, so that walks do not meet."""

import itertools
import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from typing_extensions import override

from tests.live import PASSWORD, ROOT, LiveSite

_COUNTED = 30.0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account; `token` is the cookie of a browser in which they are signed in."""

    id: int
    name: str
    handle: str
    token: str

    @property
    def page(self) -> str:
        return f"/@{self.handle}"


class Cast(AbstractContextManager["Cast"]):
    """Makes people on one running site, and lets them do what a walk takes as given."""

    def __init__(self, site: LiveSite) -> None:
        self.site = site
        self._numbers = itertools.count(1)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.inside"],
            env=site.environment | {"DJANGO_SETTINGS_MODULE": "folkmoot.wiring.settings"},
            cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    @override
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=30)

    def handle(self, name: str) -> str:
        """A name before the @ that nobody on this site has."""
        letters = "".join(one for one in name.lower() if one.isascii() and one.isalnum())[:24]
        return f"{letters or 'somebody'}{next(self._numbers)}"

    def people(self, *names: str, days: float = _COUNTED, role: str = "member") -> list[Person]:
        """Somebody new for each name, with an account that is so many days old."""
        wanted = [{"name": name, "handle": self.handle(name), "role": role} for name in names]
        made = self._do("people", people=wanted, days=days, password=PASSWORD)
        return [
            Person(found["id"], one["name"], one["handle"], found["token"])
            for one, found in zip(wanted, made, strict=True)
        ]

    def person(self, name: str, *, days: float = _COUNTED, role: str = "member") -> Person:
        return self.people(name, days=days, role=role)[0]

    def moderator(self, name: str = "Mo") -> Person:
        return self.person(name, role="moderator")

    def crowd(self, count: int, *, days: float = _COUNTED) -> list[Person]:
        """So many people without a story."""
        return self.people(*(f"Neighbour{number}" for number in range(count)), days=days)

    def publish(self, author: Person, text: str, **more: Any) -> int:
        """Publish a post and return its id; `more` are fields of `PostDraft`."""
        made: int = self._do("publish", author=author.id, text=text, **more)
        return made

    def follow(self, follower: Person, *targets: Person) -> None:
        for target in targets:
            self._do("follow", follower=follower.id, target=target.id)

    def boost(self, by: Person, post: int) -> None:
        self._do("boost", by=by.id, post=post)

    def vote(self, by: Sequence[Person], post: int, value: int) -> None:
        self._do("vote", by=[one.id for one in by], post=post, value=value)

    def report(self, by: Sequence[Person], post: int, clause: str = "") -> None:
        self._do("report", by=[one.id for one in by], post=post, clause=clause)

    def strikes(self, person: Person) -> int:
        """How many decisions that stand count against somebody."""
        found: int = self._do("strikes", account=person.id)
        return found

    def notices(self, person: Person, kind: str) -> int:
        """How often somebody was told of a kind of thing; `kind` is a value of `NotificationKind`."""
        found: int = self._do("notices", account=person.id, kind=kind)
        return found

    def note(self, author: Person, post: int, text: str) -> int:
        """Add a note to a post and return its id."""
        made: int = self._do("note", author=author.id, post=post, text=text)
        return made

    def rate(self, by: Sequence[Person], note: int, level: str) -> None:
        """`level` is helpful, somewhat or not."""
        self._do("rate", by=[one.id for one in by], note=note, level=level)

    def score_notes(self) -> None:
        """What the worker does once an hour."""
        self._do("score_notes")

    def picture(self, author: Person, description: str, *, width: int = 800, height: int = 600) -> int:
        """Upload a picture, to be given to `publish` in `media_ids`."""
        made: int = self._do("picture", author=author.id, description=description, width=width, height=height)
        return made

    def decide(self, moderator: Person, reporter: Person, post: int, treatment: str, clause: str) -> int:
        """Report a post and decide about it at once; return the decision's id."""
        made: int = self._do(
            "decide", moderator=moderator.id, reporter=reporter.id, post=post, treatment=treatment, clause=clause
        )
        return made

    def counted(self, post: int, number: int) -> None:
        """Let a post have so many boosts, favourites, replies and votes, as if there were as many people."""
        self._do("counted", post=post, number=number)

    def stops(self) -> dict[str, Any]:
        """Everything that the authorisation table can be looked at by: see `tests.browser.stops`."""
        found: dict[str, Any] = self._do("stops")
        return found

    def rendered(self, template: str) -> str:
        """A page that no address leads to."""
        found: str = self._do("rendered", template=template)
        return found

    def reach(self, post: int) -> dict[str, tuple[int, int]]:
        """How often a post was shown and how often it was lost, by surface; some seconds old."""
        found = self._do("reach", post=post)
        return {surface: (shown, lost) for surface, (shown, lost) in found.items()}

    def _do(self, deed: str, **wish: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": deed, **wish}) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, f"{deed} failed; what went wrong stands on stderr"
        return json.loads(answer)
