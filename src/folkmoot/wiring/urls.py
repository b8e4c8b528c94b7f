"""Every address of the site; each edge brings its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("folkmoot.edges.mastodon.urls")),
]
