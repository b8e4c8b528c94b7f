"""Custom emojis: which of them a text has, without a query."""

from folkmoot.domains.community import api as community
from folkmoot.domains.community.api import CustomEmoji
from folkmoot.domains.media import api as media
from folkmoot.edges.mastodon.present.addresses import absolute
from folkmoot.edges.mastodon.wire.accounts import Emoji


def emoji(view: CustomEmoji) -> Emoji:
    return Emoji(
        shortcode=view.shortcode,
        url=absolute(media.public_address(view.key)),
        static_url=absolute(media.public_address(view.still_key)),
        visible_in_picker=view.shown,
        category=view.category or None,
    )


def emojis_in(*texts: str) -> list[Emoji]:
    """Those that are written in texts, plain or HTML."""
    return [emoji(view) for view in community.emojis_in(*texts)]
