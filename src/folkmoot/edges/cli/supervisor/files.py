"""How many files and connections a process may hold open."""

import resource


def open_as_many_as_allowed() -> int:
    """Raise the soft limit to the hard one, since a soft limit of 1,024 is a convention of old programs (setrlimit(2)).

    Each open stream is a file. Returns how many there may be.
    """
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard
