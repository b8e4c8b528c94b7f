"""From what a decider asks for to the terms that the policy allows. Raises Invalid, naming the field."""

import dataclasses
import math
import re
from collections.abc import Collection, Iterable

from folkmoot.domains.integrity import strikes
from folkmoot.domains.integrity.policy.types import Clause, Treatment, TreatmentTerms
from folkmoot.domains.integrity.wording import COMMENT_LIMIT, NOTE_LIMIT, web_address, words
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.refs import SubjectKind, SubjectRef
from folkmoot.kernel.sentences import sentence

_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclasses.dataclass(frozen=True, slots=True)
class Order:
    """What a decider asks for, before it is checked against a subject. `countries` are those of a withholding."""

    clause_id: str
    treatment: str
    factor: float | None
    link: str
    note: str
    countries: tuple[str, ...]
    answer: str = ""
    """Words to those who reported it."""


def order(
    *,
    clause_id: str,
    treatment: str,
    factor: float | None,
    link: str | None,
    note: str,
    countries: Collection[str] = (),
    answer: str = "",
) -> Order:
    """The order with its words checked."""
    named = tuple(sorted({one.strip().upper() for one in countries if one.strip()}))
    if any(not _COUNTRY.fullmatch(one) for one in named):
        raise Invalid("A country has two letters, such as DE.", field="countries")
    said = words(note, limit=NOTE_LIMIT, field="note")
    told = words(answer, limit=COMMENT_LIMIT, field="answer")
    return Order(clause_id, treatment, factor, web_address(link or ""), said, named, told)


def terms_for(clause: Clause | None, ref: SubjectRef, responsible: int, wanted: Order) -> tuple[TreatmentTerms, ...]:
    """The terms that the clause allows for what was ordered; none for "no action".

    Against an account with strikes, a clause that gives strikes also allows what the published ladder says.
    """
    if wanted.treatment == Treatment.NONE:
        return ()
    if clause is None:
        raise Invalid("Please choose the rule that applies.", field="clause_id")
    if ref.kind not in clause.subjects:
        raise Invalid(
            sentence("The rule “{title}” is not about this kind of thing.", title=clause.title), field="clause_id"
        )
    allowed = (*clause.treatments, *strikes.ladder_terms(clause, ref, responsible))
    chosen = next((terms for terms in allowed if terms.kind == wanted.treatment), None)
    if chosen is None:
        named = ", ".join(dict.fromkeys(terms.kind for terms in allowed))
        raise Invalid(
            sentence("The rule “{title}” does not allow that. It allows: {named}.", title=clause.title, named=named),
            field="treatment",
        )
    return _completed(clause.default_terms if chosen.kind is clause.default[0] else (chosen,), ref, wanted)


def _completed(terms: tuple[TreatmentTerms, ...], ref: SubjectRef, wanted: Order) -> tuple[TreatmentTerms, ...]:
    if any(each.needs_link for each in terms) and not wanted.link:
        raise Invalid("Please link the source that the note names.", field="link")
    if any(each.kind is Treatment.RESTRICT for each in terms) and ref.kind is not SubjectKind.ACCOUNT:
        raise Invalid("Only an account can be restricted.", field="treatment")
    return tuple(_in_countries(each, wanted.countries) for each in _with_factor(terms, wanted.factor))


def _in_countries(terms: TreatmentTerms, countries: tuple[str, ...]) -> TreatmentTerms:
    if terms.kind is not Treatment.WITHHOLD:
        return terms
    if not countries and not terms.countries:
        raise Invalid("Please name the countries in which this is withheld.", field="countries")
    return dataclasses.replace(terms, countries=countries or terms.countries)


def _with_factor(terms: Iterable[TreatmentTerms], factor: float | None) -> tuple[TreatmentTerms, ...]:
    if factor is None:
        return tuple(terms)
    if not (math.isfinite(factor) and 0 <= factor < 1):
        raise Invalid("The factor is a share of the reach that is left: from 0 to less than 1.", field="factor")
    return tuple(dataclasses.replace(each, factor=factor) if each.kind is Treatment.REDUCE else each for each in terms)
