"""Make a statement of a decision. Pure: everything that is known comes in."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from folkmoot.domains.integrity.api import DecisionFigure, EffectView, Source, Treatment
from folkmoot.domains.transparency.dsa.codes import EEA
from folkmoot.domains.transparency.dsa.mapping import filing_of
from folkmoot.domains.transparency.dsa.types import Statement
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.refs import SubjectKind

_PERSONS = re.compile(r"(?<!\w)@[\w.-]+(?:@[\w.-]+)?|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.UNICODE)
_LANGUAGE = re.compile(r"[a-z]{2}")
_FACTS, _TITLE, _TEXT = 5000, 500, 2000
_EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Content:
    """What is known of a decision's subject: the kinds of its media ("image", "video", "audio"), its language."""

    media: frozenset[str] = frozenset()
    language: str = ""


UNKNOWN = Content()


@dataclass(frozen=True, slots=True)
class Site:
    """The community that files. `grounds` are those of the clauses of its policy, by clause id."""

    origin: str
    grounds: dict[str, int]

    @property
    def name(self) -> str:
        return re.sub(r"[^a-zA-Z0-9]+", "-", self.origin.partition("://")[2])


def needs_statement(figure: DecisionFigure) -> bool:
    """Whether a decision restricted something in the European Economic Area."""
    return figure.treatment is not Treatment.NONE and bool(_scope(figure.effects))


def statement(figure: DecisionFigure, site: Site, content: Content = UNKNOWN) -> Statement:
    """The decision in the database's words, without names and without anybody's words."""
    filing = filing_of(figure.clause_id, site.grounds.get(figure.clause_id))
    decided: dict[str, Any] = {}
    for effect in figure.effects:
        _restrict(decided, effect, figure.ref.kind)
    if "decision_visibility" in decided:
        decided["decision_visibility"] = tuple(dict.fromkeys(decided["decision_visibility"]))
    return Statement(
        puid=f"{site.name}-{figure.id}",
        category=f"STATEMENT_CATEGORY_{filing.category}",
        category_specification=tuple(f"KEYWORD_{keyword}" for keyword in filing.keywords),
        category_specification_other=figure.clause_title[:_TITLE] if "OTHER" in filing.keywords else None,
        decision_ground_reference_url=f"{site.origin}/rules#{figure.clause_id}",
        content_date=max(_EARLIEST, time_of(figure.ref.id).date()),
        content_language=content.language.upper() if _LANGUAGE.fullmatch(content.language) else None,
        application_date=figure.created_at.date(),
        territorial_scope=_scope(figure.effects),
        decision_facts=_facts(figure),
        automated_detection="Yes" if figure.automated or figure.proposed else "No",
        automated_decision=f"AUTOMATED_DECISION_{_automated(figure)}",
        **decided,
        **_grounds(figure),
        **_content(figure.ref.kind, content),
        **_source(figure, site),
    )


def _restrict(decided: dict[str, Any], effect: EffectView, kind: SubjectKind) -> None:
    """Add what one effect restricts. A whole account that goes is the account's; all else is about what is seen."""
    until = _day(effect.until)
    if kind is SubjectKind.ACCOUNT and effect.kind in {Treatment.REMOVE, Treatment.HOLD}:
        ended = effect.kind is Treatment.REMOVE
        decided["decision_account"] = f"DECISION_ACCOUNT_{'TERMINATED' if ended else 'SUSPENDED'}"
        decided["end_date_account_restriction"] = until
    elif effect.kind is Treatment.RESTRICT:
        decided["decision_provision"] = "DECISION_PROVISION_PARTIAL_SUSPENSION"
        decided["end_date_service_restriction"] = until
    else:
        seen = decided.setdefault("decision_visibility", ())
        decided["decision_visibility"] = (*seen, f"DECISION_VISIBILITY_CONTENT_{_SEEN[effect.kind]}")
        decided["end_date_visibility_restriction"] = until if not seen else _later(decided, until)


def _later(decided: dict[str, Any], until: date | None) -> date | None:
    """When the last of several restrictions of what is seen ends; None where one has no end."""
    before = decided["end_date_visibility_restriction"]
    return max(before, until) if before is not None and until is not None else None


_SEEN = {
    Treatment.REMOVE: "REMOVED",
    Treatment.WITHHOLD: "DISABLED",
    Treatment.HOLD: "DISABLED",
    Treatment.REDUCE: "DEMOTED",
    Treatment.INFORM: "LABELLED",
}


def _grounds(figure: DecisionFigure) -> dict[str, Any]:
    """What a law forbids is illegal content; everything else is against the community's own rules."""
    title, text = figure.clause_title[:_TITLE], (figure.clause_text or figure.clause_title)[:_TEXT]
    if figure.treatment is Treatment.WITHHOLD:
        return {
            "decision_ground": "DECISION_GROUND_ILLEGAL_CONTENT",
            "illegal_content_legal_ground": title,
            "illegal_content_explanation": text,
        }
    return {
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "incompatible_content_ground": title,
        "incompatible_content_explanation": text,
        "incompatible_content_illegal": "No",
    }


def _content(kind: SubjectKind, content: Content) -> dict[str, Any]:
    if kind is SubjectKind.ACCOUNT:
        return {"content_type": ("CONTENT_TYPE_OTHER",), "content_type_other": "The profile of an account"}
    own = () if kind is SubjectKind.MEDIA else ("CONTENT_TYPE_TEXT",)
    media = tuple(f"CONTENT_TYPE_{one.upper()}" for one in sorted(content.media))
    return {"content_type": (*own, *media) or ("CONTENT_TYPE_IMAGE",)}


def _source(figure: DecisionFigure, site: Site) -> dict[str, Any]:
    match figure.source:
        case Source.FLAGGER:
            return {"source_type": "SOURCE_TRUSTED_FLAGGER"}
        case Source.PEOPLE:
            named = [filing_of(clause, site.grounds.get(clause)) for clause in figure.reported_under]
            illegal = any(one.offence for one in named)
            return {"source_type": "SOURCE_ARTICLE_16" if illegal else "SOURCE_TYPE_OTHER_NOTIFICATION"}
        case _:
            return {"source_type": "SOURCE_VOLUNTARY"}


def _automated(figure: DecisionFigure) -> str:
    if figure.automated:
        return "FULLY"
    return "PARTIALLY" if figure.proposed else "NOT_AUTOMATED"


def _facts(figure: DecisionFigure) -> str:
    undone = "" if figure.undone_at is None else f" Undone on {figure.undone_at:%Y-%m-%d}."
    return _PERSONS.sub("[a person]", figure.facts + undone)[:_FACTS]


def _scope(effects: Collection[EffectView]) -> tuple[str, ...]:
    """The countries of the EEA in which at least one effect acts; an effect without countries acts everywhere."""
    if not effects or any(not effect.countries for effect in effects):
        return EEA
    return tuple(country for country in EEA if any(country in effect.countries for effect in effects))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
