"""A post that hits a hash bank is held before anybody else sees it, and a person decides."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import numpy as np
import pytest
from django.test import Client
from PIL import Image, ImageFilter

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import Entry, HashKind
from folkmoot.domains.media import api as media
from folkmoot.domains.media.models import MediaHash
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.refs import post_ref
from tests import cast
from tests.infra.test_pdq import drawn
from tests.queries import assert_same_query_count

MANIFESTO = (
    "Rise with us, brothers of the black hand: leave your towns, bring fire to the markets and the schools of those "
    "who live there, and your names will be sung for ever."
)


def picture(image: Image.Image, file_format: str = "PNG") -> BytesIO:
    out = BytesIO()
    image.save(out, file_format)
    return BytesIO(out.getvalue())


def scene() -> Image.Image:
    return Image.fromarray(drawn(600, 900))


def other_scene() -> Image.Image:
    return Image.fromarray(np.ascontiguousarray(drawn(600, 900)[:, ::-1, ::-1]))


def upload(person: cast.Person, image: Image.Image, file_format: str = "PNG") -> int:
    return media.upload(person.viewer, file=picture(image, file_format)).id


def publish(person: cast.Person, text: str, *media_ids: int) -> int:
    return posts.publish(person.viewer, draft=PostDraft(text=text, media_ids=media_ids)).id


def fill(bank: str, *entries: Entry) -> None:
    integrity.create_bank(cast.olga().viewer, name=bank, clause_id=bank, source="a test")
    integrity.add_hashes(cast.olga().viewer, bank=bank, entries=entries)


def bank_the_scene() -> None:
    row = MediaHash.objects.get(media_id=upload(cast.gita(), scene()))
    fill("terrorism", Entry(HashKind.PDQ, row.pdq), Entry(HashKind.SHA256, row.sha256))


def held(post_id: int) -> str | None:
    found = integrity.treatments_for([post_ref(post_id)]).get(post_ref(post_id), integrity.NO_TREATMENT)
    return found.held.clause_id if found.held else None


@pytest.mark.parametrize(
    "changed",
    [
        lambda image: image,
        lambda image: image.resize((450, 300)),
        lambda image: image.filter(ImageFilter.GaussianBlur(2)),
    ],
)
def test_a_picture_in_a_bank_holds_its_post_however_it_was_changed(
    changed: Callable[[Image.Image], Image.Image],
) -> None:
    bank_the_scene()
    media_id = upload(cast.ana(), changed(scene()), "JPEG")
    media_url = media.views([media_id])[media_id].original_key
    post_id = publish(cast.ana(), "Look at this.", media_id)
    assert held(post_id) == "terrorism"
    page = Client().get(f"/@ana/{post_id}").content.decode()
    assert "Look at this." not in page
    assert media_url not in page
    (decision,) = integrity.decisions_about(cast.ana().viewer)
    assert (decision.automated, decision.strike, decision.treatment.value) == (True, False, "hold")
    assert decision.facts == "The words or a picture match known terrorist material."
    (case,) = integrity.queue(cast.mo().viewer)
    assert (case.ref, [one.clause_id for one in case.suggestions]) == (post_ref(post_id), ["terrorism"])


@pytest.mark.parametrize("kind", [HashKind.SHA256, HashKind.MD5])
@pytest.mark.parametrize("which", ["uploaded", "kept"])
def test_an_exact_hash_is_enough(kind: HashKind, which: str) -> None:
    row = MediaHash.objects.get(media_id=upload(cast.gita(), scene()))
    fill("child-abuse", Entry(kind, getattr(row, f"kept_{kind}" if which == "kept" else kind.value)))
    assert held(publish(cast.ana(), "Look.", upload(cast.ana(), scene()))) == "child-abuse"
    assert held(publish(cast.ben(), "Look.", upload(cast.ben(), scene().resize((450, 300))))) is None


def test_another_picture_is_not_held() -> None:
    bank_the_scene()
    post_id = publish(cast.ana(), "Look at this.", upload(cast.ana(), other_scene()))
    assert held(post_id) is None
    assert integrity.queue(cast.mo().viewer) == ()


def test_a_text_in_a_bank_is_held_also_when_a_few_words_differ() -> None:
    integrity.create_bank(cast.olga().viewer, name="terrorism", clause_id="terrorism")
    integrity.add_text(cast.olga().viewer, bank="terrorism", text=MANIFESTO)
    assert held(publish(cast.ana(), MANIFESTO.upper())) == "terrorism"
    assert held(publish(cast.ben(), MANIFESTO.replace("towns", "homes") + " https://x.example/1")) == "terrorism"


def test_news_that_quotes_a_sentence_of_it_stays() -> None:
    integrity.create_bank(cast.olga().viewer, name="terrorism", clause_id="terrorism")
    integrity.add_text(cast.olga().viewer, bank="terrorism", text=MANIFESTO)
    report = (
        "Police have arrested four people in the north. In a leaflet the group had called on followers to “bring fire "
        "to the markets”, prosecutors said on Tuesday. Nobody was hurt, and the market opened again this morning."
    )
    assert held(publish(cast.ana(), report)) is None


def test_a_bank_that_grows_holds_what_is_there_already(drain: Callable[[], None]) -> None:
    before = publish(cast.ana(), "Look at this.", upload(cast.ana(), scene()))
    untouched = publish(cast.ben(), "And this.", upload(cast.ben(), other_scene()))
    drain()
    assert held(before) is None
    bank_the_scene()
    drain()
    drain()
    assert (held(before), held(untouched)) == ("terrorism", None)
    assert len(integrity.decisions_about(cast.ana().viewer)) == 1


def test_a_bank_that_learns_a_text_holds_the_public_posts_of_the_last_thirty_days(
    clock: FrozenClock, drain: Callable[[], None]
) -> None:
    old = publish(cast.carla(), MANIFESTO)
    clock.advance(timedelta(days=31))
    before = publish(cast.ana(), MANIFESTO.upper())
    untouched = publish(cast.ben(), "A quiet morning at the harbour, and the market opens again at eight o'clock.")
    drain()
    integrity.create_bank(cast.olga().viewer, name="terrorism", clause_id="terrorism")
    integrity.add_text(cast.olga().viewer, bank="terrorism", text=MANIFESTO)
    for _ in range(3):
        drain()
    assert (held(before), held(untouched), held(old)) == ("terrorism", None, None)


def test_a_bank_that_is_not_in_use_holds_nothing() -> None:
    bank_the_scene()
    integrity.enable_bank(cast.olga().viewer, name="terrorism", enabled=False)
    assert held(publish(cast.ana(), "Look.", upload(cast.ana(), scene()))) is None


def test_an_edit_that_adds_the_picture_is_held_as_well() -> None:
    bank_the_scene()
    post_id = publish(cast.ana(), "Harmless.")
    posts.edit(
        cast.ana().viewer, post_id=post_id, draft=PostDraft(text="No.", media_ids=(upload(cast.ana(), scene()),))
    )
    assert held(post_id) == "terrorism"


def test_a_person_decides_and_lets_it_go() -> None:
    bank_the_scene()
    post_id = publish(cast.ana(), "How to recognise it.", upload(cast.ana(), scene()))
    (case,) = integrity.queue(cast.mo().viewer)
    integrity.decide(cast.mo().viewer, case_id=case.id, clause_id="", treatment="none")
    assert posts.access_post(cast.ben().viewer, post_id).id == post_id


def test_facts_of_many_posts_take_no_more_queries() -> None:
    bank_the_scene()
    published = [publish(cast.ana(), "One.", upload(cast.ana(), scene()))]
    image = other_scene().resize((90, 60))

    def publish_another(number: int) -> None:
        published.append(publish(cast.ana(), f"Number {number} @ben", upload(cast.ana(), image)))

    assert_same_query_count(publish_another, lambda: posts.integrity_facts(published))
    assert posts.integrity_facts(published)[published[0]].facts.hash_banks == ("terrorism",)
