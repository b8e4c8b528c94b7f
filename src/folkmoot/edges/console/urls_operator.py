"""The addresses of those who run the community."""

from django.urls import URLPattern, path

from folkmoot.edges.console import members
from folkmoot.edges.console.operator import blocks, jobs, machine, news, people, setup
from folkmoot.infra.http import converters as _converters  # noqa: F401 - registers <id:>

urlpatterns: list[URLPattern] = [
    path("console/setup", setup.setup),
    path("console/setup/mark", setup.mark),
    path("console/people", people.people),
    path("console/people/<id:account_id>", people.person),
    path("console/people/<id:account_id>/act", people.act),
    path("console/people/<id:account_id>/role", people.change_role),
    path("console/people/<id:account_id>/look", people.look),
    path("console/people/<id:account_id>/decide", people.decide),
    path("console/roles", members.roles),
    path("console/announcements", news.announcements),
    path("console/announcements/<id:announcement_id>", news.announcement),
    path("console/announcements/<id:announcement_id>/remove", news.remove_announcement),
    path("console/emojis", news.emojis),
    path("console/emojis/<id:emoji_id>", news.change_emoji),
    path("console/blocks", blocks.blocks),
    path("console/blocks/<str:kind>/add", blocks.add),
    path("console/blocks/<id:block_id>/lift", blocks.lift),
    path("console/jobs", jobs.work),
    path("console/jobs/retry", jobs.retry_kind),
    path("console/jobs/<id:job_id>/retry", jobs.retry),
    path("console/storage", machine.storage),
    path("console/health", machine.health),
]
