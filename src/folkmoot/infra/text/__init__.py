"""Text as people write it, cleaned and rendered."""

from html import escape


def clean_text(raw: str, *, limit: int, field: str) -> str:
    return raw.strip()[:limit]


def render_plain(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def render_document(text: str) -> str:
    return render_plain(text)
