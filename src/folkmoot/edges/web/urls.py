"""The addresses of members' pages."""

from django.urls import URLPattern, path

from folkmoot.edges.web.pages import (
    acting,
    announced,
    appearance,
    decided,
    feeds,
    finding,
    installing,
    joining,
    keeping,
    languages,
    managed,
    noting,
    own,
    people,
    privacy,
    rules,
    safety,
    site,
    sorting,
    threads,
    told,
    told_aside,
    told_settings,
    unpublished,
    weighing,
    writing,
)
from folkmoot.edges.web.sharing.crawlers import unindexed
from folkmoot.edges.web.urls_events import urlpatterns as planned
from folkmoot.edges.web.urls_groups import urlpatterns as groups
from folkmoot.edges.web.urls_media import urlpatterns as media_files
from folkmoot.edges.web.urls_moving import urlpatterns as moving
from folkmoot.edges.web.urls_sharing import urlpatterns as sharing
from folkmoot.edges.web.urls_transparency import urlpatterns as transparency
from folkmoot.infra.http import converters as _converters  # noqa: F401 - registers <id:> and <acct:>

_JOINING = [
    path("sign-up", joining.sign_up),
    path("sign-in", joining.sign_in),
    path("sign-out", joining.sign_out),
    path("waiting", joining.waiting),
    path("confirm/<str:token>", joining.confirm),
    path("reset", joining.reset),
    path("reset/<str:token>", joining.new_password),
]

_SITE = [
    *(path(name, site.site_page, {"name": name}) for name in ("about", "terms", "privacy", "imprint")),
    path("rules", rules.rules),
    path("rules/versions", rules.versions),
    path("rules/versions/<str:version>", rules.version),
    path("public", site.everything),
    path("keyboard", appearance.keyboard),
    path("manifest.webmanifest", installing.manifest),
    path("sw.js", installing.service_worker),
    path("offline", installing.offline),
    path("language", languages.choose),
]

_OWN = [
    path("menu", own.menu),
    path("settings", own.settings),
    path("settings/profile", own.profile),
    path("settings/appearance", appearance.appearance),
    path("settings/language", languages.language),
    path("settings/account", own.account),
    path("settings/erase", own.erase),
    path("settings/sessions", own.sessions),
    path("settings/sessions/revoke", own.revoke_session),
    path("settings/apps", own.own_apps),
    path("settings/apps/<id:app_id>/end", own.end_app),
    path("settings/privacy", privacy.privacy),
    path("settings/notifications", told_settings.settings),
    path("digest/unsubscribe/<str:token>", unindexed(told_settings.end_digest)),
    path("settings/muted", privacy.muted),
    path("settings/blocked", privacy.blocked),
    path("settings/feed", weighing.weights),
    path("settings/invitations", own.invitations),
    path("settings/invitations/<id:invitation_id>/withdraw", own.withdraw_invitation),
    path("settings/pages", managed.managed),
    path("settings/pages/<id:account_id>", managed.managers),
    path("settings/pages/<id:account_id>/profile", own.profile),
    path("settings/pages/<id:account_id>/managers/<id:person_id>/remove", managed.remove_manager),
]

_FEED = [
    path("", feeds.home),
    path("home/new", feeds.news),
    path("explore", feeds.explore),
    path("search", unindexed(finding.search)),
    path("suggestions/<id:account_id>/dismiss", feeds.dismiss_suggestion),
    path("notifications", told.notices),
    path("notifications/read", told.read_notices),
    path("notifications/requests", told_aside.requests),
    path("notifications/requests/<id:request_id>", told_aside.answer),
    path("tags/<str:tag>", keeping.tag),
    path("tags/<str:tag>/follow", keeping.follow_tag),
    path("bookmarks", keeping.bookmarks),
    path("favourites", keeping.favourites),
    path("announcements/<id:announcement_id>/dismiss", announced.dismiss),
    path("conversations", keeping.conversations),
    path("conversations/<id:conversation_id>/open", keeping.open_conversation),
    path("conversations/<id:conversation_id>/delete", keeping.delete_conversation),
    path("lists", sorting.lists),
    path("lists/<id:list_id>", feeds.list_posts),
    path("lists/<id:list_id>/people", sorting.list_people),
    path("lists/<id:list_id>/change", sorting.change_list),
    path("filters", sorting.filters),
    path("filters/<id:filter_id>", sorting.one_filter),
    path("filters/<id:filter_id>/delete", sorting.delete_filter),
]

_WRITING = [
    path("compose", writing.compose),
    path("drafts", unpublished.drafts),
    path("drafts/<id:draft_id>", unpublished.draft),
    path("drafts/<id:draft_id>/delete", unpublished.delete_draft),
    path("scheduled/<id:scheduled_id>", unpublished.scheduled),
    path("scheduled/<id:scheduled_id>/move", unpublished.move_scheduled),
    path("scheduled/<id:scheduled_id>/cancel", unpublished.cancel_scheduled),
    path("posts/<id:post_id>", threads.by_id),
    path("posts/<id:post_id>/edit", writing.edit),
    path("posts/<id:post_id>/delete", writing.delete),
    path("posts/<id:post_id>/act", acting.act),
    path("posts/<id:post_id>/poll", acting.poll),
]

_SAFETY = [
    path("report", safety.report),
    path("reports", safety.reports),
    path("transparency/flaggers", safety.flaggers),
    path("decisions", safety.decisions),
    path("decisions/about-me", decided.about_me),
    path("decisions/<id:decision_id>", decided.decision),
    path("decisions/<id:decision_id>/appeal", decided.appeal),
    path("decisions/<id:decision_id>/reply", decided.reply),
    path("decisions/<id:decision_id>/public", decided.in_public),
]

_NOTES = [
    path("notes", noting.waiting),
    path("notes/mine", noting.mine),
    path("notes/<id:note_id>", noting.one),
    path("notes/<id:note_id>/rate", noting.rate),
    path("notes/<id:note_id>/withdraw", noting.withdraw),
    path("notes/<id:note_id>/report", noting.report),
    path("@<acct:acct>/<id:post_id>/notes", noting.on_post),
]

_PEOPLE = [
    path("follow-requests", people.follow_requests),
    path("follow-requests/<id:account_id>", people.answer_request),
    path("@<acct:acct>", people.profile),
    path("@<acct:acct>/replies", people.profile, {"tab": "replies"}),
    path("@<acct:acct>/media", people.profile, {"tab": "media"}),
    path("@<acct:acct>/about", people.about),
    path("@<acct:acct>/followers", unindexed(people.followers)),
    path("@<acct:acct>/following", unindexed(people.following)),
    path("@<acct:acct>/relate", people.relate),
    path("@<acct:acct>/mute", people.mute),
    path("@<acct:acct>/lists", sorting.lists_of),
    path("@<acct:acct>/<id:post_id>", threads.thread),
    path("@<acct:acct>/<id:post_id>/why", weighing.why),
    path("@<acct:acct>/<id:post_id>/history", unindexed(threads.history)),
    path("@<acct:acct>/<id:post_id>/quotes", unindexed(threads.quotes)),
    path("@<acct:acct>/<id:post_id>/boosts", unindexed(threads.boosts)),
    path("@<acct:acct>/<id:post_id>/favourites", unindexed(threads.favourites)),
]

urlpatterns: list[URLPattern] = [
    *media_files,
    *sharing,
    *_JOINING,
    *_SITE,
    *_OWN,
    *_FEED,
    *_WRITING,
    *_SAFETY,
    *_NOTES,
    *transparency,
    *moving,
    *groups,
    *planned,
    *_PEOPLE,
]
