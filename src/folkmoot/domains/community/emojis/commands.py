"""Operators add, change and remove emojis."""

from io import BytesIO
from typing import BinaryIO

from folkmoot.domains.community.emojis import pictures, queries
from folkmoot.domains.community.events import EmojisChanged
from folkmoot.domains.community.models import CustomEmoji as Row
from folkmoot.domains.community.types import CustomEmoji, EmojiPicture
from folkmoot.infra.audit.api import record
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.storage import api as storage
from folkmoot.infra.text import clean_text
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, Invalid, NotFound
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

MOST_EMOJIS = 2000
LONGEST_CATEGORY = 60
LABEL = "emoji"


def add_emoji(viewer: Viewer, *, shortcode: str, file: BinaryIO, category: str = "") -> CustomEmoji:
    """Add a picture for `:shortcode:` (2 to 30 letters of English, digits and _). Operators only.

    The picture is made anew: at most 128 pixels on each side and 50 KB. Raises Conflict for a shortcode that is
    taken, Invalid with the field "shortcode", "category" or "file".
    """
    actor_id = viewer.require_operator()
    code, group = _checked_code(shortcode), _checked_category(category)
    _refuse_taken(code)
    row = _stored(pictures.make(file), code, group)
    try:
        with atomic_write():
            _refuse_taken(code)
            _refuse_full()
            row.save(force_insert=True)
            record(actor_id, "emoji.add", f"emoji:{row.id}")
            publish(EmojisChanged(row.id))
    except BaseException:
        storage.delete([row.key, row.still_key])
        raise
    queries.refresh()
    return queries.view_of(row)


def change_emoji(
    viewer: Viewer,
    *,
    emoji_id: int,
    category: str | None = None,
    shown: bool | None = None,
    shortcode: str | None = None,
) -> CustomEmoji:
    """Change what is given. Not `shown`: pickers leave it out, and posts that have it still show it.

    A new shortcode leaves the old one as plain text where it was written. Operators only. Raises NotFound, Conflict
    and Invalid like `add_emoji`.
    """
    actor_id = viewer.require_operator()
    changes: dict[str, str | bool] = {}
    if category is not None:
        changes["category"] = _checked_category(category)
    if shown is not None:
        changes["shown"] = shown
    if shortcode is not None:
        changes["shortcode"] = _checked_code(shortcode)
    with atomic_write():
        row = _held(emoji_id)
        if changes.get("shortcode", row.shortcode) != row.shortcode:
            _refuse_taken(str(changes["shortcode"]))
        for name, value in changes.items():
            setattr(row, name, value)
        row.changed_at = clock.now()
        row.save()
        record(actor_id, "emoji.change", f"emoji:{row.id}", fields=sorted(changes))
        publish(EmojisChanged(row.id))
    queries.refresh()
    return queries.view_of(row)


def remove_emoji(viewer: Viewer, *, emoji_id: int) -> None:
    """Take an emoji away: it stands as `:shortcode:` again wherever it was written. Operators only. Raises NotFound.

    Its files go with the next sweep of media, a day old at the least.
    """
    actor_id = viewer.require_operator()
    with atomic_write():
        row = _held(emoji_id)
        row.delete()
        record(actor_id, "emoji.remove", f"emoji:{emoji_id}")
        publish(EmojisChanged(emoji_id))
    queries.refresh()


def _held(emoji_id: int) -> Row:
    row = Row.objects.select_for_update().filter(id=emoji_id).first()
    if row is None:
        raise NotFound("no such emoji")
    return row


def _checked_code(shortcode: str) -> str:
    code = shortcode.strip().strip(":")
    if not queries.SHORTCODE.fullmatch(code):
        raise Invalid("A shortcode has 2 to 30 letters of A to Z, digits and underscores.", field="shortcode")
    return code


def _checked_category(category: str) -> str:
    return clean_text(category.strip(), limit=LONGEST_CATEGORY, field="category")


def _refuse_taken(code: str) -> None:
    if Row.objects.filter(shortcode=code).exists():
        raise Conflict("shortcode taken", safe=sentence("There is an emoji :{code}: already.", code=code))


def _refuse_full() -> None:
    if Row.objects.count() >= MOST_EMOJIS:
        raise Invalid(sentence("There is room for {count} emojis.", count=MOST_EMOJIS), field="shortcode")


def _stored(made: EmojiPicture, code: str, category: str) -> Row:
    still = _keep(made.still, made.still_extension)
    try:
        moving = still if made.moving == made.still else _keep(made.moving, made.moving_extension)
    except BaseException:
        storage.delete([still])
        raise
    return Row(id=new_id(), shortcode=code, category=category, key=moving, still_key=still, changed_at=clock.now())


def _keep(content: bytes, extension: str) -> str:
    return storage.save(BytesIO(content), extension=extension, most=len(content), label=LABEL)
