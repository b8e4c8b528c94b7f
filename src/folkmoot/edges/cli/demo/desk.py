"""What waits at the moderators' desk: one case of each kind, with what they wrote on them."""

from datetime import timedelta
from functools import partial
from pathlib import Path

from folkmoot.domains.integrity import api as integrity
from folkmoot.edges.cli.demo.town import NEWCOMER, Town
from folkmoot.kernel.refs import account_ref, post_ref

_BANK = "terrorism"
_LEAFLET = (
    "Join the Grey Tide. The sea will take back what the town has stolen, and whoever stands in its way will learn to "
    "swim. Leave your name at the third bollard."
)
_REPORTS = (
    (44, "raj", "pack", "harassment", "He calls for people to go to her door."),
    (43, "sam", "pack", "harassment", "This is her home. She has children."),
    (42, "ana", "pack", "harassment", "Her lamps may be criticised. Her door is something else."),
    (40, "kwame", "pack", "", "Please look at this soon."),
    (30, "erin", "honey", "", "People stop taking what they need."),
    (29, "olena", "honey", "found-false", "Я лікарка. Це неправда."),
    (27, "kwame", "honey", "found-false", "Is there a fact-check for this?"),
    (22, "grace", "honey", "", "Wrong, and I like her bees."),
    (5, "town_library", "warning", "fraud", "We see this site on our computers, too. The post itself warns of it."),
)


def lay_out(town: Town) -> None:
    """Plan what opens the cases. The banks and the fact-checks come first: what they know must be known by then."""
    town.plan(town.now - timedelta(days=10), partial(_know, town))
    town.plan(town.now - timedelta(days=9, hours=23), _read_fact_checks)
    town.plan(town.now - timedelta(hours=9, minutes=20), partial(_hold_the_wave, town))
    for hours, who, name, clause, words in _REPORTS:
        town.plan(town.now - timedelta(hours=hours), partial(_report, town, who, name, clause, words))
    town.plan(town.now - timedelta(hours=4), partial(_propose_removal, town))
    town.plan(town.now - timedelta(hours=3), partial(_note, town))


def _know(town: Town) -> None:
    """A bank of one text. The leaflet and whoever is meant by it are invented."""
    olga = town.people["olga"]
    integrity.create_bank(olga, name=_BANK, clause_id="terrorism", source="Invented for this demo")
    integrity.add_text(olga, bank=_BANK, text=_LEAFLET, note="A leaflet at the bus shelter")


def _read_fact_checks() -> None:
    file = Path(__file__).parent / "fact_checks.json"
    integrity.import_claims(file.read_bytes(), name="Fact-check Exmoor (invented)", language="en")


def _hold_the_wave(town: Town) -> None:
    integrity.start_wave(town.people["mo"], draft=integrity.WaveDraft(hosts=("tide-of-riches.example",)), hours=24)


def _report(town: Town, who: str, name: str, clause: str, words: str) -> None:
    author = town.people[town.authors[name]].require_account()
    ref = post_ref(town.posts[name])
    integrity.report(town.people[who], ref=ref, responsible=author, clause_id=clause, comment=words)


def _propose_removal(town: Town) -> None:
    """Mo would remove the account; it takes Max, too."""
    account = town.people[NEWCOMER].require_account()
    integrity.propose_removal(
        town.people["mo"],
        ref=account_ref(account),
        responsible=account,
        clause_id="fraud",
        note="One fraud removed last week, and now the same promise under another name.",
    )


def _note(town: Town) -> None:
    """Max read the report about the berths, and leaves it to Mo."""
    ref = post_ref(town.posts["rude"])
    found = next(case for case in integrity.queue(town.people["max"]) if case.ref == ref)
    integrity.add_note(
        town.people["max"],
        case_id=found.id,
        text="Rude, and he took half of it back. Theo is not angry any more; I asked him. I would leave it.",
    )
