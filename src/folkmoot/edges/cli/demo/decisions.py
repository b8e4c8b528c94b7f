"""What was reported in the town, and what its moderators decided."""

from datetime import timedelta
from functools import partial

from folkmoot.domains.integrity import api as integrity
from folkmoot.edges.cli.demo.town import Town
from folkmoot.kernel.refs import SubjectRef, post_ref

_FACT_CHECK = "https://factcheck.example/sea-wall-mercury"


def decide(town: Town) -> None:
    """Plan one of everything: a post found false, a fraud removed, a decision undone, reports that wait."""
    town.plan(
        town.now - timedelta(days=8, hours=5),
        partial(_report, town, "erin", "false_claim", "found-false", "The water board has tested it three times."),
    )
    town.plan(town.now - timedelta(days=7, hours=20), partial(_found_false, town))
    town.plan(
        town.now - timedelta(days=5, hours=18),
        partial(_report, town, "raj", "fraud", "fraud", "He asked my mother for her bank card, too."),
    )
    town.plan(
        town.now - timedelta(days=5, hours=17),
        partial(_report, town, "ana", "fraud", "fraud", "Doubling in a day? Please look before somebody pays."),
    )
    town.plan(town.now - timedelta(days=5, hours=15), partial(_remove_fraud, town))
    town.plan(town.now - timedelta(days=5, hours=6), partial(_undo, town, "baited"))
    for hours, who, words in (
        (60, "theo", "He calls me blind."),
        (58, "joao", "Isto não se diz a um vizinho."),
        (55, "leo", "bit much"),
    ):
        town.plan(town.now - timedelta(hours=hours), partial(_report, town, who, "rude", "harassment", words))
    town.plan(
        town.now - timedelta(hours=12), partial(_report, town, "rosa", "reported", "", "¿Está hablando de mi mesa?")
    )


def _ref(town: Town, name: str) -> tuple[SubjectRef, int]:
    return post_ref(town.posts[name]), town.people[town.authors[name]].require_account()


def _report(town: Town, who: str, name: str, clause: str, words: str) -> None:
    ref, responsible = _ref(town, name)
    integrity.report(town.people[who], ref=ref, responsible=responsible, clause_id=clause, comment=words)


def _found_false(town: Town) -> None:
    """Mo names the fact-check; the policy reduces the post to a tenth and links it."""
    ref, responsible = _ref(town, "false_claim")
    integrity.label(
        town.people["mo"],
        ref=ref,
        responsible=responsible,
        label="false",
        link=_FACT_CHECK,
        note="Three samples, three laboratories, no mercury.",
    )


def _remove_fraud(town: Town) -> None:
    ref, responsible = _ref(town, "fraud")
    integrity.decide_on(
        town.people["mo"],
        ref=ref,
        responsible=responsible,
        clause_id="fraud",
        treatment="remove",
        note="The same promise in four towns.",
    )


def _undo(town: Town, name: str) -> None:
    """Automation took a joke for bait; Max says so."""
    ref, _ = _ref(town, name)
    for decision in integrity.decisions_about(town.people[town.authors[name]]):
        if decision.ref == ref:
            integrity.undo(town.people["max"], decision_id=decision.id, note="A joke about penalties, not a bait.")
