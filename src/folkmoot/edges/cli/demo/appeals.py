"""What was decided about Ana, as whom a visitor signs in: each with what she said to it."""

from datetime import timedelta
from functools import partial

from folkmoot.domains.integrity import api as integrity
from folkmoot.edges.cli.demo.town import Town
from folkmoot.kernel.refs import SubjectRef, post_ref

_FACT_CHECK = "https://factcheck.example/seals-on-sand"
_WHY = (
    "I was angry, and I would write it otherwise today. But two pups are dead, the log of the harbour says twelve "
    "knots and the sign says four. What I said is about what he does in his office, not about who he is."
)
_ASKED = (
    "Thank you. The speed is a fair thing to say in public. The last half sentence calls on everybody to make him "
    "leave the town. How did you mean it?"
)
_ANSWERED = "That he should stop, or somebody else should do it. I see how it reads. I would take that half out."


def decide_about_ana(town: Town) -> None:
    """Plan a reduction, a removal whose appeal is open, and a mistake of automation that an appeal put right."""
    days = timedelta(days=1)
    town.plan(town.now - 8.4 * days, partial(_found_false, town))
    town.plan(town.now - 8.2 * days, partial(_appeal, town, "invitation", "It is a lottery for two seats, not a bait."))
    town.plan(town.now - 7.1 * days, partial(_overturn, town))
    town.plan(town.now - 6.6 * days, partial(_report, town))
    town.plan(town.now - 6.3 * days, partial(_remove, town))
    town.plan(town.now - 1.2 * days, partial(_appeal, town, "launch_reply", _WHY))
    for hours, who, words in ((20, "mo", _ASKED), (18, "ana", _ANSWERED)):
        town.plan(town.now - timedelta(hours=hours), partial(_reply, town, who, words))


def _ref(town: Town, name: str) -> SubjectRef:
    return post_ref(town.posts[name])


def _decision(town: Town, name: str) -> int:
    ana = town.people["ana"]
    return next(one.id for one in integrity.decisions_about(ana) if one.ref == _ref(town, name))


def _found_false(town: Town) -> None:
    integrity.label(
        town.people["mo"],
        ref=_ref(town, "sick_seal"),
        responsible=town.people["ana"].require_account(),
        label="false",
        link=_FACT_CHECK,
        note="Seals rest on sand. Pushing them back harms them.",
    )


def _report(town: Town) -> None:
    integrity.report(
        town.people["hamish"],
        ref=_ref(town, "launch_reply"),
        responsible=town.people["ana"].require_account(),
        clause_id="harassment",
        comment="I can take a lot. Not the last part.",
    )


def _remove(town: Town) -> None:
    integrity.decide_on(
        town.people["max"],
        ref=_ref(town, "launch_reply"),
        responsible=town.people["ana"].require_account(),
        clause_id="harassment",
        treatment="remove",
        note="The speed of the launch may be said. To call on a town to drive somebody out may not.",
    )


def _appeal(town: Town, name: str, words: str) -> None:
    integrity.appeal(town.people["ana"], decision_id=_decision(town, name), text=words)


def _overturn(town: Town) -> None:
    """Automation took a lottery for bait; Mo says so, and its reach is whole again."""
    mo = town.people["mo"]
    found = next(one for one in integrity.appeals(mo) if one.decision.id == _decision(town, "invitation"))
    integrity.decide_appeal(
        mo,
        appeal_id=found.id,
        outcome="overturn",
        reasons="You are right: this invites two people to a boat. The phrase is on our list, the post is no bait.",
    )


def _reply(town: Town, who: str, words: str) -> None:
    mo, wanted = town.people["mo"], _decision(town, "launch_reply")
    found = next(one for one in integrity.appeals(mo) if one.decision.id == wanted)
    integrity.reply(town.people[who], appeal_id=found.id, text=words)
