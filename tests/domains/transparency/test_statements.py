"""Statements for the EU's transparency database: each decision in its schema, checked by its rules."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import EffectView, Source, Treatment
from folkmoot.domains.transparency import api
from folkmoot.domains.transparency.dsa.building import Content, Site, needs_statement, statement
from folkmoot.domains.transparency.dsa.codes import CODES, EEA
from folkmoot.domains.transparency.dsa.files import HEADER
from folkmoot.domains.transparency.dsa.mapping import CLAUSES, GROUNDS
from folkmoot.domains.transparency.dsa.validating import problems_of
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.refs import SubjectKind, SubjectRef, account_ref
from tests import cast
from tests.domains.transparency.people import decided, found, publish, reported
from tests.queries import assert_same_query_count

_TABLES = [folder / "shared" / "dsa_codes.json" for folder in Path(__file__).resolve().parents]
_TABLE = next((file for file in _TABLES if file.is_file()), None)
_SITE = Site("https://town.example", {"threats": 1, "bait": 5})
_ALL = timedelta(days=400)


def statements(clock: FrozenClock) -> tuple[api.Checked, ...]:
    return api.statements_between(clock.read() - _ALL, clock.read() + _ALL)


def figure(clock: FrozenClock, **changed: Any) -> integrity.DecisionFigure:
    """The figure of a decision, changed."""
    found(publish(), "threats", "remove")
    made = integrity.decisions_between(clock.read() - _ALL, clock.read() + _ALL)[-1]
    fields = {name: getattr(made, name) for name in made.__slots__}
    return integrity.DecisionFigure(**(fields | changed))


def effect(kind: Treatment, **given: Any) -> EffectView:
    return EffectView(
        **({"kind": kind, "factor": None, "text": "", "link": None, "until": None, "ended_at": None} | given)
    )


def good() -> api.Statement:
    """A statement without a fault."""
    return api.Statement(
        puid="town-1",
        decision_visibility=("DECISION_VISIBILITY_CONTENT_REMOVED",),
        decision_ground="DECISION_GROUND_INCOMPATIBLE_CONTENT",
        incompatible_content_ground="A rule",
        incompatible_content_explanation="Its words",
        category="STATEMENT_CATEGORY_VIOLENCE",
        content_type=("CONTENT_TYPE_TEXT",),
        content_date=date(2026, 1, 1),
        application_date=date(2026, 1, 2),
        decision_facts="A person read it.",
        source_type="SOURCE_VOLUNTARY",
        automated_detection="No",
        automated_decision="AUTOMATED_DECISION_NOT_AUTOMATED",
    )


def test_a_decision_becomes_a_statement_that_the_database_takes(clock: FrozenClock) -> None:
    ref = publish("@ben, you will not live long")
    made = decided(reported(ref, "threats"), "threats", "remove")
    (checked,) = statements(clock)
    assert checked.problems == ()
    sent = json.loads(api.statement_as_json(checked.statement))
    assert sent == {
        "puid": f"localhost-8000-{made.id}",
        "decision_visibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"],
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "decision_ground_reference_url": "http://localhost:8000/rules#threats",
        "incompatible_content_ground": "Threats and calls for harm",
        "incompatible_content_explanation": sent["incompatible_content_explanation"],
        "incompatible_content_illegal": "No",
        "category": "STATEMENT_CATEGORY_VIOLENCE",
        "category_specification": ["KEYWORD_INCITEMENT_VIOLENCE_HATRED"],
        "content_type": ["CONTENT_TYPE_TEXT"],
        "content_language": "EN",
        "content_date": "2026-03-01",
        "territorial_scope": list(EEA),
        "application_date": "2026-03-01",
        "decision_facts": made.facts,
        "source_type": "SOURCE_ARTICLE_16",
        "automated_detection": "No",
        "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED",
    }
    assert "ben" not in json.dumps(sent)


def test_what_changed_nothing_needs_no_statement(clock: FrozenClock) -> None:
    made = decided(reported(publish()), "", "none")
    assert statements(clock) == ()
    assert api.statement_of(cast.mo().viewer, made.id) is None


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        (Treatment.REDUCE, {}, {"decision_visibility": ("DECISION_VISIBILITY_CONTENT_DEMOTED",)}),
        (Treatment.INFORM, {}, {"decision_visibility": ("DECISION_VISIBILITY_CONTENT_LABELLED",)}),
        (
            Treatment.HOLD,
            {"until": "in two days"},
            {
                "decision_visibility": ("DECISION_VISIBILITY_CONTENT_DISABLED",),
                "end_date_visibility_restriction": date(2026, 3, 3),
            },
        ),
        (Treatment.RESTRICT, {}, {"decision_provision": "DECISION_PROVISION_PARTIAL_SUSPENSION"}),
        (
            Treatment.WITHHOLD,
            {"countries": ("DE", "US")},
            {"decision_ground": "DECISION_GROUND_ILLEGAL_CONTENT", "territorial_scope": ("DE",)},
        ),
    ],
)
def test_each_treatment_in_the_words_of_the_database(
    clock: FrozenClock, kind: Treatment, given: dict[str, Any], expected: dict[str, Any]
) -> None:
    given = given | ({"until": clock.read() + timedelta(days=2)} if "until" in given else {})
    made = statement(figure(clock, treatment=kind, effects=(effect(kind, **given),)), _SITE)
    assert {name: getattr(made, name) for name in expected} == expected
    assert problems_of(made) == ()


def test_an_account_that_goes_is_a_decision_about_the_account(clock: FrozenClock) -> None:
    about = figure(clock, ref=account_ref(cast.ana().id))
    made = statement(about, _SITE)
    assert (made.decision_account, made.decision_visibility) == ("DECISION_ACCOUNT_TERMINATED", ())
    assert (made.content_type, made.content_type_other) == (("CONTENT_TYPE_OTHER",), "The profile of an account")
    assert problems_of(made) == ()


def test_a_withholding_outside_the_area_needs_no_statement(clock: FrozenClock) -> None:
    elsewhere = effect(Treatment.WITHHOLD, countries=("US", "TR"))
    assert not needs_statement(figure(clock, treatment=Treatment.WITHHOLD, effects=(elsewhere,)))
    with_greece = effect(Treatment.WITHHOLD, countries=("GR",))
    made = statement(figure(clock, treatment=Treatment.WITHHOLD, effects=(with_greece,)), _SITE)
    assert made.territorial_scope == ("GR",), "GR, not EL"


@pytest.mark.parametrize(
    ("source", "under", "expected"),
    [
        (Source.PEOPLE, ("bait",), "SOURCE_TYPE_OTHER_NOTIFICATION"),
        (Source.PEOPLE, ("bait", "threats"), "SOURCE_ARTICLE_16"),
        (Source.FLAGGER, (), "SOURCE_TRUSTED_FLAGGER"),
        (Source.AUTOMATION, (), "SOURCE_VOLUNTARY"),
        (Source.STAFF, (), "SOURCE_VOLUNTARY"),
    ],
)
def test_where_it_came_from(clock: FrozenClock, source: Source, under: tuple[str, ...], expected: str) -> None:
    assert statement(figure(clock, source=source, reported_under=under), _SITE).source_type == expected


@pytest.mark.parametrize(
    ("automated", "proposed", "expected"),
    [(True, False, ("Yes", "FULLY")), (False, True, ("Yes", "PARTIALLY")), (False, False, ("No", "NOT_AUTOMATED"))],
)
def test_what_automation_did(clock: FrozenClock, automated: bool, proposed: bool, expected: tuple[str, str]) -> None:
    made = statement(figure(clock, automated=automated, proposed=proposed), _SITE)
    assert (made.automated_detection, made.automated_decision.removeprefix("AUTOMATED_DECISION_")) == expected


def test_nobody_is_named_in_the_facts(clock: FrozenClock) -> None:
    made = statement(figure(clock, facts="By @ana and @ben@far.example, ben@mail.example wrote."), _SITE)
    assert made.decision_facts == "By [a person] and [a person], [a person] wrote."


def test_media_of_a_post_are_content_types(clock: FrozenClock) -> None:
    made = statement(figure(clock), _SITE, Content(media=frozenset({"video", "image"}), language="xyz"))
    assert made.content_type == ("CONTENT_TYPE_TEXT", "CONTENT_TYPE_IMAGE", "CONTENT_TYPE_VIDEO")
    assert made.content_language is None
    media = statement(figure(clock, ref=SubjectRef(SubjectKind.MEDIA, 5)), _SITE)
    assert media.content_type == ("CONTENT_TYPE_IMAGE",)


def test_a_good_statement_has_no_problems() -> None:
    assert problems_of(good()) == ()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"decision_visibility": ()}, "decision_visibility"),
        ({"decision_visibility": ("REMOVED",)}, "decision_visibility"),
        ({"decision_visibility": ("DECISION_VISIBILITY_OTHER",)}, "decision_visibility_other"),
        ({"decision_visibility_other": "Blurred"}, "decision_visibility_other"),
        ({"decision_monetary": "DECISION_MONETARY_OTHER"}, "decision_monetary_other"),
        ({"decision_ground": "DECISION_GROUND_ILLEGAL_CONTENT"}, "illegal_content_legal_ground"),
        ({"incompatible_content_ground": None}, "incompatible_content_ground"),
        ({"incompatible_content_explanation": "x" * 2001}, "incompatible_content_explanation"),
        ({"illegal_content_explanation": "A law"}, "illegal_content_explanation"),
        ({"incompatible_content_illegal": "Perhaps"}, "incompatible_content_illegal"),
        ({"category": "STATEMENT_CATEGORY_BOREDOM"}, "category"),
        ({"category_addition": ("VIOLENCE",)}, "category_addition"),
        ({"category_specification": ("KEYWORD_X",)}, "category_specification"),
        ({"content_type": ()}, "content_type"),
        ({"content_type": ("CONTENT_TYPE_OTHER",)}, "content_type_other"),
        ({"content_type_other": "A song"}, "content_type_other"),
        ({"content_language": "en"}, "content_language"),
        ({"content_date": date(1999, 12, 31)}, "content_date"),
        ({"application_date": date(2019, 12, 31)}, "application_date"),
        ({"end_date_account_restriction": date(2038, 1, 2)}, "end_date_account_restriction"),
        ({"territorial_scope": ("EL",)}, "territorial_scope"),
        ({"decision_facts": ""}, "decision_facts"),
        ({"decision_facts": "x" * 5001}, "decision_facts"),
        ({"source_type": "SOURCE_NEIGHBOUR"}, "source_type"),
        ({"source_identity": "Somebody"}, "source_identity"),
        ({"automated_detection": "yes"}, "automated_detection"),
        ({"automated_decision": "Yes"}, "automated_decision"),
        ({"puid": "town.1"}, "puid"),
        ({"puid": "x" * 501}, "puid"),
        ({"decision_ground_reference_url": "rules"}, "decision_ground_reference_url"),
        ({"account_type": "PERSON"}, "account_type"),
    ],
)
def test_what_the_database_would_refuse_is_said(changed: dict[str, Any], field: str) -> None:
    assert field in [problem.field for problem in problems_of(msgspec.structs.replace(good(), **changed))]


def test_every_clause_of_the_default_policy_is_filed_by_codes_that_exist() -> None:
    for clause in integrity.current_policy().clauses:
        assert clause.id in CLAUSES or clause.ground in GROUNDS
    for filing in (*CLAUSES.values(), *GROUNDS.values()):
        assert f"STATEMENT_CATEGORY_{filing.category}" in CODES["category"]
        assert {f"KEYWORD_{keyword}" for keyword in filing.keywords} <= CODES["category_specification"]


def test_there_are_all_the_codes() -> None:
    assert {name: len(CODES[name]) for name in ("category", "category_specification", "territorial_scope")} == {
        "category": 16,
        "category_specification": 69,
        "territorial_scope": 30,
    }


@pytest.mark.skipif(_TABLE is None, reason="the table of codes lies outside the repository")
def test_the_codes_are_those_of_the_published_table() -> None:
    assert _TABLE is not None
    table = json.loads(_TABLE.read_text())
    names = {
        "STATEMENT_CATEGORIES": "category", "KEYWORDS": "category_specification", "CONTENT_TYPES": "content_type",
        "SOURCE_TYPES": "source_type", "DECISION_VISIBILITIES": "decision_visibility",
        "DECISION_MONETARIES": "decision_monetary", "DECISION_PROVISIONS": "decision_provision",
        "DECISION_ACCOUNTS": "decision_account", "DECISION_GROUNDS": "decision_ground",
        "AUTOMATED_DECISIONS": "automated_decision", "ACCOUNT_TYPES": "account_type",
    }  # fmt: skip
    assert {field: CODES[field] for field in names.values()} == {
        field: frozenset(table[name]) for name, field in names.items()
    }


def test_the_csv_has_the_header_of_the_database(clock: FrozenClock) -> None:
    made = found(publish(), "bait", "reduce")
    (row,) = csv.DictReader(io.StringIO(api.statements_as_csv(statements(clock), "Town =Square")))
    assert tuple(row) == HEADER
    assert (len(HEADER), HEADER[0], HEADER[-1]) == (38, "uuid", "created_at")
    assert row["decision_visibility"] == '["DECISION_VISIBILITY_CONTENT_DEMOTED"]'
    assert (row["platform_uid"], row["platform_name"]) == (f"localhost-8000-{made.id}", "Town =Square")
    assert row["created_at"] == "2026-03-01 12:00:00"
    dangerous = api.statements_as_csv(statements(clock), "=cmd()")
    assert "'=cmd()" in dangerous, "a spreadsheet takes no cell for a formula"


def test_bulk_comes_in_calls_of_a_hundred() -> None:
    bodies = [json.loads(body)["statements"] for body in api.statement_batches([good()] * 230)]
    assert [len(body) for body in bodies] == [100, 100, 30]


def test_statements_ask_the_same_number_of_queries_for_any_number(clock: FrozenClock) -> None:
    assert_same_query_count(
        lambda number: decided(reported(publish(f"Number {number}")), "bait", "reduce"), lambda: statements(clock)
    )
