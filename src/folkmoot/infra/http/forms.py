"""Forms of pages: what was typed stays when a command refuses, and the refusal stands at its field."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from folkmoot.infra.http.statuses import status_of
from folkmoot.infra.words import said
from folkmoot.kernel.errors import FolkmootError, Invalid, NoRoom, RateLimited


class PageForm(forms.Form):
    """A form whose fields are called like the fields that a command names in its `Invalid`.

    Where they are not, `aliases` says which field shows the refusal.
    """

    aliases: ClassVar[dict[str, str]] = {}
    refusal: FolkmootError | None = None
    """What a command said last."""

    @contextmanager
    def refusals(self, *kinds: type[FolkmootError]) -> Iterator[None]:
        """Inside this block an `Invalid`, a limit or a lack of room (and each of `kinds`) becomes an error of the form
        instead of a page, so that nobody loses what they typed.
        """
        try:
            yield
        except FolkmootError as error:
            if not isinstance(error, (Invalid, RateLimited, NoRoom, *kinds)):
                raise
            self.refusal = error
            named = getattr(error, "field", "")
            field = self.aliases.get(named, named)
            self.add_error(field if field in self.fields else None, said(error.safe))

    @property
    def status(self) -> int:
        """The status of the page that shows this form."""
        if isinstance(self.refusal, RateLimited):
            return status_of(self.refusal)
        return 422 if self.is_bound and self.errors else 200

    def page(self, request: HttpRequest, template: str, context: Mapping[str, Any] | None = None) -> HttpResponse:
        """The page that shows this form as `form`, with its status; what was too often says when to come again."""
        response = render(request, template, {"form": self, **(context or {})}, status=self.status)
        return told_when(response, self.refusal)


def told_when(response: HttpResponse, refusal: FolkmootError | None) -> HttpResponse:
    """The response with Retry-After where the refusal is that it was too often (RFC 6585)."""
    if isinstance(refusal, RateLimited):
        response["Retry-After"] = str(refusal.retry_after)
    return response
