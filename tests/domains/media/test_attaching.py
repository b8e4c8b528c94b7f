from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountErased
from folkmoot.domains.media import api as media
from folkmoot.domains.media.models import Media, ProfileFile
from folkmoot.infra import worker
from folkmoot.infra.audit import api as audit
from folkmoot.infra.storage import api as storage
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, Invalid, NotFound
from folkmoot.kernel.refs import post_ref
from folkmoot.kernel.viewer import NOBODY, Viewer
from tests.domains.media.samples import ANA, BEN, encoded, mp4, picture, upload

pytestmark = pytest.mark.django_db(databases="__all__")
POST, OTHER_POST = 77, 78
AVATAR = media.ProfilePicture.AVATAR


def test_attached_in_the_order_given() -> None:
    first, second = upload(description="one"), upload(description="two")
    media.attach(ANA, media_ids=[second.id, first.id], post_id=POST, public=True)
    found = media.of_posts([POST, OTHER_POST])
    assert list(found) == [POST]
    assert [(view.id, view.description, view.public, view.post_id) for view in found[POST]] == [
        (second.id, "two", True, POST),
        (first.id, "one", True, POST),
    ]
    assert audit.of_subject(post_ref(POST))[0].detail == {"media_ids": [second.id, first.id]}


def test_descriptions_leave_when_a_post_is_not_public() -> None:
    one = upload(description="our garden")
    assert media.views([one.id])[one.id].description == "our garden"
    media.attach(ANA, media_ids=[one.id], post_id=POST, public=False)
    assert Media.objects.get().description == ""
    assert media.of_posts([POST])[POST][0].public is False


def test_detach_descriptions() -> None:
    one, two = upload(description="our garden"), upload()
    assert media.detach_descriptions([one.id, two.id]) == {one.id: "our garden"}
    assert media.detach_descriptions([one.id, two.id]) == {}
    assert media.views([one.id])[one.id].description == ""


@pytest.mark.parametrize("whose", ["ben's", "unknown"])
def test_only_own_media(whose: str) -> None:
    own, other = upload(), upload(BEN).id if whose == "ben's" else 5
    with pytest.raises(Invalid) as refused:
        media.attach(ANA, media_ids=[own.id, other], post_id=POST, public=True)
    assert (refused.value.safe, refused.value.field) == (
        "One of the files is not there any more. Please add it again.",
        "media",
    )
    assert media.of_posts([POST]) == {}


def test_not_twice() -> None:
    one = upload()
    media.attach(ANA, media_ids=[one.id], post_id=POST, public=True)
    for ids, sentence in (
        ([one.id], "One of the files is part of another post already. Please add it again."),
        ([one.id, one.id], "The same file was added twice."),
    ):
        with pytest.raises(Invalid) as refused:
            media.attach(ANA, media_ids=ids, post_id=OTHER_POST, public=True)
        assert refused.value.safe == sentence
    assert media.of_posts([OTHER_POST]) == {}


def test_an_edit_replaces() -> None:
    one, two, three = upload(), upload(), upload()
    media.attach(ANA, media_ids=[one.id, two.id], post_id=POST, public=True)
    media.replace_attachments(ANA, media_ids=[three.id, two.id], post_id=POST, public=True)
    assert [view.id for view in media.of_posts([POST])[POST]] == [three.id, two.id]
    worker.drain()
    assert not storage.path(one.original_key).exists()
    assert storage.path(two.original_key).exists()


def test_update_before_attaching() -> None:
    one = upload(description="old")
    view = media.update(ANA, media_id=one.id, description="new", focus=(1, -1))
    assert (view.description, view.focus) == ("new", (1.0, -1.0))
    with pytest.raises(NotFound):
        media.update(BEN, media_id=one.id, description="mine")
    media.attach(ANA, media_ids=[one.id], post_id=POST, public=True)
    with pytest.raises(Conflict) as refused:
        media.update(ANA, media_id=one.id, description="late")
    assert refused.value.safe == "This is part of a post already. Please edit the post instead."
    assert media.views([one.id])[one.id].description == "new"


