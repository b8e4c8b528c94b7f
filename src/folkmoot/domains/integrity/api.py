"""The door of integrity: screen, treat, report, decide, read."""

from folkmoot.domains.integrity.cases import LEASE, release, take
from folkmoot.domains.integrity.current import current_policy
from folkmoot.domains.integrity.deciding import decide, decide_on, undo
from folkmoot.domains.integrity.erasing import erase
from folkmoot.domains.integrity.events import CaseChanged, DecisionMade, DecisionUndone, ReportAnswered, ReportFiled
from folkmoot.domains.integrity.facts import Facts, ReportFacts
from folkmoot.domains.integrity.labelling import label
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
from folkmoot.domains.integrity.priority import Weight
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
from folkmoot.domains.integrity.screening import record_screening, screen
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
    "AboutAccount",
    "AccountRecord",
    "Applied",
    "BulkView",
    "CaseChanged",
    "CaseDetail",
    "CaseView",
    "Clause",
    "ConflictProvider",
    "Decides",
    "DecisionMade",
    "DecisionUndone",
    "DecisionView",
    "DeskView",
    "EffectView",
    "Facts",
    "FactsProvider",
    "Figures",
    "FlaggerView",
    "Handling",
    "Known",
    "LabelView",
    "Likeness",
    "Limited",
    "Line",
    "Match",
    "NoteView",
    "Policy",
    "PolicyError",
    "Problem",
    "PublicDecision",
    "QueueView",
    "ReachProvider",
    "Reliability",
    "ReportAnswer",
    "ReportAnswered",
    "ReportFacts",
    "ReportFiled",
    "ReportView",
    "Screening",
    "Similar",
    "Spread",
    "StatementOfReasons",
    "Suggestion",
    "Treatment",
    "TreatmentTerms",
    "Treatments",
    "Waiting",
    "Weight",
    "access_decision",
    "account_record",
    "add_note",
    "answers",
    "bulk_of",
    "case",
    "case_notes",
    "cases_by_id",
    "cases_like",
    "check_policy",
    "consequence",
    "current_policy",
    "decide",
    "decide_many",
    "decide_on",
    "decision_views",
    "decisions_about",
    "delete_queue",
    "desk",
    "end_flagger",
    "erase",
    "figures",
    "flaggers",
    "is_trusted_flagger",
    "label",
    "line",
    "load_policy",
    "name_flagger",
    "next_case",
    "oldest_open",
    "on_changed",
    "public_decisions",
    "public_flaggers",
    "queue",
    "queues",
    "rank_all",
    "record_screening",
    "register_conflicts",
    "register_facts",
    "register_reach",
    "release",
    "reliability_of",
    "report",
    "report_of",
    "report_views",
    "reports_by",
    "reports_of",
    "save_queue",
    "screen",
    "shown",
    "similar_to",
    "sit_down",
    "statement",
    "sweep_notes",
    "take",
    "treatments_for",
    "undo",
    "undo_many",
    "waiting",
    "who_decides",
]  # fmt: skip
