"""Who listens to whom: every subscription of an event, and everything that repeats."""

from datetime import timedelta

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.apps import api as apps
from folkmoot.domains.community import api as community
from folkmoot.domains.digests import api as digests
from folkmoot.domains.feed import api as feed
from folkmoot.domains.graph import api as graph
from folkmoot.domains.groups import api as groups
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.media import api as media
from folkmoot.domains.moving import api as moving
from folkmoot.domains.notes import api as notes
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.posts import api as posts
from folkmoot.domains.residency import api as residency
from folkmoot.domains.search import api as search
from folkmoot.domains.transparency import api as transparency
from folkmoot.edges.mastodon.push import sending as push
from folkmoot.edges.mastodon.push import subscriptions as push_subscriptions
from folkmoot.infra import mail, worker
from folkmoot.infra.audit import api as audit
from folkmoot.infra.changes import api as changes
from folkmoot.infra.limits import api as limits
from folkmoot.infra.live import api as live
from folkmoot.infra.outbox import api as outbox
from folkmoot.infra.outbox.api import subscribe
from folkmoot.infra.room import api as room
from folkmoot.infra.translog import api as translog
from folkmoot.kernel.refs import post_ref
from folkmoot.wiring import events as event_subscriptions


def connect() -> None:
    """Say it once a process; saying it again changes nothing."""
    _integrity()
    _accounts()
    _graph()
    _groups()
    _media()
    _apps()
    _posts()
    _feed()
    _search()
    _notes()
    event_subscriptions.connect()
    _notifications()
    _moving()
    _transparency()
    _digests()
    _live()
    _push()
    _periodic()
    _where_room_is_short()


def _integrity() -> None:
    subscribe(accounts.AccountErased, "integrity.erase", _forget_in_integrity)
    subscribe(integrity.BankGrew, "integrity.rematch", integrity.on_bank_grew)
    subscribe(posts.PostPublished, "integrity.measure", _measure, together=_measure_together, enqueues=True)
    subscribe(posts.PostEdited, "integrity.measure", _measure, together=_measure_together, enqueues=True)
    subscribe(integrity.DecisionMade, "integrity.ladder", integrity.propose_next_step)
    subscribe(integrity.CaseOpened, "integrity.keep_of_case", integrity.keep_of_case)
    subscribe(integrity.AppealFiled, "integrity.keep_of_appeal", integrity.keep_of_appeal)
    subscribe(integrity.CaseChanged, "integrity.look_up", integrity.on_changed)


def _accounts() -> None:
    subscribe(accounts.AccountErased, "accounts.finish_erasure", accounts.finish_erasure)
    subscribe(accounts.AccountErased, "community.erase", _forget_in_community)


def _graph() -> None:
    subscribe(accounts.AccountErased, "graph.erase", graph.erase)


def _groups() -> None:
    subscribe(accounts.AccountErased, "groups.erase", groups.erase)
    subscribe(groups.GroupAsked, "notifications.group_asked", notifications.on_group_asked)
    subscribe(groups.GroupRequestEnded, "notifications.group_request_ended", notifications.on_group_request_ended)
    subscribe(groups.GroupAccepted, "notifications.group_accepted", notifications.on_group_accepted)
    subscribe(groups.GroupInvited, "notifications.group_invited", notifications.on_group_invited)
    subscribe(groups.GroupRoleSet, "notifications.group_role", notifications.on_group_role)
    subscribe(groups.GroupMemberRemoved, "notifications.group_removed", notifications.on_group_removed)


def _media() -> None:
    subscribe(accounts.AccountErased, "media.erase", media.erase)


def _apps() -> None:
    subscribe(accounts.AccountErased, "apps.erase", apps.erase)
    subscribe(accounts.PasswordReset, "apps.sign_out", apps.sign_out)
    subscribe(accounts.SignedOut, "apps.sign_out_by_staff", apps.sign_out)


def _posts() -> None:
    subscribe(accounts.AccountErased, "posts.erase", posts.begin_erasure)


