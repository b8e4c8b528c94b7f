"""The authorisation table: every page and form, for every role, with its expected answer.

Ana owns what the addresses name. Ben is a member whom she knows, Carla one whom she blocks; Mo is a moderator, Olga an
operator. Every request starts from the same state. A route that is not in the table fails.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import Client

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.events import api as events
from folkmoot.domains.events.api import EventDraft
from folkmoot.domains.graph import api as graph
from folkmoot.domains.groups import api as groups
from folkmoot.domains.groups.api import Admission
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.moving import api as moving
from folkmoot.domains.notes import api as notes
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PollDraft, PostDraft, Visibility
from folkmoot.domains.residency import api as residency
from folkmoot.domains.transparency import api as transparency
from folkmoot.edges.console.urls import urlpatterns as console
from folkmoot.edges.console.urls_probes import urlpatterns as probes
from folkmoot.edges.web.urls import urlpatterns as web
from folkmoot.infra.http.cookies import SESSION_COOKIE
from folkmoot.infra.translog import api as translog
from folkmoot.kernel import clock
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import account_ref, post_ref
from tests import cast
from tests.edges import operator_rows
from tests.edges.page_rows import GO, IN, NO, OK, ROLES, TABLE

_POLICY = Path("policies/default.yaml")


@dataclass(frozen=True, slots=True)
class Scene:
    """One thing of each kind that an address can name, all of them Ana's."""

    people: dict[str, cast.Person | None]
    parts: dict[str, str]

    def path(self, route: str) -> str:
        path = route
        for name, value in self.parts.items():
            path = path.replace(name, value)
        return f"/{path}"


def _poll_post(owner: cast.Person) -> posts.PostView:
    poll = PollDraft(options=("Tea", "Coffee"), lasts_seconds=3600)
    return posts.publish(owner.viewer, draft=PostDraft(text="Tea or coffee?", poll=poll))


def _decided(owner: cast.Person, reporter: cast.Person, judge: cast.Person) -> tuple[int, int]:
    """A decision about Ana, and a case about her that is open."""
    ids = []
    for text in ("One", "Two"):
        post = posts.publish(owner.viewer, draft=PostDraft(text=text))
        ref = post_ref(post.id)
        filed = integrity.report(reporter.viewer, ref=ref, responsible=owner.id, clause_id="", comment="")
        ids.append(filed.case_id)
    made = integrity.decide(judge.viewer, case_id=ids[0], clause_id="harassment", treatment="remove")
    return made.id, ids[1]


