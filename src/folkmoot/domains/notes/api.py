"""The door of notes."""

from folkmoot.domains.notes import columns
from folkmoot.domains.notes.access import access_note, access_subject, answers_for
from folkmoot.domains.notes.commands.erase import erase
from folkmoot.domains.notes.commands.rate import rate_note, unrate_note
from folkmoot.domains.notes.commands.report import report_note
from folkmoot.domains.notes.commands.write import withdraw_note, write_note
from folkmoot.domains.notes.events import NoteShown
from folkmoot.domains.notes.figures import NoteFigures, notes_between
from folkmoot.domains.notes.queries import (
    evidence,
    history,
    integrity_facts,
    notes_of,
    own_notes,
    own_ratings,
    scoring_state,
    shown_for,
    standing,
    waiting,
)
from folkmoot.domains.notes.run import score_now, score_when_due
from folkmoot.domains.notes.scoring.rules import (
    HELPFUL_FROM,
    INERTIA,
    LEAST_NET_OF_SIDE,
    LEAST_RATINGS,
    MOST_ONE_SIDED,
    not_helpful_below,
)
from folkmoot.domains.notes.types import (
    AGAINST,
    FOR,
    MOST_LINKS,
    TEXT_LIMIT,
    Level,
    NoteView,
    OwnRating,
    Reason,
    Rule,
    ScoringState,
    Standing,
    Status,
    StatusChange,
)

__all__ = [
    "AGAINST",
    "FOR",
    "HELPFUL_FROM",
    "INERTIA",
    "LEAST_NET_OF_SIDE",
    "LEAST_RATINGS",
    "MOST_LINKS",
    "MOST_ONE_SIDED",
    "TEXT_LIMIT",
    "Level",
    "NoteFigures",
    "NoteShown",
    "NoteView",
    "OwnRating",
    "Reason",
    "Rule",
    "ScoringState",
    "Standing",
    "Status",
    "StatusChange",
    "access_note",
    "access_subject",
    "answers_for",
    "columns",
    "erase",
    "evidence",
    "history",
    "integrity_facts",
    "not_helpful_below",
    "notes_between",
    "notes_of",
    "own_notes",
    "own_ratings",
    "rate_note",
    "report_note",
    "score_now",
    "score_when_due",
    "scoring_state",
    "shown_for",
    "standing",
    "unrate_note",
    "waiting",
    "withdraw_note",
    "write_note",
]