def _feed() -> None:
    subscribe(
        posts.PostPublished, "feed.fan_out", feed.on_published, together=feed.on_published_together, enqueues=True
    )
    subscribe(posts.PostBoosted, "feed.fan_out_boost", feed.on_boosted)
    subscribe(posts.PostDeleted, "feed.take_out", feed.on_deleted)
    subscribe(posts.PostUnboosted, "feed.take_out_boost", feed.on_unboosted)
    subscribe(graph.Followed, "feed.fill", feed.on_followed)
    subscribe(graph.FollowAccepted, "feed.fill_accepted", feed.on_accepted)
    subscribe(accounts.AccountErased, "feed.forget", feed.on_erased)


def _search() -> None:
    subscribe(posts.PostPublished, "search.index", search.on_post, together=search.on_posts)
    subscribe(posts.PostEdited, "search.index", search.on_post, together=search.on_posts)
    subscribe(posts.PostDeleted, "search.index", search.on_post, together=search.on_posts)
    subscribe(posts.PostsImported, "search.imported", search.on_posts_imported)
    subscribe(accounts.AccountCreated, "search.person", search.on_person)
    subscribe(accounts.ProfileEdited, "search.person", search.on_person)
    subscribe(accounts.PeopleImported, "search.imported", search.on_people_imported)
    subscribe(accounts.AccountErased, "search.erase", search.on_erased)
    subscribe(integrity.DecisionMade, "search.decided", search.on_decision)
    subscribe(integrity.DecisionUndone, "search.decided", search.on_decision)
    subscribe(integrity.DecisionExpired, "search.decided", search.on_decision)


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
    subscribe(
        posts.PostPublished,
        "notifications.published",
        notifications.on_published,
        together=notifications.on_published_together,
        enqueues=True,
    )
    subscribe(posts.PostBoosted, "notifications.boosted", notifications.on_boosted)
    subscribe(posts.PostUnboosted, "notifications.unboosted", notifications.on_unboosted)
    subscribe(posts.PostFavourited, "notifications.favourited", notifications.on_favourited)
    subscribe(posts.PostUnfavourited, "notifications.unfavourited", notifications.on_unfavourited)
    subscribe(posts.PostEdited, "notifications.edited", notifications.on_edited)
    subscribe(posts.PollEnded, "notifications.poll_ended", notifications.on_poll_ended)
    subscribe(posts.PostDeleted, "notifications.deleted", notifications.on_deleted)
    subscribe(integrity.DecisionMade, "notifications.decision", notifications.on_decision)
    subscribe(integrity.DecisionUndone, "notifications.decision", notifications.on_decision)
    subscribe(integrity.DecisionExpired, "notifications.decision", notifications.on_decision)
    subscribe(integrity.AppealReplied, "notifications.decision", notifications.on_decision)
    subscribe(integrity.AppealDecided, "notifications.decision", notifications.on_decision)
    subscribe(integrity.ReportAnswered, "notifications.report_answered", notifications.on_report_answered)
    subscribe(integrity.ReportFiled, "notifications.report_filed", notifications.on_report_filed)
    subscribe(accounts.Joined, "notifications.joined", notifications.on_joined)
    subscribe(accounts.AccountErased, "notifications.erase", notifications.on_account_erased)


def _transparency() -> None:
    subscribe(accounts.AccountErased, "transparency.erase", _forget_in_transparency)


def _digests() -> None:
    subscribe(accounts.AccountErased, "digests.erase", digests.on_account_erased)


def _moving() -> None:
    subscribe(accounts.AccountErased, "moving.erase", moving.erase)


def _live() -> None:
    """What streaming tells at once."""
    live.carry(posts.PostPublished, posts.PostEdited, posts.PostDeleted, posts.PostBoosted, posts.PostUnboosted)
    live.carry(integrity.DecisionMade, integrity.DecisionUndone, integrity.DecisionExpired)
    live.carry(community.AnnouncementChanged, community.AnnouncementRemoved, community.AnnouncementAnswered)
    live.carry(notifications.Notified, notifications.RequestsMerged, graph.FiltersChanged)
    live.carry(apps.AccessEnded, accounts.AccountErased)


def _push() -> None:
    subscribe(notifications.Notified, "push.notified", push.on_notified)
    subscribe(apps.AccessEnded, "push.access_ended", push_subscriptions.on_access_ended)
    subscribe(accounts.AccountErased, "push.erase", push_subscriptions.on_erased)


