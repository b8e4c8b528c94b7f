"""Texts that stand alone: the bio of a profile, the pages of a site. Nobody is mentioned by them."""

from folkmoot.infra.text.articles import render_article
from folkmoot.infra.text.short import render_post


def tag_path(tag: str) -> str:
    """The address of a hashtag's page on this site."""
    return f"/tags/{tag}"


def render_plain(text: str) -> str:
    """A few lines with links and hashtags."""
    return render_post(text, mentions={}, tag_url=tag_path)


def render_document(source: str) -> str:
    """A page in the Markdown of articles."""
    return render_article(source, mentions={}, tag_url=tag_path)
