"""Every address of the site; each edge brings its own."""

from django.urls import URLPattern, URLResolver

from folkmoot.edges.console.urls import urlpatterns as console
from folkmoot.edges.console.urls_probes import urlpatterns as probes
from folkmoot.edges.mastodon.urls import urlpatterns as mastodon
from folkmoot.edges.web.urls import urlpatterns as web
from folkmoot.edges.web.urls_sharing import before_the_api

urlpatterns: list[URLPattern | URLResolver] = [*probes, *before_the_api, *mastodon, *console, *web]

handler400 = "folkmoot.wiring.answers.unreadable"
handler404 = "folkmoot.edges.web.failures.not_found"
handler500 = "folkmoot.wiring.answers.broken"
