"""Which category and keywords a clause's decisions are filed under, by the id of the clause.

A clause that is not in the table is filed by its ground in the constitution. `offence`: reports that name the clause
are taken as notices of illegal content (Article 16), because what it is about is an offence in the Union's states.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filing:
    """`category` and `keywords` without their prefixes."""

    category: str
    keywords: tuple[str, ...] = ()
    offence: bool = False


CLAUSES = {
    "threats": Filing("VIOLENCE", ("INCITEMENT_VIOLENCE_HATRED",), offence=True),
    "organising-harm": Filing("VIOLENCE", ("COORDINATED_HARM",), offence=True),
    "terrorism": Filing("RISK_FOR_PUBLIC_SECURITY", ("TERRORIST_CONTENT",), offence=True),
    "child-abuse": Filing("PROTECTION_OF_MINORS", ("CHILD_SEXUAL_ABUSE_MATERIAL",), offence=True),
    "intimate-pictures": Filing("CYBER_VIOLENCE", ("NON_CONSENSUAL_IMAGE_SHARING",), offence=True),
    "harassment": Filing("CYBER_VIOLENCE", ("CYBER_HARASSMENT",)),
    "attack-on-people": Filing("ILLEGAL_OR_HARMFUL_SPEECH", ("HATE_SPEECH",), offence=True),
    "fraud": Filing("SCAMS_AND_FRAUD", ("OTHER",), offence=True),
    "phishing-link": Filing("SCAMS_AND_FRAUD", ("PHISHING",), offence=True),
    "flooding": Filing("OTHER_VIOLATION_TC"),
    "link-wall": Filing("OTHER_VIOLATION_TC"),
    "fake-account": Filing("SCAMS_AND_FRAUD", ("INAUTHENTIC_ACCOUNTS",)),
    "impersonation": Filing("SCAMS_AND_FRAUD", ("IMPERSONATION_ACCOUNT_HIJACKING",)),
    "found-false": Filing("NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS", ("MISINFORMATION_DISINFORMATION",)),
    "bait": Filing("OTHER_VIOLATION_TC"),
    "much-reported": Filing("NOT_SPECIFIED_NOTICE"),
}
GROUNDS = {
    1: Filing("VIOLENCE"),
    2: Filing("ILLEGAL_OR_HARMFUL_SPEECH", offence=True),
    3: Filing("OTHER_VIOLATION_TC"),
    5: Filing("OTHER_VIOLATION_TC"),
}
_ANY = Filing("OTHER_VIOLATION_TC")


def filing_of(clause_id: str, ground: int | None) -> Filing:
    """How decisions under a clause are filed; `ground` is None for a clause that the policy no longer has."""
    return CLAUSES.get(clause_id) or GROUNDS.get(ground or 0, _ANY)
