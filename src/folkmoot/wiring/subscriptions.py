"""Who listens to whom: every subscription of an event, and everything that repeats."""

from datetime import timedelta

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.apps import api as apps
from folkmoot.domains.feed import api as feed
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.media import api as media
from folkmoot.domains.notes import api as notes
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.posts import api as posts
from folkmoot.domains.residency import api as residency
from folkmoot.domains.transparency import api as transparency
from folkmoot.infra import worker
from folkmoot.infra.limits import api as limits
from folkmoot.infra.outbox import api as outbox
from folkmoot.infra.outbox.api import subscribe
from folkmoot.infra.translog import api as translog
from folkmoot.kernel.refs import post_ref


def connect() -> None:
    """Say it once a process; saying it again changes nothing."""
    _integrity()
    _accounts()
    _graph()
    _media()
    _apps()
    _posts()
    _feed()
    _notes()
    _notifications()
    _transparency()
    _periodic()


def _integrity() -> None:
    subscribe(accounts.AccountErased, "integrity.erase", _forget_in_integrity)
    subscribe(integrity.BankGrew, "integrity.rematch", integrity.on_bank_grew)
    subscribe(posts.PostPublished, "integrity.measure", _measure)
    subscribe(posts.PostEdited, "integrity.measure", _measure)
    subscribe(integrity.DecisionMade, "integrity.ladder", integrity.propose_next_step)
    subscribe(integrity.CaseOpened, "integrity.keep_of_case", integrity.keep_of_case)
    subscribe(integrity.AppealFiled, "integrity.keep_of_appeal", integrity.keep_of_appeal)
    subscribe(integrity.CaseChanged, "integrity.look_up", integrity.on_changed)


def _accounts() -> None:
    subscribe(accounts.AccountErased, "accounts.finish_erasure", accounts.finish_erasure)


def _graph() -> None:
    subscribe(accounts.AccountErased, "graph.erase", graph.erase)


def _media() -> None:
    subscribe(accounts.AccountErased, "media.erase", media.erase)


def _apps() -> None:
    subscribe(accounts.AccountErased, "apps.erase", apps.erase)
    subscribe(accounts.PasswordReset, "apps.sign_out", apps.sign_out)


def _posts() -> None:
    subscribe(accounts.AccountErased, "posts.erase", posts.begin_erasure)


def _feed() -> None:
    subscribe(posts.PostPublished, "feed.fan_out", feed.on_published)
    subscribe(posts.PostBoosted, "feed.fan_out_boost", feed.on_boosted)
    subscribe(posts.PostDeleted, "feed.take_out", feed.on_deleted)
    subscribe(posts.PostUnboosted, "feed.take_out_boost", feed.on_unboosted)
    subscribe(graph.Followed, "feed.fill", feed.on_followed)
    subscribe(graph.FollowAccepted, "feed.fill_accepted", feed.on_accepted)
    subscribe(accounts.AccountErased, "feed.forget", feed.on_erased)


def _notes() -> None:
    subscribe(accounts.AccountErased, "notes.erase", notes.erase)
    subscribe(notes.NoteShown, "notifications.note", _tell_of_note)


