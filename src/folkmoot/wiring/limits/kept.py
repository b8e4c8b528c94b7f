"""What lies in the tables, and what bounds each of them."""

from folkmoot.domains.accounts.commands import sign_up
from folkmoot.domains.apps import policy as apps
from folkmoot.domains.community.emojis import commands as emojis
from folkmoot.domains.events.commands import make as events
from folkmoot.domains.feed import fan_out
from folkmoot.domains.graph import policy as graph
from folkmoot.domains.graph.commands import featuring
from folkmoot.domains.groups.commands import make as groups
from folkmoot.domains.groups.commands import people as group_people
from folkmoot.domains.integrity import reports
from folkmoot.domains.integrity.appeals import filing
from folkmoot.domains.integrity.banks import formats
from folkmoot.domains.integrity.claims import feeds
from folkmoot.domains.integrity.evidence import ending
from folkmoot.domains.integrity.signals import copies
from folkmoot.domains.moving.into import choosing, receiving
from folkmoot.domains.moving.out import asking
from folkmoot.domains.notes.commands import rate, write
from folkmoot.domains.notifications import sweeping
from folkmoot.domains.posts import compose, policy
from folkmoot.domains.posts import types as posts
from folkmoot.domains.posts.commands import marks, unpublished
from folkmoot.domains.residency import sessions
from folkmoot.infra.changes import words
from folkmoot.infra.jobs import crowd
from folkmoot.infra.live import api as live
from folkmoot.wiring.limits.types import DEFAULTS, LATER, NOW, Row, Section, lasting, rated

_OLDEST_GO = "the oldest go"

