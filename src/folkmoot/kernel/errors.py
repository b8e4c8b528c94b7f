"""Errors that a command or query may raise at its caller.

Each carries two texts: `str(error)` for logs, which never holds personal data, and `safe`, a sentence that may be
shown to whoever asked. Edges turn the class into a status code; nothing below them knows HTTP.
"""


class FolkmootError(Exception):
    """The root of all expected failures."""

    default_safe = "That did not work."

    def __init__(self, internal: str = "", *, safe: str | None = None) -> None:
        super().__init__(internal or type(self).__name__)
        self.safe = safe or self.default_safe


class NotFound(FolkmootError):
    """The thing does not exist, or its existence is none of the caller's business."""

    default_safe = "There is nothing here, or it is not for you to see."


class NotSignedIn(FolkmootError):
    """Somebody must be signed in."""

    default_safe = "Please sign in first."


class Forbidden(FolkmootError):
    """The caller may see the thing but not do this with it."""

    default_safe = "You may not do that."


class Invalid(FolkmootError):
    """What the caller sent cannot be used; `field` names the part, "" the whole."""

    default_safe = "Something in the form is not right."

    def __init__(self, safe: str, *, field: str = "") -> None:
        super().__init__(f"invalid {field or 'input'}", safe=safe)
        self.field = field


class Conflict(FolkmootError):
    """The state has moved on: done already, taken by another, changed since it was read."""

    default_safe = "Somebody, perhaps you in another window, was faster. Please look again."


class RateLimited(FolkmootError):
    """Too much in too short a time; `retry_after` is in seconds."""

    default_safe = "That was too much in a short time. Please wait a little."

    def __init__(self, internal: str = "", *, safe: str | None = None, retry_after: int = 60) -> None:
        super().__init__(internal, safe=safe)
        self.retry_after = retry_after


class TooLarge(FolkmootError):
    """More bytes than are read; nothing of it was."""

    default_safe = "This is too large to be sent at once."


class NoRoom(FolkmootError):
    """The disk of the site has no room for this kind of thing at the moment."""

    default_safe = "This community has no room left for that at the moment. Its operators know."


class Withheld(FolkmootError):
    """A law or an order keeps the thing from the country that the caller is in."""

    default_safe = "This is withheld in your country."


class Gone(FolkmootError):
    """The thing was here and has been taken away for good."""

    default_safe = "This was here once and has been deleted."


class Unavailable(Exception):
    """Nothing is wrong with what was asked: a store is away, locked or read-only. `retry_after` is in seconds.

    No FolkmootError, so that nobody takes it for an answer to the question and goes on.
    """

    default_safe = "This cannot be done just now. Nothing is lost: please go back and try again in a minute."
    retry_after = 10

    @property
    def safe(self) -> str:
        return self.default_safe


class DiskFull(Unavailable):
    """There is no room to store anything."""

    default_safe = (
        "The disk of this site is full, so nothing new can be saved. Reading goes on; please try again later."
    )
    retry_after = 120
