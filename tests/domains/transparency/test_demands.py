"""Demands by states: on record and in the log at once, sealed where a law says so, opened when it ends."""

import json
from datetime import timedelta

import pytest

from folkmoot.domains.transparency import api
from folkmoot.domains.transparency.api import DemandState
from folkmoot.domains.transparency.models import Demand, DemandEntry, DemandSubject
from folkmoot.infra.audit import api as audit
from folkmoot.infra.translog import api as translog
from folkmoot.infra.translog.models import LogEntry
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Conflict, Forbidden, Invalid, NotFound, NotSignedIn
from folkmoot.kernel.refs import account_ref, post_ref
from folkmoot.kernel.viewer import NOBODY
from tests import cast
from tests.domains.transparency.people import content, publish
from tests.queries import assert_same_query_count

_SECRET = b"Court of Somewhere"


def test_a_demand_is_an_entry_and_is_listed(clock: FrozenClock) -> None:
    olga, ref = cast.olga(), publish()
    made = api.register_demand(olga.viewer, content=content(), subjects=[ref, account_ref(cast.ana().id)])
    (listed,) = api.public_demands()
    assert listed.content == content()
    assert (listed.subject_count, listed.subjects, made.subjects) == (2, (), (ref, account_ref(cast.ana().id)))
    (step,) = listed.steps
    entry = translog.entry(step.entry_id)
    assert entry is not None
    row = DemandSubject.objects.get(subject_kind="post")
    told = entry.facts.pop("subjects")
    assert entry.kind == "demand"
    assert {name: value for name, value in entry.facts.items() if name not in {"id", "subjects"}} == {
        "kind": "demand",
        "demand": str(made.id),
        "at": "2026-03-01T12:00:00+00:00",
        "country": "DE",
        "authority": "Court of Somewhere",
        "legal_basis": "§ 1",
        "asks": "Hide a post",
        "received_at": "2026-03-01T12:00:00Z",
        "binding_until": None,
        "state": "received",
    }
    assert told[0] == {"kind": "post", "commitment": translog.commitment(row.salt, str(ref))}
    (deed,) = audit.of_subject(f"demand:{made.id}")
    assert (deed.actor_id, deed.verb) == (olga.id, "transparency.register_demand")


def test_what_came_of_it_is_an_entry_too() -> None:
    olga = cast.olga().viewer
    made = api.register_demand(olga, content=content())
    complied = api.answer_demand(olga, demand_id=made.id, state=DemandState.COMPLIED)
    assert [step.state for step in complied.steps] == [DemandState.RECEIVED, DemandState.COMPLIED]
    assert api.answer_demand(olga, demand_id=made.id, state=DemandState.COMPLIED) == complied, (
        "a replay changes nothing"
    )
    withdrawn = api.answer_demand(olga, demand_id=made.id, state=DemandState.WITHDRAWN)
    assert (withdrawn.content.state, len(withdrawn.steps)) == (DemandState.WITHDRAWN, 3)
    with pytest.raises(Conflict) as refused:
        api.answer_demand(olga, demand_id=made.id, state=DemandState.COMPLIED)
    assert refused.value.safe == "This demand is withdrawn; it cannot become complied."
    assert LogEntry.objects.count() == 3


def test_under_a_ban_only_a_sealed_entry_stands(clock: FrozenClock) -> None:
    olga = cast.olga().viewer
    made = api.register_demand(olga, content=content(), ban_until=clock.read() + timedelta(days=30))
    api.answer_demand(olga, demand_id=made.id, state=DemandState.REFUSED)
    entries = translog.entries(newest_first=True)
    assert [(entry.kind, set(entry.facts)) for entry in entries] == [
        ("sealed", {"id", "kind", "commitment", "at"}),
        ("sealed", {"id", "kind", "commitment", "at"}),
    ]
    assert api.public_demands() == ()
    stored = b"".join(
        [bytes(Demand.objects.get().content), *map(bytes, DemandEntry.objects.values_list("secret", flat=True))]
    )
    assert _SECRET not in stored, "who reads the database without the operator key reads nothing"
    for viewer in (NOBODY, cast.ana().viewer, cast.mo().viewer):
        with pytest.raises(NotFound):
            api.access_demand(viewer, made.id)
    seen = api.access_demand(olga, made.id)
    assert (seen.content.authority, seen.content.state) == ("Court of Somewhere", DemandState.REFUSED)
    assert [step.state for step in seen.steps] == [DemandState.RECEIVED, DemandState.REFUSED]


