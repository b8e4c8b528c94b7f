"""Which kind of archive a box is, and all its entries."""

from collections.abc import Iterator

from folkmoot.domains.moving.into import csvs, facebook, folkmoot, mastodon
from folkmoot.domains.moving.into.boxes import Box
from folkmoot.domains.moving.into.entries import Entry
from folkmoot.domains.moving.types import ArrivalKind
from folkmoot.kernel.errors import Invalid

_ROOTS = (("folkmoot.json", ArrivalKind.FOLKMOOT), ("outbox.json", ArrivalKind.MASTODON))


def kind_of(box: Box) -> tuple[ArrivalKind, str]:
    """The kind, and the folder in which its files lie ("" or with a slash at its end). Raises Invalid."""
    for file, kind in _ROOTS:
        found = sorted((name for name in box.names if name == file or name.endswith(f"/{file}")), key=len)
        if found:
            return kind, found[0].removesuffix(file)
    if any(facebook.POSTS.fullmatch(name) or facebook.FRIENDS.fullmatch(name) for name in box.names):
        return ArrivalKind.FACEBOOK, ""
    if any(facebook.PAGES.fullmatch(name) for name in box.names):
        raise Invalid(
            "This download of Facebook is made of pages for reading. Please ask Facebook for it once more, and choose"
            " JSON as its format.",
            field="file",
        )
    if any(name in csvs.FILES for name in box.names):
        return ArrivalKind.LISTS, ""
    raise Invalid(
        "This is no archive that can be taken in: a ZIP or .tar.gz of Mastodon, Folkmoot or Facebook, or one of"
        " Mastodon’s CSV files.",
        field="file",
    )


def entries_of(box: Box) -> Iterator[Entry]:
    """The same entries in the same order, whenever it is read."""
    kind, root = kind_of(box)
    if kind is ArrivalKind.FOLKMOOT:
        yield from folkmoot.entries(box, root)
    elif kind is ArrivalKind.FACEBOOK:
        yield from facebook.entries(box)
    else:
        if kind is ArrivalKind.MASTODON:
            yield from mastodon.entries(box, root)
        yield from csvs.entries(box, root)
