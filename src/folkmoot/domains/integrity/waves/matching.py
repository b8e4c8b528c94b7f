"""Ask the wave rules that are active about a subject."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime

from folkmoot.domains.integrity.facts import Facts
from folkmoot.domains.integrity.models import WaveRule
from folkmoot.domains.integrity.policy.engine import Policy
from folkmoot.domains.integrity.policy.lists import LinkMatcher, WordMatcher, whole
from folkmoot.domains.integrity.policy.types import Clause, Decides, Lists, Treatment, TreatmentTerms
from folkmoot.domains.integrity.types import Match
from folkmoot.domains.integrity.waves.types import WaveDraft
from folkmoot.infra.fresh import Fresh
from folkmoot.kernel import clock

CLAUSE = "flooding"
FACTOR = 0.25
_HOURS = 48.0


class WaveMatcher:
    """A rule, compiled."""

    def __init__(self, draft: WaveDraft) -> None:
        self._draft = draft
        self._words = WordMatcher(Lists(words=tuple((word, (word,)) for word in draft.words)))
        self._hosts = LinkMatcher(Lists(links=tuple((host, (host,)) for host in draft.hosts)))

    def fired(self, facts: Facts) -> tuple[str, ...]:
        """Which of its conditions were met, in words; nothing unless all that it has were."""
        draft, found = self._draft, list[str]()
        if facts.kind != "post":
            return ()
        if draft.mentions is not None:
            if facts.mention_count < draft.mentions:
                return ()
            found.append(f"{facts.mention_count} people mentioned")
        if draft.younger_than_hours is not None:
            if facts.account_age_hours >= draft.younger_than_hours:
                return ()
            found.append(f"account {facts.account_age_hours:.1f} hours old")
        for what, asked, hits in (
            ("link to", draft.hosts, self._hosts.hits(facts.links) if draft.hosts else ()),
            ("words", draft.words, self._words.hits(whole(facts.text)) if draft.words else ()),
        ):
            if asked and not hits:
                return ()
            found += [f"{what} “{hit}”" for hit in hits]
        return tuple(found)


@dataclass(frozen=True, slots=True)
class _Active:
    id: int
    treatment: Treatment
    ends_at: datetime
    matcher: WaveMatcher


_Known = tuple[tuple[tuple[int, datetime], ...], tuple[_Active, ...]]


def matches(policy: Policy, facts: Facts) -> tuple[Match, ...]:
    """The first active rule that is met, as a match of the clause about flooding. At most one."""
    _, active = _known.get()
    for rule in active:
        if rule.ends_at > clock.now() and (fired := rule.matcher.fired(facts)):
            said = f"A moderator's rule against a wave of spam (number {rule.id}) was met: {', '.join(fired)}."
            numbers = (("wave rule", str(rule.id)), *(("fired", each) for each in fired))
            return (Match(_clause(policy, rule.treatment), said, numbers),)
    return ()


def refresh() -> None:
    """Look at once: what was just started or ended acts so in this process from now on."""
    _known.refresh()


def draft_of(row: WaveRule) -> WaveDraft:
    return WaveDraft(tuple(row.words), tuple(row.hosts), row.younger_than_hours, row.mentions, Treatment(row.treatment))


def _clause(policy: Policy, treatment: Treatment) -> Clause:
    """The policy's clause about flooding with the one treatment of the rule.

    A plain one where the policy has none, or where what has that id is not about behaviour or does not allow the
    treatment: a clause about opinions holds nothing, under whatever name it stands.
    """
    if treatment is Treatment.REDUCE:
        terms = TreatmentTerms(Treatment.REDUCE, factor=FACTOR)
    else:
        terms = TreatmentTerms(Treatment.HOLD, hours=_HOURS)
    found = policy.clause(CLAUSE)
    clause = found if found and found.ground == _PLAIN.ground and found.terms(treatment) else _PLAIN
    return dataclasses.replace(
        clause, treatments=(terms,), default=(terms.kind,), decides=Decides.AUTOMATION, strike=False
    )


_PLAIN = Clause(
    id=CLAUSE,
    title="Spam and flooding",
    text="Do not flood others. This is about behaviour: what you think never matters here.",
    ground=3,
    subjects=frozenset({"post"}),
    condition="",
    because="A moderator's rule against a wave of spam was met.",
    reason="This looks like spam.",
    treatments=(),
    default=(),
    decides=Decides.AUTOMATION,
    strike=False,
    appeal=True,
    line=0,
)


def _look(known: _Known) -> _Known:
    rows = list(WaveRule.objects.filter(ended_at=None, ends_at__gt=clock.now()).order_by("id"))
    key = tuple((row.id, row.ends_at) for row in rows)
    if key == known[0]:
        return known
    return key, tuple(
        _Active(row.id, Treatment(row.treatment), row.ends_at, WaveMatcher(draft_of(row))) for row in rows
    )


_known: Fresh[_Known] = Fresh(((), ()), _look)
