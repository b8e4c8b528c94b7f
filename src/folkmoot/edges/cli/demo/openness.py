"""A version of the rules that is only tried, a trusted flagger, and what states asked for."""

from datetime import timedelta
from functools import partial

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.transparency import api as transparency
from folkmoot.domains.transparency.api import DemandContent, DemandState
from folkmoot.edges.cli.demo.town import Town
from folkmoot.infra.config import current
from folkmoot.kernel.refs import post_ref

#: Two letters that no state has: whoever asks here is invented.
_NOWHERE = "ZZ"
_CHANGES = (
    ("\nversion: 1\n", "\nversion: 2\n"),
    ("little else stays, but travels half as far.", "little else stays, but travels a third as far for a week."),
    ("      reduce: {factor: 0.5}", "      reduce: {factor: 0.33, days: 7}"),
    ("reports.distinct >= 3", "reports.distinct >= 4"),
    ("When many people report something", "When four people or more report something"),
    ("Three or more people reported it.", "Four or more people reported it."),
)


def be_open(town: Town) -> None:
    town.plan(town.now - timedelta(days=13), partial(_trust, town))
    town.plan(town.now - timedelta(days=6), partial(_try_rules, town))
    town.plan(town.now - timedelta(days=5, hours=2), partial(_refused, town))
    town.plan(town.now - timedelta(days=3, hours=6), partial(_answered, town))


def _trust(town: Town) -> None:
    integrity.name_flagger(
        town.people["olga"],
        account_id=town.people["town_library"].require_account(),
        clauses=("fraud", "phishing-link"),
        name="Exmoor-on-Sea Town Library",
        link="https://library.example/frauds",
        named=True,
    )


def _try_rules(town: Town) -> None:
    """Version 2 is only asked: nobody has decided to put it into force."""
    text = current().policy.read_text(encoding="utf-8")
    for before, after in _CHANGES:
        text = text.replace(before, after)
    integrity.publish_policy(town.people["olga"], text=text, shadow=True, name="version 2")


def _refused(town: Town) -> None:
    """A minister does not like an account of what was spent."""
    _demand(
        town,
        name="article",
        state=DemandState.REFUSED,
        content=DemandContent(
            country=_NOWHERE,
            authority="Ministry of Promenades (invented)",
            legal_basis="Section 4 of the Promenades Act (invented)",
            asks="To make an article about the cost of a promenade unreadable, because it harms trust in promenades.",
            received_at=town.now - timedelta(days=6),
        ),
    )


def _answered(town: Town) -> None:
    _demand(
        town,
        name="fraud",
        state=DemandState.COMPLIED,
        content=DemandContent(
            country=_NOWHERE,
            authority="Court of the Moor Road (invented)",
            legal_basis="An order of a judge in a case of fraud (invented)",
            asks="To keep a post that was removed as fraud, and to tell when its account was made.",
            received_at=town.now - timedelta(days=4),
        ),
    )


def _demand(town: Town, *, name: str, state: DemandState, content: DemandContent) -> None:
    olga = town.people["olga"]
    made = transparency.register_demand(olga, content=content, subjects=[post_ref(town.posts[name])])
    transparency.answer_demand(olga, demand_id=made.id, state=state)
