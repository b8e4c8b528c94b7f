"""The tables of integrity, one file for each of its subjects."""

from folkmoot.domains.integrity.models.cases import Case, Label, Report
from folkmoot.domains.integrity.models.decisions import Decision, Effect
from folkmoot.domains.integrity.models.signals import StoredSignal
from folkmoot.domains.integrity.models.versions import PolicyVersion, ShadowMatch
from folkmoot.domains.integrity.models.waves import WaveRule

__all__ = ["Case", "Decision", "Effect", "Label", "PolicyVersion", "Report", "ShadowMatch", "StoredSignal", "WaveRule"]