def _periodic() -> None:
    worker.every(timedelta(hours=6), "apps.sweep", apps.sweep)
    worker.every(timedelta(minutes=10), "integrity.rank_all", integrity.rank_all)
    worker.every(timedelta(hours=24), "integrity.sweep_notes", _sweep_notes)
    worker.every(timedelta(seconds=1), "translog.sequence", _sequence)
    worker.every(timedelta(hours=1), "integrity.sweep_copies", integrity.sweep_copies)
    worker.every(timedelta(hours=6), "outbox.sweep", outbox.sweep)
    worker.every(timedelta(minutes=5), "changes.trim", changes.trim)
    worker.every(timedelta(minutes=1), "integrity.expire", _expire)
    worker.every(timedelta(hours=6), "integrity.sweep_evidence", _sweep_evidence)
    worker.every(timedelta(hours=6), "accounts.sweep_tokens", accounts.sweep_tokens)
    worker.every(timedelta(hours=6), "accounts.sweep_unconfirmed", accounts.sweep_unconfirmed)
    worker.every(timedelta(hours=6), "accounts.sweep_blocks", accounts.sweep_blocks)
    worker.every(timedelta(hours=6), "posts.sweep_keys", posts.sweep_keys)
    worker.every(timedelta(minutes=10), "integrity.read_claim_feeds", integrity.read_claim_feeds)
    worker.every(timedelta(hours=1), "limits.sweep", limits.sweep)
    worker.every(timedelta(minutes=5), "live.sweep", live.sweep)
    worker.every(timedelta(hours=1), "graph.sweep_mutes", graph.sweep_mutes)
    worker.every(timedelta(hours=1), "feed.sweep", feed.sweep)
    worker.every(timedelta(seconds=5), "feed.flush_reach", feed.flush_reach)
    worker.every(timedelta(hours=1), "media.sweep", media.sweep)
    worker.every(timedelta(hours=24), "media.sweep_profile_pictures", media.sweep_profile_pictures)
    worker.every(timedelta(hours=6), "posts.sweep_records", _sweep_records)
    worker.every(timedelta(hours=1), "moving.sweep_archives", moving.sweep_archives)
    worker.every(timedelta(hours=1), "moving.sweep_arrivals", moving.sweep_arrivals)
    worker.every(timedelta(hours=6), "moving.sweep_files", moving.sweep_files)
    worker.every(timedelta(hours=1), "notes.score", notes.score_when_due)
    worker.every(timedelta(hours=6), "sessions.sweep", residency.sessions.sweep)
    worker.every(timedelta(hours=24), "notifications.sweep", notifications.sweep)
    worker.every(timedelta(hours=24), "mail.sweep", mail.sweep)
    worker.every(timedelta(hours=1), "audit.sweep", _sweep_audit)
    worker.every(timedelta(minutes=10), "media.retire_originals", _retire_originals)
    worker.every(timedelta(minutes=1), "room.measure", room.measure)
    worker.every(timedelta(seconds=10), "search.catch_up", search.catch_up)
    worker.every(timedelta(minutes=5), "transparency.open_due", _open_due)
    worker.every(timedelta(minutes=5), "digests.send_due", digests.send_due)


def _where_room_is_short() -> None:
    """What the worker does without, in this order, at each measure from the mark on."""
    room.register_relief("archives of a day ago go", room.Mark.LEAN, moving.sweep_archives_early)
    room.register_relief("uploads that belong to nothing go early", room.Mark.LEAN, media.sweep_early)


def _sweep_audit() -> None:
    audit.sweep()


def _retire_originals() -> None:
    media.retire_originals()


def _forget_in_integrity(event: accounts.AccountErased) -> None:
    integrity.erase(event.account_id)


def _forget_in_community(event: accounts.AccountErased) -> None:
    community.erase(event.account_id)


def _tell_of_note(event: notes.NoteShown) -> None:
    notifications.on_note_shown(post_id=event.post_id)


def _measure(event: posts.PostPublished | posts.PostEdited) -> None:
    integrity.measure_later(post_ref(event.post_id))


def _measure_together(events: list[posts.PostPublished | posts.PostEdited]) -> None:
    integrity.measure_later(*(post_ref(event.post_id) for event in events))


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
