"""What the database would refuse, said before it is sent: the rules of its StatementStoreRequest."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from folkmoot.domains.transparency.dsa.codes import CODES
from folkmoot.domains.transparency.dsa.types import Problem, Statement

_LONGEST = {
    "decision_visibility_other": 500,
    "decision_monetary_other": 500,
    "decision_ground_reference_url": 500,
    "illegal_content_legal_ground": 500,
    "illegal_content_explanation": 2000,
    "incompatible_content_ground": 500,
    "incompatible_content_explanation": 2000,
    "category_specification_other": 500,
    "content_type_other": 500,
    "decision_facts": 5000,
    "source_identity": 500,
    "puid": 500,
}
_DECISIONS = ("decision_visibility", "decision_monetary", "decision_provision", "decision_account")
#: field -> what it goes with: required there, refused everywhere else
_IFF = {
    "decision_visibility_other": ("decision_visibility", "DECISION_VISIBILITY_OTHER"),
    "decision_monetary_other": ("decision_monetary", "DECISION_MONETARY_OTHER"),
    "content_type_other": ("content_type", "CONTENT_TYPE_OTHER"),
    "illegal_content_legal_ground": ("decision_ground", "DECISION_GROUND_ILLEGAL_CONTENT"),
    "illegal_content_explanation": ("decision_ground", "DECISION_GROUND_ILLEGAL_CONTENT"),
    "incompatible_content_ground": ("decision_ground", "DECISION_GROUND_INCOMPATIBLE_CONTENT"),
    "incompatible_content_explanation": ("decision_ground", "DECISION_GROUND_INCOMPATIBLE_CONTENT"),
}
_LATEST = date(2038, 1, 1)
_EARLIEST = {"content_date": date(2000, 1, 1), "application_date": date(2020, 1, 1)}
_ENDS = (
    "end_date_visibility_restriction",
    "end_date_monetary_restriction",
    "end_date_service_restriction",
    "end_date_account_restriction",
)
_PUID = re.compile(r"[a-zA-Z0-9_-]+")
_LANGUAGE = re.compile(r"[A-Z]{2}")
_YES_NO = ("Yes", "No")


def problems_of(statement: Statement) -> tuple[Problem, ...]:
    """Everything that is wrong with a statement; () where the database takes it."""
    rules = (_decided, _codes, _conditions, _lengths, _required, _forms, _dates)
    return tuple(problem for rule in rules for problem in rule(statement))


def _decided(statement: Statement) -> Iterator[Problem]:
    if not any(getattr(statement, name) for name in _DECISIONS):
        yield Problem("decision_visibility", "at least one of visibility, monetary, provision and account is needed")


def _codes(statement: Statement) -> Iterator[Problem]:
    for name, codes in CODES.items():
        given = getattr(statement, name)
        values = given if isinstance(given, tuple) else (given,) if given is not None else ()
        for value in values:
            if value not in codes:
                yield Problem(name, f"{value!r} is not one of its codes")


def _conditions(statement: Statement) -> Iterator[Problem]:
    for name, (other, code) in _IFF.items():
        given, applies = getattr(statement, name), code in _values(statement, other)
        if applies and not given:
            yield Problem(name, f"is needed with {code}")
        if given and not applies:
            yield Problem(name, f"goes only with {code}")
    if statement.incompatible_content_illegal and statement.decision_ground != "DECISION_GROUND_INCOMPATIBLE_CONTENT":
        yield Problem("incompatible_content_illegal", "goes only with DECISION_GROUND_INCOMPATIBLE_CONTENT")
    if statement.source_identity and statement.source_type == "SOURCE_VOLUNTARY":
        yield Problem("source_identity", "goes with every source but SOURCE_VOLUNTARY")


def _values(statement: Statement, name: str) -> tuple[str, ...]:
    given = getattr(statement, name)
    return given if isinstance(given, tuple) else (given,)


def _lengths(statement: Statement) -> Iterator[Problem]:
    for name, most in _LONGEST.items():
        given = getattr(statement, name)
        if given is not None and len(given) > most:
            yield Problem(name, f"has {len(given)} characters; {most} is the most")


def _required(statement: Statement) -> Iterator[Problem]:
    for name in ("content_type", "decision_facts", "category", "puid"):
        if not getattr(statement, name):
            yield Problem(name, "is needed")


def _forms(statement: Statement) -> Iterator[Problem]:
    if statement.puid and not _PUID.fullmatch(statement.puid):
        yield Problem("puid", "has only letters, digits, - and _")
    url = statement.decision_ground_reference_url
    if url is not None and not (urlsplit(url).scheme in {"http", "https"} and urlsplit(url).hostname):
        yield Problem("decision_ground_reference_url", "is no web address")
    if statement.content_language is not None and not _LANGUAGE.fullmatch(statement.content_language):
        yield Problem("content_language", "has two capital letters (ISO 639-1)")
    if statement.automated_detection not in _YES_NO:
        yield Problem("automated_detection", "is Yes or No")
    if statement.incompatible_content_illegal not in {None, *_YES_NO}:
        yield Problem("incompatible_content_illegal", "is Yes or No")


def _dates(statement: Statement) -> Iterator[Problem]:
    for name, earliest in _EARLIEST.items():
        if not earliest <= getattr(statement, name) <= _LATEST:
            yield Problem(name, f"lies from {earliest} to {_LATEST}")
    for name in _ENDS:
        given = getattr(statement, name)
        if given is not None and given > _LATEST:
            yield Problem(name, f"is at the latest {_LATEST}")
