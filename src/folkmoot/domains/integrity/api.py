"""The door of integrity: screen, treat, report, decide, appeal, read."""

from folkmoot.domains.integrity.appeals.filing import DEADLINE, WINDOW, appeal, reply
from folkmoot.domains.integrity.appeals.outcomes import decide_appeal
from folkmoot.domains.integrity.appeals.reading import access_appeal, appeals, waits_for_somebody
from folkmoot.domains.integrity.appeals.types import AppealMessageView, AppealView
from folkmoot.domains.integrity.cases import release, take
from folkmoot.domains.integrity.current import current_policy
from folkmoot.domains.integrity.deciding import decide, decide_on, undo
from folkmoot.domains.integrity.erasing import erase
from folkmoot.domains.integrity.events import (
    AppealDecided,
    AppealFiled,
    AppealReplied,
    CaseOpened,
    DecisionExpired,
    DecisionMade,
    DecisionUndone,
    ReportAnswered,
    ReportFiled,
)
from folkmoot.domains.integrity.evidence.ending import sweep as sweep_evidence
from folkmoot.domains.integrity.evidence.keeping import keep_of_appeal, keep_of_case
from folkmoot.domains.integrity.evidence.reading import EvidenceView, evidence_of, has_evidence
from folkmoot.domains.integrity.expiring import expire
from folkmoot.domains.integrity.facts import Facts, ReportFacts
from folkmoot.domains.integrity.figures import ClauseFigures, clause_figures
from folkmoot.domains.integrity.labelling import label
from folkmoot.domains.integrity.leases import LEASE
from folkmoot.domains.integrity.measuring import measure, measure_later
from folkmoot.domains.integrity.openings import Opening, opening
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
    EvidenceProvider,
    FactsProvider,
    Known,
    Material,
    StaffProvider,
    register_conflicts,
    register_evidence,
    register_facts,
    register_staff,
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
from folkmoot.domains.integrity.ranges import (
    AppealFigure,
    CaseFigure,
    DecisionFigure,
    Source,
    appeals_between,
    cases_between,
    decisions_between,
)
from folkmoot.domains.integrity.reports import report
from folkmoot.domains.integrity.restrictions import refuse_restricted, restrictions_of
from folkmoot.domains.integrity.screening import record_screening, screen
from folkmoot.domains.integrity.seconding import (
    confirm_removal,
    is_alone,
    may_second,
    propose_removal,
    reject_removal,
)
from folkmoot.domains.integrity.signals.inline import with_inline
from folkmoot.domains.integrity.signals.registry import register as register_detector
from folkmoot.domains.integrity.signals.types import Detector, Signal, Subject
from folkmoot.domains.integrity.statements import appeal_until, consequence, statement, who_decides
from folkmoot.domains.integrity.strikes import (
    LADDER,
    Step,
    Strike,
    next_step,
    propose_next_step,
    step_for,
    strikes_of,
)
from folkmoot.domains.integrity.treatments import treatments_for
from folkmoot.domains.integrity.types import (
    NO_TREATMENT,
    AppealBrief,
    Applied,
    CaseDetail,
    CaseView,
    DecisionView,
    Detection,
    EffectView,
    LabelView,
    Match,
    Outcome,
    ProposalView,
    PublicDecision,
    ReportView,
    Screening,
    StatementOfReasons,
    Suggestion,
    Treatments,
)

__all__ = [
    "DEADLINE",
    "LADDER",
    "LEASE",
    "NO_TREATMENT",
    "WINDOW",
    "AppealBrief",
    "AppealDecided",
    "AppealFigure",
    "AppealFiled",
    "AppealMessageView",
    "AppealReplied",
    "AppealView",
    "Applied",
    "CaseDetail",
    "CaseFigure",
    "CaseOpened",
    "CaseView",
    "Clause",
    "ClauseFigures",
    "ConflictProvider",
    "Decides",
    "DecisionExpired",
    "DecisionFigure",
    "DecisionMade",
    "DecisionUndone",
    "DecisionView",
    "Detection",
    "Detector",
    "EffectView",
    "EvidenceProvider",
    "EvidenceView",
    "Facts",
    "FactsProvider",
    "Known",
    "LabelView",
    "Limited",
    "Match",
    "Material",
    "Opening",
    "Outcome",
    "Policy",
    "PolicyError",
    "Problem",
    "ProposalView",
    "PublicDecision",
    "ReportAnswered",
    "ReportFacts",
    "ReportFiled",
    "ReportView",
    "Screening",
    "Signal",
    "Source",
    "StaffProvider",
    "StatementOfReasons",
    "Step",
    "Strike",
    "Subject",
    "Suggestion",
    "Treatment",
    "TreatmentTerms",
    "Treatments",
    "access_appeal",
    "access_decision",
    "appeal",
    "appeal_until",
    "appeals",
    "appeals_between",
    "case",
    "cases_between",
    "check_policy",
    "clause_figures",
    "confirm_removal",
    "consequence",
    "current_policy",
    "decide",
    "decide_appeal",
    "decide_on",
    "decision_views",
    "decisions_about",
    "decisions_between",
    "erase",
    "evidence_of",
    "expire",
    "has_evidence",
    "is_alone",
    "keep_of_appeal",
    "keep_of_case",
    "label",
    "load_policy",
    "may_second",
    "measure",
    "measure_later",
    "next_step",
    "opening",
    "propose_next_step",
    "propose_removal",
    "public_decisions",
    "queue",
    "record_screening",
    "refuse_restricted",
    "register_conflicts",
    "register_detector",
    "register_evidence",
    "register_facts",
    "register_staff",
    "reject_removal",
    "release",
    "reply",
    "report",
    "report_of",
    "report_views",
    "reports_by",
    "restrictions_of",
    "screen",
    "statement",
    "step_for",
    "strikes_of",
    "sweep_evidence",
    "take",
    "treatments_for",
    "undo",
    "waits_for_somebody",
    "who_decides",
    "with_inline",
]  # fmt: skip
