"""Start, renew and end a rule against a wave of spam; try one on what was posted lately."""

import hashlib
import math
import re
import secrets
from datetime import datetime, timedelta

import msgspec

from folkmoot.domains.integrity import bulk
from folkmoot.domains.integrity.events import WaveRuleChanged
from folkmoot.domains.integrity.models import WaveRule
from folkmoot.domains.integrity.policy.types import Treatment
from folkmoot.domains.integrity.waves import matching
from folkmoot.domains.integrity.waves.matching import WaveMatcher, draft_of
from folkmoot.domains.integrity.waves.types import LONGEST, WaveDraft, WaveHit, WaveTrial, WaveView
from folkmoot.infra.audit import api as audit
from folkmoot.infra.outbox import api as outbox
from folkmoot.infra.translog import api as translog
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Gone, Invalid, NotFound
from folkmoot.kernel.ids import new_id, time_of
from folkmoot.kernel.refs import SubjectKind
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

TRIED = 20_000
"""How many posts a trial looks at, at most: some seconds."""
_SAMPLES = 10
_SHOWN = 20
_MOST_ENTRIES = 50
_LONGEST_ENTRY = 200
_SHORTEST_WORD = 3
_MOST_MENTIONS = 1000
_MOST_HOURS = 24.0 * 30
_WORDS_ALONE = (
    "Words alone may be an opinion. Say also how the wave behaves: a linked site, how young the accounts are, or how "
    "many people it mentions."
)
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+")


def start_wave(viewer: Viewer, *, draft: WaveDraft, hours: float = 24.0) -> WaveView:
    """Let a rule act for `hours` (24 at most) from now on, in every process within seconds. Raises Invalid."""
    moderator = viewer.require_staff()
    checked, until = _checked(draft), clock.now() + _time(hours)
    with atomic_write():
        row = WaveRule(
            id=new_id(),
            words=list(checked.words),
            hosts=list(checked.hosts),
            younger_than_hours=checked.younger_than_hours,
            mentions=checked.mentions,
            treatment=checked.treatment.value,
            ends_at=until,
            started_by=moderator,
            salt=secrets.token_hex(16),
        )
        _enter(row, "started", moderator)
        row.save(force_insert=True)
    matching.refresh()
    return _view(row)


def renew_wave(viewer: Viewer, *, rule_id: int) -> WaveView:
    """Give a rule that is active 24 hours from now. Raises Gone where it has ended: start a new one."""
    moderator = viewer.require_staff()
    with atomic_write():
        row = _find(rule_id)
        if not _is_active(row):
            raise Gone("the wave rule has ended", safe="This rule has ended. Try it again and start a new one.")
        row.ends_at = clock.now() + LONGEST
        _enter(row, "renewed", moderator)
        row.save(update_fields=["ends_at", "log_entry"])
    matching.refresh()
    return _view(row)


def end_wave(viewer: Viewer, *, rule_id: int) -> WaveView:
    """End a rule now. What it has done stands until somebody undoes it. Ending it again changes nothing."""
    moderator = viewer.require_staff()
    with atomic_write():
        row = _find(rule_id)
        if _is_active(row):
            row.ended_at, row.ended_by = clock.now(), moderator
            _enter(row, "ended", moderator)
            row.save(update_fields=["ended_at", "ended_by", "log_entry"])
    matching.refresh()
    return _view(row)


def waves(viewer: Viewer) -> tuple[WaveView, ...]:
    """The newest rules, those that act first. Staff only."""
    viewer.require_staff()
    views = [_view(row) for row in WaveRule.objects.order_by("-id")[:_SHOWN]]
    return tuple(sorted(views, key=lambda view: not view.is_active))


def try_wave(viewer: Viewer, *, draft: WaveDraft) -> WaveTrial:
    """What a rule would have met in the last 24 hours. Changes nothing. Raises Invalid."""
    viewer.require_staff()
    matcher = WaveMatcher(_checked(draft))
    looked = hits = 0
    samples: list[WaveHit] = []
    for batch in bulk.batches(SubjectKind.POST, since=clock.now() - LONGEST, limit=TRIED):
        looked += len(batch)
        for post_id, known in batch.items():
            if fired := matcher.fired(known.facts):
                hits += 1
                if len(samples) < _SAMPLES:
                    samples.append(WaveHit(post_id, known.facts.text[:_LONGEST_ENTRY], fired))
    return WaveTrial(looked, hits, tuple(samples), complete=looked < TRIED)


