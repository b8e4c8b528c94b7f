"""The door of integrity: screen, treat, report, decide, read."""

from folkmoot.domains.integrity.cases import LEASE, release, take
from folkmoot.domains.integrity.current import current_policy
from folkmoot.domains.integrity.deciding import decide, decide_on, undo
from folkmoot.domains.integrity.erasing import erase
from folkmoot.domains.integrity.events import DecisionMade, DecisionUndone, ReportAnswered, ReportFiled
from folkmoot.domains.integrity.facts import Facts, ReportFacts
from folkmoot.domains.integrity.labelling import label
from folkmoot.domains.integrity.measuring import measure, measure_later
from folkmoot.domains.integrity.policy.engine import Policy
from folkmoot.domains.integrity.policy.loading import check_policy, load_policy
from folkmoot.domains.integrity.policy.types import (
    Clause,
    Decides,
    Limited,
    PolicyError,
    Problem,
    Treatment,
    TreatmentTerms,
)
from folkmoot.domains.integrity.providers import (
    ConflictProvider,
    FactsProvider,
    Known,
    register_conflicts,
    register_facts,
)
from folkmoot.domains.integrity.queries import (
    access_decision,
    case,
    decision_views,
    decisions_about,
    public_decisions,
    queue,
    report_of,
    report_views,
    reports_by,
)
from folkmoot.domains.integrity.reports import report
from folkmoot.domains.integrity.screening import record_screening, screen
from folkmoot.domains.integrity.signals.inline import with_inline
from folkmoot.domains.integrity.signals.registry import register as register_detector
from folkmoot.domains.integrity.signals.types import Detector, Signal, Subject
from folkmoot.domains.integrity.statements import consequence, statement, who_decides
from folkmoot.domains.integrity.treatments import treatments_for
from folkmoot.domains.integrity.types import (
    NO_TREATMENT,
    Applied,
    CaseDetail,
    CaseView,
    DecisionView,
    EffectView,
    LabelView,
    Match,
    PublicDecision,
    ReportView,
    Screening,
    StatementOfReasons,
    Suggestion,
    Treatments,
)

__all__ = [
    "LEASE",
    "NO_TREATMENT",
    "Applied",
    "CaseDetail",
    "CaseView",
    "Clause",
    "ConflictProvider",
    "Decides",
    "DecisionMade",
    "DecisionUndone",
    "DecisionView",
    "Detector",
    "EffectView",
    "Facts",
    "FactsProvider",
    "Known",
    "LabelView",
    "Limited",
    "Match",
    "Policy",
    "PolicyError",
    "Problem",
    "PublicDecision",
    "ReportAnswered",
    "ReportFacts",
    "ReportFiled",
    "ReportView",
    "Screening",
    "Signal",
    "StatementOfReasons",
    "Subject",
    "Suggestion",
    "Treatment",
    "TreatmentTerms",
    "Treatments",
    "access_decision",
    "case",
    "check_policy",
    "consequence",
    "current_policy",
    "decide",
    "decide_on",
    "decision_views",
    "decisions_about",
    "erase",
    "label",
    "load_policy",
    "measure",
    "measure_later",
    "public_decisions",
    "queue",
    "record_screening",
    "register_conflicts",
    "register_detector",
    "register_facts",
    "release",
    "report",
    "report_of",
    "report_views",
    "reports_by",
    "screen",
    "statement",
    "take",
    "treatments_for",
    "undo",
    "who_decides",
    "with_inline",
]  # fmt: skip
