"""What lower domains ask of higher ones, through protocols that they define."""


def connect() -> None:
    """Say it once a process; saying it again changes nothing."""
