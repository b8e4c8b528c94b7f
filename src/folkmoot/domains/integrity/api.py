"""The door of integrity: screen, treat, report, decide, read."""

from folkmoot.domains.integrity.banks.commands import (
    add_hashes,
    add_text,
    create_bank,
    enable_bank,
    ensure_bank,
    import_hashes,
)
from folkmoot.domains.integrity.banks.keeping import (
    KnownFile,
    banks_of_files,
    banks_of_texts,
    keep_matches,
    on_bank_grew,
    register_files,
)
from folkmoot.domains.integrity.banks.queries import export_hashes, hash_banks
from folkmoot.domains.integrity.banks.types import BadFile, BankView, Entry, FileHashes, HashKind, Imported
from folkmoot.domains.integrity.cases import LEASE, release, take
from folkmoot.domains.integrity.current import current_policy
from folkmoot.domains.integrity.deciding import decide, decide_on, undo
from folkmoot.domains.integrity.erasing import erase
from folkmoot.domains.integrity.events import BankGrew, DecisionMade, DecisionUndone, ReportAnswered, ReportFiled
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
from folkmoot.domains.integrity.signals.copies import forget as forget_copies
from folkmoot.domains.integrity.signals.copies import sweep as sweep_copies
from folkmoot.domains.integrity.signals.inline import with_inline
from folkmoot.domains.integrity.signals.known_detectors import DETECTORS
from folkmoot.domains.integrity.signals.links import shortened
from folkmoot.domains.integrity.signals.registry import register as register_detector
from folkmoot.domains.integrity.signals.stored import forget as forget_signals
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
    "DETECTORS",
    "LEASE",
    "NO_TREATMENT",
    "Applied",
    "BadFile",
    "BankGrew",
    "BankView",
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
    "Entry",
    "Facts",
    "FactsProvider",
    "FileHashes",
    "HashKind",
    "Imported",
    "Known",
    "KnownFile",
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
    "add_hashes",
    "add_text",
    "banks_of_files",
    "banks_of_texts",
    "case",
    "check_policy",
    "consequence",
    "create_bank",
    "current_policy",
    "decide",
    "decide_on",
    "decision_views",
    "decisions_about",
    "enable_bank",
    "ensure_bank",
    "erase",
    "export_hashes",
    "forget_copies",
    "forget_signals",
    "hash_banks",
    "import_hashes",
    "keep_matches",
    "label",
    "load_policy",
    "measure",
    "measure_later",
    "on_bank_grew",
    "public_decisions",
    "queue",
    "record_screening",
    "register_conflicts",
    "register_detector",
    "register_facts",
    "register_files",
    "release",
    "report",
    "report_of",
    "report_views",
    "reports_by",
    "screen",
    "shortened",
    "statement",
    "sweep_copies",
    "take",
    "treatments_for",
    "undo",
    "who_decides",
    "with_inline",
]  # fmt: skip