def test_access() -> None:
    one, two = upload(), upload()
    assert media.access_media(ANA, one.id).id == one.id
    for viewer in (BEN, NOBODY):
        with pytest.raises(NotFound):
            media.access_media(viewer, one.id)
    media.attach(ANA, media_ids=[one.id], post_id=POST, public=True)
    media.attach(ANA, media_ids=[two.id], post_id=OTHER_POST, public=False)
    assert media.access_media(NOBODY, one.id).id == one.id
    with pytest.raises(NotFound):
        media.access_media(BEN, two.id)


def test_bulk_reads_take_one_query() -> None:
    ids = [upload().id for _ in range(5)]
    for post_id, media_id in enumerate(ids, start=1):
        media.attach(ANA, media_ids=[media_id], post_id=post_id, public=True)
    for some in (1, 5):
        with CaptureQueriesContext(connection) as queries:
            media.of_posts(range(1, some + 1))
            media.views(ids[:some])
        assert len(queries) == 2


def test_deletion_takes_the_files_later() -> None:
    one, sound = upload(), upload(file=BytesIO(b"ID3...."))
    media.attach(ANA, media_ids=[one.id, sound.id], post_id=POST, public=True)
    media.delete_of_posts([POST])
    assert not Media.objects.exists()
    assert storage.path(one.original_key).exists()
    worker.drain()
    for key in (one.original_key, one.small_key, sound.original_key):
        assert not storage.path(key).exists()


def test_an_erased_account_leaves_no_media() -> None:
    one, other = upload(), upload(BEN)
    face = media.upload_profile_picture(ANA, file=encoded(picture(), "PNG"), kind=AVATAR, account_id=1)
    media.erase(AccountErased(account_id=1))
    worker.drain()
    assert [row.id for row in Media.objects.all()] == [other.id]
    assert not ProfileFile.objects.exists()
    for key in (one.original_key, one.small_key, face):
        assert not storage.path(key).exists()
    assert storage.path(other.original_key).exists()


def test_profile_pictures_stay_while_they_are_shown() -> None:
    ana = accounts.create_account(handle="ana", email="ana@town.example", password="a long walk to town")
    viewer = Viewer(account_id=ana.id)
    old, new = (
        media.upload_profile_picture(viewer, file=encoded(picture(), "PNG"), kind=AVATAR, account_id=ana.id)
        for _ in range(2)
    )
    accounts.edit_profile(viewer, change=accounts.ProfileChange(avatar_key=new))
    now = clock.now()
    for hours, left in ((23, True), (25, False)):
        with clock.frozen(now + timedelta(hours=hours)):
            media.sweep_profile_pictures()
            worker.drain()
            assert (storage.path(old).exists(), storage.path(new).exists()) == (left, True)


def test_the_sweeper() -> None:
    forgotten, attached, kept = upload(), upload(), upload(file=mp4())
    media.attach(ANA, media_ids=[attached.id], post_id=POST, public=True)
    media.keep(ANA, media_ids=[kept.id], until=clock.now() + timedelta(days=3))
    cut_off = storage.save(encoded(picture(), "PNG"), extension="png", most=10_000)
    half = storage.root() / "incoming" / "half"
    half.write_bytes(b"half of it")
    face = media.upload_profile_picture(
        ANA, file=encoded(picture(), "PNG"), kind=media.ProfilePicture.AVATAR, account_id=1
    )
    now = clock.now()

    def left() -> set[str]:
        worker.drain()
        names = {file.name for file in storage.root().rglob("*") if file.is_file()}
        return names - {attached.original_key, attached.small_key, face}

    with clock.frozen(now + timedelta(hours=23)):
        media.sweep()
        assert left() == {forgotten.original_key, forgotten.small_key, kept.original_key, cut_off, half.name}
    with clock.frozen(now + timedelta(hours=25)):
        media.sweep()
        assert left() == {kept.original_key}
    with clock.frozen(now + timedelta(days=4)):
        media.sweep()
        assert left() == set()
    assert [row.id for row in Media.objects.all()] == [attached.id]
