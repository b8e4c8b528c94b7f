"""The words of posts: from the row of a public one, from the vault for the rest."""

from collections.abc import Iterable
from dataclasses import dataclass

from folkmoot.domains.posts import sealed
from folkmoot.domains.posts.models import Post
from folkmoot.domains.posts.sealed import SealedText
from folkmoot.domains.posts.types import Visibility
from folkmoot.domains.residency import api as residency
from folkmoot.infra.text import direction
from folkmoot.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Words:
    """`sealed` only for posts of the vault; such a post without Words cannot be read by this viewer."""

    title: str
    text: str
    html: str
    warning: str
    direction: str
    sealed: SealedText | None = None


def load_words(viewer: Viewer, rows: Iterable[Post]) -> dict[int, Words]:
    """By post id; at most a handful of queries for all of them."""
    found = list(rows)
    opened = _opened(viewer, [row for row in found if row.record_id is not None])
    words: dict[int, Words] = {}
    for row in found:
        if row.record_id is None:
            words[row.id] = Words(row.title, row.text, row.html, row.warning, direction(row.text or row.title))
        elif (text := opened.get(row.record_id)) is not None:
            way = direction(text.text or text.title)
            words[row.id] = Words(text.title, text.text, text.html, text.warning, way, text)
    return words


def _opened(viewer: Viewer, rows: list[Post]) -> dict[int, SealedText]:
    """Direct posts open with the viewer's own key only, the others with their author's."""
    direct = [row.record_id for row in rows if row.visibility == Visibility.DIRECT and row.record_id]
    others = [row.record_id for row in rows if row.visibility != Visibility.DIRECT and row.record_id]
    records = residency.records.get(others)
    if viewer.account_id is not None:
        records |= residency.records.get_shared(direct, viewer.account_id)
    decoded = {key: sealed.decode(record) for key, record in records.items()}
    return {key: text for key, text in decoded.items() if text is not None}
