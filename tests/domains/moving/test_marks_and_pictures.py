"""What one liked, carried on, pinned and looks like comes along, as far as it is here."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import ProfileChange
from folkmoot.domains.media import api as media
from folkmoot.domains.media.api import ProfilePicture
from folkmoot.domains.moving import api as moving
from folkmoot.domains.moving.api import Part
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, PostKind, Visibility
from folkmoot.infra.storage import api as storage
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.pages import PageRequest
from tests import cast
from tests.cast import Person
from tests.domains.moving.test_export import archive_of, read
from tests.domains.moving.things import picture

Drain = Callable[[], None]


def bring(person: Person, archive: ZipFile, drain: Drain) -> int:
    assert archive.fp is not None
    archive.fp.seek(0)
    arrival_id = moving.receive(person.viewer, file=BytesIO(archive.fp.read()), name="folkmoot.zip")
    moving.take_in(person.viewer, arrival_id=arrival_id, parts=list(Part))
    drain()
    return arrival_id


def test_pictures_pins_boosts_and_favourites_come_along_and_nobody_is_told(clock: FrozenClock, drain: Drain) -> None:
    """Of Ben's post, which is here, and of Ana's own one, which the import makes anew; a post of elsewhere is named."""
    ana, ben, gita = cast.ana(), cast.ben(), cast.gita()
    theirs = posts.publish(ben.viewer, draft=PostDraft(text="Of Ben"))
    own = posts.publish(ana.viewer, draft=PostDraft(text="Of Ana"))
    clock.advance(timedelta(hours=1))
    for post in (theirs, own):
        posts.favourite(ana.viewer, post_id=post.id)
        posts.boost(ana.viewer, post_id=post.id, visibility=Visibility.UNLISTED)
    posts.pin(ana.viewer, post_id=own.id)
    keys = [
        media.upload_profile_picture(ana.viewer, file=picture(), kind=kind, account_id=ana.id)
        for kind in (ProfilePicture.AVATAR, ProfilePicture.HEADER)
    ]
    accounts.edit_profile(ana.viewer, change=ProfileChange(avatar_key=keys[0], header_key=keys[1]))
    drain()
    told = notifications.unread_count(ben.viewer)
    archive = archive_of(ana, drain)
    assert {"avatar.webp", "header.webp"} <= set(archive.namelist())
    assert read(archive, "actor.json")["icon"] == {"type": "Image", "mediaType": "image/webp", "url": "avatar.webp"}
    clock.advance(timedelta(days=1))
    arrival_id = bring(gita, archive, drain)
    assert moving.left_out(gita.viewer, arrival_id) == ()
    moved = accounts.access_account(gita.viewer, gita.id)
    assert all(storage.path(key).is_file() for key in (moved.avatar_key, moved.header_key))
    assert not {moved.avatar_key, moved.header_key} & set(keys)
    anew = next(post for _, post in posts.written_by(gita.viewer, after=0, limit=9) if post.text == "Of Ana")
    assert anew.own.pinned
    assert {one.id for one in posts.favourites(gita.viewer, PageRequest()).items} == {theirs.id, anew.id}
    boosts = [post for _, post in posts.written_by(gita.viewer, after=0, limit=9) if post.kind is PostKind.BOOST]
    assert {(one.shown.id, one.visibility, one.created_at) for one in boosts} == {
        (one, Visibility.UNLISTED, theirs.created_at + timedelta(hours=1)) for one in (theirs.id, anew.id)
    }
    again = posts.access_post(ben.viewer, theirs.id)
    assert (again.counts.favourites, again.counts.boosts) == (2, 2)
    assert notifications.unread_count(ben.viewer) == told


def test_brought_again_no_count_grows(clock: FrozenClock, drain: Drain) -> None:
    ana, ben, gita = cast.ana(), cast.ben(), cast.gita()
    theirs = posts.publish(ben.viewer, draft=PostDraft(text="Of Ben"))
    posts.favourite(ana.viewer, post_id=theirs.id)
    posts.boost(ana.viewer, post_id=theirs.id)
    archive = archive_of(ana, drain)
    for _ in range(2):
        bring(gita, archive, drain)
    after = posts.access_post(ben.viewer, theirs.id)
    assert (after.counts.favourites, after.counts.boosts) == (2, 2)
