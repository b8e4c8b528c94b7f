"""What stands in the head of a page for other sites: description, preview, canonical address, feeds."""

from dataclasses import dataclass

from django import template
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.community import api as community
from folkmoot.domains.media import api as media
from folkmoot.domains.media.api import MediaKind, MediaView
from folkmoot.domains.posts.api import PostView
from folkmoot.edges.web.sharing import shown
from folkmoot.edges.web.sharing.shown import absolute

register = template.Library()


@dataclass(frozen=True, slots=True)
class Preview:
    """`feed` and `oembed` are (title, address); `telling` False: only the canonical address, for nobody's index."""

    canonical: str
    kind: str = "website"
    title: str = ""
    description: str = ""
    site: str = ""
    picture: MediaView | None = None
    picture_url: str = ""
    published: str = ""
    author: str = ""
    handle: str = ""
    feed: tuple[str, str] | None = None
    oembed: tuple[str, str] | None = None
    index: bool = True
    telling: bool = True

    @property
    def card(self) -> str:
        return "summary_large_image" if self.picture else "summary"


@register.inclusion_tag("sharing/meta.html")
def post_preview(post: PostView) -> dict[str, Preview]:
    """The head of a post's page."""
    address, author = shown.address(post), post.author
    if not shown.tellable(post):
        return {"preview": Preview(canonical=address, index=False, telling=False)}
    pictures = [file for file in shown.files(post) if file.kind is MediaKind.IMAGE]
    title, picture = shown.title(post), pictures[0] if pictures else None
    preview = Preview(
        canonical=address,
        kind="article",
        title=title,
        description=shown.description(post),
        site=community.settings().name,
        picture=picture,
        picture_url=shown.file_address(picture) if picture else _face(author),
        published=post.created_at.isoformat(),
        author=shown.home_of(author),
        feed=_feed_of(author),
        oembed=(title, f"{absolute('/api/oembed')}?{urlencode({'url': address})}"),
        index=author.indexable,
    )
    return {"preview": preview}


@register.inclusion_tag("sharing/meta.html")
def profile_preview(account: AccountView) -> dict[str, Preview]:
    """The head of a profile."""
    preview = Preview(
        canonical=shown.home_of(account),
        kind="profile",
        title=f"{account.name} (@{account.acct})",
        description=Truncator(" ".join(account.bio.split())).chars(200),
        site=community.settings().name,
        picture_url=_face(account),
        handle=account.acct,
        feed=_feed_of(account),
        index=account.indexable,
    )
    return {"preview": preview}


@register.inclusion_tag("sharing/meta.html")
def tag_preview(tag: str) -> dict[str, Preview]:
    """The head of a tag's page."""
    path = f"/tags/{urlencode({'': tag})[1:]}"
    preview = Preview(
        canonical=absolute(path),
        title=f"#{tag}",
        description=_("Public posts with #%(tag)s") % {"tag": tag},
        site=community.settings().name,
        feed=(f"#{tag}", absolute(f"{path}.rss")),
    )
    return {"preview": preview}


@register.inclusion_tag("sharing/meta.html")
def site_preview() -> dict[str, Preview]:
    """The head of the first page."""
    settings = community.settings()
    about = Truncator(settings.description).chars(200)
    return {"preview": Preview(canonical=absolute("/"), title=settings.name, description=about, site=settings.name)}


def _face(account: AccountView) -> str:
    return absolute(media.public_address(account.avatar_key)) if account.avatar_key else ""


def _feed_of(account: AccountView) -> tuple[str, str] | None:
    """Nobody follows an account that asks who may, without asking."""
    if account.locked or not account.local:
        return None
    return account.name, f"{shown.home_of(account)}.rss"
