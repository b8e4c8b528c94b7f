"""A statement, field by field as the database names them."""

from dataclasses import dataclass
from datetime import date

import msgspec


class Statement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One statement of reasons. Fields that do not apply are None or (), and are not sent."""

    puid: str
    decision_visibility: tuple[str, ...] = ()
    decision_visibility_other: str | None = None
    end_date_visibility_restriction: date | None = None
    decision_monetary: str | None = None
    decision_monetary_other: str | None = None
    end_date_monetary_restriction: date | None = None
    decision_provision: str | None = None
    end_date_service_restriction: date | None = None
    decision_account: str | None = None
    end_date_account_restriction: date | None = None
    account_type: str | None = None
    decision_ground: str
    decision_ground_reference_url: str | None = None
    illegal_content_legal_ground: str | None = None
    illegal_content_explanation: str | None = None
    incompatible_content_ground: str | None = None
    incompatible_content_explanation: str | None = None
    incompatible_content_illegal: str | None = None
    category: str
    category_addition: tuple[str, ...] = ()
    category_specification: tuple[str, ...] = ()
    category_specification_other: str | None = None
    content_type: tuple[str, ...]
    content_type_other: str | None = None
    content_language: str | None = None
    content_date: date
    territorial_scope: tuple[str, ...] = ()
    application_date: date
    decision_facts: str
    source_type: str
    source_identity: str | None = None
    automated_detection: str
    automated_decision: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why the database would refuse a statement."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A statement with what is wrong with it; nothing, where it may be sent."""

    decision_id: int
    statement: Statement
    problems: tuple[Problem, ...]
