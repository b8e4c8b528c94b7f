"""The tables of integrity, one file for each of its subjects."""

from folkmoot.domains.integrity.models.cases import Case, Label, Report
from folkmoot.domains.integrity.models.decisions import Decision, Effect
from folkmoot.domains.integrity.models.review import (
    Bulk,
    BulkDecision,
    CaseMark,
    CaseNote,
    Desk,
    ReviewQueue,
    TrustedFlagger,
)

__all__ = [
    "Bulk",
    "BulkDecision",
    "Case",
    "CaseMark",
    "CaseNote",
    "Decision",
    "Desk",
    "Effect",
    "Label",
    "Report",
    "ReviewQueue",
    "TrustedFlagger",
]
