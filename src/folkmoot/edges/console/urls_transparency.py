"""The addresses of demands by states and of statements, for operators and moderators."""

from django.urls import URLPattern, path

from folkmoot.edges.console import demands, statements
from folkmoot.infra.http import converters as _converters  # noqa: F401 - registers <id:>

urlpatterns: list[URLPattern] = [
    path("console/demands", demands.demands),
    path("console/demands/<id:demand_id>", demands.demand),
    path("console/demands/<id:demand_id>/answer", demands.answer),
    path("console/demands/<id:demand_id>/open", demands.open_sealed),
    path("console/statements", statements.statements),
    path("console/statements.csv", statements.as_csv),
    path("console/statements.json", statements.as_json),
    path("console/statements/<id:decision_id>.json", statements.one),
]
