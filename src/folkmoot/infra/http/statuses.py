"""The one place where an error of a domain meets an HTTP status (RFC 9110)."""

from folkmoot.kernel import errors

_STATUSES: tuple[tuple[type[Exception], int], ...] = (
    (errors.NotFound, 404),
    (errors.NotSignedIn, 401),
    (errors.Forbidden, 403),
    (errors.Invalid, 422),
    (errors.Conflict, 409),
    (errors.RateLimited, 429),
    (errors.Gone, 410),
    (errors.TooLarge, 413),
    (errors.NoRoom, 507),
    (errors.Withheld, 451),
    (errors.DiskFull, 507),
    (errors.Unavailable, 503),
)


def status_of(error: errors.FolkmootError | errors.Unavailable) -> int:
    """The status by which an edge answers this error; 400 for a kind without one."""
    return next((status for kind, status in _STATUSES if isinstance(error, kind)), 400)
