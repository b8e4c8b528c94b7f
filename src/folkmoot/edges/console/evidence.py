"""The original of what is judged, and what is kept of it where the original is gone or does not open."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.refs import SubjectKind, SubjectRef


def original_of(request: HttpRequest, ref: SubjectRef, case_id: int | None) -> dict[str, Any]:
    """`post`, as a moderator reads it; `kept` where that has no words and evidence is there. Opens no evidence."""
    post = None
    about_post = ref.kind in {SubjectKind.POST, SubjectKind.GROUP_POST}
    if about_post:
        post = posts.review_posts(viewer_of(request), [ref.id]).get(ref.id)
    lost = about_post and (post is None or post.gap is not None)
    return {"post": post, "kept": case_id if lost and case_id and integrity.has_evidence(case_id) else None}


@require_safe
def evidence(request: HttpRequest, case_id: int) -> HttpResponse:
    """What is kept of a case. What was not public is opened on record."""
    context = {"case_id": case_id, "kept": integrity.evidence_of(viewer_of(request), case_id)}
    return render(request, "console/evidence.html", context)
