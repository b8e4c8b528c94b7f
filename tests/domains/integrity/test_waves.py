"""Rules against a wave of spam: tried, started, renewed, ended; they hold or reduce and never remove."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from folkmoot.domains.integrity import api
from folkmoot.domains.integrity.models import Decision, WaveRule
from folkmoot.infra import fresh
from folkmoot.infra.audit import api as audit
from folkmoot.infra.translog import api as translog
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Forbidden, Gone, Invalid, NotFound
from folkmoot.kernel.ids import id_at
from folkmoot.kernel.refs import SubjectKind, post_ref
from tests.domains.integrity.people import ANA, ANA_ID, MAX, MO, POST, facts
from tests.domains.integrity.policies import clause, policy

WORDS_ALONE = (
    "Words alone may be an opinion. Say also how the wave behaves: a linked site, how young the accounts are, or how "
    "many people it mentions."
)
PILLS = api.WaveDraft(words=("cheap  pills",), younger_than_hours=24.0)


def act(text: str = "Buy CHEAP\npills now", age: float = 3.0, **given: object) -> api.Screening:
    screening = api.screen(POST, ANA_ID, facts(text=text, account_age_hours=age, **given))
    with atomic_write():
        api.record_screening(screening)
    return screening


@pytest.mark.usefixtures("noon")
def test_a_rule_holds_what_it_meets_under_the_clause_about_flooding() -> None:
    rule = api.start_wave(MO, draft=PILLS)
    act()
    decision = Decision.objects.get()
    assert (decision.clause_id, decision.treatment, decision.automated, decision.strike) == (
        "flooding", "hold", True, False,
    )  # fmt: skip
    assert decision.facts == (
        f"A moderator's rule against a wave of spam (number {rule.id}) was met: account 3.0 hours old, "
        "words “cheap pills”."
    )
    assert api.treatments_for([POST])[POST].held is not None
    (case,) = api.queue(MO)
    assert case.suggestions[0].numbers == (
        ("wave rule", str(rule.id)), ("fired", "account 3.0 hours old"), ("fired", "words “cheap pills”"),
    )  # fmt: skip


@pytest.mark.usefixtures("noon")
@pytest.mark.parametrize(
    ("draft", "given", "met"),
    [
        (PILLS, {"text": "cheap pills", "age": 25.0}, False),
        (PILLS, {"text": "cheappills"}, False),
        (api.WaveDraft(hosts=("Spam.example",)), {"text": "x", "links": ("a.spam.example",)}, True),
        (api.WaveDraft(hosts=("spam.example",)), {"text": "x", "links": ("notspam.example",)}, False),
        (api.WaveDraft(mentions=3), {"text": "x", "mention_count": 3}, True),
        (api.WaveDraft(mentions=3), {"text": "x", "mention_count": 2}, False),
        (api.WaveDraft(words=("pills",), mentions=3), {"text": "pills", "mention_count": 2}, False),
        (api.WaveDraft(words=("tea", "pills"), younger_than_hours=24.0), {"text": "pills"}, True),
    ],
)
def test_all_that_is_given_must_be_met(draft: api.WaveDraft, given: dict[str, object], met: bool) -> None:
    api.start_wave(MO, draft=draft)
    act(**given)  # type: ignore[arg-type]  # names of facts
    assert Decision.objects.exists() is met


@pytest.mark.usefixtures("noon")
def test_a_rule_may_reduce_and_never_removes() -> None:
    api.start_wave(MO, draft=api.WaveDraft(words=("pills",), hosts=("pills.example",), treatment=api.Treatment.REDUCE))
    act("pills", links=("pills.example",))
    assert (api.treatments_for([POST])[POST].factor, api.queue(MO)) == (0.25, ())
    with pytest.raises(Invalid) as refused:
        api.start_wave(MO, draft=api.WaveDraft(words=("pills",), treatment=api.Treatment.REMOVE))
    assert refused.value.safe == "A wave rule holds or reduces. It never removes."
    assert WaveRule.objects.count() == 1


@pytest.mark.usefixtures("noon")
def test_what_a_person_undid_is_not_done_again() -> None:
    api.start_wave(MO, draft=PILLS)
    act()
    api.undo(MAX, decision_id=Decision.objects.get().id, note="A pharmacy")
    act()
    assert Decision.objects.count() == 1


@pytest.mark.usefixtures("noon")
def test_a_policy_without_the_clause_still_says_why() -> None:
    api.publish_policy(None, text=policy("9", clause("other", condition="is_reply")))
    api.start_wave(MO, draft=PILLS)
    act()
    assert (Decision.objects.get().clause_title, Decision.objects.get().policy_version) == ("Spam and flooding", "9")


@pytest.mark.usefixtures("noon")
def test_a_clause_of_that_name_that_is_not_about_behaviour_holds_nothing() -> None:
    rumours = clause("flooding", title="A flood of rumours", condition="is_reply").replace("ground: 3", "ground: 5")
    api.publish_policy(None, text=policy("9", rumours))
    api.start_wave(MO, draft=PILLS)
    act()
    decision = Decision.objects.get()
    assert (decision.treatment, decision.clause_title) == ("hold", "Spam and flooding")
    assert decision.clause_text.startswith("Do not flood others. This is about behaviour")


@pytest.mark.usefixtures("noon")
def test_where_the_clause_acts_by_itself_one_decision_is_made() -> None:
    api.start_wave(MO, draft=api.WaveDraft(mentions=3, treatment=api.Treatment.REDUCE))
    screening = act("x", mention_count=30)
    assert [match.clause.id for match in screening.matches] == ["flooding"]
    assert (Decision.objects.get().treatment, Decision.objects.count()) == ("hold", 1)


def test_it_ends_by_itself_and_is_renewed(noon: FrozenClock) -> None:
    rule = api.start_wave(MO, draft=PILLS, hours=2)
    noon.advance(timedelta(hours=1))
    assert api.renew_wave(MAX, rule_id=rule.id).ends_at == clock.now() + timedelta(hours=24)
    noon.advance(timedelta(hours=24, seconds=1))
    assert act().matches == ()
    (view,) = api.waves(MO)
    assert (view.is_active, view.ended_at) == (False, None)
    with pytest.raises(Gone):
        api.renew_wave(MO, rule_id=rule.id)


def test_each_start_renewal_and_end_is_in_the_public_log_without_its_words(noon: FrozenClock) -> None:
    rule = api.start_wave(MO, draft=PILLS)
    noon.advance(timedelta(minutes=1))
    api.renew_wave(MO, rule_id=rule.id)
    api.end_wave(MAX, rule_id=rule.id)
    api.end_wave(MAX, rule_id=rule.id)
    entries = translog.entries(newest_first=True)
    assert [(each.kind, each.facts["what"], each.facts["rule"]) for each in entries] == [
        ("wave_rule", "ended", str(rule.id)), ("wave_rule", "renewed", str(rule.id)),
        ("wave_rule", "started", str(rule.id)),
    ]  # fmt: skip
    assert (entries[0].facts["words"], entries[0].facts["younger_than_hours"]) == (1, 24.0)
    assert b"pills" not in b"".join(each.body for each in entries)
    assert len({each.facts["commitment"] for each in entries}) == 1
    assert [(deed.actor_id, deed.verb) for deed in audit.of_subject(f"wave:{rule.id}")] == [
        (202, "integrity.wave_ended"), (201, "integrity.wave_renewed"), (201, "integrity.wave_started"),
    ]  # fmt: skip
    assert act().matches == ()


@pytest.mark.usefixtures("noon")
def test_another_process_notices_within_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = [100.0]
    monkeypatch.setattr("folkmoot.infra.fresh.time.monotonic", lambda: moment[0])
    fresh.forget_all()
    assert act().matches == ()
    row = api.start_wave(MO, draft=PILLS)
    WaveRule.objects.filter(id=row.id).update(ended_at=clock.now())
    assert len(act().matches) == 1
    moment[0] += 3.1
    assert act().matches == ()


@pytest.mark.usefixtures("noon")
@pytest.mark.parametrize(
    ("draft", "hours", "safe"),
    [
        (api.WaveDraft(), 24, "Say what the wave looks like: words, a linked site, or how many people it mentions."),
        (
            api.WaveDraft(words=(" ",), younger_than_hours=3),
            24,
            "Say what the wave looks like: words, a linked site, or how many people it mentions.",
        ),
        (
            api.WaveDraft(words=("the old mill",)),
            24,
            WORDS_ALONE,
        ),
        (api.WaveDraft(words=("a",)), 24, "“a” is too short: it would meet almost everything."),
        (api.WaveDraft(words=("x" * 201,)), 24, "Please keep each to 200 characters."),
        (api.WaveDraft(words=tuple(f"word{n}" for n in range(51))), 24, "These are 51. A rule has 50 at most."),
        (
            api.WaveDraft(hosts=("https://x.example/",)),
            24,
            "“https://x.example/” is no host. Write it like spam.example, without https://.",
        ),
        (api.WaveDraft(mentions=0), 24, "Mentions are a number from 1 to 1,000."),
        (
            api.WaveDraft(words=("pills",), younger_than_hours=float("nan")),
            24,
            "The age of an account is up to 720 hours here.",
        ),
        (PILLS, 25, "A wave rule lasts 24 hours at most. It can be renewed."),
        (PILLS, 0, "A wave rule lasts 24 hours at most. It can be renewed."),
        (PILLS, float("inf"), "A wave rule lasts 24 hours at most. It can be renewed."),
    ],
)
def test_rules_that_cannot_be_used(draft: api.WaveDraft, hours: float, safe: str) -> None:
    with pytest.raises(Invalid) as refused:
        api.start_wave(MO, draft=draft, hours=hours)
    assert (refused.value.safe, WaveRule.objects.count()) == (safe, 0)


@pytest.mark.usefixtures("noon")
def test_only_staff_and_only_what_there_is() -> None:
    with pytest.raises(Forbidden):
        api.start_wave(ANA, draft=PILLS)
    with pytest.raises(Forbidden):
        api.try_wave(ANA, draft=PILLS)
    with pytest.raises(NotFound):
        api.end_wave(MO, rule_id=5)
    assert not WaveRule.objects.exists()


@pytest.mark.usefixtures("noon")
def test_a_trial_says_what_it_would_have_met_and_changes_nothing() -> None:
    ids = [id_at(clock.now() - timedelta(hours=hours), 0) for hours in (1, 2, 23, 25)]
    texts = dict(zip(ids, ("cheap pills", "tea", "CHEAP PILLS", "cheap pills"), strict=True))

    def known(asked: object) -> Mapping[int, api.Known]:
        wanted = set(asked)  # type: ignore[call-overload]  # ids
        return {
            key: api.Known(facts(text=text, account_age_hours=2.0), ANA_ID)
            for key, text in texts.items()
            if key in wanted
        }

    def listed(oldest: int, before: int | None, limit: int) -> list[int]:
        return [key for key in ids if key >= oldest and (before is None or key < before)][:limit]

    api.register_facts(SubjectKind.POST, known)
    api.register_ids(SubjectKind.POST, listed)
    trial = api.try_wave(MO, draft=PILLS)
    assert (trial.looked, trial.hits, trial.complete) == (3, 2, True)
    assert [(hit.post_id, hit.text, hit.fired) for hit in trial.samples] == [
        (ids[0], "cheap pills", ("account 2.0 hours old", "words “cheap pills”")),
        (ids[2], "CHEAP PILLS", ("account 2.0 hours old", "words “cheap pills”")),
    ]
    assert (WaveRule.objects.count(), Decision.objects.count(), api.treatments_for([post_ref(ids[0])])) == (0, 0, {})
