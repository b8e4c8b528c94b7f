"""Read what a clause allows: its treatments, and how long and where they act."""

import math
import re

from folkmoot.domains.integrity.policy.reader import Reader
from folkmoot.domains.integrity.policy.types import Limited, Treatment, TreatmentTerms

MOST_HOURS = 48
MOST_DAYS = 365
_PARAMETERS: dict[Treatment, tuple[str, ...]] = {
    Treatment.REMOVE: (),
    Treatment.WITHHOLD: ("countries", "days"),
    Treatment.HOLD: ("hours",),
    Treatment.REDUCE: ("factor", "days"),
    Treatment.INFORM: ("text", "needs_link", "days"),
    Treatment.RESTRICT: ("limits", "days"),
}
_NOTE = "A note needs its words, such as: inform: {text: A fact-check found this to be false.}"
_COUNTRY = re.compile(r"[A-Z]{2}")
_COUNTRY_ADVICE = "Use two capital letters, such as DE (ISO 3166-1)."


def read_treatments(reader: Reader, where: tuple[str, ...], subjects: frozenset[str]) -> tuple[TreatmentTerms, ...]:
    """The treatments that a clause allows, with every problem noted."""
    inner = reader.mapping("treatments")
    if not inner.names():
        reader.problem("The clause allows no treatment. Write: treatments: {reduce: {factor: 0.5}}", at="treatments")
    lasts = _days(reader, "lasts", reader)
    found = tuple(found for name in inner.names() if (found := _terms(inner, name, where, lasts)) is not None)
    _check_where(reader, inner, where, found)
    if "account" not in subjects and any(terms.kind is Treatment.RESTRICT for terms in found):
        text = "Only an account can be restricted. Add it to subjects: [account], or leave out restrict."
        inner.problem(text, at="restrict")
    return found


def read_countries(reader: Reader, name: str) -> tuple[str, ...]:
    """Countries as ISO 3166-1 alpha-2, sorted."""
    named = reader.texts(name)
    for country, line in named:
        if not _COUNTRY.fullmatch(country):
            reader.problem(f"“{country}” is no country. {_COUNTRY_ADVICE}", line=line)
    return tuple(sorted({country for country, _ in named}))


def _terms(inner: Reader, name: str, where: tuple[str, ...], lasts: float | None) -> TreatmentTerms | None:
    kind = next((kind for kind in _PARAMETERS if kind == name), None)
    if kind is None:
        inner.problem(f"“{name}” is no treatment. Use: {', '.join(_PARAMETERS)}.", at=name)
        return None
    terms = inner.mapping(name)
    unknown = [key for key in terms.names() if key not in _PARAMETERS[kind]]
    for key in unknown:
        inner.problem(f"“{key}” says nothing about {name}. Use: {', '.join(_PARAMETERS[kind]) or 'nothing'}.", at=name)
    return TreatmentTerms(
        kind,
        factor=_factor(inner, terms) if kind is Treatment.REDUCE else None,
        hours=_hours(inner, terms) if kind is Treatment.HOLD else None,
        text=terms.words("text", needed=_NOTE)[""] if kind is Treatment.INFORM else "",
        needs_link=kind is Treatment.INFORM and terms.truth("needs_link", otherwise=False),
        countries=_countries(inner, terms, where) if kind is Treatment.WITHHOLD else (),
        limits=_limits(inner, terms) if kind is Treatment.RESTRICT else (),
        days=_days_of(inner, terms, kind, lasts),
    )


def _factor(inner: Reader, terms: Reader) -> float:
    factor = terms.number("factor")
    if factor is None or not (math.isfinite(factor) and 0 <= factor <= 1):
        line = terms.line("factor") if terms.has("factor") else inner.line("reduce")
        inner.problem("The factor must be a number from 0 to 1, such as: reduce: {factor: 0.5}", line=line)
        return 1.0
    return factor


def _hours(inner: Reader, terms: Reader) -> float:
    hours = terms.number("hours") if terms.has("hours") else float(MOST_HOURS)
    if hours is None or not 0 < hours <= MOST_HOURS:
        text = f"A hold lasts {MOST_HOURS} hours at most. Write: hold: {{hours: {MOST_HOURS}}}"
        inner.problem(text, line=terms.line("hours"))
        return float(MOST_HOURS)
    return hours


def _countries(inner: Reader, terms: Reader, where: tuple[str, ...]) -> tuple[str, ...]:
    countries = read_countries(terms, "countries") or where
    if not countries:
        text = "A withholding names the countries whose law it follows. Write: withhold: {countries: [DE]}"
        inner.problem(text, at="withhold")
    beyond = sorted(set(countries) - set(where)) if where else []
    if beyond:
        text = f"The clause applies in {', '.join(where)} only, and would withhold in {', '.join(beyond)}."
        inner.problem(f"{text} Name it under where as well.", at="withhold")
    return countries


def _limits(inner: Reader, terms: Reader) -> tuple[Limited, ...]:
    known = {limit.value: limit for limit in Limited}
    named = terms.texts("limits")
    if not named:
        text = (
            f"A restriction says what is closed, of: {', '.join(known)}. Write: restrict: {{limits: [reply], days: 7}}"
        )
        inner.problem(text, at="restrict")
    for name, line in named:
        if name not in known:
            inner.problem(f"“{name}” is nothing that can be restricted. Use: {', '.join(known)}.", line=line)
    return tuple(dict.fromkeys(known[name] for name, _ in named if name in known))


def _days_of(inner: Reader, terms: Reader, kind: Treatment, lasts: float | None) -> float | None:
    if "days" not in _PARAMETERS[kind]:
        return None
    days = _days(terms, "days", inner) or lasts
    if kind is Treatment.RESTRICT and days is None and not terms.has("days"):
        inner.problem("A restriction ends by itself. Write: restrict: {limits: [reply], days: 7}", at="restrict")
    return days


def _days(terms: Reader, name: str, reader: Reader) -> float | None:
    if not terms.has(name):
        return None
    days = terms.number(name)
    if days is None or not 0 < days <= MOST_DAYS:
        reader.problem(f"“{name}” is a number of days, from 1 to {MOST_DAYS}. Write: {name}: 30", line=terms.line(name))
        return None
    return days


def _check_where(reader: Reader, inner: Reader, where: tuple[str, ...], found: tuple[TreatmentTerms, ...]) -> None:
    """What is bound to some countries can only withhold there: every other treatment acts everywhere."""
    everywhere = [terms.kind for terms in found if terms.kind is not Treatment.WITHHOLD]
    if where and everywhere:
        text = f"The clause applies in {', '.join(where)} only, and {everywhere[0]} acts everywhere."
        reader.problem(f"{text} Write withhold, or leave out where.", line=inner.line(everywhere[0]))
