"""The forms of a page, found in its HTML: where they go, what they ask for, and what fits there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Tag

TYPED = frozenset(
    ["text", "textarea", "search", "url", "email", "tel", "password", "number", "date", "datetime-local", "time"]
)
_FITTING = {
    "url": "https://town.example/",
    "email": "nina@example.org",
    "number": "3",
    "date": "2026-03-02",
    "datetime-local": "2026-03-02T12:00",
    "time": "12:00",
    "password": "correct horse battery",
}
_SECRET = "csrfmiddlewaretoken"


@dataclass(frozen=True, slots=True)
class Field:
    """`kind` is the type of an input, or textarea, select, button. `values`: what it holds, or offers."""

    name: str
    kind: str
    values: tuple[str, ...] = ()
    required: bool = False

    @property
    def typed(self) -> bool:
        """Whether a person types into it."""
        return self.kind in TYPED

    @property
    def fitting(self) -> list[str]:
        """What somebody would send who means well."""
        if self.kind == "select" or not self.typed:
            return list(self.values)
        held = "".join(self.values)
        return [held or _FITTING.get(self.kind, "Rowing on Sunday") if self.required or held else ""]


@dataclass(frozen=True, slots=True)
class PageForm:
    """`action` is a path with its query. `button`: the one that is pressed."""

    action: str
    method: str
    fields: tuple[Field, ...] = field(default=())

    @property
    def key(self) -> tuple[str, str, frozenset[str]]:
        """The same for two forms that differ in what they are about only."""
        route = "".join("#" if letter.isdigit() else letter for letter in self.action.partition("?")[0])
        pressed = {f"{one.name}={''.join(one.values)}" for one in self.fields if one.kind == "button"}
        return self.method, route.replace("##", "#"), frozenset({one.name for one in self.fields} | pressed)

    def filled(self, name: str = "", text: str = "") -> dict[str, Any]:
        """What would be sent, with `text` in the field called `name`."""
        sent: dict[str, Any] = {}
        for one in self.fields:
            if one.kind != "file" and one.fitting:
                sent.setdefault(one.name, []).extend(one.fitting)
        return sent | ({name: [text]} if name else {})


def forms_of(html: str, path: str) -> Iterator[PageForm]:
    """Each form of the page at `path`, once for each of its buttons."""
    page = BeautifulSoup(html, "html.parser")
    for found in page.find_all("form"):
        action, method = str(found.get("action") or path), str(found.get("method") or "get").lower()
        named = str(found.get("id") or "-")
        parts = [*found.find_all(_IS_FIELD), *page.find_all(_IS_FIELD, attrs={"form": named})]
        fields = [one for part in parts if (one := _field(part)) is not None]
        buttons: list[tuple[Field, ...]] = [(one,) for one in fields if one.kind == "button"] or [()]
        others = _grouped(one for one in fields if one.kind != "button")
        for button in buttons:
            yield PageForm(action, method, (*others, *button))


_IS_FIELD = ["input", "textarea", "select", "button"]


def _field(part: Tag) -> Field | None:
    name, kind = str(part.get("name") or ""), str(part.get("type") or "text").lower()
    if not name or name == _SECRET or part.has_attr("disabled"):
        return None
    required = part.has_attr("required")
    value = str(part.get("value") or "")
    if part.name == "textarea":
        return Field(name, "textarea", (part.get_text().removeprefix("\n"),), required)
    if part.name == "select":
        return Field(name, "select", _chosen(part))
    if part.name == "button" or kind == "submit":
        return Field(name, "button", (value,))
    if kind in {"checkbox", "radio"}:
        return Field(name, kind, (value or "on",) if part.has_attr("checked") else ())
    return Field(name, kind, (value,), required)


def _chosen(part: Tag) -> tuple[str, ...]:
    options = [*part.find_all("option")]
    chosen = [one for one in options if one.has_attr("selected")] or options[:1]
    return tuple(str(one.get("value") if one.has_attr("value") else one.get_text()) for one in chosen)


def _grouped(fields: Iterator[Field]) -> list[Field]:
    """Radio buttons and ticks of one name as one field."""
    found: dict[tuple[str, str], Field] = {}
    kept: list[Field] = []
    for one in fields:
        if one.kind not in {"checkbox", "radio"}:
            kept.append(one)
            continue
        before = found.get((one.name, one.kind), Field(one.name, one.kind))
        found[one.name, one.kind] = Field(one.name, one.kind, before.values + one.values)
    return [*kept, *found.values()]
