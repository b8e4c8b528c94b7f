"""The line of cases: in order, by account, by queue and language; the next one."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from django.db import connection

from folkmoot.domains.integrity import api, providers
from folkmoot.domains.integrity.models import Case
from folkmoot.domains.integrity.ordering import reaching
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Forbidden, Invalid, NotFound
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import SubjectKind, SubjectRef, account_ref, post_ref
from folkmoot.kernel.viewer import Viewer
from tests.queries import captured_queries

from .people import ANA_ID, BEN, CARLA, MAX, MO, MO_ID, POST, facts

pytestmark = pytest.mark.django_db(databases="__all__")


def reported(number: int, clause_id: str = "", *, about: int = 0, by: Viewer = BEN) -> int:
    """Report post `number`, by default of an author of its own; returns the case."""
    ref = post_ref(number)
    return api.report(by, ref=ref, responsible=about or 5000 + number, clause_id=clause_id, comment="").case_id


def order(viewer: Viewer = MO) -> list[int]:
    return [case.id for group in api.line(viewer).accounts for case in group.cases]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Say what the domain of posts knows: language, words and links of each post; how often it was shown."""

    def tell(known: Mapping[int, Mapping[str, object]], shown: Mapping[int, int] | None = None) -> None:
        answers = {one: providers.Known(facts(**given), 1) for one, given in known.items()}
        api.register_facts(SubjectKind.POST, lambda ids: {one: answers[one] for one in ids if one in answers})
        counted = dict(shown or {})
        counting = {SubjectKind.POST: lambda ids: {one: counted.get(one, 0) for one in ids}}
        monkeypatch.setattr(reaching, "_reach", counting)
        api.rank_all()

    return tell


def test_severity_comes_before_age(clock: FrozenClock) -> None:
    bait = reported(1, "bait")
    clock.advance(timedelta(minutes=1))
    harm = reported(2, "threats")
    assert order() == [harm, bait]


def test_reach_counts_once_the_worker_has_looked(clock: FrozenClock, told: Callable[..., None]) -> None:
    first, far = reported(1, "bait"), reported(2, "bait")
    assert order() == [first, far]
    told({}, {2: 999})
    assert order() == [far, first]
    weight = api.line(MO).accounts[0].first.weight
    assert (weight.severity, weight.people, weight.reach, weight.confidence) == (2, 999, 4.0, 0.25)


def test_what_nobody_sees_any_more_reaches_nobody(clock: FrozenClock, told: Callable[..., None]) -> None:
    reported(1, "threats")
    api.decide_on(MO, ref=post_ref(1), responsible=5001, clause_id="threats", treatment="remove")
    reported(1, "threats")
    told({}, {1: 999})
    assert api.line(MO).accounts[0].first.weight.people == 0
    assert api.shown([post_ref(1)]) == {post_ref(1): 999}


def test_the_same_priority_is_oldest_first(clock: FrozenClock) -> None:
    assert order() == []
    ids = [reported(number) for number in range(1, 5)]
    assert order() == ids


def test_nothing_waits_for_ever(clock: FrozenClock) -> None:
    small = reported(1, "bait")
    clock.advance(timedelta(days=3))
    big = reported(2, "threats")
    assert order() == [small, big]


def test_who_was_wrong_before_moves_a_case_less(clock: FrozenClock) -> None:
    for number in range(10, 14):
        case_id = reported(number, by=CARLA)
        api.decide(MO, case_id=case_id, clause_id="", treatment="none")
    by_carla, by_ben = reported(1, by=CARLA), reported(2, by=BEN)
    assert order() == [by_ben, by_carla]


def test_a_flood_by_one_group_is_one_line_and_moves_little(clock: FrozenClock) -> None:
    group = [Viewer(9000 + number) for number in range(50)]
    for number in range(1, 11):
        for member in group:
            reported(number, "harassment", about=ANA_ID, by=member)
    (line,) = api.line(MO).accounts
    assert (line.responsible, line.count, len(line.cases), line.hidden) == (ANA_ID, 10, 6, 4)
    assert {case.distinct_reporters for case in line.cases} == {50}
    assert {case.weight.confidence for case in line.cases} == {0.875}
    assert api.treatments_for([post_ref(number) for number in range(1, 11)]) == {}
    assert api.public_decisions() == ()

    api.name_flagger(Viewer(301, MO.role.OPERATOR), account_id=102, clauses=(), name="Helpline", link="", named=False)
    trusted = reported(99, "harassment", by=BEN)
    assert order()[0] == trusted


def test_a_queue_takes_cases_by_clause_and_language(clock: FrozenClock, told: Callable[..., None]) -> None:
    harm, bait, arabic = reported(1, "threats"), reported(2, "bait"), reported(3, "threats")
    told({1: {"languages": ("en-GB",)}, 2: {"languages": ("en",)}, 3: {"languages": ("ar",)}})
    queue = api.save_queue(MO, name="Harm", clauses=("threats", "harassment"), languages=("en",), people=(MO_ID,))
    assert queue.languages == ("en",)
    waiting = api.waiting(MO)
    assert (waiting.total, waiting.by_queue, waiting.in_none) == (3, {queue.id: 1}, 2)

    api.sit_down(MO, queue_id=queue.id)
    assert order() == [harm]
    assert set(order(MAX)) == {harm, bait, arabic}
    api.sit_down(MO, queue_id=None, languages=("AR", " "))
    assert order() == [arabic]
    api.sit_down(MO, queue_id=queue.id)
    api.delete_queue(MO, queue_id=queue.id)
    assert set(order()) == {harm, bait, arabic}


