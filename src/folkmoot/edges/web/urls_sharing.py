"""What other sites, feed readers and crawlers ask for."""

from django.urls import URLPattern, path

from folkmoot.edges.web.sharing import crawlers, embedding, feeds
from folkmoot.infra.http import converters as _converters  # noqa: F401 - registers <id:> and <acct:>

#: Beneath the client API's own addresses, so it has to stand before them.
before_the_api: list[URLPattern] = [path("api/oembed", embedding.oembed)]

urlpatterns: list[URLPattern] = [
    *before_the_api,
    path("robots.txt", crawlers.robots),
    path(".well-known/security.txt", crawlers.security),
    path(".well-known/change-password", crawlers.change_password),
    path("tags/<str:tag>.rss", feeds.of_tag),
    path("@<acct:acct>.rss", feeds.of_profile),
    path("@<acct:acct>/<id:post_id>/embed", embedding.embedded),
]
