"""The addresses of moving out and in."""

from django.urls import path

from folkmoot.edges.web.pages import arriving, leaving

urlpatterns = [
    path("settings/export", leaving.export),
    path("settings/export/<id:archive_id>", leaving.download),
    path("settings/import", arriving.bring),
    path("settings/import/<id:arrival_id>", arriving.arrival),
    path("settings/import/<id:arrival_id>/left-out.csv", arriving.left_out),
]
