"""Whom the texts of these tests mention, and how a reader finds a tag."""

from urllib.parse import quote

from folkmoot.infra.text import MentionName, MentionTarget, render_article, render_post

MENTIONS = {
    MentionName("ben"): MentionTarget("ben", "https://town.example/@ben"),
    MentionName("carla", "far.example"): MentionTarget("carla@far.example", "https://far.example/@carla"),
}
BEN = '<span class="h-card"><a href="https://town.example/@ben" class="u-url mention">@<span>ben</span></a></span>'
CARLA = (
    '<span class="h-card"><a href="https://far.example/@carla" class="u-url mention">'
    "@<span>carla@far.example</span></a></span>"
)
OUTWARD = 'rel="nofollow noopener noreferrer" target="_blank"'


def tag_url(tag: str) -> str:
    return f"/tags/{quote(tag)}"


def post(text: str) -> str:
    return render_post(text, mentions=MENTIONS, tag_url=tag_url)


def article(source: str) -> str:
    return render_article(source, mentions=MENTIONS, tag_url=tag_url)


def tag(word: str, found_by: str) -> str:
    return f'<a href="{tag_url(found_by)}" class="mention hashtag" rel="tag">#<span>{word}</span></a>'
