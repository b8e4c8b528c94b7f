"""A post of just now, as its author sees it: from what was written, without reading it all again."""

from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.graph.api import Surroundings
from folkmoot.domains.integrity.api import NO_TREATMENT, Treatments
from folkmoot.domains.posts.models import Post
from folkmoot.domains.posts.reading.loaded import Loaded, marks_of
from folkmoot.domains.posts.reading.present import present
from folkmoot.domains.posts.reading.rules import rule
from folkmoot.domains.posts.reading.words import Words
from folkmoot.domains.posts.sealed import SealedText
from folkmoot.domains.posts.types import Counts, PostView, Surface
from folkmoot.infra.text import direction
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Viewer


def fresh_view(
    viewer: Viewer,
    row: Post,
    said: SealedText,
    *,
    author: AccountView,
    acting: Treatments,
    mentioned: tuple[AccountView, ...],
) -> PostView:
    """What `access_post` would say of one's own post that has no poll, file, quote or group and no decision about it.

    `acting`: what is active on the author.
    """
    words = Words(said.title, said.text, said.html, said.warning, direction(said.text or said.title))
    if row.record_id is not None:
        words = Words(words.title, words.text, words.html, words.warning, words.direction, said)
    loaded = Loaded(
        viewer=viewer,
        rows={row.id: row},
        words={row.id: words},
        authors={author.id: author},
        around=Surroundings(viewer_id=viewer.account_id),
        mentions={row.id: mentioned},
        tags={row.id: said.tags},
        counts={row.id: Counts()},
        marks=marks_of(viewer, [row]) if row.thread_id != row.id else {},
        boosted=frozenset(),
        votes={},
        polls={},
        media={},
        treatments={account_ref(author.id): acting} if acting != NO_TREATMENT else {},
        filters=(),
        inside={},
        groups={},
    )
    return present(loaded, row, rule(loaded, row, Surface.PAGE, None))
