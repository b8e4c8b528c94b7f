"""Whether what the site answers can do harm in a browser: read with a parser, never by searching for texts."""

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from typing_extensions import override

from tests.hostile import MARK

_NEVER = frozenset({
    "iframe", "object", "embed", "applet", "frame", "style", "math", "foreignobject", "animate", "set", "use",
    "portal", "noscript", "template",
})  # fmt: skip
_OWN_ONLY = frozenset({"src", "action", "formaction", "poster", "hx-get", "hx-post", "hx-put", "hx-delete"})
_ADDRESSES = _OWN_ONLY | frozenset({"href", "xlink:href", "data", "ping", "cite", "background", "srcset"})
_BESIDE = {"base": "href", "meta": "http-equiv"}
"""What these may not say, besides."""
_SCHEMES = frozenset({"", "http", "https", "mailto"})
_ISOLATED = frozenset({"textarea", "title", "option"})
_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_OPENS, _ENDS = "\u202a\u202b\u2066\u2067\u2068", {"\u202c": "\u202a\u202b", "\u2069": "\u2066\u2067\u2068"}
_SCRIPT = re.compile(r"/static/[\w./-]+\.js(\?[\w=.-]*)?")


def problems_of(response: Any) -> list[str]:
    """What is wrong with an answer; empty where it is harmless."""
    found = list(_headers(response))
    kind = response.headers.get("Content-Type", "")
    if kind.startswith("text/html"):
        found += problems_in(response.content.decode())
    elif "xml" in kind:
        found += _feed(response.content)
    elif kind.startswith("text/csv"):
        found += [f"a cell begins like a formula: {one[:60]}" for one in _formulas(b"".join(response).decode())]
    return found


def problems_in(html: str) -> list[str]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.problems


class _Reader(HTMLParser):
    """Walks over a page. What this site writes itself keeps these rules: whatever breaks them came from elsewhere."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[str] = []
        self._open: list[str] = []
        self._isolates: list[bool] = []
        self._text: list[str] = []
        self._turned = ""

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_of_text()
        given = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            self._open.append(tag)
            self._isolates.append(tag == "bdi" or (tag != "html" and "dir" in given))
        if tag in _NEVER or _BESIDE.get(tag, "") in given or not _is_own_script(tag, given):
            self.problems.append(f"<{tag}> {given}")
        self.problems += [f"<{tag} {name}={value!r}>" for name, value in given.items() if _is_wrong(name, value)]

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        self._end_of_text()
        while self._open:
            self._turned = "" if self._isolates.pop() else self._turned
            if self._open.pop() == tag:
                return

    @override
    def handle_data(self, data: str) -> None:
        self._text.append(data)

    @override
    def handle_comment(self, data: str) -> None:
        if MARK in data:
            self.problems.append(f"a comment: {data[:80]}")

    @override
    def close(self) -> None:
        super().close()
        self._end_of_text()

    def _end_of_text(self) -> None:
        text, self._text = "".join(self._text), []
        if self._open and self._open[-1] == "script" and text.strip():
            self.problems.append(f"a script in the page: {text[:80]}")
        if text.strip() and self._turned:
            self.problems.append(f"{self._turned!r} turns the text behind it: {text.strip()[:60]!r}")
            self._turned = ""
        if not _ISOLATED.intersection(self._open[-1:]) and not is_closed(text):
            self._is_turned(text.strip()[:120])

    def _is_turned(self, text: str) -> None:
        """What leaves a direction open may stand alone in an element that keeps it to itself, and nowhere else."""
        if any(self._isolates):
            self._turned = text
        else:
            self.problems.append(f"turns the page around it, in <{self._open[-1:]}>: {text!r}")


def _is_own_script(tag: str, given: dict[str, str]) -> bool:
    """A script or a style sheet of this site; or something else."""
    if tag == "link" and "stylesheet" in given.get("rel", ""):
        return given.get("href", "").startswith("/static/")
    return tag != "script" or _SCRIPT.fullmatch(given.get("src", "")) is not None


def _is_wrong(name: str, value: str) -> bool:
    if name.startswith(("on", "hx-on", "data-hx-on", "hx-vals")) or name in {"style", "srcdoc"}:
        return True
    if name not in _ADDRESSES:
        return False
    bare = re.sub(r"[\x00-\x20]", "", value)
    try:
        scheme = urlsplit(bare).scheme.lower()
    except ValueError:
        return True
    if name == "src" and bare.startswith("data:image/png;base64,"):
        return False
    elsewhere = name in _OWN_ONLY and MARK in urlsplit(bare).netloc
    return elsewhere or scheme not in _SCHEMES or (name == "srcset" and "script:" in bare.lower())


def is_closed(text: str) -> bool:
    """Whether what turns the direction ends in the paragraph where it begins, and nothing is forced backwards."""
    return all(_line_is_closed(line) for line in text.split("\n"))


def _line_is_closed(line: str) -> bool:
    if "\u202d" in line or "\u202e" in line:
        return False
    depth: list[str] = []
    for letter in line:
        if letter in _OPENS:
            depth.append(letter)
        elif letter in _ENDS and not (depth and depth.pop() in _ENDS[letter]):
            return False
    return not depth


def _headers(response: Any) -> list[str]:
    found = [f"header {name}: {value}" for name, value in response.items() if "\n" in value or "\r" in value]
    found += [f"header {name}" for name in response.headers if MARK in name.lower()]
    found += [f"cookie {name}" for name in response.cookies if MARK in name]
    place = response.headers.get("Location", "/")
    if not place.startswith(("/", "?")) or place.startswith(("//", "/\\")):
        found.append(f"leads to {place}")
    return found


def _feed(content: bytes) -> list[str]:
    """Well-formed, and the HTML that it carries is harmless, too."""
    try:
        tree = ET.fromstring(content)  # noqa: S314 - our own answer
    except ET.ParseError as error:
        return [f"no XML: {error}"]
    return [found for node in tree.iter("description") for found in problems_in(node.text or "")]


def _formulas(text: str) -> list[str]:
    """Cells that a spreadsheet would run."""
    return re.findall(r'(?:^|,)"?([=@+\t\r-](?![0-9.]+(?:,|"|$))[^,"]*)', text, re.MULTILINE)
