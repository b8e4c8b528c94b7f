from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from folkmoot.domains.community import api as community
from folkmoot.domains.media import api as media
from folkmoot.infra.storage import api as storage
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tests import cast


def picture(size: int = 300, *, frames: int = 1, form: str = "PNG") -> BytesIO:
    stills = [Image.new("RGBA", (size, size), (number * 40, 90, 200, 255)) for number in range(frames)]
    out = BytesIO()
    if frames == 1:
        stills[0].save(out, form)
    else:
        stills[0].save(out, form, save_all=True, append_images=stills[1:], duration=100)
    out.seek(0)
    return out


def test_an_operator_adds_an_emoji_that_is_made_anew() -> None:
    added = community.add_emoji(cast.olga().viewer, shortcode=":blobcat:", file=picture(), category=" Cats ")
    assert (added.shortcode, added.category, added.shown) == ("blobcat", "Cats", True)
    assert community.custom_emojis() == (added,)
    file = media.open_file(added.key)
    assert (file.mime, file.public) == ("image/png", True)
    with Image.open(file.path) as kept:
        assert kept.size == (128, 128)
    assert added.still_key == added.key


def test_what_moves_is_kept_beside_a_still_picture() -> None:
    added = community.add_emoji(cast.olga().viewer, shortcode="party", file=picture(64, frames=4, form="GIF"))
    assert media.open_file(added.key).mime == "image/webp"
    assert media.open_file(added.still_key).mime == "image/png"


def test_a_shortcode_is_taken_once_and_only_operators_add() -> None:
    community.add_emoji(cast.olga().viewer, shortcode="blobcat", file=picture())
    with pytest.raises(Conflict, match="shortcode taken"):
        community.add_emoji(cast.olga().viewer, shortcode="blobcat", file=picture())
    with pytest.raises(Forbidden):
        community.add_emoji(cast.mo().viewer, shortcode="other", file=picture())
    assert [emoji.shortcode for emoji in community.custom_emojis()] == ["blobcat"]


@pytest.mark.parametrize(
    ("shortcode", "file", "field"),
    [
        ("a", picture(), "shortcode"),
        ("no spaces", picture(), "shortcode"),
        ("fine", BytesIO(b"no picture at all"), "file"),
        ("fine", BytesIO(picture().getvalue() + b"\0" * 256 * 1024), "file"),
    ],
)
def test_what_cannot_be_an_emoji_is_refused(shortcode: str, file: BytesIO, field: str) -> None:
    before = set(storage.root().glob("??/??/*"))
    with pytest.raises(Invalid) as refused:
        community.add_emoji(cast.olga().viewer, shortcode=shortcode, file=file)
    assert refused.value.field == field
    assert community.custom_emojis() == ()
    assert set(storage.root().glob("??/??/*")) == before


def test_an_emoji_is_renamed_put_away_and_removed() -> None:
    viewer = cast.olga().viewer
    added = community.add_emoji(viewer, shortcode="blobcat", file=picture())
    community.change_emoji(viewer, emoji_id=added.id, category="Cats", shown=False, shortcode="cat")
    (changed,) = community.custom_emojis()
    assert (changed.shortcode, changed.category, changed.shown) == ("cat", "Cats", False)
    community.remove_emoji(viewer, emoji_id=added.id)
    assert community.custom_emojis() == ()
    with pytest.raises(NotFound):
        community.remove_emoji(viewer, emoji_id=added.id)


def test_a_new_name_that_is_taken_changes_nothing() -> None:
    viewer = cast.olga().viewer
    first = community.add_emoji(viewer, shortcode="blobcat", file=picture())
    community.add_emoji(viewer, shortcode="party", file=picture())
    with pytest.raises(Conflict):
        community.change_emoji(viewer, emoji_id=first.id, shortcode="party", shown=False)
    assert [(emoji.shortcode, emoji.shown) for emoji in community.custom_emojis()] == [
        ("blobcat", True),
        ("party", True),
    ]


def test_emojis_are_found_where_they_stand_alone_between_colons() -> None:
    community.add_emoji(cast.olga().viewer, shortcode="blobcat", file=picture())
    for text in (":blobcat:", "<p>hello :blobcat:</p>", ":blobcat: :blobcat:", "(:blobcat:)"):
        assert [emoji.shortcode for emoji in community.emojis_in(text)] == ["blobcat"], text
    for text in ("blobcat", "x:blobcat:", ":blobcat:x", ":nothing:", "::blobcat::"):
        assert community.emojis_in(text) == (), text


def test_pictures_of_emojis_stay_while_they_are_used(clock: FrozenClock, drain: Callable[[], None]) -> None:
    viewer = cast.olga().viewer
    added = community.add_emoji(viewer, shortcode="blobcat", file=picture())
    clock.advance(timedelta(days=400))
    media.sweep()
    assert media.open_file(added.key).public
    community.remove_emoji(viewer, emoji_id=added.id)
    clock.advance(timedelta(days=400))
    media.sweep()
    drain()
    with pytest.raises(NotFound):
        media.open_file(added.key)
