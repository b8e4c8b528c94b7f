"""How clients walk on: the Link header (RFC 8288)."""

from urllib.parse import urlencode

from django.http import HttpRequest

from folkmoot.infra.config import current

_WALKED = frozenset({"max_id", "min_id", "since_id"})


def link_header(request: HttpRequest, next_max_id: int | None, prev_min_id: int | None) -> str:
    """Where the list goes on, older and newer; "" where it does not."""
    ends = (("next", "max_id", next_max_id), ("prev", "min_id", prev_min_id))
    return ", ".join(f'<{_address(request, name, bound)}>; rel="{rel}"' for rel, name, bound in ends if bound)


def _address(request: HttpRequest, name: str, bound: int) -> str:
    kept = [(key, value) for key, values in request.GET.lists() if key not in _WALKED for value in values]
    return f"{current().public_origin}{request.path}?{urlencode([*kept, (name, str(bound))])}"
