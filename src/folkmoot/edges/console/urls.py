"""The addresses of moderators and operators."""

from django.urls import URLPattern, path

from folkmoot.edges.console import cases, claims, members, site
from folkmoot.infra.http import converters as _converters  # noqa: F401 - registers <id:>

urlpatterns: list[URLPattern] = [
    path("console/queue", cases.queue),
    path("console/cases/<id:case_id>", cases.case),
    path("console/cases/<id:case_id>/take", cases.take),
    path("console/cases/<id:case_id>/release", cases.release),
    path("console/cases/<id:case_id>/decide", cases.decide),
    path("console/cases/<id:case_id>/label", cases.label_false),
    path("console/decisions/<id:decision_id>/undo", cases.undo),
    path("console/waiting", members.waiting),
    path("console/waiting/<id:account_id>", members.answer),
    path("console/people", members.roles),
    path("console/settings", site.settings),
    path("console/pages", site.pages),
    path("console/pages/<str:name>", site.edit_page),
    path("console/jobs", site.work),
    path("console/jobs/<id:job_id>/retry", site.retry),
    path("console/claims", claims.feeds),
    path("console/claims/<id:feed_id>", claims.act),
    path("console/log", site.log),
]