def _notifications() -> None:
    subscribe(graph.Followed, "notifications.followed", notifications.on_followed)
    subscribe(graph.FollowRequested, "notifications.follow_requested", notifications.on_follow_requested)
    subscribe(graph.FollowAccepted, "notifications.request_ended", notifications.on_request_ended)
    subscribe(graph.FollowRejected, "notifications.request_ended", notifications.on_request_ended)
    subscribe(graph.RequestWithdrawn, "notifications.request_ended", notifications.on_request_ended)
    subscribe(graph.Blocked, "notifications.blocked", notifications.on_blocked)
    subscribe(posts.PostPublished, "notifications.published", notifications.on_published)
    subscribe(posts.PostBoosted, "notifications.boosted", notifications.on_boosted)
    subscribe(posts.PostUnboosted, "notifications.unboosted", notifications.on_unboosted)
    subscribe(posts.PostFavourited, "notifications.favourited", notifications.on_favourited)
    subscribe(posts.PollEnded, "notifications.poll_ended", notifications.on_poll_ended)
    subscribe(posts.PostDeleted, "notifications.deleted", notifications.on_deleted)
    subscribe(integrity.DecisionMade, "notifications.decision", notifications.on_decision)
    subscribe(integrity.DecisionUndone, "notifications.decision", notifications.on_decision)
    subscribe(integrity.DecisionExpired, "notifications.decision", notifications.on_decision)
    subscribe(integrity.AppealReplied, "notifications.decision", notifications.on_decision)
    subscribe(integrity.AppealDecided, "notifications.decision", notifications.on_decision)
    subscribe(integrity.ReportAnswered, "notifications.report_answered", notifications.on_report_answered)
    subscribe(accounts.AccountErased, "notifications.erase", notifications.on_account_erased)


def _transparency() -> None:
    subscribe(accounts.AccountErased, "transparency.erase", _forget_in_transparency)


def _periodic() -> None:
    worker.every(timedelta(hours=6), "apps.sweep", apps.sweep)
    worker.every(timedelta(minutes=10), "integrity.rank_all", integrity.rank_all)
    worker.every(timedelta(hours=24), "integrity.sweep_notes", _sweep_notes)
    worker.every(timedelta(seconds=1), "translog.sequence", _sequence)
    worker.every(timedelta(hours=1), "integrity.sweep_copies", integrity.sweep_copies)
    worker.every(timedelta(hours=6), "outbox.sweep", outbox.sweep)
    worker.every(timedelta(minutes=1), "integrity.expire", _expire)
    worker.every(timedelta(hours=6), "integrity.sweep_evidence", _sweep_evidence)
    worker.every(timedelta(hours=6), "accounts.sweep_tokens", accounts.sweep_tokens)
    worker.every(timedelta(hours=6), "accounts.sweep_unconfirmed", accounts.sweep_unconfirmed)
    worker.every(timedelta(hours=6), "posts.sweep_keys", posts.sweep_keys)
    worker.every(timedelta(minutes=10), "integrity.read_claim_feeds", integrity.read_claim_feeds)
    worker.every(timedelta(hours=1), "limits.sweep", limits.sweep)
    worker.every(timedelta(hours=1), "graph.sweep_mutes", graph.sweep_mutes)
    worker.every(timedelta(hours=1), "feed.sweep", feed.sweep)
    worker.every(timedelta(seconds=5), "feed.flush_reach", feed.flush_reach)
    worker.every(timedelta(hours=1), "media.sweep", media.sweep)
    worker.every(timedelta(hours=24), "media.sweep_profile_pictures", media.sweep_profile_pictures)
    worker.every(timedelta(hours=6), "posts.sweep_records", _sweep_records)
    worker.every(timedelta(hours=1), "notes.score", notes.score_when_due)
    worker.every(timedelta(hours=6), "sessions.sweep", residency.sessions.sweep)
    worker.every(timedelta(minutes=5), "transparency.open_due", _open_due)


def _forget_in_integrity(event: accounts.AccountErased) -> None:
    integrity.erase(event.account_id)


def _tell_of_note(event: notes.NoteShown) -> None:
    notifications.on_note_shown(post_id=event.post_id)


def _measure(event: posts.PostPublished | posts.PostEdited) -> None:
    integrity.measure_later(post_ref(event.post_id))


def _sweep_notes() -> None:
    integrity.sweep_notes()


def _forget_in_transparency(event: accounts.AccountErased) -> None:
    transparency.erase(event.account_id)


def _open_due() -> None:
    transparency.open_due()


def _sweep_records() -> None:
    posts.sweep_records()


def _expire() -> None:
    integrity.expire()


def _sweep_evidence() -> None:
    integrity.sweep_evidence()


def _sequence() -> None:
    translog.sequence()
