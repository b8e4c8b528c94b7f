from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import AppealView, DecisionView
from folkmoot.edges.mastodon.present.notifications import STATES
from folkmoot.edges.mastodon.wire import statements as wire
from folkmoot.edges.mastodon.wire.base import moment, moment_or_none


def statement(view: DecisionView, own: AppealView | None) -> wire.Statement:
    """The reasons for a decision, with one's appeal of it."""
    reasons = integrity.statement(view)
    return wire.Statement(
        id=str(view.id),
        subject=view.ref.kind.value,
        subject_id=str(view.ref.id),
        treatment=view.treatment.value,
        factor=view.factor,
        clause=view.clause_id,
        title=view.clause_title,
        clause_text=view.clause_text,
        policy_version=view.policy_version,
        reason=view.reason,
        facts=reasons.facts,
        decided=reasons.decided,
        detected=reasons.detected,
        effect=reasons.effect,
        scope=reasons.scope,
        duration=reasons.duration,
        how_to_appeal=reasons.appeal,
        automated=view.automated,
        strike=view.strike,
        countries=list(reasons.countries),
        created_at=moment(view.created_at),
        undone_at=moment_or_none(view.undone_at),
        appeal_until=moment_or_none(reasons.appeal_until),
        log_entry=str(view.log_entry),
        appeal=appeal(own) if own is not None else None,
    )


def appeal(view: AppealView) -> wire.OwnAppeal:
    return wire.OwnAppeal(
        id=str(view.id),
        state=STATES[view.state.outcome],
        due_at=moment(view.state.due_at),
        messages=[
            wire.AppealMessage(text=one.text, from_staff=one.from_staff, created_at=moment(one.at))
            for one in view.messages
        ],
    )


def strike(view: integrity.Strike) -> wire.Strike:
    return wire.Strike(
        decision_id=str(view.decision_id),
        title=view.clause_title,
        given_at=moment(view.given_at),
        expires_at=moment(view.expires_at),
    )