def _wave(moderator: cast.Person) -> int:
    return integrity.start_wave(moderator.viewer, draft=integrity.WaveDraft(hosts=("pills.example",))).id


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def make_scene() -> Scene:
    """The scene, also for those who look at every page."""
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    graph.block(ana.viewer, target_id=carla.id)
    post = _poll_post(ana)
    posts.publish(ana.viewer, draft=PostDraft(text="@ben a word", visibility=Visibility.DIRECT))
    talks = posts.conversations(ana.viewer, PageRequest())
    decision_id, case_id = _decided(ana, ben, cast.person("max", role=cast.mo().viewer.role))
    integrity.create_bank(cast.olga().viewer, name="terrorism")
    managed = accounts.create_managed(ana.viewer, handle="bees", display_name="Bees", kind=accounts.AccountKind.PAGE)
    appeal = integrity.appeal(ana.viewer, decision_id=decision_id, text="It was a joke among friends.")
    proposal = integrity.propose_removal(
        cast.person("max", role=cast.mo().viewer.role).viewer,
        ref=account_ref(ana.id),
        responsible=ana.id,
        clause_id="harassment",
    )
    later = clock.now() + timedelta(days=1)
    queue = integrity.save_queue(cast.mo().viewer, name="Persons")
    bulk = integrity.decide_many(cast.mo().viewer, case_ids=[1], clause_id="", treatment="none")
    flagger = integrity.name_flagger(
        cast.olga().viewer, account_id=ben.id, clauses=(), name="Helpline", link="", named=True
    )
    asked = transparency.DemandContent("DE", "A court", "A law", "To hide a post", clock.now())
    demand = transparency.register_demand(cast.olga().viewer, content=asked)
    translog.sequence()
    parts = {
        "<acct:acct>": "ana",
        "<id:post_id>": post.id,
        "<id:invitation_id>": accounts.create_invitation(ana.viewer).id,
        "<id:list_id>": graph.create_list(ana.viewer, title="Neighbours").id,
        "<id:filter_id>": graph.create_filter(ana.viewer, title="No", contexts=[graph.FilterContext.HOME]).id,
        "<id:draft_id>": posts.save_draft(ana.viewer, draft=PostDraft(text="Not yet")).id,
        "<id:scheduled_id>": posts.schedule(ana.viewer, draft=PostDraft(text="Later"), at=later).id,
        "<id:conversation_id>": talks.items[0].id,
        "<id:decision_id>": decision_id,
        "<id:case_id>": case_id,
        "<id:appeal_id>": appeal.id,
        "<id:proposal_id>": proposal.id,
        "<id:note_id>": notes.write_note(
            ben.viewer, post_id=post.id, text="Or water.", links=["https://tap.example/"]
        ).id,
        "<id:event_id>": events.make(
            ana.viewer,
            draft=EventDraft(title="Fair", starts=later, ends=later + timedelta(hours=2), zone="Europe/Berlin"),
        ).id,
        "<id:person_id>": ana.id,
        "<id:group_id>": groups.make(
            ana.viewer, handle="council", display_name="Council", admission=Admission.REQUEST
        ).id,
        "<id:queue_id>": queue.id,
        "<id:bulk_id>": bulk.id,
        "<id:flagger_id>": flagger.id,
        "<id:demand_id>": demand.id,
        "<id:entry_id>": demand.steps[0].entry_id,
        "<id:job_id>": 1,
        "<id:request_id>": 1,
        "<id:feed_id>": 1,
        "<id:rule_id>": _wave(cast.mo()),
        "<str:version>": integrity.publish_policy(None, text=_POLICY.read_text(encoding="utf-8")).version,
        "<id:app_id>": 1,
        "<id:archive_id>": 1,
        "<id:arrival_id>": moving.receive(cast.ana().viewer, file=BytesIO(b"ben"), name="blocked.csv"),
        "<str:tag>": "bees",
        "<str:token>": "no-such-token",
        **operator_rows.parts(),
        "<id:media_id>": "1",
        "<str:key>": "no-such-file.webp",
        "<str:name>": "about",
        "<str:bank>": "terrorism",
        "<id:account_id>": managed.id,
    }
    people = {
        "nobody": None, "member": ben, "owner": ana, "blocked": carla, "moderator": cast.mo(), "operator": cast.olga(),
    }  # fmt: skip
    return Scene(people, {name: str(value) for name, value in parts.items()})


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is forgotten afterwards, in every database."""
    with ExitStack() as stack:
        for alias in connections:
            stack.enter_context(transaction.atomic(using=alias))
        yield
        for alias in connections:
            transaction.set_rollback(True, using=alias)


def client_of(person: cast.Person | None) -> Client:
    client = Client()
    if person is not None:
        place = residency.SessionPlace("A test's browser", "127.0.0.1")
        client.cookies[SESSION_COOKIE] = residency.sessions.open_session(person.id, place)
    return client


def answer(response: Any) -> int | str:
    if response.status_code == GO and response["Location"].startswith("/sign-in"):
        return IN
    return int(response.status_code)


def test_every_route_is_in_the_table() -> None:
    assert {str(route.pattern) for route in [*probes, *web, *console]} == set(TABLE)


@pytest.mark.parametrize("route", sorted(TABLE))
def test_who_gets_what(route: str, scene: Scene) -> None:
    method, expected, fields = TABLE[route]
    given = []
    for role in ROLES:
        with undone():
            client = client_of(scene.people[role])
            request = client.get if method == "get" else client.post
            given.append(answer(request(scene.path(route), fields)))
    assert tuple(given) == expected


@pytest.mark.parametrize("route", sorted(route for route, row in TABLE.items() if row[0] == "post"))
def test_what_changes_something_is_never_done_by_a_link(route: str, scene: Scene) -> None:
    response = client_of(scene.people["owner"]).get(scene.path(route))
    assert response.status_code in {405, OK}, "a link shows a page at most"


def test_a_form_without_its_secret_is_refused(scene: Scene) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = client_of(scene.people["member"]).cookies
    response = client.post("/compose", {"text": "Not from here", "do": "publish"})
    assert response.status_code == NO
    assert "This form was open for too long" in response.content.decode()