def test_a_case_whose_language_nobody_knows_is_in_every_language(clock: FrozenClock) -> None:
    case_id = reported(1)
    api.sit_down(MO, queue_id=None, languages=("fi",))
    assert order() == [case_id]


def test_a_suggestion_routes_a_case_too(clock: FrozenClock) -> None:
    queue = api.save_queue(MO, name="Threats", clauses=("threats",))
    screening = api.screen(POST, ANA_ID, facts(text="I will kill you", word_lists=("threats",)))
    with atomic_write():
        api.record_screening(screening)
    assert api.waiting(MO).by_queue == {queue.id: 1}
    (line,) = api.line(MO).accounts
    assert (line.first.weight.severity, line.first.weight.confidence) == (5, 0.5)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "Harm"}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"clauses": ("no-such-rule",)}, "clauses"),
        ({"languages": ("english",)}, "languages"),
    ],
)
def test_a_queue_that_cannot_be_is_refused(given: dict[str, object], field: str) -> None:
    api.save_queue(MO, name="Harm")
    with pytest.raises(Invalid) as refused:
        api.save_queue(MO, **({"name": "Other"} | given))  # type: ignore[arg-type] # one argument is a wrong one
    assert refused.value.field == field
    assert [queue.name for queue in api.queues(MO)] == ["Harm"]


def test_a_queue_is_changed_and_keeps_its_name_for_itself() -> None:
    queue = api.save_queue(MO, name="Harm")
    changed = api.save_queue(MAX, queue_id=queue.id, name="Harm", languages=("ar", "en"))
    assert (changed.id, changed.languages) == (queue.id, ("ar", "en"))
    with pytest.raises(NotFound):
        api.save_queue(MO, queue_id=7, name="Nowhere")


def test_the_next_case_is_the_most_pressing_that_one_may_judge(clock: FrozenClock) -> None:
    def friends(*, decider: int, responsible: int) -> str | None:
        return "You are friends." if (decider, responsible) == (MO_ID, ANA_ID) else None

    api.register_conflicts(friends)
    reported(1, "threats", about=MO_ID)
    reported(2, "threats", about=ANA_ID)
    reported(3, "threats", by=MO)
    taken = reported(4, "threats")
    api.take(MAX, case_id=taken)
    free = reported(5, "bait")

    first = api.next_case(MO)
    assert first is not None
    assert (first.id, first.taken_by) == (free, MO_ID)
    assert api.next_case(MO, except_for=free) is None
    clock.advance(api.LEASE)
    again = api.next_case(MO)
    assert again is not None
    assert again.id == taken


def test_the_line_asks_as_much_for_ten_thousand_cases(clock: FrozenClock) -> None:
    reported(1, "bait")
    queue = api.save_queue(MO, name="Bait", clauses=("bait",))
    api.sit_down(MO, queue_id=queue.id)
    api.sit_down(MAX, queue_id=None)
    with captured_queries() as few:
        api.line(MAX)
        api.line(MO)
        api.waiting(MO)
    kinds = {"subject_kind": "account", "confidence": 0.25}
    Case.objects.bulk_create(
        [
            Case(id=new_id(), subject_id=one, responsible=20_000 + one, priority=-30_000 - one, **kinds)
            for one in range(10_000)
        ]
    )
    with captured_queries() as many:
        shown = api.line(MAX, page=400)
        api.line(MO)
        api.waiting(MO)
    assert len(many) == len(few)
    assert (len(shown.accounts), shown.has_more) == (25, True)
    assert [group.responsible for group in shown.accounts] == list(range(29_974, 29_999))


def test_ranking_asks_as_much_for_many_cases_as_for_few(clock: FrozenClock) -> None:
    for number in range(1, 4):
        reported(number, "bait")
    with captured_queries() as few:
        api.rank_all()
    for number in range(4, 31):
        reported(number, "bait")
    with captured_queries() as many:
        api.rank_all()
    assert len(many) == len(few)


@pytest.mark.parametrize("ref", [POST, account_ref(ANA_ID)])
def test_only_staff_see_the_line(ref: SubjectRef) -> None:
    api.report(BEN, ref=ref, responsible=ANA_ID, clause_id="", comment="")
    for attempt in (
        lambda: api.line(BEN),
        lambda: api.next_case(BEN),
        lambda: api.waiting(BEN),
        lambda: api.queues(BEN),
        lambda: api.desk(BEN),
        lambda: api.sit_down(BEN, queue_id=None),
        lambda: api.save_queue(BEN, name="Mine"),
        lambda: api.delete_queue(BEN, queue_id=1),
        lambda: api.oldest_open(BEN),
        lambda: api.figures(BEN),
    ):
        with pytest.raises(Forbidden):
            attempt()
    assert api.queues(MO) == ()


def test_the_line_is_read_by_an_index() -> None:
    """The order of the next case comes from an index, so ten thousand open cases are not sorted anew."""
    reported(1)
    rows = Case.objects.filter(closed_at=None).order_by("-priority", "id").values_list("id", flat=True)[:50]
    plan = rows.explain()
    if connection.vendor == "sqlite":
        assert "case_next" in plan
        assert "TEMP B-TREE" not in plan


def test_a_friend_with_very_many_cases_does_not_hide_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    friends = {(MO_ID, 777): "A friend."}
    monkeypatch.setattr(providers, "_conflicts", [lambda *, decider, responsible: friends.get((decider, responsible))])
    for number in range(51):
        reported(number + 1, "harassment", about=777, by=Viewer(3000 + number % 2))
    other = reported(900, "bait", about=778)
    found = api.next_case(MO)
    assert found is not None
    assert found.id == other