PEOPLE = Section(
    "What one person keeps",
    "Everything of a person goes with their account.",
    (
        Row("A post", f"{posts.TEXT_LIMIT:,} characters; an article {posts.ARTICLE_LIMIT:,}", "post", NOW,
            models=("posts.Post", "posts.PostCounts", "posts.AuthorCount", "posts.Unspread", "posts.MovedIn",
                    "residency.VaultRecord", "residency.SharedKey", "feed.PostReach", "search.PostWords")),
        Row("Mentions and hashtags", f"{compose.MOST_MENTIONS} and {compose.MOST_TAGS}", "post", NOW,
            models=("posts.PostMention", "posts.PostTag", "search.Tag", "search.TagWords", "search.Walk")),
        Row("Choices", str(compose.POLL_OPTIONS.stop - 1), "poll", NOW,
            models=("posts.Poll", "posts.PollOption", "posts.PollVote")),
        Row("Versions", str(policy.EDIT_KEEPS), "post", NOW, models=("posts.PostRevision",)),
        Row("Votes, favourites, bookmarks", "one of each", "person and post", "the same one again",
            models=("posts.Vote", "posts.Mark")),
        Row("Pinned posts", str(marks.MOST_PINS), "account", NOW),
        Row("Drafts and scheduled posts", str(unpublished.MOST), "account", NOW, models=("posts.Unpublished",)),
        Row("Conversations", "one of each set of people", "person", "they are written with posts",
            models=("posts.ConversationState",)),
        Row("Keys of repeated requests", "1 day", "post", "they are forgotten", models=("posts.PublishKey",)),
        Row("Follows", f"{graph.MOST_FOLLOWS:,}", "account", NOW, models=("graph.Follow", "graph.GraphCounts")),
        Row("Blocks, mutes, notes about people", "one of each person", "person",
            "nobody is refused safety; their rate is limited",
            models=("graph.Block", "graph.Mute", "graph.AccountNote")),
        Row("Lists", f"{graph.MOST_LISTS} of {graph.MOST_LIST_MEMBERS:,} people", "person", NOW,
            models=("graph.AccountList", "graph.ListMember")),
        Row("Filters", f"{graph.MOST_FILTERS} of {graph.MOST_KEYWORDS} words and {graph.MOST_FILTER_POSTS} posts",
            "person", NOW, models=("graph.Filter", "graph.FilterKeyword", "graph.FilterPost")),
        Row("Followed hashtags", str(graph.MOST_FOLLOWED_TAGS), "person", NOW, models=("graph.FollowedTag",)),
        Row("Recommended people and hashtags",
            f"{featuring.MOST_ENDORSED} and {featuring.MOST_FEATURED_TAGS}", "person", NOW,
            models=("graph.Endorsement", "graph.FeaturedTag")),
        Row("Notifications", f"{sweeping.MOST_KEPT:,}", "person", _OLDEST_GO,
            models=("notifications.Notification", "notifications.NotificationRequest")),
        Row("Choices of whom to hear", "one of each person", "person", "the same one again",
            models=("notifications.NotificationPolicy", "notifications.NotificationPermission")),
        Row("Posts made ready for the home", str(fan_out.KEEP), "person",
            f"deeper ones are found when read; after {lasting(fan_out.ACTIVE_FOR)} away none are kept",
            models=("feed.HomeEntry", "feed.Reader")),
        Row("Weights, dismissed suggestions", "one of each kind, one of each person", "person", "the same one again",
            models=("feed.FeedWeights", "feed.DismissedSuggestion")),
        Row("Browsers signed in", f"{sessions.MOST}, {lasting(sessions.LIFETIME)} unused", "person",
            "the one used least lately is signed out", models=("residency.VaultSession",)),
        Row("Tokens of apps", str(apps.MOST_TOKENS), "person",
            "the one used least lately ends; ended ones go after 30 days",
            models=("apps.Token", "apps.Grant", "apps.Marker")),
        Row("Apps", "those that somebody let in", "site", "others go after 30 days", models=("apps.App",)),
        Row("Push subscriptions", "one", "token", "the new one replaces it", models=("push.PushSubscription",)),
        Row("Archives taken away", f"1, {lasting(asking.KEPT_FOR)}", "person", "it is deleted",
            models=("moving.Archive",)),
        Row("Archives brought along", f"1 that waits, {lasting(receiving.KEPT_FOR)}", "person", "it is deleted",
            models=("moving.Arrival", "moving.LeftOut")),
        Row("Names of friends to invite", lasting(choosing.NAMES_KEPT_FOR), "person", "they are deleted",
            models=("moving.Invitees",)),
        Row("Digest", "one", "person", "the same one again", models=("digests.Subscription",)),
        Row("Accounts, keys and preferences", "one of each", "person",
            f"who does not confirm an address within {lasting(sign_up.CONFIRMED_WITHIN)} is deleted",
            models=("accounts.Account", "accounts.Login", "accounts.LoginToken", "accounts.Preferences",
                    "accounts.Invitation", "accounts.Manager", "search.PersonWords",
                    "residency.PersonKey", "residency.Erasure")),
        rated(groups.LIMIT, "person"),
        rated(group_people.LIMIT, "person"),
        Row("Groups", "as above", "person", LATER,
            models=("groups.Group", "groups.Membership", "groups.GroupRemoval")),
        rated(events.LIMIT, "person"),
        Row("Events and answers", "as above; one answer of each person", "event", LATER,
            models=("events.Event", "events.EventAnswer", "events.CalendarAddress")),
    ),
)  # fmt: skip
COMMON = Section(
    "What the community keeps",
    "Decisions, the public log and what proves them are kept for ever: they are few and small.",
    (
        rated(reports.LIMIT, "person"),
        Row("Posts named in a report", str(reports.RELATED_LIMIT), "report", "the rest is left out",
            models=("integrity.Report", "integrity.Case", "integrity.Label", "integrity.CaseMark",
                    "integrity.CaseNote", "integrity.Desk")),
        Row("Messages", str(filing.MOST_MESSAGES), "appeal", NOW,
            models=("integrity.Appeal", "integrity.AppealMessage")),
        Row("Evidence of a case", lasting(ending.KEPT), "closed case", "it is erased with its key",
            models=("integrity.Evidence", "residency.CaseKey")),
        rated(write.LIMIT, "person"),
        rated(rate.LIMIT, "person"),
        Row("Context notes", "one of each person and post; the newest 100 runs of the scorer", "post", LATER,
            models=("notes.Note", "notes.NoteStatusChange", "notes.Rating", "notes.RaterScore",
                    "notes.NoteScoringRun")),
        Row("Prints of texts, to find copies", lasting(copies.KEPT), "post", "they go",
            models=("integrity.TextPrint",)),
        Row("Signals", "one of each detector", "post or account", "the new one replaces it",
            models=("integrity.StoredSignal",)),
        Row("Entries of hash banks", f"{formats.MOST_ENTRIES:,}", "file", NOW,
            models=("integrity.HashBank", "integrity.BankHash")),
        Row("Fact-checks", f"{feeds.MOST_CHECKS:,}", "feed", "the rest is not read",
            models=("integrity.ClaimFeed", "integrity.FactCheck", "integrity.ClaimMatch")),
        Row("What staff make", "by hand", "staff", "it is on record",
            models=("integrity.PolicyVersion", "integrity.ShadowMatch", "integrity.WaveRule", "integrity.ReviewQueue",
                    "integrity.TrustedFlagger", "integrity.Bulk", "integrity.BulkDecision", "integrity.Proposal",
                    "community.Settings", "community.Page", "community.SetupMark", "community.ServerBlock",
                    "community.ServerAllow", "accounts.EmailDomainBlock", "accounts.AddressBlock",
                    "accounts.EmailBlock", "accounts.NameBlock")),
        Row("Custom emojis", f"{emojis.MOST_EMOJIS:,}", "site", NOW, models=("community.CustomEmoji",)),
        Row("Announcements", "by hand; one answer of each person and sign", "site", NOW,
            models=("community.Announcement", "community.AnnouncementRead", "community.AnnouncementReaction")),
        Row("Decisions and the public log", "all", "site", "kept for ever",
            models=("integrity.Decision", "integrity.Effect", "translog.LogEntry", "translog.TreeHead",
                    "translog.TreeNode", "transparency.Demand", "transparency.DemandSubject",
                    "transparency.DemandEntry")),
        Row("Record of who did what", f"{DEFAULTS.audit_days} days", "site", _OLDEST_GO, "FOLKMOOT_AUDIT_DAYS",
            models=("audit.AuditRow",)),
        Row("Mails without a mail server", "30 days", "site", "they are deleted"),
    ),
)  # fmt: skip
QUEUES = Section(
    "Queues",
    "A queue that the worker does not empty is refused more work before it fills the disk.",
    (
        Row("Jobs that wait", f"{crowd.LONG:,}", "site", "no archive is made or taken in: 429 with Retry-After",
            models=("jobs.Job",)),
        Row("Jobs that wait", f"{crowd.FULL:,}", "site", "nothing is published: 429 with Retry-After"),
        Row("Events that wait to become jobs", "what the acts above make", "site", "with the disk budget, below",
            models=("outbox.OutboxEvent",)),
        Row("What was consumed", "7 days", "event", "it is forgotten", models=("outbox.Consumed",)),
        Row("Lines of what has changed",
            f"SQLite: {words.KEPT:,}; PostgreSQL: {words.KEPT_SECONDS // 60} minutes after all could see them", "row",
            "the oldest go", models=("changes.Change",)),
        Row("Events of streaming", lasting(live.KEPT), "event", "they go", models=("live.LiveEvent", "live.LiveHead")),
        Row("Counts against limits", "1 day", "subject", "they go", models=("limits.Count",)),
        Row("Holds, runs of imports", "one of each kind; one of each import", "site", "by hand",
            models=("holds.Hold", "imports.ImportRun")),
    ),
)  # fmt: skip
