"""The addresses of what the community shows of its own power."""

from django.urls import URLPattern, path

from folkmoot.edges.web.pages import log_files, reports, transparency
from folkmoot.infra.http import converters as _converters  # noqa: F401 - registers <id:>

urlpatterns: list[URLPattern] = [
    path("transparency", transparency.landing),
    path("transparency/log", transparency.log),
    path("transparency/entries/<id:entry_id>", transparency.entry),
    path("transparency/demands", transparency.demands),
    path("transparency/demands/<id:demand_id>", transparency.demand),
    path("transparency/reports", reports.reports),
    path("transparency/reports/<str:name>.csv", reports.report_csv),
    path("transparency/reports/<str:name>.json", reports.report_json),
    path("transparency/reports/<str:name>", reports.report),
    path("transparency/statements.csv", reports.statements_csv),
    path("transparency/log/key", log_files.key),
    path("transparency/log/head", log_files.head),
    path("transparency/log/entries", log_files.entries),
    path("transparency/log/proof/inclusion", log_files.inclusion),
    path("transparency/log/proof/consistency", log_files.consistency),
    path("transparency/decisions.json", log_files.decisions),
]
