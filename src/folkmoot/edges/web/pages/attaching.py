"""Pictures, videos and sounds in the composer: taken in, described, taken off again."""

from dataclasses import dataclass
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext as _

from folkmoot.domains.media import api as media
from folkmoot.domains.media.api import MediaView
from folkmoot.domains.posts.api import MOST_MEDIA
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.ids import parse_id
from folkmoot.kernel.viewer import Viewer

PLACES = range(1, MOST_MEDIA + 1)


class Written(Protocol):
    """What is being written: the ids of its files, what is said about each, which places of the form were emptied into
    them, and whose files may be part of it.
    """

    kept_media: list[str]
    described: dict[int, str]
    taken_in: list[int]
    writers: frozenset[int]

    def understood(self, name: str) -> Any: ...


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is part of what is being written, and what is said about it."""

    view: MediaView
    description: str


def add_fields(form: forms.Form) -> None:
    """One place for a file and its description for each that a post may have."""
    for place in PLACES:
        form.fields[f"media_{place}"] = forms.FileField(required=False)
        form.fields[f"description_{place}"] = forms.CharField(required=False)


def kept_files(form: Written) -> list[KeptFile]:
    """The files that are there already; those of others are none of the writer's business."""
    found = media.views(_ids(form.kept_media))
    own = [view for view in found.values() if view.account_id in form.writers]
    return [KeptFile(view, form.described.get(view.id, view.description)) for view in own]


def take_in(viewer: Viewer, form: Written) -> None:
    """Store the files that came along. From here on the form knows them by id, so that a refusal loses none."""
    for place in PLACES:
        file = form.understood(f"media_{place}")
        if not file:
            continue
        if len(form.kept_media) == MOST_MEDIA:
            raise Invalid(_("A post has room for four files."), field="media")
        description = form.understood(f"description_{place}")
        made = media.upload(viewer, file=file.file, name=file.name, description=description)
        form.kept_media.append(str(made.id))
        form.taken_in.append(place)


def drop(form: Written, media_id: str) -> None:
    """Take one file off; it is deleted with all that belongs to no post."""
    form.kept_media = [one for one in form.kept_media if one != media_id]


def describe_free(viewer: Viewer, form: Written) -> None:
    """Keep what was written about files that belong to no post yet. Raises Invalid."""
    for kept in kept_files(form):
        view = kept.view
        if view.account_id == viewer.account_id and view.post_id is None and kept.description != view.description:
            media.update(viewer, media_id=view.id, description=kept.description)


def described_anew(form: Written) -> dict[int, str]:
    """What is said about files now, by id, for those that stay part of the post."""
    kept = set(_ids(form.kept_media))
    return {one: text for one, text in form.described.items() if one in kept}


def given_descriptions(data: object) -> dict[int, str]:
    """The descriptions that came with a form, by the id of their file: `about_<id>`."""
    items = data.items() if hasattr(data, "items") else ()
    found = ((parse_id(name.removeprefix("about_")), text) for name, text in items if name.startswith("about_"))
    return {media_id: text for media_id, text in found if media_id is not None}


def _ids(texts: list[str]) -> list[int]:
    return [one for text in texts if (one := parse_id(text)) is not None]
