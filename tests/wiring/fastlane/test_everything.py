"""Whatever people do, in whatever order: the fast lane answers byte for byte what Django answers, after every step."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.community import api as community
from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.models import HomeEntry, Reader
from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.api import FilterAction, FilterContext
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity import rulings
from folkmoot.domains.integrity.policy.types import Treatment, TreatmentTerms
from folkmoot.domains.media import api as media
from folkmoot.domains.notes.api import Status
from folkmoot.domains.notes.models import Note
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PollDraft, PostDraft, QuotePolicy, Visibility
from folkmoot.infra import config
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import FolkmootError
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import SubjectRef, account_ref, media_ref, note_ref, post_ref
from tests import cast
from tests.wiring.fastlane.both import Both

_WORDS = ("the moot", "bread & <salt>", "rain 雨 #Bridge", "@ben come", "secret")
_CONTEXTS = (
    [FilterContext.HOME],
    list(FilterContext),
    list(FilterContext),
    list(FilterContext)[1:],
    [FilterContext.HOME],
)
_COUNTRIES = ("", "DE", "FR")
_READERS = len(_COUNTRIES)
_TOLD = "/api/v1/notifications"
_RANKED = "/api/folkmoot/v1/timelines/ranked"
_OF_PROFILES = (
    "exclude_replies=true", "exclude_reblogs=1&limit=3", "limit=3&only_media=true", "exclude_replies=false&limit=2",
    "limit=2&exclude_replies=true&exclude_reblogs=true&only_media=on", "pinned=true", "tagged=bridge",
)  # fmt: skip
_PREFERRED: tuple[dict[str, str | bool], ...] = (
    {"interface_language": "de", "time_zone": "Asia/Tokyo"}, {"interface_language": "ar", "theme": "dark"},
    {"expand_warnings": True}, {"show_media": "show_all", "autoplay": True}, {"motion": "reduced"},
    {"interface_language": "", "expand_warnings": False, "show_media": "hide_all"},
)  # fmt: skip
_person = st.integers(0, 4)
_post = st.integers(0, 7)
_VISIBILITIES = tuple(one for one in Visibility if one is not Visibility.GROUP)
_ACTS = st.one_of(
    st.tuples(st.just("publish"), _person, st.sampled_from(_VISIBILITIES), st.integers(0, 4), st.integers(0, 15)),
    st.tuples(st.sampled_from(["answer", "quote"]), _person, _post, st.integers(0, 4)),
    st.tuples(
        st.sampled_from([
            "boost", "unboost", "favourite", "unfavourite", "bookmark", "pin", "mute_thread", "unmute_thread",
        ]),
        _person,
        _post,
    ),
    st.tuples(st.sampled_from(["edit", "delete", "revoke_quote", "set_quote_policy"]), _post, st.integers(0, 4)),
    st.tuples(st.sampled_from(["vote", "vote_in_poll"]), _person, _post, st.integers(-1, 1)),
    st.tuples(
        st.sampled_from([
            "follow", "follow_without_boosts", "unfollow", "block", "unblock", "mute", "mute_for_a_while", "unmute",
        ]),
        _person,
        _person,
    ),
    st.tuples(
        st.sampled_from(["filter", "filter_hiding", "filter_for_a_while", "no_filters"]), _person, st.integers(0, 4)
    ),
    st.tuples(st.sampled_from(["treat_post", "treat_file"]), _post, st.integers(0, 4)),
    st.tuples(st.just("treat_account"), _person, st.integers(0, 2)),
    st.tuples(st.just("undo"), st.integers(0, 3)),
    st.tuples(st.sampled_from(["rename", "follow_tag", "exclusive_list", "hide_collections", "weigh"]), _person),
    st.tuples(st.just("prefer"), _person, st.integers(0, 5)),
    st.tuples(st.sampled_from(["announce", "put_away"]), _person),
    st.tuples(st.just("note"), _post),
    st.tuples(st.just("treat_note"), _post, st.sampled_from([0, 3])),
    st.tuples(st.sampled_from(["drain", "hour", "minute"])),
)  # fmt: skip


class World:
    """Five people, the first three of whom read. What is refused has not happened."""

    def __init__(self, clock: FrozenClock, drain: Callable[[], None]) -> None:
        self.clock, self.drain = clock, drain
        self.people = cast.crowd(5)
        self.made: list[int] = []
        self.decided: list[int] = []
        self.both = Both()

    def do(self, verb: str, *given: Any) -> None:
        self.clock.advance(timedelta(seconds=1))
        try:
            getattr(self, f"_{verb}")(*given)
        except FolkmootError:
            return

    def viewer(self, number: int) -> Any:
        return self.people[number].viewer

    def post(self, number: int) -> int:
        """One of the newest eight."""
        return self.made[-1 - number % len(self.made)] if self.made else 0

    def profile(self, number: int) -> str:
        return f"/api/v1/accounts/{self.people[number % len(self.people)].id}/statuses"

    def thread(self, number: int) -> str:
        return f"/api/v1/statuses/{self.post(number)}/context"

    def _publish(self, who: int, visibility: Visibility, words: int, extras: int) -> None:
        poll = (
            PollDraft(options=("yes", "no", ":sun:"), lasts_seconds=300, hide_totals=bool(words % 2))
            if extras & 1 and not extras & 2
            else None
        )
        self._put(who, PostDraft(
            text=_WORDS[words], visibility=visibility, poll=poll, media_ids=(self._file(who),) if extras & 2 else (),
            warning="Careful" if extras & 4 else "", sensitive=bool(extras & 8), language="de" if words == 3 else "",
        ))  # fmt: skip

    def _put(self, who: int, draft: PostDraft) -> None:
        self.made.append(posts.publish(self.viewer(who), draft=draft).id)

    def _file(self, who: int) -> int:
        sent = BytesIO()
        Image.new("RGB", (8, 8), "green").save(sent, "PNG")
        sent.seek(0)
        return media.upload(self.viewer(who), file=sent, description="a field").id

    def _answer(self, who: int, post: int, words: int) -> None:
        found = posts.access_post(self.viewer(who), self.post(post))
        self._put(who, PostDraft(text=_WORDS[words], reply_to_id=found.id, visibility=found.visibility))

    def _quote(self, who: int, post: int, words: int) -> None:
        self._put(who, PostDraft(text=_WORDS[words], quote_of_id=self.post(post)))

    def _boost(self, who: int, post: int) -> None:
        self.made.append(posts.boost(self.viewer(who), post_id=self.post(post)).id)

    def _edit(self, post: int, words: int) -> None:
        author = self._author_or_nobody(post)
        posts.edit(author, post_id=self.post(post), draft=PostDraft(text=_WORDS[words] + " again"))

    def _author_or_nobody(self, post: int) -> Any:
        rows = posts.spread_facts([self.post(post)])
        found = [one.viewer for one in self.people if rows and one.id == rows[0].author_id]
        return found[0] if found else self.viewer(0)

    def _delete(self, post: int, _: int) -> None:
        posts.delete(self._author_or_nobody(post), post_id=self.post(post))

    def _revoke_quote(self, post: int, _: int) -> None:
        for one in self.people:
            posts.revoke_quote(one.viewer, post_id=self.post(post), quoting_id=self.post(0))

    def _set_quote_policy(self, post: int, which: int) -> None:
        policy = tuple(QuotePolicy)[which % 3]
        posts.set_quote_policy(self._author_or_nobody(post), post_id=self.post(post), policy=policy)

    def _vote(self, who: int, post: int, value: int) -> None:
        posts.vote(self.viewer(who), post_id=self.post(post), value=value)

    def _vote_in_poll(self, who: int, post: int, value: int) -> None:
        posts.vote_in_poll(self.viewer(who), post_id=self.post(post), choices=(value + 1,))

    def _follow(self, who: int, whom: int) -> None:
        graph.follow(self.viewer(who), target_id=self.people[whom].id, show_boosts=True)

    def _follow_without_boosts(self, who: int, whom: int) -> None:
        graph.follow(self.viewer(who), target_id=self.people[whom].id, show_boosts=False)

    def _mute_for_a_while(self, who: int, whom: int) -> None:
        graph.mute(self.viewer(who), target_id=self.people[whom].id, lasts_seconds=30)

    def _filter(self, who: int, words: int, action: FilterAction = FilterAction.WARN, lasts: int | None = None) -> None:
        graph.create_filter(
            self.viewer(who), title=_WORDS[words][:3], contexts=_CONTEXTS[words], action=action,
            lasts_seconds=lasts, keywords=[(_WORDS[words].split()[-1].strip("#"), True)],
        )  # fmt: skip

    def _filter_hiding(self, who: int, words: int) -> None:
        self._filter(who, words, FilterAction.HIDE)

    def _filter_for_a_while(self, who: int, words: int) -> None:
        self._filter(who, words, lasts=30)

    def _no_filters(self, who: int, _: int) -> None:
        for one in graph.all_filters(self.viewer(who)):
            graph.delete_filter(self.viewer(who), filter_id=one.id)

    def _treat_post(self, post: int, how: int) -> None:
        self._decide(post_ref(self.post(post)), self._author_or_nobody(post).account_id, how)

    def _treat_file(self, post: int, how: int) -> None:
        for file in media.of_posts([self.post(post)]).get(self.post(post), ()):
            self._decide(media_ref(file.id), file.account_id, 0 if how % 2 else 3)

    def _treat_account(self, who: int, how: int) -> None:
        self._decide(account_ref(self.people[who].id), self.people[who].id, how)

    def _decide(self, ref: SubjectRef, responsible: int, how: int) -> None:
        terms = (
            TreatmentTerms(Treatment.REMOVE), TreatmentTerms(Treatment.REDUCE, factor=0.2),
            TreatmentTerms(Treatment.INFORM, text="Look twice"), TreatmentTerms(Treatment.HOLD, hours=1),
            TreatmentTerms(Treatment.WITHHOLD, countries=("DE",)),
        )[how]  # fmt: skip
        ruling = rulings.Ruling(
            ref=ref, responsible=responsible, policy_version="1", terms=(terms,), facts="It is so.",
            clause=integrity.current_policy().clause("harassment"), decider=cast.mo().id,
            seconded_by=cast.max_().id,
        )  # fmt: skip
        with atomic_write():
            self.decided.append(rulings.make(ruling).id)

    def _undo(self, number: int) -> None:
        if number < len(self.decided):
            integrity.undo(cast.mo().viewer, decision_id=self.decided[-1 - number], note="A mistake")

    def _rename(self, who: int) -> None:
        name = f"Name {self.clock.moment:%M%S}"
        accounts.edit_profile(self.viewer(who), change=accounts.ProfileChange(display_name=name, bio="New :sun:"))

    def _follow_tag(self, who: int) -> None:
        graph.follow_tag(self.viewer(who), tag="bridge")

    def _exclusive_list(self, who: int) -> None:
        made = graph.create_list(self.viewer(who), title="Apart", exclusive=True)
        graph.add_to_list(self.viewer(who), list_id=made.id, account_ids=[self.people[(who + 1) % 5].id])

    def _hide_collections(self, who: int) -> None:
        accounts.set_preferences(self.viewer(who), hide_collections=True)

    def _weigh(self, who: int) -> None:
        tenth = self.clock.moment.second % 10 / 10
        feed.set_weights(self.viewer(who), weights=feed.Weights(closeness=3 * tenth, rarity=1 / 3 + tenth))

    def _prefer(self, who: int, which: int) -> None:
        accounts.set_preferences(self.viewer(who), **_PREFERRED[which])

    def _announce(self, _: int) -> None:
        community.make_announcement(cast.olga().viewer, text=f"Water will be off at {self.clock.moment:%M:%S}")

    def _put_away(self, who: int) -> None:
        for one in community.current_announcements(self.viewer(who), unread_only=True):
            community.dismiss_announcement(self.viewer(who), announcement_id=one.id)

    def _note(self, post: int) -> None:
        """A note is shown under a post, or the one that is there is not shown any more."""
        found = Note.objects.filter(post_id=self.post(post)).first()
        if found is None:
            Note.objects.create(
                id=new_id(), post_id=self.post(post), author_id=cast.mo().id, text="It was moved to *Friday*.",
                links=["https://example.org/friday"], language="en", status=Status.SHOWN.value,
            )  # fmt: skip
        else:
            Note.objects.filter(id=found.id).update(withdrawn_at=None if found.withdrawn_at else self.clock.moment)

    def _treat_note(self, post: int, how: int) -> None:
        for one in Note.objects.filter(post_id=self.post(post), withdrawn_at=None):
            self._decide(note_ref(one.id), cast.mo().id, how)

    def _drain(self) -> None:
        self.drain()

    def _hour(self) -> None:
        self.clock.advance(timedelta(minutes=61))

    def _minute(self) -> None:
        self.clock.advance(timedelta(seconds=60))


def _simple(name: str, call: Any, argument: str) -> None:
    def act(world: World, who: int, what: int) -> None:
        target = world.post(what) if argument == "post_id" else world.people[what].id
        call(world.viewer(who), **{argument: target})

    setattr(World, f"_{name}", act)


for _name in ("unboost", "favourite", "unfavourite", "bookmark", "pin", "mute_thread", "unmute_thread"):
    _simple(_name, getattr(posts, _name), "post_id")
for _name in ("unfollow", "block", "unblock", "mute", "unmute"):
    _simple(_name, getattr(graph, _name), "target_id")


def _settled(world: World) -> None:
    """Everybody follows everybody, and homes are filled."""
    for who in range(5):
        for whom in range(5):
            if who != whom:
                world.do("follow", who, whom)
    for who in range(_READERS):
        world.both.same(world.people[who])
    world.drain()


@pytest.fixture
def in_countries(monkeypatch: pytest.MonkeyPatch) -> None:
    """The site believes a header about where somebody is."""
    behind = msgspec.structs.replace(config.current(), proxies=1, country_header="X-Country")
    monkeypatch.setattr(config, "_current", behind)


def test_the_fast_lane_and_django_agree_after_every_step(
    clock: FrozenClock, drain: Callable[[], None], in_countries: None
) -> None:
    answered: Counter[str] = Counter()

    @settings(
        max_examples=15, deadline=None,
        phases=[Phase.explicit, Phase.generate],  # a failing world of thirty steps takes minutes to shrink
        suppress_health_check=[HealthCheck.too_slow],
    )  # fmt: skip
    @given(acts=st.lists(_ACTS, min_size=5, max_size=30))
    def agree(acts: list[tuple[Any, ...]]) -> None:
        world = World(clock, drain)
        _live(world, acts)
        answered.update(world.both.answered)

    agree()
    assert min(answered[one] for one in ("home", "", "statuses", "context", "notifications", "ranked")) > 20, answered


def _live(world: World, acts: list[tuple[Any, ...]]) -> None:
    Reader.objects.all().delete()
    HomeEntry.objects.all().delete()
    _settled(world)
    for number, act in enumerate(acts):
        world.do(*act)
        for person, country in zip(world.people, _COUNTRIES, strict=False):
            world.both.same(person, HTTP_X_COUNTRY=country)
            world.both.page(person, beside=False, HTTP_X_COUNTRY=country)
        who = number % _READERS
        for path in (world.profile(number // _READERS), world.thread(number // 2), _TOLD, _RANKED):
            world.both.same(world.people[who], path, HTTP_X_COUNTRY=_COUNTRIES[who])
    middle = world.made[len(world.made) // 2] if world.made else 5
    for query in (f"max_id={middle}&limit=2", f"since_id={middle}", f"min_id={middle}&limit=2", "limit=1"):
        world.both.same(world.people[0], query=query)
        world.both.same(world.people[0], world.profile(1), query)
        world.both.same(world.people[0], _TOLD, query)
    _walk_ranked(world)
    world.both.same(world.people[1], HTTP_ACCEPT_LANGUAGE="de")
    world.both.same(world.people[1], world.thread(0), HTTP_ACCEPT_LANGUAGE="de")
    for person, country in zip(world.people, _COUNTRIES, strict=False):
        world.both.same(person, _TOLD, HTTP_X_COUNTRY=country)
        world.both.same(person, _RANKED, HTTP_X_COUNTRY=country)
        for number in range(5):
            world.both.same(person, world.profile(number), HTTP_X_COUNTRY=country)
            world.both.same(person, world.thread(number), HTTP_X_COUNTRY=country)
        for query in _OF_PROFILES:
            world.both.same(person, world.profile(1), query, HTTP_X_COUNTRY=country)


def _walk_ranked(world: World) -> None:
    """Page by page, to the end."""
    cursor = ""
    while cursor is not None:
        query = f"limit=2&cursor={cursor}" if cursor else "limit=2"
        answered = world.both.same(world.people[0], _RANKED, query, HTTP_ACCEPT_LANGUAGE="de")
        cursor = json.loads(answered[2])["next_cursor"]
