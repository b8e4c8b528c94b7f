"""Where the document is served."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from folkmoot.edges.mastodon.document.whole import served


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """For everybody, of every site; asked again with its ETag it costs nothing."""
    body, etag = served()
    headers = {"ETag": etag, "Cache-Control": "public, max-age=300", "Access-Control-Allow-Origin": "*"}
    if request.headers.get("If-None-Match", "").removeprefix("W/") == etag:
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(body, content_type="application/json", headers=headers)
