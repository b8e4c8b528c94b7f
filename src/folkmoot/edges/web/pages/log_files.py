"""The public log for programs: key, head, entries, proofs, as JSON. docs/public-log.md describes each field.

What never changes again may be kept for ever by whoever reads it; what grows may be kept for a second.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import PublicDecision
from folkmoot.domains.transparency import api as transparency
from folkmoot.infra.http.answers import number_of
from folkmoot.infra.translog import api as translog
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.ids import parse_id
from folkmoot.kernel.sentences import sentence

_PAGE = 100
_DIGITS = 15
_GROWING = "public, max-age=1"
_FINISHED = "public, max-age=31536000, immutable"


def _answer(fields: dict[str, Any], *, finished: bool = False) -> HttpResponse:
    answer = JsonResponse(fields, json_dumps_params={"ensure_ascii": False})
    answer.headers["Cache-Control"] = _FINISHED if finished else _GROWING
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
def key(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's call
    return _answer({"algorithm": "Ed25519", "public_key": translog.public_key().hex()})


@require_safe
def head(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's call
    return _answer(_head(transparency.head()))


def _head(found: translog.Head) -> dict[str, Any]:
    return {
        "size": found.size,
        "root": found.root.hex(),
        "signed_at": found.signed_at.isoformat(),
        "signature": found.signature.hex(),
    }


@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """Entries from place `start` on, at most `limit`; `next` is where to go on, null at the end for now."""
    start = _number(request, "start") or 0
    limit = number_of(request.GET.get("limit"), least=1, most=transparency.PAGE_LIMIT, default=_PAGE)
    found = transparency.entries(start=start, limit=limit)
    full = len(found) == limit
    return _answer({"entries": [_entry(one) for one in found], "next": start + limit if full else None}, finished=full)


def _entry(one: translog.Entry) -> dict[str, Any]:
    return {"sequence": one.sequence, "id": str(one.id), "body": one.body.decode()}


@require_safe
def inclusion(request: HttpRequest) -> HttpResponse:
    """The proof that an entry, named by `entry` (id) or `index` (place), stands in the log of `size` entries."""
    entry_id, index, size = parse_id(request.GET.get("entry", "")), _number(request, "index"), _number(request, "size")
    if entry_id is None and index is None:
        raise Invalid("Please name an entry: entry=ID or index=PLACE.", field="entry")
    proof = transparency.prove_inclusion(entry_id=entry_id, index=index, size=size)
    fields = {
        "entry": str(proof.entry.id),
        "index": proof.index,
        "size": proof.size,
        "leaf": proof.leaf.hex(),
        "path": [one.hex() for one in proof.path],
        "root": proof.root.hex(),
    }
    return _answer(fields, finished=size is not None)


@require_safe
def consistency(request: HttpRequest) -> HttpResponse:
    """The proof that the log of `second` entries begins with the log of `first`."""
    first, second = _number(request, "first"), _number(request, "second")
    if first is None:
        raise Invalid("Please give the smaller size: first=SIZE.", field="first")
    proof = transparency.prove_consistency(first=first, second=second)
    fields = {
        "first": proof.first,
        "first_root": proof.first_root.hex(),
        "second": proof.second,
        "second_root": proof.second_root.hex(),
        "path": [one.hex() for one in proof.path],
    }
    return _answer(fields, finished=second is not None)


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """Every decision as the site lists it, newest first, older than `max_id`; each names its entry in the log."""
    limit = number_of(request.GET.get("limit"), least=1, most=transparency.PAGE_LIMIT, default=_PAGE)
    found = integrity.public_decisions(limit=limit, max_id=parse_id(request.GET.get("max_id", "")))
    last = str(found[-1].id) if len(found) == limit else None
    return _answer({"decisions": [_decision(one) for one in found], "next_max_id": last})


def _decision(one: PublicDecision) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "log_entry": str(one.log_entry),
        "subject_kind": one.subject_kind,
        "policy": one.policy_version,
        "clause": one.clause_id,
        "clause_title": one.clause_title,
        "treatment": one.treatment.value,
        "factor": one.factor,
        "automated": one.automated,
        "at": one.created_at.isoformat(),
        "undone_at": one.undone_at.isoformat() if one.undone_at else None,
    }


def _number(request: HttpRequest, name: str) -> int | None:
    """A number of the address; None where it is not given. Raises Invalid for anything that is no number."""
    text = request.GET.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise Invalid(sentence("{name} must be a whole number.", name=name), field=name)
    return int(text)
