"""The tables of integrity, one file for each of its subjects."""

from folkmoot.domains.integrity.models.cases import Case, Label, Report
from folkmoot.domains.integrity.models.claims import ClaimFeed, ClaimMatch, FactCheck
from folkmoot.domains.integrity.models.decisions import Decision, Effect
from folkmoot.domains.integrity.models.signals import StoredSignal

__all__ = ["Case", "ClaimFeed", "ClaimMatch", "Decision", "Effect", "FactCheck", "Label", "Report", "StoredSignal"]
