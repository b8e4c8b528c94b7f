"""The addresses that machines ask."""

from django.urls import URLPattern, path

from folkmoot.edges.console import probes

urlpatterns: list[URLPattern] = [
    path("ready", probes.ready),
    path("metrics", probes.metrics),
]
