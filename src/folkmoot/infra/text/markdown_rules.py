"""Our additions to Markdown's inline rules: `==highlight==`, and addresses that no other sign may cut up."""

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from folkmoot.infra.text import scanning

ADDRESS = "address"
_EQUALS = ord("=")
_HTTP, _HTTPS = "http", "https"


def add_to(markdown: MarkdownIt) -> None:
    markdown.inline.ruler.after("escape", "address", _address)
    markdown.inline.ruler.before("emphasis", "mark", _mark_signs)
    markdown.inline.ruler2.before("emphasis", "mark", _mark_pairs)
    markdown.validateLink = _is_web_address  # type: ignore[method-assign]  # the library's own way to set it


def _is_web_address(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))


def _address(state: StateInline, silent: bool) -> bool:
    """Called at a colon: the scheme already lies in `pending`, as text."""
    if state.src[state.pos : state.pos + 3] != "://" or state.linkLevel:
        return False
    before = state.src[max(0, state.pos - len(_HTTPS)) : state.pos].lower()
    scheme = _HTTPS if before.endswith(_HTTPS) else _HTTP
    start = state.pos - len(scheme)
    if not before.endswith(scheme) or not scanning.may_begin_at(state.src, start):
        return False
    return _take_address(state, start, silent=silent)


def _take_address(state: StateInline, start: int, *, silent: bool) -> bool:
    taken = state.env.setdefault("addresses", {})
    if start not in taken and len(taken) >= scanning.MOST_LINKS:
        return False
    scheme = state.src[start : state.pos]
    link = scanning.link_at(state.src[: state.posMax], start)
    taken[start] = True
    if link is None or not (silent or state.pending.endswith(scheme)):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme)]
        state.push(ADDRESS, "", 0).content = link.raw
    state.pos = start + len(link.raw)
    return True


def _mark_signs(state: StateInline, silent: bool) -> bool:
    """Note each `==` as a possible begin or end; pairs are found together with those of emphasis."""
    if silent or state.src[state.pos] != "=":
        return False
    run = state.scanDelims(state.pos, True)
    if run.length < 2:  # noqa: PLR2004 - the sign is two characters
        return False
    if run.length % 2:
        state.push("text", "", 0).content = "="
    for _ in range(run.length // 2):
        state.push("text", "", 0).content = "=="
        state.delimiters.append(
            Delimiter(
                marker=_EQUALS,
                length=0,
                token=len(state.tokens) - 1,
                end=-1,
                open=run.can_open,
                close=run.can_close,
            )
        )
    state.pos += run.length
    return True


def _mark_pairs(state: StateInline) -> None:
    _make_marks(state.tokens, state.delimiters)
    for meta in state.tokens_meta:
        if meta:
            _make_marks(state.tokens, meta.get("delimiters", []))


def _make_marks(tokens: list[Token], delimiters: list[Delimiter]) -> None:
    for begin in delimiters:
        if begin.marker == _EQUALS and begin.end >= 0:
            _turn(tokens[begin.token], "mark_open", 1)
            _turn(tokens[delimiters[begin.end].token], "mark_close", -1)


def _turn(token: Token, kind: str, nesting: int) -> None:
    token.type, token.tag, token.content = kind, "mark", ""
    token.nesting = 1 if nesting > 0 else -1