def _checked(draft: WaveDraft) -> WaveDraft:
    words = _entries(draft.words, "words")
    hosts = tuple(host.lower() for host in _entries(draft.hosts, "hosts"))
    short = next((word for word in words if len(word) < _SHORTEST_WORD), None)
    if short is not None:
        raise Invalid(sentence("“{short}” is too short: it would meet almost everything.", short=short), field="words")
    wrong = next((host for host in hosts if not _HOST.fullmatch(host)), None)
    if wrong is not None:
        raise Invalid(
            sentence("“{wrong}” is no host. Write it like spam.example, without https://.", wrong=wrong), field="hosts"
        )
    _check_numbers(draft)
    if draft.treatment not in {Treatment.HOLD, Treatment.REDUCE}:
        raise Invalid("A wave rule holds or reduces. It never removes.", field="treatment")
    if not (words or hosts or draft.mentions is not None):
        raise Invalid("Say what the wave looks like: words, a linked site, or how many people it mentions.")
    if words and not hosts and draft.mentions is None and draft.younger_than_hours is None:
        raise Invalid(_WORDS_ALONE, field="words")
    return WaveDraft(words, hosts, draft.younger_than_hours, draft.mentions, draft.treatment)


def _check_numbers(draft: WaveDraft) -> None:
    if draft.mentions is not None and not 1 <= draft.mentions <= _MOST_MENTIONS:
        raise Invalid(
            sentence("Mentions are a number from 1 to {most_mentions}.", most_mentions=_MOST_MENTIONS), field="mentions"
        )
    age = draft.younger_than_hours
    if age is not None and not (math.isfinite(age) and 0 < age <= _MOST_HOURS):
        raise Invalid("The age of an account is up to 720 hours here.", field="younger_than_hours")


def _entries(entries: tuple[str, ...], field: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(entry for each in entries if (entry := " ".join(each.split()))))
    if len(found) > _MOST_ENTRIES:
        raise Invalid(
            sentence(
                "These are {count}. A rule has {most_entries} at most.", count=len(found), most_entries=_MOST_ENTRIES
            ),
            field=field,
        )
    if any(len(entry) > _LONGEST_ENTRY for entry in found):
        raise Invalid(
            sentence("Please keep each to {longest_entry} characters.", longest_entry=_LONGEST_ENTRY), field=field
        )
    return found


def _time(hours: float) -> timedelta:
    if not (math.isfinite(hours) and 0 < hours <= LONGEST.total_seconds() / 3600):
        raise Invalid("A wave rule lasts 24 hours at most. It can be renewed.", field="hours")
    return timedelta(hours=hours)


def _find(rule_id: int) -> WaveRule:
    row = WaveRule.objects.select_for_update().filter(id=rule_id).first()
    if row is None:
        raise NotFound(f"wave rule {rule_id}")
    return row


def _is_active(row: WaveRule) -> bool:
    return row.ended_at is None and row.ends_at > clock.now()


def _enter(row: WaveRule, what: str, moderator: int) -> None:
    """The entry in the public log, the audit row and the event. The caller saves the row.

    The log says how wide the rule is and commits to its words, which would only teach the senders; who is given words
    and salt can check that they were these.
    """
    asked = msgspec.json.encode([row.words, row.hosts, row.younger_than_hours, row.mentions])
    row.log_entry = translog.append(
        "wave_rule",
        rule=str(row.id),
        what=what,
        clause=matching.CLAUSE,
        treatment=row.treatment,
        words=len(row.words),
        hosts=len(row.hosts),
        younger_than_hours=row.younger_than_hours,
        mentions=row.mentions,
        commitment=hashlib.sha256(bytes.fromhex(row.salt) + asked).hexdigest(),
        until=row.ends_at.isoformat(),
        at=clock.now().isoformat(),
    )
    audit.record(moderator, f"integrity.wave_{what}", f"wave:{row.id}", log_entry=row.log_entry)
    outbox.publish(WaveRuleChanged(row.id))


def _view(row: WaveRule) -> WaveView:
    started: datetime = time_of(row.id)
    return WaveView(row.id, draft_of(row), started, row.started_by, row.ends_at, row.ended_at, _is_active(row))
