"""The door of integrity: screen, treat, report, decide, read."""

from folkmoot.domains.integrity.backtest import BacktestReport, BacktestSample, ClauseOutcome, Judged, backtest
from folkmoot.domains.integrity.cases import LEASE, release, take
from folkmoot.domains.integrity.current import current_policy
from folkmoot.domains.integrity.deciding import decide, decide_on, undo
from folkmoot.domains.integrity.erasing import erase
from folkmoot.domains.integrity.events import (
    DecisionMade,
    DecisionUndone,
    PolicyPublished,
    ReportAnswered,
    ReportFiled,
    WaveRuleChanged,
)
from folkmoot.domains.integrity.facts import Facts, ReportFacts
from folkmoot.domains.integrity.labelling import label
from folkmoot.domains.integrity.measuring import measure, measure_later
from folkmoot.domains.integrity.policy.diff import ClauseChange, FieldChange, PolicyDiff, compare, treatment_words
from folkmoot.domains.integrity.policy.engine import Policy
from folkmoot.domains.integrity.policy.loading import check_policy, load_policy, load_text
from folkmoot.domains.integrity.policy.types import (
    Clause,
    Decides,
    Limited,
    PolicyError,
    Problem,
    Treatment,
    TreatmentTerms,
    Wording,
)
from folkmoot.domains.integrity.providers import (
    ConflictProvider,
    FactsProvider,
    IdsProvider,
    Known,
    register_conflicts,
    register_facts,
    register_ids,
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
from folkmoot.domains.integrity.shadow import ShadowClause, ShadowReport, ShadowSample, shadow_report
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
from folkmoot.domains.integrity.versions import (
    VersionView,
    adopt_policy,
    end_shadow,
    policy_diff,
    policy_version,
    publish_policy,
    version_before,
    versions,
)
from folkmoot.domains.integrity.waves.commands import end_wave, renew_wave, start_wave, try_wave, waves
from folkmoot.domains.integrity.waves.types import WaveDraft, WaveHit, WaveTrial, WaveView

__all__ = [
    "LEASE",
    "NO_TREATMENT",
    "Applied",
    "BacktestReport",
    "BacktestSample",
    "CaseDetail",
    "CaseView",
    "Clause",
    "ClauseChange",
    "ClauseOutcome",
    "ConflictProvider",
    "Decides",
    "DecisionMade",
    "DecisionUndone",
    "DecisionView",
    "Detector",
    "EffectView",
    "Facts",
    "FactsProvider",
    "FieldChange",
    "IdsProvider",
    "Judged",
    "Known",
    "LabelView",
    "Limited",
    "Match",
    "Policy",
    "PolicyDiff",
    "PolicyError",
    "PolicyPublished",
    "Problem",
    "PublicDecision",
    "ReportAnswered",
    "ReportFacts",
    "ReportFiled",
    "ReportView",
    "Screening",
    "ShadowClause",
    "ShadowReport",
    "ShadowSample",
    "Signal",
    "StatementOfReasons",
    "Subject",
    "Suggestion",
    "Treatment",
    "TreatmentTerms",
    "Treatments",
    "VersionView",
    "WaveDraft",
    "WaveHit",
    "WaveRuleChanged",
    "WaveTrial",
    "WaveView",
    "Wording",
    "access_decision",
    "adopt_policy",
    "backtest",
    "case",
    "check_policy",
    "compare",
    "consequence",
    "current_policy",
    "decide",
    "decide_on",
    "decision_views",
    "decisions_about",
    "end_shadow",
    "end_wave",
    "erase",
    "label",
    "load_policy",
    "load_text",
    "measure",
    "measure_later",
    "policy_diff",
    "policy_version",
    "public_decisions",
    "publish_policy",
    "queue",
    "record_screening",
    "register_conflicts",
    "register_detector",
    "register_facts",
    "register_ids",
    "release",
    "renew_wave",
    "report",
    "report_of",
    "report_views",
    "reports_by",
    "screen",
    "shadow_report",
    "start_wave",
    "statement",
    "take",
    "treatment_words",
    "treatments_for",
    "try_wave",
    "undo",
    "version_before",
    "versions",
    "waves",
    "who_decides",
    "with_inline",
]  # fmt: skip
