"""How a picture of an emoji is made. Media knows how, and lies above; wiring introduces them."""

from typing import BinaryIO, Protocol

from folkmoot.domains.community.types import EmojiPicture


class EmojiMaker(Protocol):
    """Makes a picture anew for use as an emoji. Raises Invalid with the field "file"."""

    def __call__(self, file: BinaryIO, /) -> EmojiPicture: ...


_makers: list[EmojiMaker] = []


def register_emoji_maker(maker: EmojiMaker) -> None:
    """Name who makes the pictures; the last one said counts."""
    _makers[:] = [maker]


def make(file: BinaryIO) -> EmojiPicture:
    return _makers[0](file)
