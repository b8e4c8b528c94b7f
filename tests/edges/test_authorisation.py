"""The authorisation table: every page and form, for every role, with its expected answer.

Ana owns what the addresses name. Ben is a member whom she knows, Carla one whom she blocks; Mo is a moderator, Olga an
operator. Every request starts from the same state. A route that is not in the table fails.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import Client

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.notes import api as notes
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PollDraft, PostDraft, Visibility
from folkmoot.domains.residency import api as residency
from folkmoot.domains.transparency import api as transparency
from folkmoot.edges.console.urls import urlpatterns as console
from folkmoot.edges.web.urls import urlpatterns as web
from folkmoot.infra.http.cookies import SESSION_COOKIE
from folkmoot.infra.translog import api as translog
from folkmoot.kernel import clock
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import account_ref, post_ref
from tests import cast

ROLES = ("nobody", "member", "owner", "blocked", "moderator", "operator")
IN = "sign in"
_POLICY = Path("policies/default.yaml")
OK, GO, NO, NONE, BAD, LEFT = 200, 302, 403, 404, 422, 410

ALL = (OK,) * 6
GOES = (GO,) * 6
MEMBERS = (IN, *(OK,) * 5)
MEMBERS_GO = (IN, *(GO,) * 5)
OWNER = (IN, NONE, OK, NONE, NONE, NONE)
OWNER_GO = (IN, NONE, GO, NONE, NONE, NONE)
READERS = (OK, OK, OK, NONE, OK, OK)
READERS_IN = (IN, OK, OK, NONE, OK, OK)
STAFF = (IN, NO, NO, NO, OK, OK)
STAFF_GO = (IN, NO, NO, NO, GO, GO)
OPERATOR = (IN, NO, NO, NO, NO, OK)
OPERATOR_GO = (IN, NO, NO, NO, NO, GO)
OPERATOR_FORM = (IN, NO, NO, NO, NO, BAD)

#: route -> (method, what each role gets, form fields)
Row = tuple[str, tuple[int | str, ...], dict[str, str]]
TABLE: dict[str, Row] = {
    # Joining. Whoever is signed in is sent home instead.
    "sign-up": ("get", (OK, *(GO,) * 5), {}),
    "sign-in": ("get", (OK, *(GO,) * 5), {}),
    "sign-out": ("post", GOES, {}),
    "waiting": ("get", ALL, {}),
    "confirm/<str:token>": ("post", (LEFT,) * 6, {}),
    "reset": ("get", ALL, {}),
    "reset/<str:token>": ("get", (LEFT,) * 6, {}),
    # What everybody may read.
    "": ("get", ALL, {}),
    "about": ("get", ALL, {}),
    "terms": ("get", ALL, {}),
    "privacy": ("get", ALL, {}),
    "imprint": ("get", ALL, {}),
    "rules": ("get", ALL, {}),
    "rules/versions": ("get", ALL, {}),
    "rules/versions/<str:version>": ("get", ALL, {}),
    "public": ("get", ALL, {}),
    "explore": ("get", ALL, {}),
    "search": ("get", ALL, {}),
    "tags/<str:tag>": ("get", ALL, {}),
    "decisions": ("get", ALL, {}),
    # Transparency: all of it is for everybody.
    "transparency": ("get", ALL, {}),
    "transparency/log": ("get", ALL, {}),
    "transparency/entries/<id:entry_id>": ("get", ALL, {}),
    "transparency/demands": ("get", ALL, {}),
    "transparency/demands/<id:demand_id>": ("get", ALL, {}),
    "transparency/reports": ("get", ALL, {}),
    "transparency/reports/<str:name>.csv": ("get", (NONE,) * 6, {}),
    "transparency/reports/<str:name>.json": ("get", (NONE,) * 6, {}),
    "transparency/reports/<str:name>": ("get", (NONE,) * 6, {}),
    "transparency/statements.csv": ("get", ALL, {}),
    "transparency/log/key": ("get", ALL, {}),
    "transparency/log/head": ("get", ALL, {}),
    "transparency/log/entries": ("get", ALL, {}),
    "transparency/log/proof/inclusion": ("get", ALL, {"index": "0"}),
    "transparency/log/proof/consistency": ("get", ALL, {"first": "1"}),
    "transparency/decisions.json": ("get", ALL, {}),
    "media/<str:key>": ("get", (NONE,) * 6, {}),
    # One's own things.
    "menu": ("get", MEMBERS, {}),
    "notifications": ("get", MEMBERS, {}),
    "notifications/read": ("post", MEMBERS_GO, {"up_to": "1"}),
    "settings/profile": ("get", MEMBERS, {}),
    "settings/account": ("get", MEMBERS, {}),
    "settings/erase": ("get", MEMBERS, {}),
    "settings/sessions": ("get", MEMBERS, {}),
    "settings/sessions/revoke": ("post", MEMBERS_GO, {"which": "others"}),
    "settings/apps": ("get", MEMBERS, {}),
    "settings/apps/<id:app_id>/end": ("post", (IN, NONE, NONE, NONE, NONE, NONE), {}),
    "settings/invitations": ("get", MEMBERS, {}),
    "settings/invitations/<id:invitation_id>/withdraw": ("post", OWNER_GO, {}),
    "settings/pages": ("get", MEMBERS, {}),
    "settings/pages/<id:account_id>": ("get", OWNER, {}),
    "settings/pages/<id:account_id>/profile": ("get", OWNER, {}),
    "settings/pages/<id:account_id>/managers/<id:person_id>/remove": ("post", (IN, NONE, BAD, NONE, NONE, NONE), {}),
    "bookmarks": ("get", MEMBERS, {}),
    "favourites": ("get", MEMBERS, {}),
    "conversations": ("get", MEMBERS, {}),
    "conversations/<id:conversation_id>/open": ("post", OWNER_GO, {}),
    "conversations/<id:conversation_id>/delete": ("post", OWNER_GO, {}),
    "lists": ("get", MEMBERS, {}),
    "lists/<id:list_id>": ("get", OWNER, {}),
    "lists/<id:list_id>/people": ("get", OWNER, {}),
    "lists/<id:list_id>/change": ("post", OWNER_GO, {"do": "delete"}),
    "filters": ("get", MEMBERS, {}),
    "filters/<id:filter_id>/delete": ("post", OWNER_GO, {}),
    "tags/<str:tag>/follow": ("post", MEMBERS_GO, {}),
    "follow-requests": ("get", MEMBERS, {}),
    "follow-requests/<id:account_id>": ("post", (IN, NONE, NONE, NONE, NONE, NONE), {"do": "accept"}),
    # Writing.
    "compose": ("get", MEMBERS, {}),
    "drafts": ("get", MEMBERS, {}),
    "drafts/<id:draft_id>": ("get", OWNER, {}),
    "drafts/<id:draft_id>/delete": ("post", OWNER_GO, {}),
    "scheduled/<id:scheduled_id>/cancel": ("post", OWNER_GO, {}),
    "posts/<id:post_id>/edit": ("get", OWNER, {}),
    "posts/<id:post_id>/delete": ("get", OWNER, {}),
    # A post of Ana's. Carla, whom she blocks, finds nothing.
    "posts/<id:post_id>": ("get", (GO, GO, GO, NONE, GO, GO), {}),
    "posts/<id:post_id>/act": ("post", (IN, GO, GO, NONE, GO, GO), {"verb": "favourite"}),
    "posts/<id:post_id>/poll": ("post", (IN, GO, GO, NONE, GO, GO), {"choice": "0"}),
    "@<acct:acct>": ("get", ALL, {}),
    "@<acct:acct>/replies": ("get", ALL, {}),
    "@<acct:acct>/media": ("get", ALL, {}),
    "@<acct:acct>/followers": ("get", ALL, {}),
    "@<acct:acct>/following": ("get", ALL, {}),
    "@<acct:acct>/relate": ("post", MEMBERS_GO, {"verb": "follow"}),
    "@<acct:acct>/mute": ("get", MEMBERS, {}),
    "@<acct:acct>/lists": ("get", MEMBERS, {}),
    "@<acct:acct>/<id:post_id>": ("get", READERS, {}),
    "@<acct:acct>/<id:post_id>/why": ("get", READERS_IN, {}),
    "@<acct:acct>/<id:post_id>/history": ("get", READERS, {}),
    "@<acct:acct>/<id:post_id>/quotes": ("get", READERS, {}),
    "@<acct:acct>/<id:post_id>/boosts": ("get", READERS, {}),
    "@<acct:acct>/<id:post_id>/favourites": ("get", READERS, {}),
    # Context notes. Ben wrote one on Ana's post; neither rates it, and he alone takes it back.
    "notes": ("get", MEMBERS, {}),
    "notes/mine": ("get", MEMBERS, {}),
    "notes/<id:note_id>": ("get", READERS, {}),
    "notes/<id:note_id>/rate": ("post", (IN, NO, NO, NONE, GO, GO), {"level": "helpful"}),
    "notes/<id:note_id>/withdraw": ("post", (IN, GO, NO, NONE, NO, NO), {}),
    "notes/<id:note_id>/report": ("get", READERS_IN, {}),
    "@<acct:acct>/<id:post_id>/notes": ("get", READERS, {}),
    # Safety. The decision is about Ana.
    "report": ("get", (IN, NONE, NONE, NONE, NONE, NONE), {}),
    "reports": ("get", MEMBERS, {}),
    "transparency/flaggers": ("get", ALL, {}),
    "decisions/about-me": ("get", MEMBERS, {}),
    "decisions/<id:decision_id>": ("get", (IN, NONE, OK, NONE, OK, OK), {}),
    "decisions/<id:decision_id>/public": ("get", ALL, {}),
    "decisions/<id:decision_id>/appeal": (
        "post",
        (IN, NONE, BAD, NONE, NONE, NONE),
        {"text": "Again, please."},
    ),
    "decisions/<id:decision_id>/reply": ("post", (IN, NONE, GO, NONE, NONE, NONE), {"text": "One more word."}),
    # The console.
    "console": ("get", STAFF, {}),
    "console/queue": ("get", STAFF, {}),
    "console/next": ("post", STAFF_GO, {}),
    "console/desk": ("post", STAFF_GO, {}),
    "console/bulk": ("get", STAFF_GO, {}),
    "console/bulk/<id:bulk_id>": ("get", STAFF, {}),
    "console/bulk/<id:bulk_id>/undo": ("post", STAFF_GO, {}),
    "console/queues": ("get", STAFF, {}),
    "console/queues/<id:queue_id>": ("get", STAFF, {}),
    "console/queues/<id:queue_id>/delete": ("post", STAFF_GO, {}),
    "console/figures": ("get", STAFF, {}),
    "console/flaggers": ("get", STAFF, {}),
    "console/flaggers/<id:flagger_id>/end": ("post", OPERATOR_GO, {}),
    "console/people/<id:account_id>/reports": ("get", STAFF, {}),
    "console/cases/<id:case_id>": ("get", STAFF, {}),
    "console/cases/<id:case_id>/take": ("post", STAFF_GO, {}),
    "console/files/<id:media_id>/case": ("post", (IN, NO, NO, NO, NONE, NONE), {}),
    "console/cases/<id:case_id>/release": ("post", STAFF_GO, {}),
    "console/cases/<id:case_id>/decide": ("post", STAFF_GO, {"choice": "none"}),
    "console/cases/<id:case_id>/note": ("post", STAFF_GO, {"text": "Seen"}),
    "console/cases/<id:case_id>/label": ("post", STAFF_GO, {"link": "https://check.example/1"}),
    "console/cases/<id:case_id>/evidence": ("get", STAFF, {}),
    "console/cases/<id:case_id>/proposals/<id:proposal_id>": ("post", STAFF_GO, {"do": "reject"}),
    "console/appeals": ("get", STAFF, {}),
    "console/appeals/<id:appeal_id>": ("get", STAFF, {}),
    "console/appeals/<id:appeal_id>/reply": ("post", STAFF_GO, {"text": "What did you mean by that?"}),
    "console/appeals/<id:appeal_id>/decide": ("post", STAFF_GO, {"outcome": "uphold", "reasons": "It is as it was."}),
    "console/decisions/<id:decision_id>/undo": ("post", STAFF_GO, {}),
    "console/waiting": ("get", STAFF, {}),
    "console/waiting/<id:account_id>": ("post", STAFF_GO, {"do": "approve"}),
    "console/people": ("get", OPERATOR, {}),
    "console/settings": ("get", OPERATOR, {}),
    "console/pages": ("get", OPERATOR, {}),
    "console/pages/<str:name>": ("get", OPERATOR, {}),
    "console/jobs": ("get", OPERATOR, {}),
    "console/jobs/<id:job_id>/retry": ("post", OPERATOR_GO, {}),
    "console/claims": ("get", OPERATOR, {}),
    "console/claims/<id:feed_id>": ("post", (IN, NO, NO, NO, NO, NONE), {"do": "remove"}),
    "console/policy": ("get", STAFF, {}),
    "console/policy/end-shadow": ("post", OPERATOR_GO, {}),
    "console/policy/backtest": ("get", STAFF, {}),
    "console/waves": ("get", STAFF, {}),
    "console/waves/<id:rule_id>/renew": ("post", STAFF_GO, {}),
    "console/waves/<id:rule_id>/end": ("post", STAFF_GO, {}),
    "console/log": ("get", STAFF, {}),
    "console/demands": ("get", OPERATOR, {}),
    "console/demands/<id:demand_id>": ("get", OPERATOR, {}),
    "console/demands/<id:demand_id>/answer": ("post", OPERATOR_GO, {"state": "refused"}),
    "console/demands/<id:demand_id>/open": ("post", OPERATOR_GO, {}),
    "console/statements": ("get", STAFF, {}),
    "console/statements.csv": ("get", STAFF, {}),
    "console/statements.json": ("get", STAFF, {}),
    "console/statements/<id:decision_id>.json": ("get", STAFF, {}),
    "console/hashes": ("get", OPERATOR, {}),
    "console/hashes/import": ("post", OPERATOR_FORM, {}),
    "console/hashes/decided": ("post", OPERATOR_FORM, {}),
    "console/hashes/<str:bank>/switch": ("post", OPERATOR_GO, {"enabled": "no"}),
    "console/hashes/<str:bank>/export": ("get", OPERATOR, {}),
}


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
        "<id:person_id>": ana.id,
        "<id:queue_id>": queue.id,
        "<id:bulk_id>": bulk.id,
        "<id:flagger_id>": flagger.id,
        "<id:demand_id>": demand.id,
        "<id:entry_id>": demand.steps[0].entry_id,
        "<id:job_id>": 1,
        "<id:feed_id>": 1,
        "<id:rule_id>": _wave(cast.mo()),
        "<str:version>": integrity.publish_policy(None, text=_POLICY.read_text(encoding="utf-8")).version,
        "<id:app_id>": 1,
        "<str:tag>": "bees",
        "<str:token>": "no-such-token",
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
    assert {str(route.pattern) for route in [*web, *console]} == set(TABLE)


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
