"""Whatever happens: nobody outside reads what is written in a closed group, by any door.

An oracle of its own says who may read: the author; and who is a member now and was let in by somebody, or came in
through an open door before the post was written.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.domains.feed import api as feed
from folkmoot.domains.graph import api as graph
from folkmoot.domains.groups import api as groups
from folkmoot.domains.groups.api import Admission, GroupChange, MemberState
from folkmoot.domains.groups.models import Group
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, Visibility
from folkmoot.domains.residency import api as residency
from folkmoot.domains.search import api as search
from folkmoot.infra.http.cookies import SESSION_COOKIE
from folkmoot.kernel.errors import FolkmootError
from folkmoot.kernel.pages import PageRequest
from tests import cast
from tests.cast import Person
from tests.edges.mastodon.api_client import client_of

_PEOPLE = 3
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["ask", "leave", "invite", "remove", "accept", "say", "answer"]),
                  st.integers(0, _PEOPLE - 1)),
        st.tuples(st.just("door"), st.sampled_from(list(Admission))),
    ),
    min_size=4,
    max_size=12,
)  # fmt: skip


@dataclass
class World:
    """What the oracle knows. `inside`: since which post each member reads, 0 for all."""

    group_id: int
    people: list[Person]
    inside: dict[int, int] = field(default_factory=dict)
    closed: dict[int, tuple[int, str]] = field(default_factory=dict)
    said: list[int] = field(default_factory=list)

    def may_read(self, person: Person, post_id: int) -> bool:
        author, _ = self.closed[post_id]
        return author == person.id or (person.id in self.inside and post_id > self.inside[person.id])


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS, door=st.sampled_from([Admission.REQUEST, Admission.HIDDEN]))
def test_nobody_outside_reads_what_is_closed(
    drain: Callable[[], None], steps: list[tuple[str, object]], door: Admission
) -> None:
    owner = cast.person("keeper")
    number = Group.objects.count()
    maker = cast.person(f"maker{number}")
    made = groups.make(maker.viewer, handle=f"club{number}", display_name="Club", admission=door)
    world = World(made.id, [cast.person(f"p{number}_{one}") for one in range(_PEOPLE)], {maker.id: 0})
    for person in world.people:
        graph.follow(person.viewer, target_id=maker.id, notify=True)
        graph.follow(owner.viewer, target_id=person.id, notify=True)
    _say(world, maker)
    for verb, what in steps:
        _step(world, maker, verb, what)
    drain()
    for reader in (*world.people, owner):
        _check(world, maker, reader)


def _say(world: World, author: Person, reply_to: int | None = None) -> None:
    word = f"secret{len(world.said)}x"
    everybody = " ".join(f"@{one.handle}" for one in world.people)
    draft = PostDraft(text=f"{word} {everybody}", reply_to_id=reply_to, group_id=None if reply_to else world.group_id)
    post = posts.publish(author.viewer, draft=draft)
    world.said.append(post.id)
    if post.visibility is Visibility.GROUP:
        world.closed[post.id] = (author.id, word)


def _step(world: World, maker: Person, verb: str, what: object) -> None:
    """Do it, whether or not it is allowed now; what is refused changes nothing."""
    try:
        if verb == "door":
            assert isinstance(what, Admission)
            groups.edit(maker.viewer, group_id=world.group_id, change=GroupChange(admission=what))
            return
        assert isinstance(what, int)
        _do(world, maker, verb, world.people[what])
    except FolkmootError:
        return


def _do(world: World, maker: Person, verb: str, person: Person) -> None:  # noqa: C901 - one line for each verb
    viewer, group_id = person.viewer, world.group_id
    match verb:
        case "ask":
            before = groups.access_group(viewer, group_id)
            invited = before.own is not None and before.own.state is MemberState.INVITED
            if groups.join(viewer, group_id=group_id).is_member and person.id not in world.inside:
                world.inside[person.id] = 0 if invited else max(world.said, default=0)
        case "leave":
            groups.leave(viewer, group_id=group_id)
            world.inside.pop(person.id, None)
        case "invite":
            asked = group_id in {one.id for one in groups.mine(viewer, MemberState.ASKED)}
            groups.invite(maker.viewer, group_id=group_id, account_id=person.id)
            if asked:
                world.inside[person.id] = 0
        case "remove":
            groups.remove_member(maker.viewer, group_id=group_id, account_id=person.id, reason="Because")
            world.inside.pop(person.id, None)
        case "accept":
            groups.answer(maker.viewer, group_id=group_id, account_id=person.id, accept=True)
            world.inside[person.id] = 0
        case "say":
            _say(world, person)
        case _:
            _say(world, person, reply_to=world.said[-1])


def _check(world: World, maker: Person, reader: Person) -> None:
    seen = _all_that(reader, world, maker)
    for post_id, (_, word) in world.closed.items():
        if not world.may_read(reader, post_id):
            assert word not in seen, (reader.handle, word)
    direct = {post.id for post in posts.hydrate(reader.viewer, world.said, surface=posts.Surface.PAGE) if not post.gap}
    assert {one for one in world.closed if world.may_read(reader, one)} <= direct


def _all_that(reader: Person, world: World, maker: Person) -> str:
    """What every door of the site gives to somebody."""
    browser, api, page = Client(), client_of(reader, "read"), PageRequest(limit=40)
    place = residency.SessionPlace("A test's browser", "127.0.0.1")
    browser.cookies[SESSION_COOKIE] = residency.sessions.open_session(reader.id, place)
    authors = [maker, *world.people]
    handle = groups.access_group(maker.viewer, world.group_id).account.acct
    paths = [
        "/",
        "/?view=ranked",
        "/public",
        "/search?q=secret",
        "/notifications",
        f"/@{handle}",
        "/explore",
        "/groups",
    ]
    paths += [f"/@{one.handle}{tab}" for one in authors for tab in ("", "/replies")]
    paths += [f"/posts/{post_id}" for post_id in world.said]
    found = [browser.get(path, follow=True).content.decode() for path in paths]
    calls = ["timelines/home", "timelines/public", "notifications"]
    calls += [f"accounts/{one.id}/statuses" for one in authors]
    parts = ("", "/context", "/source", "/history")
    calls += [f"statuses/{post_id}{part}" for post_id in world.said for part in parts]
    found += [str(api.get(f"/api/v1/{call}")) for call in calls]
    found.append(str(api.get(f"/api/folkmoot/v1/groups/{world.group_id}/timeline", replies="true")))
    views = [
        *feed.latest(reader.viewer, page).items,
        *(item.post for item in feed.ranked(reader.viewer).items),
        *search.search(reader.viewer, query="secret0x").posts,
        *(one.post for one in notifications.notifications_of(reader.viewer, page).items if one.post),
    ]
    return "\n".join([*found, *(post.shown.text for post in views)])
