"""Statements as files: JSON for the database's interface, CSV with the header of its own export."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec

from folkmoot.domains.transparency.dsa.types import Checked, Statement
from folkmoot.kernel.ids import time_of

BATCH = 100
"""How many statements the database takes in one call."""
HEADER = (
    "uuid",
    "decision_visibility",
    "decision_visibility_other",
    "end_date_visibility_restriction",
    "decision_monetary",
    "decision_monetary_other",
    "end_date_monetary_restriction",
    "decision_provision",
    "end_date_service_restriction",
    "decision_account",
    "end_date_account_restriction",
    "account_type",
    "decision_ground",
    "decision_ground_reference_url",
    "illegal_content_legal_ground",
    "illegal_content_explanation",
    "incompatible_content_ground",
    "incompatible_content_explanation",
    "incompatible_content_illegal",
    "category",
    "category_addition",
    "category_specification",
    "category_specification_other",
    "content_type",
    "content_type_other",
    "content_language",
    "content_date",
    "content_id_ean",
    "territorial_scope",
    "application_date",
    "decision_facts",
    "source_type",
    "source_identity",
    "automated_detection",
    "automated_decision",
    "platform_name",
    "platform_uid",
    "created_at",
)
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def as_json(statement: Statement) -> bytes:
    """One statement, as POST /api/v1/statement takes it."""
    return msgspec.json.format(msgspec.json.encode(statement), indent=1) + b"\n"


def batches(statements: Sequence[Statement]) -> Iterator[bytes]:
    """Bodies for POST /api/v1/statements: at most a hundred statements in each."""
    for first in range(0, len(statements), BATCH):
        yield msgspec.json.encode({"statements": statements[first : first + BATCH]})


def as_csv(found: Iterable[Checked], platform: str) -> str:
    """All statements with the header of the database's export. `uuid` is empty: the database gives it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for one in found:
        fields = msgspec.to_builtins(one.statement)
        own = {"platform_name": platform, "platform_uid": one.statement.puid, "created_at": _second(one.decision_id)}
        writer.writerow([_cell((fields | own).get(name)) for name in HEADER])
    return out.getvalue()


def _cell(value: Any) -> str:
    """Lists as JSON, as the database writes them; nothing that a spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return msgspec.json.encode(value).decode()
    return f"'{value}" if str(value).startswith(_RISKY) else str(value)


def _second(decision_id: int) -> str:
    made: datetime = time_of(decision_id)
    return f"{made:%Y-%m-%d %H:%M:%S}"
