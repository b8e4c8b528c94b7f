"""Forms of pages: what was typed stays when a command refuses, and the refusal stands at its field."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from django import forms

from folkmoot.kernel.errors import FolkmootError, Invalid


class PageForm(forms.Form):
    """A form whose fields are called like the fields that a command names in its `Invalid`.

    Where they are not, `aliases` says which field shows the refusal.
    """

    aliases: ClassVar[dict[str, str]] = {}

    @contextmanager
    def refusals(self, *kinds: type[FolkmootError]) -> Iterator[None]:
        """Inside this block an `Invalid` (and each of `kinds`) becomes an error of the form instead of a page."""
        try:
            yield
        except FolkmootError as error:
            if not isinstance(error, (Invalid, *kinds)):
                raise
            named = getattr(error, "field", "")
            field = self.aliases.get(named, named)
            self.add_error(field if field in self.fields else None, error.safe)

    @property
    def status(self) -> int:
        """The status of the page that shows this form."""
        return 422 if self.is_bound and self.errors else 200