def test_it_is_opened_when_the_ban_ends_and_everybody_can_check_it(clock: FrozenClock) -> None:
    olga = cast.olga().viewer
    made = api.register_demand(olga, content=content(), ban_until=clock.read() + timedelta(days=30))
    api.answer_demand(olga, demand_id=made.id, state=DemandState.REFUSED)
    clock.advance(timedelta(days=29))
    assert (api.open_due(), api.public_demands()) == (0, ())
    clock.advance(timedelta(days=1))
    assert (api.open_due(), api.open_due()) == (1, 0)
    (public,) = api.public_demands()
    assert (public.sealed, public.content.state) == (False, DemandState.REFUSED)
    for step in public.steps:
        sealed, opened = translog.entry(step.entry_id), translog.entry(step.opened_by or 0)
        assert sealed is not None
        assert opened is not None
        assert opened.facts["opens"] == str(sealed.id)
        assert translog.commitment(opened.facts["salt"], opened.facts["body"]) == sealed.facts["commitment"]
    first = translog.entry(public.steps[0].opened_by or 0)
    assert first is not None
    assert json.loads(first.facts["body"])["authority"] == "Court of Somewhere"
    answered = api.answer_demand(olga, demand_id=made.id, state=DemandState.WITHDRAWN)
    assert [step.opened_by is None for step in answered.steps] == [False, False, True]


def test_an_operator_opens_it_when_the_ban_is_lifted(clock: FrozenClock) -> None:
    olga = cast.olga().viewer
    made = api.register_demand(olga, content=content(), ban_until=clock.read() + timedelta(days=30))
    opened = api.open_demand(olga, demand_id=made.id)
    assert not opened.sealed
    assert api.open_demand(olga, demand_id=made.id) == opened, "a replay changes nothing"
    assert LogEntry.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"country": "Germany"}, "country"),
        ({"authority": " \u200b "}, "authority"),
        ({"asks": "x" * 2001}, "asks"),
        ({"legal_basis": ""}, "legal_basis"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_happens(given: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        api.register_demand(cast.olga().viewer, content=content(None, **given))
    assert refused.value.field == field
    assert (Demand.objects.count(), LogEntry.objects.count()) == (0, 0)


def test_moments_must_make_sense(clock: FrozenClock) -> None:
    now, day, olga = clock.read(), timedelta(days=1), cast.olga().viewer
    with pytest.raises(Invalid, match="received_at"):
        api.register_demand(olga, content=content(now + day))
    with pytest.raises(Invalid, match="binding_until"):
        api.register_demand(olga, content=content(binding_until=now - day))
    with pytest.raises(Invalid, match="ban_until"):
        api.register_demand(olga, content=content(), ban_until=now)
    assert LogEntry.objects.count() == 0


def test_what_is_not_here_cannot_be_demanded() -> None:
    with pytest.raises(Invalid) as refused:
        api.register_demand(cast.olga().viewer, content=content(), subjects=[post_ref(404), account_ref(405)])
    assert refused.value.safe == "This is not here: post:404, account:405."
    assert Demand.objects.count() == 0


@pytest.mark.parametrize("who", [cast.ana, cast.mo])
def test_only_operators_put_demands_on_record(who: object) -> None:
    viewer = who().viewer  # type: ignore[operator]  # a function of the cast
    with pytest.raises(Forbidden):
        api.register_demand(viewer, content=content())
    with pytest.raises(Forbidden):
        api.all_demands(viewer)
    with pytest.raises(NotSignedIn):
        api.register_demand(NOBODY, content=content())
    assert LogEntry.objects.count() == 0


def test_erasing_a_person_takes_the_subject_and_its_salt() -> None:
    ana, ref = cast.ana(), publish()
    made = api.register_demand(cast.olga().viewer, content=content(), subjects=[ref])
    body = LogEntry.objects.get(id=made.steps[0].entry_id).body
    api.erase(ana.id)
    assert DemandSubject.objects.count() == 0
    assert LogEntry.objects.get(id=made.steps[0].entry_id).body == body
    assert api.access_demand(NOBODY, made.id).subject_count == 0


def test_a_list_asks_the_same_number_of_queries_for_any_number() -> None:
    olga, ref = cast.olga().viewer, publish()
    assert_same_query_count(
        lambda number: api.register_demand(olga, content=content(asks=f"Number {number}"), subjects=[ref]),
        api.public_demands,
    )


def test_a_demand_and_its_entry_fail_together(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_given: object) -> None:
        raise RuntimeError("log")

    monkeypatch.setattr(translog, "append", refuse)
    with pytest.raises(RuntimeError):
        api.register_demand(cast.olga().viewer, content=content())
    assert (Demand.objects.count(), DemandEntry.objects.count()) == (0, 0)
