"""The door of integrity: screen, treat, report, decide, appeal, read."""

from folkmoot.domains.integrity import columns
from folkmoot.domains.integrity.appeals.filing import DEADLINE, WINDOW, appeal, reply
from folkmoot.domains.integrity.appeals.outcomes import decide_appeal
from folkmoot.domains.integrity.appeals.reading import access_appeal, appeal_texts, appeals, waits_for_somebody
from folkmoot.domains.integrity.appeals.types import AppealMessageView, AppealView
from folkmoot.domains.integrity.backlog import Backlog, backlog
from folkmoot.domains.integrity.backtest import BacktestReport, BacktestSample, ClauseOutcome, Judged, backtest
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
from folkmoot.domains.integrity.cases import release, take
from folkmoot.domains.integrity.claims.feeds import (
    FeedView,
    add_feed,
    change_feed,
    import_claims,
    remove_feed,
)
from folkmoot.domains.integrity.claims.feeds import (
    feeds as claim_feeds,
)
from folkmoot.domains.integrity.claims.feeds import (
    read_due as read_claim_feeds,
)
from folkmoot.domains.integrity.claims.feeds import (
    read_now as read_claim_feed,
)
from folkmoot.domains.integrity.claims.parsing import NoFeed
from folkmoot.domains.integrity.claims.proposing import FactCheckMatcher, MatchView, fact_check_for, recent_matches
from folkmoot.domains.integrity.classifier.decided import decided_examples
from folkmoot.domains.integrity.classifier.detector import TextClassifier
from folkmoot.domains.integrity.classifier.examples import Example, LabelledError
from folkmoot.domains.integrity.classifier.installed import (
    in_use as text_model_in_use,
)
from folkmoot.domains.integrity.classifier.installed import (
    turn_off as turn_text_model_off,
)
from folkmoot.domains.integrity.classifier.installed import (
    use_shipped as use_shipped_text_model,
)
from folkmoot.domains.integrity.classifier.making import (
    labelled_texts,
    save_text_model,
    text_figures,
    train_text,
    use_text_model,
)
from folkmoot.domains.integrity.classifier.model import Model as TextModel
from folkmoot.domains.integrity.classifier.model import ModelError
from folkmoot.domains.integrity.classifier.training import TooFew as TooFewExamples
from folkmoot.domains.integrity.current import current_policy
from folkmoot.domains.integrity.deciding import decide, decide_on, undo
from folkmoot.domains.integrity.erasing import erase
from folkmoot.domains.integrity.events import (
    AppealDecided,
    AppealFiled,
    AppealReplied,
    BankGrew,
    CaseChanged,
    CaseOpened,
    DecisionExpired,
    DecisionMade,
    DecisionUndone,
    PolicyPublished,
    ReportAnswered,
    ReportFiled,
    WaveRuleChanged,
)
from folkmoot.domains.integrity.evidence.ending import sweep as sweep_evidence
from folkmoot.domains.integrity.evidence.keeping import keep_of_appeal, keep_of_case
from folkmoot.domains.integrity.evidence.reading import EvidenceView, evidence_of, has_evidence
from folkmoot.domains.integrity.expiring import expire
from folkmoot.domains.integrity.facts import Facts, ReportFacts
from folkmoot.domains.integrity.figures import ClauseFigures, clause_figures
from folkmoot.domains.integrity.group_desk.deciding import (
    GROUP_RULES,
    cases_of_group,
    count_of_group,
    leave_in_group,
    pass_on,
    take_out_of_group,
)
from folkmoot.domains.integrity.group_desk.placing import FIRST_FOR
from folkmoot.domains.integrity.group_desk.provider import register_groups
from folkmoot.domains.integrity.group_desk.types import GroupCase, GroupReport
from folkmoot.domains.integrity.labelling import label
from folkmoot.domains.integrity.leases import LEASE
from folkmoot.domains.integrity.measuring import measure, measure_later
from folkmoot.domains.integrity.openings import Opening, opening
from folkmoot.domains.integrity.ordering.flaggers import (
    FlaggerView,
    end_flagger,
    flaggers,
    is_trusted_flagger,
    name_flagger,
    public_flaggers,
)
from folkmoot.domains.integrity.ordering.ranking import on_changed, rank_all
from folkmoot.domains.integrity.ordering.reaching import ReachProvider, register_reach, shown
from folkmoot.domains.integrity.ordering.reliability import Reliability
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
from folkmoot.domains.integrity.priority import Weight
from folkmoot.domains.integrity.providers import (
    ConflictProvider,
    EvidenceProvider,
    FactsProvider,
    IdsProvider,
    Known,
    Material,
    StaffProvider,
    register_conflicts,
    register_evidence,
    register_facts,
    register_ids,
    register_staff,
)
from folkmoot.domains.integrity.queries import (
    access_decision,
    case,
    decision_views,
    decisions_about,
    public_decision,
    public_decisions,
    queue,
    report_of,
    report_views,
    reports_by,
    reports_with_community,
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
from folkmoot.domains.integrity.review.across import open_case
from folkmoot.domains.integrity.review.answers import ReportAnswer, answers
from folkmoot.domains.integrity.review.bulk import BulkView, bulk_of, cases_by_id, cases_like, decide_many, undo_many
from folkmoot.domains.integrity.review.notes import NoteView, add_note, case_notes, sweep_notes
from folkmoot.domains.integrity.review.picking import AboutAccount, Line, line, next_case, oldest_open
from folkmoot.domains.integrity.review.queues import (
    DeskView,
    QueueView,
    Waiting,
    delete_queue,
    desk,
    queues,
    save_queue,
    sit_down,
    waiting,
)
from folkmoot.domains.integrity.review.record import AccountRecord, account_record
from folkmoot.domains.integrity.review.reporters import reliability_of, reports_of
from folkmoot.domains.integrity.review.similar import Likeness, Similar, similar_to
from folkmoot.domains.integrity.review.times import Figures, Handling, Spread, figures
from folkmoot.domains.integrity.review.treated import (
    accounts_under,
    active_on,
    cases_of,
    deciders_of,
    decisions_on,
    notes_about,
    open_cases_of,
    report_counts,
    reports_page,
)
from folkmoot.domains.integrity.screening import record_screening, screen
from folkmoot.domains.integrity.seconding import confirm_removal, is_alone, may_second, propose_removal, reject_removal
from folkmoot.domains.integrity.shadow import ShadowClause, ShadowReport, ShadowSample, shadow_report
from folkmoot.domains.integrity.signals.copies import forget as forget_copies
from folkmoot.domains.integrity.signals.copies import sweep as sweep_copies
from folkmoot.domains.integrity.signals.inline import with_inline
from folkmoot.domains.integrity.signals.known_detectors import DETECTORS
from folkmoot.domains.integrity.signals.links import shortened
from folkmoot.domains.integrity.signals.names import SCORES as SCORE_NAMES
from folkmoot.domains.integrity.signals.registry import register as register_detector
from folkmoot.domains.integrity.signals.stored import forget as forget_signals
from folkmoot.domains.integrity.signals.types import Detector, Signal, Subject
from folkmoot.domains.integrity.statements import appeal_until, consequence, statement, who_decides
from folkmoot.domains.integrity.strikes import LADDER, Step, Strike, next_step, propose_next_step, step_for, strikes_of
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
    "DEADLINE", "DETECTORS", "FIRST_FOR", "GROUP_RULES", "LADDER", "LEASE", "NO_TREATMENT", "SCORE_NAMES", "WINDOW",
    "AboutAccount", "AccountRecord", "AppealBrief", "AppealDecided", "AppealFigure", "AppealFiled",
    "AppealMessageView", "AppealReplied", "AppealView", "Applied", "Backlog", "BacktestReport", "BacktestSample",
    "BadFile", "BankGrew", "BankView", "BulkView", "CaseChanged", "CaseDetail", "CaseFigure", "CaseOpened",
    "CaseView", "Clause", "ClauseChange", "ClauseFigures", "ClauseOutcome", "ConflictProvider", "Decides",
    "DecisionExpired", "DecisionFigure", "DecisionMade", "DecisionUndone", "DecisionView", "DeskView", "Detection",
    "Detector", "EffectView", "Entry", "EvidenceProvider", "EvidenceView", "Example", "FactCheckMatcher", "Facts",
    "FactsProvider", "FeedView", "FieldChange", "Figures", "FileHashes", "FlaggerView", "GroupCase", "GroupReport",
    "Handling", "HashKind", "IdsProvider", "Imported", "Judged", "Known", "KnownFile", "LabelView", "LabelledError",
    "Likeness", "Limited", "Line", "Match", "MatchView", "Material", "ModelError", "NoFeed", "NoteView", "Opening",
    "Outcome", "Policy", "PolicyDiff", "PolicyError", "PolicyPublished", "Problem", "ProposalView",
    "PublicDecision", "QueueView", "ReachProvider", "Reliability", "ReportAnswer", "ReportAnswered", "ReportFacts",
    "ReportFiled", "ReportView", "Screening", "ShadowClause", "ShadowReport", "ShadowSample", "Signal", "Similar",
    "Source", "Spread", "StaffProvider", "StatementOfReasons", "Step", "Strike", "Subject", "Suggestion",
    "TextClassifier", "TextModel", "TooFewExamples", "Treatment", "TreatmentTerms", "Treatments", "VersionView",
    "Waiting", "WaveDraft", "WaveHit", "WaveRuleChanged", "WaveTrial", "WaveView", "Weight", "Wording",
    "access_appeal", "access_decision", "account_record", "accounts_under", "active_on", "add_feed", "add_hashes",
    "add_note", "add_text", "adopt_policy", "answers", "appeal", "appeal_texts", "appeal_until", "appeals",
    "appeals_between", "backlog", "backtest", "banks_of_files", "banks_of_texts", "bulk_of", "case", "case_notes",
    "cases_between", "cases_by_id", "cases_like", "cases_of", "cases_of_group", "change_feed", "check_policy",
    "claim_feeds", "clause_figures", "columns", "compare", "confirm_removal", "consequence", "count_of_group",
    "create_bank", "current_policy", "decide", "decide_appeal", "decide_many", "decide_on", "decided_examples",
    "deciders_of", "decision_views", "decisions_about", "decisions_between", "decisions_on", "delete_queue", "desk",
    "enable_bank", "end_flagger", "end_shadow", "end_wave", "ensure_bank", "erase", "evidence_of", "expire",
    "export_hashes", "fact_check_for", "figures", "flaggers", "forget_copies", "forget_signals", "has_evidence",
    "hash_banks", "import_claims", "import_hashes", "is_alone", "is_trusted_flagger", "keep_matches",
    "keep_of_appeal", "keep_of_case", "label", "labelled_texts", "leave_in_group", "line", "load_policy",
    "load_text", "may_second", "measure", "measure_later", "name_flagger", "next_case", "next_step", "notes_about",
    "oldest_open", "on_bank_grew", "on_changed", "open_case", "open_cases_of", "opening", "pass_on", "policy_diff",
    "policy_version", "propose_next_step", "propose_removal", "public_decision", "public_decisions",
    "public_flaggers", "publish_policy", "queue", "queues", "rank_all", "read_claim_feed", "read_claim_feeds",
    "recent_matches", "record_screening", "refuse_restricted", "register_conflicts", "register_detector",
    "register_evidence", "register_facts", "register_files", "register_groups", "register_ids", "register_reach",
    "register_staff", "reject_removal", "release", "reliability_of", "remove_feed", "renew_wave", "reply", "report",
    "report_counts", "report_of", "report_views", "reports_by", "reports_of", "reports_page",
    "reports_with_community", "restrictions_of", "save_queue", "save_text_model", "screen",
    "shadow_report", "shortened", "shown", "similar_to", "sit_down",
    "start_wave", "statement", "step_for", "strikes_of", "sweep_copies", "sweep_evidence", "sweep_notes", "take",
    "take_out_of_group", "text_figures", "text_model_in_use", "train_text", "treatment_words", "treatments_for",
    "try_wave", "turn_text_model_off", "undo", "undo_many", "use_shipped_text_model", "use_text_model",
    "version_before", "versions", "waiting", "waits_for_somebody", "waves", "who_decides", "with_inline",
]  # fmt: skip
