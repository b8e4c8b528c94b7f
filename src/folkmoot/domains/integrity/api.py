"""The door of integrity: screen, treat, report, decide, read."""

from folkmoot.domains.integrity.cases import LEASE, release, take
from folkmoot.domains.integrity.claims.feeds import (
    FeedView,
    add_feed,
    change_feed,
    import_claims,
    remove_feed,
)
from folkmoot.domains.integrity.claims.feeds import feeds as claim_feeds
from folkmoot.domains.integrity.claims.feeds import read_due as read_claim_feeds
from folkmoot.domains.integrity.claims.parsing import NoFeed
from folkmoot.domains.integrity.claims.proposing import (
    FactCheckMatcher,
    MatchView,
    fact_check_for,
    recent_matches,
    register_recent_posts,
)
from folkmoot.domains.integrity.classifier.decided import decided_examples
from folkmoot.domains.integrity.classifier.detector import TextClassifier
from folkmoot.domains.integrity.classifier.examples import Example, LabelledError
from folkmoot.domains.integrity.classifier.installed import in_use as text_model_in_use
from folkmoot.domains.integrity.classifier.installed import turn_off as turn_text_model_off
from folkmoot.domains.integrity.classifier.installed import use_shipped as use_shipped_text_model
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
from folkmoot.domains.integrity.signals.names import SCORES as SCORE_NAMES
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
    "SCORE_NAMES",
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
    "Example",
    "FactCheckMatcher",
    "Facts",
    "FactsProvider",
    "FeedView",
    "Known",
    "LabelView",
    "LabelledError",
    "Limited",
    "Match",
    "MatchView",
    "ModelError",
    "NoFeed",
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
    "TextClassifier",
    "TextModel",
    "TooFewExamples",
    "Treatment",
    "TreatmentTerms",
    "Treatments",
    "access_decision",
    "add_feed",
    "case",
    "change_feed",
    "check_policy",
    "claim_feeds",
    "consequence",
    "current_policy",
    "decide",
    "decide_on",
    "decided_examples",
    "decision_views",
    "decisions_about",
    "erase",
    "fact_check_for",
    "import_claims",
    "label",
    "labelled_texts",
    "load_policy",
    "measure",
    "measure_later",
    "public_decisions",
    "queue",
    "read_claim_feeds",
    "recent_matches",
    "record_screening",
    "register_conflicts",
    "register_detector",
    "register_facts",
    "register_recent_posts",
    "release",
    "remove_feed",
    "report",
    "report_of",
    "report_views",
    "reports_by",
    "save_text_model",
    "screen",
    "statement",
    "take",
    "text_figures",
    "text_model_in_use",
    "train_text",
    "treatments_for",
    "turn_text_model_off",
    "undo",
    "use_shipped_text_model",
    "use_text_model",
    "who_decides",
    "with_inline",
]  # fmt: skip
