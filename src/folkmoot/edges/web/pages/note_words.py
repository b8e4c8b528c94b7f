"""The statuses of notes, their rules and numbers, in words and as a drawing."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.domains.notes import api as notes
from folkmoot.domains.notes.api import Level, NoteView, Reason, Rule, Status, StatusChange
from folkmoot.domains.posts.api import PostView
from folkmoot.infra.words import number

STATUSES = {
    Status.NEEDS_MORE: gettext_lazy("Needs more ratings"),
    Status.SHOWN: gettext_lazy("Shown"),
    Status.NOT_SHOWN: gettext_lazy("Not shown"),
}
LEVELS = {
    Level.HELPFUL: gettext_lazy("Helpful"),
    Level.SOMEWHAT: gettext_lazy("Somewhat helpful"),
    Level.NOT: gettext_lazy("Not helpful"),
}
REASONS = {
    Reason.CLEAR: gettext_lazy("It is clear"),
    Reason.GOOD_SOURCES: gettext_lazy("Its sources are good"),
    Reason.ANSWERS_THE_CLAIM: gettext_lazy("It speaks to what the post claims"),
    Reason.ADDS_CONTEXT: gettext_lazy("It adds what one needs to know"),
    Reason.FAIR: gettext_lazy("It is fair"),
    Reason.WRONG: gettext_lazy("It is wrong"),
    Reason.WEAK_SOURCES: gettext_lazy("Its sources are missing or weak"),
    Reason.BESIDE_THE_POINT: gettext_lazy("It is beside the point"),
    Reason.OPINION: gettext_lazy("It is an opinion"),
    Reason.UNFRIENDLY: gettext_lazy("It is unfriendly or biased"),
    Reason.HARD_TO_READ: gettext_lazy("It is hard to read"),
    Reason.NOT_NEEDED: gettext_lazy("The post needs no note"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A note, or a step of its history, with its status in words and the rule that decided; and its post, if wanted."""

    note: NoteView | StatusChange
    status: str
    why: str
    post: PostView | None = None


def told(note: NoteView | StatusChange, post: PostView | None = None) -> Told:
    return Told(note, str(STATUSES[note.status]), sentence(note), post)


def sentence(note: NoteView | StatusChange) -> str:
    """The rule that decided, by name, with the numbers that it looked at."""
    figures = {
        "intercept": _number(note.intercept),
        "factor": _number(abs(note.factor or 0.0)),
        "least": _number(notes.HELPFUL_FROM),
        "still": _number(notes.HELPFUL_FROM - notes.INERTIA),
        "most": _number(notes.MOST_ONE_SIDED),
        "below": _number(notes.not_helpful_below(note.factor or 0.0)),
        "side": notes.LEAST_NET_OF_SIDE,
        "few": notes.LEAST_RATINGS,
        "given": _given(note.ratings),
    }
    return _rule(note.rule) % figures


def _given(count: int) -> str:
    return ngettext("%(count)d rating counted", "%(count)d ratings counted", count) % {"count": count}


def _number(value: float | None) -> str:
    """Two places and a real minus, the same in every language."""
    return number(value or 0.0, 2).replace("-", "−")


def _rule(rule: Rule) -> str:
    words = {
        Rule.NO_RATINGS: _("No rating of it counts yet."),
        Rule.FEW_RATERS: _("Too few people in this community rate notes for any note to be decided yet."),
        Rule.FEW_RATINGS: _("Too few ratings: %(given)s, and %(few)d are needed."),
        Rule.BETWEEN: _(
            "In between: its helpfulness of %(intercept)s is below %(least)s, and above the %(below)s at which a note "
            "counts as not helpful. %(given)s."
        ),
        Rule.ENOUGH_HELPFUL: _(
            "Found helpful by people who usually disagree: helpfulness %(intercept)s, at least %(least)s; "
            "one-sidedness %(factor)s, at most %(most)s. %(given)s."
        ),
        Rule.STILL_HELPFUL: _(
            "Still helpful: helpfulness %(intercept)s. A note that is shown stays down to %(still)s. %(given)s."
        ),
        Rule.ONE_SIDED: _(
            "Liked by one side: its one-sidedness of %(factor)s is above %(most)s. People who usually disagree do not "
            "agree about it. %(given)s."
        ),
        Rule.FEW_ON_ONE_SIDE: _(
            "Too few of one side find it helpful: on each there must be %(side)d more who do than who do not. "
            "%(given)s."
        ),
        Rule.UNBALANCED: _("Nearly all who find it helpful are of one side. %(given)s."),
        Rule.NOT_HELPFUL: _("Found not helpful: its helpfulness of %(intercept)s is not above %(below)s. %(given)s."),
        Rule.NEITHER_SIDE: _("Neither side finds it helpful. Helpfulness %(intercept)s; %(given)s."),
    }
    return words[rule]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Where the dot stands, in a picture 240 wide and 200 high."""

    x: int
    y: int
    words: str


def drawing(note: NoteView) -> Drawing | None:
    """Sideways from one side to the other, upwards how helpful; None without numbers."""
    if note.intercept is None or note.factor is None:
        return None
    figures = {"intercept": _number(note.intercept), "factor": _number(abs(note.factor))}
    words = _("Helpfulness %(intercept)s, one-sidedness %(factor)s") % figures
    return Drawing(
        120 + round(100 * _within(note.factor, 1.0)), 110 - round(112.5 * _within(note.intercept, 0.8)), words
    )


def _within(value: float, most: float) -> float:
    return max(-most, min(most, value))
