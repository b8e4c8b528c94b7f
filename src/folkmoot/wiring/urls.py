"""Every address of the site; each edge brings its own."""

from django.urls import URLPattern, URLResolver

from folkmoot.edges.mastodon.urls import urlpatterns as mastodon
from folkmoot.edges.web.urls import urlpatterns as web

urlpatterns: list[URLPattern | URLResolver] = [*web, *mastodon]

handler404 = "folkmoot.edges.web.failures.not_found"
